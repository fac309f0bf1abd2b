use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::actor::{CardFile, Cards};

/// The files of cards in a folder: those on disk, and those open in the editor, which win.
#[derive(Clone, Debug, Default)]
pub struct CardFiles {
    saved: Arc<BTreeMap<Arc<Path>, Arc<CardFile>>>,
    open: BTreeMap<Arc<Path>, Arc<CardFile>>,
}

impl CardFiles {
    /// What they hold together.
    pub(super) fn cards(&self) -> Arc<Cards> {
        let saved = self.saved.iter().filter(|(path, _)| !self.open.contains_key(*path));
        Arc::new(Cards::new(saved.chain(&self.open).map(|(_, file)| Arc::clone(file)).collect()))
    }

    /// The file as it lies on disk.
    pub fn saved(&self, path: &Path) -> Option<&Arc<CardFile>> {
        self.saved.get(path)
    }

    pub(super) fn insert(&mut self, file: Arc<CardFile>) {
        Arc::make_mut(&mut self.saved).insert(Arc::clone(&file.path), file);
    }

    /// Whether there was one.
    pub(super) fn remove(&mut self, path: &Path) -> bool {
        self.saved.contains_key(path) && Arc::make_mut(&mut self.saved).remove(path).is_some()
    }

    pub(super) fn replace_saved(&mut self, files: Vec<Arc<CardFile>>) {
        self.saved = Arc::new(files.into_iter().map(|file| (Arc::clone(&file.path), file)).collect());
    }

    pub(super) fn open(&mut self, file: Arc<CardFile>) {
        self.open.insert(Arc::clone(&file.path), file);
    }

    /// Whether it was open.
    pub(super) fn close(&mut self, path: &Path) -> bool {
        self.open.remove(path).is_some()
    }
}
