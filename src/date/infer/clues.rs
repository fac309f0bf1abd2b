//! What in a text bears on its own date.

use std::collections::HashMap;

use crate::date::Date;
use crate::date::lex::{Lexeme, Lexer};
use crate::date::lexicon::Word;
use crate::date::parse::Reader;
use crate::date::tree::{Expression, Look, Tree, Year};
use crate::date::value::{Length, Modifier, Unit};

/// An expression that bounds the article's date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Clue {
    pub(super) kind: ClueKind,
    /// As it stands in the text.
    pub(super) said: Box<str>,
    /// Hashes of the words around it.
    pub(super) about: Vec<u64>,
    pub(super) sentence: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ClueKind {
    /// A day with its year.
    Day {
        day: Date,
        ahead: bool,
    },
    Year {
        year: i16,
        ahead: bool,
    },
    /// A day of a month without its year.
    MonthDay {
        month: i8,
        day: i8,
        look: Look,
    },
    /// The same as the head of a line: the day of the text itself.
    Heading {
        month: i8,
        day: i8,
    },
    /// A month the clause looks ahead to.
    MonthAhead(i8),
    Weekday {
        weekday: i8,
        look: Look,
    },
    /// `less than two weeks to go`: so many days, or fewer.
    ToGo {
        days: i32,
        fewer: bool,
    },
    /// `a day after the talks`
    After {
        days: i32,
    },
}

impl ClueKind {
    pub(super) fn day(self) -> Option<Date> {
        match self {
            Self::Day { day, .. } => Some(day),
            _ => None,
        }
    }
}

/// How many lexemes before and behind an expression say what it is about.
const AROUND: usize = 12;

/// A text is about its most frequent names; so many of them.
const NAMES: usize = 32;

/// The clues of a text and the names it names most.
pub(super) fn read(text: &str) -> (Vec<Clue>, Vec<u64>) {
    let mut lexer = Lexer::new(text);
    let (mut lexemes, mut expressions, mut sentence) = (Vec::new(), Vec::new(), 0);
    let (mut clues, mut names) = (Vec::new(), HashMap::<u64, u32>::new());
    while lexer.block(&mut lexemes) {
        for lexeme in lexemes.iter().filter(|lexeme| lexeme.word == Word::Name && lexeme.span().len() > 2) {
            *names.entry(hash(lexeme.span().of(text))).or_default() += 1;
        }
        expressions.clear();
        Reader { text, lexemes: &lexemes }.read(&mut sentence, &mut expressions);
        clues.extend(expressions.iter().filter_map(|expression| clue(text, &lexemes, expression)));
    }
    let mut names: Vec<(u64, u32)> = names.into_iter().collect();
    names.sort_unstable_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    (clues, names.into_iter().take(NAMES).map(|(name, _)| name).collect())
}

fn clue(text: &str, lexemes: &[Lexeme], expression: &Expression) -> Option<Clue> {
    let start = lexemes.partition_point(|lexeme| lexeme.start() < expression.span.start());
    let end = lexemes.partition_point(|lexeme| lexeme.end() <= expression.span.end());
    let word = |at: usize| lexemes.get(at).map_or(Word::Edge, |lexeme| lexeme.word);
    let ahead = expression.look == Look::Ahead;
    let kind = match expression.tree {
        Tree::Date { year: Year::Is(year), month, day, .. } => {
            ClueKind::Day { day: Date::new(year, month, day).ok()?, ahead: is_ahead(&word, start) }
        }
        Tree::Year(year) | Tree::Month { year: Year::Is(year), .. } => {
            ClueKind::Year { year, ahead: is_ahead(&word, start) }
        }
        Tree::Date { year: Year::Unsaid, month, day, .. } if start == 0 && word(end) == Word::Colon => {
            ClueKind::Heading { month, day }
        }
        Tree::Date { year: Year::Unsaid, month, day, .. } => ClueKind::MonthDay { month, day, look: expression.look },
        Tree::Month { year: Year::Unsaid, month } if ahead => ClueKind::MonthAhead(month),
        Tree::Weekday { weekday, .. } => ClueKind::Weekday { weekday, look: expression.look },
        Tree::Duration(length) => {
            let days = days(length)?;
            match (word(end), word(end + 1)) {
                (Word::After, _) => ClueKind::After { days },
                (Word::To, _) if lexemes.get(end + 1).is_some_and(|next| next.span().of(text) == "go") => {
                    ClueKind::ToGo { days, fewer: expression.modifier == Some(Modifier::LessThan) }
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    // What an event is stands before its date, what comes `after` stands behind.
    let around = match kind {
        ClueKind::ToGo { .. } | ClueKind::After { .. } => end..(end + AROUND + 4).min(lexemes.len()),
        _ => start.saturating_sub(AROUND)..(end + AROUND / 2).min(lexemes.len()),
    };
    let telling = |lexeme: &&Lexeme| matches!(lexeme.word, Word::Name | Word::Plain) && lexeme.span().len() > 3;
    let about = lexemes.get(around)?.iter().filter(telling).map(|lexeme| hash(lexeme.span().of(text))).collect();
    Some(Clue { kind, said: expression.span.of(text).into(), about, sentence: expression.sentence })
}

/// `by 2030`, `until May 2, 2024`: it may be to come.
fn is_ahead(word: &impl Fn(usize) -> Word, start: usize) -> bool {
    let near = (start.saturating_sub(6)..start).map(word);
    near.into_iter()
        .any(|word| matches!(word, Word::By | Word::Until | Word::Will | Word::Plan | Word::Slated | Word::Modal))
}

/// The days of a length of whole days or weeks.
fn days(length: Length) -> Option<i32> {
    let count = i32::try_from(length.count?.floor()).ok()?;
    match length.unit {
        Unit::Day => Some(count),
        Unit::Week => count.checked_mul(7),
        _ => None,
    }
}

/// FNV-1a over the lower-case letters, without the `s` of a plural; the lowest bit tells names.
fn hash(word: &str) -> u64 {
    let stem = word.strip_suffix('s').unwrap_or(word);
    let name = word.starts_with(|c: char| c.is_uppercase());
    let hash = stem.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3)
    });
    hash & !1 | u64::from(name)
}

/// Whether the hash is that of a name.
pub(super) fn is_name(hash: u64) -> bool {
    hash & 1 == 1
}
