//! The index on disk: immutable segments of sorted postings, and one manifest that is replaced at once.
//!
//! A *segment* holds some articles: for each a [`Record`], a card (bytes that only its writer understands)
//! and its names; and for each *term* (a number of 48 bits) the articles that have it. The *manifest* says
//! which segments there are and which of their articles are no more: to replace it is to commit. Segments
//! are merged behind the writer's back, eight of a size to one.
//!
//! Everything is read in blocks of some 4 KB, each with its checksum, so a look-up touches a few of them and
//! believes no byte that has changed. Files are read, never mapped: one that is cut short under a reader is
//! an error, no signal. Nothing here knows what an article is.

mod block;
mod build;
mod code;
mod manifest;
mod merge;
mod names;
mod postings;
mod segment;
mod snapshot;
#[cfg(test)]
mod tests;
mod writer;

pub(super) use build::Document;
pub(super) use code::{Fault, Result, number, put_number, put_string, string};
pub(super) use segment::{NO_DAY, Postings, Record, Segment};
pub(super) use snapshot::{Held, Part, Shared, Snapshot};
pub(super) use writer::{Busy, Writer};

/// The form of the files. Counts up with every change of what is written here; an index of another form is
/// left alone and a new one built beside it.
pub(super) const FORM: u8 = 1;

/// How many bits a term has.
pub(super) const TERM_BITS: u32 = 48;
