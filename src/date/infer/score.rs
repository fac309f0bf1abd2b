//! How well a day fits what an article says.

use super::clues::{Clue, ClueKind, is_name};
use super::{DatingFacts, plus_days};
use crate::date::Date;
use crate::date::calendar::days_between;
use crate::date::prose::{day as prose, weekday as weekday_name};
use crate::date::tree::Look;
use jiff::civil::Weekday;

/// The clues of an article, ready to weigh days.
#[derive(Debug)]
pub(super) struct Scale<'a> {
    article: &'a DatingFacts,
    /// The weekday told of most in the past, and how often.
    told: Option<(i8, usize)>,
    /// Days that follow from `a day after …` and a neighbour that dates it.
    after: Vec<After<'a>>,
    /// The events to come that `to go` is counted to.
    to_go: Vec<(i32, bool, &'a Clue, Date)>,
    stamp: Option<Date>,
}

#[derive(Debug)]
struct After<'a> {
    day: Date,
    clue: &'a Clue,
    by: &'a str,
    on: Date,
}

impl<'a> Scale<'a> {
    /// `from` to `to` are the days that will be weighed; dates without a year are taken in or near them.
    pub(super) fn new(article: &'a DatingFacts, neighbours: &[&'a DatingFacts], from: Date, to: Date) -> Self {
        let mut told = [0_usize; 8];
        for clue in &article.clues {
            if let ClueKind::Weekday { weekday: weekday @ 1..=7, look: Look::Back | Look::Over | Look::Unknown } =
                clue.kind
            {
                told[weekday as usize] += 1;
            }
        }
        let most = told.iter().copied().max().unwrap_or(0);
        // Between two told of equally often the clue says nothing.
        let sole = told.iter().filter(|count| **count == most).count() == 1;
        let told = (most > 0 && sole).then(|| told.iter().position(|count| *count == most)).flatten();
        let mut scale = Self {
            article,
            told: told.and_then(|weekday| Some((i8::try_from(weekday).ok()?, most))),
            after: Vec::new(),
            to_go: Vec::new(),
            stamp: article.stamp().and_then(|clue| clue.kind.day()),
        };
        for clue in &article.clues {
            match clue.kind {
                ClueKind::After { days } => scale.after.extend(neighbours.iter().filter_map(|neighbour| {
                    let on = neighbour.event(clue, from, to)?;
                    Some(After { day: plus_days(on, days)?, clue, by: &neighbour.name, on })
                })),
                ClueKind::ToGo { days, fewer } => {
                    if let Some(on) = article.event_ahead(clue, from, to) {
                        scale.to_go.push((days, fewer, clue, on));
                    }
                }
                _ => {}
            }
        }
        scale
    }

    /// The weight of a day; none when the text rules it out.
    pub(super) fn score(&self, day: Date) -> Option<i32> {
        let mut score = 0;
        for clue in &self.article.clues {
            score += match clue.kind {
                ClueKind::Stamp(named) | ClueKind::Past(named) if day < named => return None,
                ClueKind::PastYear(year) if day.year() < year - 1 => return None,
                ClueKind::Heading { month, day: named } => {
                    if (day.month(), day.day()) == (month, named) {
                        8
                    } else {
                        -2
                    }
                }
                ClueKind::MonthDay { month, day: named, look: Look::Ahead } => {
                    match next(day, month, named).map(|on| days_between(day, on)) {
                        Some(..=45) => 1,
                        Some(46..=120) => 0,
                        _ => -3,
                    }
                }
                ClueKind::MonthDay { month, day: named, look: Look::Back | Look::Over } => {
                    match last(day, month, named).map(|on| days_between(on, day)) {
                        Some(..=31) => 1,
                        Some(32..=200) => 0,
                        _ => -2,
                    }
                }
                // In January nobody sets a meeting for January.
                ClueKind::MonthAhead(month) => {
                    if day.month() == month {
                        -1
                    } else {
                        i32::from((month - day.month()).rem_euclid(12) <= 4)
                    }
                }
                // One day is not called by two names.
                ClueKind::Weekday { weekday, look: Look::Ahead } => -2 * i32::from(self.has_other_name(day, weekday)),
                _ => 0,
            };
        }
        if let Some((weekday, _)) = self.told {
            score += match (number(day.weekday()) - weekday).rem_euclid(7) {
                0 => 4,
                1 => 2,
                _ => -1,
            };
        }
        for (days, fewer, _, on) in &self.to_go {
            let left = days_between(day, *on);
            let fits = if *fewer { 0 < left && left < *days } else { (left - days).abs() <= 1 };
            score += if fits { 4 } else { -4 };
        }
        for after in &self.after {
            score += match days_between(after.day, day) {
                0 => 5,
                1 => 3,
                _ => -1,
            };
        }
        // What is quoted or reported is mostly of the last days.
        if let Some(stamp) = self.stamp {
            score += match days_between(stamp, day) {
                ..=7 => 1,
                8..=14 => 0,
                days => -(days / 14),
            };
        }
        Some(score)
    }

    /// Whether something tells the day, not only habit.
    pub(super) fn is_pinned(&self) -> bool {
        let heading = |clue: &Clue| matches!(clue.kind, ClueKind::Heading { .. });
        !self.after.is_empty() || !self.to_go.is_empty() || self.article.clues.iter().any(heading)
    }

    /// Whether the day hangs on the weekday told of.
    pub(super) fn by_weekday(&self) -> bool {
        self.told.is_some() && !self.article.clues.iter().any(|clue| matches!(clue.kind, ClueKind::Heading { .. }))
    }

    /// Why it is `best`, for a reader, most weighty first.
    pub(super) fn reasons(&self, best: Date, anchors: &[(Date, &str)]) -> Vec<String> {
        let mut reasons = Vec::new();
        for after in self.after.iter().filter(|after| (0..=1).contains(&days_between(after.day, best))) {
            reasons.push(format!(
                "it says “{} after …”, and {} dates that to {}",
                after.clue.said,
                after.by,
                prose(after.on)
            ));
        }
        for clue in self.article.clues.iter().filter(|clue| matches!(clue.kind, ClueKind::Heading { .. })) {
            reasons.push(format!("it is headed “{}”", clue.said));
        }
        if let Some((weekday, count)) = self.told {
            let name = Weekday::from_monday_one_offset(weekday).map_or("", weekday_name);
            let times = if count > 1 { format!(" {count} times") } else { String::new() };
            reasons.push(format!("it tells of {name} as past{times}, so it is of that day or little later"));
        }
        for (_, _, clue, on) in self.to_go.iter().filter(|(.., on)| *on >= best) {
            reasons.push(format!("it says “{} to go” before {}", clue.said, prose(*on)));
        }
        if let Some(clue) = self.article.stamp() {
            reasons.push(format!("it quotes a post of {}, so it is not older", clue.said));
        } else if let Some((_, clue)) = self.article.floor() {
            reasons.push(format!("it speaks of “{}” as past, so it is not older", clue.said));
        }
        let ahead =
            self.article.clues.iter().filter(|clue| {
                matches!(clue.kind, ClueKind::MonthDay { look: Look::Ahead, .. } | ClueKind::MonthAhead(_))
            });
        let ahead: Vec<String> = ahead.map(|clue| format!("“{}”", clue.said)).collect();
        if !ahead.is_empty() {
            reasons.push(format!("it looks ahead to {}", ahead.join(", ")));
        }
        let nearest = anchors.iter().min_by_key(|(day, name)| (days_between(best, *day).abs(), *name));
        if let Some((day, name)) = nearest {
            reasons.push(format!("{name}, which is about the same things, is of or speaks of {}", prose(*day)));
        }
        reasons
    }

    /// Whether the weekday to come is a day that the article also calls by its date.
    fn has_other_name(&self, day: Date, weekday: i8) -> bool {
        let ahead = i32::from((weekday - number(day.weekday())).rem_euclid(7));
        let Some(on) = plus_days(day, ahead) else { return false };
        self.article.clues.iter().any(|clue| {
            matches!(clue.kind, ClueKind::MonthDay { month, day, look: Look::Ahead } if (month, day) == (on.month(), on.day()))
        })
    }
}

impl DatingFacts {
    /// What this article calls by the words of `clue`, and its last day.
    fn event(&self, clue: &Clue, from: Date, to: Date) -> Option<Date> {
        let same = |event: &&Clue| {
            let shared = || event.about.iter().filter(|word| clue.about.contains(word));
            shared().count() >= 2 && shared().any(|word| is_name(*word))
        };
        self.clues.iter().filter(same).filter_map(|event| event.near(from, to)).max()
    }

    /// What this article looks ahead to: the first with a name in common with `clue`, else the only one.
    fn event_ahead(&self, clue: &Clue, from: Date, to: Date) -> Option<Date> {
        let ahead =
            |event: &&Clue| matches!(event.kind, ClueKind::MonthDay { look: Look::Ahead, .. } | ClueKind::Day(_));
        let named = |event: &&Clue| event.about.iter().any(|word| is_name(*word) && clue.about.contains(word));
        let first = self.clues.iter().filter(ahead).filter(named).filter_map(|event| event.near(from, to)).min();
        first.or_else(|| {
            let mut all = self.clues.iter().filter(ahead);
            all.next().filter(|_| all.next().is_none())?.near(from, to)
        })
    }
}

impl Clue {
    /// The day it names, in the year nearest to the days from `from` to `to`.
    fn near(&self, from: Date, to: Date) -> Option<Date> {
        match self.kind {
            ClueKind::Day(day) | ClueKind::Past(day) => Some(day),
            ClueKind::MonthDay { month, day, .. } => {
                let years = from.year().checked_sub(1)?..=to.year().checked_add(1)?;
                let off = |on: &Date| if *on < from { days_between(*on, from) } else { days_between(to, *on).max(0) };
                years.filter_map(|year| Date::new(year, month, day).ok()).min_by_key(off)
            }
            _ => None,
        }
    }
}

/// The next such day, from `from` on.
fn next(from: Date, month: i8, day: i8) -> Option<Date> {
    (from.year()..=from.year() + 8).filter_map(|year| Date::new(year, month, day).ok()).find(|on| *on >= from)
}

/// The last such day, up to `to`.
fn last(to: Date, month: i8, day: i8) -> Option<Date> {
    (to.year() - 8..=to.year()).rev().filter_map(|year| Date::new(year, month, day).ok()).find(|on| *on <= to)
}

fn number(weekday: Weekday) -> i8 {
    weekday.to_monday_one_offset()
}
