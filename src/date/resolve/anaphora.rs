//! Expressions that point into the text or at the present: `the quarter`, `that day`, `the following
//! year`, `this week`.

use super::nearest::{number, of_unit, weekend};
use super::{Mentioned, Resolved, Resolver};
use crate::date::calendar::{plus_days, plus_months};
use crate::date::reason::Reason;
use crate::date::tree::{Expression, Look, Which, Year};
use crate::date::value::{Meaning, Period, Unit};
use crate::date::{Anchor, Date};

/// For how many sentences a report on a quarter goes on.
pub(super) const REPORT: u32 = 4;

impl Resolver {
    /// The day the text speaks of: the one named last, at most so many sentences back, else the article's.
    pub(super) fn day_of_text(&self, sentence: u32, back: u32) -> Resolved {
        match self.day.filter(|day| sentence.saturating_sub(day.sentence) <= back) {
            Some(day) => Resolved::period(day.period, Anchor::Timex(day.span), Reason::FromText),
            None => self.days(0),
        }
    }

    /// `this week`, `last year`, `that day`, `the following month`, `the quarter`.
    pub(super) fn unit(&self, which: Which, unit: Unit, look: Look, expression: &Expression) -> Resolved {
        if let Unit::Quarter | Unit::Unspecified = unit {
            return self.quarter_unit(which, unit, expression);
        }
        let steps = match which {
            Which::That | Which::Following | Which::Previous => {
                let steps = match which {
                    Which::Following => 1,
                    Which::Previous => -1,
                    _ => 0,
                };
                let base =
                    if unit == Unit::Day { self.day } else { self.last.filter(|last| is_within(last.period, unit)) };
                if let Some((date, span)) =
                    base.and_then(|base: Mentioned| Some((base.period.interval().earliest?, base.span)))
                {
                    let found = step(date, unit, steps);
                    return found.map_or(Resolved::unknown(Period::Some(unit)), |found| {
                        Resolved::period(found, Anchor::Timex(span), Reason::FromText)
                    });
                }
                steps
            }
            Which::Last => -1,
            Which::Next | Which::TheNext => 1,
            Which::The | Which::This | Which::Latest => 0,
        };
        // `the next day`, told as past, is not the morrow of the article.
        if unit == Unit::Day && which == Which::Following && look != Look::Ahead {
            return Resolved::unknown(Period::Some(unit));
        }
        let Some(from) = self.dct else { return Resolved::unknown(Period::Some(unit)) };
        let steps = match (unit, which) {
            // On a Monday, `the weekend` is over.
            (Unit::Weekend, Which::The | Which::Latest) if look != Look::Ahead && number(from.weekday()) < 6 => -1,
            (Unit::Weekend, Which::This) if look == Look::Back && number(from.weekday()) < 3 => -1,
            _ => steps,
        };
        match step(from, unit, steps) {
            Some(found) => Resolved::period(found, Anchor::Dct, Reason::Reckoned { from }),
            None => Resolved::unknown(Period::Some(unit)),
        }
    }

    /// `third quarter`, `the 1988 quarter`, `the year-ago quarter`; number 0 is the one spoken of.
    pub(super) fn quarter(&self, year: Year, quarter: i8, look: Look) -> Resolved {
        let spoken = self.quarter.and_then(|last| match last.period {
            Period::Quarter { year, quarter } => Some((year, quarter, Anchor::Timex(last.span))),
            _ => None,
        });
        let reported = self.dct.map(|dct| {
            let (year, quarter) = last_quarter(dct);
            (year, quarter, Anchor::Dct)
        });
        if quarter == 0 {
            let Some((said, number, anchor)) = spoken.or(reported) else {
                return Resolved::unknown(Period::Some(Unit::Quarter));
            };
            let year = match year {
                Year::Is(year) => year,
                // A year before the quarter reported, also where the quarter a year ago was named last.
                Year::Ago(years) => said - years,
                Year::Which(_) | Year::Told(_) => self.year(year).map_or(said, |(year, ..)| year),
                Year::Unsaid => said,
            };
            return Resolved::period(Period::Quarter { year, quarter: number }, anchor, Reason::FromText);
        }
        let Some(dct) = self.dct.filter(|_| year == Year::Unsaid) else {
            return match self.year(year) {
                Some((year, anchor, reason)) => Resolved::period(Period::Quarter { year, quarter }, anchor, reason),
                None => Resolved::unknown(Period::AnyQuarter(quarter)),
            };
        };
        let this_year = Period::Quarter { year: dct.year(), quarter };
        let (first, last) = (this_year.interval().earliest, this_year.interval().latest);
        let begun = first.is_some_and(|first| first <= dct);
        let over = last.is_some_and(|last| last < dct);
        let (year, reason) = match look {
            // `expects to report a third-quarter loss`: the one that is just over.
            Look::Ahead if over && (dct.year(), quarter) != last_quarter(dct) => {
                (dct.year() + 1, Reason::NextAfter { from: dct })
            }
            Look::Ahead => (dct.year(), Reason::NextAfter { from: dct }),
            _ if begun => (dct.year(), Reason::LastBefore { from: dct }),
            _ => (dct.year() - 1, Reason::LastBefore { from: dct }),
        };
        Resolved::period(Period::Quarter { year, quarter }, Anchor::Dct, reason)
    }

    /// `the 1988 period`: the quarter reported on, unless the report has turned to a longer time; else the year.
    pub(super) fn period_of(&self, year: i16, sentence: u32) -> Resolved {
        let reported = self.quarter.filter(|last| {
            let turned = self.months.is_some_and(|months| months.start() > last.span.start());
            !turned && sentence.saturating_sub(last.sentence) <= REPORT
        });
        match reported.map(|last| (last.period, last.span)) {
            Some((Period::Quarter { quarter, .. }, span)) => {
                Resolved::period(Period::Quarter { year, quarter }, Anchor::Timex(span), Reason::FromText)
            }
            _ => Resolved::stated(Period::Year(year)),
        }
    }

    /// `the quarter`, `this quarter`, `the latest period`, `year-earlier`.
    fn quarter_unit(&self, which: Which, unit: Unit, expression: &Expression) -> Resolved {
        let unknown = Resolved::unknown(Period::Some(if unit == Unit::Quarter { unit } else { Unit::Year }));
        if unit == Unit::Unspecified && which == Which::Previous {
            return self.year_before(expression.sentence);
        }
        match which {
            Which::The | Which::Latest | Which::That => match (self.quarter, self.dct) {
                (Some(last), _) if which != Which::Latest || self.dct.is_none_or(|dct| has_begun(last.period, dct)) => {
                    Resolved::period(last.period, Anchor::Timex(last.span), Reason::FromText)
                }
                (_, Some(from)) => {
                    let (year, quarter) = last_quarter(from);
                    Resolved::period(Period::Quarter { year, quarter }, Anchor::Dct, Reason::Reckoned { from })
                }
                _ => unknown,
            },
            Which::This | Which::Last | Which::Next | Which::TheNext | Which::Following | Which::Previous => {
                let steps = match which {
                    Which::Last | Which::Previous => -1,
                    Which::Next | Which::TheNext | Which::Following => 1,
                    _ => 0,
                };
                match self.dct.and_then(|from| step(from, Unit::Quarter, steps).map(|found| (found, from))) {
                    Some((found, from)) => Resolved::period(found, Anchor::Dct, Reason::Reckoned { from }),
                    None => unknown,
                }
            }
        }
    }

    /// `a year earlier`, `the year-ago period`: what was spoken of, a year before; in a report on a quarter
    /// that is a quarter.
    pub(super) fn year_before(&self, sentence: u32) -> Resolved {
        let recent = |mentioned: &Mentioned| sentence.saturating_sub(mentioned.sentence) <= REPORT;
        if let Some(Mentioned { period: Period::Quarter { year, quarter }, span, .. }) = self.quarter.filter(recent) {
            return Resolved::period(
                Period::Quarter { year: year - 1, quarter },
                Anchor::Timex(span),
                Reason::FromText,
            );
        }
        match self.dct {
            Some(from) => Resolved::period(Period::Year(from.year() - 1), Anchor::Dct, Reason::Reckoned { from }),
            None => Resolved::new(Meaning::Past, Anchor::Dct, Reason::NoAnchor),
        }
    }
}

/// The quarter that companies report on at `dct`: the last one that is over.
fn last_quarter(dct: Date) -> (i16, i8) {
    match (dct.month() + 2) / 3 {
        1 => (dct.year() - 1, 4),
        quarter => (dct.year(), quarter - 1),
    }
}

/// Reports are on what is over, or nearly.
fn has_begun(period: Period, dct: Date) -> bool {
    let (year, quarter) = last_quarter(dct);
    let reported = Period::Quarter { year, quarter };
    period.interval().earliest <= reported.interval().earliest
}

/// Whether a period is no longer than the unit, so that it tells one of them.
fn is_within(period: Period, unit: Unit) -> bool {
    let days = period.interval().days().unwrap_or(i32::MAX);
    let most = match unit {
        Unit::Week | Unit::Weekend => 7,
        Unit::Month => 31,
        Unit::Quarter => 92,
        Unit::Half => 184,
        Unit::Season | Unit::Year | Unit::Unspecified => 366,
        Unit::Decade => 3653,
        Unit::Century | Unit::Millennium => i32::MAX,
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => 1,
    };
    days <= most
}

/// The period of `unit` that lies so many steps from that of `date`.
pub(super) fn step(date: Date, unit: Unit, steps: i32) -> Option<Period> {
    let moved = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => date,
        Unit::Day => plus_days(date, steps)?,
        Unit::Week => plus_days(date, steps.checked_mul(7)?)?,
        Unit::Weekend => return weekend(date, steps),
        Unit::Month => plus_months(date, steps)?,
        Unit::Quarter => plus_months(date, steps.checked_mul(3)?)?,
        Unit::Half => plus_months(date, steps.checked_mul(6)?)?,
        Unit::Season | Unit::Year | Unit::Unspecified => plus_months(date, steps.checked_mul(12)?)?,
        Unit::Decade => plus_months(date, steps.checked_mul(120)?)?,
        Unit::Century => plus_months(date, steps.checked_mul(1200)?)?,
        Unit::Millennium => plus_months(date, steps.checked_mul(12000)?)?,
    };
    Some(of_unit(moved, unit))
}
