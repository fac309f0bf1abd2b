//! Expressions that leave out the year or the week: the nearest one, or the one the clause looks to.

use jiff::civil::Weekday;

use super::{Mentioned, Resolved, Resolver};
use crate::date::calendar::{days_between, plus_days, plus_months};
use crate::date::reason::Reason;
use crate::date::tree::{Look, Which, Year};
use crate::date::value::{Period, Season, Unit};
use crate::date::{Anchor, Date};

/// A clause that looks the other way outweighs nearness when the nearest day is farther off than this.
const NEAR: i32 = 135;

impl Resolver {
    /// A year that is said, or said in relation to the article's date or the text.
    pub(super) fn year(&self, year: Year) -> Option<(i16, Anchor, Reason)> {
        let from_dct = |years: i16| {
            let from = self.dct?;
            Some((from.year().checked_add(years)?, Anchor::Dct, Reason::YearReckoned { from }))
        };
        let from_text = |years: i16| {
            let last = self.last?;
            let year = last.period.interval().earliest?.year().checked_add(years)?;
            Some((year, Anchor::Timex(last.span), Reason::FromText))
        };
        match year {
            Year::Is(year) => Some((year, Anchor::None, Reason::Stated)),
            Year::Told(years) => from_text(years),
            Year::Which(Which::That) => from_text(0),
            Year::Which(Which::Following) => from_text(1),
            Year::Which(Which::Previous) => from_text(-1),
            Year::Which(Which::Last) => from_dct(-1),
            Year::Which(Which::Next | Which::TheNext) => from_dct(1),
            Year::Ago(years) => from_dct(-years),
            Year::Which(Which::This | Which::The | Which::Latest) | Year::Unsaid => from_dct(0),
        }
    }

    /// `January 9`, with or without its year.
    pub(super) fn date(
        &self,
        year: Year,
        month: i8,
        day: i8,
        weekday: Option<i8>,
        look: Look,
        sentence: u32,
    ) -> Resolved {
        let yearless = Period::MonthDay { month, day };
        if let Some(told) = (year == Year::Unsaid).then(|| self.told_day(month, day, look, sentence)).flatten() {
            return told;
        }
        // `7 to 8 August`: two days of one month in a sentence are of one year.
        if year == Year::Unsaid
            && look == Look::Unknown
            && let Some(beside) = self.day.filter(|last| last.sentence == sentence)
            && let Period::Day(other) = beside.period
            && other.month() == month
            && let Ok(date) = Date::new(other.year(), month, day)
        {
            return Resolved::period(Period::Day(date), Anchor::Dct, Reason::YearFromText);
        }
        if let (Year::Unsaid, Some(dct)) = (year, self.dct) {
            // A weekday beside it that does not fit moves it to another year only where that is near too.
            let on = |year| Date::new(year, month, day).ok();
            let fits = |date: &Date| {
                let right = |weekday| number(date.weekday()) == weekday && days_between(dct, *date).abs() <= 200;
                weekday.is_none_or(right)
            };
            let near = || (dct.year() - 1..=dct.year() + 1).filter_map(on);
            let far = (dct.year() - 8..=dct.year() + 8).filter_map(on);
            let found = nearest_day(dct, near().filter(fits), look)
                .or_else(|| nearest_day(dct, near(), look))
                .or_else(|| nearest_day(dct, far, look));
            return match found {
                Some((date, reason)) => {
                    let other =
                        near().filter(|other| *other != date).min_by_key(|other| days_between(dct, *other).abs());
                    Resolved::period(Period::Day(date), Anchor::Dct, reason).or(other.map(Period::Day))
                }
                None => Resolved::unknown(yearless),
            };
        }
        if let (Year::Which(which @ (Which::Last | Which::Next | Which::TheNext)), Some(dct)) = (year, self.dct) {
            // `last May 5`: the last one, not the one of last year.
            let look = if which == Which::Last { Look::Back } else { Look::Ahead };
            let days = (dct.year() - 1..=dct.year() + 1).filter_map(|year| Date::new(year, month, day).ok());
            if let Some((date, reason)) = look_only(dct, days, look) {
                return Resolved::period(Period::Day(date), Anchor::Dct, reason);
            }
        }
        match self.year(year) {
            Some((year, anchor, reason)) => match Date::new(year, month, day) {
                Ok(date) => Resolved::period(Period::Day(date), anchor, reason),
                Err(_) => Resolved::unknown(yearless),
            },
            None => Resolved::unknown(yearless),
        }
    }

    /// `the 7th`: of the month told of, else of the article's or the one before or after it.
    pub(super) fn day_of_month(&self, day: i8, look: Look, sentence: u32) -> Resolved {
        let unknown = Resolved::unknown(Period::Some(Unit::Day));
        let in_month = |(year, month): (i16, i8)| Date::new(year, month, day).ok().map(Period::Day);
        let near = |last: &Mentioned| self.history || sentence.saturating_sub(last.sentence) <= 3;
        if let Some((last, Some(month))) = self.last.filter(near).map(|last| (last, month_of(last.period))) {
            return in_month(month)
                .map_or(unknown, |day| Resolved::period(day, Anchor::Timex(last.span), Reason::FromText));
        }
        let Some(from) = self.dct else { return unknown };
        let later = day > from.day();
        let (months, reason) = match look {
            Look::Ahead => (i32::from(day < from.day()), Reason::NextAfter { from }),
            _ => (-i32::from(later), Reason::LastBefore { from }),
        };
        let month = plus_months(from, months).map(|date| (date.year(), date.month()));
        month.and_then(in_month).map_or(unknown, |day| Resolved::period(day, Anchor::Dct, reason))
    }

    /// `January`, `last May`, `June of this year`.
    pub(super) fn month(&self, year: Year, month: i8, look: Look, sentence: u32) -> Resolved {
        if let Some(told) = self.told_month(year, month, look, sentence) {
            return told;
        }
        let Some(dct) = self.dct else {
            return match self.year(year) {
                Some((year, anchor, reason)) => Resolved::period(Period::Month { year, month }, anchor, reason),
                None => Resolved::unknown(Period::AnyMonth(month)),
            };
        };
        // Months from the article's: −8 to 3 is nearest, for news tells more of the past.
        let ahead = i16::from((month - dct.month()).rem_euclid(12));
        let (months, reason) = match (year, look) {
            (Year::Which(Which::Last), _) => {
                (if ahead == 0 { -12 } else { ahead - 12 }, Reason::LastBefore { from: dct })
            }
            (Year::Which(Which::Next | Which::TheNext), _) => {
                (if ahead == 0 { 12 } else { ahead }, Reason::NextAfter { from: dct })
            }
            (Year::Unsaid, Look::Ahead) if ahead <= 11 => (ahead, Reason::NextAfter { from: dct }),
            // On the eve of November nobody calls the last one `November`.
            (Year::Unsaid, Look::Back) if ahead == 1 => (1, Reason::Nearest { from: dct }),
            (Year::Unsaid, Look::Back | Look::Over) => {
                (if ahead == 0 { 0 } else { ahead - 12 }, Reason::LastBefore { from: dct })
            }
            (Year::Unsaid, _) => (if ahead < 4 { ahead } else { ahead - 12 }, Reason::Nearest { from: dct }),
            _ => {
                return match self.year(year) {
                    Some((year, anchor, reason)) => Resolved::period(Period::Month { year, month }, anchor, reason),
                    None => Resolved::unknown(Period::AnyMonth(month)),
                };
            }
        };
        let at = |months: i16| {
            let count = i32::from(dct.year()) * 12 + i32::from(dct.month()) - 1 + i32::from(months);
            Period::Month { year: i16::try_from(count.div_euclid(12)).unwrap_or(dct.year()), month }
        };
        let other = if months > 0 { months - 12 } else { months + 12 };
        let alternative = (year == Year::Unsaid && months != 0).then(|| at(other));
        Resolved::period(at(months), Anchor::Dct, reason).or(alternative)
    }

    /// `the summer`, `last fall`, `winter of 1994`.
    pub(super) fn season(&self, year: Year, season: Season, look: Look) -> Resolved {
        if let Some(told) = self.told_season(year, season) {
            return told;
        }
        let Some(dct) = self.dct else {
            return match self.year(year) {
                Some((year, anchor, reason)) => Resolved::period(Period::Season { year, season }, anchor, reason),
                None => Resolved::unknown(Period::AnySeason(season)),
            };
        };
        let seasons = (dct.year() - 1..=dct.year() + 1).map(|year| Period::Season { year, season });
        let begun = |period: &Period| period.interval().earliest.is_some_and(|first| first <= dct);
        let over = |period: &Period| period.interval().latest.is_some_and(|last| last < dct);
        let (found, reason) = match (year, look) {
            (Year::Which(Which::Last), _) => (seasons.rev().find(over), Reason::LastBefore { from: dct }),
            (Year::Which(Which::Next | Which::TheNext), _) => {
                (seasons.clone().find(|s| !begun(s)), Reason::NextAfter { from: dct })
            }
            (Year::Which(Which::This), _) => {
                let mut now = seasons.clone().filter(|s| begun(s) && !over(s));
                (now.next().or(Some(Period::Season { year: dct.year(), season })), Reason::Reckoned { from: dct })
            }
            (Year::Unsaid, Look::Ahead) => (seasons.clone().find(|s| !over(s)), Reason::NextAfter { from: dct }),
            (Year::Unsaid, _) => (seasons.rev().find(begun), Reason::LastBefore { from: dct }),
            _ => {
                return match self.year(year) {
                    Some((year, anchor, reason)) => Resolved::period(Period::Season { year, season }, anchor, reason),
                    None => Resolved::unknown(Period::AnySeason(season)),
                };
            }
        };
        found.map_or(Resolved::unknown(Period::AnySeason(season)), |found| Resolved::period(found, Anchor::Dct, reason))
    }

    /// `Friday`, `last Friday`, `this coming Sunday`, `the previous Friday`.
    pub(super) fn weekday(&self, which: Which, weekday: i8, look: Look) -> Resolved {
        let unknown = Resolved::unknown(Period::Weekday(weekday));
        let step = |from, ahead, strictly| step(from, weekday, ahead, strictly);
        // In a history `on Friday` is the one after the day told of.
        let told = self.history && which == Which::The;
        let spoken = self.day.filter(|_| told || matches!(which, Which::Following | Which::Previous | Which::That));
        if let Some((from, span)) = spoken.and_then(|day| Some((day.period.interval().earliest?, day.span))) {
            let found = step(from, told || which == Which::Following, !told && which != Which::That);
            return found
                .map_or(unknown, |date| Resolved::period(Period::Day(date), Anchor::Timex(span), Reason::FromText));
        }
        let Some(from) = self.dct.filter(|_| !told) else { return unknown };
        let (ahead, strictly) = match (which, look) {
            (Which::Last | Which::Previous, _) => (false, true),
            (Which::Next | Which::TheNext | Which::Following, _) => (true, true),
            (Which::This, Look::Back) => (false, false),
            (Which::This, _) => (true, false),
            (_, Look::Ahead) => (true, false),
            _ => (false, false),
        };
        let reason = if ahead { Reason::LooksAhead { from } } else { Reason::NotAfter { from } };
        let Some(date) = step(from, ahead, strictly) else { return unknown };
        let other = plus_days(date, if date > from || date == from && ahead { -7 } else { 7 });
        Resolved::period(Period::Day(date), Anchor::Dct, reason).or(other.map(Period::Day))
    }

    /// `Monday week`, `two Sundays ago`.
    pub(super) fn weeks_from(&self, weekday: i8, weeks: i8, back: bool) -> Resolved {
        let days = i32::from(weeks) * if back { -7 } else { 7 };
        let found = |from| step(from, weekday, !back, true).and_then(|date| plus_days(date, days));
        match self.dct.and_then(|from| found(from).map(|date| (from, date))) {
            Some((from, date)) => Resolved::period(Period::Day(date), Anchor::Dct, Reason::Reckoned { from }),
            None => Resolved::unknown(Period::Weekday(weekday)),
        }
    }
}

/// The nearest such weekday ahead of a day or behind it; `strictly`, the day itself is not meant.
fn step(from: Date, weekday: i8, ahead: bool, strictly: bool) -> Option<Date> {
    let days = i32::from(weekday) - i32::from(from.weekday().to_monday_one_offset());
    let days = if ahead { days.rem_euclid(7) } else { -(-days).rem_euclid(7) };
    let days = if days == 0 && strictly { if ahead { 7 } else { -7 } } else { days };
    plus_days(from, days)
}

/// The day nearest to `dct`, or, when that is far off, the nearest on the side the clause looks to.
pub(super) fn nearest_day(dct: Date, days: impl Iterator<Item = Date> + Clone, look: Look) -> Option<(Date, Reason)> {
    // News tells of the past: a day ahead counts as half as far again.
    let weight = |day: &Date| match days_between(dct, *day) {
        ahead @ 1.. => ahead + ahead / 2,
        back => -back,
    };
    let nearest = days.clone().min_by_key(weight)?;
    let distance = days_between(dct, nearest);
    let against = match look {
        Look::Ahead => distance < -NEAR,
        Look::Back => distance > NEAR,
        Look::Over => distance > 0,
        Look::Unknown => false,
    };
    if !against {
        return Some((nearest, Reason::Nearest { from: dct }));
    }
    look_only(dct, days, look).or(Some((nearest, Reason::Nearest { from: dct })))
}

/// The nearest day on one side.
fn look_only(dct: Date, days: impl Iterator<Item = Date>, look: Look) -> Option<(Date, Reason)> {
    match look {
        Look::Ahead => Some((days.filter(|day| *day >= dct).min()?, Reason::NextAfter { from: dct })),
        _ => Some((days.filter(|day| *day <= dct).max()?, Reason::LastBefore { from: dct })),
    }
}

/// The month of a day, or the month itself.
fn month_of(period: Period) -> Option<(i16, i8)> {
    match period {
        Period::Day(date) => Some((date.year(), date.month())),
        Period::Month { year, month } => Some((year, month)),
        _ => None,
    }
}

/// The number of a weekday, Monday is 1.
pub(super) fn number(weekday: Weekday) -> i8 {
    weekday.to_monday_one_offset()
}

/// The weekend of the week of `date`, so many weeks on.
pub(super) fn weekend(date: Date, weeks: i32) -> Option<Period> {
    let (year, week) = crate::date::calendar::iso_week(plus_days(date, 7 * weeks)?);
    Some(Period::Weekend { year, week })
}

/// Kept beside the days for those that ask for the unit.
pub(super) fn of_unit(date: Date, unit: Unit) -> Period {
    let (year, month) = (date.year(), date.month());
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Period::Day(date),
        Unit::Week => super::week(date),
        Unit::Weekend => weekend(date, 0).unwrap_or(Period::Some(Unit::Weekend)),
        Unit::Month => Period::Month { year, month },
        Unit::Quarter => Period::Quarter { year, quarter: (month + 2) / 3 },
        Unit::Half => Period::Half { year, half: (month + 5) / 6 },
        Unit::Season | Unit::Year | Unit::Unspecified => Period::Year(year),
        Unit::Decade => Period::Decade(year.div_euclid(10)),
        Unit::Century | Unit::Millennium => Period::Century(year.div_euclid(100)),
    }
}
