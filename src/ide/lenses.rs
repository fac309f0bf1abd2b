//! Code lenses: in an article the notes that cite it, in a note how many of its claims have a source.

use std::path::Path;

use super::Location;
use super::page::count;
use super::place::Document;
use super::references::citations;
use crate::text::Span;
use crate::world::Snapshot;

/// A line of text above the words of `span`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lens {
    pub span: Span,
    pub title: String,
    /// What it leads to.
    pub locations: Vec<Location>,
}

/// The lenses of the file at `path`.
pub fn lenses(snapshot: &Snapshot, path: &Path) -> Vec<Lens> {
    match Document::open(snapshot, path) {
        Some(Document::Article(article)) => {
            let locations = citations(snapshot, &article);
            let mut notes: Vec<_> = locations.iter().map(|l| &l.path).collect();
            notes.dedup();
            let title = match notes.len() {
                0 => "Cited by no note".to_string(),
                n => format!("Cited by {}", count(n, "note")),
            };
            let start = article.paragraphs.first().map_or(Span::at(0), |p| p.span);
            vec![Lens { span: start, title, locations }]
        }
        Some(Document::Note(note)) => {
            let sourced = note.claims.iter().filter(|c| !c.citations.is_empty()).count();
            if note.claims.is_empty() {
                return Vec::new();
            }
            let without = note.claims.iter().filter(|c| c.citations.is_empty());
            vec![Lens {
                span: note.headings.first().map_or(Span::at(0), |h| h.span),
                title: format!("{sourced} of {} sourced", count(note.claims.len(), "claim")),
                locations: without.map(|c| Location { path: note.path.clone(), span: c.span }).collect(),
            }]
        }
        None => Vec::new(),
    }
}
