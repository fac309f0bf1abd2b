//! The bits of the compiled tables, shared by `build.rs`, which sets them, and the gazetteer, which
//! reads them.
#![allow(dead_code, unreachable_pub)] // each side uses its own part

// Words: what a single word may be. The names stand in `classes.tsv`.
pub const COMMON: u64 = 1;
pub const GIVEN: u64 = 1 << 1;
pub const BOY: u64 = 1 << 2;
pub const GIRL: u64 = 1 << 3;
pub const PHRASE: u64 = 1 << 4;
pub const PLURAL: u64 = 1 << 5;
pub const TITLE: u64 = 1 << 6;
pub const TITLE_MODIFIER: u64 = 1 << 7;
pub const HONORIFIC: u64 = 1 << 8;
pub const SUFFIX: u64 = 1 << 9;
pub const PARTICLE: u64 = 1 << 10;
pub const ORG_HEAD: u64 = 1 << 11;
pub const ORG_START: u64 = 1 << 12;
pub const PLACE_HEAD: u64 = 1 << 13;
pub const PLACE_START: u64 = 1 << 14;
pub const DIRECTION: u64 = 1 << 15;
pub const EVENT: u64 = 1 << 16;
pub const GROUP: u64 = 1 << 17;
pub const NEVER: u64 = 1 << 18;
pub const COLLECTIVE: u64 = 1 << 19;
pub const LEADER: u64 = 1 << 20;
pub const FUNCTION: u64 = 1 << 21;
pub const PORTFOLIO: u64 = 1 << 22;
pub const PLACE_CUE: u64 = 1 << 23;
pub const ORG_CUE: u64 = 1 << 24;
pub const SPORT_CUE: u64 = 1 << 25;
pub const SPEECH: u64 = 1 << 26;
pub const FEMALE: u64 = 1 << 27;
pub const MALE: u64 = 1 << 28;
pub const SURNAME: u64 = 1 << 29;
pub const ORG_FIRST: u64 = 1 << 30;
pub const ORG_NOUN: u64 = 1 << 31;
pub const PLACE_NOUN: u64 = 1 << 32;

/// The classes of `classes.tsv` and their bits.
pub const CLASSES: &[(&str, u64)] = &[
    ("title", TITLE),
    ("titlemod", TITLE_MODIFIER),
    ("honorific", HONORIFIC),
    ("suffix", SUFFIX),
    ("particle", PARTICLE),
    ("orghead", ORG_HEAD),
    ("orgstart", ORG_START),
    ("lochead", PLACE_HEAD),
    ("locstart", PLACE_START),
    ("direction", DIRECTION),
    ("event", EVENT),
    ("group", GROUP),
    ("never", NEVER),
    ("collective", COLLECTIVE),
    ("leaderword", LEADER),
    ("function", FUNCTION),
    ("portfolio", PORTFOLIO),
    ("placecue", PLACE_CUE),
    ("orgcue", ORG_CUE),
    ("sportcue", SPORT_CUE),
    ("speech", SPEECH),
    ("female", FEMALE),
    ("male", MALE),
    ("surname", SURNAME),
    ("orgfirst", ORG_FIRST),
    ("orgnoun", ORG_NOUN),
    ("placenoun", PLACE_NOUN),
];

// Phrases: a sense in the low bits, then flags, then the index of an entity (for a city: its state).
pub const SENSE: u64 = 0xf;
pub const COUNTRY: u64 = 1;
pub const DEMONYM: u64 = 2;
pub const CAPITAL: u64 = 3;
pub const METONYM: u64 = 4;
pub const REGION: u64 = 5;
pub const ORGANISATION: u64 = 6;
pub const CITY: u64 = 7;
/// Counts only in capital letters: `US`, `WHO`.
pub const UPPER: u64 = 1 << 4;
/// Counts only with its full stop or behind a comma: `Ill.`
pub const ABBREVIATION: u64 = 1 << 5;
/// Names people, not only their adjective: `Russians`.
pub const PEOPLE: u64 = 1 << 6;
/// A city's size, two bits.
pub const SIZE: u32 = 8;
pub const INDEX: u32 = 16;
