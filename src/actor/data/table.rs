//! A table of words that is read where it lies: written by `build.rs`, looked up by the gazetteer. One hash and mostly
//! one comparison a word; a finite-state map of the same words took a fifth of the time in which actors are found.
//!
//! A power of two of slots (the hash's upper half, and where the entry begins), then the entries (the word's length,
//! the word, its classes); all numbers are little-endian.
#![allow(dead_code, unreachable_pub)] // each side uses its own part

/// The bytes of a slot.
const SLOT: usize = 8;
/// The bytes in front of the slots: how many there are.
const HEAD: usize = 4;

/// The bytes of a table. Words of 256 bytes and more are left out.
pub fn write<'w>(entries: impl ExactSizeIterator<Item = (&'w str, u64)>) -> Vec<u8> {
    let slots = (entries.len() * 2).next_power_of_two().max(2);
    let mut table = vec![0; HEAD + slots * SLOT];
    table[..HEAD].copy_from_slice(&(slots as u32).to_le_bytes());
    for (word, classes) in entries {
        let Ok(length) = u8::try_from(word.len()) else { continue };
        let hash = hash(word);
        let mut at = hash as usize & (slots - 1);
        while table[HEAD + at * SLOT + 4..][..4] != [0; 4] {
            at = (at + 1) & (slots - 1);
        }
        let entry = table.len() as u32;
        table[HEAD + at * SLOT..][..4].copy_from_slice(&tag(hash).to_le_bytes());
        table[HEAD + at * SLOT + 4..][..4].copy_from_slice(&entry.to_le_bytes());
        table.push(length);
        table.extend(word.as_bytes());
        table.extend(classes.to_le_bytes());
    }
    table
}

/// A table as [`write`] made it.
#[derive(Clone, Copy, Debug)]
pub struct Table<'t> {
    bytes: &'t [u8],
    last: usize,
}

impl<'t> Table<'t> {
    pub fn new(bytes: &'t [u8]) -> Option<Self> {
        let slots = u32::from_le_bytes(*bytes.first_chunk()?) as usize;
        (slots.is_power_of_two() && bytes.len() >= HEAD + slots * SLOT).then_some(Self { bytes, last: slots - 1 })
    }

    /// The classes of a word.
    #[inline]
    pub fn get(&self, word: &str) -> Option<u64> {
        let hash = hash(word);
        let mut at = hash as usize & self.last;
        loop {
            let slot: &[u8; SLOT] = self.bytes.get(HEAD + at * SLOT..)?.first_chunk()?;
            let [a, b, c, d, entry @ ..] = *slot;
            let entry = u32::from_le_bytes(entry) as usize;
            if entry == 0 {
                return None;
            }
            if u32::from_le_bytes([a, b, c, d]) == tag(hash) {
                let (length, rest) = self.bytes.get(entry..)?.split_first()?;
                if let Some((own, classes)) = rest.split_at_checked(usize::from(*length))
                    && own == word.as_bytes()
                {
                    return classes.first_chunk().map(|classes| u64::from_le_bytes(*classes));
                }
            }
            at = (at + 1) & self.last;
        }
    }
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Eight bytes at a time.
#[inline]
fn hash(word: &str) -> u64 {
    let mix = |hash: u64, part: u64| (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let (parts, rest) = word.as_bytes().as_chunks::<8>();
    let hash = parts.iter().fold(word.len() as u64, |hash, part| mix(hash, u64::from_le_bytes(*part)));
    let rest = rest.iter().fold(0, |rest, byte| rest << 8 | u64::from(*byte));
    let hash = mix(hash, rest);
    (hash ^ hash >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

#[test]
fn every_word_is_found_and_no_other() {
    let words: Vec<String> = (0..5000).map(|n| format!("w{n}é{}", "x".repeat(n % 9))).collect();
    let bytes = write(words.iter().enumerate().map(|(n, word)| (word.as_str(), n as u64)));
    let table = Table::new(&bytes).unwrap();
    for (n, word) in words.iter().enumerate() {
        assert_eq!(table.get(word), Some(n as u64));
        assert_eq!(table.get(&word[1..]), None);
    }
    assert_eq!(table.get(""), None);
    assert!(Table::new(&bytes[..100]).is_none());
}
