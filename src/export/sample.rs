//! One report for the tests of every format: a misquotation behind characters of two and four bytes.

use std::path::Path;
use std::sync::Arc;

use super::{Places, Report};
use crate::article::{self, Given, Source};
use crate::check::{Evidence, FileEdit, Finding, Fix};
use crate::config::Level;
use crate::corpus::Corpus;
use crate::note::Note;
use crate::text::{Span, Text};
use crate::world::{Snapshot, World};

const NOTE: &str = "# Day\n\nHe said: 😀 “wolves” [@a].\n";
const ARTICLE: &str = "At dusk the keeper, Ana Li, said she had seen “foxes” by the gate.\n";

/// A world with one note and one article, and one finding in the note.
pub(crate) fn report() -> (Places, Vec<Report>) {
    let path: Arc<Path> = Path::new("/vault/notes/😀 day.md").into();
    let source: Arc<Path> = Path::new("/vault/articles/a.txt").into();
    let note = Note::read(Arc::clone(&path), Text::new(NOTE), None, None);
    let article = article::read(
        Source {
            path: Arc::clone(&source),
            hash: [0; 32],
            text: Text::new(ARTICLE),
            metadata: article::Metadata::default(),
            issues: Vec::new(),
        },
        Given::default(),
    );
    let world = World {
        corpus: Arc::new(Corpus::new(vec![Arc::new(article)])),
        notes: [(Arc::clone(&path), Arc::new(note))].into(),
        ..World::default()
    };
    let finding = Finding {
        code: "misquote",
        level: Level::Error,
        span: find(NOTE, "wolves"),
        message: "The source says “foxes”, not “wolves”.".into(),
        evidence: vec![Evidence {
            path: source,
            key: "a".into(),
            span: find(ARTICLE, "foxes"),
            text: ARTICLE.trim_end().into(),
        }],
        fixes: vec![Fix {
            title: "Use the source’s words".into(),
            preferred: true,
            edits: vec![FileEdit { path: Arc::clone(&path), span: find(NOTE, "wolves"), new_text: "foxes".into() }],
        }],
    };
    let report = Report { path, findings: vec![finding] };
    let mut places = Places::new(Path::new("/vault"));
    places.add(&Snapshot::new(world), &report);
    (places, vec![report])
}

fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_default();
    Span::new(start, start + words.len())
}
