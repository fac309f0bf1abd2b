//! Hover: what a thing is, and the evidence for it.

mod actor;
mod attribution;
mod citation;

pub(super) use citation::{body, located};
pub(super) use date::same_days;
pub(super) use figure::passages;
pub(super) use quotation::claim_around;
mod date;
mod figure;
mod quotation;
mod support;

use std::path::Path;

use super::Hover;
use super::place::{Document, Thing, thing_at};
use crate::date::TimexKind;
use crate::world::Snapshot;

/// What ibid knows of the words at `offset` (bytes) in a note, an article or a card; nothing where it knows nothing.
pub fn hover(snapshot: &Snapshot, path: &Path, offset: usize) -> Option<Hover> {
    if let Some(file) = snapshot.cards.file(path) {
        let card = file.at(offset).filter(|card| card.place.touches(offset))?;
        return Some(Hover { span: card.place, markdown: actor::of_card(snapshot, card) });
    }
    let document = Document::open(snapshot, path)?;
    let (thing, span) = thing_at(snapshot, &document, offset)?;
    let markdown = match (&document, thing) {
        (Document::Note(note), Thing::Citation(ix)) => citation::hover(snapshot, note, ix),
        (_, Thing::Actor(ix)) => actor::hover(snapshot, &document, ix),
        (Document::Note(note), Thing::Quotation(ix)) => quotation::hover(snapshot, note, ix),
        (Document::Note(note), Thing::Sentence(ix)) => support::hover(snapshot, note, ix),
        (_, Thing::Figure(ix)) => figure::hover(snapshot, &document, ix),
        // What a source says of “forty minutes” tells more than that it is a length of time.
        (_, Thing::Date(ix)) => match length(&document, ix) {
            Some(figure) => figure::hover(snapshot, &document, figure),
            None => date::hover(snapshot, &document, ix),
        },
        (Document::Article(article), Thing::Attribution(ix)) => attribution::hover(snapshot, article, ix),
        (Document::Article(article), Thing::Quotation(ix)) => {
            let claim = claim_around(article, article.facts.quotations.get(ix)?.inner)?;
            let ix = article.facts.claims.iter().position(|other| std::ptr::eq(other, claim))?;
            attribution::hover(snapshot, article, ix)
        }
        _ => None,
    }?;
    Some(Hover { span, markdown })
}

/// The figure of a note by which a length of time is told.
fn length(document: &Document, timex: usize) -> Option<usize> {
    let facts = document.facts();
    let timex = facts.dates.get(timex).filter(|timex| timex.kind == TimexKind::Duration)?;
    let figure = facts.figures.iter().position(|figure| figure.span.overlaps(timex.span));
    figure.filter(|_| matches!(document, Document::Note(_)))
}
