//! The thread of a folder: reads its settings, cards, notes and articles into its world, at first and whenever
//! something has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use crate::actor::CardFile;
use crate::check;
use crate::config::{Config, SETTINGS_FILE};
use crate::corpus::lock::{self, Lock};
use crate::corpus::{self, Event, Issue, Keeper, Options, Purpose};
use crate::lsp::settings::Settings;
use crate::note::Note;
use crate::text::Text;
use crate::world::Change;

use super::folder::{Folder, Job, Listener};
use super::log;
use super::tasks::locked;

/// How long further changes on disk are waited for before they are read.
const GATHER: Duration = Duration::from_millis(30);
/// How often another process is asked whether it has written: reads one small file.
const FOLLOW: Duration = Duration::from_secs(2);
/// After so long, what has been read so far is used.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often what is being read may change what was said of open documents.
const TELL: Duration = Duration::from_secs(3);
/// So many unreadable files are told of; who has more has another trouble.
const MOST_UNREAD: usize = 200;

/// When a reading began, and when it was last told of.
struct Told {
    began: Instant,
    changed: Instant,
}

impl Told {
    fn now() -> Self {
        Self { began: Instant::now(), changed: Instant::now() }
    }
}

/// How many threads read articles: one core is left for the editor's requests.
fn readers() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).saturating_sub(1).max(1)
}

/// The folder's thread.
pub(super) struct Reader {
    folder: Weak<Folder>,
    listener: Arc<dyn Listener>,
    /// What could not be read, by path.
    unread: BTreeMap<Arc<Path>, Issue>,
}

/// A corpus that is kept, with the settings under which it is.
type Kept = Option<(Keeper, Arc<Config>)>;

impl Reader {
    pub(super) fn new(folder: Weak<Folder>, listener: Arc<dyn Listener>) -> Self {
        Self { folder, listener, unread: BTreeMap::new() }
    }

    pub(super) fn run(mut self, queue: &mpsc::Receiver<Job>) {
        let mut settings = Settings::default();
        let mut keeper = None;
        loop {
            let first = match queue.recv_timeout(FOLLOW) {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => match self.follow(&mut keeper) {
                    Some(job) => job,
                    None => continue,
                },
                Err(RecvTimeoutError::Disconnected) => return,
            };
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
            if folder.is_closed() {
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

    /// Takes up what another process has written meanwhile; or sees to an index that turns out to be damaged.
    fn follow(&self, kept: &mut Kept) -> Option<Job> {
        let (keeper, folder) = (&mut kept.as_mut()?.0, self.folder.upgrade()?);
        if keeper.is_damaged() {
            return Some(Job::Rescan);
        }
        folder.change(Change::Corpus(Arc::new(keeper.follow()?)));
        self.listener.changed(&folder.root);
        None
    }

    /// Reads settings, notes and articles.
    fn load(&mut self, folder: &Folder, settings: &Settings) -> (Keeper, Arc<Config>) {
        let config = Arc::new(settings.over(self.read_settings(&folder.root)));
        folder.furnish(&config);
        let options = Options { jobs: readers(), ..Options::default() };
        let mut keeper = Keeper::open(&folder.root, &config, options);
        self.listener.loading(&folder.root, None, false);
        self.read_lock(folder);
        self.read_cards(folder, &config);
        self.read_notes(folder, &config);
        self.refresh(folder, &mut keeper);
        folder.go_ahead();
        (keeper, config)
    }

    fn look_again(
        &mut self,
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
            let mut told = Told::now();
            let report = keeper.update(&others, &mut |event| self.on(folder, event, &mut told));
            others.iter().for_each(|path| drop(self.unread.remove(path.as_path())));
            self.tell_unread(folder, report.issues);
        }
    }

    fn refresh(&mut self, folder: &Folder, keeper: &mut Keeper) {
        folder.begin();
        let mut told = Told::now();
        let report = keeper.refresh(&mut |event| self.on(folder, event, &mut told));
        if report.cancelled && !folder.is_closed() {
            log::info(format_args!("reading was stopped at {} articles", keeper.corpus().len()));
        } else {
            self.unread.clear();
        }
        self.tell_unread(folder, report.issues);
        self.listener.loading(&folder.root, None, true);
    }

    fn on(&self, folder: &Folder, event: Event, told: &mut Told) -> ControlFlow<()> {
        match event {
            Event::Progress(progress) => self.listener.loading(&folder.root, Some(progress), false),
            Event::Corpus(corpus) => {
                folder.change(Change::Corpus(Arc::new(corpus)));
                if folder.is_loaded() && told.changed.elapsed() >= TELL {
                    told.changed = Instant::now();
                    self.listener.changed(&folder.root);
                }
            }
        }
        // Who has few articles sees all findings at once; who has many does not wait for the last.
        if told.began.elapsed() >= PATIENCE && !folder.is_loaded() {
            folder.go_ahead();
            self.listener.changed(&folder.root);
        }
        if folder.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Says which files cannot be read.
    fn tell_unread(&mut self, folder: &Folder, issues: Vec<Issue>) {
        for issue in issues {
            log::warning(format_args!("{}: {}", issue.path.display(), issue.message));
            self.unread.insert(Arc::clone(&issue.path), issue);
        }
        let first: Vec<Issue> = self.unread.values().take(MOST_UNREAD).cloned().collect();
        self.listener.unread(&folder.root, &first);
        // What is wrong with the index is told once.
        self.unread.retain(|path, _| !path.is_dir());
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
