//! Values in words, for hovers and hints: “Tuesday 11 January 2022”.

use jiff::civil::Weekday;

use super::value::{Length, Meaning, Modifier, PartOfDay, Period, Season, TimeOfDay, Unit, Value};
use super::{Date, Interval};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// “11 January 2022”.
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// “Tuesday 11 January 2022”.
pub fn long_day(date: Date) -> String {
    format!("{} {}", weekday(date.weekday()), day(date))
}

/// The name of a month, 1 to 12; empty for others.
pub(super) fn month(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|ix| MONTHS.get(ix)).copied().unwrap_or("")
}

pub(super) fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

impl Value {
    /// The value in words; a vague reference says so.
    pub fn prose(&self) -> String {
        let words = match self.meaning {
            Meaning::Period(period) => period.prose(),
            Meaning::Time(period, time) => match time {
                TimeOfDay::Clock { hour, minute } => {
                    format!("{}, {hour:02}:{:02}", period.prose(), minute.unwrap_or(0))
                }
                TimeOfDay::Part(part) => format!("{}, {}", period.prose(), part.prose()),
            },
            Meaning::Duration(length) => length.prose(),
            Meaning::Every(length) => format!("every {}", length.prose().trim_start_matches("1 ")),
            Meaning::Each(period, part) => {
                format!("every {}{}", period.prose(), part.map_or(String::new(), |p| format!(", {}", p.prose())))
            }
            Meaning::Past => "some time in the past".to_owned(),
            Meaning::Present => "the present".to_owned(),
            Meaning::Future => "some time in the future".to_owned(),
        };
        match self.modifier {
            Some(modifier) => format!("{} {words}", modifier.prose()),
            None => words,
        }
    }
}

impl Period {
    /// “Tuesday 11 January 2022”, “the week of 24 January 2022”, “the third quarter of 2021”.
    pub fn prose(self) -> String {
        match self {
            Self::Day(date) => long_day(date),
            Self::Week { .. } => match self.interval().earliest {
                Some(monday) => format!("the week of {}", day(monday)),
                None => "a week".to_owned(),
            },
            Self::Weekend { .. } => format!("the weekend of {}", self.interval().prose()),
            Self::Month { year, month: m } => format!("{} {year}", month(m)),
            Self::Season { year, season: Season::Winter } => format!("winter {year}–{}", (year + 1).rem_euclid(100)),
            Self::Season { year, season } => format!("{} {year}", season.prose()),
            Self::Quarter { year, quarter } => format!("the {} quarter of {year}", ordinal(quarter)),
            Self::Half { year, half } => format!("the {} half of {year}", ordinal(half)),
            Self::Year(year @ ..=0) => format!("{} BC", 1 - i32::from(year)),
            Self::Year(year) => year.to_string(),
            Self::Decade(decade) => format!("the {decade}0s"),
            Self::Century(century @ ..0) => format!("the {} century BC", numbered(-i32::from(century))),
            Self::Century(century) => format!("the {century}00s"),
            Self::MonthDay { month: m, day } => format!("{day} {}, the year is not known", month(m)),
            Self::AnyMonth(m) => format!("{}, the year is not known", month(m)),
            Self::Weekday(number) => {
                Weekday::from_monday_one_offset(number).map_or("a day", weekday).to_owned() + ", it is not known which"
            }
            Self::AnySeason(season) => format!("{}, the year is not known", season.prose()),
            Self::AnyQuarter(quarter) => format!("a {} quarter", ordinal(quarter)),
            Self::Some(unit) => format!("some {}", unit.prose()),
        }
    }
}

impl Interval {
    /// “11 January 2022”, “24 to 30 January 2022”, “after …”, “not known”.
    pub fn prose(&self) -> String {
        match (self.earliest, self.latest) {
            (Some(a), Some(b)) if a == b => day(a),
            (Some(a), Some(b)) if (a.year(), a.month()) == (b.year(), b.month()) => {
                format!("{} to {}", a.day(), day(b))
            }
            (Some(a), Some(b)) => format!("{} to {}", day(a), day(b)),
            (Some(a), None) => format!("{} or later", day(a)),
            (None, Some(b)) => format!("{} or earlier", day(b)),
            (None, None) => "not known".to_owned(),
        }
    }
}

impl Length {
    fn prose(self) -> String {
        let unit = self.unit.prose();
        let Some(count) = self.count else { return format!("some {unit}s") };
        match (count.floor(), count.hundredths()) {
            (1, 0) => format!("1 {unit}"),
            (0, 50) => format!("half a {unit}"),
            (whole, 0) => format!("{whole} {}", self.unit.plural()),
            (whole, 50) => format!("{whole}½ {}", self.unit.plural()),
            (whole, part) => format!("{whole}.{part:02} {}", self.unit.plural()),
        }
    }
}

impl Unit {
    fn prose(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Season => "season",
            Self::Half => "half-year",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Millennium => "millennium",
            Self::Unspecified => "time",
        }
    }

    fn plural(self) -> String {
        match self {
            Self::Century => "centuries".to_owned(),
            Self::Millennium => "millennia".to_owned(),
            unit => format!("{}s", unit.prose()),
        }
    }
}

impl Season {
    fn prose(self) -> &'static str {
        match self {
            Self::Spring => "spring",
            Self::Summer => "summer",
            Self::Autumn => "autumn",
            Self::Winter => "winter",
        }
    }
}

impl PartOfDay {
    fn prose(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Midday => "midday",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Night => "night",
        }
    }
}

impl Modifier {
    fn prose(self) -> &'static str {
        match self {
            Self::Start => "early in",
            Self::Mid => "in the middle of",
            Self::End => "late in",
            Self::Approx => "about",
            Self::Before => "before",
            Self::After => "after",
            Self::OnOrBefore => "not after",
            Self::OnOrAfter => "not before",
            Self::LessThan => "less than",
            Self::MoreThan => "more than",
            Self::EqualOrLess => "at most",
            Self::EqualOrMore => "at least",
        }
    }
}

fn ordinal(number: i8) -> &'static str {
    match number {
        1 => "first",
        2 => "second",
        3 => "third",
        4 => "fourth",
        _ => "unknown",
    }
}

/// `1st`, `22nd`, `13th`
fn numbered(number: i32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
