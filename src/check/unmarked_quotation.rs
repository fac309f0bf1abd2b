use super::passage::{edit, evidence, in_quotation};
use super::registry::{Check, Run};
use super::wording::short;
use super::{Finding, Fix};
use crate::compare::{Reading, runs};
use crate::config::Level;
use crate::text::{Span, Word, Words};

pub(super) const CHECK: Check = Check {
    code: "unmarked-quotation",
    level: Level::Off,
    summary: "A run of words is the cited article's own, without quotation marks.",
    why: "Eight words in a row are rarely chance. Off unless the settings turn it on: writers who paraphrase closely \
          know why.",
    fires: &[
        "the chasm is deep and the prospect of finding an exit to the crisis `[@002]`",
        "agreed to continue to work to ease tensions over Ukraine `[@001]`",
        "sounding a downbeat note over the prospect of talks `[@000]`",
    ],
    silent: &[
        "names and titles",
        "under eight words",
        "between quotation marks",
        "a paraphrase",
        "a sentence with no citation",
    ],
    run: Run::Note(run),
};

/// Fewer words in a row may be chance.
const LEAST: usize = 8;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for claim in note.claims.iter().filter(|claim| !claim.citations.is_empty()) {
        let own = claim.span.of(&note.prose);
        let words: Vec<Word> = Words::of(own)
            .iter()
            .map(|word| Word { span: word.span.shift(claim.span.start()), key: word.key })
            .filter(|word| !in_quotation(note, word.span))
            .collect();
        for (_, article) in reading.articles(claim.span) {
            let source = article.text.words();
            let keys: Vec<u64> = words.iter().map(|word| word.key).collect();
            let Some((start, len, place)) = longest(&keys, source) else { continue };
            let span = words[start].span.join(words[start + len - 1].span);
            let capitals =
                words[start..start + len].iter().filter(|w| w.span.of(&note.prose).starts_with(char::is_uppercase));
            if capitals.count() * 2 > len {
                continue;
            }
            let marks = [(span.start(), "“"), (span.end(), "”")];
            let passage = source[place].span.join(source[place + len - 1].span);
            found.push(Finding {
                code: CHECK.code,
                level: CHECK.level,
                span,
                message: format!("{len} words match {} word for word.", short(&article.key, 50)),
                evidence: vec![evidence(&article, passage)],
                fixes: vec![Fix {
                    title: "Add quotation marks".to_string(),
                    preferred: false,
                    edits: marks.into_iter().map(|(at, mark)| edit(note, Span::at(at), mark)).collect(),
                }],
            });
            break;
        }
    }
}

/// The longest run of `keys` of at least [`LEAST`] words that stands in `source`: where it starts in either,
/// and how long it is.
fn longest(keys: &[u64], source: &[Word]) -> Option<(usize, usize, usize)> {
    let mut best: Option<(usize, usize, usize)> = None;
    for (start, head) in keys.windows(LEAST).enumerate() {
        for place in runs(head, source) {
            let pairs = keys[start..].iter().zip(&source[place..]);
            let len = pairs.take_while(|(key, word)| **key == word.key).count();
            if best.is_none_or(|(_, longest, _)| len > longest) {
                best = Some((start, len, place));
            }
        }
    }
    best
}
