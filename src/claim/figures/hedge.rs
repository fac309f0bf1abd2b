//! How far a number is meant: the words before it.

use crate::claim::Hedge;
use crate::text::Token;

/// Longest first where one ends with another.
const HEDGES: &[(&[&str], Hedge)] = &[
    (&["no", "fewer", "than"], Hedge::AtLeast),
    (&["no", "less", "than"], Hedge::AtLeast),
    (&["not", "less", "than"], Hedge::AtLeast),
    (&["no", "more", "than"], Hedge::AtMost),
    (&["not", "more", "than"], Hedge::AtMost),
    (&["as", "many", "as"], Hedge::AtMost),
    (&["as", "much", "as"], Hedge::AtMost),
    (&["slightly", "more", "than"], Hedge::MoreThan),
    (&["just", "more", "than"], Hedge::MoreThan),
    (&["more", "than"], Hedge::MoreThan),
    (&["less", "than"], Hedge::LessThan),
    (&["fewer", "than"], Hedge::LessThan),
    (&["at", "least"], Hedge::AtLeast),
    (&["at", "most"], Hedge::AtMost),
    (&["up", "to"], Hedge::AtMost),
    (&["upwards", "of"], Hedge::MoreThan),
    (&["close", "to"], Hedge::About),
    (&["well", "over"], Hedge::MoreThan),
    (&["just", "over"], Hedge::MoreThan),
    (&["just", "under"], Hedge::LessThan),
    (&["an", "estimated"], Hedge::About),
    (&["the", "estimated"], Hedge::About),
    (&["estimated"], Hedge::About),
    (&["some"], Hedge::About),
    (&["about"], Hedge::About),
    (&["around"], Hedge::About),
    (&["roughly"], Hedge::About),
    (&["approximately"], Hedge::About),
    (&["approx"], Hedge::About),
    (&["approx", "."], Hedge::About),
    (&["circa"], Hedge::About),
    (&["ca", "."], Hedge::About),
    (&["c", "."], Hedge::About),
    (&["~"], Hedge::About),
    (&["nearly"], Hedge::About),
    (&["almost"], Hedge::About),
    (&["over"], Hedge::MoreThan),
    (&["under"], Hedge::LessThan),
    (&["below"], Hedge::LessThan),
    (&["maximum"], Hedge::AtMost),
    (&["max"], Hedge::AtMost),
    (&["max", "."], Hedge::AtMost),
    (&["minimum"], Hedge::AtLeast),
    (&["min"], Hedge::AtLeast),
    (&["min", "."], Hedge::AtLeast),
    (&["exactly"], Hedge::Exactly),
    (&["precisely"], Hedge::Exactly),
];

/// What “over” may mean the course of.
const TIMES: &[&str] = &["years", "months", "weeks", "days", "hours", "decades", "minutes", "seasons", "generations"];

/// Verbs to which an “over” behind them belongs.
const VERBS_WITH_OVER: &[&str] = &[
    "carry",
    "carried",
    "gave",
    "given",
    "give",
    "hand",
    "handed",
    "hands",
    "pay",
    "paid",
    "pays",
    "scattered",
    "sign",
    "signed",
    "spread",
    "take",
    "taken",
    "takes",
    "took",
    "turn",
    "turned",
    "turning",
    "turns",
    "win",
    "won",
];

/// The hedge that ends before token `at`, and the token where the figure begins with it. The word
/// “between” belongs to the figure but hedges nothing.
pub(super) fn before(text: &str, tokens: &[Token], at: usize) -> (Option<Hedge>, usize) {
    let ends_with = |words: &[&str]| {
        at.checked_sub(words.len()).filter(|from| {
            words.iter().zip(&tokens[*from..at]).all(|(word, token)| token.of(text).eq_ignore_ascii_case(word))
        })
    };
    // The word right before the number rules nearly all of them out.
    let last = at.checked_sub(1).and_then(|ix| tokens.get(ix)).map_or("", |token| token.of(text));
    let may_end = |words: &[&str]| words.last().is_some_and(|word| word.eq_ignore_ascii_case(last));
    for (words, hedge) in HEDGES.iter().filter(|(words, _)| may_end(words)) {
        if let Some(from) = ends_with(words) {
            // The mill turned over £884,000: part of the verb. It adds $84 billion over ten years: within them.
            let verb = from.checked_sub(1).and_then(|ix| tokens.get(ix)).map_or("", |token| token.of(text));
            let span =
                || tokens.get(at..).unwrap_or_default().iter().take(3).any(|token| TIMES.contains(&token.of(text)));
            if *words == ["over"] && (VERBS_WITH_OVER.contains(&verb) || span()) {
                break;
            }
            return (Some(*hedge), from);
        }
    }
    (None, ends_with(&["between"]).unwrap_or(at))
}
