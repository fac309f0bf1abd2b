//! What the words around a unit say about it.

use crate::text::{Shape, Span, Token, TokenKind};

use super::data::classes::*;
use super::definition;
use super::gazetteer::Gazetteer;
use super::scan::Scan;
use super::unit::{BARE, FAIR, SURE, Unit, WEAK};
use super::{ActorKind, Form};

pub(crate) struct Around<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub gazetteer: &'a Gazetteer,
    pub scan: &'a Scan,
}

impl<'a> Around<'a> {
    pub(crate) fn token(&self, ix: Option<usize>) -> Option<&'a Token> {
        self.tokens.get(ix?)
    }

    /// The index of the token before the unit.
    pub(crate) fn before(&self, unit: &Unit) -> Option<usize> {
        (self.scan.words.get(unit.words.start)?.token as usize).checked_sub(1)
    }

    /// The index of the token behind the unit.
    pub(crate) fn after(&self, unit: &Unit) -> Option<usize> {
        Some(self.scan.words.get(unit.words.end.checked_sub(1)?)?.token as usize + 1)
    }

    pub(crate) fn is(&self, ix: Option<usize>, kind: TokenKind) -> bool {
        self.token(ix).is_some_and(|token| token.kind == kind)
    }

    /// The classes of a lower-case word at a token; none for anything else.
    pub(crate) fn classes(&self, ix: Option<usize>) -> u64 {
        match self.token(ix) {
            Some(token) if token.kind == TokenKind::Word && token.shape == Shape::Lower => {
                self.gazetteer.word(token.of(self.text))
            }
            _ => 0,
        }
    }

    pub(crate) fn word(&self, ix: Option<usize>) -> &'a str {
        self.token(ix).map_or("", |token| token.of(self.text))
    }
}

/// Weighs the words before and behind each unit.
pub(crate) fn weigh(around: &Around<'_>, units: &mut [Unit]) {
    for ix in 0..units.len() {
        let next = units.get(ix + 1).cloned();
        if let Some(unit) = units.get_mut(ix) {
            one(around, unit, next.as_ref());
        }
        // “U.N. envoy Jan Novak”: whose office it is stands before the title.
        if let Some((owner, [unit, ..])) =
            units[..].split_at_mut_checked(ix).and_then(|(before, rest)| before.last().zip(Some(rest)))
            && unit.of.is_none()
            && let Some(role) = unit.role
            && owner.kind != ActorKind::Person
            && owner.entity.is_some()
            && let Some(between) = around.text.get(owner.span.end()..role.start())
        {
            match between {
                " " => (unit.role, unit.of) = (Some(owner.span.join(role)), Some(ix - 1)),
                // “Norway’s envoy Jan Novak”
                "'s " | "’s " => unit.of = Some(ix - 1),
                _ => {}
            }
        }
    }
}

fn one(around: &Around<'_>, unit: &mut Unit, next: Option<&Unit>) {
    use ActorKind::{Organisation, Person, Place, Unknown};
    let open = unit.entity.is_none() && unit.strength < SURE - 5;
    if !open && unit.city == 0 && !is_division(unit) {
        return;
    }
    let (before, after) = (around.before(unit), around.after(unit));
    let (left, right) = (around.classes(before), around.classes(after));
    let left_word = around.word(before);
    let line_start = before.is_none()
        || around.token(before).is_some_and(|t| matches!(t.kind, TokenKind::Line | TokenKind::Paragraph));
    // “the MP for Roeville”
    let seat = left_word == "for"
        && matches!(
            around.word(before.and_then(|ix| ix.checked_sub(1))),
            "MP" | "MPs" | "MEP" | "congressman" | "congresswoman"
        );
    unit.located = left & PLACE_CUE != 0
        || seat
        || matches!(left_word, "In" | "in" | "at" | "from" | "to" | "near")
        || around.is(after, TokenKind::Comma)
            && next.is_some_and(|n| n.kind == ActorKind::Place && around.before(n) == after)
        || line_start && (around.word(after) == "(" || around.is(after, TokenKind::Comma));
    let alone = unit.words.len() == 1;
    let bare = unit.kind == Unknown || unit.strength <= WEAK;

    // A lower-case title in front: “the analyst Jane Roe”, “president Roe”.
    if open
        && left & TITLE != 0
        && left & PLURAL == 0
        && !matches!(left_word, "veteran" | "former" | "state" | "late")
        && (left_word != "chief" || unit.kind == Person && unit.strength >= FAIR)
        && unit.form != Form::Demonym
        && (unit.kind != Organisation || unit.strength <= FAIR - 10)
        && unit.city == 0
        && !(unit.strength < BARE && alone)
    {
        set(unit, Person, SURE - 6, "a title stands before the name");
        unit.role = role_before(around, before);
        unit.former = unit.role.is_some_and(|role| ends_with_former(around.text, role.start()));
        return;
    }
    // “von Neumann”: the particle belongs to the surname that stands alone.
    if let Some(token) =
        around.token(before).filter(|_| bare && alone && matches!(left_word, "von" | "van" | "bin" | "ibn"))
    {
        unit.span = token.span.join(unit.span);
        set(unit, Person, FAIR, "a name with a particle");
        return;
    }
    // A score or a place in a table: “Bury 4 Bristol City 0”, “Oregon (3-1)”, “Essex beat Kent”.
    let is_count = |ix: Option<usize>| around.is(ix, TokenKind::Number) && is_count(around.word(ix));
    let next_word = after.map(|ix| ix + 1);
    let state = unit.entity.is_some_and(|e| e.kind == Place) && unit.city == 0 && !is_division(unit);
    let score = !state
        && unit.form == Form::Name
        && (unit.city > 0 || unit.kind == Place)
        && left & PLACE_CUE == 0
        && (is_count(after)
            || around.word(after) == "(" && is_count(next_word) && around.word(next_word).contains('-')
            || MATCH_VERBS.contains(&around.word(after))
            || matches!(left_word, "v" | "vs" | "beat" | "beating"));
    if score {
        set(unit, Organisation, FAIR, "a team: a score stands beside it");
        unit.entity = None;
        unit.city = 0;
        return;
    }
    let possessive = around.is(after, TokenKind::Possessive);
    if (alone && bare || unit.city > 0)
        && right & SPORT_CUE != 0
        && unit.city < 5
        && unit.entity.is_none_or(|e| e.kind == Place && unit.city > 0)
    {
        set(unit, Organisation, FAIR - 5, "a team: a word of sport follows");
        unit.entity = None;
        unit.city = 0;
        return;
    }
    if !open {
        return;
    }
    // “Roe, 45, said”
    if unit.strength < FAIR
        && around.is(after, TokenKind::Comma)
        && around.is(after.map(|ix| ix + 1), TokenKind::Number)
        && around.is(after.map(|ix| ix + 2), TokenKind::Comma)
        && around.word(after.map(|ix| ix + 1)).len() == 2
        && unit.kind != Organisation
    {
        set(unit, Person, FAIR, "an age stands behind the name");
        return;
    }
    // “Roeville is a village”, “the band Roe”
    let uncertain = unit.strength < FAIR && unit.form != Form::Demonym;
    if uncertain
        && (unit.strength >= BARE || !alone || is_mid_sentence(around, unit))
        && let Some(kind) = definition::defined(around, unit)
        && !(kind == Organisation && unit.kind == Person && unit.strength > WEAK + 10)
    {
        set(unit, kind, FAIR + 5, "the text says what it is");
        return;
    }
    // “Springfield, Illinois”
    if unit.strength < FAIR
        && unit.words.len() <= 3
        && around.is(after, TokenKind::Comma)
        && let Some(next) = next
        && next.kind == Place
        && next.entity.is_some()
        && next.form != Form::Demonym
        && around.before(next) == after
        // “Jon-Ivar Roe, Norway’s envoy”
        && !around.is(around.after(next), TokenKind::Possessive)
        && !(around.scan.words.get(unit.words.start).is_some_and(|w| w.is(GIVEN)) && unit.words.len() > 1)
    {
        let listed = around.is(around.after(next), TokenKind::Comma) && left_word == ",";
        if !listed {
            set(unit, Place, FAIR, "a state or region follows the name");
            return;
        }
    }
    // The dateline: “SPRINGFIELD (Reuters) -”, “SPRINGFIELD, June 3 -”
    let first = around.scan.words.get(unit.words.start);
    let line_start = before.is_none()
        || around.token(before).is_some_and(|t| matches!(t.kind, TokenKind::Line | TokenKind::Paragraph));
    if line_start
        && first.is_some_and(|w| w.shape == Shape::Upper && !w.shouted)
        && unit.strength < SURE - 5
        && (around.is(after, TokenKind::Open) && around.word(after) == "("
            || around.is(after, TokenKind::Comma)
            || around.is(after, TokenKind::Dash) && first.is_some_and(|w| !w.is(COMMON))
            || around.is(after, TokenKind::Number))
        && unit.kind != Person
    {
        set(unit, Place, FAIR + 5, "a dateline");
        return;
    }
    if line_start
        && first.is_some_and(|w| w.shape == Shape::Upper && !w.shouted)
        && around.word(after) == "("
        && around.word(after.map(|ix| ix + 1)).eq_ignore_ascii_case("reuters")
    {
        set(unit, Place, FAIR + 5, "a dateline");
        return;
    }
    // “Roe Partners spokesman Jan Novak”
    if (bare || unit.kind == Person && unit.strength <= WEAK + 10)
        && unit.strength >= BARE
        && right & TITLE != 0
        && right & PLURAL == 0
        && around.token(after.map(|ix| ix + 1)).is_some_and(Token::is_capitalised)
    {
        set(unit, Organisation, FAIR - 5, "a title follows the name");
        return;
    }
    if alone
        && bare
        && (left & PLACE_CUE != 0 || seat)
        && !possessive
        && unit.strength >= BARE
        && right & (ORG_CUE | SPORT_CUE) == 0
    {
        set(unit, Place, FAIR - 10, "a preposition of place stands before the name");
        return;
    }
    if bare && right & ORG_CUE != 0 && unit.strength >= BARE {
        set(unit, Organisation, FAIR - 5, "a word of business follows");
        return;
    }
    if bare && alone && left_word == "the" && unit.strength >= BARE && unit.kind != Place && right & SPEECH == 0 {
        set(unit, Organisation, WEAK + 5, "an article stands before the name");
        return;
    }
    // “the Boston Herons”: cities are given names as well
    let of_place = around.scan.words.get(unit.words.start).is_some_and(|word| word.phrase.is_some());
    let weak = if of_place { FAIR + 10 } else { WEAK + 10 };
    if !alone && unit.kind == Person && unit.strength <= weak && matches!(left_word, "the" | "The") {
        set(unit, Organisation, WEAK, "an article stands before the name");
        return;
    }
    if bare && (left_word == "by" || right & SPEECH != 0) && !alone {
        set(unit, Person, FAIR - 10, "a verb of speech follows");
    }
    if unit.kind == Unknown && unit.strength >= BARE + 10 && right & SPEECH != 0 {
        unit.strength = WEAK;
        unit.kind = Person;
        unit.reason = "a verb of speech follows";
    }
}

/// A common word that the sentence does not begin with.
fn is_mid_sentence(around: &Around<'_>, unit: &Unit) -> bool {
    let word = around.scan.words.get(unit.words.start);
    word.is_some_and(|word| !word.initial && !word.is(TITLE | TITLE_MODIFIER | HONORIFIC | FUNCTION | NEVER))
}

const MATCH_VERBS: &[&str] = &[
    "beat", "beats", "lost", "won", "led", "scored", "defeated", "host", "hosted", "drew", "trailed", "edged",
    "routed", "topped", "downed", "visit", "improved",
];

/// A number that may be a score or a place, not a year or a date.
fn is_count(number: &str) -> bool {
    number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit())
        || number.len() <= 5 && number.contains('-') && number.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        || number.ends_with("-yard")
}

/// A part of a state (a county, an American state): it has a team where its state has a national one.
fn is_division(unit: &Unit) -> bool {
    unit.entity.is_some_and(|entity| {
        entity.state != u16::MAX && super::gazetteer::entity(entity.state).is_some_and(|state| state.id != entity.id)
    })
}

fn set(unit: &mut Unit, kind: ActorKind, strength: u8, reason: &'static str) {
    (unit.kind, unit.strength, unit.reason) = (kind, strength, reason);
}

/// The lower-case title that ends at token `end`, with the modifiers before it.
fn role_before(around: &Around<'_>, end: Option<usize>) -> Option<Span> {
    let end = end?;
    let last = around.token(Some(end))?.span;
    let mut span = last;
    let mut ix = end;
    while let Some(before) = ix.checked_sub(1) {
        if around.classes(Some(before)) & (TITLE | TITLE_MODIFIER) == 0 && !begins_title(around, before)
            || matches!(around.word(Some(before)), "former" | "then")
        {
            break;
        }
        span = span.join(around.token(Some(before))?.span);
        ix = before;
    }
    Some(span)
}

/// Whether the words before an office say that it is held no longer.
fn ends_with_former(text: &str, office: usize) -> bool {
    let before = text.get(..office).unwrap_or_default().trim_end();
    ["former", "Former", "late", "then"].iter().any(|word| before.ends_with(word))
}

/// “Finance minister Roe”: the capital is the sentence's.
fn begins_title(around: &Around<'_>, token: usize) -> bool {
    let words = &around.scan.words;
    let word = words.binary_search_by_key(&(token as u32), |word| word.token).ok().and_then(|at| words.get(at));
    word.is_some_and(|word| word.initial && word.is(TITLE_MODIFIER) && around.scan.folded(word) != "former")
}
