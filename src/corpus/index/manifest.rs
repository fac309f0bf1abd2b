//! The file that says what the index is. To replace it is to commit.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::FORM;
use super::code::{Fault, Result, four, number, put_number, take};

/// Its name.
pub(super) const NAME: &str = "manifest";
const HEAD: [u8; 8] = [b'i', b'b', b'i', b'd', b'm', b'a', b'n', FORM];

/// What the index is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Manifest {
    pub(super) birth: u64,
    pub(super) generation: u64,
    pub(super) next: u64,
    pub(super) entries: Vec<Entry>,
}

/// A segment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Entry {
    pub(super) id: u64,
    /// Of its file, in bytes.
    pub(super) size: u64,
    /// Articles that are no more, in order.
    pub(super) gone: Vec<u32>,
}

impl Manifest {
    /// None when there is no such file.
    pub(super) fn read(path: &Path) -> Result<Option<Self>> {
        match fs::read(path) {
            Ok(bytes) => Self::take(&bytes).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts this in the place of what was there, at once and for good.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let new = folder.join("manifest.new");
        let mut file = File::create(&new)?;
        file.write_all(&self.bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(&new, folder.join(NAME))?;
        // The folder, too, is a file that must reach the disk; not every system has such files.
        if let Ok(folder) = File::open(folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = HEAD.to_vec();
        [self.birth, self.generation, self.next, self.entries.len() as u64]
            .iter()
            .for_each(|number| put_number(&mut bytes, *number));
        for Entry { id, size, gone } in &self.entries {
            [*id, *size, gone.len() as u64].iter().for_each(|number| put_number(&mut bytes, *number));
            let mut before = 0;
            for article in gone {
                put_number(&mut bytes, u64::from(article - before));
                before = *article;
            }
        }
        let sum = crc32fast::hash(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    fn take(bytes: &[u8]) -> Result<Self> {
        let end = bytes.len().checked_sub(4).ok_or(Fault::Damaged("the manifest is too short"))?;
        let (mut rest, mut sum) = bytes.split_at(end);
        if four(&mut sum)? != crc32fast::hash(rest) {
            return Err(Fault::Damaged("the manifest’s checksum differs"));
        }
        let rest = &mut rest;
        if take(rest, HEAD.len())? != HEAD {
            return Err(Fault::Damaged("it is no manifest"));
        }
        let (birth, generation, next) = (number(rest)?, number(rest)?, number(rest)?);
        let mut entries = Vec::new();
        for _ in 0..number(rest)? {
            let (id, size) = (number(rest)?, number(rest)?);
            let mut gone = Vec::new();
            let mut article = 0_u32;
            for _ in 0..number(rest)? {
                article = article.wrapping_add(number(rest)? as u32);
                gone.push(article);
            }
            entries.push(Entry { id, size, gone });
        }
        Ok(Self { birth, generation, next, entries })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(NAME);
        assert!(Manifest::read(&path).unwrap().is_none());
        let entry = |id, gone: &[u32]| Entry { id, size: id * 1000, gone: gone.to_vec() };
        let manifest =
            Manifest { birth: 7, generation: 1 << 40, next: 9, entries: vec![entry(3, &[]), entry(8, &[0, 5, 700])] };
        manifest.write(dir.path()).unwrap();
        assert_eq!(Manifest::read(&path).unwrap(), Some(manifest));
        let bytes = fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            assert!(Manifest::take(&bytes[..at]).is_err(), "cut at {at}");
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            assert!(Manifest::take(&flipped).is_err(), "flipped at {at}");
        }
    }
}
