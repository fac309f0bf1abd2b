//! Rename: one actor in all notes and in its card, or the key of an article in all citations (see
//! [`super::rekey`]). Never inside quotation marks, never the words of an article: they are not ours to change.

use std::path::Path;
use std::sync::Arc;

use super::card::actor_of;
use super::moves::Descriptions;
use super::place::{Document, Thing, cited, thing_at};
use super::rekey::{Renaming, rekey};
use crate::actor::{Actor, Form};
use crate::check::FileEdit;
use crate::compare::find_among;
use crate::corpus::ArticleId;
use crate::note::Note;
use crate::text::Span;
use crate::world::Snapshot;

/// What would be renamed, and what it is called; nothing where a rename is not possible.
pub fn rename_span(snapshot: &Snapshot, path: &Path, offset: usize) -> Option<(Span, String)> {
    if let Some(file) = snapshot.cards.file(path) {
        let card = file.at(offset).filter(|card| card.place.touches(offset))?;
        return file.rename(&card.name).is_some().then(|| (card.place, card.name.clone()));
    }
    let Some(Document::Note(note)) = Document::open(snapshot, path) else { return None };
    match renamed(snapshot, &note, offset)? {
        Renamed::Actor(_, span) => Some((span, span.of(note.text.as_str()).to_owned())),
        // The citation may give the beginning of the key alone.
        Renamed::Key(id, span) => Some((span, snapshot.corpus.brief(id)?.key)),
    }
}

/// What gives the actor or the article at `offset` (bytes) the name or key `new_name`; or why not, in a
/// sentence for the writer. `described` are the settings and bibliographies, which may state the key.
pub fn rename(
    snapshot: &Snapshot,
    described: &Descriptions,
    path: &Path,
    offset: usize,
    new_name: &str,
) -> Result<Renaming, String> {
    let new_name = new_name.trim();
    if new_name.is_empty() {
        return Err("A name has at least one letter.".into());
    }
    if let Some(file) = snapshot.cards.file(path) {
        let card = file.at(offset).filter(|card| card.place.touches(offset) && file.is_markdown());
        let card = card.ok_or("Only the name of the actor can be renamed in a card.")?;
        return Ok(renamed_actor(snapshot, &actor_of(card), new_name));
    }
    let Some(Document::Note(note)) = Document::open(snapshot, path) else {
        return Err("Names are changed in notes; an article stays as it is.".into());
    };
    match renamed(snapshot, &note, offset) {
        Some(Renamed::Actor(actor, _)) => Ok(renamed_actor(snapshot, &actor, new_name)),
        Some(Renamed::Key(article, _)) => rekey(snapshot, described, article, new_name),
        None => Err("Only the name of an actor or the key of an article can be renamed here.".into()),
    }
}

enum Renamed {
    Actor(Actor, Span),
    Key(ArticleId, Span),
}

fn renamed(snapshot: &Snapshot, note: &Arc<Note>, offset: usize) -> Option<Renamed> {
    let (thing, _) = thing_at(snapshot, &Document::Note(Arc::clone(note)), offset)?;
    match thing {
        Thing::Actor(ix) => {
            let mention = note.facts.actors.mentions.get(ix)?;
            let actor = note.facts.actors.get(mention.actor)?;
            let free = is_name(mention.form) && !actor.anonymous && !quoted(note, mention.span);
            free.then(|| Renamed::Actor(actor.clone(), mention.span))
        }
        Thing::Citation(ix) => {
            let citation = note.citations.get(ix)?;
            let (id, _) = cited(snapshot, note, citation)?;
            Some(Renamed::Key(id, citation.key_span))
        }
        _ => None,
    }
}

fn is_name(form: Form) -> bool {
    matches!(form, Form::Name | Form::Surname)
}

fn quoted(note: &Note, span: Span) -> bool {
    note.facts.quotations.iter().any(|q| q.span.covers(span))
}

/// A full name gives way to the new name, a surname to its last part. A card keeps the old name as an alias, so
/// that what the articles write goes on to mean the actor.
fn renamed_actor(snapshot: &Snapshot, actor: &Actor, new_name: &str) -> Renaming {
    let surname = new_name.rsplit(' ').next().unwrap_or(new_name);
    let mut edits = Vec::new();
    for note in snapshot.notes.values() {
        let full = actor.name.contains(' ');
        let other = || find_among(&note.facts.actors, actor).filter(|_| full);
        let Some(ix) = note.facts.actors.by_id(&actor.id).or_else(other) else { continue };
        for mention in note.facts.actors.mentions_of(ix).filter(|m| is_name(m.form) && !quoted(note, m.span)) {
            let new_text = if mention.form == Form::Surname { surname } else { new_name };
            if mention.span.of(note.text.as_str()) != new_text {
                edits.push(FileEdit {
                    path: Arc::clone(&note.path),
                    span: mention.span,
                    new_text: new_text.to_string(),
                });
            }
        }
    }
    if let Some((file, _)) = snapshot.cards.find(&actor.id) {
        let changes = file.rename(new_name).unwrap_or_default();
        edits.extend(changes.into_iter().map(|(span, new_text)| FileEdit {
            path: Arc::clone(&file.path),
            span,
            new_text,
        }));
    }
    edits.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
    Renaming { edits, file: None }
}
