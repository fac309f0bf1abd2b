//! The index as of one commit.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::block::Output;
use super::code::{Fault, Result};
use super::manifest::{Entry, Manifest, NAME};
use super::segment::{Gone, Segment};

/// How often a manifest is read again whose segments are gone: a writer replaces it before it takes old
/// segments away.
const TRIES: usize = 5;

/// A segment, and which of its articles are no more.
#[derive(Clone, Debug)]
pub(in crate::corpus) struct Part {
    pub(super) id: u64,
    /// In bytes.
    pub(super) size: u64,
    pub(in crate::corpus) segment: Arc<Segment>,
    pub(super) gone: Gone,
    pub(super) gone_len: u32,
}

impl Part {
    pub(super) fn new(id: u64, size: u64, segment: Segment) -> Self {
        Self { id, size, segment: Arc::new(segment), gone: None, gone_len: 0 }
    }

    /// Whether an article is no more.
    pub(in crate::corpus) fn is_gone(&self, article: u32) -> bool {
        self.gone.as_ref().is_some_and(|gone| gone.holds(article))
    }

    /// How many articles there are.
    pub(in crate::corpus) fn len(&self) -> u32 {
        self.segment.len.saturating_sub(self.gone_len)
    }

    /// Takes an article away; whether it was there.
    pub(super) fn remove(&mut self, article: u32) -> bool {
        let gone = Arc::make_mut(self.gone.get_or_insert_default());
        let new = article < self.segment.len && gone.insert(article);
        self.gone_len += u32::from(new);
        new
    }
}

/// The index as of one commit.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct Snapshot {
    /// When the index was begun, which tells it from another in the same place; and its commits, counted.
    pub(super) birth: u64,
    pub(super) generation: u64,
    /// The number of the next segment.
    pub(super) next: u64,
    pub(in crate::corpus) parts: Vec<Part>,
}

impl Snapshot {
    /// Whether it is the same commit.
    pub(in crate::corpus) fn is(&self, other: &Self) -> bool {
        (self.birth, self.generation) == (other.birth, other.generation)
    }

    pub(super) fn manifest(&self) -> Manifest {
        let entry = |part: &Part| Entry {
            id: part.id,
            size: part.size,
            gone: part.gone.iter().flat_map(|gone| gone.iter()).collect(),
        };
        let (birth, generation, next) = (self.birth, self.generation, self.next);
        Manifest { birth, generation, next, entries: self.parts.iter().map(entry).collect() }
    }

    /// What a manifest speaks of; segments that are open already stay so.
    fn open(folder: &Path, manifest: Manifest, known: &Self) -> Result<Self> {
        let same = known.birth == manifest.birth;
        let part = |entry: Entry| {
            let open = known.parts.iter().find(|part| same && part.id == entry.id && part.size == entry.size);
            let segment = match open {
                Some(part) => Arc::clone(&part.segment),
                None => Arc::new(Segment::open(&folder.join(segment_name(entry.id)), entry.size)?),
            };
            let mut part = Part { id: entry.id, size: entry.size, segment, gone: None, gone_len: 0 };
            if entry.gone.into_iter().all(|article| part.remove(article)) {
                Ok(part)
            } else {
                Err(Fault::Damaged("an article is gone that never was"))
            }
        };
        let (birth, generation, next) = (manifest.birth, manifest.generation, manifest.next);
        Ok(Self { birth, generation, next, parts: manifest.entries.into_iter().map(part).collect::<Result<_>>()? })
    }

    /// Reads every byte of every segment.
    pub(in crate::corpus) fn check(&self) -> Result<()> {
        self.parts.iter().try_for_each(|part| part.segment.check())
    }
}

/// The name of a segment's file.
pub(super) fn segment_name(id: u64) -> String {
    format!("{id:08}.segment")
}

/// Where an index is kept.
#[derive(Clone, Debug)]
pub(in crate::corpus) enum Held {
    /// In this folder.
    Disk(PathBuf),
    Memory,
}

/// An index that is open: the last commit that is known here. Shared by readers and the writer.
#[derive(Debug)]
pub(in crate::corpus) struct Shared {
    held: Held,
    current: Mutex<Arc<Snapshot>>,
}

impl Shared {
    /// Opens the index in a folder; one without a manifest is empty.
    pub(in crate::corpus) fn open(folder: &Path) -> Result<Self> {
        let shared = Self { held: Held::Disk(folder.to_owned()), current: Mutex::default() };
        shared.follow()?;
        Ok(shared)
    }

    pub(in crate::corpus) fn in_memory() -> Self {
        Self { held: Held::Memory, current: Mutex::default() }
    }

    pub(in crate::corpus) fn held(&self) -> &Held {
        &self.held
    }

    /// The last commit that is known here.
    pub(in crate::corpus) fn current(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn set(&self, snapshot: Snapshot) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }

    /// Takes up the last commit, whoever made it; whether it is another one. Costs the reading of one small
    /// file when it is not.
    pub(in crate::corpus) fn follow(&self) -> Result<bool> {
        let Held::Disk(folder) = &self.held else { return Ok(false) };
        let known = self.current();
        let mut tries = 0;
        loop {
            let Some(manifest) = Manifest::read(&folder.join(NAME))? else {
                // Taken away by hand: what is open stays, until somebody writes again.
                return Ok(false);
            };
            if (manifest.birth, manifest.generation) == (known.birth, known.generation) {
                return Ok(false);
            }
            tries += 1;
            match Snapshot::open(folder, manifest, &known) {
                Ok(snapshot) => {
                    self.set(snapshot);
                    return Ok(true);
                }
                Err(Fault::Damaged(_)) if tries < TRIES => {}
                Err(fault) => return Err(fault),
            }
        }
    }

    /// Where the segment of a number is to be written.
    pub(super) fn file(&self, id: u64) -> Option<PathBuf> {
        match &self.held {
            Held::Disk(folder) => Some(folder.join(segment_name(id))),
            Held::Memory => None,
        }
    }

    pub(super) fn output(&self, id: u64) -> Result<Output> {
        match self.file(id) {
            Some(path) => Ok(Output::file(std::fs::File::create(path)?)),
            None => Ok(Output::Memory(Vec::new())),
        }
    }
}
