//! What the words around a cue are: the closed classes of English, looked up by one hash a word.

use std::sync::LazyLock;

use super::cues::{self, CueForm};

/// Word classes, as bits: a word may belong to several.
pub(super) type Classes = u32;

pub(super) const BE: Classes = 1;
pub(super) const HAVE: Classes = 1 << 1;
pub(super) const DO: Classes = 1 << 2;
pub(super) const MODAL: Classes = 1 << 3;
pub(super) const NOT: Classes = 1 << 4;
pub(super) const ADVERB: Classes = 1 << 5;
pub(super) const DETERMINER: Classes = 1 << 6;
/// A pronoun that can be a subject.
pub(super) const PRONOUN: Classes = 1 << 7;
/// A pronoun that can only be an object.
pub(super) const OBJECT: Classes = 1 << 8;
/// who, which: the antecedent speaks.
pub(super) const RELATIVE: Classes = 1 << 9;
pub(super) const PREPOSITION: Classes = 1 << 10;
/// and, or, but
pub(super) const CONJUNCTION: Classes = 1 << 11;
/// that, because, while, …: a clause begins.
pub(super) const SUBORDINATOR: Classes = 1 << 12;
/// Names of days and months, today, last, …
pub(super) const TIME: Classes = 1 << 13;
/// Verbs before “to say”: appeared, went on, continued, …
pub(super) const CHAIN: Classes = 1 << 14;
/// A possessive determiner: his, their.
pub(super) const POSSESSIVE: Classes = 1 << 15;
/// Nouns that announce a content: claim, statement, announcement.
pub(super) const SPEECH_NOUN: Classes = 1 << 16;
/// Common verbs that are no cue: a noun phrase ends there.
pub(super) const VERB: Classes = 1 << 17;
/// Who was told: reporters, supporters, …
pub(super) const AUDIENCE: Classes = 1 << 18;
/// to
pub(super) const TO: Classes = 1 << 19;
/// that, whether, how, why, if: a content clause may begin.
pub(super) const CONTENT: Classes = 1 << 20;
pub(super) const MASCULINE: Classes = 1 << 21;
pub(super) const FEMININE: Classes = 1 << 22;
pub(super) const PLURAL: Classes = 1 << 23;
/// Adjectives in which a content may hang: clear, confident, sure.
pub(super) const STANCE: Classes = 1 << 24;
/// After, before, by, while: a participle may follow.
pub(super) const BEFORE_PARTICIPLE: Classes = 1 << 25;

/// Words that may begin a cue of several words.
pub(super) const PHRASE: Classes = 1 << 26;
/// Words that may begin a number in words.
pub(super) const NUMBER: Classes = 1 << 27;

pub(super) const AUXILIARY: Classes = BE | HAVE | DO | MODAL;

/// The classes of words, one line a class; the reviewable source of the table.
const CLASSES: &[(Classes, &str)] = &[
    (BE, "is are was were be been being am isn't aren't wasn't weren't 're 'm it's he's she's that's there's"),
    (HAVE, "has have had having hasn't haven't hadn't 've"),
    (DO, "does do did don't doesn't didn't"),
    (
        MODAL,
        "will would can could may might shall should must won't wouldn't can't cannot couldn't shouldn't 'll 'd gonna",
    ),
    (
        NOT,
        "not n't never nor isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't",
    ),
    (
        ADVERB,
        "also then later once again often still even just now soon already always ever sometimes instead first further \
         together yet too almost nearly perhaps maybe once twice thus therefore however nonetheless nevertheless \
         meanwhile else so simply though rather indeed here long clearly far afterward afterwards",
    ),
    (
        DETERMINER,
        "the a an this these those some any every each no all both many several most few another such one two three \
         four five six seven eight nine ten",
    ),
    (DETERMINER | POSSESSIVE, "his her its their my our your whose"),
    (PRONOUN | MASCULINE, "he"),
    (PRONOUN | FEMININE, "she"),
    (PRONOUN, "it i"),
    (PRONOUN | PLURAL, "they we you"),
    (
        PRONOUN,
        "this that these those there nobody everyone everybody anyone somebody someone others many some most both",
    ),
    (OBJECT, "him them me us himself herself themselves itself myself yourself ourselves"),
    (OBJECT, "her you it"),
    (RELATIVE, "who which"),
    (
        PREPOSITION,
        "of in on at for from with by about against over under during after before between into through to toward \
         towards among around across behind near within without upon via amid despite like as since until along \
         alongside including regarding concerning per off down up outside inside following throughout than versus beyond",
    ),
    (CONJUNCTION, "and or but nor"),
    (
        SUBORDINATOR,
        "that because while although though if when whenever as since unless until whereas whether than where how why \
         what so lest once after before",
    ),
    (CONTENT, "that whether how why if what"),
    (
        TIME,
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
         september october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday tonight \
         tomorrow earlier later last week weeks month months year years ago morning afternoon evening night days day \
         weekend recently previously late early mon tue tues wed thu thurs fri sat sun hours minutes",
    ),
    (
        CHAIN,
        "appeared appears appear seemed seems seem went go goes continued continues continue began begins begin \
         started used refused refuses declined declines failed fails wants wanted want tried tries trying plans \
         planned intends intended expected going ought needs needed managed proceeded prepared quick forced \
         happened sought seeks likes liked hastened paused vowed promised pledged agreed threatened able set due",
    ),
    (
        SPEECH_NOUN,
        "claim claims statement statements announcement announcements assertion assertions argument arguments \
         suggestion suggestions comment comments remark remarks allegation allegations accusation accusations promise \
         promises pledge pledges vow warning warnings report reports belief view views contention complaint complaints \
         prediction predictions declaration demand demands proposal proposals call calls criticism criticisms \
         denial insistence acknowledgment admission tweet tweets letter message question questions answer threat \
         threats testimony concern concerns fear fears hope hopes plan plans opposition support",
    ),
    (
        VERB,
        "go goes went gone come comes came get gets got make makes made take takes took give gives gave keep keeps \
         kept let lets put puts run runs ran hold holds held stand stands stood sit sits sat lead leads led lose loses \
         lost win wins won meet meets met pay pays paid send sends sent spend spends spent build builds built become \
         becomes became begin begins began bring brings brought buy buys bought leave leaves left fall falls fell rise \
         rises rose speak speaks spoke sing sings sang grow grows grew draw draws drew drive drives drove fly flies \
         flew throw throws threw break breaks broke choose chose wear wears wore seem seems appear appears look looks \
         need needs use uses remain remains include includes happen happens turn turns help helps start starts play \
         plays move moves live lives shot shoot shoots cut cuts hit hits set sets struck fought caught ate drank hung laid",
    ),
    (
        AUDIENCE,
        "reporters supporters journalists lawmakers investigators police viewers voters fans crowd audience senators \
         delegates attendees donors",
    ),
    (TO, "to"),
    (
        STANCE,
        "clear sure confident certain convinced adamant hopeful optimistic skeptical doubtful worried concerned afraid",
    ),
    (BEFORE_PARTICIPLE, "after before by while in for without when from of with since despite instead on at upon"),
    (PHRASE, "according in per made make makes making put puts went goes"),
    (
        NUMBER,
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
         eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety a an half tens dozens scores hundreds \
         thousands lakhs millions crores billions",
    ),
    (PLURAL, "people police officials critics others"),
];

/// What the table knows of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub classes: Classes,
    /// The reading as a form of a cue verb.
    pub cue: Option<CueForm>,
}

/// Open addressing: keys apart from entries, so that a word that is not there costs one cache line.
struct Table {
    /// A key of 0 is a free place.
    keys: Vec<u64>,
    entries: Vec<Entry>,
    /// One bit for each key: most words of a text are not in the table, and end here.
    present: [u64; FILTER / 64],
}

/// Bits of the filter; a power of two.
const FILTER: usize = 1 << 15;

/// The bit of a key, by other bits of it than its place in the table.
#[inline]
fn bit(key: u64) -> (usize, u64) {
    let bit = (key >> 12) as usize % FILTER;
    (bit / 64, 1 << (bit % 64))
}

/// Places of the table; a power of two, some three times the number of words.
const SIZE: usize = 8192;

/// No word of the table is longer, in bytes.
const LONGEST: usize = 16;

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let mut table = Self { keys: vec![0; SIZE], entries: vec![Entry::default(); SIZE], present: [0; FILTER / 64] };
        for (classes, words) in CLASSES {
            for word in words.split_whitespace() {
                table.entry(hash(word)).classes |= classes;
            }
        }
        for (word, form) in cues::forms() {
            let entry = table.entry(hash(&word));
            // The first lemma of the table keeps a form that two share.
            entry.cue = entry.cue.or(Some(form));
        }
        table
    }

    fn entry(&mut self, key: u64) -> &mut Entry {
        let at = self.place(key);
        let (word, mask) = bit(key);
        self.present[word] |= mask;
        self.keys[at] = key;
        &mut self.entries[at]
    }

    /// Where `key` stands, or the free place where it would.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let mut at = (key >> 40) as usize % SIZE;
        while self.keys[at] != key && self.keys[at] != 0 {
            at = (at + 1) % SIZE;
        }
        at
    }
}

/// What is known of `word`, whatever its case and the shape of its apostrophe.
#[inline]
pub(super) fn look_up(word: &str) -> Entry {
    if word.len() > LONGEST {
        return Entry::default();
    }
    let table = &*TABLE;
    let key = hash(word);
    let (word, mask) = bit(key);
    if table.present[word] & mask == 0 {
        return Entry::default();
    }
    let at = table.place(key);
    if table.keys[at] == key { table.entries[at] } else { Entry::default() }
}

/// A hash of the folded word, never 0: in lower case, with `’` as `'`.
#[inline]
fn hash(word: &str) -> u64 {
    if word.is_ascii() {
        return hash_ascii(word.as_bytes());
    }
    let mut folded = [0_u8; LONGEST];
    let mut length = 0;
    for &byte in word.as_bytes().iter().take(LONGEST) {
        // The three bytes of `’` count as one.
        match byte {
            0xe2 => folded[length] = b'\'',
            0x80 | 0x99 => continue,
            _ => folded[length] = byte,
        }
        length += 1;
    }
    hash_ascii(folded.get(..length).unwrap_or_default())
}

/// At most sixteen bytes, read as two overlapping words; setting bit 5 folds letters to lower case and
/// leaves apostrophes and hyphens as they are.
#[inline]
fn hash_ascii(word: &[u8]) -> u64 {
    let eight = |part: Option<&[u8; 8]>| part.map_or(0, |bytes| u64::from_le_bytes(*bytes));
    let four = |part: Option<&[u8; 4]>| part.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)));
    let (low, high) = match word {
        [] => (0, 0),
        [only] => (u64::from(*only), 0),
        [first, .., last] if word.len() < 4 => (u64::from(*first) | u64::from(word[1]) << 8, u64::from(*last)),
        _ if word.len() < 8 => (four(word.first_chunk()), four(word.last_chunk())),
        _ => (eight(word.first_chunk()), eight(word.last_chunk())),
    };
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let mixed = (low | LOWER).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (high | LOWER).rotate_left(29) ^ word.len() as u64;
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed ^ (mixed >> 29)) | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_words_up_in_any_case() {
        assert_ne!(look_up("Said").cue, None);
        assert_ne!(look_up("didn’t").classes & NOT, 0);
        assert_ne!(look_up("ACCORDING").classes, PRONOUN);
        assert_eq!(look_up("zebra").classes, 0);
    }
}
