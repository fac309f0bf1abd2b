//! Where in a source the words of a quotation may stand.

use std::collections::HashMap;
use std::ops::Range;

use super::wording::{Part, Wording};
use crate::text::Word;

/// At most so many windows are aligned.
const WINDOWS: usize = 4;
/// A diagonal bucket is so many words wide.
const BUCKET: usize = 8;
/// How far an ellipsis may reach, in words.
const REACH: usize = 250;
/// Room for an attribution that cuts in, and for words put in or left out.
const SLACK: usize = 24;

/// Every place where `keys` stand word for word: the index of the first word.
pub fn runs(keys: &[u64], source: &[Word]) -> Vec<usize> {
    let Some(first) = keys.first() else { return Vec::new() };
    source
        .windows(keys.len())
        .enumerate()
        .filter(|(_, run)| run[0].key == *first && run.iter().zip(keys).all(|(word, key)| word.key == *key))
        .map(|(at, _)| at)
        .collect()
}

/// The words of a quotation, to be looked for in many places.
pub(super) struct Sought {
    /// By key, each with how often it stands in the quotation.
    words: Vec<(u64, usize)>,
    /// A bit for each key: most words of a source are none of these.
    bits: [u64; 16],
}

impl Sought {
    pub(super) fn of(wording: &Wording) -> Self {
        let mut keys: Vec<u64> = wording.words().map(|word| word.key).collect();
        keys.sort_unstable();
        let words = keys.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect();
        let mut bits = [0; 16];
        keys.iter().for_each(|key| bits[(key >> 6) as usize & 15] |= 1 << (key & 63));
        Self { words, bits }
    }

    /// How many words of the quotation stand somewhere in `source`; no alignment has more in common.
    pub(super) fn standing_in(&self, source: &[Word]) -> usize {
        let mut found = vec![false; self.words.len()];
        for word in source {
            if self.bits[(word.key >> 6) as usize & 15] & (1 << (word.key & 63)) != 0
                && let Ok(at) = self.words.binary_search_by_key(&word.key, |(key, _)| *key)
            {
                found[at] = true;
            }
        }
        self.words.iter().zip(found).filter(|(_, found)| *found).map(|((_, count), _)| count).sum()
    }
}

/// The runs of `source` worth aligning with `wording`, by diagonal voting: every word they share votes
/// for the place where the quotation would begin, more so when the word before it did the same.
pub(super) fn windows(wording: &Wording, source: &[Word]) -> Vec<Range<usize>> {
    let length = wording.parts.len();
    let gaps = wording.parts.iter().any(|part| matches!(part, Part::Gap(_)));
    let reach = length / 2 + SLACK + if gaps { REACH } else { 0 };
    if source.len() <= length + 2 * reach {
        return std::iter::once(0..source.len()).collect();
    }
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut seen = [0u64; 16];
    for (at, part) in wording.parts.iter().enumerate() {
        if let Part::Word(word) = part {
            places.entry(word.key).or_default().push(at);
            seen[(word.key >> 6) as usize & 15] |= 1 << (word.key & 63);
        }
    }
    let mut votes = vec![0u32; (source.len() + length) / BUCKET + 2];
    let mut last: Vec<usize> = Vec::new();
    for (j, word) in source.iter().enumerate() {
        let known = seen[(word.key >> 6) as usize & 15] & (1 << (word.key & 63)) != 0;
        let Some(at) = known.then(|| places.get(&word.key)).flatten() else {
            last.clear();
            continue;
        };
        let diagonals: Vec<usize> = at.iter().map(|i| j + length - i).collect();
        for diagonal in &diagonals {
            votes[diagonal / BUCKET] += if last.contains(diagonal) { 4 } else { 1 };
        }
        last = diagonals;
    }
    let mut order: Vec<usize> = (0..votes.len()).filter(|bucket| votes[*bucket] > 0).collect();
    order.sort_by_key(|bucket| std::cmp::Reverse(votes[*bucket]));
    let mut found: Vec<Range<usize>> = Vec::new();
    for bucket in order {
        let start = (bucket * BUCKET).saturating_sub(length);
        if found.iter().any(|w| w.start <= start.saturating_sub(SLACK / 2) && start + length + SLACK / 2 <= w.end) {
            continue;
        }
        found.push(start.saturating_sub(reach)..(start + length + reach).min(source.len()));
        if found.len() == WINDOWS {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, Words};

    #[test]
    fn finds_all_runs() {
        let source = Words::of("a b a b c");
        let keys: Vec<u64> = Words::of("a b").iter().map(|w| w.key).collect();
        assert_eq!(runs(&keys, &source), [0, 2]);
        assert!(runs(&[], &source).is_empty());
    }

    #[test]
    fn no_alignment_has_more_in_common() {
        let check = |quotation: &str, source: &str, expected: usize| {
            let sought = Sought::of(&Wording::of(quotation, Span::new(0, quotation.len())));
            assert_eq!(sought.standing_in(&Words::of(source)), expected, "{quotation} | {source}");
        };
        check("to be or not to be", "Be it as it may, to me", 4);
        check("a … [b] c", "c b a", 2);
        check("a b", "", 0);
    }

    #[test]
    fn the_first_window_holds_the_passage() {
        let filler: String = (0..3000).map(|n| format!("the of{} ", n % 97)).collect();
        let source = Words::of(&format!("{filler} we shall see what the winter brings {filler}"));
        let quotation = "we shall see which the winter brings";
        let wording = Wording::of(quotation, Span::new(0, quotation.len()));
        let windows = windows(&wording, &source);
        assert!(windows[0].contains(&6003), "{windows:?}");
        assert!(windows.len() <= WINDOWS);
    }
}
