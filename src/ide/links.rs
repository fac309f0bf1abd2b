//! Document links: from the key of a citation to the article's file.

use std::path::Path;
use std::sync::Arc;

use super::place::{Document, cited};
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
}

/// The links of a note. Markdown links and wikilinks are links already: they are left to the editor.
pub fn links(snapshot: &Snapshot, path: &Path) -> Vec<Link> {
    let Some(Document::Note(note)) = Document::open(snapshot, path) else { return Vec::new() };
    let keys = note.citations.iter().filter(|c| matches!(c.syntax, Syntax::Bracketed | Syntax::Bare));
    keys.filter_map(|citation| {
        let (_, article) = cited(snapshot, &note, citation)?;
        let title = article.title.clone().unwrap_or_else(|| article.key.clone());
        Some(Link { span: citation.key_span, path: Arc::clone(&article.path), title })
    })
    .collect()
}
