//! The hover of a date: which day that is, and why.

use crate::date::{Anchor, Timex, TimexKind};
use crate::ide::page::{Page, dated};
use crate::ide::place::{Document, cited_at, sentence_at};
use crate::world::Snapshot;

pub(super) fn hover(snapshot: &Snapshot, document: &Document, timex: usize) -> Option<String> {
    let timex = document.facts().dates.get(timex)?;
    let text = document.text().as_str();
    let mut page = Page::default();
    let inferred = if timex.value.inferred { "the article's date is inferred" } else { "" };
    let words = timex.span.of(text);
    // A note without a date of its own places nothing; what it cites may.
    let adrift = matches!(document, Document::Note(note) if note.dct.is_none())
        && matches!(timex.kind, TimexKind::Date | TimexKind::Time)
        && timex.anchor == Anchor::None
        && timex.interval.earliest.is_none();
    page.head(&if adrift { words.to_string() } else { timex.value.prose() }, &[inferred.to_string()]);
    let reasons = timex.value.reasons();
    if adrift {
        page.line("This note has no date of its own.");
    } else if !reasons.is_empty() && !words.is_empty() {
        page.line(&format!("“{words}”: {}.", reasons.join("; ")));
    }
    match document {
        Document::Article(article) => {
            if let (Anchor::Dct, Some(dct)) = (timex.anchor, article.dct.as_ref()) {
                page.line(&format!("{}: {}", article.key, dated(dct)));
                if timex.value.inferred && !dct.reasons.is_empty() {
                    page.line(&format!("Inferred: {}.", dct.reasons.join("; ")));
                }
            }
        }
        Document::Note(note) => {
            // What the cited articles say of the same days.
            let mut ruled = false;
            for (_, article) in cited_at(snapshot, note, timex.span.start()) {
                let said = |other: &&Timex| {
                    let same_words = || other.span.of(article.text.as_str()).eq_ignore_ascii_case(words);
                    same_days(timex, other) || adrift && same_words()
                };
                for other in article.facts.dates.iter().filter(said).take(2) {
                    if !ruled {
                        page.rule();
                        ruled = true;
                    }
                    let sentence = sentence_at(&article, other.span.start()).unwrap_or(other.span);
                    let theirs = other.span.of(article.text.as_str());
                    page.passage(
                        sentence.of(article.text.as_str()),
                        &format!("{} · “{theirs}” is {}", article.key, other.value.prose()),
                    );
                }
            }
        }
    }
    Some(page.finish())
}

/// Whether two expressions cover days in common, both ends known.
pub(crate) fn same_days(a: &Timex, b: &Timex) -> bool {
    let known = |t: &Timex| Some((t.interval.earliest?, t.interval.latest?));
    match (known(a), known(b)) {
        (Some((a1, a2)), Some((b1, b2))) => a1 <= b2 && b1 <= a2,
        _ => false,
    }
}
