//! The one who writes an index.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{SystemTime, UNIX_EPOCH};

use super::build::{Document, MOST, Pending, Written};
use super::code::{Fault, Result};
use super::manifest::NAME;
use super::merge::{Old, gone_since, merge};
use super::segment::Gone;
use super::snapshot::{Held, Part, Shared, Snapshot, segment_name};

/// So many terms are held in memory at most (8 bytes each).
const MOST_TERMS: usize = 6_000_000;
/// So many segments of one size are merged into one.
const TOGETHER: usize = 8;
/// Segments of up to so many articles count as one size, each further size has [`TOGETHER`] times as many.
const SMALL: u32 = 64;

/// Another process writes.
#[derive(Debug)]
pub(in crate::corpus) struct Busy;

/// Writes an index. There is one at a time: the lock is the operating system's and dies with its holder.
/// What is not committed is forgotten when it is dropped.
#[derive(Debug)]
pub(in crate::corpus) struct Writer {
    shared: Arc<Shared>,
    _lock: Option<File>,
    /// What the next commit makes current.
    next: Snapshot,
    pending: Pending,
    /// Which of the pending articles come from a file, by its path; those that are replaced already.
    by_path: HashMap<u64, Vec<u32>>,
    replaced: Vec<u32>,
    merging: Option<Merging>,
    /// Larger merges than this, in articles, are left for another time.
    most: u32,
}

/// A merge that is under way on a thread of its own.
#[derive(Debug)]
struct Merging {
    ids: Vec<u64>,
    old: Arc<Vec<Old>>,
    id: u64,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Result<Written>>,
}

impl Writer {
    /// Begins to write, from what is committed last. Merges of more than `most` articles are not begun.
    pub(in crate::corpus) fn open(shared: &Arc<Shared>, most: u32) -> Result<std::result::Result<Self, Busy>> {
        let mut lock = None;
        if let Held::Disk(folder) = shared.held() {
            let file = File::options().write(true).create(true).truncate(false).open(folder.join("write.lock"))?;
            match file.try_lock() {
                Ok(()) => lock = Some(file),
                Err(TryLockError::WouldBlock) => return Ok(Err(Busy)),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
            shared.follow()?;
        }
        let mut next = Snapshot::clone(&shared.current());
        if next.birth == 0 {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            next.birth = (now.as_nanos() as u64).max(1);
        }
        let writer = Self {
            shared: Arc::clone(shared),
            _lock: lock,
            next,
            pending: Pending::default(),
            by_path: HashMap::new(),
            replaced: Vec::new(),
            merging: None,
            most,
        };
        writer.sweep();
        Ok(Ok(writer))
    }

    /// Whether nothing was committed between `snapshot` and the first word of this writer.
    pub(in crate::corpus) fn began_at(&self, snapshot: &Snapshot) -> bool {
        self.shared.current().is(snapshot)
    }

    /// Adds an article. Those that were there from the same file stay: see [`Writer::remove`].
    pub(in crate::corpus) fn add(&mut self, document: Document) -> Result<()> {
        if self.pending.len() == MOST || self.pending.postings() + document.terms.len() > MOST_TERMS {
            self.flush()?;
        }
        self.by_path.entry(document.record.path).or_default().push(self.pending.len() as u32);
        self.pending.add(document);
        Ok(())
    }

    /// Takes away the articles of a file, `term` being that of its path.
    pub(in crate::corpus) fn remove(&mut self, path: u64, term: u64) -> Result<()> {
        self.replaced.extend(self.by_path.remove(&path).unwrap_or_default());
        for part in &mut self.next.parts {
            let mut found = Vec::new();
            part.segment.with_term(term, |list| list.each(|article| found.push(article)))?;
            for article in found {
                // Terms are shorter than paths.
                if part.segment.record(article)?.path == path {
                    part.remove(article);
                }
            }
        }
        Ok(())
    }

    /// Makes all that was done since the last commit visible to everybody, at once and for good.
    pub(in crate::corpus) fn commit(&mut self) -> Result<()> {
        self.flush()?;
        self.take_merged()?;
        // What is being merged stays, for what it has lost by then is lost to what comes of it.
        let merged = self.merging.as_ref().map_or(&[][..], |merging| &merging.ids);
        self.next.parts.retain(|part| part.len() > 0 || merged.contains(&part.id));
        self.next.generation += 1;
        if let Held::Disk(folder) = self.shared.held() {
            self.next.manifest().write(folder)?;
        }
        let old = self.shared.current();
        self.shared.set(self.next.clone());
        for part in old.parts.iter().filter(|part| !self.next.parts.iter().any(|kept| kept.id == part.id)) {
            if let Some(path) = self.shared.file(part.id) {
                let _ = fs::remove_file(path);
            }
        }
        self.begin_merge();
        Ok(())
    }

    /// Whether segments are being merged; a commit takes up what has come of it.
    pub(in crate::corpus) fn is_merging(&self) -> bool {
        self.merging.is_some()
    }

    /// Whether a commit would take up what has come of a merge.
    pub(in crate::corpus) fn has_merged(&self) -> bool {
        self.merging.as_ref().is_some_and(|merging| merging.thread.is_finished())
    }

    /// Makes a segment of what is pending.
    fn flush(&mut self) -> Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let id = self.next_id();
        let written = self.pending.write(self.shared.output(id)?);
        if let (Err(_), Some(path)) = (&written, self.shared.file(id)) {
            let _ = fs::remove_file(path);
        }
        let (segment, size) = written?.open(&self.shared.file(id).unwrap_or_default())?;
        let mut part = Part::new(id, size, segment);
        for article in self.replaced.drain(..) {
            part.remove(article);
        }
        self.by_path.clear();
        self.next.parts.push(part);
        Ok(())
    }

    fn next_id(&mut self) -> u64 {
        self.next.next += 1;
        self.next.next
    }

    /// Puts a segment that was merged in the place of those it was made of.
    fn take_merged(&mut self) -> Result<()> {
        let Some(merging) = self.merging.take_if(|merging| merging.thread.is_finished()) else { return Ok(()) };
        let merged = match merging.thread.join().unwrap_or(Err(Fault::Damaged("segments cannot be merged"))) {
            Ok(merged) => merged,
            // A disk that is nearly full still has room for what is new.
            Err(Fault::Refused(_)) => {
                self.most = 0;
                self.shared.file(merging.id).into_iter().for_each(|path| drop(fs::remove_file(path)));
                return Ok(());
            }
            Err(damaged) => return Err(damaged),
        };
        let (segment, size) = merged.open(&self.shared.file(merging.id).unwrap_or_default())?;
        let mut part = Part::new(merging.id, size, segment);
        let gone = |id: &u64| -> Gone { self.next.parts.iter().find(|part| part.id == *id)?.gone.clone() };
        let now: Vec<Gone> = merging.ids.iter().map(gone).collect();
        for article in gone_since(&merging.old, &now).iter() {
            part.remove(article);
        }
        self.next.parts.retain(|part| !merging.ids.contains(&part.id));
        self.next.parts.push(part);
        Ok(())
    }

    /// Begins to merge where there are many segments of one size, the smallest first.
    fn begin_merge(&mut self) {
        if self.merging.is_some() {
            return;
        }
        let mut sizes: Vec<Vec<&Part>> = Vec::new();
        for part in &self.next.parts {
            let size = (part.len() / SMALL).checked_ilog(TOGETHER as u32).map_or(0, |log| log as usize + 1);
            sizes.resize(sizes.len().max(size + 1), Vec::new());
            sizes[size].push(part);
        }
        let Some(parts) = sizes.into_iter().find(|parts| parts.len() >= TOGETHER) else { return };
        let parts = &parts[..TOGETHER];
        if parts.iter().map(|part| part.len()).sum::<u32>() > self.most {
            return;
        }
        let ids = parts.iter().map(|part| part.id).collect();
        let old = |part: &&Part| Old { segment: Arc::clone(&part.segment), gone: part.gone.clone() };
        let old: Arc<Vec<Old>> = Arc::new(parts.iter().map(old).collect());
        let id = self.next_id();
        let (file, stop) = (self.shared.file(id), Arc::new(AtomicBool::new(false)));
        let work = {
            let (old, stop): (_, Arc<AtomicBool>) = (Arc::clone(&old), Arc::clone(&stop));
            move || merge(&old, file.as_ref(), &stop)
        };
        // Without a thread there is no merging; nothing else depends on it.
        if let Ok(thread) = std::thread::Builder::new().name("merge".to_owned()).spawn(work) {
            self.merging = Some(Merging { ids, old, id, stop, thread });
        }
    }

    /// Takes away what a writer that was killed has left.
    fn sweep(&self) {
        let Held::Disk(folder) = self.shared.held() else { return };
        let kept = |name: &str| self.next.parts.iter().any(|part| segment_name(part.id) == name);
        let paths = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let left = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            name != NAME && name != "write.lock" && !kept(&name)
        };
        paths.filter(left).for_each(|path| drop(fs::remove_file(path)));
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // The thread must have ended when the lock is given up: another writer may use the same names.
        if let Some(merging) = self.merging.take() {
            merging.stop.store(true, Ordering::Relaxed);
            let _ = merging.thread.join();
        }
    }
}
