//! Periods named from where the text or its reader stands: `this week`, `last May`, `the following day`,
//! `the past two months`, `the year`.

use super::{Read, Reader};
use crate::date::lexicon::Word;
use crate::date::tree::{Tree, Which, Year};
use crate::date::value::{Modifier, PartOfDay, Unit};

impl Reader<'_> {
    /// Behind `the`.
    pub(super) fn the_first(&self, at: usize) -> Option<Read> {
        let next = at + 1;
        match self.word(next) {
            Word::Last
            | Word::Past
            | Word::Next
            | Word::Coming
            | Word::Following
            | Word::Previous
            | Word::Same
            | Word::Current
            | Word::Latest
            | Word::Recent => self.which(next, true).or_else(|| self.vague(at)),
            Word::Ordinal | Word::OrdinalDigits => match self.word(next + 1) {
                // `the first hours`
                Word::Units(unit) if self.word(next) == Word::Ordinal && unit != Unit::Quarter => {
                    Some(self.open_units(unit, next + 2))
                }
                _ => {
                    let read = self.ordinal_first(next).filter(|read| !self.is_adjective(read));
                    read.or_else(|| self.day_alone(next))
                }
            },
            Word::Digits(4) => self.year_period(next),
            Word::Digits(_) | Word::Cardinal | Word::Few | Word::Several | Word::Couple => {
                let stretch = self.stretch(next).filter(|stretch| !stretch.hyphened && stretch.plural)?;
                self.placed(next, stretch)
            }
            Word::Unit(unit) => self.definite_unit(next, unit),
            Word::Units(_) => {
                if self.word(next + 1) == Word::Ahead {
                    return Some(Read::new(Tree::Future, next + 2));
                }
                // `over the years`, `in the years that followed`
                let placed = self.before(at, 1) == Word::Over
                    || self.before(at, 1) == Word::In && matches!(self.word(next + 1), Word::That | Word::Since);
                match self.word(next) {
                    Word::Units(unit) if placed => Some(self.open_units(unit, next + 1)),
                    _ => None,
                }
            }
            Word::Season(_) => self.season(next, Which::The),
            Word::Part(_) => self.part_of_day(next).or_else(|| {
                self.part_behind(at, Which::The).filter(|_| matches!(self.before(at, 1), Word::In | Word::During))
            }),
            Word::PluralDigits(_) | Word::Apostrophe => self.decade(next),
            // `the late-November accord`: the determiner is the accord's.
            Word::Early | Word::Late | Word::Mid => self.part_of(next).filter(|read| {
                let describes = self.is_hyphen(next + 1) && matches!(self.word(read.end), Word::Plain | Word::Name);
                !describes || !matches!(read.tree, Tree::Month { .. } | Tree::Date { .. } | Tree::Season { .. })
            }),
            Word::Start | Word::Middle | Word::End => self.end_of(next),
            Word::Fiscal => self.fiscal_first(next).filter(|read| !self.is_adjective(read)),
            Word::Full | Word::Whole | Word::Entire => match self.word(next + 1) {
                Word::Unit(Unit::Year) if !self.is_hyphen(next + 2) => {
                    Some(Read::new(Tree::Unit { which: Which::The, unit: Unit::Year }, next + 2))
                }
                _ => None,
            },
            Word::Comparable => self.comparable(next),
            Word::Future | Word::Near | Word::Plain => self.vague(at),
            _ => None,
        }
    }

    /// `on the 7th`, with its month left out: behind a preposition of days, and no noun behind it.
    fn day_alone(&self, at: usize) -> Option<Read> {
        let placed = matches!(self.before(at, 2), Word::On | Word::By | Word::Until | Word::Since);
        let alone = matches!(
            self.word(at + 1),
            Word::Comma
                | Word::Stop
                | Word::Semicolon
                | Word::Close
                | Word::Edge
                | Word::And
                | Word::Is
                | Word::Was
                | Word::Will
        ) || matches!(self.letters(at + 1), "he" | "she" | "it" | "they")
            || self.word(at + 1) == Word::The
            || self.word(at + 1) == Word::On;
        let day = i8::try_from(self.value(at)).ok().filter(|day| (1..=31).contains(day))?;
        (self.word(at) == Word::OrdinalDigits && placed && alone).then(|| Read::new(Tree::DayOfMonth(day), at + 1))
    }

    /// Behind `its`: fiscal periods only.
    pub(super) fn its_first(&self, at: usize) -> Option<Read> {
        let read = match self.word(at + 1) {
            Word::Ordinal => self.ordinal_period(at + 1)?,
            Word::Fiscal => self.fiscal_first(at + 1)?,
            _ => return None,
        };
        let fiscal = self.word(at + 1) == Word::Fiscal;
        (fiscal && matches!(read.tree, Tree::Quarter { .. } | Tree::Unit { .. }) && !self.is_adjective(&read))
            .then_some(read)
    }

    /// `this year`, `this past spring`, `this coming Sunday`, `that day`, `these days`.
    pub(super) fn this_first(&self, at: usize) -> Option<Read> {
        let (which, next) = match (self.word(at), self.word(at + 1)) {
            (Word::This, Word::Past | Word::Last) => (Which::Last, at + 2),
            (Word::This, Word::Coming | Word::Next) => (Which::Next, at + 2),
            (Word::This, Word::Current) => (Which::This, at + 2),
            (Word::This, _) => (Which::This, at + 1),
            (Word::That, Word::Same) => (Which::That, at + 2),
            (Word::That, _) => (Which::That, at + 1),
            (Word::These, Word::Units(Unit::Day)) => return Some(Read::new(Tree::Present, at + 2)),
            (Word::These, Word::Past | Word::Last | Word::Next | Word::Coming) => return self.which(at + 1, true),
            _ => return None,
        };
        // `this past two weeks`
        let counted = (next == at + 2 && which != Which::That).then(|| self.counted(next, which)).flatten();
        if counted.is_some() {
            return counted;
        }
        if which == Which::That && !matches!(self.word(next), Word::Unit(_) | Word::Part(_)) {
            return None;
        }
        self.named(next, which)
    }

    /// `last week`, `next year's first quarter`, `past 20 years`.
    pub(super) fn which_first(&self, at: usize) -> Option<Read> {
        // `last-ditch`, `next-generation`; and `past` as a preposition.
        if self.is_hyphen(at + 1) {
            return None;
        }
        // `expected to last 12 weeks`, `may last two hours`: the verb.
        let verb = matches!(self.before(at, 1), Word::To | Word::Modal | Word::Will)
            || at > 0 && matches!(self.letters(at - 1), "may" | "might" | "not");
        let verb = verb && self.is_lower(at);
        if self.word(at) == Word::Last && verb && self.counted(at + 1, Which::Last).is_some() {
            return None;
        }
        if self.word(at) == Word::Past {
            // `in past years`
            if self.before(at, 1) == Word::In && matches!(self.word(at + 1), Word::Units(Unit::Year | Unit::Decade)) {
                return Some(Read::new(Tree::Past, at + 2));
            }
            // `half past`, `drove past two`: only a length without `the` is meant.
            return self
                .counted(at + 1, Which::Last)
                .filter(|_| !matches!(self.before(at, 1), Word::PastVerb | Word::Was));
        }
        self.which(at, false)
    }

    /// Behind a determiner, or none: `last` and its kin at `at`.
    fn which(&self, at: usize, definite: bool) -> Option<Read> {
        if self.is_hyphen(at + 1) {
            return None;
        }
        let (which, next) = match self.word(at) {
            Word::Last | Word::Past => (Which::Last, at + 1),
            Word::Next if definite => (Which::TheNext, at + 1),
            Word::Next | Word::Coming => (Which::Next, at + 1),
            Word::Following if definite => (Which::Following, at + 1),
            Word::Previous => (Which::Previous, at + 1),
            Word::Same if definite => (Which::That, at + 1),
            Word::Current if definite => (Which::This, at + 1),
            Word::Latest => (Which::Latest, at + 1),
            Word::Recent => {
                return match self.word(at + 1) {
                    // `recent years`: no length is meant.
                    Word::Units(Unit::Year) => Some(Read::new(Tree::Past, at + 2)),
                    Word::Units(unit) => Some(self.open_units(unit, at + 2)),
                    _ => None,
                };
            }
            _ => return None,
        };
        if let Some(read) = self.counted(next, which) {
            return Some(read);
        }
        // `the last half of 1989`
        if let (Word::Last, Word::Half) = (self.word(at), self.word(next)) {
            return self.half_of_year(next, 2);
        }
        // `the coming weeks`
        if let (Word::Coming, Word::Units(_)) = (self.word(at), self.word(next)) {
            return Some(Read::new(Tree::Future, next + 1));
        }
        // `the last decade` is a length that ends now, `the past year` the year before.
        if which == Which::Latest || which == Which::Previous || which == Which::Following || which == Which::That {
            return match self.word(next) {
                // `the same quarter of 2023`
                Word::Unit(Unit::Quarter) if which == Which::That && self.word(next + 1) == Word::Of => {
                    let quarter = Tree::Quarter { year: Year::Unsaid, quarter: 0 };
                    let read = self.with_year_of(Read::new(quarter, next + 1));
                    if read.end > next + 1 { Some(read) } else { self.unit_or_part(next, Unit::Quarter, which) }
                }
                Word::Unit(unit) if !self.is_hyphen(next + 1) => self.unit_or_part(next, unit, which),
                Word::Period if which == Which::Latest || which == Which::Previous => {
                    Some(Read::new(Tree::Unit { which, unit: Unit::Unspecified }, next + 1))
                }
                Word::Weekday(_) | Word::Part(_) | Word::Fiscal | Word::Season(_) | Word::Month(_) => {
                    self.named(next, which)
                }
                _ => None,
            };
        }
        self.named(next, which)
    }

    /// `two months`, `few days`, `20 years` behind `the past`, `the next`, `the first`.
    pub(super) fn counted(&self, at: usize, which: Which) -> Option<Read> {
        if !matches!(
            which,
            Which::Last | Which::Next | Which::TheNext | Which::Previous | Which::Following | Which::Latest
        ) || self.word(at) == Word::A
        {
            return None;
        }
        let stretch = self.stretch(at).filter(|stretch| !stretch.hyphened)?;
        Some(Read { tree: Tree::Duration(stretch.length), time: None, modifier: stretch.modifier, end: stretch.end })
    }

    /// A unit, weekday, month, season or part of the day behind `this`, `last`, `next`, `that`.
    pub(super) fn named(&self, at: usize, which: Which) -> Option<Read> {
        match self.word(at) {
            // `This Week` is a broadcast.
            Word::Unit(unit) if !self.is_hyphen(at + 1) && !self.is_name(at) => self.unit_or_part(at, unit, which),
            Word::Weekday(_) => {
                let (weekday, end) = self.weekday_name(at)?;
                // `this coming Sunday, March eighth`
                match self.weekday_first(at) {
                    Some(read) if matches!(read.tree, Tree::Date { .. }) => Some(read),
                    _ => Some(self.with_part(Read::new(Tree::Weekday { which, weekday }, end))),
                }
            }
            Word::Month(_) | Word::ShortMonth(_) => {
                let (month, end) = self.month_name(at)?;
                if let Some((day, end)) = self.day_of_month(end) {
                    return Some(Read::new(Tree::Date { year: Year::Which(which), month, day, weekday: None }, end));
                }
                Some(Read::new(Tree::Month { year: Year::Which(which), month }, end))
            }
            Word::Season(_) => self.season(at, which),
            // `CBS This Morning`
            Word::Part(_) if self.is_name(at) => None,
            Word::Part(part) => match (which, part) {
                (Which::Last, PartOfDay::Night)
                | (Which::This | Which::That | Which::Following | Which::Previous, _) => {
                    Some(Read::new(Tree::Part { which, part }, at + 1))
                }
                (Which::TheNext, _) | (Which::Next, PartOfDay::Morning) => {
                    Some(Read::new(Tree::Part { which: Which::Following, part }, at + 1))
                }
                _ => None,
            },
            Word::Ordinal => self
                .ordinal_period(at)
                .and_then(|read| Some(Read { tree: read.tree.with_year(Year::Which(which))?, ..read })),
            Word::Fiscal => self.fiscal_unit(at, which),
            Word::Feast => {
                let read = self.feast(at)?;
                Some(Read { tree: read.tree.with_year(Year::Which(which))?, ..read })
            }
            _ => None,
        }
    }

    /// A word in capitals like a title's, though the line is not all in capitals.
    pub(super) fn is_name(&self, at: usize) -> bool {
        let mut letters = self.letters(at).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    }

    /// `early next year`, `late Monday`, `mid-November`, `earlier this month`, `later in the year`.
    pub(super) fn part_of(&self, at: usize) -> Option<Read> {
        let modifier = match self.word(at) {
            Word::Early | Word::Earlier => Modifier::Start,
            Word::Mid => Modifier::Mid,
            _ => Modifier::End,
        };
        let next = self.skip_hyphen(at + 1);
        let read = match self.word(next) {
            Word::In
                if matches!(self.word(next + 1), Word::The | Word::This)
                    && matches!(
                        self.word(next + 2),
                        Word::Unit(Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Quarter)
                    ) =>
            {
                let Word::Unit(unit) = self.word(next + 2) else { return None };
                // `later in the day` that the text speaks of
                let which = if unit == Unit::Day { Which::That } else { Which::The };
                Some(Read::new(Tree::Unit { which, unit }, next + 3))
            }
            Word::In if !matches!(self.word(at), Word::Mid) => {
                self.plain(next + 1).filter(|read| matches!(read.tree, Tree::Year(_) | Tree::Month { .. }))
            }
            // `the early hours of Sunday`
            Word::Units(Unit::Hour) if self.word(next + 1) == Word::Of => {
                self.plain(next + 2).filter(|read| read.tree.is_day())
            }
            Word::Part(_) if self.word(next + 1) == Word::Of => self.part_of_day(next),
            // `in the early years`
            Word::Units(unit) if unit >= Unit::Day && self.before(at, 1) == Word::The => {
                return Some(self.open_units(unit, next + 1));
            }
            Word::Part(part) => match self.word(next + 1) {
                // `mid-afternoon yesterday`
                Word::Yesterday | Word::Today | Word::Tomorrow => {
                    let day = self.day_word(next + 1)?;
                    Some(day.at_time(crate::date::value::TimeOfDay::Part(part)))
                }
                _ => Some(Read::new(Tree::Part { which: Which::The, part }, next + 1)),
            },
            Word::Season(_) => self.season(next, Which::The),
            Word::The | Word::A | Word::Its => None,
            Word::This | Word::That if next == at + 1 => self.this_first(next),
            Word::Noon | Word::Midnight => None,
            _ => self.plain(next),
        }?;
        let whole = !matches!(
            read.tree,
            Tree::Duration(_)
                | Tree::Offset { .. }
                | Tree::Every(_)
                | Tree::Past
                | Tree::Present
                | Tree::Future
                | Tree::OneDay
                | Tree::Clock
        );
        (whole && read.modifier.is_none()).then(|| read.with(modifier))
    }

    /// `the end of the year`, `the beginning of October`, `the middle of next week` (at `end`).
    pub(super) fn end_of(&self, at: usize) -> Option<Read> {
        let modifier = match self.word(at) {
            Word::Start => Modifier::Start,
            Word::Middle => Modifier::Mid,
            _ => Modifier::End,
        };
        if self.word(at + 1) != Word::Of {
            return None;
        }
        let inner = at + 2;
        let read = match (self.word(inner), self.word(inner + 1)) {
            (Word::The, Word::Unit(unit)) if !self.is_hyphen(inner + 2) && unit >= Unit::Week => {
                Some(Read::new(Tree::Unit { which: Which::The, unit }, inner + 2))
            }
            (Word::The, Word::Unit(_) | Word::Units(_)) => None,
            _ => self.plain(inner),
        }?;
        let whole = matches!(
            read.tree,
            Tree::Month { .. }
                | Tree::Year(_)
                | Tree::Unit { .. }
                | Tree::Decade(_)
                | Tree::Century(_)
                | Tree::Season { .. }
                | Tree::Quarter { .. }
                | Tree::Half { .. }
                | Tree::Weekday { .. }
                | Tree::Days(_)
        );
        whole.then(|| read.with(modifier))
    }
}
