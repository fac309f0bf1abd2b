use std::path::Path;
use std::sync::Arc;

use crate::actor::CardFile;
use crate::config::Config;
use crate::corpus::Corpus;
use crate::corpus::lock::{self, Lock};
use crate::note::Note;
use crate::text::{Encoding, Position, Text};

use super::{Document, Kind, Revision, World};

/// The only way a world becomes another.
#[derive(Clone, Debug)]
pub enum Change {
    Settings(Arc<Config>),
    /// The articles as they lie on disk.
    Corpus(Arc<Corpus>),
    /// These notes were read from disk.
    Notes(Vec<Arc<Note>>),
    /// These are all the notes there are on disk.
    AllNotes(Vec<Arc<Note>>),
    /// These files of cards were read from disk.
    Cards(Vec<Arc<CardFile>>),
    /// These are all the files of cards there are on disk.
    AllCards(Vec<Arc<CardFile>>),
    /// `ibid.lock` as it lies on disk.
    Lock(Arc<Lock>),
    /// This file is no more, or neither note nor card any more.
    Gone(Arc<Path>),
    /// The editor opened a document.
    Open {
        path: Arc<Path>,
        version: i32,
        text: String,
        kind: Kind,
    },
    /// The editor changed a document.
    Edit {
        path: Arc<Path>,
        version: i32,
        changes: Vec<TextChange>,
    },
    /// The editor closed a document.
    Close(Arc<Path>),
    /// The settings make another thing of an open document.
    Kind(Arc<Path>, Kind),
    /// The caret was seen there (byte offset), or nowhere.
    Caret(Arc<Path>, Option<usize>),
}

/// A change as an editor tells it: the text between two places gives way; no range replaces everything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextChange {
    pub range: Option<(Position, Position)>,
    pub encoding: Encoding,
    pub new_text: String,
}

impl World {
    /// The world after a change. The old one is untouched.
    #[must_use]
    pub fn changed(&self, change: Change) -> Self {
        let mut world = self.clone();
        if !matches!(change, Change::Caret(..)) {
            world.revision = Revision(self.revision.0 + 1);
        }
        match change {
            Change::Settings(config) => world.config = config,
            Change::Corpus(corpus) => {
                world.saved = Arc::new(corpus.with_cards(&world.cards));
                // What settings and bibliography say of an open article may have changed with it.
                world.read_articles();
            }
            Change::Notes(notes) => notes.into_iter().for_each(|note| world.notes.insert(Arc::clone(&note.path), note)),
            Change::AllNotes(notes) => world.notes.replace_saved(notes),
            Change::Cards(files) => {
                files.into_iter().for_each(|file| world.card_files.insert(file));
                world.read_cards();
            }
            Change::AllCards(files) => {
                world.card_files.replace_saved(files);
                world.read_cards();
            }
            Change::Lock(lock) => {
                world.saved_lock = lock;
                world.read_lock();
            }
            Change::Gone(path) => {
                world.notes.remove(&path);
                if world.card_files.remove(&path) {
                    world.read_cards();
                }
            }
            Change::Open { path, version, text, kind } => {
                world.put(path, Document::new(version, Text::new(text), kind));
            }
            Change::Edit { path, version, changes } => {
                // A change of what was never opened has nothing to apply to.
                if let Some(document) = world.open.get(&path).cloned() {
                    world.put(path, document.changed(version, changes));
                }
            }
            Change::Close(path) => {
                world.notes.close(&path);
                if world.card_files.close(&path) {
                    world.read_cards();
                }
                if world.open.remove(&path).is_some_and(|document| document.kind == Kind::Article) {
                    world.lay_over();
                }
                world.read_lock();
            }
            Change::Kind(path, kind) => {
                if let Some(document) = world.open.get(&path).filter(|document| document.kind != kind).cloned() {
                    world.notes.close(&path);
                    if world.card_files.close(&path) {
                        world.read_cards();
                    }
                    world.put(path, Document { kind, article: None, ..document });
                    world.lay_over();
                }
            }
            Change::Caret(path, caret) => {
                if let Some(document) = world.open.get_mut(&path) {
                    document.caret = caret;
                }
            }
        }
        world
    }

    fn put(&mut self, path: Arc<Path>, document: Document) {
        if document.kind == Kind::Note {
            self.notes.open(&path, document.version, document.text.clone());
        }
        let (kind, text) = (document.kind, document.text.clone());
        self.open.insert(Arc::clone(&path), document);
        match kind {
            Kind::Article => {
                self.read_article(&path);
                self.lay_over();
            }
            Kind::Card => {
                self.card_files.open(Arc::new(CardFile::read(path, text)));
                self.read_cards();
            }
            Kind::Note => {}
            Kind::Other => self.read_lock(),
        }
    }

    /// The lock in the editor comes before the one on disk.
    fn read_lock(&mut self) {
        let open = self.open.get(&*lock::path(&self.root));
        self.lock =
            open.map_or_else(|| Arc::clone(&self.saved_lock), |document| Arc::new(Lock::parse(document.text.clone())));
    }

    /// The cards changed. What is written in them changes at once what is answered; texts are read again only
    /// where the names do, and each only when it is next asked for.
    fn read_cards(&mut self) {
        let before = self.cards.digest();
        self.cards = self.card_files.cards();
        if self.cards.digest() == before {
            return;
        }
        self.notes.set_cards(&self.cards);
        self.saved = Arc::new(self.saved.with_cards(&self.cards));
        self.read_articles();
    }

    fn read_article(&mut self, path: &Path) {
        if let Some(document) = self.open.get_mut(path).filter(|document| document.kind == Kind::Article) {
            document.article = Some(Arc::new(self.saved.read(path, document.text.clone())));
        }
    }

    fn read_articles(&mut self) {
        let open: Vec<_> = self.open.keys().cloned().collect();
        open.into_iter().for_each(|path| self.read_article(&path));
        self.lay_over();
    }

    /// Lays the open articles over those on disk.
    fn lay_over(&mut self) {
        let open: Vec<_> = self.open.values().filter_map(|document| document.article.clone()).collect();
        self.corpus = if open.is_empty() { Arc::clone(&self.saved) } else { Arc::new(self.saved.with_open(open)) };
        self.memo = Arc::default();
    }
}
