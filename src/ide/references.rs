//! References: every place that names an actor, every citation of an article.

use std::path::Path;
use std::sync::Arc;

use super::Location;
use super::dossier::Dossier;
use super::place::{Document, Thing, cited, thing_at};
use crate::actor::Actor;
use crate::article::Article;
use crate::world::Snapshot;

/// Over articles and notes: the mentions of the actor at `offset` (bytes), or the citations of the article
/// that is cited there; elsewhere in an article, the citations of it.
pub fn references(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Location> {
    let Some(document) = Document::open(snapshot, path) else { return Vec::new() };
    let thing = thing_at(snapshot, &document, offset).map(|(thing, _)| thing);
    let mut found = match (&document, thing) {
        (_, Some(Thing::Actor(ix))) => {
            let facts = document.facts();
            let actor = facts.actors.mentions.get(ix).and_then(|m| facts.actors.get(m.actor));
            actor.map(|actor| mentions(snapshot, &document, actor)).unwrap_or_default()
        }
        (Document::Note(note), Some(Thing::Citation(ix))) => {
            let article = note.citations.get(ix).and_then(|c| cited(snapshot, note, c));
            article.map(|(_, article)| citations(snapshot, &article)).unwrap_or_default()
        }
        (Document::Article(article), _) => citations(snapshot, article),
        _ => Vec::new(),
    };
    found.sort();
    found.dedup();
    found
}

fn mentions(snapshot: &Snapshot, document: &Document, actor: &Actor) -> Vec<Location> {
    let mut found = Vec::new();
    let mut add = |path: &Arc<Path>, facts: &crate::article::Facts, ix| {
        found.extend(facts.actors.mentions_of(ix).map(|m| Location { path: Arc::clone(path), span: m.span }));
    };
    for (_, article, ix) in &Dossier::of(snapshot, actor, &[]).seen {
        add(&article.path, &article.facts, *ix);
    }
    for note in snapshot.notes.values() {
        if let Some(ix) = note.facts.actors.by_id(&actor.id) {
            add(&note.path, &note.facts, ix);
        }
    }
    if let Some(ix) = document.facts().actors.by_id(&actor.id) {
        add(document.path(), document.facts(), ix);
    }
    found
}

/// The citations of an article in all notes.
pub(crate) fn citations(snapshot: &Snapshot, article: &Article) -> Vec<Location> {
    let mut found = Vec::new();
    for note in snapshot.notes.values() {
        for citation in &note.citations {
            if cited(snapshot, note, citation).is_some_and(|(_, other)| other.path == article.path) {
                found.push(Location { path: Arc::clone(&note.path), span: citation.key_span });
            }
        }
    }
    found
}
