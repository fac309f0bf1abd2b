//! Comparison of times in three values. Only *certainly not* may become a finding: a year does not
//! contradict a day in it, nor `about 1997` the year 1998.

use super::calendar::{days_between, plus_days};
use super::value::{Length, Meaning, Modifier};
use super::{Interval, Timex};

/// Whether two expressions mean the same time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sameness {
    /// The same days, both in full.
    Certainly,
    /// Neither is excluded: one lies in the other, they overlap, or too little is known.
    Possibly,
    /// They cannot be the same.
    CertainlyNot,
}

impl Interval {
    /// Compares two stretches of days.
    pub fn same(&self, other: &Self) -> Sameness {
        let after = |a: &Self, b: &Self| matches!((a.earliest, b.latest), (Some(from), Some(to)) if from > to);
        if after(self, other) || after(other, self) {
            return Sameness::CertainlyNot;
        }
        let closed = self.earliest.is_some() && self.latest.is_some();
        if closed && self == other { Sameness::Certainly } else { Sameness::Possibly }
    }

    /// The days that `about` leaves open: as many again on both sides, and at least three.
    fn widened(&self) -> Self {
        let (Some(earliest), Some(latest)) = (self.earliest, self.latest) else { return *self };
        let slack = (days_between(earliest, latest) + 1).max(3);
        Self::new(plus_days(earliest, -slack), plus_days(latest, slack))
    }
}

impl Timex {
    /// Compares what two expressions mean. Values that hang on an inferred date, vague references and
    /// different kinds (a day and a length) never exclude each other.
    pub fn same(&self, other: &Self) -> Sameness {
        match (self.value.meaning, other.value.meaning) {
            (Meaning::Duration(a), Meaning::Duration(b)) => self.same_length(other, a, b),
            (Meaning::Period(_) | Meaning::Time(..), Meaning::Period(_) | Meaning::Time(..)) => {
                let plain = self.value.modifier.is_none() && other.value.modifier.is_none();
                let days = self.loose_days().same(&other.loose_days());
                let doubtful = self.value.inferred || other.value.inferred || !plain || !self.same_hour(other);
                match days {
                    Sameness::CertainlyNot if self.value.inferred || other.value.inferred => Sameness::Possibly,
                    Sameness::Certainly if doubtful => Sameness::Possibly,
                    days => days,
                }
            }
            _ => Sameness::Possibly,
        }
    }

    fn loose_days(&self) -> Interval {
        match self.value.modifier {
            Some(Modifier::Approx) => self.interval.widened(),
            _ => self.interval,
        }
    }

    fn same_hour(&self, other: &Self) -> bool {
        match (self.value.meaning, other.value.meaning) {
            (Meaning::Time(_, a), Meaning::Time(_, b)) => a == b,
            (Meaning::Period(_), Meaning::Period(_)) => true,
            _ => false,
        }
    }

    /// Lengths exclude each other only in the same unit and without a hedge.
    fn same_length(&self, other: &Self, a: Length, b: Length) -> Sameness {
        let hedged = self.value.modifier.is_some() || other.value.modifier.is_some();
        match (a.count, b.count) {
            (Some(x), Some(y)) if a.unit == b.unit && x == y && !hedged => Sameness::Certainly,
            (Some(x), Some(y)) if a.unit == b.unit && x != y && !hedged => Sameness::CertainlyNot,
            _ => Sameness::Possibly,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::stated;
    use super::super::{DctOrigin, find};
    use super::*;

    /// The first expression of each text, as of 21 January 2022.
    fn check(a: &str, b: &str, expected: Sameness) {
        let dct = stated("2022-01-21");
        let first = |text: &str| *find(text, Some(&dct)).first().unwrap();
        assert_eq!(first(a).same(&first(b)), expected, "{a} / {b}");
        assert_eq!(first(b).same(&first(a)), expected, "{b} / {a}");
    }

    #[test]
    fn only_what_cannot_be_is_excluded() {
        check("on January 11", "on January 11, 2022", Sameness::Certainly);
        check("on January 11", "on January 12, 2022", Sameness::CertainlyNot);
        check("in January", "on January 12, 2022", Sameness::Possibly);
        check("in 2021", "on January 12, 2022", Sameness::CertainlyNot);
        check("about January 11", "on January 12, 2022", Sameness::Possibly);
        check("in recent days", "on January 12, 2022", Sameness::Possibly);
        check("for two weeks", "for three weeks", Sameness::CertainlyNot);
        check("for more than two weeks", "for three weeks", Sameness::Possibly);
        check("for 14 days", "for three weeks", Sameness::Possibly);
    }

    #[test]
    fn an_inferred_date_excludes_nothing() {
        let inferred = super::super::Dct { origin: DctOrigin::Inferred, ..stated("2022-01-21") };
        let yesterday = *find("yesterday", Some(&inferred)).first().unwrap();
        let other = *find("on 2 January 2022", None).first().unwrap();
        assert_eq!(yesterday.same(&other), Sameness::Possibly);
    }
}
