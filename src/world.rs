//! What is known now: settings, articles, notes. No I/O.
//!
//! One writer, many readers. [`World`] is changed only by the dispatch loop, by copy and swap: a panic
//! while a change is applied leaves the old world in place. A [`Snapshot`] is a counter's increment and
//! never changes under its reader.

use std::collections::HashMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Config;
use crate::corpus::Corpus;
use crate::note::Note;

/// Counts changes; two snapshots of the same revision are the same world.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Revision(pub u64);

/// Everything ibid knows of a workspace.
#[derive(Clone, Debug, Default)]
pub struct World {
    pub revision: Revision,
    pub root: PathBuf,
    pub config: Arc<Config>,
    pub corpus: Arc<Corpus>,
    /// Notes on disk and in the editor; the editor's version wins.
    pub notes: HashMap<Arc<Path>, Arc<Note>>,
}

/// An unchanging view of the world.
#[derive(Clone, Debug)]
pub struct Snapshot(Arc<World>);

impl Snapshot {
    pub fn new(world: World) -> Self {
        Self(Arc::new(world))
    }
}

impl Deref for Snapshot {
    type Target = World;

    fn deref(&self) -> &World {
        &self.0
    }
}
