use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::index::Record;
use super::terms::hash;
use super::view::View;
use super::walk::Found;

/// A file that was written this shortly before it was read may be written again within the same tick of
/// the file system's clock, and look the same.
const TICK: Duration = Duration::from_millis(20);

/// The stamp of a file: its size, its time, what the settings say of it (`given`) and the version of
/// ibid that reads it. Equal stamps need no reading. A file that is just being written has a stamp that
/// nothing equals.
pub(super) fn stamp(found: &Found, given: u64) -> u64 {
    let modified = found.modified.unwrap_or(UNIX_EPOCH);
    let fresh = SystemTime::now().duration_since(modified).is_ok_and(|age| age < TICK);
    let nanos = modified.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos());
    let version = env!("CARGO_PKG_VERSION");
    hash(&format!("{} {nanos} {given} {}", found.len, if fresh { now() } else { 0 }), version)
}

fn now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos())
}

/// What the index knows of the files it has read: 24 bytes each, only while a folder is compared.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    known: Vec<Known>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    path: u64,
    stamp: u64,
    article: u32,
    seen: bool,
}

impl Stamps {
    pub(super) fn of(view: &View) -> Self {
        let mut known = Vec::with_capacity(view.len());
        view.records(|article, Record { path, stamp, .. }| known.push(Known { path, stamp, article, seen: false }));
        known.sort_unstable_by_key(|known| known.path);
        Self { known }
    }

    /// Marks a path (by its number) as seen; the stamp under which it was read.
    pub(super) fn see(&mut self, path: u64) -> Option<u64> {
        let first = self.known.partition_point(|known| known.path < path);
        let mut stamp = None;
        for known in self.known.iter_mut().skip(first).take_while(|known| known.path == path) {
            known.seen = true;
            stamp = Some(known.stamp);
        }
        stamp
    }

    /// The articles whose files were not seen.
    pub(super) fn unseen(&self) -> impl Iterator<Item = u32> {
        self.known.iter().filter(|known| !known.seen).map(|known| known.article)
    }
}
