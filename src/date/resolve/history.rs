//! Dates that hang on the date told last, not on the day of writing: in histories, which tell of other years
//! than their own, and in any passage that goes on from a date with its year.

use super::nearest::nearest_day;
use super::{Mentioned, Resolved, Resolver};
use crate::date::calendar::{days_between, plus_months};
use crate::date::reason::Reason;
use crate::date::tree::{Expression, Look, Tree, Which, Year};
use crate::date::value::{Period, Season, Unit};
use crate::date::{Anchor, Date};

/// A text is a history when it names at least so many other years …
const YEARS: usize = 4;

/// … and each of its todays, Fridays and last weeks is outweighed by so many of them; …
const TO_ONE: usize = 3;

/// … or so many, and there is no such word at all.
const YEARS_ALONE: usize = 3;

/// A date goes on from one with its year at most so many sentences before it, …
const GOES_ON: u32 = 2;

/// … unless the day of writing has such a day so near, for news has background.
const NEAR: i32 = 75;

/// Whether the text tells of other years than that of `dct`.
pub(in crate::date) fn is_history(expressions: &[Expression], dct: Option<Date>) -> bool {
    let (mut others, mut news) = (0, 0);
    for expression in expressions {
        match expression.tree {
            Tree::Date { year: Year::Is(year), .. }
            | Tree::Month { year: Year::Is(year), .. }
            | Tree::Season { year: Year::Is(year), .. }
            | Tree::Year(year) => {
                let own = dct.is_some_and(|dct| (i32::from(dct.year()) - i32::from(year)).abs() <= 1);
                others += usize::from(!own);
            }
            Tree::Days(_) | Tree::Weekday { .. } => news += 1,
            Tree::Unit { which: Which::This | Which::Last | Which::Next, unit } if unit >= Unit::Week => news += 1,
            Tree::Month { year: Year::Which(Which::Last | Which::This | Which::Next), .. }
            | Tree::Season { year: Year::Which(Which::Last | Which::This | Which::Next), .. } => news += 1,
            _ => {}
        }
    }
    others >= YEARS && others > news * TO_ONE || others >= YEARS_ALONE && news == 0
}

impl Resolver {
    /// The date told last, when what follows hangs on it.
    fn told(&self, look: Look, sentence: u32) -> Option<(Date, Mentioned)> {
        let goes_on =
            |last: &Mentioned| last.dated && look != Look::Ahead && sentence.saturating_sub(last.sentence) <= GOES_ON;
        let last = self.last.filter(|last| self.history || goes_on(last))?;
        Some((last.period.interval().earliest?, last))
    }

    /// A day without its year, as the story goes on.
    pub(super) fn told_day(&self, month: i8, day: i8, look: Look, sentence: u32) -> Option<Resolved> {
        let (from, last) = self.told(look, sentence)?;
        if !self.history && self.is_near(month, day, look) {
            return None;
        }
        let year = year_of(from, last.period, month)?;
        let day = Date::new(year, month, day).ok()?;
        Some(Resolved::period(Period::Day(day), Anchor::Timex(last.span), Reason::YearFromText))
    }

    /// A month without its year; `the following April`.
    pub(super) fn told_month(&self, year: Year, month: i8, look: Look, sentence: u32) -> Option<Resolved> {
        let (year, span) = match year {
            Year::Unsaid => {
                let (from, last) = self.told(look, sentence)?;
                if !self.history && self.is_near(month, 15, look) {
                    return None;
                }
                (year_of(from, last.period, month)?, last.span)
            }
            Year::Which(which) => self.beside_told(which, month)?,
            _ => return None,
        };
        Some(Resolved::period(Period::Month { year, month }, Anchor::Timex(span), Reason::YearFromText))
    }

    /// A season without its year: the one of the year told of; `the following spring`.
    pub(super) fn told_season(&self, year: Year, season: Season) -> Option<Resolved> {
        let (year, span) = match year {
            Year::Unsaid => {
                let last = self.last.filter(|_| self.history)?;
                (last.period.interval().earliest?.year(), last.span)
            }
            Year::Which(which) => self.beside_told(which, season.first_month())?,
            _ => return None,
        };
        Some(Resolved::period(Period::Season { year, season }, Anchor::Timex(span), Reason::YearFromText))
    }

    /// The year of the first such month behind the period told of, or of the last before it.
    fn beside_told(&self, which: Which, month: i8) -> Option<(i16, crate::text::Span)> {
        let last = self.last?;
        let days = last.period.interval();
        let year = match which {
            Which::Following => days.latest.map(|date| date.year() + i16::from(month <= date.month())),
            Which::Previous => days.earliest.map(|date| date.year() - i16::from(month >= date.month())),
            _ => None,
        }?;
        Some((year, last.span))
    }

    /// Whether the day of writing has such a day near it.
    fn is_near(&self, month: i8, day: i8, look: Look) -> bool {
        let Some(dct) = self.dct else { return false };
        let days = (dct.year() - 1..=dct.year() + 1).filter_map(|year| Date::new(year, month, day).ok());
        nearest_day(dct, days, look).is_some_and(|(near, _)| days_between(dct, near).abs() <= NEAR)
    }
}

/// The year of a month: the one told of, unless that would be a step back of more than half a year.
fn year_of(from: Date, told: Period, month: i8) -> Option<i16> {
    let first = Date::new(from.year(), month, 1).ok()?;
    let whole = matches!(told, Period::Year(_) | Period::Decade(_) | Period::Century(_) | Period::Season { .. });
    let back = days_between(first, from) > 183 && !whole;
    if back { plus_months(first, 12).map(Date::year) } else { Some(from.year()) }
}
