use std::fmt;
use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::directory::MmapDirectory;
use tantivy::directory::error::LockError;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyError};

use super::Issue;
use super::schema::{FORMAT, Fields, schema};
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
pub(super) struct Store {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    root: Arc<Path>,
    folder: Option<PathBuf>,
    damaged: Arc<AtomicBool>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("root", &self.root).field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Why nothing can be written.
#[derive(Debug)]
pub(super) enum Refused {
    /// Another process is at it.
    Busy,
    /// A clause for a reader.
    Failed(String),
}

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
        let (schema, fields) = schema();
        let index = Index::create_in_ram(schema);
        Self::over(index, fields, root, None).unwrap_or_else(|error| {
            // A reader of an empty index in memory opens no file and asks for no lock.
            unreachable!("an empty index in memory cannot be read: {error}")
        })
    }

    /// Whether there is an index in one of `places`.
    pub(super) fn exists(places: &[PathBuf]) -> bool {
        places.iter().any(|place| place.join(folder_name()).is_dir())
    }

    fn open_in(root: &Path, place: &Path, issues: &mut Vec<Issue>) -> tantivy::Result<Self> {
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
            Ok(store) => Ok(store),
            Err(error) if is_environment(&error) => Err(error),
            Err(_) => {
                set_aside(&folder)?;
                let message = "The index was damaged; it was set aside and is being built again.";
                issues.push(Issue::new(&folder, message));
                Self::open_folder(root, &folder)
            }
        }
    }

    fn open_folder(root: &Path, folder: &Path) -> tantivy::Result<Self> {
        fs::create_dir_all(folder)?;
        let (schema, fields) = schema();
        let opened = catch_unwind(AssertUnwindSafe(|| {
            let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
            let directory = MmapDirectory::open(folder)?;
            let index = Index::builder().schema(schema).settings(settings).open_or_create(directory)?;
            if size(folder) <= CHECKED_AT_ONCE && !index.validate_checksum()?.is_empty() {
                return Err(TantivyError::InternalError("a file's checksum differs".to_owned()));
            }
            Self::over(index, fields, root, Some(folder.to_owned()))
        }));
        opened.unwrap_or_else(|_| Err(TantivyError::InternalError("it cannot be read".to_owned())))
    }

    fn over(index: Index, fields: Fields, root: &Path, folder: Option<PathBuf>) -> tantivy::Result<Self> {
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(8).try_into()?;
        Ok(Self { index, reader, fields, root: root.into(), folder, damaged: Arc::default() })
    }

    /// The index as of the last [`Store::reload`].
    pub(super) fn view(&self) -> View {
        View::new(self.reader.searcher(), self.fields, Arc::clone(&self.root), Arc::clone(&self.damaged))
    }

    /// Where it lies; none when it is in memory.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Takes up the last commit, whoever made it; whether it is a newer one. Costs a few files' opening
    /// when it is, and the reading of one small file when it is not.
    pub(super) fn reload(&self) -> bool {
        let before = self.reader.searcher().generation().clone();
        let same_commit = self.index.load_metas().is_ok_and(|meta| {
            let segments = before.segments();
            meta.segments.len() == segments.len()
                && meta
                    .segments
                    .iter()
                    .all(|s| segments.get(&s.id()).is_some_and(|deletes| *deletes == s.delete_opstamp()))
        });
        if same_commit {
            return false;
        }
        match catch_unwind(AssertUnwindSafe(|| self.reader.reload())) {
            Ok(Ok(())) => true,
            Ok(Err(error)) if is_environment(&error) => false,
            _ => {
                self.damaged.store(true, Ordering::Relaxed);
                false
            }
        }
    }

    /// Whether a look-up met with damage; the store must then be opened anew.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Reads every byte of an index of middling size and compares the checksums; a difference marks it as
    /// damaged. Of a larger one only look-ups find damage: reading it all would cost minutes of disk.
    pub(super) fn check(&self) {
        let Some(folder) = self.folder().filter(|folder| (CHECKED_AT_ONCE..CHECKED_LATER).contains(&size(folder)))
        else {
            return;
        };
        // Over maps of its own, which are gone afterwards: the memory of look-ups is not filled by this.
        let sound = || {
            catch_unwind(AssertUnwindSafe(|| {
                let damaged = Index::open(MmapDirectory::open(folder)?)?.validate_checksum()?;
                tantivy::Result::Ok(damaged.is_empty())
            }))
        };
        // A merge may have taken files away in between: only a second look is proof.
        if !matches!(sound(), Ok(Ok(true))) && !matches!(sound(), Ok(Ok(true))) {
            self.damaged.store(true, Ordering::Relaxed);
        }
    }

    /// Throws the index away and begins a new one in its place.
    pub(super) fn renew(&self, issues: &mut Vec<Issue>) -> Self {
        let Some(folder) = &self.folder else { return Self::in_memory(&self.root) };
        let begun = set_aside(folder).map_err(TantivyError::from).and_then(|()| Self::open_folder(&self.root, folder));
        match begun {
            Ok(store) => {
                issues.push(Issue::new(folder, "The index was damaged; it was set aside and is being built again."));
                store
            }
            Err(error) => {
                issues.push(Issue::new(folder, format!("The index is damaged and cannot be replaced: {error}.")));
                Self::in_memory(&self.root)
            }
        }
    }

    /// Opens the index for writing, with so many bytes of memory. Only one process can: the lock is the
    /// operating system's and dies with its holder.
    pub(super) fn writer(&self, memory: usize) -> Result<IndexWriter, Refused> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(memory)
            .num_merge_threads(1)
            .build();
        self.index.writer_with_options(options).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Refused::Busy,
            error => Refused::Failed(error.to_string()),
        })
    }

    pub(super) fn fields(&self) -> Fields {
        self.fields
    }
}

/// Whether an error comes from the place (no permission, no space) and not from the index's own bytes.
fn is_environment(error: &TantivyError) -> bool {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let kind =
        |error: &io::Error| matches!(error.kind(), PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull);
    match error {
        TantivyError::IoError(error) => kind(error),
        TantivyError::LockFailure(LockError::IoError(error), _) => kind(error),
        _ => false,
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
