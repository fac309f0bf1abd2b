//! References: every place that names an actor, every citation of an article.

use std::path::Path;
use std::sync::Arc;

use super::place::{Document, Thing, cited, cites, thing_at};
use super::{Location, card};
use crate::actor::Actor;
use crate::article::{Article, Facts};
use crate::compare::{find_among, known};
use crate::world::Snapshot;

/// How many articles are looked into for mentions.
const ARTICLES: usize = 256;

/// Over articles, notes and cards: the mentions of the actor at `offset` (bytes), or the citations of the article
/// that is cited there; elsewhere in an article, the citations of it; in a card, the mentions of whom it is about.
pub fn references(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Location> {
    if let Some(file) = snapshot.cards.file(path) {
        let actor = file.at(offset).map(card::actor_of);
        return actor.map(|actor| sorted(mentions(snapshot, None, &actor))).unwrap_or_default();
    }
    let Some(document) = Document::open(snapshot, path) else { return Vec::new() };
    let thing = thing_at(snapshot, &document, offset).map(|(thing, _)| thing);
    let found = match (&document, thing) {
        (_, Some(Thing::Actor(ix))) => {
            let facts = document.facts();
            let actor = facts.actors.mentions.get(ix).and_then(|m| facts.actors.get(m.actor));
            actor.map(|actor| mentions(snapshot, Some(&document), actor)).unwrap_or_default()
        }
        (Document::Note(note), Some(Thing::Citation(ix))) => {
            let article = note.citations.get(ix).and_then(|c| cited(snapshot, note, c));
            article.map(|(_, article)| citations(snapshot, &article)).unwrap_or_default()
        }
        (Document::Article(article), _) => citations(snapshot, article),
        _ => Vec::new(),
    };
    sorted(found)
}

fn sorted(mut found: Vec<Location>) -> Vec<Location> {
    found.sort();
    found.dedup();
    found
}

fn mentions(snapshot: &Snapshot, document: Option<&Document>, actor: &Actor) -> Vec<Location> {
    let mut found = Vec::new();
    let mut add = |path: &Arc<Path>, facts: &Facts, ix| {
        found.extend(facts.actors.mentions_of(ix).map(|m| Location { path: Arc::clone(path), span: m.span }));
    };
    let known = known(snapshot, actor, &[], ARTICLES);
    for seen in &known.seen {
        add(&seen.article.path, &seen.article.facts, seen.actor);
    }
    let named = Actor { id: known.id.clone(), name: known.name.clone(), ..actor.clone() };
    for note in snapshot.notes.values() {
        let actors = &note.facts.actors;
        if let Some(ix) = actors.by_id(&actor.id).or_else(|| find_among(actors, &named)) {
            add(&note.path, &note.facts, ix);
        }
    }
    if let Some((document, ix)) = document.and_then(|d| Some((d, d.facts().actors.by_id(&actor.id)?))) {
        add(document.path(), document.facts(), ix);
    }
    found.extend(snapshot.cards.find(&known.id).map(|(file, card)| card::location(file, card)));
    found
}

/// The notes that cite the article at `path`; none for any other file.
pub fn citing_notes(snapshot: &Snapshot, path: &Path) -> Vec<Arc<Path>> {
    let Some(Document::Article(article)) = Document::open(snapshot, path) else { return Vec::new() };
    let mut notes: Vec<_> = citations(snapshot, &article).into_iter().map(|place| place.path).collect();
    notes.dedup();
    notes
}

/// The citations of an article in all notes.
pub(crate) fn citations(snapshot: &Snapshot, article: &Article) -> Vec<Location> {
    let mut found = Vec::new();
    for note in snapshot.notes.values() {
        for citation in &note.citations {
            if cites(snapshot, note, citation, article) {
                found.push(Location { path: Arc::clone(&note.path), span: citation.key_span });
            }
        }
    }
    found
}
