//! TIMEX3 (TimeML 1.2.1, ISO 24617-1): the `value` and `mod` attributes.

use std::fmt::Write;

use super::value::{Count, Length, Meaning, Modifier, PartOfDay, Period, Season, TimeOfDay, Unit, Value};

impl Value {
    /// The `value` attribute: `2022-01-11`, `2022-W04`, `P2W`, `FUTURE_REF`; unknown parts are `X`.
    pub fn timex3(&self) -> String {
        let mut out = String::with_capacity(16);
        match self.meaning {
            Meaning::Period(period) => period.write_timex3(&mut out),
            Meaning::Time(period, time) => {
                match period {
                    Period::Some(_) => out.push_str("XXXX-XX-XX"),
                    known => known.write_timex3(&mut out),
                }
                match time {
                    TimeOfDay::Clock { hour, minute } => {
                        _ = write!(out, "T{hour:02}:{:02}", minute.unwrap_or(0));
                    }
                    TimeOfDay::Part(part) => out.push_str(part.timex3()),
                }
            }
            Meaning::Duration(length) | Meaning::Every(length) => length.write_timex3(&mut out),
            Meaning::Each(period, part) => {
                period.write_timex3(&mut out);
                out.push_str(part.map_or("", PartOfDay::timex3));
            }
            Meaning::Past => out.push_str("PAST_REF"),
            Meaning::Present => out.push_str("PRESENT_REF"),
            Meaning::Future => out.push_str("FUTURE_REF"),
        }
        out
    }

    /// The `mod` attribute.
    pub fn modifier(&self) -> Option<&'static str> {
        self.modifier.map(Modifier::timex3)
    }
}

impl Period {
    fn write_timex3(self, out: &mut String) {
        _ = match self {
            Self::Day(date) => write!(out, "{date}"),
            Self::Week { year, week } => write!(out, "{year:04}-W{week:02}"),
            Self::Weekend { year, week } => write!(out, "{year:04}-W{week:02}-WE"),
            Self::Month { year, month } => write!(out, "{year:04}-{month:02}"),
            Self::Season { year, season } => write!(out, "{year:04}-{}", season.timex3()),
            Self::Quarter { year, quarter } => write!(out, "{year:04}-Q{quarter}"),
            Self::Half { year, half } => write!(out, "{year:04}-H{half}"),
            Self::Year(year @ ..=0) => write!(out, "BC{:04}", 1 - i32::from(year)),
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Decade(decade) => write!(out, "{decade:03}"),
            Self::Century(century @ ..0) => write!(out, "BC{:02}", -i32::from(century) - 1),
            Self::Century(century) => write!(out, "{century:02}"),
            Self::MonthDay { month, day } => write!(out, "XXXX-{month:02}-{day:02}"),
            Self::AnyMonth(month) => write!(out, "XXXX-{month:02}"),
            Self::Weekday(weekday) => write!(out, "XXXX-WXX-{weekday}"),
            Self::AnySeason(season) => write!(out, "XXXX-{}", season.timex3()),
            Self::AnyQuarter(quarter) => write!(out, "XXXX-Q{quarter}"),
            Self::Some(unit) => out.write_str(match unit {
                Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX",
                Unit::Day => "XXXX-XX-XX",
                Unit::Weekend => "XXXX-WXX-WE",
                Unit::Week => "XXXX-WXX",
                Unit::Month => "XXXX-XX",
                Unit::Quarter => "XXXX-QX",
                Unit::Half => "XXXX-HX",
                Unit::Season | Unit::Year | Unit::Unspecified => "XXXX",
                Unit::Decade => "XXX",
                Unit::Century | Unit::Millennium => "XX",
            }),
        };
    }
}

impl Length {
    fn write_timex3(self, out: &mut String) {
        let (unit, times) = match self.unit {
            Unit::Second => ("S", 1),
            Unit::Minute => ("M", 1),
            Unit::Hour => ("H", 1),
            Unit::Day => ("D", 1),
            Unit::Weekend => ("WE", 1),
            Unit::Week => ("W", 1),
            Unit::Month => ("M", 1),
            Unit::Quarter => ("Q", 1),
            Unit::Season => ("M", 3),
            Unit::Half => ("M", 6),
            Unit::Year => ("Y", 1),
            Unit::Decade => ("DE", 1),
            Unit::Century => ("C", 1),
            Unit::Millennium => ("L", 1),
            Unit::Unspecified => ("X", 1),
        };
        out.push_str(if self.unit < Unit::Day { "PT" } else { "P" });
        let Some(count) = self.count else {
            out.push('X');
            out.push_str(unit);
            return;
        };
        if self.unit == Unit::Decade {
            // As TimeML annotates them: ten years each.
            _ = write!(out, "{}Y", Count(count.0.saturating_mul(10)).floor());
            return;
        }
        let count = Count(count.0.saturating_mul(times));
        let (whole, part) = (count.floor(), count.hundredths());
        match (part, self.unit.half()) {
            (0, _) => _ = write!(out, "{whole}{unit}"),
            (50, Some(half)) if whole == 0 => _ = write!(out, "{half}"),
            (50, Some(half)) => _ = write!(out, "{whole}{unit}{half}"),
            (part, _) if part % 10 == 0 => _ = write!(out, "{whole}.{}{unit}", part / 10),
            (part, _) => _ = write!(out, "{whole}.{part:02}{unit}"),
        }
        // A half day is counted in hours, which stand behind a `T`.
        if self.unit == Unit::Day && part == 50 {
            let days = if whole == 0 { String::new() } else { format!("{whole}D") };
            *out = format!("P{days}T12H");
        }
    }
}

impl Unit {
    /// Half of it in the next smaller unit.
    fn half(self) -> Option<&'static str> {
        match self {
            Self::Minute => Some("30S"),
            Self::Hour => Some("30M"),
            Self::Day => Some("T12H"),
            Self::Year => Some("6M"),
            _ => None,
        }
    }
}

impl Season {
    fn timex3(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }
}

impl PartOfDay {
    fn timex3(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Midday => "TMI",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
        }
    }
}

impl Modifier {
    fn timex3(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
        }
    }
}
