//! The resolver: pure over (tree, the article's date, earlier expressions, which way the clause looks).

mod anaphora;
mod history;
mod nearest;
mod offset;

use super::calendar::{easter, iso_week, nth_weekday, plus_days};
use super::lexicon::Holiday;
use super::reason::Reason;
use super::tree::{Expression, From, Look, Tree, Which, Year};
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
    /// Where a length of months was named last: a report has turned from its quarter to the whole time.
    months: Option<Span>,
}

/// A period that the text has named.
#[derive(Clone, Copy, Debug)]
struct Mentioned {
    period: Period,
    span: Span,
    sentence: u32,
    /// A day or month that the text gives with its year, or that hangs on such a one.
    dated: bool,
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
        Self { dct, inferred, history, last: None, day: None, quarter: None, months: None }
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
        self.remember(&value, resolved.anchor, expression);
        Timex {
            span: expression.span,
            kind: kind(resolved.meaning),
            interval: self.interval(&value),
            value,
            anchor: resolved.anchor,
        }
    }

    fn remember(&mut self, value: &Value, anchor: Anchor, expression: &Expression) {
        if let Meaning::Duration(Length { unit: Unit::Month, .. }) = value.meaning {
            self.months = Some(expression.span);
        }
        let Some(period) = value.period() else { return };
        let placed = matches!(period, Period::Day(_) | Period::Month { .. });
        let dated = placed
            && match anchor {
                Anchor::None => true,
                Anchor::Timex(span) => self.last.is_some_and(|last| last.span == span && last.dated),
                Anchor::Dct => false,
            };
        let mentioned = Mentioned { period, span: expression.span, sentence: expression.sentence, dated };
        match period {
            Period::Day(_) => self.day = Some(mentioned),
            // The quarter of a year ago is only compared with the one that is reported, and the one to come
            // is not reported yet.
            Period::Quarter { .. } if !compares(expression.tree) && expression.look != Look::Ahead => {
                self.quarter = Some(mentioned);
            }
            _ => {}
        }
        // `had sworn an oath ten years earlier`: a look back, from which the story does not go on.
        let aside = matches!(
            expression.tree,
            Tree::Offset {
                length: Length { unit: Unit::Year | Unit::Decade | Unit::Century, .. },
                back: true,
                from: From::Text
            }
        );
        if period.interval() != Interval::default() && !(aside && self.last.is_some()) {
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
        let (look, sentence) = (expression.look, expression.sentence);
        let settled = |year| match year {
            Year::Which(which) => Year::Which(self.settle(which, expression)),
            year => year,
        };
        match expression.tree {
            Tree::Date { year, month, day, weekday } => self.date(settled(year), month, day, weekday, look, sentence),
            Tree::DayOfMonth(day) => self.day_of_month(day, look, sentence),
            Tree::Month { year, month } => self.month(settled(year), month, look, sentence),
            Tree::Year(year) => Resolved::stated(Period::Year(year)),
            Tree::Decade(decade) => Resolved::stated(Period::Decade(decade)),
            Tree::Century(century) => Resolved::stated(Period::Century(century)),
            Tree::Season { year, season } => self.season(settled(year), season, look),
            Tree::Quarter { year, quarter } => self.quarter(year, quarter, look),
            Tree::Half { year, half } => match self.year(year) {
                Some((year, anchor, reason)) => Resolved::period(Period::Half { year, half }, anchor, reason),
                None => Resolved::unknown(Period::Some(Unit::Half)),
            },
            Tree::PeriodOf(year) => self.period_of(year, sentence),
            Tree::Holiday { year, holiday } => self.holiday(year, holiday, look, sentence),
            Tree::HolidayWeek { year, holiday, unit } => {
                let feast = self.holiday(year, holiday, look, sentence);
                match feast.meaning {
                    Meaning::Period(Period::Day(date)) => {
                        Resolved { meaning: Meaning::Period(around(date, unit)), alternative: None, ..feast }
                    }
                    _ => Resolved::unknown(Period::Some(unit)),
                }
            }
            Tree::Weekday { which, weekday } => self.weekday(self.settle(which, expression), weekday, look),
            Tree::WeeksFrom { weekday, weeks, back } => self.weeks_from(weekday, weeks, back),
            Tree::Unit { which, unit } => self.unit(self.settle(which, expression), unit, look, expression),
            Tree::Days(days) => self.days(days),
            Tree::Part { which, part } => self.part(which, part, expression),
            Tree::Clock => self.clock(expression),
            Tree::Offset { length, back, from } => self.offset(length, back, from, expression),
            Tree::WeekOf { year, month, day } => {
                let resolved = self.date(year, month, day, None, look, sentence);
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

    /// `the next` is counted from the story where the story is told, else from the day of writing; a day
    /// always from the story.
    fn settle(&self, which: Which, expression: &Expression) -> Which {
        let day = matches!(expression.tree, Tree::Unit { unit: Unit::Day, .. });
        let near = self.last.is_some_and(|last| expression.sentence.saturating_sub(last.sentence) <= 2);
        match which {
            Which::TheNext if day || self.history => Which::Following,
            // Where no day of writing is known the story's is the only one.
            Which::TheNext if near && (expression.look == Look::Back || self.dct.is_none()) => Which::Following,
            Which::TheNext => Which::Next,
            which => which,
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

    fn holiday(&self, year: Year, holiday: Holiday, look: Look, sentence: u32) -> Resolved {
        if let Holiday::Fixed(month, day) = holiday {
            let resolved = self.date(year, month, day, None, look, sentence);
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
            Which::Next | Which::TheNext => time(self.days(1), 0),
            Which::The | Which::That => time(self.day_of_text(expression.sentence, 1), 0),
            Which::Following => match self.day_of_text(expression.sentence, 6) {
                // What is told as past is not on the morrow of the article.
                Resolved { anchor: Anchor::Dct, .. } if expression.look != Look::Ahead => {
                    time(Resolved::unknown(Period::Some(Unit::Day)), 0)
                }
                day => time(day, 1),
            },
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
        Tree::PeriodOf(_) => true,
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

/// The week of a feast, or its weekend: the one before a Monday.
fn around(date: Date, unit: Unit) -> Period {
    let monday = nearest::number(date.weekday()) == 1;
    let date = if unit == Unit::Weekend && monday { plus_days(date, -1).unwrap_or(date) } else { date };
    nearest::of_unit(date, unit)
}

/// A length of one unit.
fn one(unit: Unit) -> Length {
    Length { count: Some(Count::ONE), unit }
}
