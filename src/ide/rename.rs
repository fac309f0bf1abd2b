//! Rename: one actor in all notes and in its card, or one key in all citations. Never inside quotation marks,
//! never in an article: a source's words are not ours to change.

use std::path::Path;
use std::sync::Arc;

use super::card::actor_of;
use super::place::{Document, Thing, cited, thing_at};
use crate::actor::{Actor, Form};
use crate::check::FileEdit;
use crate::compare::find_among;
use crate::note::Note;
use crate::text::Span;
use crate::world::Snapshot;

/// What would be renamed: the words under the caret; nothing where a rename is not possible.
pub fn rename_span(snapshot: &Snapshot, path: &Path, offset: usize) -> Option<Span> {
    if let Some(file) = snapshot.cards.file(path) {
        let card = file.at(offset).filter(|card| card.place.touches(offset))?;
        return file.rename(&card.name).is_some().then_some(card.place);
    }
    let Some(Document::Note(note)) = Document::open(snapshot, path) else { return None };
    match renamed(snapshot, &note, offset)? {
        Renamed::Actor(_, span) | Renamed::Key(_, span) => Some(span),
    }
}

/// The edits that give the actor or the key at `offset` (bytes) the name `new_name`; or why not, in a
/// sentence for the writer.
pub fn rename(snapshot: &Snapshot, path: &Path, offset: usize, new_name: &str) -> Result<Vec<FileEdit>, String> {
    let new_name = new_name.trim();
    if new_name.is_empty() {
        return Err("A name has at least one letter.".into());
    }
    if let Some(file) = snapshot.cards.file(path) {
        let card = file.at(offset).filter(|card| card.place.touches(offset) && file.is_markdown());
        let card = card.ok_or("Only the name of the actor can be renamed in a card.")?;
        return Ok(rename_actor(snapshot, &actor_of(card), new_name));
    }
    let Some(Document::Note(note)) = Document::open(snapshot, path) else {
        return Err("Names are changed in notes; an article stays as it is.".into());
    };
    match renamed(snapshot, &note, offset) {
        Some(Renamed::Actor(actor, _)) => Ok(rename_actor(snapshot, &actor, new_name)),
        Some(Renamed::Key(article, _)) => rename_key(snapshot, &article, new_name),
        None => Err("Only the name of an actor or the key of an article can be renamed here.".into()),
    }
}

enum Renamed {
    Actor(Actor, Span),
    /// The path of the article whose key it is.
    Key(Arc<Path>, Span),
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
            let (_, article) = cited(snapshot, note, citation)?;
            Some(Renamed::Key(Arc::clone(&article.path), citation.key_span))
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
fn rename_actor(snapshot: &Snapshot, actor: &Actor, new_name: &str) -> Vec<FileEdit> {
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
    edits
}

fn rename_key(snapshot: &Snapshot, article: &Path, new_key: &str) -> Result<Vec<FileEdit>, String> {
    if let Some(bad) = new_key.chars().find(|c| c.is_whitespace() || "[]{}()@;,\"".contains(*c)) {
        return Err(format!("A key cannot hold “{bad}”."));
    }
    let key = snapshot.corpus.by_path(article).and_then(|id| snapshot.corpus.brief(id)).map(|brief| brief.key);
    let stem = article.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    if key == stem {
        return Err("This key is the file's name: rename the file, and the citations follow.".into());
    }
    Err("This key is given where the article is described (ibid.toml, the bibliography or the front matter): change it there.".into())
}

/// The edits that keep citations whole when an article's file is renamed from `old` to `new`: citations by
/// the file's stem, and wikilinks and links by its name.
pub fn follow_rename(snapshot: &Snapshot, old: &Path, new: &Path) -> Vec<FileEdit> {
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let (Some(old_stem), Some(new_stem)) = (stem(old), stem(new)) else { return Vec::new() };
    let Some(id) = snapshot.corpus.by_path(old) else { return Vec::new() };
    // A key of its own does not change with the file's name.
    if old_stem == new_stem || snapshot.corpus.brief(id).is_none_or(|brief| brief.key != old_stem) {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for note in snapshot.notes.values() {
        for citation in note.citations.iter().filter(|c| cited(snapshot, note, c).is_some_and(|(other, _)| other == id))
        {
            let words = citation.key_span.of(note.text.as_str());
            let renamed = if words.contains(old_stem.as_str()) {
                words.replace(old_stem.as_str(), &new_stem)
            } else {
                // A prefix of the old name.
                new_stem.clone()
            };
            edits.push(FileEdit { path: Arc::clone(&note.path), span: citation.key_span, new_text: renamed });
        }
    }
    edits.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
    edits
}
