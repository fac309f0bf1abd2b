//! One workspace folder: its world, and what its thread is asked to do.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use crate::config::{Config, Problem};
use crate::corpus::{Issue, Layout, Progress, Purpose};
use crate::lsp::Findings;
use crate::lsp::settings::Settings;
use crate::text::Text;
use crate::world::{Change, Kind, Snapshot, World};

use super::log;
use super::reader::Reader;
use super::tasks::locked;

/// So many changed paths at once are cheaper looked for than looked at one by one.
const MANY_PATHS: usize = 500;

/// What a folder tells the session. Called on the folder's thread; must not block.
pub(super) trait Listener: Send + Sync + 'static {
    /// Reading began, went on, or ended.
    fn loading(&self, root: &Path, progress: Option<Progress>, done: bool);
    /// These files cannot be read as they should be; what was said of others before is past.
    fn unread(&self, root: &Path, issues: &[Issue]);
    /// What is known changed, so that what was said of open documents may be stale.
    fn changed(&self, root: &Path);
    /// The settings file was read: its text and what is wrong in it.
    fn settings(&self, path: &Path, text: &Text, problems: &[Problem]);
    /// These cards were read, or are gone: what is to be said of them may have changed.
    fn cards(&self, snapshot: &Snapshot, paths: &[Arc<Path>]);
}

#[derive(Debug)]
pub(super) enum Job {
    /// Read the settings again, and everything with them.
    Reload(Settings),
    /// Look at these paths again.
    Paths(Vec<PathBuf>),
    /// Look everywhere again.
    Rescan,
}

/// One workspace folder.
pub(super) struct Folder {
    pub(super) root: PathBuf,
    current: Mutex<Snapshot>,
    /// Held while a change is made; readers are never kept waiting for it.
    writing: Mutex<()>,
    pub(super) layout: Mutex<Option<Arc<Layout>>>,
    loaded: tokio::sync::watch::Sender<bool>,
    closed: AtomicBool,
    /// The user does not want to wait for the reading under way.
    stopped: AtomicBool,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    /// What was found in its open documents.
    pub(super) findings: Arc<Findings>,
}

impl Folder {
    /// A folder of which nothing is known until it is [started](Self::start).
    pub(super) fn at(root: PathBuf) -> Arc<Self> {
        Arc::new(Self::new(root))
    }

    /// Reads the folder in the background, from now on.
    pub(super) fn start(self: &Arc<Self>, settings: Settings, listener: Arc<dyn Listener>) {
        let (jobs, queue) = mpsc::channel();
        *locked(&self.jobs) = Some(jobs);
        self.tell(Job::Reload(settings));
        let reader = Reader::new(Arc::downgrade(self), listener);
        if let Err(error) = std::thread::Builder::new().name("folder".to_owned()).spawn(move || reader.run(&queue)) {
            log::error(format_args!("no thread for {}: {error}", self.root.display()));
        }
    }

    /// Takes settings, by which an open document is a note, an article or something else.
    pub(super) fn furnish(&self, config: &Arc<Config>) {
        let layout = Arc::new(Layout::new(&self.root, config));
        *locked(&self.layout) = Some(Arc::clone(&layout));
        self.change(Change::Settings(Arc::clone(config)));
        for path in self.snapshot().open.keys().filter(|path| path.starts_with(&self.root)) {
            self.change(Change::Kind(Arc::clone(path), kind(&layout, path)));
        }
    }

    /// What is open in it is checked from now on, with what has been read, or with nothing.
    pub(super) fn go_ahead(&self) {
        self.loaded.send_if_modified(|loaded| !std::mem::replace(loaded, true));
    }

    /// No folder at all: the world of documents that lie in none.
    pub(super) fn nowhere() -> Arc<Self> {
        let folder = Self::new(PathBuf::new());
        folder.loaded.send_replace(true);
        Arc::new(folder)
    }

    fn new(root: PathBuf) -> Self {
        Self {
            current: Mutex::new(Snapshot::new(World::new(root.clone()))),
            root,
            writing: Mutex::new(()),
            layout: Mutex::new(None),
            loaded: tokio::sync::watch::Sender::new(false),
            closed: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
            jobs: Mutex::new(None),
            findings: Arc::default(),
        }
    }

    /// What is known now.
    pub(super) fn snapshot(&self) -> Snapshot {
        locked(&self.current).clone()
    }

    /// Makes a change. When it panics, the world stays as it was.
    pub(super) fn change(&self, change: Change) -> Snapshot {
        let _writing = locked(&self.writing);
        let next = Snapshot::new(self.snapshot().changed(change));
        *locked(&self.current) = next.clone();
        next
    }

    /// Whether enough has been read for answers: all articles and notes, or, where that takes long, what there
    /// is (then the corpus says that it is partial).
    pub(super) fn is_loaded(&self) -> bool {
        *self.loaded.borrow()
    }

    /// Waits until enough has been read.
    pub(super) async fn loaded(&self) {
        let _ = self.loaded.subscribe().wait_for(|loaded| *loaded).await;
    }

    /// Files changed on disk.
    pub(super) fn touched(&self, paths: Vec<PathBuf>) {
        self.tell(if paths.len() > MANY_PATHS { Job::Rescan } else { Job::Paths(paths) });
    }

    /// Files may have changed anywhere.
    pub(super) fn rescan(&self) {
        self.tell(Job::Rescan);
    }

    /// The editor's settings changed.
    pub(super) fn reload(&self, settings: Settings) {
        self.tell(Job::Reload(settings));
    }

    /// Ends the thread, also amid reading.
    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        self.rescan();
    }

    /// Whether the thread is to end, also amid reading.
    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// Breaks off the reading under way. What has been read is kept.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether the reading under way is to be broken off.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_closed() || self.stopped.load(Ordering::Relaxed)
    }

    /// Reading begins; what was to be broken off is past.
    pub(super) fn begin(&self) {
        self.stopped.store(false, Ordering::Relaxed);
    }

    /// What a document is for, by the folder's globs. Documents of no folder are notes when they are Markdown.
    pub(super) fn kind(&self, path: &Path, markdown: bool) -> Kind {
        let inside = !self.root.as_os_str().is_empty() && path.starts_with(&self.root);
        if !inside {
            return if markdown { Kind::Note } else { Kind::Other };
        }
        // Before the settings are read nothing is known; the reader then sets it right.
        locked(&self.layout).as_ref().map_or(Kind::Other, |layout| kind(layout, path))
    }

    fn tell(&self, job: Job) {
        if let Some(jobs) = &*locked(&self.jobs) {
            let _ = jobs.send(job);
        }
    }
}

fn kind(layout: &Layout, path: &Path) -> Kind {
    match layout.purpose(path) {
        Some(Purpose::Article) => Kind::Article,
        Some(Purpose::Note) => Kind::Note,
        Some(Purpose::Card) => Kind::Card,
        None => Kind::Other,
    }
}
