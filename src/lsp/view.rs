use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use crate::check::Finding;
use crate::config::SETTINGS_FILE;
use crate::ide::Descriptions;
use crate::text::{Span, Text};
use crate::world::Snapshot;

use super::client::Abilities;
use super::findings::Findings;
use super::{position, uri};

/// What a request is answered from: an unchanging world, and how the client wants things told.
#[derive(Clone, Debug)]
pub struct View {
    pub snapshot: Snapshot,
    pub client: Arc<Abilities>,
    findings: Arc<Findings>,
    /// Reads a file that describes articles; those are in no memory.
    read: fn(&Path) -> Option<Text>,
}

impl View {
    /// `findings` are those of the snapshot's folder; `read` reads a text from disk.
    pub fn new(
        snapshot: Snapshot,
        client: Arc<Abilities>,
        findings: Arc<Findings>,
        read: fn(&Path) -> Option<Text>,
    ) -> Self {
        Self { snapshot, client, findings, read }
    }

    /// The text of a document, a note, a card, an article or a description.
    pub fn text(&self, path: &Path) -> Option<Text> {
        self.snapshot.text(path).or_else(|| self.describing().find(|own| own == path).and_then(|own| (self.read)(&own)))
    }

    /// The settings and bibliographies of the folder, as the editor holds them, else from disk; those that are not
    /// there are left out.
    pub fn descriptions(&self) -> Descriptions {
        self.describing().filter_map(|path| Some((Arc::from(path.as_path()), self.text(&path)?))).collect()
    }

    /// Where the settings are, or would be.
    pub fn settings(&self) -> PathBuf {
        self.snapshot.root.join(SETTINGS_FILE)
    }

    fn describing(&self) -> impl Iterator<Item = PathBuf> + '_ {
        let named = self.snapshot.config.bibliography.iter().map(|name| self.snapshot.root.join(name));
        named.chain([self.settings()])
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

    /// The findings of a note, a file of cards or an open article; none for what is none of them, or is out of
    /// step with the editor.
    pub fn findings(&self, path: &Path) -> Option<Arc<Vec<Finding>>> {
        self.findings.of(&self.snapshot, path)
    }
}
