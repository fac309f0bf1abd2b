//! Dates that the calendar does not have: `February 30`, `Tuesday, January 12, 2022` (a Wednesday).

use jiff::civil::Weekday;

use super::calendar::days_between;
use super::prose::{day as prose, month as month_name, weekday as weekday_name};
use super::tree::{Tree, Year};
use super::{Date, Dct, expressions};
use crate::text::Span;

/// Something wrong in a date as it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The whole expression.
    pub span: Span,
    pub kind: FaultKind,
}

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// The month has no such day (in that year, when one is known).
    NoSuchDay { year: Option<i16>, month: i8, day: i8 },
    /// The day is another weekday than the one beside it.
    Weekday { said: Weekday, day: Date },
}

impl Fault {
    /// A sentence for a reader.
    pub fn message(&self) -> String {
        match self.kind {
            FaultKind::NoSuchDay { year: Some(year), month: 2, day: 29 } => format!("February {year} has no 29th."),
            FaultKind::NoSuchDay { month, day, .. } => format!("{} has no {day}.", month_name(month)),
            FaultKind::Weekday { said, day } => {
                format!("{} is a {}, not a {}.", prose(day), weekday_name(day.weekday()), weekday_name(said))
            }
        }
    }
}

/// The faults of the dates in `text`, in order. A date without a year is taken in the year that brings it
/// nearest to `dct`, the date of the article that is spoken of; without one only days that no year has are
/// faults.
pub fn faults(text: &str, dct: Option<&Dct>) -> Vec<Fault> {
    let from = dct.and_then(|dct| dct.interval.earliest.or(dct.interval.latest));
    let fault = |span, kind| Some(Fault { span, kind });
    expressions(text)
        .into_iter()
        .filter_map(|expression| {
            let Tree::Date { year, month, day, weekday } = expression.tree else { return None };
            let span = expression.span;
            let date = match year {
                Year::Is(year) => match Date::new(year, month, day) {
                    Ok(date) => Some(date),
                    Err(_) => return fault(span, FaultKind::NoSuchDay { year: Some(year), month, day }),
                },
                // A leap year has the longest February.
                _ if Date::new(2000, month, day).is_err() => {
                    return fault(span, FaultKind::NoSuchDay { year: None, month, day });
                }
                Year::Unsaid => from.and_then(|from| nearest(from, month, day)),
                _ => None,
            }?;
            let said = Weekday::from_monday_one_offset(weekday?).ok()?;
            if date.weekday() == said { None } else { fault(span, FaultKind::Weekday { said, day: date }) }
        })
        .collect()
}

/// The day in the year that brings it nearest; none when two years are as near as makes no difference.
fn nearest(from: Date, month: i8, day: i8) -> Option<Date> {
    let days = (from.year() - 1..=from.year() + 1).filter_map(|year| Date::new(year, month, day).ok());
    let nearest = days.min_by_key(|day| days_between(from, *day).abs())?;
    (days_between(from, nearest).abs() <= 120).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::super::examples::stated;
    use super::*;

    fn check(dct: &str, text: &str, expected: &[&str]) {
        let dct = (!dct.is_empty()).then(|| stated(dct));
        let found: Vec<String> = faults(text, dct.as_ref())
            .iter()
            .map(|fault| format!("{}: {}", fault.span.of(text), fault.message()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn days_that_are_not() {
        check("", "It ended on February 30.", &["February 30: February has no 30."]);
        check("", "On February 29, 2022 nothing happened.", &["February 29, 2022: February 2022 has no 29th."]);
        check("", "On February 29 nothing happened, nor on 31 January.", &[]);
    }

    #[test]
    fn weekdays_that_differ() {
        let wrong = "Tuesday, January 12, 2022: 12 January 2022 is a Wednesday, not a Tuesday.";
        check("", "They met on Tuesday, January 12, 2022.", &[wrong]);
        let wrong = "Tuesday, January 12: 12 January 2022 is a Wednesday, not a Tuesday.";
        check("2022-01-21", "They met on Tuesday, January 12.", &[wrong]);
        check("2022-01-21", "They met on Wednesday, January 12, and on Tuesday, August 3.", &[]);
        check("", "They met on Tuesday, January 12.", &[]);
    }
}
