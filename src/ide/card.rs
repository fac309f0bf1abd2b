//! From a name to its card, and from a card to what it speaks of.

use std::path::Path;
use std::sync::Arc;

use super::dossier::Dossier;
use super::place::{Document, Thing, cited_at, sentence_at, thing_at};
use super::{Location, Target};
use crate::actor::{Actor, Card, CardFile, Gender};
use crate::text::Span;
use crate::world::Snapshot;

/// The card of the actor at `offset` (bytes), if there is one.
pub fn type_definition(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Target> {
    let found = named_at(snapshot, path, offset);
    found.and_then(|(dossier, origin)| target(&dossier, origin)).into_iter().collect()
}

/// What the actor at `offset` (bytes) said, the latest first.
pub fn implementation(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Target> {
    let Some((dossier, origin)) = named_at(snapshot, path, offset) else { return Vec::new() };
    let target = |saying: &super::dossier::Saying| {
        let span = saying.span();
        let context = sentence_at(&saying.article, span.start()).map_or(span, |sentence| sentence.join(span));
        Target { origin, path: Arc::clone(&saying.article.path), span, context }
    };
    dossier.sayings().iter().map(target).collect()
}

/// The card of an actor as the place a jump lands on.
pub(super) fn target(dossier: &Dossier<'_>, origin: Span) -> Option<Target> {
    let (file, card) = dossier.card?;
    Some(Target { origin, path: Arc::clone(&file.path), span: card.place, context: card.place })
}

/// Where a card gives its name.
pub(super) fn location(file: &CardFile, card: &Card) -> Location {
    Location { path: Arc::clone(&file.path), span: card.place }
}

/// The actor of a card as the texts would know it.
pub(super) fn actor_of(card: &Card) -> Actor {
    let (id, name) = (card.id.clone(), card.name.clone());
    Actor { id, name, kind: card.kind, gender: Gender::Unknown, roles: Vec::new(), anonymous: false }
}

/// The actor under the caret: in a text whom the words name, in a card whom it is about.
fn named_at<'s>(snapshot: &'s Snapshot, path: &Path, offset: usize) -> Option<(Dossier<'s>, Span)> {
    if let Some(file) = snapshot.cards.file(path) {
        let card = file.at(offset)?;
        return Some((Dossier::of(snapshot, &actor_of(card), &[]), card.place));
    }
    let document = Document::open(snapshot, path)?;
    let (Thing::Actor(ix), span) = thing_at(snapshot, &document, offset)? else { return None };
    let facts = document.facts();
    let actor = facts.actors.get(facts.actors.mentions.get(ix)?.actor)?;
    let cited = match &document {
        Document::Note(note) => cited_at(snapshot, note, span.start()),
        Document::Article(_) => Vec::new(),
    };
    Some((Dossier::of(snapshot, actor, &cited), span))
}
