//! How a segment is written: from articles, or from other segments.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::TERM_BITS;
use super::block::{BlockWriter, Output};
use super::code::{Result, put_number};
use super::names::NamesWriter;
use super::postings;
use super::segment::{Directory, HEAD, RECORDS, Record, Segment};

/// How many articles a segment has at most when it is built from articles: their numbers stand beside their
/// terms in 64 bits while they are sorted.
pub(super) const MOST: usize = 1 << (64 - TERM_BITS);

/// An article as the index takes it.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct Document {
    pub(in crate::corpus) record: Record,
    pub(in crate::corpus) day: i32,
    /// What [`Segment::card`] gives back.
    pub(in crate::corpus) card: Vec<u8>,
    pub(in crate::corpus) names: Vec<String>,
    /// Numbers of [`TERM_BITS`] bits, each once.
    pub(in crate::corpus) terms: Vec<u64>,
}

/// Articles that wait to be a segment.
#[derive(Debug, Default)]
pub(super) struct Pending {
    articles: Vec<(Record, i32, Vec<u8>)>,
    names: Vec<(String, u32)>,
    /// Terms above, the article's number in the lowest 16 bits.
    postings: Vec<u64>,
}

impl Pending {
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// How many terms the articles have together.
    pub(super) fn postings(&self) -> usize {
        self.postings.len()
    }

    pub(super) fn add(&mut self, document: Document) {
        let number = self.articles.len() as u32;
        self.articles.push((document.record, document.day, document.card));
        self.names.extend(document.names.into_iter().map(|name| (name, number)));
        let posting = |term| (term << (64 - TERM_BITS)) | u64::from(number);
        self.postings.extend(document.terms.into_iter().map(posting));
    }

    /// Writes the segment, in order of terms, and forgets the articles.
    pub(super) fn write(&mut self, out: Output) -> Result<Written> {
        let mut writer = SegmentWriter::new(out, self.articles.len() as u32)?;
        self.articles.iter().try_for_each(|(record, ..)| writer.record(*record))?;
        writer.end_records()?;
        writer.days(self.articles.iter().map(|(_, day, _)| *day))?;
        self.articles.drain(..).try_for_each(|(.., card)| writer.card(&card))?;
        writer.end_cards()?;
        self.names.sort_unstable();
        self.names.drain(..).try_for_each(|(name, article)| writer.name(&name, article))?;
        writer.end_names()?;
        self.postings.sort_unstable();
        let mut articles = Vec::new();
        for same in self.postings.chunk_by(|a, b| a >> (64 - TERM_BITS) == b >> (64 - TERM_BITS)) {
            articles.clear();
            articles.extend(same.iter().map(|posting| (*posting & (MOST as u64 - 1)) as u32));
            writer.term(same[0] >> (64 - TERM_BITS), &articles)?;
        }
        self.postings.clear();
        writer.finish()
    }
}

/// What became of an [`Output`].
#[derive(Debug)]
pub(super) enum Written {
    /// So many bytes, safe on disk.
    File(u64),
    Memory(Vec<u8>),
}

impl Written {
    /// The segment; `path` is where its file was written.
    pub(super) fn open(self, path: &Path) -> Result<(Segment, u64)> {
        match self {
            Self::File(len) => Ok((Segment::open(path, len)?, len)),
            Self::Memory(bytes) => {
                let len = bytes.len() as u64;
                Ok((Segment::in_memory(bytes)?, len))
            }
        }
    }
}

/// Writes one segment: all records, all days, all cards, all names, all terms, each kind in order and ended
/// before the next begins.
#[derive(Debug)]
pub(super) struct SegmentWriter {
    out: Output,
    directory: Directory,
    records: BlockWriter,
    in_block: u32,
    cards: BlockWriter,
    card: u64,
    names: NamesWriter,
    postings: BlockWriter,
    term: u64,
    scratch: Vec<u8>,
}

impl SegmentWriter {
    pub(super) fn new(mut out: Output, len: u32) -> Result<Self> {
        out.write(&HEAD)?;
        Ok(Self {
            out,
            directory: Directory { len, ..Directory::default() },
            records: BlockWriter::default(),
            in_block: 0,
            cards: BlockWriter::default(),
            card: 0,
            names: NamesWriter::default(),
            postings: BlockWriter::default(),
            term: 0,
            scratch: Vec::new(),
        })
    }

    pub(super) fn record(&mut self, record: Record) -> io::Result<()> {
        if self.in_block == RECORDS {
            self.records.close(&mut self.out)?;
            self.in_block = 0;
        }
        let block = self.records.open(0);
        [record.path, record.stamp, record.content].iter().for_each(|number| block.extend(number.to_le_bytes()));
        self.in_block += 1;
        Ok(())
    }

    pub(super) fn end_records(&mut self) -> io::Result<()> {
        self.directory.records = std::mem::take(&mut self.records).finish(&mut self.out)?;
        Ok(())
    }

    pub(super) fn days(&mut self, days: impl Iterator<Item = i32>) -> io::Result<()> {
        let mut writer = BlockWriter::default();
        for day in days {
            writer.turn(&mut self.out, 4)?;
            writer.open(0).extend(day.to_le_bytes());
        }
        self.directory.days = writer.finish(&mut self.out)?;
        Ok(())
    }

    pub(super) fn card(&mut self, card: &[u8]) -> io::Result<()> {
        self.cards.turn(&mut self.out, card.len())?;
        let first = self.cards.is_empty();
        let block = self.cards.open(self.card);
        if first {
            put_number(block, self.card);
        }
        put_number(block, card.len() as u64);
        block.extend_from_slice(card);
        self.card += 1;
        Ok(())
    }

    pub(super) fn end_cards(&mut self) -> io::Result<()> {
        self.directory.cards = std::mem::take(&mut self.cards).finish(&mut self.out)?;
        Ok(())
    }

    pub(super) fn name(&mut self, name: &str, article: u32) -> io::Result<()> {
        self.names.add(&mut self.out, name, article)
    }

    pub(super) fn end_names(&mut self) -> io::Result<()> {
        self.directory.names = std::mem::take(&mut self.names).finish(&mut self.out)?;
        Ok(())
    }

    /// `articles` are in order and at least one.
    pub(super) fn term(&mut self, term: u64, articles: &[u32]) -> io::Result<()> {
        self.scratch.clear();
        postings::put(&mut self.scratch, articles, self.directory.len);
        self.postings.turn(&mut self.out, self.scratch.len())?;
        let before = if self.postings.is_empty() { 0 } else { self.term };
        let block = self.postings.open(term);
        put_number(block, term - before);
        block.extend_from_slice(&self.scratch);
        self.term = term;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Written> {
        self.directory.postings = self.postings.finish(&mut self.out)?;
        let start = self.out.at();
        let mut end = Vec::new();
        self.directory.put(&mut end);
        let sum = crc32fast::hash(&end);
        end.extend(start.to_le_bytes());
        end.extend(sum.to_le_bytes());
        self.out.write(&end)?;
        match self.out {
            Output::Memory(bytes) => Ok(Written::Memory(bytes)),
            Output::File(mut file, len) => {
                file.flush()?;
                let file: File = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.sync_data()?;
                Ok(Written::File(len))
            }
        }
    }
}
