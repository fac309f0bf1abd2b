use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use crate::text::{Span, Text};
use crate::world::Snapshot;

use super::client::Abilities;
use super::{position, uri};

/// What a request is answered from: an unchanging world, and how the client wants things told.
#[derive(Clone, Debug)]
pub struct View {
    pub snapshot: Snapshot,
    pub client: Arc<Abilities>,
}

impl View {
    /// The text of a document, a note or an article.
    pub fn text(&self, path: &Path) -> Option<Text> {
        self.snapshot.text(path)
    }

    /// Byte offset of a place in a document; clamped.
    pub fn offset(&self, path: &Path, position: lsp::Position) -> Option<usize> {
        Some(position::offset(&self.text(path)?, position, self.client.encoding))
    }

    pub fn range(&self, text: &Text, span: Span) -> lsp::Range {
        position::range(text, span, self.client.encoding)
    }

    pub fn span(&self, text: &Text, range: lsp::Range) -> Span {
        position::span(text, range, self.client.encoding)
    }

    /// A place in a file of ours; none in a file whose text is not known.
    pub fn location(&self, path: &Path, span: Span) -> Option<lsp::Location> {
        Some(lsp::Location::new(uri::from_path(path)?, self.range(&self.text(path)?, span)))
    }

    /// The version to put beside an edit: the editor's, or none for a file that is not open.
    pub fn version(&self, path: &Path) -> Option<i32> {
        self.snapshot.open.get(path).map(|document| document.version)
    }
}
