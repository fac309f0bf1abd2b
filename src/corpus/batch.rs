use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Corpus;
use super::dating::Facts;
use super::index::{self, Document, Fault, Writer};
use super::report::{Event, Progress};
use super::schema::{Kind, path_hash, relative, term};
use super::store::{Refused, Store};
use super::view::View;
use super::walk::Found;

/// What is read is usable after this time at the latest.
const COMMIT: Duration = Duration::from_secs(1);
/// How often progress is told.
const TELL: Duration = Duration::from_millis(100);
/// For how long another process may write without a commit before this one goes on in memory.
const OTHER_WRITER: Duration = Duration::from_secs(10);
/// How long the end of a merge is waited for before somebody is asked whether to wait on.
const LOOK: Duration = Duration::from_millis(20);

/// Whoever is told what happens; breaks off the work.
pub(super) type Listener<'a> = &'a mut dyn FnMut(Event) -> ControlFlow<()>;

/// A file to be read.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) found: Found,
    pub(super) relative: String,
    pub(super) stamp: u64,
    /// Whether the index has articles of this file already.
    pub(super) known: bool,
    /// It could not be read before.
    pub(super) unread: bool,
}

/// A file that was read.
#[derive(Default)]
pub(super) struct Read {
    pub(super) documents: Vec<Document>,
    pub(super) content: u64,
    pub(super) issue: Option<String>,
    /// Why parts of it hold no article, as sentences.
    pub(super) left_out: Vec<String>,
    /// An article in it states no date.
    pub(super) undated: bool,
    /// What bears on the dates of its articles.
    pub(super) facts: Vec<Arc<Facts>>,
}

/// What is written between two looks at the clock.
pub(super) struct Batch<'a> {
    store: &'a Store,
    corpus: Corpus,
    writer: Option<Writer>,
    /// Segments with more articles together are not merged.
    most: u32,
    /// Another process has written since the folder was compared with the index.
    overtaken: bool,
    pending: usize,
    committed: Instant,
    told: Instant,
    pub(super) moved: usize,
    pub(super) removed: usize,
    /// Content of files that came, to tell moves: by content the path's term.
    came: HashSet<u64>,
    pub(super) cancelled: bool,
    pub(super) broken: bool,
    failure: Option<String>,
}

impl<'a> Batch<'a> {
    /// For a folder that was compared with `corpus`.
    pub(super) fn new(store: &'a Store, corpus: Corpus, most: u32) -> Self {
        let now = Instant::now();
        Self {
            store,
            corpus,
            writer: None,
            most,
            overtaken: false,
            pending: 0,
            committed: now,
            told: now,
            moved: 0,
            removed: 0,
            came: HashSet::new(),
            cancelled: false,
            broken: false,
            failure: None,
        }
    }

    /// Opens the index for writing; waits while another process writes, as long as it gets on.
    fn open(&mut self, on: Listener<'_>) -> ControlFlow<()> {
        let mut since = Instant::now();
        while self.writer.is_none() {
            match self.store.writer(self.most) {
                Ok(writer) => {
                    let compared = self.corpus.view.as_ref().map(|view| view.snapshot());
                    self.overtaken = !compared.is_some_and(|compared| writer.began_at(compared));
                    self.writer = Some(writer);
                }
                Err(Refused::Busy) if since.elapsed() < OTHER_WRITER => {
                    std::thread::sleep(Duration::from_millis(20));
                    if self.store.reload() {
                        since = Instant::now();
                        self.hand_on(on)?;
                    }
                }
                Err(Refused::Busy) => {
                    return self.fail("another process has held it for long".to_owned());
                }
                Err(Refused::Failed(fault)) => return self.refused(&fault),
            }
        }
        ControlFlow::Continue(())
    }

    /// Damage is mended by whoever looks for it; what a disk refuses cannot be.
    fn refused(&mut self, fault: &Fault) -> ControlFlow<()> {
        match fault {
            Fault::Damaged(_) => {
                self.store.damage();
                self.broken = true;
                ControlFlow::Break(())
            }
            Fault::Refused(error) => self.fail(error.to_string()),
        }
    }

    fn fail(&mut self, reason: String) -> ControlFlow<()> {
        self.failure.get_or_insert(reason);
        self.broken = true;
        ControlFlow::Break(())
    }

    /// Does something with the index, once it is open for writing.
    fn write(&mut self, on: Listener<'_>, write: impl FnOnce(&mut Writer) -> index::Result<()>) -> ControlFlow<()> {
        self.open(on)?;
        let Some(writer) = &mut self.writer else { return ControlFlow::Break(()) };
        match write(writer) {
            Ok(()) => {
                self.pending += 1;
                ControlFlow::Continue(())
            }
            Err(fault) => self.refused(&fault),
        }
    }

    /// Writes what was read of one file in place of what was there.
    pub(super) fn put(&mut self, work: &Work, read: Read, on: Listener<'_>) -> ControlFlow<()> {
        self.open(on)?;
        self.came.insert(read.content);
        let replaces = work.known || self.overtaken;
        let path = path_hash(&work.relative);
        self.write(on, |writer| {
            if replaces {
                writer.remove(path, term(Kind::Path, path))?;
            }
            read.documents.into_iter().try_for_each(|document| writer.add(document))
        })
    }

    /// Takes away the articles of files that are gone.
    pub(super) fn remove(&mut self, root: &Path, gone: &[PathBuf], view: &View, on: Listener<'_>) -> ControlFlow<()> {
        for path in gone {
            let Some(relative) = relative(root, path) else { continue };
            let Some(article) = view.by_path(path) else { continue };
            let path = path_hash(&relative);
            self.write(on, |writer| writer.remove(path, term(Kind::Path, path)))?;
            let moved =
                view.record(article).is_some_and(|record| record.content != 0 && self.came.contains(&record.content));
            self.moved += usize::from(moved);
            self.removed += usize::from(!moved);
        }
        ControlFlow::Continue(())
    }

    pub(super) fn keep_time(&mut self, progress: Progress, on: Listener<'_>) -> ControlFlow<()> {
        if self.told.elapsed() >= TELL {
            self.told = Instant::now();
            self.tell(Event::Progress(progress), on)?;
        }
        let merged = self.writer.as_ref().is_some_and(Writer::has_merged);
        if merged || self.pending > 0 && self.committed.elapsed() >= COMMIT {
            return self.commit(on);
        }
        ControlFlow::Continue(())
    }

    pub(super) fn commit(&mut self, on: Listener<'_>) -> ControlFlow<()> {
        if let Some(writer) = &mut self.writer
            && let Err(fault) = writer.commit()
        {
            return self.refused(&fault);
        }
        self.pending = 0;
        self.committed = Instant::now();
        self.hand_on(on)
    }

    fn hand_on(&mut self, on: Listener<'_>) -> ControlFlow<()> {
        let corpus = Corpus { view: Some(Arc::new(self.store.view())), ..self.corpus.clone() };
        self.tell(Event::Corpus(corpus), on)
    }

    fn tell(&mut self, event: Event, on: Listener<'_>) -> ControlFlow<()> {
        on(event).map_break(|()| (self.cancelled, self.broken) = (true, true))
    }

    /// Commits what is left and waits for merges; the reason when the index could not be written.
    pub(super) fn finish(mut self, progress: Progress, on: Listener<'_>) -> Option<String> {
        if self.pending > 0 && self.failure.is_none() && !self.store.is_damaged() {
            let _ = self.commit(on);
        }
        while !self.broken && self.writer.as_ref().is_some_and(Writer::is_merging) {
            std::thread::sleep(LOOK);
            let _ = self.keep_time(progress, on);
        }
        self.failure
    }
}
