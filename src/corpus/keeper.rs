use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::article::Article;
use crate::config::Config;
use crate::date::{Dct, DctOrigin, infer};

use super::batch::{Batch, Listener, Read, Work};
use super::cache::Cache;
use super::dating::{self, Dating, Facts, Known};
use super::library::Library;
use super::report::{Event, Progress, Report};
use super::schema::{Kind, UNREAD, content_hash, document, path_hash, relative, term, unread};
use super::stamps::{Stamps, stamp};
use super::store::{Storage, Store, places};
use super::view::View;
use super::walk::{Found, Layout, Purpose};
use super::{ArticleId, Corpus, Issue, pipeline};

/// A corpus of fewer articles that has no index yet is kept in memory: reading it takes no longer than
/// opening an index, and a folder with a few articles stays as it is.
const FEW: usize = 200;
/// A few changes are no time to merge more articles than this: it would keep the next ones waiting.
const MERGED_BETWEEN: u32 = 10_000;
/// So many articles are kept in memory when the index cannot be written (some 2 KB each).
const MOST_IN_MEMORY: usize = 50_000;

/// Reading that takes no longer needs no count of what is left.
const UNNOTICED: Duration = Duration::from_millis(400);

/// How a corpus is kept.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many threads read articles; 0: one for each core.
    pub jobs: usize,
    pub storage: Storage,
    /// Where an index is kept whose root cannot be written; none: in the user's cache folder.
    pub cache: Option<PathBuf>,
}

/// Keeps the corpus of one root up to date. Lives on a thread of its own: its calls take as long as
/// reading takes, while every [`Corpus`] it has handed out goes on answering.
#[derive(Debug)]
pub struct Keeper {
    root: Arc<Path>,
    config: Config,
    layout: Layout,
    library: Arc<Library>,
    cache: Arc<Cache>,
    options: Options,
    store: Store,
    /// What opening met with; told once.
    issues: Vec<Issue>,
    /// The folder has been read to its end.
    whole: bool,
}

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
        let library = Arc::new(Library::new(&root, config, &mut Vec::new()));
        let config = config.clone();
        Self { root, config, layout, library, cache: Arc::default(), options, store, issues, whole: false }
    }

    /// The corpus as of the last call. Nothing of the editor is in it: see [`Corpus::with_open`].
    pub fn corpus(&self) -> Corpus {
        self.corpus_of(self.store.view())
    }

    fn corpus_of(&self, view: View) -> Corpus {
        Corpus::over(view, Arc::clone(&self.library), Arc::clone(&self.cache)).partial(!self.whole)
    }

    /// The folder whose corpus this is, as an absolute path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the index lies; none when it is in memory.
    pub fn folder(&self) -> Option<&Path> {
        self.store.folder()
    }

    /// Takes new settings; a [`Keeper::refresh`] must follow.
    pub fn configure(&mut self, config: &Config) {
        self.layout = Layout::new(&self.root, config);
        self.config = config.clone();
    }

    /// Walks the folder and reads what changed. `on` is told on this thread, first of what is there already;
    /// it breaks off the work.
    pub fn refresh(&mut self, on: Listener<'_>) -> Report {
        if !self.root.is_dir() {
            let message = "The folder is gone; its articles are kept until it is back.";
            return Report { issues: vec![Issue::new(&self.root, message)], ..Report::default() };
        }
        self.library = Arc::new(Library::new(&self.root, &self.config, &mut self.issues));
        if self.store.is_damaged() {
            self.store = self.store.renew(&mut self.issues);
        }
        self.store.reload();
        if on(Event::Corpus(self.corpus())).is_break() {
            return Report { cancelled: true, issues: std::mem::take(&mut self.issues), ..Report::default() };
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
        if !self.whole && !report.cancelled && !report.unwritten {
            self.whole = true;
            report.cancelled = on(Event::Corpus(self.corpus())).is_break();
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

    /// Whether a look-up met with damage: a [`Keeper::refresh`] builds the index again.
    pub fn is_damaged(&self) -> bool {
        self.store.is_damaged()
    }

    /// Takes up what another process has written; the newer corpus if there is one. Cheap: one small file
    /// is read. For calling every second or so.
    pub fn follow(&mut self) -> Option<Corpus> {
        self.store.reload().then(|| self.corpus())
    }

    fn pass(&mut self, only: Option<&[PathBuf]>, on: Listener<'_>) -> Report {
        let start = Instant::now();
        if self.store.reload() {
            // Another process has written; should the listener wish to break off, it can at the first file.
            let _ = on(Event::Corpus(self.corpus()));
        }
        let mut stamps = if only.is_none() { Stamps::of(&self.store.view()) } else { Stamps::default() };
        let counts = Counts::default();
        let mut walk_issues = self.layout.issues().to_vec();
        let mut whole = false;
        let mut gone = Vec::new();

        let (layout, library, root) = (&self.layout, &self.library, &self.root);
        let view = self.store.view();
        let corpus = self.corpus_of(view.clone());
        let most = if only.is_none() { u32::MAX } else { MERGED_BETWEEN };
        let mut batch = Batch::new(&self.store, corpus, most);
        let mut report = Report::default();
        let (mut dates, mut known) = (Vec::new(), Known::new());
        let undated = AtomicUsize::new(0);
        let mut progress = Progress::default();
        std::thread::scope(|scope| {
            if only.is_none() {
                scope.spawn(|| counts.count(layout));
            }
            pipeline::run(
                if self.options.jobs == 0 { cores() } else { self.options.jobs },
                |hand_out| {
                    let mut visit = |found: Found| {
                        let Some(relative) = relative(root, &found.path) else {
                            return ControlFlow::Continue(());
                        };
                        let stamp = stamp(&found, library.digest(&found.path));
                        let path = path_hash(&relative);
                        let before = if only.is_none() { stamps.see(path) } else { stamp_in(&view, path) };
                        if before == Some(stamp) {
                            counts.unchanged.fetch_add(1, Ordering::Relaxed);
                            return ControlFlow::Continue(());
                        }
                        hand_out(Work {
                            found,
                            relative,
                            stamp,
                            known: before.is_some(),
                            unread: before == Some(UNREAD),
                        })
                    };
                    whole = match only {
                        None => layout.walk(Purpose::Article, &mut walk_issues, &mut visit).is_continue(),
                        Some(paths) => look_at(paths, &mut gone, &mut visit).is_continue(),
                    };
                },
                |work| {
                    let alone = undated.load(Ordering::Relaxed) >= dating::TOGETHER;
                    read(library, work, |facts, _| if alone { infer(facts, &[]) } else { None })
                },
                &mut |piece: Option<(Work, Option<Read>)>| {
                    if let Some((work, result)) = piece {
                        let failed = "ibid failed on it; please report this";
                        let read = result.unwrap_or_else(|| unread_file(&work, failed.to_owned()));
                        report.bytes += work.found.len;
                        if let Some(reason) = &read.issue {
                            report.issues.push(Issue::new(&work.found.path, format!("Not read: {reason}.")));
                            // What could not be read before either is in the index as such.
                            let keep = work.unread;
                            return if keep { batch.keep_time(progress, on) } else { batch.put(&work, read, on) };
                        }
                        let told = read.left_out.iter().map(|message| Issue::new(&work.found.path, message.clone()));
                        report.issues.extend(told);
                        report.read += read.documents.len();
                        if dates.len() < dating::TOGETHER && (read.undated || report.read <= dating::FEW) {
                            dates.push(work.clone());
                        }
                        if known.len() < dating::TOGETHER {
                            let facts = read.facts.iter().cloned().enumerate();
                            known.extend(facts.map(|(part, facts)| ((path_hash(&work.relative), part), facts)));
                        }
                        undated.fetch_add(usize::from(read.undated), Ordering::Relaxed);
                        batch.put(&work, read, on)?;
                    }
                    progress = counts.progress(&report, start);
                    batch.keep_time(progress, on)
                },
            );
            counts.done.store(true, Ordering::Relaxed);
        });
        if whole && !batch.broken {
            let missing = |article: &u32| {
                let path = view.card(*article).map(|card| root.join(card.path));
                path.filter(|path| !path.is_file() || layout.purpose(path) != Some(Purpose::Article))
            };
            gone.extend(stamps.unseen().filter_map(|article| missing(&article)));
            let _ = batch.remove(root, &gone, &view, on);
        }
        if !batch.broken && !dates.is_empty() && batch.commit(on).is_continue() {
            let corpus = self.corpus_of(self.store.view());
            let few = report.read <= dating::FEW;
            date_by_neighbours(Dating::new(corpus.clone(), known), &corpus, dates, few, &mut batch, on);
        }
        report.cancelled = batch.cancelled;
        report.moved = batch.moved;
        report.removed = batch.removed;
        report.unchanged = counts.unchanged.into_inner();
        let failure = batch.finish(progress, on);
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
        let large = self.store.view().len() + report.read > MOST_IN_MEMORY;
        let rest = if large {
            "What is new is not found until it can be"
        } else {
            "It is kept in memory until ibid starts again"
        };
        self.issues.push(Issue::new(&place, format!("The index cannot be written: {reason}. {rest}.")));
        if large || self.store.folder().is_none() {
            let issues = report.issues.into_iter().chain(self.issues.drain(..)).collect();
            return Report { issues, unwritten: true, ..report };
        }
        self.store = Store::in_memory(&self.root);
        self.pass(None, on)
    }
}

/// Counted while the folder is walked, read while the files are.
#[derive(Debug, Default)]
struct Counts {
    /// All articles; 0 while they are being counted.
    total: AtomicUsize,
    unchanged: AtomicUsize,
    done: AtomicBool,
}

impl Counts {
    /// Counts the articles, once reading them takes longer than anybody would not notice. The walk itself
    /// cannot tell: it goes no faster than the reading.
    fn count(&self, layout: &Layout) {
        let start = Instant::now();
        while start.elapsed() < UNNOTICED {
            std::thread::sleep(UNNOTICED / 20);
            if self.done.load(Ordering::Relaxed) {
                return;
            }
        }
        let mut total = 0;
        let end = layout.visit_names(Purpose::Article, &mut || {
            total += 1;
            if self.done.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if end.is_continue() {
            self.total.store(total, Ordering::Relaxed);
        }
    }

    fn progress(&self, report: &Report, start: Instant) -> Progress {
        Progress {
            done: self.unchanged.load(Ordering::Relaxed) + report.read + report.issues.len(),
            total: Some(self.total.load(Ordering::Relaxed)).filter(|total| *total > 0),
            bytes: report.bytes,
            elapsed: start.elapsed(),
        }
    }
}

/// The stamp under which the file of a path (by its number) was read.
fn stamp_in(view: &View, path: u64) -> Option<u64> {
    let found = view.with_term(term(Kind::Path, path), usize::MAX).into_iter();
    found.filter_map(|article| view.record(article)).find(|record| record.path == path).map(|record| record.stamp)
}

/// A file that was not read, and why.
fn unread_file(work: &Work, reason: String) -> Read {
    let documents = vec![unread(&work.relative, &work.found.path)];
    Read { documents, issue: Some(reason), ..Read::default() }
}

/// Reads a file; `date` gives the dates that its articles do not state.
fn read(library: &Library, work: &Work, date: impl Fn(&Facts, &Article) -> Option<Dct>) -> Read {
    // The index knows no cards: they change, and what it keeps must not. Who looks up by a card asks for all its
    // names.
    let articles = match library.read_file(&work.found.path, &Arc::default()) {
        // An article without a word is as good as none.
        Ok(articles) if articles.iter().all(|article| article.text.as_str().trim().is_empty()) => {
            let problem = articles.iter().flat_map(|article| &article.issues).next();
            let reason = problem.map_or("it is empty", |problem| problem.message.trim_end_matches('.'));
            return unread_file(work, reason.replacen("No text", "no text", 1));
        }
        Ok(articles) => articles,
        Err(reason) => return unread_file(work, reason),
    };
    let content = articles.first().map_or(0, |article| content_hash(&article.hash));
    let mut read = Read { content, undated: articles.iter().any(|article| article.dct.is_none()), ..Read::default() };
    let several = articles.len() > 1;
    for (ix, article) in articles.into_iter().enumerate() {
        let part = if several { ix + 1 } else { 0 };
        let facts = dating::facts(&article);
        if several && article.text.as_str().trim().is_empty() {
            read.left_out.extend(article.issues.into_iter().map(|issue| issue.message));
            read.facts.push(Arc::new(facts));
            continue;
        }
        let dct = if article.dct.is_none() { date(&facts, &article) } else { None };
        let article = dating::under(article, dct);
        read.documents.push(document(&work.relative, part, work.stamp, &article, facts.words()));
        read.facts.push(Arc::new(facts));
    }
    read
}

/// Dates what states no date by what the corpus holds on the same subject: `came`, which was just read,
/// and, when it is few, those of its neighbours whose date is no more than inferred.
fn date_by_neighbours(
    dating: Dating,
    corpus: &Corpus,
    came: Vec<Work>,
    few: bool,
    batch: &mut Batch<'_>,
    on: Listener<'_>,
) {
    let Some(view) = &corpus.view else { return };
    let mut work: HashMap<String, Work> = HashMap::new();
    for came in came {
        if few && let Some(article) = view.by_path(&came.found.path) {
            let near = dating.neighbours_of(ArticleId(article));
            for (near, card) in near.into_iter().filter_map(|id| Some((id, view.card(id.0)?))) {
                let inferred = card.dct.is_none_or(|dct| dct.origin == DctOrigin::Inferred);
                if let Some(record) = view.record(near.0).filter(|_| inferred) {
                    let found = Found { path: view.root().join(&card.path).into(), len: 0, modified: None };
                    let near =
                        Work { found, relative: card.path.clone(), stamp: record.stamp, known: true, unread: false };
                    work.insert(card.path, near);
                }
            }
        }
        work.insert(came.relative.clone(), Work { known: true, ..came });
    }
    let hand_out = |hand_out: &mut dyn FnMut(Work) -> ControlFlow<()>| {
        let _ = work.into_values().try_for_each(hand_out);
    };
    let work = |work: &Work| {
        if dating.is_settled(&work.found.path) {
            return Read::default();
        }
        read(&corpus.library, work, |facts, article| dating.infer(facts, dating.id(article)))
    };
    pipeline::run(cores(), hand_out, work, &mut |piece: Option<(Work, Option<Read>)>| match piece {
        Some((work, Some(read))) if read.undated => batch.put(&work, read, on),
        _ => ControlFlow::Continue(()),
    });
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
