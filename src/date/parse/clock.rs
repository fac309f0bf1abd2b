//! Times of the day: `5 p.m. EST Nov. 9`, `10:35 a.m.`, `noon Saturday`, `this morning`.

use super::{Read, Reader};
use crate::date::lexicon::Word;
use crate::date::tree::{Tree, Which};
use crate::date::value::{PartOfDay, TimeOfDay, Unit};

impl Reader<'_> {
    /// `5 p.m.`, `10:35`, `4 in the morning`, with the day that stands behind it.
    pub(super) fn clock(&self, at: usize) -> Option<Read> {
        let (time, end) = self.clock_time(at)?;
        Some(self.with_day(time, end))
    }

    /// `noon`, `midnight`, `morning`: times of day in a word.
    pub(super) fn clock_first(&self, at: usize) -> Option<Read> {
        match self.word(at) {
            // `High Noon`
            Word::Noon if self.letters(at.saturating_sub(1)).eq_ignore_ascii_case("high") => None,
            Word::Noon => Some(self.with_day(TimeOfDay::Clock { hour: 12, minute: None }, at + 1)),
            Word::Midnight => Some(self.with_day(TimeOfDay::Clock { hour: 24, minute: None }, at + 1)),
            Word::Part(PartOfDay::Midday) => Some(self.with_day(TimeOfDay::Clock { hour: 12, minute: None }, at + 1)),
            _ => None,
        }
    }

    fn clock_time(&self, at: usize) -> Option<(TimeOfDay, usize)> {
        let (hour, minute, mut end) = match self.word(at) {
            Word::Digits(1 | 2) if matches!(self.word(at + 1), Word::Colon) && self.glued(at) => {
                let minute = matches!(self.word(at + 2), Word::Digits(2)).then(|| self.value(at + 2))?;
                // `10:35:07`
                let seconds = self.word(at + 3) == Word::Colon
                    && self.glued(at + 2)
                    && matches!(self.word(at + 4), Word::Digits(2));
                (self.value(at), Some(minute), if seconds { at + 5 } else { at + 3 })
            }
            Word::Digits(1 | 2) => (self.value(at), None, at + 1),
            // `5.30 p.m.`, `9.45am`
            Word::Decimal => (self.value(at) / 100, Some(self.value(at) % 100), at + 1),
            // `1430 GMT`
            Word::Digits(4) if self.word(at + 1) == Word::Zone => {
                (self.value(at) / 100, Some(self.value(at) % 100), at + 1)
            }
            _ => return None,
        };
        let mut hour = i8::try_from(hour).ok().filter(|hour| *hour <= 24)?;
        let minute = minute.map_or(Some(None), |m| i8::try_from(m).ok().filter(|m| *m < 60).map(Some))?;
        let clock = match self.word(end) {
            Word::Meridiem(half) => {
                end += 1;
                hour = twelve(hour, half)?;
                true
            }
            Word::In if self.word(end + 1) == Word::The && matches!(self.word(end + 2), Word::Part(_)) => {
                let half = if self.word(end + 2) == Word::Part(PartOfDay::Morning) { 0 } else { 12 };
                let late = matches!(
                    self.word(end + 2),
                    Word::Part(PartOfDay::Afternoon | PartOfDay::Evening | PartOfDay::Night)
                );
                let named = self.word(end + 2) == Word::Part(PartOfDay::Morning) || late;
                if !named || hour > 12 || self.word(at) == Word::Decimal {
                    return None;
                }
                end += 3;
                hour = twelve(hour, half)?;
                true
            }
            _ if self.is_o_clock(end) => {
                end += 2;
                true
            }
            Word::Zone => true,
            // `10:35` alone is a time where a time stands, and a score, a verse or a ratio elsewhere.
            _ => {
                minute.is_some()
                    && matches!(self.word(at), Word::Digits(_))
                    && matches!(self.before(at, 1), Word::At | Word::By | Word::Until | Word::From)
            }
        };
        if !clock {
            return None;
        }
        if self.word(end) == Word::Zone && self.letters(end).chars().all(char::is_uppercase) {
            end += 1;
        }
        Some((TimeOfDay::Clock { hour, minute }, end))
    }

    /// `o'clock`, which is cut at its apostrophe.
    fn is_o_clock(&self, at: usize) -> bool {
        self.letters(at) == "o" && self.glued(at) && self.letters(at + 1).ends_with("clock")
    }

    /// Takes in the day behind a time of the clock: `5 p.m. EST, Nov. 6`, `noon Thursday`, `6 p.m. tomorrow`.
    fn with_day(&self, time: TimeOfDay, end: usize) -> Read {
        let alone = Read::new(Tree::Clock, end).at_time(time);
        let day = match self.word(end) {
            Word::Comma if matches!(self.word(end + 1), Word::Month(_) | Word::ShortMonth(_) | Word::Weekday(_)) => {
                end + 1
            }
            Word::On
                if matches!(
                    self.word(end + 1),
                    Word::Month(_) | Word::ShortMonth(_) | Word::Weekday(_) | Word::Digits(_) | Word::OrdinalDigits
                ) =>
            {
                end + 1
            }
            _ => end,
        };
        let read = match self.word(day) {
            Word::Month(_) | Word::ShortMonth(_) => self.month_first(day),
            Word::Weekday(_) => self.weekday_first(day),
            Word::Digits(_) | Word::OrdinalDigits => self.numeric(day).or_else(|| self.day_first(day)),
            Word::Today | Word::Yesterday | Word::Tomorrow => self.day_word(day),
            _ => None,
        };
        match read {
            Some(read) if read.tree.is_day() && read.time.is_none() => read.at_time(time),
            _ => alone,
        }
    }

    /// `T10:30Z` behind a date in digits.
    pub(super) fn iso_time(&self, date: Read) -> Read {
        let at = date.end;
        let time =
            self.letters(at).strip_prefix('T').and_then(|hour| hour.parse().ok()).filter(|hour: &i8| *hour <= 24);
        match (time, self.word(at + 1), self.word(at + 2)) {
            (Some(hour), Word::Colon, Word::Digits(2)) if at > 0 && self.glued(at - 1) => {
                let minute = i8::try_from(self.value(at + 2)).ok().filter(|minute| *minute < 60);
                let seconds = self.word(at + 3) == Word::Colon && matches!(self.word(at + 4), Word::Digits(2));
                let end = if seconds { at + 5 } else { at + 3 };
                let zulu = self.letters(end) == "Z" && self.glued(end - 1);
                date.at_time(TimeOfDay::Clock { hour, minute }).until(if zulu { end + 1 } else { end })
            }
            _ => date,
        }
    }

    /// `this morning`, `the night`, `that evening` (`at` is the determiner).
    pub(super) fn part_behind(&self, at: usize, which: Which) -> Option<Read> {
        match self.word(at + 1) {
            Word::Part(PartOfDay::Midday) => None,
            Word::Part(part) => Some(Read::new(Tree::Part { which, part }, at + 2)),
            _ => None,
        }
    }

    /// `morning of 7 December`, `night of the same day` (`at` is the part of the day).
    pub(super) fn part_of_day(&self, at: usize) -> Option<Read> {
        let Word::Part(part) = self.word(at) else { return None };
        let of = self.word(at + 1) == Word::Of;
        let day = of.then(|| self.plain(at + 2)).flatten()?;
        (day.tree.is_day() && day.time.is_none() && day.modifier.is_none()).then(|| day.at_time(TimeOfDay::Part(part)))
    }

    /// `today`, `yesterday`, `tomorrow morning`, `tonight`, `overnight`.
    pub(super) fn day_word(&self, at: usize) -> Option<Read> {
        // `today's youth`, `the people of tomorrow`: an age, not a day; `Africa Today`: a name.
        let of = self.before(at, 1) == Word::Of;
        let people =
            matches!(self.letters(at + 2), "world" | "youth" | "society" | "economy" | "generation" | "standards");
        let age = match self.word(at + 1) {
            Word::Possessive => of || people,
            _ => of && self.word(at) == Word::Tomorrow,
        };
        if age || self.is_capital(at) && self.before(at, 1) == Word::Name {
            return None;
        }
        let night = TimeOfDay::Part(PartOfDay::Night);
        let days = match self.word(at) {
            Word::Today => 0,
            Word::Yesterday => -1,
            Word::Tomorrow => 1,
            Word::Tonight => return Some(Read::new(Tree::Days(0), at + 1).at_time(night)),
            Word::Overnight => {
                return Some(Read::new(Tree::Part { which: Which::Last, part: PartOfDay::Night }, at + 1));
            }
            _ => return None,
        };
        Some(self.with_part(Read::new(Tree::Days(days), at + 1)))
    }

    /// `the day before yesterday`, `the day after tomorrow`: `at` is `day`.
    pub(super) fn day_before_yesterday(&self, at: usize) -> Option<Read> {
        if self.word(at) != Word::Unit(Unit::Day) {
            return None;
        }
        match (self.word(at + 1), self.word(at + 2)) {
            // `The Day After Tomorrow` is a film.
            _ if self.is_name(at + 1) => None,
            (Word::Before, Word::Yesterday) => Some(Read::new(Tree::Days(-2), at + 3)),
            (Word::After, Word::Tomorrow) => Some(Read::new(Tree::Days(2), at + 3)),
            _ => None,
        }
    }
}

/// The hour of twelve with its half of the day, as one of twenty-four.
fn twelve(hour: i8, half: i8) -> Option<i8> {
    match hour {
        12 => Some(half),
        1..=11 => Some(hour + half),
        0 | 13..=23 => Some(hour),
        _ => None,
    }
}
