//! The thing counted: the noun phrase behind a number and its head, in the singular.

use super::number::scale;
use crate::claim::cues::Inflection;
use crate::claim::lexicon::{
    AUXILIARY, CONJUNCTION, Classes, DETERMINER, OBJECT, PREPOSITION, PRONOUN, RELATIVE, SUBORDINATOR, TIME, TO,
    look_up,
};
use crate::text::{Shape, Token, TokenKind};

/// Where the noun phrase ends and what its head is.
pub(super) struct Head {
    pub next: usize,
    pub head: String,
}

const ENDS: Classes =
    AUXILIARY | CONJUNCTION | DETERMINER | OBJECT | PREPOSITION | PRONOUN | RELATIVE | SUBORDINATOR | TO;

/// Longest noun phrase behind a number, in words.
const LONGEST: usize = 8;

/// Words of time that are counted themselves.
const SPANS_OF_TIME: &[&str] =
    &["day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes"];

const PLURALS: &[&str] = &["people", "men", "women", "children", "personnel", "police"];

fn is_plural(word: &str) -> bool {
    PLURALS.contains(&word)
        || word.ends_with("men")
        || (word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
            && word.len() > 3)
}

/// Words between “of” and the noun in “four of the 15 lines”, “three of his 19 matches”.
const OWNERS: &[&str] = &["the", "these", "those", "its", "his", "her", "their", "our", "my", "your", "all"];

/// The noun of “four of the 15 lines” that the four are counted by: the words behind “of”, if they are a definite
/// group or a number of things. The phrase itself is not part of the figure.
fn part_of(text: &str, tokens: &[Token], at: usize) -> Option<Head> {
    if tokens.get(at)?.of(text) != "of" {
        return None;
    }
    let mut from = at + 1;
    let owned = tokens.get(from).is_some_and(|t| OWNERS.contains(&t.of(text)));
    from += usize::from(owned);
    // the state’s 23,000 wells
    let possessive = |ix: usize| tokens.get(ix).is_some_and(|t| t.kind == TokenKind::Possessive);
    if owned && possessive(from + 1) {
        from += 2;
    }
    let number = tokens.get(from)?;
    let counted = number.kind == TokenKind::Number || super::number::may_begin(number.of(text));
    from += usize::from(counted);
    if !owned && !counted {
        return None;
    }
    let (_, found) = phrase(text, tokens, from)?;
    Some(Head { next: at, head: singular(tokens.get(found)?.of(text)) })
}

/// The noun phrase that begins at token `at`.
pub(super) fn head(text: &str, tokens: &[Token], at: usize) -> Option<Head> {
    if let Some(head) = part_of(text, tokens, at) {
        return Some(head);
    }
    let (next, found) = phrase(text, tokens, at)?;
    let head = singular(tokens.get(found)?.of(text));
    // “officials and Russia experts”: a second plural belongs to the same count, when nothing else
    // (article, number, verb) begins there.
    if tokens.get(next).is_some_and(|t| t.of(text) == "and")
        && is_plural(tokens.get(found)?.of(text))
        && let Some((behind, second)) = phrase(text, tokens, next + 1)
        && behind > next + 2
        && is_plural(tokens.get(second)?.of(text))
        && !ends_as_subject(text, tokens, behind)
    {
        return Some(Head { next: behind, head });
    }
    Some(Head { next, head })
}

/// Whether a verb follows, so that the last noun is the subject of a clause of its own.
fn ends_as_subject(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| {
        let entry = look_up(t.of(text));
        t.is_word() && (entry.classes & AUXILIARY != 0 || entry.cue.is_some() || t.of(text).ends_with("ed"))
    })
}

/// What is counted in `47-page`, `64-farm`, `30-percent`; none for spans of time, which tell a date or an age, and for
/// sums (`2-million`, `50-euro`).
pub(super) fn compound(word: &str) -> Option<&str> {
    // Asked of every word: its edges rule most out.
    let (first, last) = (word.as_bytes().first()?, word.as_bytes().last()?);
    if !first.is_ascii_digit() || !last.is_ascii_lowercase() {
        return None;
    }
    const OTHERS: [&str; 8] = ["something", "odd", "fold", "plus", "strong", "euro", "dollar", "pound"];
    let (number, noun) = word.split_once('-')?;
    let counted = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b',');
    let plain = noun.len() > 2 && noun.bytes().all(|b| b.is_ascii_lowercase());
    let other = OTHERS.contains(&noun) || SPANS_OF_TIME.contains(&noun) || scale(noun).is_some();
    (counted && plain && !other).then_some(noun)
}

/// From the first word to behind the head; with the place of the head.
fn phrase(text: &str, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let mut last = None;
    for (count, token) in tokens.get(at..)?.iter().take(LONGEST).enumerate() {
        let ix = at + count;
        let word = token.of(text);
        if !token.is_word() {
            break;
        }
        if SPANS_OF_TIME.contains(&word) {
            return Some((ix + 1, ix));
        }
        let entry = look_up(word);
        let name = token.shape != Shape::Lower;
        if !name && (entry.classes & (ENDS | TIME) != 0 && word != "other") {
            break;
        }
        if last.is_some() && !name {
            let verb = entry.cue.is_some_and(|cue| !cue.noun && cue.inflection != Inflection::Participle);
            // “small fishing firms”, but “a crew fishing”
            let doing = word.ends_with("ing")
                && !tokens.get(ix + 1).is_some_and(|t| t.shape == Shape::Lower && is_plural(t.of(text)));
            if verb || word.ends_with("ed") || word.ends_with("ly") || doing {
                break;
            }
        }
        last = Some(ix);
        let goes_on =
            name && tokens.get(ix + 1).is_some_and(|t| t.is_word() && look_up(t.of(text)).classes & ENDS == 0);
        if is_plural(word) && !goes_on {
            return Some((ix + 1, ix));
        }
    }
    // No plural: a short run may still be counted (“two staff”, “30 aircraft”).
    let nominal = |ix: &usize| {
        let word = tokens[*ix].of(text);
        !(word.ends_with("ed") || word.ends_with("ly") || look_up(word).cue.is_some_and(|cue| !cue.noun))
    };
    last.filter(nominal).filter(|ix| *ix < at + 3).map(|ix| (ix + 1, ix))
}

const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("feet", "foot"),
    ("series", "series"),
    ("species", "species"),
    ("crises", "crisis"),
    ("movies", "movie"),
];

/// A noun in lower case and in the singular, by rule.
pub(super) fn singular(noun: &str) -> String {
    let noun = noun.to_lowercase();
    if let Some((_, single)) = IRREGULAR.iter().find(|(plural, _)| *plural == noun) {
        return (*single).to_owned();
    }
    if let Some(stem) = noun.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes", "zes"] {
        if noun.ends_with(ending) {
            return noun[..noun.len() - 2].to_owned();
        }
    }
    match noun.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) && stem.len() > 1 => stem.to_owned(),
        _ => noun,
    }
}
