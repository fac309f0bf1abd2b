//! What is counted from a day: `two days ago`, `a year earlier`, `three weeks from now`, `the day before`.

use super::quantity::Stretch;
use super::{Read, Reader};
use crate::date::lexicon::Word;
use crate::date::tree::{From, Look, Tree};
use crate::date::value::{Count, Length, Unit};

impl Reader<'_> {
    /// A length with the word behind it that gives it a place; else a length, a rate (`$3 million a year`)
    /// or nothing.
    pub(super) fn placed(&self, at: usize, stretch: Stretch) -> Option<Read> {
        let Stretch { length, modifier, end, hyphened, plural } = stretch;
        let read = |tree, end| Read { tree, time: None, modifier, end };
        if hyphened {
            return Some(read(Tree::Duration(length), end));
        }
        if let Some(read) = self.weeks_from(length, end) {
            return Some(read);
        }
        if let Some((back, from, end)) = self.direction(end) {
            // `an hour later`, `a few days later`: no day of the calendar, but a length that can be told.
            if from == From::Text && (length.unit < Unit::Day || length.count.is_none()) {
                return Some(read(Tree::Duration(length), stretch.end));
            }
            return Some(read(Tree::Offset { length, back, from }, end));
        }
        if self.word(at) == Word::A && !plural && self.is_rate(at) {
            return None;
        }
        if self.is_one_day(at, end) {
            return Some(read(Tree::OneDay, end));
        }
        Some(read(Tree::Duration(length), end))
    }

    /// `ago`, `earlier`, `later`, `from now`, `' time`, and `before` or `after` with nothing behind them: whether it
    /// looks back, from where, and the lexeme behind.
    pub(super) fn direction(&self, at: usize) -> Option<(bool, From, usize)> {
        match self.word(at) {
            Word::Ago => Some((true, From::Dct, at + 1)),
            Word::Earlier => Some((true, From::Text, at + 1)),
            Word::Later => Some((false, From::Text, at + 1)),
            Word::Before if self.ends_clause(at + 1) => Some((true, From::Text, at + 1)),
            Word::After if self.ends_clause(at + 1) => Some((false, From::Text, at + 1)),
            // `in two days' time`
            Word::Apostrophe if self.letters(at + 1) == "time" => Some((false, From::Dct, at + 2)),
            Word::From if matches!(self.word(at + 1), Word::Now | Word::Today) => Some((false, From::Dct, at + 2)),
            _ => None,
        }
    }

    pub(super) fn ends_clause(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            Word::Stop
                | Word::Comma
                | Word::Semicolon
                | Word::Colon
                | Word::Quote
                | Word::Close
                | Word::Dash
                | Word::Edge
        )
    }

    /// `three times a day`, `$33 million a year`: the unit a number is counted by.
    pub(super) fn is_rate(&self, at: usize) -> bool {
        match self.before(at, 1) {
            Word::Magnitude | Word::Percent | Word::Grouped | Word::Decimal | Word::Units(_) | Word::Once => true,
            Word::Digits(_) => true,
            Word::Plain if matches!(self.letters(at - 1), "twice" | "times") => true,
            Word::Plain => {
                let counted = matches!(
                    self.before(at, 2),
                    Word::Magnitude
                        | Word::Grouped
                        | Word::Digits(_)
                        | Word::Decimal
                        | Word::Cardinal
                        | Word::Several
                        | Word::Many
                );
                counted && (self.letters(at - 1).ends_with('s') || self.letters(at - 1) == "people")
            }
            _ => false,
        }
    }

    /// `will one day be`: no length, but a day that is not known.
    fn is_one_day(&self, at: usize, end: usize) -> bool {
        if self.word(at) != Word::Cardinal
            || self.value(at) != 1
            || self.word(end - 1) != Word::Unit(Unit::Day)
            || end != at + 2
        {
            return false;
        }
        let counted_before = matches!(
            self.before(at, 1),
            Word::In
                | Word::Within
                | Word::For
                | Word::After
                | Word::Than
                | Word::Only
                | Word::Least
                | Word::Before
                | Word::By
                | Word::Of
                | Word::About
                | Word::The
                | Word::Its
                | Word::During
                | Word::At
                | Word::From
                | Word::Nearly
        );
        let counted_behind = matches!(
            self.word(end),
            Word::After
                | Word::Before
                | Word::Of
                | Word::In
                | Word::To
                | Word::From
                | Word::For
                | Word::At
                | Word::Ahead
                | Word::Or
        );
        // `in the job one day`: counted, unless something is to come of it.
        let noun = self.before(at, 1) == Word::Plain
            && !matches!(
                self.letters(at - 1),
                "but" | "when" | "if" | "because" | "while" | "then" | "perhaps" | "who"
            );
        !counted_before && !counted_behind && (!noun || self.look_of_one_day(at, end) == Look::Ahead)
    }

    /// Whether `one day` is to come: a wish, a promise, a prospect near it.
    pub(super) fn look_of_one_day(&self, start: usize, end: usize) -> Look {
        let near =
            (start.saturating_sub(6)..start).rev().take_while(|at| self.word(*at) != Word::Stop).chain(end..end + 3);
        for at in near {
            match self.word(at) {
                Word::Will | Word::Modal | Word::To | Word::Plan | Word::Slated => return Look::Ahead,
                Word::Was => return Look::Back,
                _ => {}
            }
        }
        Look::Unknown
    }

    /// `the day before`, `the year earlier`, `the week after` (`at` is the unit).
    pub(super) fn unit_offset(&self, at: usize) -> Option<Read> {
        let Word::Unit(unit) = self.word(at) else { return None };
        let (back, _, end) = self.direction(at + 1).filter(|(.., end)| *end == at + 2)?;
        let length = Length { count: Some(Count::ONE), unit };
        Some(Read::new(Tree::Offset { length, back, from: From::Text }, end))
    }
}
