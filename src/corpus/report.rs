//! What a keeper tells while it reads, and when it is done.

use std::fmt;
use std::time::Duration;

use super::{Corpus, Issue};

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
    /// All there are, once they are counted.
    pub total: Option<usize>,
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
        let left = self.total?.checked_sub(self.done)?;
        (self.done > 0).then(|| self.elapsed.mul_f64(left as f64 / self.done as f64))
    }

    /// How much of all is done.
    pub fn percent(&self) -> Option<u32> {
        let percent = (self.done * 100).checked_div(self.total?)?;
        Some(percent.min(100) as u32)
    }
}

impl fmt::Display for Progress {
    /// `1200 of 3000, 11.3 MB/s, 4 s left`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.done)?;
        if let Some(total) = self.total {
            write!(f, " of {total}")?;
        }
        write!(f, ", {:.1} MB/s", self.rate() / 1e6)?;
        match self.remaining().map(|left| left.as_secs_f64().ceil()) {
            Some(left) if left >= 120.0 => write!(f, ", {:.0} min left", left / 60.0),
            Some(left) => write!(f, ", {left} s left"),
            None => Ok(()),
        }
    }
}

/// What came of bringing a corpus up to date.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Report {
    /// Articles read, because they are new or changed.
    pub read: usize,
    /// Of these, how many were only moved.
    pub moved: usize,
    pub removed: usize,
    pub unchanged: usize,
    pub bytes: u64,
    pub elapsed: Duration,
    /// Broken off by the caller; what was read is kept.
    pub cancelled: bool,
    /// Not all that was read could be kept.
    pub unwritten: bool,
    /// What could not be read, and what the index could not do. After [`super::Keeper::refresh`] these are all
    /// there are; after [`super::Keeper::update`] those of the paths that were looked at.
    pub issues: Vec<Issue>,
}
