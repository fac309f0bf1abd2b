use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Issue;
use super::index::{self, Busy, Fault, Held, Shared, Writer};
use super::schema::FORMAT;
use super::terms::hash;
use super::view::View;

/// Up to this size an index is checked whole when it is opened (some 30 ms); a larger one is checked
/// behind the reader's back: see [`Store::check`].
const CHECKED_AT_ONCE: u64 = 32 << 20;
/// Up to this size it is checked at all.
const CHECKED_LATER: u64 = 256 << 20;

/// Where the index of a root is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Storage {
    /// In the root's `.ibid` folder; in the user's cache folder where the root cannot be written; in
    /// memory where neither can, and for a few articles that have no index yet.
    #[default]
    Auto,
    /// As `Auto`, also for a few articles.
    Disk,
    Memory,
}

/// The index of one root, open for look-ups, and for writing when nobody else writes.
#[derive(Debug)]
pub(super) struct Store {
    shared: Arc<Shared>,
    root: Arc<Path>,
    damaged: Arc<AtomicBool>,
}

/// Why nothing can be written.
#[derive(Debug)]
pub(super) enum Refused {
    /// Another process is at it.
    Busy,
    Failed(Fault),
}

/// What is told when an index is begun anew.
const DAMAGED: &str = "The index was damaged; it was set aside and is being built again.";

impl Store {
    /// Opens the index of `root` in the first of `places` that can be written, or begins a new one there.
    /// Never fails: what cannot be used is an issue, and the index is then in memory.
    pub(super) fn open(root: &Path, places: &[PathBuf], storage: Storage, issues: &mut Vec<Issue>) -> Self {
        for place in places.iter().filter(|_| storage != Storage::Memory) {
            match Self::open_in(root, place, issues) {
                Ok(store) => return store,
                Err(error) => {
                    issues.push(Issue::new(place, format!("The index cannot be kept here: {error}.")));
                }
            }
        }
        Self::in_memory(root)
    }

    /// An index that ends with the process.
    pub(super) fn in_memory(root: &Path) -> Self {
        Self::over(Shared::in_memory(), root)
    }

    /// Whether there is an index in one of `places`.
    pub(super) fn exists(places: &[PathBuf]) -> bool {
        places.iter().any(|place| place.join(folder_name()).is_dir())
    }

    fn open_in(root: &Path, place: &Path, issues: &mut Vec<Issue>) -> index::Result<Self> {
        fs::create_dir_all(place)?;
        let ignore = place.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "# Everything here can be made again: see `ibid index`.\n*\n")?;
        }
        // Whoever sets a damaged index aside must be alone.
        let lock = File::options().write(true).create(true).truncate(false).open(place.join("open.lock"))?;
        lock.lock()?;
        let folder = place.join(folder_name());
        match Self::open_folder(root, &folder) {
            Err(Fault::Damaged(_)) => {
                set_aside(&folder)?;
                issues.push(Issue::new(&folder, DAMAGED));
                Self::open_folder(root, &folder)
            }
            opened => opened,
        }
    }

    fn open_folder(root: &Path, folder: &Path) -> index::Result<Self> {
        fs::create_dir_all(folder)?;
        let shared = Shared::open(folder)?;
        if size(folder) <= CHECKED_AT_ONCE {
            shared.current().check()?;
        }
        Ok(Self::over(shared, root))
    }

    fn over(shared: Shared, root: &Path) -> Self {
        Self { shared: Arc::new(shared), root: root.into(), damaged: Arc::default() }
    }

    /// The index as of the last [`Store::reload`] or commit.
    pub(super) fn view(&self) -> View {
        View::new(self.shared.current(), Arc::clone(&self.root), Arc::clone(&self.damaged))
    }

    /// Where it lies; none when it is in memory.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self.shared.held() {
            Held::Disk(folder) => Some(folder),
            Held::Memory => None,
        }
    }

    /// Takes up the last commit, whoever made it; whether it is a newer one. Costs a few files' opening
    /// when it is, and the reading of one small file when it is not.
    pub(super) fn reload(&self) -> bool {
        match self.shared.follow() {
            Ok(newer) => newer,
            Err(Fault::Damaged(_)) => {
                self.damage();
                false
            }
            Err(Fault::Refused(_)) => false,
        }
    }

    /// Whether a look-up met with damage; the store must then be opened anew.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    pub(super) fn damage(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    /// Reads every byte of an index of middling size and compares the checksums; a difference marks it as
    /// damaged. Of a larger one only look-ups find damage: reading it all would cost seconds of disk.
    pub(super) fn check(&self) {
        let middling = |folder: &Path| (CHECKED_AT_ONCE..CHECKED_LATER).contains(&size(folder));
        if self.folder().is_some_and(middling) && matches!(self.shared.current().check(), Err(Fault::Damaged(_))) {
            self.damage();
        }
    }

    /// Throws the index away and begins a new one in its place.
    pub(super) fn renew(&self, issues: &mut Vec<Issue>) -> Self {
        let Some(folder) = self.folder() else { return Self::in_memory(&self.root) };
        let begun = set_aside(folder).map_err(Fault::from).and_then(|()| Self::open_folder(&self.root, folder));
        match begun {
            Ok(store) => {
                issues.push(Issue::new(folder, DAMAGED));
                store
            }
            Err(error) => {
                issues.push(Issue::new(folder, format!("The index is damaged and cannot be replaced: {error}.")));
                Self::in_memory(&self.root)
            }
        }
    }

    /// Opens the index for writing. Only one process can: the lock is the operating system's and dies with
    /// its holder. Segments with more than `most` articles together are not merged.
    pub(super) fn writer(&self, most: u32) -> Result<Writer, Refused> {
        match Writer::open(&self.shared, most) {
            Ok(Ok(writer)) => Ok(writer),
            Ok(Err(Busy)) => Err(Refused::Busy),
            Err(fault) => Err(Refused::Failed(fault)),
        }
    }
}

fn set_aside(folder: &Path) -> io::Result<()> {
    let aside = folder.with_extension("damaged");
    match fs::remove_dir_all(&aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    match fs::rename(folder, &aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn folder_name() -> String {
    format!("index-{FORMAT}")
}

/// Where the index of `root` may be kept, best first: in the root, else under `cache` or the user's own
/// cache folder, in a folder named by the root.
pub(super) fn places(root: &Path, cache: Option<PathBuf>) -> Vec<PathBuf> {
    let name = format!("{:016x}", hash(&root.to_string_lossy(), "root"));
    let cache = cache.or_else(cache_folder).map(|cache| cache.join(name));
    [Some(root.join(".ibid")), cache].into_iter().flatten().collect()
}

/// How many bytes the files of a folder have, e.g. of [`Keeper::folder`](super::Keeper::folder).
pub fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|meta| meta.len()).sum()
}

/// The user's cache folder for ibid.
fn cache_folder() -> Option<PathBuf> {
    let var = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        var("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        var("HOME").map(|home| home.join("Library/Caches"))
    } else {
        var("XDG_CACHE_HOME").or_else(|| var("HOME").map(|home| home.join(".cache")))
    };
    base.map(|base| base.join("ibid"))
}
