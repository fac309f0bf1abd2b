//! Weekdays: `Friday`, `Friday night`, `Tuesday, January 11`, `last Friday`.

use super::{Read, Reader};
use crate::date::lexicon::Word;
use crate::date::tree::{Tree, Which};
use crate::date::value::{Length, TimeOfDay, Unit};

impl Reader<'_> {
    pub(super) fn weekday_first(&self, at: usize) -> Option<Read> {
        if let Word::Weekdays(weekday) = self.word(at) {
            let counted = matches!(self.before(at, 1), Word::Cardinal | Word::Digits(_) | Word::Few | Word::Several);
            return (self.is_capital(at) && !counted).then(|| Read::new(Tree::EachWeekday(weekday, None), at + 1));
        }
        let (weekday, next) = self.weekday_name(at)?;
        let dated = if self.word(next) == Word::Comma { next + 1 } else { next };
        let dated = if self.word(dated) == Word::The { dated + 1 } else { dated };
        let date = match self.word(dated) {
            Word::Month(_) | Word::ShortMonth(_) => self.month_first(dated),
            Word::Digits(_) | Word::OrdinalDigits => self.digits_first(dated),
            _ => None,
        };
        if let Some(Read { tree: Tree::Date { year, month, day, .. }, end, .. }) = date {
            return Some(Read::new(Tree::Date { year, month, day, weekday: Some(weekday) }, end));
        }
        if matches!(self.word(at), Word::ShortWeekday(_)) {
            return None;
        }
        // `Bloody Sunday`, `Sunday Times`: a name, unless the word before is no part of one.
        if self.word(next) == Word::Name && self.is_title(next) || self.is_hyphen(next) || self.is_called(at) {
            return None;
        }
        // `Monday week`
        if self.word(next) == Word::Unit(Unit::Week) && self.is_lower(next) && self.ends_clause(next + 1) {
            return Some(Read::new(Tree::WeeksFrom { weekday, weeks: 1, back: false }, next + 1));
        }
        // `Friday Night Lights`: the name of a show.
        if matches!(self.word(next), Word::Part(_)) && self.is_name(next) && self.word(next + 1) == Word::Name {
            return None;
        }
        Some(self.with_part(Read::new(Tree::Weekday { which: Which::The, weekday }, next)))
    }

    /// `a week on Friday`, `two weeks from Monday`, `a week ago Tuesday`, with the weekday's clause at its end (`at` is
    /// behind the length).
    pub(super) fn weeks_from(&self, length: Length, at: usize) -> Option<Read> {
        let weeks =
            length.count.filter(|_| length.unit == Unit::Week).and_then(|count| i8::try_from(count.0 / 100).ok())?;
        let back = self.word(at) == Word::Ago;
        if weeks == 0
            || !back && !matches!(self.word(at), Word::On | Word::From)
            || matches!(self.before(at, 3), Word::For)
        {
            return None;
        }
        let (weekday, end) = self.weekday_name(at + 1)?;
        self.ends_clause(end).then(|| Read::new(Tree::WeeksFrom { weekday, weeks, back }, end))
    }

    /// `two Sundays ago` (`at` is the number).
    pub(super) fn weekdays_ago(&self, at: usize) -> Option<Read> {
        let (count, next) = self.number(at)?;
        let Word::Weekdays(weekday) = self.word(next) else { return None };
        let weeks = i8::try_from(count.0 / 100).ok().filter(|_| self.word(next + 1) == Word::Ago)?.checked_sub(1)?;
        Some(Read::new(Tree::WeeksFrom { weekday, weeks, back: true }, next + 2))
    }

    /// A weekday's name; a short one takes its full stop.
    pub(super) fn weekday_name(&self, at: usize) -> Option<(i8, usize)> {
        if !self.is_capital(at) {
            return None;
        }
        match self.word(at) {
            Word::Weekday(weekday) => Some((weekday, at + 1)),
            Word::ShortWeekday(weekday) => {
                let dotted = self.word(at + 1) == Word::Dot && self.glued(at);
                Some((weekday, if dotted { at + 2 } else { at + 1 }))
            }
            _ => None,
        }
    }

    /// `Black Friday`, `Bloody Sunday`, `Super Tuesday`: the name of one day, whichever it was.
    fn is_called(&self, at: usize) -> bool {
        let before = self.letters(at.saturating_sub(1));
        at > 0
            && matches!(
                before,
                "Black"
                    | "Bloody"
                    | "Super"
                    | "Cyber"
                    | "Good"
                    | "Ash"
                    | "Palm"
                    | "Holy"
                    | "Maundy"
                    | "Shrove"
                    | "Giving"
                    | "Easter"
                    | "Whit"
                    | "Man"
                    | "Girl"
            )
    }

    /// The words papers and broadcasts are called by.
    fn is_title(&self, at: usize) -> bool {
        matches!(
            self.letters(at),
            "Times"
                | "Telegraph"
                | "Post"
                | "Mirror"
                | "Herald"
                | "Express"
                | "Star"
                | "Mail"
                | "Review"
                | "Tribune"
                | "World"
        )
    }

    /// Takes in a part of the day behind a day: `Friday night`, `tomorrow morning`, `Monday at noon` stays two.
    pub(super) fn with_part(&self, read: Read) -> Read {
        match self.word(read.end) {
            Word::Part(part) => read.at_time(TimeOfDay::Part(part)).until(read.end + 1),
            Word::Parts(part) => match read.tree {
                Tree::Weekday { weekday, .. } => {
                    Read { tree: Tree::EachWeekday(weekday, Some(part)), end: read.end + 1, ..read }
                }
                _ => read,
            },
            _ => read,
        }
    }
}
