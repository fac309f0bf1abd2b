//! What is counted from a day: `two days ago`, `a year earlier`, `three weeks later`.

use super::anaphora::step;
use super::{Resolved, Resolver, one};
use crate::date::reason::Reason;
use crate::date::tree::{Expression, From, Look};
use crate::date::value::{Length, Meaning, Period, Unit};
use crate::date::{Anchor, Date};

impl Resolver {
    pub(super) fn offset(&self, length: Length, back: bool, from: From, expression: &Expression) -> Resolved {
        let vague = Resolved::new(if back { Meaning::Past } else { Meaning::Future }, Anchor::Dct, Reason::Vague);
        // `a year ago` in a report on a quarter.
        if back && length == one(Unit::Year) && self.is_report(expression.sentence) {
            return self.year_before(expression.sentence);
        }
        let Some(count) = length.count.filter(|_| length.unit >= Unit::Day) else { return vague };
        let base = self.base(from, length.unit, expression.sentence);
        // `two days later`, told as past, is not after the day of writing.
        let told = from == From::Text && !back && expression.look != Look::Ahead;
        if told && base.is_some_and(|(_, anchor, _)| anchor == Anchor::Dct) {
            return Resolved::unknown(Period::Some(length.unit));
        }
        let Some((base, anchor, reason)) = base else {
            return Resolved { reason: Reason::NoAnchor, ..vague };
        };
        // Halves are counted in the next smaller unit, decades and more in years.
        let (unit, times) = match (length.unit, count.hundredths()) {
            (Unit::Year, 1..) => (Unit::Month, 12),
            (Unit::Decade, _) => (Unit::Year, 10),
            (Unit::Century, _) => (Unit::Year, 100),
            (Unit::Millennium, _) => (Unit::Year, 1000),
            (unit, _) => (unit, 1),
        };
        let steps = i32::try_from(u64::from(count.0) * times / 100).ok();
        let found = steps.and_then(|steps| step(base, unit, if back { -steps } else { steps }));
        found.map_or(vague, |found| Resolved::period(found, anchor, reason))
    }

    /// The day that is counted from.
    fn base(&self, from: From, unit: Unit, sentence: u32) -> Option<(Date, Anchor, Reason)> {
        if from == From::Text {
            // Days hang on a day; months and years on anything with a place, in this sentence or just before.
            let mentioned = if unit == Unit::Day { self.day } else { self.last };
            let near = mentioned.filter(|mentioned| self.history || sentence.saturating_sub(mentioned.sentence) <= 2);
            if let Some(base) = near.and_then(|near| Some((near.period.interval().earliest?, near.span))) {
                return Some((base.0, Anchor::Timex(base.1), Reason::FromText));
            }
        }
        let from = self.dct?;
        Some((from, Anchor::Dct, Reason::Reckoned { from }))
    }

    /// Whether a quarter was just spoken of.
    fn is_report(&self, sentence: u32) -> bool {
        self.quarter.is_some_and(|quarter| {
            let Period::Quarter { .. } = quarter.period else { return false };
            sentence.saturating_sub(quarter.sentence) <= super::anaphora::REPORT
        })
    }
}
