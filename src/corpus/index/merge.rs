//! Several segments become one; articles that are no more are left out.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::block::Output;
use super::build::{SegmentWriter, Written};
use super::code::{Fault, Result};
use super::names;
use super::postings;
use super::segment::{Bits, Gone, Segment};

/// A segment to be merged, and which of its articles were no more when the merging began.
#[derive(Clone, Debug)]
pub(super) struct Old {
    pub(super) segment: Arc<Segment>,
    pub(super) gone: Gone,
}

/// Which number an article gets: the numbers of those that stay, in order; none for the others.
pub(super) fn renumbered(old: &[Old]) -> (Vec<Vec<u32>>, u32) {
    let mut next = 0;
    let number = |old: &Old| {
        let number = |article| {
            if old.gone.as_ref().is_some_and(|gone| gone.holds(article)) {
                return NONE;
            }
            next += 1;
            next - 1
        };
        (0..old.segment.len).map(number).collect()
    };
    let numbers = old.iter().map(number).collect();
    (numbers, next)
}

/// The number of an article that is left out.
pub(super) const NONE: u32 = u32::MAX;

/// Merges into a file (or into memory, where there is none). Breaks off with an error when `stop` is set.
pub(super) fn merge(old: &[Old], file: Option<&PathBuf>, stop: &AtomicBool) -> Result<Written> {
    let (numbers, len) = renumbered(old);
    let output = match file {
        Some(path) => Output::file(File::create(path)?),
        None => Output::Memory(Vec::new()),
    };
    let mut writer = SegmentWriter::new(output, len)?;
    for (old, numbers) in old.iter().zip(&numbers) {
        let mut failed = Ok(());
        old.segment.records(|article, record| {
            if numbers.get(article as usize).is_some_and(|number| *number != NONE) && failed.is_ok() {
                failed = writer.record(record);
            }
        })?;
        failed?;
    }
    writer.end_records()?;
    let days = old.iter().zip(&numbers).flat_map(|(old, numbers)| {
        let kept = (0..old.segment.len).filter(|article| numbers[*article as usize] != NONE);
        kept.map(|article| old.segment.day(article))
    });
    writer.days(days)?;
    for (old, numbers) in old.iter().zip(&numbers) {
        old.segment.cards(|article, card| match numbers.get(article as usize) {
            Some(&number) if number != NONE => writer.card(card),
            _ => Ok(()),
        })?;
    }
    writer.end_cards()?;
    merge_names(old, &numbers, &mut writer)?;
    merge_terms(old, &numbers, &mut writer, stop)?;
    writer.finish()
}

fn merge_names(old: &[Old], numbers: &[Vec<u32>], writer: &mut SegmentWriter) -> Result<()> {
    let cursors = old.iter().map(|old| old.segment.names.cursor(&old.segment.input));
    let mut cursors: Vec<names::Cursor<'_>> = cursors.collect::<Result<_>>()?;
    loop {
        let left = cursors.iter_mut().enumerate().filter(|(_, cursor)| cursor.article.is_some());
        let Some((ix, least)) = left.min_by(|(_, a), (_, b)| a.name.cmp(&b.name)) else { break };
        let number = least.article.and_then(|article| numbers[ix].get(article as usize));
        if let Some(number) = number.filter(|number| **number != NONE) {
            writer.name(&least.name, *number)?;
        }
        least.advance()?;
    }
    Ok(writer.end_names()?)
}

fn merge_terms(old: &[Old], numbers: &[Vec<u32>], writer: &mut SegmentWriter, stop: &AtomicBool) -> Result<()> {
    let mut cursors: Vec<Cursor<'_>> = old.iter().map(|old| Cursor::new(&old.segment)).collect::<Result<_>>()?;
    let mut articles = Vec::new();
    while let Some(term) = cursors.iter().filter_map(|cursor| cursor.term).min() {
        articles.clear();
        for (cursor, numbers) in cursors.iter_mut().zip(numbers) {
            if cursor.term == Some(term) {
                cursor.take(numbers, &mut articles)?;
            }
        }
        if !articles.is_empty() {
            writer.term(term, &articles)?;
        }
        if stop.load(Ordering::Relaxed) {
            return Err(Fault::Refused(std::io::ErrorKind::Interrupted.into()));
        }
    }
    Ok(())
}

/// Goes through the terms of a segment.
struct Cursor<'s> {
    segment: &'s Segment,
    block: usize,
    bytes: Vec<u8>,
    /// Where the term under the cursor begins, and the term before it in the block.
    at: usize,
    before: u64,
    /// None at the end.
    term: Option<u64>,
}

impl<'s> Cursor<'s> {
    fn new(segment: &'s Segment) -> Result<Self> {
        let mut cursor = Self { segment, block: 0, bytes: Vec::new(), at: 0, before: 0, term: None };
        cursor.look()?;
        Ok(cursor)
    }

    /// Reads the term under the cursor, of the next block where this one ends.
    fn look(&mut self) -> Result<()> {
        if self.at == self.bytes.len() {
            self.term = None;
            if self.block == self.segment.postings.len() {
                return Ok(());
            }
            self.bytes = self.segment.postings.read(&self.segment.input, self.block)?;
            self.block += 1;
            (self.at, self.before) = (0, 0);
        }
        self.term = Some(self.before.wrapping_add(super::number(&mut &self.bytes[self.at..])?));
        Ok(())
    }

    /// Appends the new numbers of the articles of the term under the cursor, and goes on to the next.
    fn take(&mut self, numbers: &[u32], articles: &mut Vec<u32>) -> Result<()> {
        let mut rest = &self.bytes[self.at..];
        if let Some(list) = postings::next(&mut rest, &mut self.before)? {
            list.each(|article| {
                let number = numbers.get(article as usize).copied();
                articles.extend(number.filter(|number| *number != NONE));
            })?;
        }
        self.at = self.bytes.len() - rest.len();
        self.look()
    }
}

/// The articles of `old` that went while it was merged, under their new numbers.
pub(super) fn gone_since(old: &[Old], now: &[Gone]) -> Bits {
    let (numbers, _) = renumbered(old);
    let mut gone = Bits::default();
    for (numbers, now) in numbers.iter().zip(now) {
        let went = now.iter().flat_map(|bits| bits.iter()).filter_map(|article| numbers.get(article as usize));
        for number in went.filter(|number| **number != NONE) {
            gone.insert(*number);
        }
    }
    gone
}
