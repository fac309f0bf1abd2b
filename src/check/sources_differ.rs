use super::passage::{evidence, in_quotation, key_text};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{FileEdit, Finding, Fix};
use crate::compare::{Reading, rivals};
use crate::config::Level;
use crate::note::{NoteClaim, Syntax};
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    code: "sources-differ",
    level: Level::Information,
    summary: "Another article gives another figure for the same thing.",
    why: "A reader of two articles would know that the number is in doubt. Two figures are held against each other only \
          when both count the same thing, in sentences that tell of the same event, with an actor in common, on the same \
          day, and neither is the word of another party. What is true, ibid does not say.",
    fires: &[
        "5,000 people marched `[@harbour]`, where another article of that day has 3,000",
        "two ships were lost `[@harbour]`, for three in another article",
        "a budget of 40 million dollars `[@harbour]`, for 60 million",
    ],
    silent: &[
        "3,000 servicemen in one article, 100,000 troops in another",
        "a meeting of 10 January and one of 21 January at the same place",
        "parties who disagree: the police counted 3,000, the organisers 5,000",
        "“some 100,000” beside “an estimated 100,000”",
        "a sentence that cites both",
        "another day's number",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for claim in note.claims.iter().filter(|claim| !reading.is_unread(claim.span)) {
        for figure in claim.figures.iter().filter_map(|ix| note.facts.figures.get(*ix as usize)) {
            if in_quotation(note, figure.span) {
                continue;
            }
            let Some(rival) = rivals(reading, claim, figure).into_iter().next() else { continue };
            let words = |text: &str, span: Span| short(span.of(text), 24);
            let message = format!(
                "{}: {}. {}: {}.",
                short(&rival.cited.key, 24),
                words(rival.cited.text.as_str(), rival.own.0),
                short(&rival.other.key, 24),
                words(rival.other.text.as_str(), rival.their.0)
            );
            found.push(Finding {
                code: CHECK.code,
                level: CHECK.level,
                span: figure.span,
                message: short(&message, LONGEST),
                evidence: vec![evidence(&rival.cited, rival.own.1), evidence(&rival.other, rival.their.1)],
                fixes: cite_both(reading, claim, &rival.other.key).into_iter().collect(),
            });
        }
    }
}

/// Names `key` beside the last article that is cited for the claim.
fn cite_both(reading: &Reading<'_>, claim: &NoteClaim, key: &str) -> Option<Fix> {
    let note = reading.note;
    let last = reading.citations(claim.span).filter_map(|ix| note.citations.get(ix)).last()?;
    let (at, new_text) = match last.syntax {
        // Before the closing bracket.
        Syntax::Bracketed => (last.span.end().saturating_sub(1), format!("; @{}", key_text(key))),
        _ => (last.span.end(), format!(" [@{}]", key_text(key))),
    };
    Some(Fix {
        title: "Cite both".to_owned(),
        preferred: false,
        edits: vec![FileEdit { path: note.path.clone(), span: Span::at(at), new_text }],
    })
}
