use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::names::Names;
use crate::actor::Cards;
use crate::note::Note;
use crate::text::Text;

/// The notes of a folder: those on disk, and those open in the editor, which win.
///
/// A note is read when it is first asked for, so that of a burst of edits, in it or in a card, only the
/// versions somebody looks at are read; its unchanged blocks are taken from the last version that was.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    saved: Arc<BTreeMap<Arc<Path>, Arc<Unread>>>,
    open: BTreeMap<Arc<Path>, Arc<Unread>>,
    /// In whose light they are read.
    cards: Arc<Cards>,
    /// Who is named in the notes on disk; gathered when first asked for.
    names: Arc<OnceLock<Names>>,
}

/// A version of a note; read at most once.
#[derive(Debug)]
struct Unread {
    path: Arc<Path>,
    text: Text,
    version: Option<i32>,
    previous: Option<Arc<Note>>,
    cards: Arc<Cards>,
    note: OnceLock<Arc<Note>>,
}

impl Unread {
    fn read(&self) -> &Arc<Note> {
        self.note.get_or_init(|| {
            let (path, text) = (Arc::clone(&self.path), self.text.clone());
            Arc::new(Note::read_with(path, text, self.version, self.previous.as_deref(), &self.cards))
        })
    }

    /// The last version that was read.
    fn known(&self) -> Option<&Arc<Note>> {
        self.note.get().or(self.previous.as_ref())
    }

    /// The same version, to be read in the light of other cards.
    fn under(&self, cards: &Arc<Cards>) -> Arc<Self> {
        Arc::new(Self {
            path: Arc::clone(&self.path),
            text: self.text.clone(),
            version: self.version,
            previous: self.known().cloned(),
            cards: Arc::clone(cards),
            note: OnceLock::new(),
        })
    }
}

impl Notes {
    /// The note at a path, as it stands in the editor, else on disk.
    pub fn get(&self, path: &Path) -> Option<&Arc<Note>> {
        self.open.get(path).or_else(|| self.saved.get(path)).map(|unread| unread.read())
    }

    /// Every note, by path.
    pub fn values(&self) -> impl Iterator<Item = &Arc<Note>> {
        let (mut saved, mut open) = (self.saved.iter().peekable(), self.open.iter().peekable());
        std::iter::from_fn(move || {
            let order = match (saved.peek(), open.peek()) {
                (Some((one, _)), Some((other, _))) => one.cmp(other),
                (Some(_), None) => Ordering::Less,
                (None, _) => Ordering::Greater,
            };
            let on_disk = if order.is_le() { saved.next() } else { None };
            let in_editor = if order.is_ge() { open.next() } else { None };
            in_editor.or(on_disk).map(|(_, unread)| unread.read())
        })
    }

    /// The full names of people under any of these [keys](crate::note::Spelling::keys), in order, each with the notes
    /// that write it. Costs what is found; after a change on disk, the
    /// first to ask gathers the names of all notes again.
    pub fn named(&self, keys: &[u64]) -> BTreeMap<&str, Vec<&Arc<Path>>> {
        let mut found =
            self.names.get_or_init(|| Names::of(self.saved.values().map(|unread| unread.read()))).under(keys);
        found.values_mut().for_each(|paths| paths.retain(|path| !self.open.contains_key(*path)));
        for note in self.open.values().map(|unread| unread.read()) {
            for spelling in note.people().iter().filter(|spelling| spelling.has_any(keys)) {
                found.entry(&spelling.name).or_default().push(&note.path);
            }
        }
        found.retain(|_, paths| !paths.is_empty());
        found
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
        let note = self.on_disk(note);
        Arc::make_mut(&mut self.saved).insert(path, note);
        self.names = Arc::default();
    }

    /// Takes a note away that is no longer on disk.
    pub(super) fn remove(&mut self, path: &Path) {
        if self.saved.contains_key(path) {
            Arc::make_mut(&mut self.saved).remove(path);
            self.names = Arc::default();
        }
    }

    /// These are all that lie on disk.
    pub(super) fn replace_saved(&mut self, notes: Vec<Arc<Note>>) {
        self.saved = Arc::new(notes.into_iter().map(|note| (Arc::clone(&note.path), self.on_disk(note))).collect());
        self.names = Arc::default();
    }

    /// The editor's version of a note.
    pub(super) fn open(&mut self, path: &Arc<Path>, version: i32, text: Text) {
        let previous = self.open.get(path).or_else(|| self.saved.get(path)).and_then(|unread| unread.known()).cloned();
        let (path, cards) = (Arc::clone(path), Arc::clone(&self.cards));
        let unread = Unread { path, text, version: Some(version), previous, cards, note: OnceLock::new() };
        self.open.insert(Arc::clone(&unread.path), Arc::new(unread));
    }

    /// The note is as it lies on disk again.
    pub(super) fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }

    /// Other cards: every note is to be read again, unless they change nothing in how texts are read.
    pub(super) fn set_cards(&mut self, cards: &Arc<Cards>) {
        if self.cards.digest() == cards.digest() {
            return;
        }
        self.cards = Arc::clone(cards);
        let again = |(path, unread): (&Arc<Path>, &Arc<Unread>)| (Arc::clone(path), unread.under(cards));
        self.saved = Arc::new(self.saved.iter().map(again).collect());
        self.open = self.open.iter().map(again).collect();
        self.names = Arc::default();
    }

    /// A note from disk; one that was read in the light of other cards will be read again.
    fn on_disk(&self, note: Arc<Note>) -> Arc<Unread> {
        let read = Unread {
            path: Arc::clone(&note.path),
            text: note.text.clone(),
            version: note.version,
            previous: None,
            cards: Arc::clone(&self.cards),
            note: OnceLock::new(),
        };
        if note.cards == self.cards.digest() {
            return Arc::new(Unread { note: OnceLock::from(note), ..read });
        }
        Arc::new(Unread { previous: Some(note), ..read })
    }
}

impl FromIterator<(Arc<Path>, Arc<Note>)> for Notes {
    /// Notes as they lie on disk.
    fn from_iter<I: IntoIterator<Item = (Arc<Path>, Arc<Note>)>>(notes: I) -> Self {
        let mut all = Self::default();
        notes.into_iter().for_each(|(path, note)| all.insert(path, note));
        all
    }
}

impl<const N: usize> From<[(Arc<Path>, Arc<Note>); N]> for Notes {
    fn from(notes: [(Arc<Path>, Arc<Note>); N]) -> Self {
        notes.into_iter().collect()
    }
}
