//! Articles: one source text → what it is (key, date, title, paragraphs) and what it says ([`Facts`]).
//!
//! Reading never fails: what was not understood is an [`Issue`]. The file is never rewritten, and every
//! span is into [`Article::text`].

mod facts;

use std::path::Path;
use std::sync::Arc;

use crate::date::Dct;
use crate::text::{Span, Text};

pub use facts::{Facts, facts};

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
    Body,
    /// Photo captions, “Downloaded from …”, navigation: yields no claims.
    Boilerplate,
}

/// Something in an article that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    pub span: Span,
    pub message: String,
}
