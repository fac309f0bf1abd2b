//! What is known now: settings, articles, notes, cards. No I/O.
//!
//! One writer, many readers. A [`World`] is changed only by copy and swap, through one [`Change`] at a time: a
//! panic while a change is applied leaves the old world in place. A [`Snapshot`] is a counter's increment and
//! never changes under its reader.
//!
//! What is open in the editor comes before what lies on disk: an open note is the note, an open article is laid
//! over the corpus.

mod cards;
mod change;
mod document;
mod memo;
mod names;
mod notes;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::actor::Cards;
use crate::config::Config;
use crate::corpus::Corpus;
use crate::corpus::lock::{self, Lock};
use crate::text::Text;

pub use cards::CardFiles;
pub use change::{Change, TextChange};
pub use document::{Document, Kind};
pub use memo::Memo;
pub use notes::Notes;

/// Counts changes of what is known: two snapshots of the same revision say the same. The caret is nothing known.
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
    /// What the user wrote down about actors, on disk and in the editor.
    pub cards: Arc<Cards>,
    /// The files it stands in.
    pub card_files: CardFiles,
    /// What is open in the editor, notes and articles and others.
    pub open: BTreeMap<Arc<Path>, Document>,
    /// The articles as they lie on disk.
    pub saved: Arc<Corpus>,
    /// `ibid.lock`: which quotations were checked, the editor's version first.
    pub lock: Arc<Lock>,
    /// The same on disk.
    pub saved_lock: Arc<Lock>,
    /// What was worked out about this very corpus.
    pub memo: Arc<Memo>,
}

impl World {
    /// A world of one folder in which nothing is known yet.
    pub fn new(root: PathBuf) -> Self {
        Self { root, ..Self::default() }
    }

    /// The text of an open document, a note, a card or an article, as it stands now.
    pub fn text(&self, path: &Path) -> Option<Text> {
        if let Some(document) = self.open.get(path) {
            // An article that was taken out of a page has the places of the page.
            return Some(document.article.as_ref().map_or(&document.text, |article| &article.text).clone());
        }
        if let Some(note) = self.notes.get(path) {
            return Some(note.text.clone());
        }
        if let Some(file) = self.cards.file(path) {
            return Some(file.text.clone());
        }
        if path == lock::path(&self.root) {
            return Some(self.lock.text.clone());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Note;
    use crate::text::{Encoding, Position};

    fn path() -> Arc<Path> {
        Path::new("/w/note.md").into()
    }

    fn opened(text: &str, kind: Kind) -> World {
        World::new("/w".into()).changed(Change::Open { path: path(), version: 1, text: text.to_owned(), kind })
    }

    fn edit(version: i32, changes: &[(Option<[u32; 4]>, &str)]) -> Change {
        let position = |line, column| Position::new(line, column);
        let changes = changes.iter().map(|(range, new_text)| TextChange {
            range: range.map(|[a, b, c, d]| (position(a, b), position(c, d))),
            encoding: Encoding::Utf16,
            new_text: (*new_text).to_owned(),
        });
        Change::Edit { path: path(), version, changes: changes.collect() }
    }

    fn check(world: &World, text: &str, desynced: bool) {
        let document = &world.open[&path()];
        assert_eq!((document.text.as_str(), document.desynced), (text, desynced));
        if document.kind == Kind::Note {
            let note = world.notes.get(&path()).unwrap();
            assert_eq!((note.text.as_str(), note.version), (text, Some(document.version)));
        }
    }

    #[test]
    fn edits_apply_in_order() {
        let world = opened("one\r\ntwo 😃 three", Kind::Note);
        check(&world, "one\r\ntwo 😃 three", false);
        let old = world.clone();
        // The second range counts in what the first left.
        let world = world.changed(edit(2, &[(Some([0, 0, 1, 0]), ""), (Some([0, 4, 0, 6]), "2")]));
        check(&world, "two 2 three", false);
        let world = world.changed(edit(3, &[(Some([0, 0, 0, 1]), "lost"), (None, "all"), (Some([0, 3, 0, 3]), "!")]));
        check(&world, "all!", false);
        assert_eq!(world.open[&path()].caret, Some(4));
        check(&old, "one\r\ntwo 😃 three", false);
    }

    #[test]
    fn what_does_not_fit_waits_for_the_whole_text() {
        let world = opened("x", Kind::Note).changed(edit(9, &[(None, "y")]));
        let world = world.changed(edit(3, &[(Some([0, 0, 0, 0]), "z")]));
        check(&world, "y", true);
        let world = world.changed(edit(10, &[(Some([0, 0, 0, 0]), "z")]));
        check(&world, "y", true);
        check(&world.changed(edit(11, &[(None, "whole")])), "whole", false);
        check(
            &world.changed(Change::Open { path: path(), version: 1, text: "new".into(), kind: Kind::Note }),
            "new",
            false,
        );
        // An edit of what was never opened changes nothing.
        assert!(World::default().changed(edit(1, &[(None, "x")])).open.is_empty());
    }

    #[test]
    fn the_editor_comes_before_the_disk() {
        let note = |text: &str| Arc::new(Note::read(path(), Text::new(text), None, None));
        let text = |world: &World| world.notes.get(&path()).map(|note| note.text.as_str().to_owned());
        let world = World::new("/w".into()).changed(Change::AllNotes(vec![note("disk")]));
        let world = world.changed(Change::Open { path: path(), version: 1, text: "editor".into(), kind: Kind::Note });
        let world = world.changed(Change::Notes(vec![note("disk 2")]));
        assert_eq!(text(&world).as_deref(), Some("editor"));
        assert_eq!((world.notes.len(), world.notes.values().count()), (1, 1));
        let world = world.changed(Change::Close(path()));
        assert_eq!(text(&world).as_deref(), Some("disk 2"));
        assert_eq!(text(&world.changed(Change::Gone(path()))), None);
        let article = opened("A text.", Kind::Article);
        assert!(article.notes.is_empty());
        assert!(article.corpus.by_path(&path()).is_some());
        assert!(article.changed(Change::Close(path())).corpus.is_empty());
    }
}
