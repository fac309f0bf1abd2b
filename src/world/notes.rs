use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::note::Note;
use crate::text::Text;

/// The notes of a folder: those on disk, and those open in the editor, which win.
///
/// An open note is read when it is first asked for, so that of a burst of edits only the versions somebody
/// looks at are read; its unchanged blocks are taken from the last version that was.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    saved: Arc<BTreeMap<Arc<Path>, Arc<Note>>>,
    open: BTreeMap<Arc<Path>, Arc<Unread>>,
}

/// A version of an open note; read at most once.
#[derive(Debug)]
struct Unread {
    path: Arc<Path>,
    text: Text,
    version: i32,
    previous: Option<Arc<Note>>,
    note: OnceLock<Arc<Note>>,
}

impl Unread {
    fn read(&self) -> &Arc<Note> {
        self.note.get_or_init(|| {
            let (path, text) = (Arc::clone(&self.path), self.text.clone());
            Arc::new(Note::read(path, text, Some(self.version), self.previous.as_deref()))
        })
    }
}

impl Notes {
    /// The note at a path, as it stands in the editor, else on disk.
    pub fn get(&self, path: &Path) -> Option<&Arc<Note>> {
        self.open.get(path).map(|unread| unread.read()).or_else(|| self.saved.get(path))
    }

    /// Every note, by path.
    pub fn values(&self) -> impl Iterator<Item = &Arc<Note>> {
        let mut paths: Vec<&Arc<Path>> = self.saved.keys().chain(self.open.keys()).collect();
        paths.sort_unstable();
        paths.dedup();
        paths.into_iter().filter_map(|path| self.get(path))
    }

    /// Where every note lies; one that is open and saved may come twice.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<Path>> {
        self.saved.keys().chain(self.open.keys())
    }

    pub fn len(&self) -> usize {
        self.saved.len() + self.open.keys().filter(|path| !self.saved.contains_key(*path)).count()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a note there as it lies on disk.
    pub fn insert(&mut self, path: Arc<Path>, note: Arc<Note>) {
        Arc::make_mut(&mut self.saved).insert(path, note);
    }

    /// Takes a note away that is no longer on disk.
    pub(super) fn remove(&mut self, path: &Path) {
        if self.saved.contains_key(path) {
            Arc::make_mut(&mut self.saved).remove(path);
        }
    }

    /// These are all that lie on disk.
    pub(super) fn replace_saved(&mut self, notes: Vec<Arc<Note>>) {
        self.saved = Arc::new(notes.into_iter().map(|note| (Arc::clone(&note.path), note)).collect());
    }

    /// The editor's version of a note.
    pub(super) fn open(&mut self, path: &Arc<Path>, version: i32, text: Text) {
        let previous = match self.open.get(path) {
            Some(unread) => unread.note.get().or(unread.previous.as_ref()).cloned(),
            None => self.saved.get(path).cloned(),
        };
        let unread = Unread { path: Arc::clone(path), text, version, previous, note: OnceLock::new() };
        self.open.insert(Arc::clone(path), Arc::new(unread));
    }

    /// The note is as it lies on disk again.
    pub(super) fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }
}

impl FromIterator<(Arc<Path>, Arc<Note>)> for Notes {
    /// Notes as they lie on disk.
    fn from_iter<I: IntoIterator<Item = (Arc<Path>, Arc<Note>)>>(notes: I) -> Self {
        Self { saved: Arc::new(notes.into_iter().collect()), open: BTreeMap::new() }
    }
}

impl<const N: usize> From<[(Arc<Path>, Arc<Note>); N]> for Notes {
    fn from(notes: [(Arc<Path>, Arc<Note>); N]) -> Self {
        notes.into_iter().collect()
    }
}
