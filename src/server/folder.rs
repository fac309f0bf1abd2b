//! One workspace folder: its world, and the thread that reads its files.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use crate::actor::CardFile;
use crate::check;
use crate::config::{Config, Problem, SETTINGS_FILE};
use crate::corpus::lock::{self, Lock};
use crate::corpus::{self, Event, Keeper, Layout, Options, Progress, Purpose};
use crate::lsp::Findings;
use crate::lsp::settings::Settings;
use crate::note::Note;
use crate::text::Text;
use crate::world::{Change, Kind, Snapshot, World};

use super::log;
use super::tasks::locked;

/// So many changed paths at once are cheaper looked for than looked at one by one.
const MANY_PATHS: usize = 500;
/// How long further changes on disk are waited for before they are read.
const GATHER: Duration = Duration::from_millis(30);

/// What a folder tells the session. Called on the folder's thread; must not block.
pub(super) trait Listener: Send + Sync + 'static {
    /// Reading began, went on, or ended.
    fn loading(&self, root: &Path, progress: Option<Progress>, done: bool);
    /// What is known changed, so that what was said of open documents may be stale.
    fn changed(&self, root: &Path);
    /// The settings file was read: its text and what is wrong in it.
    fn settings(&self, path: &Path, text: &Text, problems: &[Problem]);
    /// These cards were read, or are gone: what is to be said of them may have changed.
    fn cards(&self, snapshot: &Snapshot, paths: &[Arc<Path>]);
}

#[derive(Debug)]
enum Job {
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
    layout: Mutex<Option<Arc<Layout>>>,
    loaded: tokio::sync::watch::Sender<bool>,
    closed: AtomicBool,
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
        let reader = Reader { folder: Arc::downgrade(self), listener };
        if let Err(error) = std::thread::Builder::new().name("folder".to_owned()).spawn(move || reader.run(&queue)) {
            log::error(format_args!("no thread for {}: {error}", self.root.display()));
        }
    }

    /// Will never be read: what is open in it is checked all the same.
    pub(super) fn give_up(&self) {
        self.loaded.send_replace(true);
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

    /// Whether all articles and notes have been read once: before, an unknown key says nothing.
    pub(super) fn is_loaded(&self) -> bool {
        *self.loaded.borrow()
    }

    /// Waits until all has been read once.
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

/// The folder's thread.
struct Reader {
    folder: std::sync::Weak<Folder>,
    listener: Arc<dyn Listener>,
}

impl Reader {
    fn run(&self, queue: &mpsc::Receiver<Job>) {
        let mut settings = Settings::default();
        let mut keeper = None;
        while let Ok(first) = queue.recv() {
            // Changes come in flocks (a checkout, a sync): one look for all.
            std::thread::sleep(if keeper.is_some() { GATHER } else { Duration::ZERO });
            let mut reload = false;
            let mut rescan = false;
            let mut paths = BTreeSet::new();
            for job in std::iter::once(first).chain(queue.try_iter()) {
                match job {
                    Job::Reload(new) => {
                        settings = new;
                        reload = true;
                    }
                    Job::Paths(more) => paths.extend(more),
                    Job::Rescan => rescan = true,
                }
            }
            let Some(folder) = self.folder.upgrade() else { return };
            if folder.closed.load(Ordering::Relaxed) {
                return;
            }
            reload |= paths.contains(&folder.root.join(SETTINGS_FILE));
            let work = std::panic::AssertUnwindSafe(|| {
                match &mut keeper {
                    Some((keeper, config)) if !reload => self.look_again(&folder, keeper, config, &paths, rescan),
                    keeper => *keeper = Some(self.load(&folder, &settings)),
                }
                self.listener.changed(&folder.root);
            });
            if std::panic::catch_unwind(work).is_err() {
                log::error(format_args!("reading {} failed; what was known before stays", folder.root.display()));
            }
        }
    }

    /// Reads settings, notes and articles.
    fn load(&self, folder: &Folder, settings: &Settings) -> (Keeper, Arc<Config>) {
        let config = Arc::new(settings.over(self.read_settings(&folder.root)));
        let layout = Arc::new(Layout::new(&folder.root, &config));
        *locked(&folder.layout) = Some(Arc::clone(&layout));
        folder.change(Change::Settings(Arc::clone(&config)));
        for path in folder.snapshot().open.keys() {
            if path.starts_with(&folder.root) {
                folder.change(Change::Kind(Arc::clone(path), kind(&layout, path)));
            }
        }
        let mut keeper = Keeper::open(&folder.root, &config, Options::default());
        self.listener.loading(&folder.root, None, false);
        self.read_lock(folder);
        self.read_cards(folder, &config);
        self.read_notes(folder, &config);
        self.refresh(folder, &mut keeper);
        folder.loaded.send_replace(true);
        (keeper, config)
    }

    fn look_again(
        &self,
        folder: &Folder,
        keeper: &mut Keeper,
        config: &Arc<Config>,
        paths: &BTreeSet<PathBuf>,
        rescan: bool,
    ) {
        let layout = locked(&folder.layout).clone();
        let purpose = |path: &PathBuf| layout.as_ref().and_then(|layout| layout.purpose(path));
        // What has no purpose may be a folder that came or went, or a bibliography.
        let unclear = paths.iter().any(|path| purpose(path).is_none() && (path.is_dir() || path.extension().is_none()));
        let bibliography = paths.iter().any(|path| path.extension().is_some_and(|ending| ending == "bib"));
        if rescan || paths.contains(&lock::path(&folder.root)) {
            self.read_lock(folder);
        }
        if rescan || unclear || bibliography {
            self.read_cards(folder, config);
            self.read_notes(folder, config);
            return self.refresh(folder, keeper);
        }
        self.cards_changed(folder, paths.iter().filter(|path| purpose(path) == Some(Purpose::Card)));
        let (notes, others): (Vec<&PathBuf>, Vec<&PathBuf>) =
            paths.iter().partition(|path| purpose(path) == Some(Purpose::Note));
        for path in notes {
            let path: Arc<Path> = path.as_path().into();
            match corpus::read_text(&path) {
                Ok(text) => {
                    let cards = Arc::clone(&folder.snapshot().cards);
                    folder.change(Change::Notes(vec![Arc::new(Note::read_with(path, text, None, None, &cards))]))
                }
                Err(_) => folder.change(Change::Gone(path)),
            };
        }
        let others: Vec<PathBuf> = others.into_iter().cloned().collect();
        if others.iter().any(|path| purpose(path) == Some(Purpose::Article)) {
            keeper.update(&others, &mut |event| self.on(folder, event));
        }
    }

    fn refresh(&self, folder: &Folder, keeper: &mut Keeper) {
        let report = keeper.refresh(&mut |event| self.on(folder, event));
        for issue in &report.issues {
            log::warning(format_args!("{}: {}", issue.path.display(), issue.message));
        }
        self.listener.loading(&folder.root, None, true);
    }

    fn on(&self, folder: &Folder, event: Event) -> ControlFlow<()> {
        match event {
            Event::Progress(progress) => self.listener.loading(&folder.root, Some(progress), false),
            Event::Corpus(corpus) => drop(folder.change(Change::Corpus(Arc::new(corpus)))),
        }
        if folder.closed.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn read_notes(&self, folder: &Folder, config: &Config) {
        let (texts, issues) = corpus::notes(&folder.root, config);
        for issue in issues {
            log::warning(format_args!("{}: {}", issue.path.display(), issue.message));
        }
        let cards = Arc::clone(&folder.snapshot().cards);
        let read = |(path, text): (Arc<Path>, Text)| Arc::new(Note::read_with(path, text, None, None, &cards));
        folder.change(Change::AllNotes(texts.into_iter().map(read).collect()));
    }

    fn read_cards(&self, folder: &Folder, config: &Config) {
        let (texts, issues) = corpus::cards(&folder.root, config);
        for issue in issues {
            log::warning(format_args!("{}: {}", issue.path.display(), issue.message));
        }
        let files: Vec<_> = texts.into_iter().map(|(path, text)| Arc::new(CardFile::read(path, text))).collect();
        let before = folder.snapshot();
        let known = before.cards.files().iter().chain(&files).map(|file| Arc::clone(&file.path));
        let paths: BTreeSet<Arc<Path>> = known.collect();
        let after = folder.change(Change::AllCards(files));
        self.listener.cards(&after, &paths.into_iter().collect::<Vec<_>>());
    }

    fn cards_changed<'p>(&self, folder: &Folder, paths: impl Iterator<Item = &'p PathBuf>) {
        let mut changed: Vec<Arc<Path>> = Vec::new();
        for path in paths {
            let path: Arc<Path> = path.as_path().into();
            match corpus::read_text(&path) {
                Ok(text) => folder.change(Change::Cards(vec![Arc::new(CardFile::read(Arc::clone(&path), text))])),
                Err(_) => folder.change(Change::Gone(Arc::clone(&path))),
            };
            changed.push(path);
        }
        if changed.is_empty() {
            return;
        }
        // A name that two cards have is told of in both.
        let snapshot = folder.snapshot();
        changed.extend(snapshot.cards.files().iter().map(|file| Arc::clone(&file.path)));
        self.listener.cards(&snapshot, &changed);
        // Here nobody waits: the first hover after this need not read all notes.
        snapshot.notes.values().for_each(drop);
    }

    fn read_lock(&self, folder: &Folder) {
        match Lock::read(&folder.root) {
            Ok(lock) => drop(folder.change(Change::Lock(Arc::new(lock)))),
            Err(reason) => {
                log::warning(format_args!("{}: not read: {reason}", lock::path(&folder.root).display()));
            }
        }
    }

    fn read_settings(&self, root: &Path) -> Config {
        let path = root.join(SETTINGS_FILE);
        let text = match corpus::read_text(&path) {
            Ok(text) => text,
            Err(_) if !path.exists() => Text::new(""),
            Err(reason) => {
                log::warning(format_args!("{}: not read: {reason}", path.display()));
                Text::new("")
            }
        };
        let (config, mut problems) = Config::parse(text.as_str());
        problems.extend(check::unknown_rules(text.as_str()));
        self.listener.settings(&path, &text, &problems);
        config
    }
}
