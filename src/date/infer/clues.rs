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
    /// The date under a post that is quoted.
    Stamp(Date),
    /// A day told as past.
    Past(Date),
    /// A year told as past.
    PastYear(i16),
    /// A day with its year, told in no tense or as to come.
    Day(Date),
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
            Self::Stamp(day) | Self::Past(day) | Self::Day(day) => Some(day),
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
        // The first word of a sentence is no name for being capitalised.
        let inside = lexemes
            .windows(2)
            .filter(|pair| !matches!(pair[0].word, Word::Stop | Word::Quote | Word::Dash | Word::Open));
        for lexeme in inside.map(|pair| pair[1]).filter(|lexeme| lexeme.word == Word::Name && lexeme.span().len() > 3) {
            *names.entry(hash(lexeme.span().of(text))).or_default() += 1;
        }
        expressions.clear();
        let reader = Reader { text, lexemes: &lexemes };
        reader.read(&mut sentence, &mut expressions);
        clues.extend(expressions.iter().filter_map(|expression| clue(reader, expression)));
    }
    let mut names: Vec<(u64, u32)> = names.into_iter().collect();
    names.sort_unstable_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    (clues, names.into_iter().take(NAMES).map(|(name, _)| name).collect())
}

fn clue(reader: Reader<'_>, expression: &Expression) -> Option<Clue> {
    let Reader { text, lexemes } = reader;
    let start = lexemes.partition_point(|lexeme| lexeme.start() < expression.span.start());
    let end = lexemes.partition_point(|lexeme| lexeme.end() <= expression.span.end());
    let word = |at: usize| lexemes.get(at).map_or(Word::Edge, |lexeme| lexeme.word);
    let ahead = expression.look == Look::Ahead;
    let kind = match expression.tree {
        Tree::Date { year: Year::Is(year), month, day, .. } => {
            let day = Date::new(year, month, day).ok()?;
            match (word(0), word(start.wrapping_sub(1)), is_past(reader, start, end)) {
                // `— Name (@name) January 9, 2022`
                (Word::Dash, Word::Close, _) if end == lexemes.len() => ClueKind::Stamp(day),
                (.., true) => ClueKind::Past(day),
                _ => ClueKind::Day(day),
            }
        }
        // `fell in November 2022`; but `booked for November 2022` may be to come.
        Tree::Month { year: Year::Is(year), month }
            if word(start.wrapping_sub(1)) != Word::For && is_past(reader, start, end) =>
        {
            ClueKind::Past(Date::new(year, month, 1).ok()?)
        }
        Tree::Year(year) | Tree::Month { year: Year::Is(year), .. } if is_past(reader, start, end) => {
            ClueKind::PastYear(year)
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

/// Whether the verb nearest to a date is in the past, and nothing near looks ahead.
fn is_past(reader: Reader<'_>, start: usize, end: usize) -> bool {
    let near = reader.lexemes.get(start.saturating_sub(8)..(end + 8).min(reader.lexemes.len())).unwrap_or_default();
    let ahead = |word| {
        matches!(word, Word::By | Word::Until | Word::Will | Word::Plan | Word::Slated | Word::Modal | Word::Ending)
    };
    !near.iter().any(|lexeme| ahead(lexeme.word)) && matches!(reader.look(start, end), Look::Back | Look::Over)
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
