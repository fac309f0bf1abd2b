//! Names of articles in order, found by their beginning.

use std::io;
use std::ops::ControlFlow;

use super::block::{BlockWriter, Blocks, Output};
use super::code::{Fault, Input, Result, number, put_number, put_string, string, take};

/// The names of a segment's articles, in order. A block holds its first name whole, of each further one what
/// differs from the one before.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The first name of each block.
    firsts: Vec<Box<str>>,
    blocks: Blocks,
}

impl Names {
    /// Calls `found` with the names from `name` on, each with its article, until it breaks off.
    pub(super) fn from(
        &self,
        input: &Input,
        name: &str,
        mut found: impl FnMut(&str, u32) -> ControlFlow<()>,
    ) -> Result<()> {
        let first = self.firsts.partition_point(|first| **first < *name).saturating_sub(1);
        for ix in first..self.blocks.len() {
            let block = self.blocks.read(input, ix)?;
            let (mut rest, mut last) = (block.as_slice(), String::new());
            while let Some(article) = next(&mut rest, &mut last)? {
                if *last >= *name && found(&last, article).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// A reader of all names in order.
    pub(super) fn cursor<'s>(&'s self, input: &'s Input) -> Result<Cursor<'s>> {
        let mut cursor =
            Cursor { names: self, input, block: 0, bytes: Vec::new(), at: 0, name: String::new(), article: None };
        cursor.advance()?;
        Ok(cursor)
    }

    pub(super) fn check(&self, input: &Input) -> Result<()> {
        self.blocks.check(input)
    }

    pub(super) fn put(&self, out: &mut Vec<u8>) {
        self.blocks.put(out);
        self.firsts.iter().for_each(|first| put_string(out, first));
    }

    pub(super) fn take(bytes: &mut &[u8]) -> Result<Self> {
        let blocks = Blocks::take(bytes)?;
        let firsts = (0..blocks.len()).map(|_| Ok(string(bytes)?.into())).collect::<Result<_>>()?;
        Ok(Self { firsts, blocks })
    }
}

/// Takes the next name of a block, `last` being the one before it; its article.
fn next(bytes: &mut &[u8], last: &mut String) -> Result<Option<u32>> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let shared = number(bytes)? as usize;
    if !last.is_char_boundary(shared) {
        return Err(Fault::Damaged("a name does not follow from the one before"));
    }
    last.truncate(shared);
    let len = number(bytes)? as usize;
    last.push_str(std::str::from_utf8(take(bytes, len)?).map_err(|_| Fault::Damaged("a name is no UTF-8"))?);
    Ok(Some(number(bytes)? as u32))
}

/// Goes through the names of a segment.
#[derive(Debug)]
pub(super) struct Cursor<'s> {
    names: &'s Names,
    input: &'s Input,
    block: usize,
    bytes: Vec<u8>,
    at: usize,
    pub(super) name: String,
    /// None at the end.
    pub(super) article: Option<u32>,
}

impl Cursor<'_> {
    pub(super) fn advance(&mut self) -> Result<()> {
        if self.at == self.bytes.len() {
            self.article = None;
            if self.block == self.names.blocks.len() {
                return Ok(());
            }
            self.bytes = self.names.blocks.read(self.input, self.block)?;
            self.block += 1;
            self.at = 0;
            self.name.clear();
        }
        let mut rest = &self.bytes[self.at..];
        self.article = next(&mut rest, &mut self.name)?;
        self.at = self.bytes.len() - rest.len();
        Ok(())
    }
}

/// Gathers names in order.
#[derive(Debug, Default)]
pub(super) struct NamesWriter {
    writer: BlockWriter,
    firsts: Vec<Box<str>>,
    last: String,
}

impl NamesWriter {
    pub(super) fn add(&mut self, out: &mut Output, name: &str, article: u32) -> io::Result<()> {
        self.writer.turn(out, name.len())?;
        if self.writer.is_empty() {
            self.firsts.push(name.into());
            self.last.clear();
        }
        let mut shared = self.last.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
        while !name.is_char_boundary(shared) {
            shared -= 1;
        }
        let block = self.writer.open(0);
        put_number(block, shared as u64);
        put_string(block, &name[shared..]);
        put_number(block, u64::from(article));
        name.clone_into(&mut self.last);
        Ok(())
    }

    pub(super) fn finish(self, out: &mut Output) -> io::Result<Names> {
        Ok(Names { firsts: self.firsts, blocks: self.writer.finish(out)? })
    }
}
