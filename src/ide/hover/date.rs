//! The hover of a date: which day that is, and why.

use crate::date::{Anchor, Timex};
use crate::ide::page::{Page, dated};
use crate::ide::place::{Document, cited_at, sentence_at};
use crate::world::Snapshot;

pub(super) fn hover(snapshot: &Snapshot, document: &Document, timex: usize) -> Option<String> {
    let timex = document.facts().dates.get(timex)?;
    let text = document.text().as_str();
    let mut page = Page::default();
    let inferred = if timex.value.inferred { "the article's date is inferred" } else { "" };
    page.head(&timex.value.prose(), &[inferred.to_string()]);
    let reasons = timex.value.reasons();
    if !reasons.is_empty() && !timex.span.of(text).is_empty() {
        page.line(&format!("“{}”: {}.", timex.span.of(text), reasons.join("; ")));
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
                for other in article.facts.dates.iter().filter(|other| same_days(timex, other)).take(2) {
                    if !ruled {
                        page.rule();
                        ruled = true;
                    }
                    let sentence = sentence_at(&article, other.span.start()).unwrap_or(other.span);
                    let words = other.span.of(article.text.as_str());
                    page.passage(
                        sentence.of(article.text.as_str()),
                        &format!("{} · “{words}” is {}", article.key, other.value.prose()),
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
