//! A segment: some articles and what finds them, in one file that never changes.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::FORM;
use super::block::Blocks;
use super::code::{Fault, Input, Result, eight, four, number, take};
use super::names::Names;
use super::postings::{self, List};

/// The first bytes of the file.
pub(super) const HEAD: [u8; 8] = [b'i', b'b', b'i', b'd', b's', b'e', b'g', FORM];
/// The last bytes: offset and checksum of the directory.
pub(super) const TAIL: usize = 12;
/// How many records a block holds.
pub(super) const RECORDS: u32 = 170;
/// The day of an article without one.
pub(in crate::corpus) const NO_DAY: i32 = i32::MIN;

/// The numbers of an article.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::corpus) struct Record {
    /// Of its file's path.
    pub(in crate::corpus) path: u64,
    /// What the file was when it was read.
    pub(in crate::corpus) stamp: u64,
    /// Of its file's bytes.
    pub(in crate::corpus) content: u64,
}

/// A segment, open for look-ups. What finds a block is in memory, some four bytes for a kilobyte.
#[derive(Debug)]
pub(in crate::corpus) struct Segment {
    pub(super) input: Input,
    /// How many articles.
    pub(in crate::corpus) len: u32,
    records: Blocks,
    days: Vec<i32>,
    day_blocks: Blocks,
    pub(super) cards: Blocks,
    pub(super) names: Names,
    pub(super) postings: Blocks,
}

/// What stands at the end of a segment: where everything is.
#[derive(Debug, Default)]
pub(super) struct Directory {
    pub(super) len: u32,
    pub(super) records: Blocks,
    pub(super) days: Blocks,
    pub(super) cards: Blocks,
    pub(super) names: Names,
    pub(super) postings: Blocks,
}

impl Directory {
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        super::code::put_number(out, u64::from(self.len));
        [&self.records, &self.days, &self.cards, &self.postings].into_iter().for_each(|blocks| blocks.put(out));
        self.names.put(out);
    }

    fn take(mut bytes: &[u8]) -> Result<Self> {
        let bytes = &mut bytes;
        let len = number(bytes)? as u32;
        let [records, days, cards, postings] =
            [Blocks::take(bytes)?, Blocks::take(bytes)?, Blocks::take(bytes)?, Blocks::take(bytes)?];
        Ok(Self { len, records, days, cards, postings, names: Names::take(bytes)? })
    }
}

impl Segment {
    /// Opens a file of exactly `len` bytes.
    pub(super) fn open(path: &Path, len: u64) -> Result<Self> {
        let input = Input::File(File::open(path)?);
        if input.len()? != len {
            return Err(Fault::Damaged("a file has another length"));
        }
        Self::over(input)
    }

    pub(super) fn in_memory(bytes: Vec<u8>) -> Result<Self> {
        Self::over(Input::Memory(bytes.into()))
    }

    fn over(input: Input) -> Result<Self> {
        let outside = Fault::Damaged("a file is too short");
        let end = input.len()?.checked_sub(TAIL as u64).filter(|end| *end >= HEAD.len() as u64).ok_or(outside)?;
        if input.read(0, HEAD.len())? != HEAD {
            return Err(Fault::Damaged("a file is no segment"));
        }
        let tail = input.read(end, TAIL)?;
        let mut tail = tail.as_slice();
        let (start, sum) = (eight(&mut tail)?, four(&mut tail)?);
        let len = end.checked_sub(start).ok_or(Fault::Damaged("a directory lies outside"))?;
        let bytes = input.read(start, len as usize)?;
        if crc32fast::hash(&bytes) != sum {
            return Err(Fault::Damaged("a directory’s checksum differs"));
        }
        let Directory { len, records, days: day_blocks, cards, names, postings } = Directory::take(&bytes)?;
        let mut days = Vec::with_capacity(len as usize);
        for ix in 0..day_blocks.len() {
            let block = day_blocks.read(&input, ix)?;
            days.extend(block.as_chunks().0.iter().map(|day| i32::from_le_bytes(*day)));
        }
        Ok(Self { input, len, records, days, day_blocks, cards, names, postings })
    }

    pub(in crate::corpus) fn day(&self, article: u32) -> i32 {
        self.days.get(article as usize).copied().unwrap_or(NO_DAY)
    }

    pub(in crate::corpus) fn record(&self, article: u32) -> Result<Record> {
        let block = self.records.read(&self.input, (article / RECORDS) as usize)?;
        let at = (article % RECORDS) as usize * 24;
        record(&mut block.get(at..).unwrap_or_default())
    }

    /// Calls `found` with the record of each article.
    pub(in crate::corpus) fn records(&self, mut found: impl FnMut(u32, Record)) -> Result<()> {
        let mut article = 0;
        for ix in 0..self.records.len() {
            let block = self.records.read(&self.input, ix)?;
            let mut rest = block.as_slice();
            while !rest.is_empty() {
                found(article, record(&mut rest)?);
                article += 1;
            }
        }
        Ok(())
    }

    pub(in crate::corpus) fn card(&self, article: u32) -> Result<Vec<u8>> {
        let missing = Fault::Damaged("a card is missing");
        let Some(ix) = self.cards.at(u64::from(article)) else { return Err(missing) };
        let block = self.cards.read(&self.input, ix)?;
        let mut rest = block.as_slice();
        let mut at = number(&mut rest)?;
        while !rest.is_empty() {
            let len = number(&mut rest)? as usize;
            let card = take(&mut rest, len)?;
            if at == u64::from(article) {
                return Ok(card.to_vec());
            }
            at += 1;
        }
        Err(missing)
    }

    /// Calls `found` with the card of each article.
    pub(super) fn cards(&self, mut found: impl FnMut(u32, &[u8]) -> std::io::Result<()>) -> Result<()> {
        for ix in 0..self.cards.len() {
            let block = self.cards.read(&self.input, ix)?;
            let mut rest = block.as_slice();
            let mut article = number(&mut rest)? as u32;
            while !rest.is_empty() {
                let len = number(&mut rest)? as usize;
                found(article, take(&mut rest, len)?)?;
                article += 1;
            }
        }
        Ok(())
    }

    /// The articles of a term, if there are any.
    pub(in crate::corpus) fn postings(&self, term: u64) -> Result<Option<Postings>> {
        let Some(ix) = self.postings.at(term) else { return Ok(None) };
        let block = self.postings.read(&self.input, ix)?;
        let (mut rest, mut at) = (block.as_slice(), 0);
        loop {
            let (start, before) = (block.len() - rest.len(), at);
            match postings::next(&mut rest, &mut at)? {
                Some(list) if at == term => {
                    let len = list.len;
                    return Ok(Some(Postings { block, start, before, len }));
                }
                Some(_) if at < term => {}
                _ => return Ok(None),
            }
        }
    }

    /// Gives the articles of a term to `look`, if there are any.
    pub(in crate::corpus) fn with_term<T>(
        &self,
        term: u64,
        look: impl FnOnce(List<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        self.postings(term)?.map(|postings| look(postings.list()?)).transpose()
    }

    /// Calls `found` with the names from `name` on, in order, until it breaks off.
    pub(in crate::corpus) fn names_from(
        &self,
        name: &str,
        found: impl FnMut(&str, u32) -> ControlFlow<()>,
    ) -> Result<()> {
        self.names.from(&self.input, name, found)
    }

    /// Reads all there is.
    pub(super) fn check(&self) -> Result<()> {
        for blocks in [&self.records, &self.day_blocks, &self.cards, &self.postings] {
            blocks.check(&self.input)?;
        }
        self.names.check(&self.input)
    }
}

/// The articles of one term, read.
#[derive(Debug)]
pub(in crate::corpus) struct Postings {
    block: Vec<u8>,
    start: usize,
    before: u64,
    /// How many.
    pub(in crate::corpus) len: usize,
}

impl Postings {
    pub(in crate::corpus) fn list(&self) -> Result<List<'_>> {
        let mut rest = self.block.get(self.start..).unwrap_or_default();
        postings::next(&mut rest, &mut { self.before })?.ok_or(Fault::Damaged("a list is missing"))
    }
}

fn record(bytes: &mut &[u8]) -> Result<Record> {
    Ok(Record { path: eight(bytes)?, stamp: eight(bytes)?, content: eight(bytes)? })
}

/// A set of articles of a segment.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// Whether it was not there yet.
    pub(super) fn insert(&mut self, article: u32) -> bool {
        let at = article as usize / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        let bit = 1 << (article % 64);
        let new = self.0[at] & bit == 0;
        self.0[at] |= bit;
        new
    }

    pub(super) fn holds(&self, article: u32) -> bool {
        self.0.get(article as usize / 64).is_some_and(|word| word >> (article % 64) & 1 == 1)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().enumerate().flat_map(|(ix, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros())?;
                word &= word - 1;
                Some(ix as u32 * 64 + bit)
            })
        })
    }
}

/// The articles of a segment that are no more.
pub(super) type Gone = Option<Arc<Bits>>;
