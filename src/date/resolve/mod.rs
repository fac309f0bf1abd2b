//! The resolver: pure over (tree, the article's date, earlier expressions, which way the clause looks).

mod anaphora;
mod history;
mod nearest;
mod offset;

use super::calendar::{easter, iso_week, nth_weekday, plus_days};
use super::lexicon::Holiday;
use super::reason::Reason;
use super::tree::{Expression, Look, Tree, Which, Year};
use super::value::{Count, Length, Meaning, PartOfDay, Period, TimeOfDay, Unit, Value};
use super::{Anchor, Date, Interval, Timex, TimexKind};
use crate::text::Span;

/// What is known while a text is read from top to bottom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolver {
    dct: Option<Date>,
    /// The date is inferred, and every value that hangs on it says so.
    inferred: bool,
    /// The text tells of other years.
    history: bool,
    /// The period named last.
    last: Option<Mentioned>,
    /// The day named last.
    day: Option<Mentioned>,
    /// The quarter named last.
    quarter: Option<Mentioned>,
}

/// A period that the text has named.
#[derive(Clone, Copy, Debug)]
struct Mentioned {
    period: Period,
    span: Span,
    sentence: u32,
}

/// What a tree resolved to.
#[derive(Clone, Copy, Debug)]
struct Resolved {
    meaning: Meaning,
    anchor: Anchor,
    reason: Reason,
    alternative: Option<Period>,
}

impl Resolved {
    fn new(meaning: Meaning, anchor: Anchor, reason: Reason) -> Self {
        Self { meaning, anchor, reason, alternative: None }
    }

    fn period(period: Period, anchor: Anchor, reason: Reason) -> Self {
        Self::new(Meaning::Period(period), anchor, reason)
    }

    fn stated(period: Period) -> Self {
        Self::period(period, Anchor::None, Reason::Stated)
    }

    /// Nothing to reckon from.
    fn unknown(period: Period) -> Self {
        Self::period(period, Anchor::Dct, Reason::NoAnchor)
    }

    fn or(self, alternative: Option<Period>) -> Self {
        Self { alternative, ..self }
    }
}

impl Resolver {
    /// For a text of these expressions.
    pub(super) fn new(expressions: &[Expression], dct: Option<Date>, inferred: bool) -> Self {
        let history = history::is_history(expressions, dct);
        Self { dct, inferred, history, last: None, day: None, quarter: None }
    }

    /// The expression's value; what it names is remembered for those behind it. `behind` are the
    /// expressions that follow it: a time of the clock may be on the day named next.
    pub(super) fn resolve(&mut self, expression: &Expression, behind: &[Expression]) -> Timex {
        let is_clock = expression.tree == Tree::Clock;
        let next = if is_clock { behind.iter().take(3).find(|next| next.tree != Tree::Clock) } else { None };
        let mut resolved = match next.filter(|next| names_day_of(next, expression)) {
            Some(next) => self.tree(next),
            None => self.tree(expression),
        };
        if let (Some(time), Meaning::Period(period)) = (expression.time, resolved.meaning) {
            resolved.meaning = Meaning::Time(period, time);
        }
        let value = Value {
            meaning: resolved.meaning,
            modifier: expression.modifier,
            alternative: resolved.alternative,
            reason: resolved.reason,
            inferred: self.inferred && resolved.anchor == Anchor::Dct,
        };
        self.remember(&value, expression);
        Timex {
            span: expression.span,
            kind: kind(resolved.meaning),
            interval: self.interval(&value),
            value,
            anchor: resolved.anchor,
        }
    }

    fn remember(&mut self, value: &Value, expression: &Expression) {
        let Some(period) = value.period() else { return };
        let mentioned = Mentioned { period, span: expression.span, sentence: expression.sentence };
        match period {
            Period::Day(_) => self.day = Some(mentioned),
            // The quarter of a year ago is only compared with the one that is reported.
            Period::Quarter { .. } if !compares(expression.tree) => self.quarter = Some(mentioned),
            _ => {}
        }
        if period.interval() != Interval::default() {
            self.last = Some(mentioned);
        }
    }

    fn interval(&self, value: &Value) -> Interval {
        match value.meaning {
            Meaning::Period(_) | Meaning::Time(..) => value.days(),
            Meaning::Past => Interval::new(None, self.dct),
            Meaning::Present => Interval::new(self.dct, self.dct),
            Meaning::Future => Interval::new(self.dct, None),
            Meaning::Duration(_) | Meaning::Every(_) | Meaning::Each(..) => Interval::default(),
        }
    }

    fn tree(&self, expression: &Expression) -> Resolved {
        let look = expression.look;
        match expression.tree {
            Tree::Date { year, month, day, weekday } => self.date(year, month, day, weekday, look),
            Tree::Month { year, month } => self.month(year, month, look),
            Tree::Year(year) => Resolved::stated(Period::Year(year)),
            Tree::Decade(decade) => Resolved::stated(Period::Decade(decade)),
            Tree::Century(century) => Resolved::stated(Period::Century(century)),
            Tree::Season { year, season } => self.season(year, season, look),
            Tree::Quarter { year, quarter } => self.quarter(year, quarter, look),
            Tree::Half { year, half } => match self.year(year) {
                Some((year, anchor, reason)) => Resolved::period(Period::Half { year, half }, anchor, reason),
                None => Resolved::unknown(Period::Some(Unit::Half)),
            },
            Tree::Holiday { year, holiday } => self.holiday(year, holiday, look),
            Tree::Weekday { which, weekday } => self.weekday(which, weekday, look),
            Tree::Unit { which, unit } => self.unit(which, unit, look, expression),
            Tree::Days(days) => self.days(days),
            Tree::Part { which, part } => self.part(which, part, expression),
            Tree::Clock => self.clock(expression),
            Tree::Offset { length, back, from } => self.offset(length, back, from, expression),
            Tree::WeekOf { year, month, day } => {
                let resolved = self.date(year, month, day, None, look);
                match resolved.meaning {
                    Meaning::Period(Period::Day(date)) => Resolved { meaning: Meaning::Period(week(date)), ..resolved },
                    _ => resolved,
                }
            }
            Tree::Duration(length) => Resolved::new(Meaning::Duration(length), Anchor::None, Reason::NoPlace),
            Tree::Every(length) => Resolved::new(Meaning::Every(length), Anchor::None, Reason::NoPlace),
            Tree::EachWeekday(weekday, part) => each(Period::Weekday(weekday), part),
            Tree::EachMonth(month) => each(Period::AnyMonth(month), None),
            Tree::EachSeason(season) => each(Period::AnySeason(season), None),
            Tree::EachPart(part) => each(Period::Some(Unit::Day), Some(part)),
            Tree::Past => Resolved::new(Meaning::Past, Anchor::Dct, Reason::Vague),
            Tree::Present => Resolved::new(Meaning::Present, Anchor::Dct, Reason::Vague),
            Tree::Future => Resolved::new(Meaning::Future, Anchor::Dct, Reason::Vague),
            Tree::OneDay => {
                let meaning = if look == Look::Back { Meaning::Past } else { Meaning::Future };
                Resolved::new(meaning, Anchor::Dct, Reason::Vague)
            }
        }
    }

    /// `yesterday`
    fn days(&self, days: i8) -> Resolved {
        match self.dct.and_then(|dct| plus_days(dct, i32::from(days)).map(|date| (dct, date))) {
            Some((from, date)) => Resolved::period(Period::Day(date), Anchor::Dct, Reason::Reckoned { from }),
            None if days == 0 => Resolved::new(Meaning::Present, Anchor::Dct, Reason::NoAnchor),
            None => Resolved::unknown(Period::Some(Unit::Day)),
        }
    }

    fn holiday(&self, year: Year, holiday: Holiday, look: Look) -> Resolved {
        if let Holiday::Fixed(month, day) = holiday {
            let resolved = self.date(year, month, day, None, look);
            return Resolved {
                reason: if year == Year::Unsaid { resolved.reason } else { Reason::Holiday },
                ..resolved
            };
        }
        let on = |year| match holiday {
            Holiday::Easter(days) => easter(year).and_then(|sunday| plus_days(sunday, i32::from(days))),
            Holiday::Nth { month, nth, weekday } => nth_weekday(year, month, nth, weekday),
            Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
        };
        if let (Year::Unsaid, Some(dct)) = (year, self.dct) {
            let days = (dct.year() - 1..=dct.year() + 1).filter_map(on);
            return match nearest::nearest_day(dct, days, look) {
                Some((day, reason)) => Resolved::period(Period::Day(day), Anchor::Dct, reason),
                None => Resolved::unknown(Period::Some(Unit::Day)),
            };
        }
        match self.year(year).and_then(|(year, anchor, _)| on(year).map(|day| (day, anchor))) {
            Some((day, anchor)) => Resolved::period(Period::Day(day), anchor, Reason::Holiday),
            None => Resolved::unknown(Period::Some(Unit::Day)),
        }
    }

    /// `this morning`, `the night`, `the next morning`
    fn part(&self, which: Which, part: PartOfDay, expression: &Expression) -> Resolved {
        let time = |day: Resolved, days| match day.meaning {
            Meaning::Period(Period::Day(date)) => {
                let day_meant = plus_days(date, days).map_or(Period::Some(Unit::Day), Period::Day);
                Resolved { meaning: Meaning::Time(day_meant, TimeOfDay::Part(part)), ..day }
            }
            _ => Resolved { meaning: Meaning::Time(Period::Some(Unit::Day), TimeOfDay::Part(part)), ..day },
        };
        match which {
            Which::This | Which::Latest => time(self.days(0), 0),
            Which::Last => time(self.days(-1), 0),
            Which::Next => time(self.days(1), 0),
            Which::The | Which::That => time(self.day_of_text(expression.sentence, 1), 0),
            Which::Following => time(self.day_of_text(expression.sentence, 2), 1),
            Which::Previous => time(self.day_of_text(expression.sentence, 2), -1),
        }
    }

    /// A time of the clock alone: on the day the text speaks of.
    fn clock(&self, expression: &Expression) -> Resolved {
        let day = self.day_of_text(expression.sentence, 1);
        match day.meaning {
            Meaning::Period(Period::Day(_)) => day,
            _ => Resolved { meaning: Meaning::Period(Period::Some(Unit::Day)), ..day },
        }
    }
}

impl Value {
    /// The days it covers, with `before` and `after` as open ends.
    fn days(&self) -> Interval {
        use super::value::Modifier;
        let Some(period) = self.period() else { return Interval::default() };
        let days = period.interval();
        match self.modifier {
            Some(Modifier::Before | Modifier::OnOrBefore) => Interval::new(None, days.latest),
            Some(Modifier::After | Modifier::OnOrAfter) => Interval::new(days.earliest, None),
            _ => days,
        }
    }
}

/// `9 a.m. to 5 p.m. Monday`, `at noon local time on Saturday`: a day right behind a time of the clock.
fn names_day_of(next: &Expression, clock: &Expression) -> bool {
    next.tree.is_day() && next.sentence == clock.sentence && next.span.start().saturating_sub(clock.span.end()) <= 40
}

/// Whether the expression names the year before the one that is spoken of.
fn compares(tree: Tree) -> bool {
    match tree {
        Tree::Quarter { year: Year::Ago(_) | Year::Which(Which::Last) | Year::Is(_), .. } => true,
        Tree::Unit { which, unit: Unit::Unspecified } => which == Which::Previous,
        Tree::Offset { .. } => true,
        _ => false,
    }
}

fn kind(meaning: Meaning) -> TimexKind {
    match meaning {
        Meaning::Time(..) => TimexKind::Time,
        Meaning::Duration(_) => TimexKind::Duration,
        Meaning::Every(_) | Meaning::Each(..) => TimexKind::Set,
        Meaning::Period(_) | Meaning::Past | Meaning::Present | Meaning::Future => TimexKind::Date,
    }
}

fn each(period: Period, part: Option<PartOfDay>) -> Resolved {
    Resolved::new(Meaning::Each(period, part), Anchor::None, Reason::NoPlace)
}

/// The ISO week of a day.
fn week(date: Date) -> Period {
    let (year, week) = iso_week(date);
    Period::Week { year, week }
}

/// A length of one unit.
fn one(unit: Unit) -> Length {
    Length { count: Some(Count::ONE), unit }
}
