//! Code lenses: in an article the notes that cite it, in a note the claims that have no source.

use std::path::Path;

use super::Location;
use super::page::count;
use super::place::Document;
use super::references::citations;
use crate::note::NoteClaim;
use crate::text::Span;
use crate::world::Snapshot;

/// What a lens counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LensKind {
    /// The citations of an article, in all notes: not at hand, but found out when the lens is seen.
    Citations,
    /// The claims of a note without a source.
    Unsourced,
}

/// A place for a line of text above the words of `span`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lens {
    pub span: Span,
    pub kind: LensKind,
}

/// What a lens says, and where it leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LensLabel {
    pub title: String,
    pub places: Vec<Location>,
}

/// The lenses of the file at `path`.
pub fn lenses(snapshot: &Snapshot, path: &Path) -> Vec<Lens> {
    let lens = match Document::open(snapshot, path) {
        Some(Document::Article(article)) => {
            let span = article.paragraphs.first().map_or(Span::at(0), |p| p.span);
            Some(Lens { span, kind: LensKind::Citations })
        }
        Some(Document::Note(note)) => (!note.claims.is_empty()).then(|| {
            let span = note.headings.first().map_or(Span::at(0), |h| h.span);
            Lens { span, kind: LensKind::Unsourced }
        }),
        None => None,
    };
    lens.into_iter().collect()
}

/// What the lens of this kind says in the file at `path`.
pub fn lens_label(snapshot: &Snapshot, path: &Path, kind: LensKind) -> Option<LensLabel> {
    match (Document::open(snapshot, path)?, kind) {
        (Document::Article(article), LensKind::Citations) => {
            let places = citations(snapshot, &article);
            let mut notes: Vec<_> = places.iter().map(|place| &place.path).collect();
            notes.dedup();
            let title = match notes.len() {
                0 => "Cited by no note".to_owned(),
                n => format!("Cited by {}", count(n, "note")),
            };
            Some(LensLabel { title, places })
        }
        (Document::Note(note), LensKind::Unsourced) => {
            let is_bare = |claim: &&NoteClaim| claim.citations.is_empty() && !claim.footnoted;
            let bare: Vec<_> = note.claims.iter().filter(is_bare).collect();
            let all = note.claims.len();
            let title = match (bare.len(), all) {
                (0, 1) => "1 claim, with a source".to_owned(),
                (0, _) => format!("{all} claims, each with a source"),
                (n, _) => format!("{n} of {} without a source", count(all, "claim")),
            };
            let place = |claim: &NoteClaim| Location { path: note.path.clone(), span: claim.span };
            Some(LensLabel { title, places: bare.into_iter().map(place).collect() })
        }
        _ => None,
    }
}
