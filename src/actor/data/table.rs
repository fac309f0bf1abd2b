//! A table of words that is read where it lies: written by `build.rs`, looked up by the gazetteer. One hash and mostly
//! one comparison a word; a finite-state map of the same words took a fifth of the time in which actors are found.
//!
//! How many slots and how many different classes there are; the slots, a power of two; the classes; the entries. A slot
//! has the upper bits of a word's hash, and where its entry begins. An entry is the word's length, the number of its
//! classes, the word: small, because what is not in the cache of the processor takes longer than all the rest. Numbers
//! are little-endian.
#![allow(dead_code, unreachable_pub)] // each side uses its own part

/// Bits of a slot that say where an entry begins, from 1; the others are of the hash.
const PLACE: u32 = 22;

/// The bytes of a table; none when the words are too many or too long for it.
pub fn write<'w>(words: impl ExactSizeIterator<Item = (&'w str, u64)>) -> Option<Vec<u8>> {
    let mut slots = vec![0_u32; (words.len() * 3 / 2).next_power_of_two()];
    let (mut classes, mut entries) = (Vec::new(), Vec::new());
    for (word, its) in words {
        let number = classes.iter().position(|known| *known == its).unwrap_or_else(|| {
            classes.push(its);
            classes.len() - 1
        });
        let place = u32::try_from(entries.len() + 1).ok().filter(|place| *place < 1 << PLACE)?;
        entries.push(u8::try_from(word.len()).ok()?);
        entries.extend(u16::try_from(number).ok()?.to_le_bytes());
        entries.extend(word.as_bytes());
        let hash = hash(word);
        let mut at = hash as usize & (slots.len() - 1);
        while slots[at] != 0 {
            at = (at + 1) & (slots.len() - 1);
        }
        slots[at] = tag(hash) | place;
    }
    let counts = [slots.len() as u32, classes.len() as u32];
    let mut table: Vec<u8> = counts.into_iter().chain(slots).flat_map(u32::to_le_bytes).collect();
    table.extend(classes.into_iter().flat_map(u64::to_le_bytes));
    table.extend(entries);
    Some(table)
}

/// A table as [`write`] made it.
#[derive(Clone, Copy, Debug)]
pub struct Table<'t> {
    slots: &'t [[u8; 4]],
    classes: &'t [[u8; 8]],
    entries: &'t [u8],
}

impl<'t> Table<'t> {
    pub fn new(bytes: &'t [u8]) -> Option<Self> {
        let (slots, rest) = bytes.split_first_chunk()?;
        let (classes, rest) = rest.split_first_chunk()?;
        let (slots, classes) = (u32::from_le_bytes(*slots) as usize, u32::from_le_bytes(*classes) as usize);
        let (slots, rest) = rest.split_at_checked(slots * 4).filter(|_| slots.is_power_of_two())?;
        let (classes, entries) = rest.split_at_checked(classes * 8)?;
        Some(Self { slots: slots.as_chunks().0, classes: classes.as_chunks().0, entries })
    }

    /// The classes of a word.
    #[inline]
    pub fn get(&self, word: &str) -> Option<u64> {
        let hash = hash(word);
        let mut at = hash as usize;
        loop {
            let slot = u32::from_le_bytes(*self.slots.get(at & (self.slots.len() - 1))?);
            if slot == 0 {
                return None;
            }
            let place = (slot & ((1 << PLACE) - 1)) as usize - 1;
            if slot >> PLACE == tag(hash) >> PLACE
                && let Some((&[length, low, high], rest)) = self.entries.get(place..)?.split_first_chunk()
                && rest.get(..usize::from(length)) == Some(word.as_bytes())
            {
                let number = usize::from(u16::from_le_bytes([low, high]));
                return self.classes.get(number).map(|classes| u64::from_le_bytes(*classes));
            }
            at += 1;
        }
    }
}

/// The bits of a hash that a slot has.
fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 >> PLACE << PLACE
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
    let classes = |n: usize| 1 << (n % 40);
    let bytes = write(words.iter().enumerate().map(|(n, word)| (word.as_str(), classes(n)))).unwrap();
    let table = Table::new(&bytes).unwrap();
    for (n, word) in words.iter().enumerate() {
        assert_eq!(table.get(word), Some(classes(n)));
        assert_eq!(table.get(&word[1..]), None);
    }
    assert_eq!(table.get(""), None);
    assert!(Table::new(&bytes[..100]).is_none());
    assert!(write([("x".repeat(256).as_str(), 1)].into_iter()).is_none());
}
