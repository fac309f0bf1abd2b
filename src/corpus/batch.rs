use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tantivy::{IndexWriter, TantivyDocument, Term};

use super::Corpus;
use super::dating::Facts;
use super::keeper::{Event, Progress};
use super::schema::{Fields, path_term, relative};
use super::store::{Refused, Store};
use super::view::View;
use super::walk::Found;

/// What is read is usable after this time at the latest.
const COMMIT: Duration = Duration::from_secs(1);
/// How often progress is told.
const TELL: Duration = Duration::from_millis(100);
/// For how long another process may write without a commit before this one goes on in memory.
const OTHER_WRITER: Duration = Duration::from_secs(10);
/// The memory in which the index gathers what is read, for many articles and for few.
const ARENA: (usize, usize) = (96 << 20, 20 << 20);
/// From how many articles on the larger one is worth it.
const MANY: usize = 20_000;

/// Whoever is told what happens; breaks off the work.
pub(super) type Listener<'a> = &'a mut dyn FnMut(Event) -> ControlFlow<()>;

/// A file to be read.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) found: Found,
    pub(super) relative: String,
    pub(super) stamp: u64,
}

/// A file that was read.
#[derive(Default)]
pub(super) struct Read {
    pub(super) documents: Vec<TantivyDocument>,
    pub(super) content: u64,
    pub(super) issue: Option<String>,
    /// An article in it states no date.
    pub(super) undated: bool,
    /// What bears on the dates of its articles.
    pub(super) facts: Vec<Arc<Facts>>,
}

/// What is written between two looks at the clock.
pub(super) struct Batch<'a> {
    store: &'a Store,
    corpus: Corpus,
    fields: Fields,
    writer: Option<IndexWriter>,
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
    pub(super) fn new(store: &'a Store, corpus: Corpus) -> Self {
        let (fields, now) = (store.fields(), Instant::now());
        Self {
            store,
            corpus,
            fields,
            writer: None,
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
    fn open(&mut self, many: bool, on: Listener<'_>) -> ControlFlow<()> {
        let memory = if many { ARENA.0 } else { ARENA.1 };
        let mut since = Instant::now();
        while self.writer.is_none() {
            match self.store.writer(memory) {
                Ok(writer) => self.writer = Some(writer),
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
                Err(Refused::Failed(reason)) => return self.fail(reason),
            }
        }
        ControlFlow::Continue(())
    }

    fn fail(&mut self, reason: String) -> ControlFlow<()> {
        self.failure.get_or_insert(reason);
        self.broken = true;
        ControlFlow::Break(())
    }

    /// Writes what was read of one file in place of what was there.
    pub(super) fn put(&mut self, work: &Work, read: Read, total: usize, on: Listener<'_>) -> ControlFlow<()> {
        self.open(total > MANY, on)?;
        let Some(writer) = &self.writer else { return ControlFlow::Break(()) };
        writer.delete_term(Term::from_field_u64(self.fields.path, path_term(&work.relative)));
        self.came.insert(read.content);
        for document in read.documents {
            if let Err(error) = writer.add_document(document) {
                return self.fail(error.to_string());
            }
        }
        self.pending += 1;
        ControlFlow::Continue(())
    }

    /// Takes away the articles of files that are gone.
    pub(super) fn remove(&mut self, root: &Path, gone: &[PathBuf], view: &View, on: Listener<'_>) -> ControlFlow<()> {
        for path in gone {
            let Some(relative) = relative(root, path) else { continue };
            let Some(article) = view.by_path(path) else { continue };
            self.open(false, on)?;
            let Some(writer) = &self.writer else { return ControlFlow::Break(()) };
            let content = view.content(article).filter(|content| self.came.contains(content));
            writer.delete_term(Term::from_field_u64(self.fields.path, path_term(&relative)));
            self.moved += usize::from(content.is_some());
            self.removed += usize::from(content.is_none());
            self.pending += 1;
        }
        ControlFlow::Continue(())
    }

    pub(super) fn keep_time(&mut self, progress: Progress, on: Listener<'_>) -> ControlFlow<()> {
        if self.told.elapsed() >= TELL {
            self.told = Instant::now();
            if on(Event::Progress(progress)).is_break() {
                (self.cancelled, self.broken) = (true, true);
                return ControlFlow::Break(());
            }
        }
        if self.pending > 0 && self.committed.elapsed() >= COMMIT { self.commit(on) } else { ControlFlow::Continue(()) }
    }

    pub(super) fn commit(&mut self, on: Listener<'_>) -> ControlFlow<()> {
        if let Some(writer) = &mut self.writer
            && let Err(error) = writer.commit()
        {
            return self.fail(error.to_string());
        }
        self.pending = 0;
        self.committed = Instant::now();
        self.store.reload();
        self.hand_on(on)
    }

    fn hand_on(&mut self, on: Listener<'_>) -> ControlFlow<()> {
        let corpus = Corpus { view: Some(Arc::new(self.store.view())), ..self.corpus.clone() };
        on(Event::Corpus(corpus))
    }

    /// Commits what is left; the reason when the index could not be written.
    pub(super) fn finish(mut self, on: Listener<'_>) -> Option<String> {
        if self.pending > 0 && self.failure.is_none() {
            let _ = self.commit(on);
        }
        if let Some(writer) = self.writer.take()
            && self.failure.is_none()
            && writer.wait_merging_threads().is_ok()
        {
            self.store.reload();
            let _ = self.hand_on(on);
        }
        self.failure
    }
}
