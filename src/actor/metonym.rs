//! Moscow the government and Moscow the city.

use crate::text::{Shape, TokenKind};

use super::cue::Around;
use super::data::classes::{PLACE_CUE, PLACE_NOUN};
use super::unit::Unit;
use super::{ActorKind, Form};

/// Words before a capital that make it a city: prepositions of place, and verbs of going there.
const CITY_CUES: &[&str] = &[
    "in", "to", "at", "from", "near", "of", "visit", "visited", "visiting", "visits", "left", "leave", "leaving",
    "reached", "entered", "around", "outside", "inside", "towards", "toward", "through", "across", "via", "into",
];

/// Decides for each capital whether it stands for its government.
///
/// The rule: with a possessive mark a government; else behind a word of place or of going there a city;
/// else a government. A dateline, a compound (`Paris-based`) and a capital with its state behind are cities.
pub(crate) fn decide(around: &Around<'_>, units: &mut [Unit]) {
    for unit in units.iter_mut().filter(|unit| unit.city == CAPITAL_CITY && unit.kind == ActorKind::Place) {
        if is_government(around, unit) {
            (unit.city, unit.form) = (0, Form::Metonym);
            unit.reason = "a capital stands for its government";
        }
    }
}

/// What `Unit::city` is for a capital.
pub(crate) const CAPITAL_CITY: u8 = 4;

/// “London’s streets”, “Paris’s new mayor”: what only a city has.
fn has_parts(around: &Around<'_>, possessive: Option<usize>) -> bool {
    const PARTS: &[&str] = &[
        "streets",
        "mayor",
        "suburbs",
        "metro",
        "subway",
        "underground",
        "airports",
        "squares",
        "residents",
        "skyline",
        "outskirts",
        "old",
        "main",
        "historic",
        "downtown",
        "financial",
        "east",
        "west",
        "north",
        "south",
        "northern",
        "southern",
        "eastern",
        "western",
    ];
    let word = around.word(possessive.map(|ix| ix + 1));
    PARTS.contains(&word) || around.classes(possessive.map(|ix| ix + 1)) & PLACE_NOUN != 0
}

fn is_government(around: &Around<'_>, unit: &Unit) -> bool {
    let (before, after) = (around.before(unit), around.after(unit));
    let words = unit.words.clone();
    let any = |is: fn(&super::scan::Word) -> bool| words.clone().any(|ix| around.scan.words.get(ix).is_some_and(is));
    let long_capitals = |word: &super::scan::Word| word.shape == Shape::Upper && word.span.len() > 3;
    if any(|word| word.shouted || word.compound) || any(long_capitals) || unit.entity.is_none() {
        return false;
    }
    if around.is(after, TokenKind::Possessive) {
        return !has_parts(around, after);
    }
    let left = around.word(before);
    let place = unit.located
        || around.classes(before) & PLACE_CUE != 0
        || CITY_CUES.iter().any(|cue| left.eq_ignore_ascii_case(cue))
        // `the London office`, `a Paris court`
        || matches!(left, "the" | "a" | "an" | "The" | "A" | "An")
        || around.is(after, TokenKind::Open);
    !place
}
