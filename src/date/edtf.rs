//! EDTF (ISO 8601-2, levels 0 to 2). It has no weeks and no early, mid, late: those are intervals.

use edtf_core::Edtf;

use super::value::{Meaning, Modifier, Period, Season, TimeOfDay, Value};
use super::{Dct, Interval};

impl Value {
    /// The value in EDTF's canonical form; none for lengths, repetitions and vague references,
    /// which EDTF cannot say.
    pub fn edtf(&self) -> Option<String> {
        let text = match self.meaning {
            Meaning::Time(Period::Day(date), TimeOfDay::Clock { hour, minute }) if hour < 24 => {
                format!("{date}T{hour:02}:{:02}:00", minute.unwrap_or(0))
            }
            Meaning::Period(period) | Meaning::Time(period, _) => period.edtf(self.modifier)?,
            _ => return None,
        };
        canonical(&text)
    }
}

impl Period {
    fn edtf(self, modifier: Option<Modifier>) -> Option<String> {
        let plain = match self {
            Self::Day(date) => date.to_string(),
            Self::Week { .. } | Self::Weekend { .. } | Self::Century(..0) => return self.interval().edtf(),
            Self::Month { year, month } => format!("{year:04}-{month:02}"),
            Self::Season { year, season } => format!("{year:04}-{}", season.code()),
            Self::Quarter { year, quarter } => format!("{year:04}-{}", 32 + quarter),
            Self::Half { year, half } => format!("{year:04}-{}", 39 + half),
            Self::Year(year) if year < 0 => format!("{year:05}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}X"),
            Self::Century(century) => format!("{century:02}XX"),
            Self::MonthDay { month, day } => format!("XXXX-{month:02}-{day:02}"),
            Self::AnyMonth(month) => format!("XXXX-{month:02}"),
            Self::AnySeason(season) => format!("XXXX-{}", season.code()),
            Self::AnyQuarter(quarter) => format!("XXXX-{}", 32 + quarter),
            Self::Weekday(_) | Self::Some(_) => return None,
        };
        Some(match modifier {
            Some(Modifier::Approx) => format!("{plain}~"),
            Some(Modifier::Before | Modifier::OnOrBefore) => format!("../{plain}"),
            Some(Modifier::After | Modifier::OnOrAfter) => format!("{plain}/.."),
            Some(part @ (Modifier::Start | Modifier::Mid | Modifier::End)) => {
                return self.interval().part(part).edtf();
            }
            _ => plain,
        })
    }
}

impl Season {
    /// ISO 8601-2 §4.8: 21 to 24 are the seasons of no hemisphere in particular.
    fn code(self) -> u8 {
        match self {
            Self::Spring => 21,
            Self::Summer => 22,
            Self::Autumn => 23,
            Self::Winter => 24,
        }
    }
}

impl Interval {
    /// `2022-01-24/2022-01-30`, one day alone, `..` for an open end; none when nothing is known.
    pub fn edtf(&self) -> Option<String> {
        let text = match (self.earliest, self.latest) {
            (None, None) => return None,
            (Some(earliest), Some(latest)) if earliest == latest => earliest.to_string(),
            (earliest, latest) => {
                let end = |date: Option<super::Date>| date.map_or("..".to_owned(), |date| date.to_string());
                format!("{}/{}", end(earliest), end(latest))
            }
        };
        canonical(&text)
    }
}

impl Dct {
    /// The article's date: a day, or for an inferred one `[2021-12-31..2022-01-01]`, one day of several.
    pub fn edtf(&self) -> Option<String> {
        match (self.interval.earliest, self.interval.latest) {
            (Some(earliest), Some(latest)) if earliest != latest => canonical(&format!("[{earliest}..{latest}]")),
            _ => self.interval.edtf(),
        }
    }
}

/// Through the parser and out again, so that what is not EDTF never gets out.
fn canonical(text: &str) -> Option<String> {
    Edtf::parse(text).ok().map(|edtf| edtf.to_string())
}
