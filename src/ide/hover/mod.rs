//! Hover: what a thing is, and the evidence for it.

mod actor;
mod attribution;
mod citation;

pub(super) use citation::{body, located};
pub(super) use date::same_days;
mod date;

use std::path::Path;

use super::Hover;
use super::place::{Document, Thing, thing_at};
use crate::world::Snapshot;

/// What ibid knows of the words at `offset` (bytes) in a note or an article; nothing where it knows nothing.
pub fn hover(snapshot: &Snapshot, path: &Path, offset: usize) -> Option<Hover> {
    let document = Document::open(snapshot, path)?;
    let (thing, span) = thing_at(snapshot, &document, offset)?;
    let markdown = match (&document, thing) {
        (Document::Note(note), Thing::Citation(ix)) => citation::hover(snapshot, note.citations.get(ix)?),
        (_, Thing::Actor(ix)) => actor::hover(snapshot, &document, ix),
        (_, Thing::Date(ix)) => date::hover(snapshot, &document, ix),
        (Document::Article(article), Thing::Attribution(ix)) => attribution::hover(snapshot, article, ix),
        _ => None,
    }?;
    Some(Hover { span, markdown })
}
