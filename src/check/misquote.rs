use super::passage::{edit, rests_on, unquote};
use super::registry::{Check, Run};
use super::wording::two;
use super::{Finding, Fix};
use crate::claim::Quotation;
use crate::compare::{Change, Fit, Reading, Verdict, Wording};
use crate::config::Level;
use crate::text::{Span, Words};

pub(super) const CHECK: Check = Check {
    code: "misquote",
    level: Level::Error,
    summary: "The words between the quotation marks are not those of the source.",
    why: "Words between quotation marks are a promise that somebody used these words. Typography, the case of the \
          first letter, words left out under an ellipsis, words in brackets and an attribution that cuts in may \
          differ; a word, a number, a name, a negation may not. When the source has the words, but as its own \
          report and not between quotation marks, and the note gives them to a speaker, it is a warning.",
    fires: &[
        "“…drowned in endless talks” `[@002]`, where the source has “discussions”",
        "“Russia does have the right to vote”, where the source has “does not have”",
        "“FSB agents”, where the source has “FSB pawns”",
        "Biden threatened “unprecedented sanctions” `[@000]`, which the source only reports",
    ],
    silent: &[
        "a first letter in another case, curly or straight marks, a final comma",
        "words left out, in order, under `…`, `...` or `[…]`",
        "`[Moscow]` for another name, `[T]he`, `[sic]`",
        "two pieces of a quotation joined that the source parts by “he said”",
        "a quotation of a single word",
        "“severe economic costs”, in the words of the report; “those are the paper's words”",
    ],
    run: Run::Note(run),
};

/// Below this share of common words the passage may be another one: a warning only.
const CERTAIN: f32 = 0.75;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for (ix, quotation) in reading.note.facts.quotations.iter().enumerate() {
        if quotation.nested {
            continue;
        }
        match reading.quotation(ix) {
            Verdict::Differs(fit) => found.push(differs(reading, quotation, fit)),
            Verdict::Stands(fit) if !fit.is_quoted() && is_given_to_a_speaker(reading, quotation) => {
                found.push(Finding {
                    code: CHECK.code,
                    level: Level::Warning,
                    span: quotation.span,
                    message: format!("{} reports this in its own words, not as a quotation.", fit.article.key),
                    evidence: vec![rests_on(fit)],
                    fixes: vec![unquote(reading.note, quotation)],
                });
            }
            _ => {}
        }
    }
}

/// Whether a cited note says who used these words: more than a word or two, told by a verb of saying.
fn is_given_to_a_speaker(reading: &Reading<'_>, quotation: &Quotation) -> bool {
    let named = reading.attribution(quotation.inner).is_some_and(|claim| claim.speaker.is_some());
    let long = Words::of(quotation.inner.of(&reading.note.prose)).len() >= 2;
    named && long && reading.citations(quotation.span).next().is_some() && !is_given_to_the_source(reading, quotation)
}

/// Whether the note's sentence says that the words are the article's own: “in the words of the report”, “as the paper
/// has it”.
fn is_given_to_the_source(reading: &Reading<'_>, quotation: &Quotation) -> bool {
    const TEXTS: [&str; 11] =
        ["agency", "article", "author", "newspaper", "paper", "piece", "report", "reporter", "source", "story", "text"];
    const BEFORE: [&str; 7] = ["of", "as", "by", "to", "in", "what", "according"];
    let note = reading.note;
    let Some(sentence) = note.sentences.iter().find(|sentence| sentence.covers(quotation.span)) else { return false };
    // Between this quotation and the next or the one before.
    let others = note.facts.quotations.iter().map(|q| q.span).filter(|span| *span != quotation.span);
    let (mut from, mut to) = (sentence.start(), sentence.end());
    for span in others {
        if span.end() <= quotation.span.start() {
            from = from.max(span.end());
        } else if span.start() >= quotation.span.end() {
            to = to.min(span.start());
        }
    }
    [Span::new(from, quotation.span.start()), Span::new(quotation.span.end(), to)].into_iter().any(|part| {
        let words: Vec<String> = part
            .of(&note.prose)
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("’s").trim_end_matches("'s"))
            .map(str::to_lowercase)
            .collect();
        words.windows(3).any(|run| match [run[0].as_str(), run[1].as_str(), run[2].as_str()] {
            [before, "the", text] if BEFORE.contains(&before) && TEXTS.contains(&text) => true,
            // those are the paper’s words
            ["the", text, "words" | "wording" | "own" | "phrase"] => TEXTS.contains(&text),
            _ => false,
        })
    })
}

fn differs(reading: &Reading<'_>, quotation: &Quotation, fit: &Fit) -> Finding {
    let note = reading.note;
    let wording = Wording::of(&note.prose, quotation.inner);
    let source_words = fit.article.text.words();
    let shown: Vec<Change> =
        fit.changes
            .iter()
            .map(|change| {
                if change.note.is_empty() || change.source.is_empty() {
                    widened(change, &wording, fit)
                } else {
                    *change
                }
            })
            .collect();
    // One change is shown as such, several in one sweep from the first to the last, if they lie close.
    let whole = |pick: fn(&Change) -> Span| shown.iter().map(pick).reduce(Span::join).unwrap_or_default();
    let (in_note, in_source) = (whole(|c| c.note), whole(|c| c.source));
    let message = two(
        |source, note| format!("The source says “{source}”, not “{note}”."),
        in_source.of(fit.article.text.as_str()),
        in_note.of(&note.prose),
    );
    let cited = reading.citations(quotation.span).next().is_some();
    let short = wording.len() < 3 || source_words.within(fit.span).len() < 3;
    let level = if cited && (fit.similarity >= CERTAIN || short) { Level::Error } else { Level::Warning };
    let words = Fix {
        title: "Use the source’s words".to_string(),
        preferred: true,
        edits: shown
            .iter()
            .map(|change| edit(note, change.note, change.source.of(fit.article.text.as_str())))
            .collect(),
    };
    Finding {
        code: CHECK.code,
        level,
        span: in_note,
        message,
        evidence: vec![rests_on(fit)],
        fixes: vec![words, unquote(note, quotation)],
    }
}

/// A change where one side has no word is shown with the word before it (or, at the start, behind it).
fn widened(change: &Change, wording: &Wording, fit: &Fit) -> Change {
    let source = fit.article.text.words();
    let note_before = wording.words().filter(|w| w.span.end() <= change.note.start()).last();
    let source_before = source[source.within(fit.span)].iter().rfind(|w| w.span.end() <= change.source.start());
    if let (Some(a), Some(b)) = (note_before, source_before) {
        return Change { note: a.span.join(change.note), source: b.span.join(change.source) };
    }
    let note_behind = wording.words().find(|w| w.span.start() >= change.note.end());
    let source_behind = source[source.within(fit.span)].iter().find(|w| w.span.start() >= change.source.end());
    match (note_behind, source_behind) {
        (Some(a), Some(b)) => Change { note: change.note.join(a.span), source: change.source.join(b.span) },
        _ => *change,
    }
}
