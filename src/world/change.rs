use std::path::Path;
use std::sync::Arc;

use crate::config::Config;
use crate::corpus::Corpus;
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
    /// This file is no more, or no note any more.
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
        world.revision = Revision(self.revision.0 + 1);
        match change {
            Change::Settings(config) => world.config = config,
            Change::Corpus(corpus) => {
                world.saved = corpus;
                // What settings and bibliography say of an open article may have changed with it.
                let articles: Vec<_> = world.open.keys().cloned().collect();
                articles.into_iter().for_each(|path| world.read_article(&path));
                world.lay_over();
            }
            Change::Notes(notes) => notes.into_iter().for_each(|note| world.notes.insert(Arc::clone(&note.path), note)),
            Change::AllNotes(notes) => world.notes.replace_saved(notes),
            Change::Gone(path) => world.notes.remove(&path),
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
                if world.open.remove(&path).is_some_and(|document| document.kind == Kind::Article) {
                    world.lay_over();
                }
            }
            Change::Kind(path, kind) => {
                if let Some(document) = world.open.get(&path).filter(|document| document.kind != kind).cloned() {
                    world.notes.close(&path);
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
        let article = document.kind == Kind::Article;
        self.open.insert(Arc::clone(&path), document);
        if article {
            self.read_article(&path);
            self.lay_over();
        }
    }

    fn read_article(&mut self, path: &Path) {
        if let Some(document) = self.open.get_mut(path).filter(|document| document.kind == Kind::Article) {
            document.article = Some(Arc::new(self.saved.read(path, document.text.clone())));
        }
    }

    /// Lays the open articles over those on disk.
    fn lay_over(&mut self) {
        let open: Vec<_> = self.open.values().filter_map(|document| document.article.clone()).collect();
        self.corpus = if open.is_empty() { Arc::clone(&self.saved) } else { Arc::new(self.saved.with_open(open)) };
    }
}
