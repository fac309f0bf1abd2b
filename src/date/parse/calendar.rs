//! Dates of the calendar: `January 9, 2022`, `9 January`, `2022-01-09`, `1/9/2022`, `January`, `1997`.

use super::{Read, Reader};
use crate::date::lexicon::Word;
use crate::date::tree::{Tree, Which, Year};
use crate::date::value::Unit;

impl Reader<'_> {
    /// `January 9, 2022`, `January 2022`, `January`.
    pub(super) fn month_first(&self, at: usize) -> Option<Read> {
        let (month, next) = self.month_name(at)?;
        // `May Day`, `April Fools' Day`
        if let Some(feast) = matches!(month, 4 | 5).then(|| self.feast(at)).flatten() {
            return Some(feast);
        }
        if let Some((day, end)) = self.day_of_month(next) {
            let (year, end) = self.any_year_behind(end);
            return Some(Read::new(Tree::Date { year, month, day, weekday: None }, end));
        }
        let (year, end) = self.any_year_behind(next);
        if year == Year::Unsaid && !self.is_month_here(at, next) {
            return None;
        }
        Some(Read::new(Tree::Month { year, month }, end))
    }

    /// A month's name, and the lexeme behind it and its full stop.
    pub(super) fn month_name(&self, at: usize) -> Option<(i8, usize)> {
        if !self.is_capital(at) {
            return None;
        }
        match self.word(at) {
            Word::Month(month) => Some((month, at + 1)),
            Word::ShortMonth(month) => {
                let dotted = matches!(self.word(at + 1), Word::Dot | Word::Stop) && self.glued(at);
                let numbered = matches!(self.word(at + 1), Word::Digits(_) | Word::OrdinalDigits);
                (dotted || numbered).then_some((month, if dotted { at + 2 } else { at + 1 }))
            }
            _ => None,
        }
    }

    /// May, March, August, April and June are also verbs and people: without a number they are months
    /// only where a month can stand.
    fn is_month_here(&self, at: usize, next: usize) -> bool {
        let is_month = |word| matches!(word, Word::Month(_) | Word::ShortMonth(_));
        let range = |end: usize| is_month(self.word(end + 1));
        if self.is_hyphen(next) && !range(next)
            || self.before(at, 1) == Word::Hyphen
                && self.glued(at - 1)
                && !matches!(self.before(at, 2), Word::Mid | Word::Early | Word::Late)
                && !is_month(self.before(at, 2))
        {
            return false;
        }
        if self.letters(at).chars().nth(1).is_some_and(char::is_uppercase) && self.before(at, 1) == Word::Name {
            return false;
        }
        if !matches!(self.word(at), Word::Month(3..=6 | 8) | Word::ShortMonth(_)) {
            return true;
        }
        if matches!(self.word(next), Word::Hyphen | Word::Dash) && range(next) {
            return true;
        }
        match self.before(at, 1) {
            Word::In
            | Word::Of
            | Word::Since
            | Word::Until
            | Word::By
            | Word::Last
            | Word::This
            | Word::Next
            | Word::Past
            | Word::Coming
            | Word::Early
            | Word::Late
            | Word::Mid
            | Word::Hyphen
            | Word::During
            | Word::Between
            | Word::Before
            | Word::After
            | Word::Start
            | Word::Each
            | Word::Every
            | Word::Following
            | Word::Previous
            | Word::A
            | Word::Its => true,
            Word::From | Word::For | Word::To | Word::Through | Word::On | Word::Into | Word::About => {
                !matches!(self.word(next), Word::Name)
            }
            Word::And | Word::Or | Word::Comma | Word::Dash => {
                matches!(self.before(at, 2), Word::Month(_) | Word::Digits(_) | Word::Dot)
                    && self.word(next) != Word::Name
            }
            Word::The => !matches!(self.word(next), Word::On | Word::Of | Word::To | Word::Name),
            _ => false,
        }
    }

    /// `9`, `9th`, `the 9th`, `ninth`: a day of a month behind its name.
    pub(super) fn day_of_month(&self, at: usize) -> Option<(i8, usize)> {
        let at = if self.word(at) == Word::The && matches!(self.word(at + 1), Word::OrdinalDigits | Word::Ordinal) {
            at + 1
        } else {
            at
        };
        match self.word(at) {
            Word::Digits(1 | 2) => self.bare_day(at),
            Word::OrdinalDigits => Some((day(self.value(at))?, at + 1)),
            // `in August the Third Army`
            Word::Ordinal if self.is_capital(at) && self.word(at + 1) == Word::Name => None,
            Word::Ordinal if !matches!(self.word(at + 1), Word::Unit(_)) => Some((day(self.value(at))?, at + 1)),
            Word::Cardinal => {
                let (tens, next) = (self.value(at), self.skip_hyphen(at + 1));
                let ordinal = matches!(tens, 20 | 30) && self.word(next) == Word::Ordinal && self.value(next) < 10;
                ordinal.then(|| Some((day(tens + self.value(next))?, next + 1)))?
            }
            _ => None,
        }
    }

    /// A day in digits that counts nothing else: no `10:30`, `10 percent`, `10 million`, `10 people`'s start is told by the caller.
    pub(super) fn bare_day(&self, at: usize) -> Option<(i8, usize)> {
        let behind = self.word(at + 1);
        let counts = matches!(
            behind,
            Word::Percent
                | Word::Magnitude
                | Word::Meridiem(_)
                | Word::Unit(_)
                | Word::Units(_)
                | Word::Month(_)
                | Word::ShortMonth(_)
        ) || matches!(behind, Word::Colon | Word::Slash) && self.glued(at) && self.glued(at + 1)
            || behind == Word::Hyphen && self.glued(at) && !matches!(self.word(at + 2), Word::Digits(_));
        let plain = match self.word(at) {
            Word::Digits(1 | 2) => !counts,
            Word::OrdinalDigits => true,
            _ => false,
        };
        plain.then(|| Some((day(self.value(at))?, at + 1)))?
    }

    /// A year behind a month or day: `, 2022`, `2022`, `of 2022`, `'98`, `last year`, `of this year`,
    /// `of the same year`.
    pub(super) fn any_year_behind(&self, at: usize) -> (Year, usize) {
        if let Some((year, end)) = self.year_behind(at) {
            return (Year::Is(year), end);
        }
        let from = match self.word(at) {
            Word::Of => at + 1,
            Word::Comma if self.word(at + 1) == Word::Of => at + 2,
            _ => at,
        };
        let definite = from > at && self.word(from) == Word::The;
        let from = if definite { from + 1 } else { from };
        if self.word(from + 1) == Word::Unit(Unit::Year) && self.word(from + 2) != Word::Hyphen {
            let year = match self.word(from) {
                Word::Same if definite => Year::Told(0),
                Word::Following | Word::Next if definite => Year::Told(1),
                Word::Previous if definite => Year::Told(-1),
                Word::Last => Year::Which(Which::Last),
                Word::This | Word::Current => Year::Which(Which::This),
                Word::Next => Year::Which(Which::Next),
                Word::That => Year::Told(0),
                _ => return (Year::Unsaid, at),
            };
            return (year, from + 2);
        }
        (Year::Unsaid, at)
    }

    /// A year in numbers or words behind a month or day.
    pub(super) fn year_behind(&self, at: usize) -> Option<(i16, usize)> {
        let at = if matches!(self.word(at), Word::Comma | Word::Of) { at + 1 } else { at };
        match self.word(at) {
            Word::Digits(4) if (1000..=2999).contains(&self.value(at)) => {
                Some((i16::try_from(self.value(at)).ok()?, at + 1))
            }
            Word::Apostrophe if matches!(self.word(at + 1), Word::Digits(2)) && self.glued(at) => {
                Some((short_year(self.value(at + 1)), at + 2))
            }
            Word::Cardinal => self.spoken_year(at),
            _ => None,
        }
    }

    /// What begins with digits: a date, a time of the clock, a length of time, a year.
    pub(super) fn digits_first(&self, at: usize) -> Option<Read> {
        if matches!(self.before(at, 1), Word::Money | Word::Symbol) {
            return None;
        }
        // `5-7 November`
        let range = matches!(self.before(at, 1), Word::Hyphen | Word::Dash)
            && matches!(self.before(at, 2), Word::Digits(1 | 2));
        if let Some(read) = range.then(|| self.day_first(at)).flatten().or_else(|| self.second_year(at)) {
            return Some(read);
        }
        if matches!(self.before(at, 1), Word::Hyphen | Word::Slash | Word::Colon | Word::Dot) && self.glued(at - 1) {
            // Behind `mid-`, `post-` and in a range of years (`1941-1945`) only.
            let part = matches!(self.before(at, 2), Word::Mid | Word::Early | Word::Late | Word::Digits(4))
                || matches!(self.letters(at.saturating_sub(2)), "post" | "pre");
            let years = part && matches!(self.word(at), Word::Digits(4));
            return years.then(|| self.year(at)).flatten();
        }
        self.numeric(at)
            .or_else(|| self.year_of_era(at))
            .or_else(|| self.year_and_month(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.quantity_first(at))
            .or_else(|| self.year(at))
    }

    /// `2022-01-21`, `1/21/2022`, `21.1.2022`: three numbers with the same mark between them.
    pub(super) fn numeric(&self, at: usize) -> Option<Read> {
        let mark = self.word(at + 1);
        if !matches!(mark, Word::Hyphen | Word::Slash | Word::Dot)
            || self.word(at + 3) != mark
            || !(at..at + 4).all(|i| self.glued(i))
        {
            return None;
        }
        let (Word::Digits(a), Word::Digits(b), Word::Digits(c)) = (self.word(at), self.word(at + 2), self.word(at + 4))
        else {
            return None;
        };
        let (first, second, third) = (self.value(at), self.value(at + 2), self.value(at + 4));
        let (year, month, day_number) = match (a, b, c) {
            (4, 1 | 2, 1 | 2) if mark != Word::Dot => (first, second, third),
            // American order, unless the first cannot be a month; dots are European.
            (1 | 2, 1 | 2, 2 | 4) => {
                let year = if c == 2 { u32::try_from(short_year(third)).ok()? } else { third };
                if mark == Word::Dot || first > 12 { (year, second, first) } else { (year, first, second) }
            }
            _ => return None,
        };
        let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let tree =
            Tree::Date { year: Year::Is(i16::try_from(year).ok()?), month, day: day(day_number)?, weekday: None };
        Some(self.iso_time(Read::new(tree, at + 5)))
    }

    /// `9 January 2022`, `9th of January`, `9 and 10 January`.
    pub(super) fn day_first(&self, at: usize) -> Option<Read> {
        let day = match self.word(at) {
            Word::Digits(1 | 2) | Word::OrdinalDigits | Word::Ordinal => day(self.value(at))?,
            _ => return None,
        };
        let of = if self.word(at + 1) == Word::Of { at + 2 } else { at + 1 };
        if let Some((month, next)) = self.month_name(of) {
            // `10 January 9`: the number before the month counts something else.
            let counted = self.day_of_month(next).is_some() && self.year_behind(next).is_none();
            if counted || self.glued(at) {
                return None;
            }
            let (year, end) = self.any_year_behind(next);
            return Some(Read::new(Tree::Date { year, month, day, weekday: None }, end));
        }
        let joined = matches!(self.word(at + 1), Word::And | Word::Or | Word::To | Word::Hyphen | Word::Dash);
        let second = matches!(self.word(at + 2), Word::Digits(1 | 2) | Word::OrdinalDigits);
        let (month, next) = (joined && second).then(|| self.month_name(at + 3))??;
        if self.day_of_month(next).is_some() && self.year_behind(next).is_none() {
            return None;
        }
        let (year, _) = self.any_year_behind(next);
        Some(Read::new(Tree::Date { year, month, day, weekday: None }, at + 1))
    }

    /// `9th of January`, `third quarter`, `20th century`.
    pub(super) fn ordinal_first(&self, at: usize) -> Option<Read> {
        self.day_first(at).or_else(|| self.ordinal_period(at))
    }

    /// `431 BC`, `44 B.C.`, `363 AD`: year 0 of the calendar is 1 BC.
    fn year_of_era(&self, at: usize) -> Option<Read> {
        let year = i16::try_from(self.value(at)).ok().filter(|year| (1..=9999).contains(year))?;
        let year = if self.is_before_christ(at + 1) {
            1 - year
        } else if self.is_anno(at + 1) {
            year
        } else {
            return None;
        };
        matches!(self.word(at), Word::Digits(_)).then(|| Read::new(Tree::Year(year), at + 2))
    }

    pub(super) fn is_before_christ(&self, at: usize) -> bool {
        matches!(self.letters(at), "BC" | "BCE" | "B.C." | "B.C.E.")
    }

    fn is_anno(&self, at: usize) -> bool {
        matches!(self.letters(at), "AD" | "A.D." | "CE" | "C.E.")
    }

    /// `AD 70`
    pub(super) fn anno_domini(&self, at: usize) -> Option<Read> {
        let year = i16::try_from(self.value(at + 1)).ok().filter(|year| (1..=2999).contains(year))?;
        let dated = self.is_anno(at) && matches!(self.word(at + 1), Word::Digits(1..=4)) && !self.is_hyphen(at + 2);
        dated.then(|| Read::new(Tree::Year(year), at + 2))
    }

    /// `2022-01`: a month, unless it can be read as two years (`2010-11`).
    fn year_and_month(&self, at: usize) -> Option<Read> {
        let (year, month) = (self.value(at), self.value(at + 2));
        let written = self.word(at) == Word::Digits(4)
            && self.is_hyphen(at + 1)
            && self.word(at + 2) == Word::Digits(2)
            && !(matches!(self.word(at + 3), Word::Hyphen | Word::Slash) && self.glued(at + 2));
        if !written || !(1900..=2100).contains(&year) || !(1..=12).contains(&month) || month > year % 100 {
            return None;
        }
        let year = Year::Is(i16::try_from(year).ok()?);
        Some(Read::new(Tree::Month { year, month: i8::try_from(month).ok()? }, at + 3))
    }

    /// `45` in `1939-45`, `22` in `2021/22`.
    fn second_year(&self, at: usize) -> Option<Read> {
        let first = at.checked_sub(2)?;
        let written = self.word(at) == Word::Digits(2) && self.year_range(first) == Some(at);
        let goes_on = matches!(self.word(at + 1), Word::Hyphen | Word::Slash) && self.glued(at);
        if !written || goes_on || self.year(first).is_none() {
            return None;
        }
        let year = self.value(first) / 100 * 100 + self.value(at);
        Some(Read::new(Tree::Year(i16::try_from(year).ok()?), at + 1))
    }

    /// Whether the number at `at` begins a range of years (`1861–65`, `1861-1865`, `2021/22`); gives where the
    /// second stands.
    fn year_range(&self, at: usize) -> Option<usize> {
        let joined = matches!(self.word(at + 1), Word::Hyphen | Word::Dash | Word::Slash)
            && self.glued(at)
            && self.glued(at + 1);
        let (first, second) = (self.value(at), self.value(at + 2));
        let ahead = match (self.word(at), self.word(at + 2)) {
            (Word::Digits(4), Word::Digits(2)) => i64::from(second) - i64::from(first % 100),
            (Word::Digits(4), Word::Digits(4)) => i64::from(second) - i64::from(first),
            _ => return None,
        };
        // A slash joins a year and the next: a season, a school year.
        let most = if self.word(at + 1) == Word::Slash { 1 } else { 120 };
        (joined && (1..=most).contains(&ahead) && (1000..=2100).contains(&first)).then_some(at + 2)
    }

    /// `(1861–65)`; but pages and lines are counted, too.
    fn is_range_of_years(&self, first: usize) -> bool {
        let counted = matches!(self.before(first, 1), Word::Dot | Word::Symbol | Word::Name | Word::Plain);
        !counted || (1900..=2100).contains(&self.value(first))
    }

    /// A year alone.
    pub(super) fn year(&self, at: usize) -> Option<Read> {
        if self.word(at) != Word::Digits(4) {
            return None;
        }
        let value = self.value(at);
        let (before, behind) = (self.before(at, 1), self.word(at + 1));
        let placed = matches!(
            before,
            Word::In
                | Word::Since
                | Word::Until
                | Word::By
                | Word::Of
                | Word::From
                | Word::Before
                | Word::After
                | Word::During
                | Word::Between
                | Word::Fiscal
                | Word::Early
                | Word::Late
                | Word::Mid
                | Word::Through
        ) || before == Word::Unit(Unit::Year)
            // `in 1863 and 1864`
            || matches!(before, Word::And | Word::Or | Word::To | Word::Comma) && self.before(at, 2) == Word::Digits(4)
            || at.checked_sub(2).is_some_and(|first| self.year_range(first) == Some(at) && self.is_range_of_years(first));
        let range = self.year_range(at).is_some();
        let placed = placed || range && self.is_range_of_years(at);
        let likely = (1900..=2100).contains(&value);
        let old = placed && (1000..1900).contains(&value) && before != Word::Of;
        if !(likely || old) {
            return None;
        }
        let glued_behind = self.glued(at);
        let counts = matches!(behind, Word::Percent | Word::Magnitude | Word::Units(_) | Word::Money)
            || behind == Word::Hyphen && glued_behind && !matches!(self.word(at + 2), Word::Digits(2 | 4))
            || matches!(behind, Word::Slash | Word::Colon) && glued_behind && !range
            || matches!(before, Word::At | Word::Than | Word::About | Word::Nearly | Word::Money | Word::Least)
            || before == Word::Hyphen
                && at > 0
                && self.glued(at - 1)
                && !matches!(self.before(at, 2), Word::Digits(_) | Word::Mid | Word::Plain);
        // `1,900 troops` is more often written without its comma than a round year stands before a plural.
        let plural = self.letters(at + 1).ends_with('s')
            || matches!(self.letters(at + 1), "people" | "men" | "women" | "children");
        let round = value.is_multiple_of(100) && behind == Word::Plain && plural && !placed;
        // `Room 1984`, `Flight 1549`, `section 2019`
        let noun = self.letters(at.saturating_sub(1));
        let named = before == Word::Name && self.is_capital(at.saturating_sub(1)) && !noun.contains('.')
            || before == Word::Plain && is_numbered(noun);
        let address = behind == Word::Name
            && matches!(
                self.letters(at + 2),
                "Street" | "Avenue" | "Road" | "Drive" | "Lane" | "Boulevard" | "St" | "Ave"
            );
        if counts || round || named || address {
            return None;
        }
        Some(Read::new(Tree::Year(i16::try_from(value).ok()?), at + 1))
    }
}

/// What is told apart by numbers.
fn is_numbered(noun: &str) -> bool {
    matches!(
        noun,
        "section" | "article" | "chapter" | "clause" | "paragraph" | "page" | "room" | "flight" | "number" | "version"
    )
}

fn day(number: u32) -> Option<i8> {
    i8::try_from(number).ok().filter(|day| (1..=31).contains(day))
}

/// Two digits: 70 to 99 are of the 20th century (POSIX has 69).
pub(super) fn short_year(two: u32) -> i16 {
    let two = i16::try_from(two % 100).unwrap_or(0);
    if two >= 50 { 1900 + two } else { 2000 + two }
}
