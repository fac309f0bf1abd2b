//! Articles: one source text → what it is (key, date, title, paragraphs) and what it says ([`Facts`]).
//!
//! Reading never fails: what was not understood is an [`Issue`]. The file is never rewritten, and every
//! span is into [`Article::text`].

mod facts;
mod metadata;

use std::path::Path;
use std::sync::Arc;

use crate::config::Entry;
use crate::date::Dct;
use crate::text::{Span, Text};

pub use facts::{Facts, facts};
pub use metadata::Metadata;

/// One source.
#[derive(Clone, Debug)]
pub struct Article {
    /// What a citation names: bibliography or front matter > `[[article]]` > file stem.
    pub key: String,
    pub path: Arc<Path>,
    /// SHA-256 of the file as it lies on disk.
    pub hash: [u8; 32],
    pub title: Option<String>,
    pub byline: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub dct: Option<Dct>,
    /// The text that is read and shown; for plain files the file itself.
    pub text: Text,
    pub paragraphs: Vec<Paragraph>,
    pub facts: Facts,
    /// What could not be understood.
    pub issues: Vec<Issue>,
}

/// A paragraph of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paragraph {
    pub span: Span,
    pub role: ParagraphRole,
    /// The page break inside it cut a sentence: this paragraph goes on in the next.
    pub continues: bool,
    pub sentences: Vec<Span>,
}

/// What a paragraph is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParagraphRole {
    Title,
    /// A heading within the article.
    Heading,
    Body,
    /// Photo captions, “Downloaded from …”, navigation: yields no claims.
    Boilerplate,
}

/// A source as a loader found it: text to read, and what the file says about it.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: Arc<Path>,
    /// SHA-256 of the file's bytes.
    pub hash: [u8; 32],
    /// For plain text and Markdown the whole file; for other formats the text taken out of it.
    pub text: Text,
    /// What the file's own metadata say; for plain text and Markdown empty: [`read`] finds them.
    pub metadata: Metadata,
    pub issues: Vec<Issue>,
}

/// What others say of a source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// The `[[article]]` of the settings.
    pub entry: Option<&'a Entry>,
    /// The entry of a bibliography.
    pub reference: Option<&'a Metadata>,
}

/// Reads a source into an article, with the date somebody states; where nobody does, `dct` is empty
/// until [`Article::dated`] gives an inferred one.
pub fn read(source: Source, given: Given<'_>) -> Article {
    let key = source.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let _ = given;
    Article {
        key,
        path: source.path,
        hash: source.hash,
        title: None,
        byline: Vec::new(),
        publisher: None,
        url: None,
        dct: None,
        text: source.text,
        paragraphs: Vec::new(),
        facts: Facts::default(),
        issues: source.issues,
    }
}

impl Article {
    /// The article with another date, its facts read again under it.
    #[must_use]
    pub fn dated(mut self, dct: Dct) -> Self {
        let claims = self.claim_paragraphs();
        self.facts = facts(self.text.as_str(), &claims, Some(&dct));
        self.dct = Some(dct);
        self
    }

    /// The paragraphs that may hold claims: the body, with paragraphs that a page break cut joined.
    pub fn claim_paragraphs(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut open = false;
        for paragraph in self.paragraphs.iter().filter(|p| p.role == ParagraphRole::Body) {
            match spans.last_mut() {
                Some(last) if open => *last = last.join(paragraph.span),
                _ => spans.push(paragraph.span),
            }
            open = paragraph.continues;
        }
        spans
    }
}

/// Something in an article that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    pub span: Span,
    pub message: String,
}
