use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tantivy::{IndexWriter, TantivyDocument, Term};

use crate::config::Config;

use super::cache::Cache;
use super::library::Library;
use super::schema::{Fields, content_term, document, path_term, relative};
use super::stamps::{Stamps, stamp};
use super::store::{Refused, Storage, Store, places};
use super::walk::{Found, Layout, Purpose};
use super::{Corpus, Issue, pipeline};

/// A corpus of fewer articles that has no index yet is kept in memory: reading it takes no longer than
/// opening an index, and a folder with a few articles stays as it is.
const FEW: usize = 200;
/// What is read is usable after this time at the latest.
const COMMIT: Duration = Duration::from_secs(1);
/// How often progress is told.
const TELL: Duration = Duration::from_millis(100);
/// For how long another process may write without a commit before this one goes on in memory.
const OTHER_WRITER: Duration = Duration::from_secs(10);
/// The memory in which the index gathers what is read, for many bytes and for few.
const ARENA: (usize, usize) = (96 << 20, 20 << 20);
/// From how many articles on the larger arena is worth it.
const MANY: usize = 20_000;

/// How a corpus is kept.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many threads read articles; 0: one for each core.
    pub jobs: usize,
    pub storage: Storage,
    /// Where an index is kept whose root cannot be written; none: in the user's cache folder.
    pub cache: Option<PathBuf>,
}

/// What happens while a corpus is brought up to date.
#[derive(Debug)]
pub enum Event {
    /// At most ten times a second.
    Progress(Progress),
    /// A newer corpus, at least every second while articles are read; what it holds may be used.
    Corpus(Corpus),
}

/// How far the reading is.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Progress {
    /// Articles looked at.
    pub done: usize,
    /// Articles known so far; grows while the folder is walked.
    pub total: usize,
    /// Bytes read since the start.
    pub bytes: u64,
    pub elapsed: Duration,
}

impl Progress {
    /// Bytes read a second.
    pub fn rate(&self) -> f64 {
        self.bytes as f64 / self.elapsed.as_secs_f64().max(1e-3)
    }

    /// The time that the rest takes at the pace so far.
    pub fn remaining(&self) -> Option<Duration> {
        let left = self.total.checked_sub(self.done)?;
        (self.done > 0).then(|| self.elapsed.mul_f64(left as f64 / self.done as f64))
    }
}

/// What came of bringing a corpus up to date.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Report {
    /// Articles read, because they are new or changed.
    pub read: usize,
    /// Of these, how many were only moved.
    pub moved: usize,
    pub removed: usize,
    pub unchanged: usize,
    pub bytes: u64,
    pub elapsed: Duration,
    /// Broken off by the caller; what was read is kept.
    pub cancelled: bool,
    /// What could not be read, and what the index could not do. After [`Keeper::refresh`] these are all
    /// there are; after [`Keeper::update`] those of the paths that were looked at.
    pub issues: Vec<Issue>,
}

/// Keeps the corpus of one root up to date. Lives on a thread of its own: its calls take as long as
/// reading takes, while every [`Corpus`] it has handed out goes on answering.
#[derive(Debug)]
pub struct Keeper {
    root: Arc<Path>,
    layout: Layout,
    library: Arc<Library>,
    cache: Arc<Cache>,
    options: Options,
    store: Store,
    /// What opening met with; told once.
    issues: Vec<Issue>,
}

/// A file to be read.
#[derive(Debug)]
struct Work {
    found: Found,
    relative: String,
    stamp: u64,
}

/// A file that was read.
struct Read {
    documents: Vec<TantivyDocument>,
    content: u64,
    issue: Option<String>,
}

type Listener<'a> = &'a mut dyn FnMut(Event) -> ControlFlow<()>;

impl Keeper {
    /// Opens the corpus of `root` as it was left; reads no article.
    pub fn open(root: &Path, config: &Config, options: Options) -> Self {
        let root: Arc<Path> = std::path::absolute(root).unwrap_or_else(|_| root.to_owned()).into();
        let layout = Layout::new(&root, config);
        let mut issues = Vec::new();
        let places = places(&root, options.cache.clone());
        let storage = match options.storage {
            Storage::Auto if !Store::exists(&places) && has_few(&layout) => Storage::Memory,
            storage => storage,
        };
        let store = Store::open(&root, &places, storage, &mut issues);
        let library = Arc::new(Library::new(&root, config));
        Self { root, layout, library, cache: Arc::default(), options, store, issues }
    }

    /// The corpus as of the last call. Nothing of the editor is in it: see [`Corpus::with_open`].
    pub fn corpus(&self) -> Corpus {
        Corpus::over(self.store.view(), Arc::clone(&self.library), Arc::clone(&self.cache))
    }

    /// Where the index lies; none when it is in memory.
    pub fn folder(&self) -> Option<&Path> {
        self.store.folder()
    }

    /// Takes new settings; a [`Keeper::refresh`] must follow.
    pub fn configure(&mut self, config: &Config) {
        self.layout = Layout::new(&self.root, config);
        self.library = Arc::new(Library::new(&self.root, config));
    }

    /// Walks the folder and reads what changed. `on` is told on this thread; it breaks off the work.
    pub fn refresh(&mut self, on: Listener<'_>) -> Report {
        if !self.root.is_dir() {
            let message = "The folder is gone; its articles are kept until it is back.";
            return Report { issues: vec![Issue::new(&self.root, message)], ..Report::default() };
        }
        if self.store.is_damaged() {
            self.store = self.store.renew(&mut self.issues);
        }
        let mut report = self.pass(None, on);
        // Damage that shows while the folder is read; or a disk that is full.
        if self.store.is_damaged() && !report.cancelled {
            self.store = self.store.renew(&mut self.issues);
            report = self.pass(None, on);
        }
        if self.store.folder().is_some() && !report.cancelled {
            self.store.check();
        }
        report
    }

    /// Looks at these paths again (absolute), and at nothing else: what a watcher tells. Paths that are
    /// no articles are passed over; a folder among them makes it a [`Keeper::refresh`].
    pub fn update(&mut self, paths: &[PathBuf], on: Listener<'_>) -> Report {
        let folder = |path: &PathBuf| path.is_dir() || (!path.exists() && path.extension().is_none());
        if self.store.is_damaged() || paths.iter().any(folder) {
            return self.refresh(on);
        }
        let ours: Vec<PathBuf> =
            paths.iter().filter(|path| self.layout.purpose(path) == Some(Purpose::Article)).cloned().collect();
        if ours.is_empty() { Report::default() } else { self.pass(Some(&ours), on) }
    }

    /// Takes up what another process has written; the newer corpus if there is one. Cheap: one small file
    /// is read. For calling every second or so.
    pub fn follow(&mut self) -> Option<Corpus> {
        self.store.reload().then(|| self.corpus())
    }

    fn pass(&mut self, only: Option<&[PathBuf]>, on: Listener<'_>) -> Report {
        let start = Instant::now();
        self.store.reload();
        let mut stamps = if only.is_none() { Stamps::of(&self.store.view()) } else { Stamps::default() };
        let counts = Counts::default();
        let mut walk_issues = self.layout.issues().to_vec();
        let mut whole = false;
        let mut gone = Vec::new();

        let (layout, library, root) = (&self.layout, &self.library, &self.root);
        let fields = self.store.fields();
        let view = self.store.view();
        let mut batch =
            Batch::new(&self.store, Corpus::over(view.clone(), Arc::clone(library), Arc::clone(&self.cache)));
        let mut report = Report::default();
        pipeline::run(
            if self.options.jobs == 0 { cores() } else { self.options.jobs },
            |hand_out| {
                let mut visit = |found: Found| {
                    counts.total.fetch_add(1, Ordering::Relaxed);
                    let Some(relative) = relative(root, &found.path) else {
                        return ControlFlow::Continue(());
                    };
                    let stamp = stamp(&found, library.digest(&found.path));
                    if only.is_none() && !stamps.see(path_term(&relative), stamp) {
                        counts.unchanged.fetch_add(1, Ordering::Relaxed);
                        return ControlFlow::Continue(());
                    }
                    hand_out(Work { found, relative, stamp })
                };
                whole = match only {
                    None => layout.walk(Purpose::Article, &mut walk_issues, &mut visit).is_continue(),
                    Some(paths) => look_at(paths, &mut gone, &mut visit).is_continue(),
                };
            },
            |work| read(&fields, library, work),
            &mut |piece: Option<(Work, Option<Read>)>| {
                if let Some((work, result)) = piece {
                    let read = result.unwrap_or_else(|| Read {
                        documents: Vec::new(),
                        content: 0,
                        issue: Some("ibid failed on it; please report this".to_owned()),
                    });
                    report.read += read.documents.len();
                    report.bytes += work.found.len;
                    if let Some(reason) = &read.issue {
                        report.issues.push(Issue::new(&work.found.path, format!("Not read: {reason}.")));
                    }
                    batch.put(&work, read, counts.total.load(Ordering::Relaxed), on)?;
                }
                let unchanged = counts.unchanged.load(Ordering::Relaxed);
                let progress = Progress {
                    done: unchanged + report.read + report.issues.len(),
                    total: counts.total.load(Ordering::Relaxed),
                    bytes: report.bytes,
                    elapsed: start.elapsed(),
                };
                batch.keep_time(progress, on)
            },
        );
        if whole && !batch.broken {
            let missing = |article: &u32| {
                let path = view.card(*article).map(|card| root.join(card.path));
                path.filter(|path| !path.is_file() || layout.purpose(path) != Some(Purpose::Article))
            };
            gone.extend(stamps.unseen().filter_map(|article| missing(&article)));
            let _ = batch.remove(root, &gone, &view, on);
        }
        report.cancelled = batch.cancelled;
        report.moved = batch.moved;
        report.removed = batch.removed;
        report.unchanged = counts.unchanged.into_inner();
        let failure = batch.finish(on);
        report.issues.append(&mut walk_issues);
        report.issues.append(&mut self.issues);
        report.elapsed = start.elapsed();
        match failure {
            Some(reason) if !report.cancelled => self.in_memory(reason, report, on),
            _ => report,
        }
    }

    /// Goes on without the disk after it has refused.
    fn in_memory(&mut self, reason: String, report: Report, on: Listener<'_>) -> Report {
        let place = self.store.folder().unwrap_or(&self.root).to_owned();
        let message = format!("The index cannot be written: {reason}. It is kept in memory until ibid starts again.");
        self.issues.push(Issue::new(&place, message));
        if self.store.folder().is_none() {
            return Report { issues: std::mem::take(&mut self.issues), ..report };
        }
        self.store = Store::in_memory(&self.root);
        self.pass(None, on)
    }
}

/// Counted while the folder is walked, read while the files are.
#[derive(Debug, Default)]
struct Counts {
    total: AtomicUsize,
    unchanged: AtomicUsize,
}

/// What is written between two looks at the clock.
struct Batch<'a> {
    store: &'a Store,
    corpus: Corpus,
    fields: Fields,
    writer: Option<IndexWriter>,
    pending: usize,
    committed: Instant,
    told: Instant,
    moved: usize,
    removed: usize,
    /// Content of files that came, to tell moves: by content the path's term.
    came: std::collections::HashSet<u64>,
    cancelled: bool,
    broken: bool,
    failure: Option<String>,
}

impl<'a> Batch<'a> {
    fn new(store: &'a Store, corpus: Corpus) -> Self {
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
            came: std::collections::HashSet::new(),
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
    fn put(&mut self, work: &Work, read: Read, total: usize, on: Listener<'_>) -> ControlFlow<()> {
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
    fn remove(&mut self, root: &Path, gone: &[PathBuf], view: &super::view::View, on: Listener<'_>) -> ControlFlow<()> {
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

    fn keep_time(&mut self, progress: Progress, on: Listener<'_>) -> ControlFlow<()> {
        if self.told.elapsed() >= TELL {
            self.told = Instant::now();
            if on(Event::Progress(progress)).is_break() {
                (self.cancelled, self.broken) = (true, true);
                return ControlFlow::Break(());
            }
        }
        if self.pending > 0 && self.committed.elapsed() >= COMMIT { self.commit(on) } else { ControlFlow::Continue(()) }
    }

    fn commit(&mut self, on: Listener<'_>) -> ControlFlow<()> {
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
    fn finish(mut self, on: Listener<'_>) -> Option<String> {
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

fn read(fields: &Fields, library: &Library, work: &Work) -> Read {
    match library.read_file(&work.found.path) {
        Ok(articles) => Read {
            content: articles.first().map_or(0, |article| content_term(&article.hash)),
            documents: articles
                .iter()
                .enumerate()
                .map(|(part, article)| document(fields, &work.relative, part, work.stamp, article))
                .collect(),
            issue: None,
        },
        Err(reason) => Read { documents: Vec::new(), content: 0, issue: Some(reason) },
    }
}

/// Visits those of `paths` that are files; the others are gone.
fn look_at(
    paths: &[PathBuf],
    gone: &mut Vec<PathBuf>,
    visit: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> ControlFlow<()> {
    for path in paths {
        match std::fs::symlink_metadata(path) {
            Ok(meta) if meta.is_file() => {
                visit(Found { path: path.as_path().into(), len: meta.len(), modified: meta.modified().ok() })?;
            }
            _ => gone.push(path.clone()),
        }
    }
    ControlFlow::Continue(())
}

fn has_few(layout: &Layout) -> bool {
    let mut count = 0;
    layout
        .walk(Purpose::Article, &mut Vec::new(), &mut |_| {
            count += 1;
            if count > FEW { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .is_continue()
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The corpus of `root`, up to date, and what could not be read.
pub fn load(root: &Path, config: &Config) -> (Corpus, Vec<Issue>) {
    let mut keeper = Keeper::open(root, config, Options::default());
    let report = keeper.refresh(&mut |_| ControlFlow::Continue(()));
    (keeper.corpus(), report.issues)
}
