//! Completion: keys behind `@` and `[[`, paragraphs behind a key, the sources' words behind a quotation
//! mark, names behind a capital letter.

mod key;
mod name;
mod quotation;

use std::path::Path;
use std::sync::Arc;

use super::Location;
use super::page::{Page, source_line};
use super::place::{Document, sentence_at};
use crate::note::Note;
use crate::text::{Encoding, Span};
use crate::world::Snapshot;

/// What an item inserts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CompletionKind {
    Key,
    Locator,
    Quotation,
    Name,
}

/// One proposal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Completion {
    pub label: String,
    pub detail: String,
    pub kind: CompletionKind,
    /// The words that give way to `new_text`.
    pub replace: Span,
    pub new_text: String,
    /// What the editor matches the typed words against.
    pub filter: String,
    /// The passage it rests on: [`completion_page`] shows it when asked.
    pub passage: Option<Location>,
}

/// How many proposals are made at most.
const LIMIT: usize = 50;

/// The proposals at `offset` (bytes) of a note, best first.
pub fn completions(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Completion> {
    let Some(Document::Note(note)) = Document::open(snapshot, path) else { return Vec::new() };
    let typed = Typed::of(&note, offset);
    let mut found = key::complete(snapshot, &typed);
    if found.is_empty() {
        found = quotation::complete(snapshot, &note, &typed);
    }
    if found.is_empty() {
        found = name::complete(snapshot, &note, &typed);
    }
    found.truncate(LIMIT);
    found
}

/// The passage a proposal rests on, as a page; nothing when the article is gone.
pub fn completion_page(snapshot: &Snapshot, passage: &Location) -> Option<String> {
    let article = snapshot.corpus.by_path(&passage.path).and_then(|id| snapshot.corpus.get(id))?;
    let span = sentence_at(&article, passage.span.start()).unwrap_or(passage.span).join(passage.span);
    let mut page = Page::default();
    page.passage(span.of(article.text.as_str()), &source_line(&article));
    Some(page.finish())
}

/// The line up to the caret, and what stands behind it.
struct Typed<'n> {
    /// From the line's start to the caret.
    before: &'n str,
    /// From the caret to the line's end.
    after: &'n str,
    /// Byte offset of the caret.
    offset: usize,
}

impl<'n> Typed<'n> {
    fn of(note: &'n Arc<Note>, offset: usize) -> Self {
        let place = note.text.position(offset, Encoding::Utf8);
        let offset = note.text.offset(place, Encoding::Utf8);
        let line = note.text.line(place.line as usize);
        let text = note.text.as_str();
        let before = Span::new(line.start().min(offset), offset).of(text);
        let after = Span::new(offset, line.end().max(offset)).of(text);
        Self { before, after, offset }
    }

    /// The span of the last `len` bytes before the caret.
    fn last(&self, len: usize) -> Span {
        Span::new(self.offset - len.min(self.offset), self.offset)
    }
}
