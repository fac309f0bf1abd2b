use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::article::Article;
use crate::config::Config;

use super::held::Held;
use super::library::Library;
use super::walk::{Found, Layout, Purpose};
use super::{Corpus, Issue};

/// How a corpus is kept.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How many threads read articles; 0: one for each core.
    pub jobs: usize,
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
    pub read: usize,
    pub moved: usize,
    pub removed: usize,
    pub unchanged: usize,
    pub bytes: u64,
    pub elapsed: Duration,
    /// Broken off by the caller; what was read is kept.
    pub cancelled: bool,
    /// What could not be read, and what the index could not do: replaces those of the last report.
    pub issues: Vec<Issue>,
}

/// Keeps the corpus of one root up to date. Lives on a thread of its own: its calls take as long as
/// reading takes, while every [`Corpus`] it has handed out goes on answering.
#[derive(Debug)]
pub struct Keeper {
    layout: Layout,
    library: Arc<Library>,
    options: Options,
    corpus: Corpus,
}

impl Keeper {
    /// Opens the corpus of `root` as it was left; reads no article.
    pub fn open(root: &Path, config: &Config, options: Options) -> Self {
        let library = Arc::new(Library::new(root, config));
        let corpus = Corpus { library: Arc::clone(&library), ..Corpus::default() };
        Self { layout: Layout::new(root, config), library, options, corpus }
    }

    /// The corpus as of the last call. Nothing of the editor is in it: see [`Corpus::with_open`].
    pub fn corpus(&self) -> Corpus {
        self.corpus.clone()
    }

    /// Walks the folder and reads what changed. `on` is told on this thread; it breaks off the work.
    pub fn refresh(&mut self, on: &mut dyn FnMut(Event) -> ControlFlow<()>) -> Report {
        let mut issues = self.layout.issues().to_vec();
        let found = self.layout.list(Purpose::Article, &mut issues);
        self.read(found, Vec::new(), issues, on)
    }

    /// Looks at these paths again (absolute), and at nothing else: what a watcher tells. Paths that are
    /// no articles are passed over; one that is a folder, or too many, ask for [`Keeper::refresh`].
    pub fn update(&mut self, paths: &[PathBuf], on: &mut dyn FnMut(Event) -> ControlFlow<()>) -> Report {
        let ours = |path: &&PathBuf| self.layout.purpose(path) == Some(Purpose::Article);
        let found: Vec<Found> = paths
            .iter()
            .filter(ours)
            .filter_map(|path| {
                let meta = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
                Some(Found { path: path.as_path().into(), len: meta.len(), modified: meta.modified().ok() })
            })
            .collect();
        let kept = self.corpus.held.iter().map(|(_, article)| Arc::clone(article));
        let kept = kept.filter(|article| !paths.iter().any(|path| **path == *article.path)).collect();
        self.read(found, kept, self.layout.issues().to_vec(), on)
    }

    fn read(
        &mut self,
        found: Vec<Found>,
        mut articles: Vec<Arc<Article>>,
        mut issues: Vec<Issue>,
        on: &mut dyn FnMut(Event) -> ControlFlow<()>,
    ) -> Report {
        let start = Instant::now();
        let mut progress = Progress { total: found.len(), ..Progress::default() };
        let mut report = Report::default();
        for batch in found.chunks(64) {
            for (file, read) in batch.iter().zip(read_all(batch, &self.library, self.options.jobs)) {
                match read {
                    Ok(article) => articles.push(Arc::new(article)),
                    Err(reason) => issues.push(Issue::new(&file.path, format!("Not read: {reason}."))),
                }
                progress.bytes += file.len;
            }
            progress.done += batch.len();
            progress.elapsed = start.elapsed();
            report.read = progress.done;
            if on(Event::Progress(progress)).is_break() {
                report.cancelled = true;
                break;
            }
        }
        self.corpus.held = Arc::new(Held::new(articles));
        let _ = on(Event::Corpus(self.corpus()));
        Report { bytes: progress.bytes, elapsed: start.elapsed(), issues, ..report }
    }
}

/// Reads files side by side; the answers are in the order of the files.
fn read_all(files: &[Found], library: &Library, jobs: usize) -> Vec<Result<Article, String>> {
    let jobs = if jobs == 0 { std::thread::available_parallelism().map_or(1, usize::from) } else { jobs };
    let part = files.len().div_ceil(jobs).max(1);
    std::thread::scope(|scope| {
        let read = |file: &Found| library.read_file(&file.path);
        let threads: Vec<_> =
            files.chunks(part).map(|files| scope.spawn(move || files.iter().map(read).collect::<Vec<_>>())).collect();
        let died = |_| vec![Err("ibid failed on it".to_owned()); part];
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(died)).collect()
    })
}

/// The corpus of `root`, up to date, and what could not be read.
pub fn load(root: &Path, config: &Config) -> (Corpus, Vec<Issue>) {
    let mut keeper = Keeper::open(root, config, Options::default());
    let report = keeper.refresh(&mut |_| ControlFlow::Continue(()));
    (keeper.corpus(), report.issues)
}
