//! Histories: texts that tell of other years than their own. There a month without a year hangs on the
//! date told last, not on the day of writing.

use super::{Mentioned, Resolved, Resolver};
use crate::date::calendar::{days_between, plus_months};
use crate::date::reason::Reason;
use crate::date::tree::{Expression, Tree, Which, Year};
use crate::date::value::{Period, Season, Unit};
use crate::date::{Anchor, Date};

/// A text is a history when it names at least so many other years …
const YEARS: usize = 5;

/// … and each of its todays, Fridays and last weeks is outweighed by so many of them.
const TO_ONE: usize = 3;

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
            Tree::Month { year: Year::Which(_), .. } | Tree::Season { year: Year::Which(_), .. } => news += 1,
            _ => {}
        }
    }
    others >= YEARS && others > news * TO_ONE
}

impl Resolver {
    /// The date told last, in a history.
    fn told(&self) -> Option<(Date, Mentioned)> {
        let last = self.last.filter(|_| self.history)?;
        Some((last.period.interval().earliest?, last))
    }

    /// A day without its year, as the story goes on.
    pub(super) fn told_day(&self, month: i8, day: i8) -> Option<Resolved> {
        let (from, last) = self.told()?;
        let year = year_of(from, last.period, month)?;
        let day = Date::new(year, month, day).ok()?;
        Some(Resolved::period(Period::Day(day), Anchor::Timex(last.span), Reason::YearFromText))
    }

    /// A month without its year.
    pub(super) fn told_month(&self, month: i8) -> Option<Resolved> {
        let (from, last) = self.told()?;
        let year = year_of(from, last.period, month)?;
        Some(Resolved::period(Period::Month { year, month }, Anchor::Timex(last.span), Reason::YearFromText))
    }

    /// A season without its year: the one of the year told of.
    pub(super) fn told_season(&self, season: Season) -> Option<Resolved> {
        let (from, last) = self.told()?;
        let period = Period::Season { year: from.year(), season };
        Some(Resolved::period(period, Anchor::Timex(last.span), Reason::YearFromText))
    }
}

/// The year of a month: the one told of, unless that would be a step back of more than half a year.
fn year_of(from: Date, told: Period, month: i8) -> Option<i16> {
    let first = Date::new(from.year(), month, 1).ok()?;
    let whole = matches!(told, Period::Year(_) | Period::Decade(_) | Period::Century(_) | Period::Season { .. });
    let back = days_between(first, from) > 183 && !whole;
    if back { plus_months(first, 12).map(Date::year) } else { Some(from.year()) }
}
