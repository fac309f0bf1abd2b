//! What is known now: settings, articles, notes. No I/O.
//!
//! One writer, many readers. A [`World`] is changed only by copy and swap, through one [`Change`] at a time: a
//! panic while a change is applied leaves the old world in place. A [`Snapshot`] is a counter's increment and
//! never changes under its reader.
//!
//! What is open in the editor comes before what lies on disk: an open note is the note, an open article is laid
//! over the corpus.

mod change;
mod document;
mod notes;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Config;
use crate::corpus::Corpus;
use crate::text::Text;

pub use change::{Change, TextChange};
pub use document::{Document, Kind};
pub use notes::Notes;

/// Counts changes; two snapshots of the same revision are the same world.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Revision(pub u64);

/// Everything ibid knows of a workspace folder. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct World {
    pub revision: Revision,
    pub root: PathBuf,
    pub config: Arc<Config>,
    /// The articles, those open in the editor as they stand there.
    pub corpus: Arc<Corpus>,
    /// Notes on disk and in the editor; the editor's version wins.
    pub notes: Notes,
    /// What is open in the editor, notes and articles and others.
    pub open: BTreeMap<Arc<Path>, Document>,
    /// The articles as they lie on disk.
    pub saved: Arc<Corpus>,
}

impl World {
    /// A world of one folder in which nothing is known yet.
    pub fn new(root: PathBuf) -> Self {
        Self { root, ..Self::default() }
    }

    /// The text of an open document, a note or an article, as it stands now.
    pub fn text(&self, path: &Path) -> Option<Text> {
        if let Some(document) = self.open.get(path) {
            return Some(document.text.clone());
        }
        if let Some(note) = self.notes.get(path) {
            return Some(note.text.clone());
        }
        Some(self.corpus.get(self.corpus.by_path(path)?)?.text.clone())
    }
}

/// An unchanging view of the world.
#[derive(Clone, Debug)]
pub struct Snapshot(Arc<World>);

impl Snapshot {
    pub fn new(world: World) -> Self {
        Self(Arc::new(world))
    }
}

impl Deref for Snapshot {
    type Target = World;

    fn deref(&self) -> &World {
        &self.0
    }
}
