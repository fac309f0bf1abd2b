//! Every mention in this text of the actor under the caret; every citation of the same article.

use std::path::Path;

use super::place::{Document, Thing, thing_at};
use crate::compare::named;
use crate::text::Span;
use crate::world::Snapshot;

/// The spans that name the same thing as the words at `offset` (bytes), in order.
pub fn highlights(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Span> {
    let Some(document) = Document::open(snapshot, path) else { return Vec::new() };
    let facts = document.facts();
    match (&document, thing_at(snapshot, &document, offset)) {
        (_, Some((Thing::Actor(ix), _))) => {
            let Some(mention) = facts.actors.mentions.get(ix) else { return Vec::new() };
            facts.actors.mentions_of(mention.actor).map(|m| m.span).collect()
        }
        (Document::Note(note), Some((Thing::Citation(ix), _))) => {
            let Some(article) = note.citations.get(ix).and_then(|c| named(snapshot, path, c).ok()) else {
                return Vec::new();
            };
            let same = note.citations.iter().filter(|c| named(snapshot, path, c).is_ok_and(|id| id == article));
            same.map(|c| c.key_span).collect()
        }
        (_, Some((_, span))) => vec![span],
        _ => Vec::new(),
    }
}
