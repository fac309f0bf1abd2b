//! Completion: keys behind `@` and `[[`, paragraphs behind a key, the sources' words behind a quotation
//! mark, names behind a capital letter; and what `ibid.toml` may say.

mod key;
mod name;
mod quotation;
mod settings;

use std::path::Path;

use super::Location;
use super::page::{Page, source_line};
use super::place::{Document, sentence_at};
use crate::text::{Encoding, Span, Text};
use crate::world::Snapshot;

/// What an item inserts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CompletionKind {
    Key,
    Locator,
    Quotation,
    Name,
    /// A table or a name of `ibid.toml`.
    Setting,
    /// What a setting may be.
    Value,
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

/// The proposals at `offset` (bytes) of a note or the settings file, best first.
pub fn completions(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Completion> {
    if path.file_name().is_some_and(|name| name == settings::FILE) {
        let Some(text) = snapshot.text(path) else { return Vec::new() };
        return settings::complete(snapshot, &text, &Typed::of(&text, offset));
    }
    let Some(Document::Note(note)) = Document::open(snapshot, path) else { return Vec::new() };
    let typed = Typed::of(&note.text, offset);
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
    let span = match sentence_at(&article, passage.span.start()) {
        Some(sentence) => sentence.join(passage.span),
        // An article as a whole: how it begins.
        None if passage.span.is_empty() => *article.paragraphs.iter().flat_map(|p| &p.sentences).next()?,
        None => passage.span,
    };
    let mut page = Page::default();
    page.passage(span.of(article.text.as_str()), &source_line(&article));
    Some(page.finish())
}

/// The line up to the caret, and what stands behind it.
struct Typed<'t> {
    /// From the line's start to the caret.
    before: &'t str,
    /// From the caret to the line's end.
    after: &'t str,
    /// Byte offset of the caret.
    offset: usize,
}

impl<'t> Typed<'t> {
    fn of(text: &'t Text, offset: usize) -> Self {
        let place = text.position(offset, Encoding::Utf8);
        let offset = text.offset(place, Encoding::Utf8);
        let line = text.line(place.line as usize);
        let text = text.as_str();
        let before = Span::new(line.start().min(offset), offset).of(text);
        let after = Span::new(offset, line.end().max(offset)).of(text);
        Self { before, after, offset }
    }

    /// The span of so many bytes before and behind the caret.
    fn around(&self, before: usize, after: usize) -> Span {
        self.last(before).join(Span::new(self.offset, self.offset + after.min(self.after.len())))
    }

    /// The span of the last `len` bytes before the caret.
    fn last(&self, len: usize) -> Span {
        Span::new(self.offset - len.min(self.offset), self.offset)
    }
}
