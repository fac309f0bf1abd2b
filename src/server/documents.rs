//! The open documents of a session: what the editor opens, edits and closes, and where its caret was seen.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use crate::lsp::position;
use crate::world::{Change, Kind, TextChange};

use super::folder::{Folder, Listener};
use super::log;
use super::publish::Stale;
use super::session::Session;
use super::tasks::locked;

impl Session {
    /// The open documents.
    pub(super) fn documents(&self) -> Vec<Arc<Path>> {
        locked(&self.uris).keys().cloned().collect()
    }

    /// What the client calls an open document.
    pub(super) fn uri(&self, path: &Path) -> Option<lsp::Uri> {
        locked(&self.uris).get(path).cloned()
    }

    pub(super) fn open(&self, path: Arc<Path>, document: lsp::TextDocumentItem) {
        self.adopt(&path);
        locked(&self.uris).insert(Arc::clone(&path), document.uri);
        let folder = self.folder_of(&path);
        let ending = path.extension().is_some_and(|ending| ending == "md" || ending == "markdown");
        let kind = folder.kind(&path, ending || document.language_id == "markdown");
        let (version, text) = (document.version, document.text);
        folder.change(Change::Open { path: Arc::clone(&path), version, text, kind });
        self.edited(path);
    }

    pub(super) fn edit(&self, path: Arc<Path>, version: i32, changes: Vec<lsp::TextDocumentContentChangeEvent>) {
        let encoding = self.abilities().encoding;
        let from = position::from_position;
        let changes = changes.into_iter().map(|change| TextChange {
            range: change.range.map(|range| (from(range.start), from(range.end))),
            encoding,
            new_text: change.text,
        });
        let folder = self.folder_of(&path);
        let synced = |folder: &Folder| folder.snapshot().open.get(&path).map(|document| !document.desynced);
        let before = synced(&folder);
        folder.change(Change::Edit { path: Arc::clone(&path), version, changes: changes.collect() });
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        match (before, synced(&folder)) {
            (None, _) => log::warning(format_args!("{name} was changed but never opened")),
            (Some(true), Some(false)) => self.show(
                lsp::MessageType::WARNING,
                format!("ibid lost track of {name}: its changes came out of order. Close it and open it again."),
            ),
            _ => {}
        }
        self.edited(path);
    }

    pub(super) fn close(&self, path: Arc<Path>) {
        let Some(uri) = locked(&self.uris).remove(&path) else { return };
        self.tokens.forget(&path);
        let snapshot = self.folder_of(&path).change(Change::Close(Arc::clone(&path)));
        let _ = self.stale.send(Stale::Closed(Arc::clone(&path), uri));
        // What is wrong in a card concerns every note, so it is told of closed cards too.
        if snapshot.cards.file(&path).is_some() {
            self.voice.cards(&snapshot, &[path]);
        }
        self.elsewhere();
    }

    /// The caret was seen in a document.
    pub(super) fn caret(&self, path: &Arc<Path>, position: Option<lsp::Position>) {
        let folder = self.folder_of(path);
        let snapshot = folder.snapshot();
        let Some(document) = snapshot.open.get(path) else { return };
        let encoding = self.abilities().encoding;
        let caret = position.map(|at| position::offset(&document.text, at, encoding));
        if document.caret.is_some() && document.caret != caret {
            folder.change(Change::Caret(Arc::clone(path), caret));
            let _ = self.stale.send(Stale::Caret(Arc::clone(path)));
        }
    }

    fn edited(&self, path: Arc<Path>) {
        let kind = self.folder_of(&path).snapshot().open.get(&path).map(|document| document.kind);
        let _ = self.stale.send(Stale::Edited(path));
        if matches!(kind, Some(Kind::Article | Kind::Card)) {
            self.elsewhere();
        }
        self.changes.send_modify(|count| *count += 1);
    }
}
