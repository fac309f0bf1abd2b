//! Document links: from the key of a citation to the article's file, and to the paragraph its locator names.

use std::path::Path;
use std::sync::Arc;

use super::Location;
use super::hover::located;
use super::page::dated;
use super::place::{Document, cited};
use crate::compare::named;
use crate::note::Syntax;
use crate::text::Span;
use crate::world::Snapshot;

/// A span that leads to a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    pub span: Span,
    pub path: Arc<Path>,
    /// What the file is, for a tooltip.
    pub title: String,
    /// The citation names a place in the article, which [`link_place`] finds by reading it.
    pub has_place: bool,
}

/// The links of a note; no article is read for them. Markdown links and wikilinks are links already: they are
/// left to the editor.
pub fn links(snapshot: &Snapshot, path: &Path) -> Vec<Link> {
    let Some(Document::Note(note)) = Document::open(snapshot, path) else { return Vec::new() };
    let keys = note.citations.iter().filter(|c| matches!(c.syntax, Syntax::Bracketed | Syntax::Bare));
    keys.filter_map(|citation| {
        let brief = snapshot.corpus.brief(named(snapshot, path, citation).ok()?)?;
        let title = [brief.title.unwrap_or(brief.key), brief.dct.as_ref().map(dated).unwrap_or_default()];
        let title = title.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        Some(Link { span: citation.key_span, path: brief.path, title, has_place: citation.locator.is_some() })
    })
    .collect()
}

/// Where the link at `span` lands: the paragraph that the locator names, else the article's start.
pub fn link_place(snapshot: &Snapshot, path: &Path, span: Span) -> Option<Location> {
    let Document::Note(note) = Document::open(snapshot, path)? else { return None };
    let citation = note.citations.iter().find(|citation| citation.key_span == span)?;
    let (_, article) = cited(snapshot, &note, citation)?;
    let place = citation.locator.as_ref().and_then(|locator| located(&article, locator)).map(|(span, _)| span);
    Some(Location { path: Arc::clone(&article.path), span: place.unwrap_or_default() })
}
