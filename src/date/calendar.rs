//! The civil calendar: what days a period covers. Years run from −9999 to 9999; what lies beyond has
//! open ends.

use jiff::Span;
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
            Self::Season { year, season } => months(year, season.first_month(), 3),
            Self::Quarter { year, quarter } => months(year, 3 * quarter - 2, 3),
            Self::Half { year, half } => months(year, 6 * half - 5, 6),
            Self::Year(year) => months(year, 1, 12),
            Self::Decade(decade) => years(decade.saturating_mul(10), 10),
            // The 5th century BC is 500 to 401 BC, and 1 BC is the year 0.
            Self::Century(century @ ..0) => years(century.saturating_mul(100).saturating_add(1), 100),
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

impl Season {
    /// By the northern calendar of meteorologists.
    pub(super) fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// `later - earlier` in days.
pub(crate) fn days_between(earlier: Date, later: Date) -> i32 {
    earlier.until(later).map_or(0, |span| span.get_days())
}

/// The date so many days later; none beyond the calendar.
pub(super) fn plus_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The date so many months later, on the last day of a month that has no such day.
pub(super) fn plus_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// The ISO week of a day: its year and number.
pub(super) fn iso_week(date: Date) -> (i16, i8) {
    let week = date.iso_week_date();
    (week.year(), week.week())
}

/// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// The n-th weekday of a month (Monday is 1), or the −n-th from its end.
pub(super) fn nth_weekday(year: i16, month: i8, nth: i8, weekday: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
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
