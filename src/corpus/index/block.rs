//! Blocks: some 4 KB of bytes with their checksum behind them, found by a key in memory.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use super::code::{Fault, Input, Result, number, put_number};

/// A block is closed when it has so many bytes.
pub(super) const FULL: usize = 4096;
/// CRC-32, as of Gzip.
const CHECKSUM: usize = 4;
/// How many bytes are written at once.
const BUFFER: usize = 1 << 16;

/// Where the blocks of one kind lie: their first keys and offsets, both in order.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    starts: Vec<(u64, u64)>,
    end: u64,
}

impl Blocks {
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The last block whose first key is not beyond `key`.
    pub(super) fn at(&self, key: u64) -> Option<usize> {
        self.starts.partition_point(|(first, _)| *first <= key).checked_sub(1)
    }

    /// What the block of a number holds; checked.
    pub(super) fn read(&self, input: &Input, ix: usize) -> Result<Vec<u8>> {
        let outside = Fault::Damaged("there is no such block");
        let Some((_, start)) = self.starts.get(ix) else { return Err(outside) };
        let end = self.starts.get(ix + 1).map_or(self.end, |(_, next)| *next);
        let len = end.checked_sub(*start).filter(|len| *len >= CHECKSUM as u64).ok_or(outside)?;
        let mut bytes = input.read(*start, len as usize)?;
        let sum = bytes.split_off(bytes.len() - CHECKSUM);
        if sum != crc32fast::hash(&bytes).to_le_bytes() {
            return Err(Fault::Damaged("a block’s checksum differs"));
        }
        Ok(bytes)
    }

    /// Reads every block.
    pub(super) fn check(&self, input: &Input) -> Result<()> {
        (0..self.len()).try_for_each(|ix| self.read(input, ix).map(drop))
    }

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        put_number(out, self.starts.len() as u64);
        put_number(out, self.end);
        let mut before = (0, 0);
        for (key, offset) in &self.starts {
            put_number(out, key - before.0);
            put_number(out, offset - before.1);
            before = (*key, *offset);
        }
    }

    pub(super) fn take(bytes: &mut &[u8]) -> Result<Self> {
        let len = number(bytes)? as usize;
        let end = number(bytes)?;
        let mut before = (0_u64, 0_u64);
        let mut starts = Vec::with_capacity(len.min(bytes.len()));
        for _ in 0..len {
            before = (before.0.wrapping_add(number(bytes)?), before.1.wrapping_add(number(bytes)?));
            starts.push(before);
        }
        Ok(Self { starts, end })
    }
}

/// Where a segment is written.
#[derive(Debug)]
pub(super) enum Output {
    File(BufWriter<File>, u64),
    Memory(Vec<u8>),
}

impl Output {
    pub(super) fn file(file: File) -> Self {
        Self::File(BufWriter::with_capacity(BUFFER, file), 0)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::File(file, at) => {
                *at += bytes.len() as u64;
                file.write_all(bytes)
            }
            Self::Memory(memory) => {
                memory.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    pub(super) fn at(&self) -> u64 {
        match self {
            Self::File(_, at) => *at,
            Self::Memory(memory) => memory.len() as u64,
        }
    }
}

/// Gathers the blocks of one kind, one after the other.
#[derive(Debug, Default)]
pub(super) struct BlockWriter {
    key: u64,
    bytes: Vec<u8>,
    blocks: Blocks,
}

impl BlockWriter {
    /// The block under way; `key` is its first when it has just begun.
    pub(super) fn open(&mut self, key: u64) -> &mut Vec<u8> {
        if self.bytes.is_empty() {
            self.key = key;
        }
        &mut self.bytes
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Closes the block if it is full, or would be with so many bytes more.
    pub(super) fn turn(&mut self, out: &mut Output, more: usize) -> io::Result<()> {
        if self.bytes.len() + more >= FULL { self.close(out) } else { Ok(()) }
    }

    pub(super) fn close(&mut self, out: &mut Output) -> io::Result<()> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        self.blocks.starts.push((self.key, out.at()));
        let sum = crc32fast::hash(&self.bytes).to_le_bytes();
        self.bytes.extend_from_slice(&sum);
        out.write(&self.bytes)?;
        self.blocks.end = out.at();
        self.bytes.clear();
        Ok(())
    }

    pub(super) fn finish(mut self, out: &mut Output) -> io::Result<Blocks> {
        self.close(out)?;
        Ok(self.blocks)
    }
}
