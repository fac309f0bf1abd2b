//! Names that are no names: capitals of common nouns, told by how the whole text writes the word.

use crate::text::{Shape, Token, TokenKind};

use super::data::classes::{COMMON, FUNCTION, GIVEN, NEVER, TITLE, TITLE_MODIFIER};
use super::propagate::FastMap;
use super::scan::Scan;
use super::unit::{BARE, Unit, WEAK};
use super::{ActorKind, Form};

/// Lowers what is a common noun and raises common nouns that this text uses as names.
pub(super) fn tell_apart(text: &str, tokens: &[Token], scan: &Scan, units: &mut [Unit]) {
    written_small(text, scan, units);
    counted(text, tokens, scan, units);
    repeated(text, scan, units);
}

/// `Nice` or `Total` at the start of a sentence is no name in a text that also writes `nice`, `total`.
fn written_small(text: &str, scan: &Scan, units: &mut [Unit]) {
    for unit in units.iter_mut().filter(|unit| unit.strength == BARE && unit.words.len() == 1) {
        let word = &scan.words[unit.words.start];
        if word.initial && word.is(COMMON) && word.phrase.is_some() && has_word(text, scan.key(unit.words.start)) {
            unit.strength = 0;
        }
    }
}

/// “An EP”, “his 36 KOs”, “a Registered Historic Place”: what is counted is a thing. An acronym is one then
/// wherever the text has the same letters.
fn counted(text: &str, tokens: &[Token], scan: &Scan, units: &mut [Unit]) {
    let open = |unit: &Unit| unit.entity.is_none() && unit.city == 0;
    let acronym = |unit: &Unit| open(unit) && unit.form == Form::Acronym && unit.words.len() == 1;
    let mut things: Vec<&str> = Vec::new();
    for unit in units.iter_mut().filter(|unit| open(unit)) {
        let plain = unit.words.len() > 1
            && scan.words[unit.words.clone()].iter().all(|word| word.is(COMMON) && !word.is(GIVEN));
        if (plain && unit.strength < WEAK || acronym(unit)) && is_counted(text, tokens, scan, unit) {
            if plain {
                unit.strength = 0;
            } else {
                things.push(scan.key(unit.words.start));
            }
        }
    }
    for word in scan.words.iter().filter(|word| word.shape == Shape::Mixed) {
        // `KOs`, `MPs`
        let plural = word.span.of(text).strip_suffix('s').filter(|stem| stem.bytes().all(|b| b.is_ascii_uppercase()));
        if plural.is_some() {
            things.push(scan.folded(word).trim_end_matches('s'));
        }
    }
    if things.is_empty() {
        return;
    }
    for unit in units.iter_mut().filter(|unit| acronym(unit)) {
        if things.contains(&scan.key(unit.words.start)) {
            unit.strength = 0;
        }
    }
}

/// An article, an owner or a number stands before the unit, and no noun behind it that would be meant instead
/// (“a UAW strike”).
fn is_counted(text: &str, tokens: &[Token], scan: &Scan, unit: &Unit) -> bool {
    let at = scan.words[unit.words.start].token as usize;
    let Some(before) = at.checked_sub(1).and_then(|ix| tokens.get(ix)) else { return false };
    let next = tokens.get(scan.words[unit.words.end - 1].token as usize + 1);
    let head = next.is_none_or(|next| !next.is_word() || is_function(next.of(text)));
    let article = matches!(
        before.of(text),
        "a" | "an"
            | "A"
            | "An"
            | "another"
            | "every"
            | "each"
            | "its"
            | "their"
            | "his"
            | "her"
            | "my"
            | "your"
            | "our"
    );
    // Not in a table, where numbers stand on both sides; nor behind `93rd`.
    let number = before.kind == TokenKind::Number
        && before.of(text).bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
        && next.is_none_or(|next| next.kind != TokenKind::Number);
    head && (article || number)
}

fn is_function(word: &str) -> bool {
    matches!(word, "of" | "in" | "on" | "at" | "for" | "and" | "or" | "by" | "to" | "with" | "from" | "that" | "which")
}

/// A common word that this text writes with a capital letter within sentences, twice and more, and
/// never without, is a name in it: “the Ducks”.
fn repeated(text: &str, scan: &Scan, units: &mut [Unit]) {
    let mut seen: FastMap<&str, u32> = FastMap::default();
    let low = |unit: &Unit| unit.strength < BARE && unit.words.len() == 1 && unit.kind == ActorKind::Unknown;
    let name = |unit: &Unit| {
        let word = &scan.words[unit.words.start];
        !word.is(TITLE | TITLE_MODIFIER | FUNCTION | NEVER) && !word.shouted && scan.key(unit.words.start).len() > 2
    };
    for unit in units.iter().filter(|unit| low(unit) && name(unit)) {
        if !scan.words[unit.words.start].initial {
            *seen.entry(scan.key(unit.words.start)).or_default() += 1;
        }
    }
    seen.retain(|key, count| *count > 1 && !has_word(text, key));
    if seen.is_empty() {
        return;
    }
    for unit in units.iter_mut().filter(|unit| low(unit)) {
        if seen.contains_key(scan.key(unit.words.start)) {
            (unit.kind, unit.strength) = (ActorKind::Organisation, WEAK);
            unit.reason = "this text always writes it with a capital letter";
        }
    }
}

/// Whether `word` stands in `text` as a word, in this case.
fn has_word(text: &str, word: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, word.as_bytes()).any(|at| {
        let letter = |ix: Option<usize>| ix.and_then(|ix| bytes.get(ix)).is_some_and(u8::is_ascii_alphanumeric);
        !letter(at.checked_sub(1)) && !letter(Some(at + word.len()))
    })
}
