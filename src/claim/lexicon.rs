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
         meanwhile else so simply though rather indeed here long clearly far afterward",
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
         alongside including regarding concerning per off outside inside following throughout than versus beyond",
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
    (PLURAL, "people police officials critics others"),
];

/// What the table knows of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub classes: Classes,
    /// The reading as a form of a cue verb.
    pub cue: Option<CueForm>,
}

struct Table {
    /// Open addressing; a key of 0 is a free place.
    slots: Vec<(u64, Entry)>,
    mask: usize,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let size = 8192;
        let mut table = Self { slots: vec![(0, Entry::default()); size], mask: size - 1 };
        for (classes, words) in CLASSES {
            for word in words.split_whitespace() {
                table.slot(hash(word)).classes |= classes;
            }
        }
        for (word, form) in cues::forms() {
            let entry = table.slot(hash(&word));
            // The first lemma of the table keeps a form that two share.
            entry.cue = entry.cue.or(Some(form));
        }
        table
    }

    fn slot(&mut self, key: u64) -> &mut Entry {
        let mut at = key as usize & self.mask;
        while self.slots[at].0 != key && self.slots[at].0 != 0 {
            at = (at + 1) & self.mask;
        }
        self.slots[at].0 = key;
        &mut self.slots[at].1
    }

    #[inline]
    fn get(&self, key: u64) -> Entry {
        let mut at = key as usize & self.mask;
        loop {
            let (found, entry) = self.slots[at];
            if found == key {
                return entry;
            }
            if found == 0 {
                return Entry::default();
            }
            at = (at + 1) & self.mask;
        }
    }
}

/// What is known of `word`, whatever its case and the shape of its apostrophe.
#[inline]
pub(super) fn look_up(word: &str) -> Entry {
    // No entry is longer; most names and rare words end here or at an empty place.
    if word.len() > 16 { Entry::default() } else { TABLE.get(hash(word)) }
}

/// FNV-1a over the folded bytes: ASCII lower case, `’` as `'`. Never 0.
#[inline]
fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let bytes = word.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let folded = if byte == 0xe2 && bytes[at..].starts_with("’".as_bytes()) {
            at += 2;
            b'\''
        } else {
            byte.to_ascii_lowercase()
        };
        at += 1;
        hash = (hash ^ u64::from(folded)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 29)) | 1
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
