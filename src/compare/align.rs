//! Word alignment: the cheapest way to read a quotation into a run of a source's words.
//!
//! Semi-global edit distance (Sellers 1980) over words: the quotation whole, the source from anywhere to
//! anywhere. A word changed, added or dropped costs 1; gaps, brackets and an attribution that cuts into a
//! quotation of the source cost nothing.

use std::ops::Range;

use super::wording::Part;
use crate::text::Word;

/// How a part of the quotation answers to the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// Part `0` is the source's word `1`.
    Same(usize, usize),
    /// Part `0` stands where the source has word `1`.
    Changed(usize, usize),
    /// The source has no such word as part `0`.
    Added(usize),
    /// The quotation lacks the source's word.
    Dropped(usize),
    /// Left out under an ellipsis or behind a bracket.
    Elided(usize),
    /// Part of an attribution that cuts into a quotation of the source.
    CutIn(usize),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Alignment {
    pub(super) cost: usize,
    /// The words of the source that are spanned.
    pub(super) words: Range<usize>,
    pub(super) steps: Vec<Step>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Start,
    Diagonal,
    Note,
    Source,
    /// A gap or bracket that ends here and began at this column.
    Over(u32),
    /// An attribution was jumped from this column.
    Jump(u32),
}

/// What a changed, added or dropped word costs; of two readings with as many of them, the one with more
/// words in common wins.
const EDIT: i64 = 1 << 20;
const SAME: i64 = -1;

/// Aligns `parts` with the words `window` of `source`. `cut_ins` are runs of words between two quotations
/// of the source that may be passed over whole. None when there is nothing to align.
pub(super) fn align(
    parts: &[Part],
    source: &[Word],
    window: Range<usize>,
    cut_ins: &[Range<usize>],
) -> Option<Alignment> {
    let words = source.get(window.clone())?;
    let (rows, columns) = (parts.len() + 1, words.len() + 1);
    if parts.is_empty() || words.is_empty() {
        return None;
    }
    let mut jump = vec![None; columns];
    for run in cut_ins.iter().filter(|run| window.start < run.start && run.end < window.end) {
        jump[run.end - window.start] = Some((run.start - window.start) as u32);
    }
    let mut from = vec![From::Start; rows * columns];
    let mut above = vec![0i64; columns];
    for (i, part) in parts.iter().enumerate() {
        let row = (i + 1) * columns;
        let mut costs = vec![0i64; columns];
        // The cheapest column of the row above that a gap may begin in, nearest first.
        let mut cheapest = 0;
        for j in 0..columns {
            let mut best;
            match part {
                Part::Word(word) => {
                    best = (above[j] + EDIT, From::Note);
                    if j > 0 {
                        let same = words[j - 1].key == word.key;
                        best = better((above[j - 1] + if same { SAME } else { EDIT }, From::Diagonal), best);
                        best = better(best, (costs[j - 1] + EDIT, From::Source));
                    }
                }
                Part::Gap(_) => {
                    if above[j] <= above[cheapest] {
                        cheapest = j;
                    }
                    best = (above[cheapest], From::Over(cheapest as u32));
                }
                Part::Free { most, .. } => {
                    let nearest = (j.saturating_sub(*most)..=j).rev().min_by_key(|k| above[*k]).unwrap_or(j);
                    best = (above[nearest], From::Over(nearest as u32));
                }
            }
            if let Some(start) = jump[j] {
                best = better(best, (costs[start as usize], From::Jump(start)));
            }
            costs[j] = best.0;
            from[row + j] = best.1;
        }
        above = costs;
    }
    let least = above.iter().copied().min()?;
    above
        .iter()
        .enumerate()
        .filter(|(_, cost)| **cost == least)
        .take(8)
        .map(|(end, _)| trace(parts, words, &from, columns, end, window.start))
        // A word changed at the edge, not one too many beside one too few; then the shortest passage.
        .min_by_key(|alignment| {
            let added = alignment.steps.iter().filter(|step| matches!(step, Step::Added(_))).count();
            (added, alignment.words.len())
        })
}

/// The cheaper of two; the first when they cost the same.
fn better(a: (i64, From), b: (i64, From)) -> (i64, From) {
    if b.0 < a.0 { b } else { a }
}

fn trace(parts: &[Part], words: &[Word], from: &[From], columns: usize, end: usize, offset: usize) -> Alignment {
    let (mut i, mut j) = (parts.len(), end);
    let mut steps = Vec::with_capacity(parts.len() + 4);
    while i > 0 {
        match from[i * columns + j] {
            From::Diagonal => {
                (i, j) = (i - 1, j - 1);
                let same = matches!(parts[i], Part::Word(word) if word.key == words[j].key);
                steps.push(if same { Step::Same(i, offset + j) } else { Step::Changed(i, offset + j) });
            }
            From::Note => {
                i -= 1;
                steps.push(Step::Added(i));
            }
            From::Source => {
                j -= 1;
                steps.push(Step::Dropped(offset + j));
            }
            From::Over(start) => {
                i -= 1;
                steps.extend((start as usize..j).rev().map(|k| Step::Elided(offset + k)));
                j = start as usize;
            }
            From::Jump(start) => {
                steps.extend((start as usize..j).rev().map(|k| Step::CutIn(offset + k)));
                j = start as usize;
            }
            From::Start => break,
        }
    }
    steps.reverse();
    let edit = |step: &&Step| matches!(step, Step::Changed(..) | Step::Added(_) | Step::Dropped(_));
    Alignment { cost: steps.iter().filter(edit).count(), words: offset + j..offset + end, steps }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::wording::Wording;
    use crate::text::{Span, Words};

    /// Steps in letters: `=` same, `x` changed, `+` added, `-` dropped, `.` elided, `^` cut in.
    fn check(quotation: &str, source: &str, cut_in: Option<Range<usize>>, expected: &str) {
        let wording = Wording::of(quotation, Span::new(0, quotation.len()));
        let words = Words::of(source);
        let found = align(&wording.parts, &words, 0..words.len(), cut_in.as_slice()).unwrap();
        let letters: String = found
            .steps
            .iter()
            .map(|step| match step {
                Step::Same(..) => '=',
                Step::Changed(..) => 'x',
                Step::Added(_) => '+',
                Step::Dropped(_) => '-',
                Step::Elided(_) => '.',
                Step::CutIn(_) => '^',
            })
            .collect();
        assert_eq!(format!("{letters} {}", found.cost), expected, "{quotation} | {source}");
    }

    #[test]
    fn words() {
        check("b c d", "a b c d e", None, "=== 0");
        check("b x d", "a b c d e", None, "=x= 1");
        check("b d e", "a b c d e", None, "=-== 1");
        check("b c x d e", "a b c d e", None, "==+== 1");
    }

    #[test]
    fn gaps_take_the_nearest_words() {
        check("a … d e", "a b c d e d e", None, "=..== 0");
        check("a … b", "a b", None, "== 0");
        check("a … d x f", "a b c d e f", None, "=..=x= 1");
    }

    #[test]
    fn brackets_stand_for_some_words_or_none() {
        check("a [him] c d", "a Mr Biden c d", None, "=..== 0");
        check("a [him] c d", "a c d", None, "=== 0");
        check("[Moscow] will go", "so Russia will go", None, "== 0");
        check("v x a [b] z y w", "v x a 1 2 3 4 5 6 7 8 z y w", None, "===--......=== 2");
    }

    #[test]
    fn an_attribution_is_passed_over_whole() {
        check("a b c d", "a b he said c d", Some(2..4), "==^^== 0");
        check("a b said c d", "a b he said c d", Some(2..4), "==-=== 1");
    }
}
