//! The civil calendar: what days a period covers. Years run from −9999 to 9999; what lies beyond has
//! open ends.

use jiff::ToSpan;
use jiff::civil::{ISOWeekDate, Weekday};

use super::value::{Modifier, Period, Season};
use super::{Date, Interval};

impl Interval {
    /// One day.
    pub fn day(date: Date) -> Self {
        Self { earliest: Some(date), latest: Some(date) }
    }

    pub fn new(earliest: Option<Date>, latest: Option<Date>) -> Self {
        Self { earliest, latest }
    }

    /// How many days it has, when both ends are known.
    pub fn days(&self) -> Option<i32> {
        Some(days_between(self.earliest?, self.latest?) + 1)
    }

    /// The first, middle or last third, as `early`, `mid` and `late` mean it.
    pub fn part(&self, modifier: Modifier) -> Self {
        let (Some(earliest), Some(latest)) = (self.earliest, self.latest) else { return *self };
        let third = days_between(earliest, latest) / 3;
        let (from, to) = match modifier {
            Modifier::Start => (Some(earliest), plus_days(earliest, third)),
            Modifier::Mid => (plus_days(earliest, third), plus_days(latest, -third)),
            Modifier::End => (plus_days(latest, -third), Some(latest)),
            _ => return *self,
        };
        Self { earliest: from.or(Some(earliest)), latest: to.or(Some(latest)) }
    }
}

impl Period {
    /// The days it covers; open when they are not known.
    pub fn interval(self) -> Interval {
        match self {
            Self::Day(date) => Interval::day(date),
            Self::Week { year, week } => week_days(year, week, Weekday::Monday),
            Self::Weekend { year, week } => week_days(year, week, Weekday::Saturday),
            Self::Month { year, month } => months(year, month, 1),
            Self::Season { year, season: Season::Spring } => months(year, 3, 3),
            Self::Season { year, season: Season::Summer } => months(year, 6, 3),
            Self::Season { year, season: Season::Autumn } => months(year, 9, 3),
            Self::Season { year, season: Season::Winter } => months(year, 12, 3),
            Self::Quarter { year, quarter } => months(year, 3 * quarter - 2, 3),
            Self::Half { year, half } => months(year, 6 * half - 5, 6),
            Self::Year(year) => months(year, 1, 12),
            Self::Decade(decade) => years(decade.saturating_mul(10), 10),
            Self::Century(century) => years(century.saturating_mul(100), 100),
            Self::MonthDay { .. }
            | Self::AnyMonth(_)
            | Self::Weekday(_)
            | Self::AnySeason(_)
            | Self::AnyQuarter(_)
            | Self::Some(_) => Interval::default(),
        }
    }
}

/// `later - earlier` in days.
pub(super) fn days_between(earlier: Date, later: Date) -> i32 {
    earlier.until(later).map_or(0, |span| span.get_days())
}

/// The date so many days later; none beyond the calendar.
pub(super) fn plus_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

/// The date so many months later, on the last day of a month that has no such day.
pub(super) fn plus_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(months.months()).ok()
}

fn week_days(year: i16, week: i8, from: Weekday) -> Interval {
    let day = |weekday| ISOWeekDate::new(year, week, weekday).ok().map(|day| day.date());
    Interval::new(day(from), day(Weekday::Sunday))
}

/// So many whole months, from the first of `month`.
fn months(year: i16, month: i8, count: i32) -> Interval {
    let Ok(first) = Date::new(year, month, 1) else { return Interval::default() };
    Interval::new(Some(first), plus_months(first, count).and_then(|next| plus_days(next, -1)))
}

fn years(first: i16, count: i16) -> Interval {
    let last = first.saturating_add(count - 1);
    Interval::new(Date::new(first, 1, 1).ok(), Date::new(last, 12, 31).ok())
}
