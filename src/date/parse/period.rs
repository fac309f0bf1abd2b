//! Parts of years, and what is longer: seasons, quarters, halves, fiscal years, decades, centuries, feasts.

use super::calendar::short_year;
use super::quantity::Stretch;
use super::{Read, Reader};
use crate::date::lexicon::{HOLIDAYS, Holiday, Word};
use crate::date::tree::{From, Tree, Which, Year};
use crate::date::value::{Count, Length, Modifier, Unit};

impl Reader<'_> {
    /// `third quarter of 1990`, `third-quarter`, `second half of the year`, `20th century`, `first nine months`.
    pub(super) fn ordinal_period(&self, at: usize) -> Option<Read> {
        let number = i8::try_from(self.value(at)).ok()?;
        let hyphened = self.is_hyphen(at + 1);
        let unit = self.skip_hyphen(at + 1);
        match self.word(unit) {
            Word::Unit(Unit::Quarter) if (1..=4).contains(&number) => {
                if self.is_hyphen(unit + 1) {
                    return None;
                }
                let read = Read::new(Tree::Quarter { year: Year::Unsaid, quarter: number }, unit + 1);
                Some(if hyphened { read } else { self.with_year_of(read) })
            }
            Word::Half if !hyphened && (1..=2).contains(&number) => self.half_of_year(unit, number),
            Word::Unit(Unit::Century) => {
                let number = i16::try_from(self.value(at)).ok().filter(|c| (1..=30).contains(c))?;
                Some(if self.is_before_christ(unit + 1) {
                    Read::new(Tree::Century(-number), unit + 2)
                } else {
                    Read::new(Tree::Century(number - 1), unit + 1)
                })
            }
            // `the first nine months`
            Word::Digits(_) | Word::Cardinal if !hyphened && self.word(at) == Word::Ordinal => {
                let stretch = self.stretch(unit).filter(|stretch| !stretch.hyphened && stretch.plural)?;
                Some(Read {
                    tree: Tree::Duration(stretch.length),
                    time: None,
                    modifier: stretch.modifier,
                    end: stretch.end,
                })
            }
            Word::Few if !hyphened && self.word(at) == Word::Ordinal => match self.word(unit + 1) {
                Word::Units(unit_word) => Some(self.open_units(unit_word, unit + 2)),
                _ => None,
            },
            _ => None,
        }
    }

    /// `half of 1989` behind `first`, `second` or `last`: only with its year.
    pub(super) fn half_of_year(&self, at: usize, half: i8) -> Option<Read> {
        let read = self.with_year_of(Read::new(Tree::Half { year: Year::Unsaid, half }, at + 1));
        (read.end > at + 1).then_some(read)
    }

    /// A period described by a noun behind it (`third-quarter loss`) takes no determiner.
    pub(super) fn is_adjective(&self, read: &Read) -> bool {
        read.end >= 2 && self.is_hyphen(read.end - 2)
    }

    /// Takes in the year: `of 1990`, `of this year`, `last year`, `of fiscal 1990`.
    pub(super) fn with_year_of(&self, read: Read) -> Read {
        let of = self.word(read.end) == Word::Of;
        let at = if of { read.end + 1 } else { read.end };
        let fiscal = if self.word(at) == Word::Fiscal { at + 1 } else { at };
        if let (true, Some(Read { tree: Tree::Year(year), end, .. })) = (of, self.year(fiscal)) {
            return Read { tree: read.tree.with_year(Year::Is(year)).unwrap_or(read.tree), end, ..read };
        }
        if of && self.word(at) == Word::The && self.word(at + 1) == Word::Unit(Unit::Year) {
            let tree = read.tree.with_year(Year::Which(Which::The)).unwrap_or(read.tree);
            return Read { tree, end: at + 2, ..read };
        }
        let (year, end) = self.any_year_behind(read.end);
        match read.tree.with_year(year) {
            Some(tree) if year != Year::Unsaid => Read { tree, end, ..read },
            _ => read,
        }
    }

    /// `the 1988 second quarter`, `the 1988 quarter`, `the 1988 period` (`at` is the year).
    pub(super) fn year_period(&self, at: usize) -> Option<Read> {
        let Tree::Year(year) = self.year(at)?.tree else { return None };
        let said = Year::Is(year);
        match self.word(at + 1) {
            Word::Ordinal => {
                let read = self.ordinal_period(at + 1)?;
                Some(Read { tree: read.tree.with_year(said)?, ..read })
            }
            Word::Unit(Unit::Quarter) => Some(Read::new(Tree::Quarter { year: said, quarter: 0 }, at + 2)),
            Word::Period => Some(Read::new(Tree::PeriodOf(year), at + 2)),
            Word::Season(season) => Some(Read::new(Tree::Season { year: said, season }, at + 2)),
            _ => None,
        }
    }

    /// `the year-ago quarter`, `the year-earlier period`, `year-end` (`at` is `year`).
    pub(super) fn year_ago(&self, at: usize) -> Option<Read> {
        if self.word(at) != Word::Unit(Unit::Year) || !self.is_hyphen(at + 1) {
            return None;
        }
        let next = at + 3;
        match self.word(at + 2) {
            Word::Ago | Word::Earlier => Some(match self.word(next) {
                Word::Unit(Unit::Quarter) => Read::new(Tree::Quarter { year: Year::Ago(1), quarter: 0 }, next + 1),
                Word::Period => Read::new(Tree::Quarter { year: Year::Ago(1), quarter: 0 }, next + 1),
                // `the year-earlier nine months`
                Word::Cardinal | Word::Digits(_) => match self.stretch(next) {
                    Some(stretch) => Read::new(Tree::Duration(stretch.length), stretch.end),
                    None => Read::new(Tree::Unit { which: Which::Previous, unit: Unit::Unspecified }, next),
                },
                Word::Ordinal => match self.ordinal_period(next) {
                    Some(read) if matches!(read.tree, Tree::Quarter { .. }) => {
                        Read { tree: read.tree.with_year(Year::Ago(1)).unwrap_or(read.tree), ..read }
                    }
                    _ => Read::new(Tree::Unit { which: Which::Previous, unit: Unit::Unspecified }, next),
                },
                _ => Read::new(Tree::Unit { which: Which::Previous, unit: Unit::Unspecified }, next),
            }),
            // The day the books are closed; `year-end results` are of a kind.
            Word::End if !matches!(self.word(next), Word::Plain | Word::Name) => {
                let (year, end) = self.any_year_behind(next);
                Some(Read::new(Tree::Holiday { year, holiday: Holiday::Fixed(12, 31) }, end))
            }
            _ => None,
        }
    }

    /// `comparable year-ago quarter`, `corresponding period last year`.
    pub(super) fn comparable(&self, at: usize) -> Option<Read> {
        match self.word(at + 1) {
            Word::Unit(Unit::Year) => self.year_ago(at + 1),
            Word::Period if self.word(at + 2) == Word::Last && self.word(at + 3) == Word::Unit(Unit::Year) => {
                Some(Read::new(Tree::Quarter { year: Year::Which(Which::Last), quarter: 0 }, at + 4))
            }
            _ => None,
        }
    }

    /// `fiscal 1989`, `fiscal year`, `fiscal first quarter`.
    pub(super) fn fiscal_first(&self, at: usize) -> Option<Read> {
        let next = self.skip_hyphen(at + 1);
        match self.word(next) {
            Word::Digits(4) => self.year(next),
            Word::Ordinal => self.ordinal_period(next),
            Word::Unit(Unit::Year) if matches!(self.word(next + 1), Word::Digits(4)) => self.year(next + 1),
            Word::Unit(Unit::Year | Unit::Quarter)
                if self.before(at, 1) == Word::The || self.before(at, 1) == Word::Its =>
            {
                self.fiscal_unit(at, Which::The)
            }
            _ => None,
        }
    }

    /// `fiscal year` behind a determiner.
    pub(super) fn fiscal_unit(&self, at: usize, which: Which) -> Option<Read> {
        match self.word(at + 1) {
            Word::Unit(unit @ Unit::Year) if matches!(self.word(at + 2), Word::Ended | Word::Ending) => {
                Some(Read::new(Tree::Duration(Length { count: Some(Count::ONE), unit }), at + 2))
            }
            Word::Unit(unit @ (Unit::Year | Unit::Quarter)) if !self.is_hyphen(at + 2) => {
                Some(Read::new(Tree::Unit { which, unit }, at + 2))
            }
            Word::Ordinal => {
                let read = self.ordinal_period(at + 1)?;
                Some(Read { tree: read.tree.with_year(Year::Which(which)).unwrap_or(read.tree), ..read })
            }
            _ => None,
        }
    }

    /// A season with no determiner: `summer of 1998`, `in winter`.
    pub(super) fn season_first(&self, at: usize) -> Option<Read> {
        let read = self.season(at, Which::The)?;
        let dated = !matches!(read.tree, Tree::Season { year: Year::Unsaid, .. });
        let placed = matches!(self.before(at, 1), Word::In | Word::By | Word::During | Word::Since | Word::Until);
        (dated || placed).then_some(read)
    }

    /// A season at `at`, behind `which`.
    pub(super) fn season(&self, at: usize, which: Which) -> Option<Read> {
        let Word::Season(season) = self.word(at) else { return None };
        if self.is_hyphen(at + 1) || self.word(at + 1) == Word::Name {
            return None;
        }
        let year = if which == Which::The { Year::Unsaid } else { Year::Which(which) };
        let read = Read::new(Tree::Season { year, season }, at + 1);
        if which != Which::The {
            return Some(read);
        }
        let (year, end) = self.any_year_behind(at + 1);
        let dated = read.tree.with_year(year).filter(|_| year != Year::Unsaid).map(|tree| Read { tree, end, ..read });
        // `the fall of the government`, `the spring in his step`
        let other = self.word(at + 1) == Word::Of && dated.is_none() || !self.is_placed(at);
        dated.or_else(|| (!other).then_some(read))
    }

    /// Behind a preposition, or behind one and an article.
    fn is_placed(&self, at: usize) -> bool {
        let before = if self.before(at, 1) == Word::The { self.before(at, 2) } else { self.before(at, 1) };
        matches!(
            before,
            Word::In
                | Word::By
                | Word::During
                | Word::Since
                | Word::Until
                | Word::Over
                | Word::Into
                | Word::Through
                | Word::For
                | Word::Of
                | Word::Early
                | Word::Late
                | Word::Mid
                | Word::Hyphen
        )
    }

    /// `Q3 2021`, `Q1`, `H1 2022`, `FY2021`.
    pub(super) fn short_period(&self, at: usize) -> Option<Read> {
        let (year, end) = self.any_year_behind(at + 1);
        match self.word(at) {
            Word::ShortFiscal => Some(Read::new(Tree::Year(i16::try_from(self.value(at)).ok()?), at + 1))
                .filter(|_| !self.is_hyphen(at + 1)),
            // `Q3` may be a car or a question: alone only where a time can stand.
            Word::ShortQuarter(quarter) if year != Year::Unsaid || self.is_placed(at) => {
                Some(Read::new(Tree::Quarter { year, quarter }, end))
            }
            Word::ShortHalf(half) if year != Year::Unsaid => Some(Read::new(Tree::Half { year, half }, end)),
            _ => None,
        }
    }

    /// `1990s`, `'80s`, `nineties`, and `'98`.
    pub(super) fn decade(&self, at: usize) -> Option<Read> {
        let number = if self.word(at) == Word::Apostrophe && self.glued(at) { at + 1 } else { at };
        match self.word(number) {
            Word::PluralDigits(4) => Some(Read::new(century_or_decade(self.value(number))?, number + 1)),
            // `in his 80s`, `temperatures in the 80s`: only with its apostrophe, or behind `the` in words.
            Word::PluralDigits(_) => {
                let spelled = self.letters(number).starts_with(|c: char| c.is_alphabetic());
                let named = number > at
                    || spelled
                        && matches!(
                            self.before(at, 1),
                            Word::The | Word::Early | Word::Late | Word::Mid | Word::Hyphen
                        );
                named.then(|| Read::new(Tree::Decade(short_year(self.value(number)).max(1900) / 10), number + 1))
            }
            Word::Digits(2)
                if number > at && matches!(self.before(at, 1), Word::In | Word::Of | Word::Since | Word::Month(_)) =>
            {
                Some(Read::new(Tree::Year(short_year(self.value(number))), number + 1))
            }
            _ => None,
        }
    }

    /// A feast by its name: `Christmas`, `New Year's Day`, `Thanksgiving 1998`.
    pub(super) fn feast(&self, at: usize) -> Option<Read> {
        if !self.is_capital(at) {
            return None;
        }
        let start = self.lexemes.get(at)?.start();
        let (end, holiday) = HOLIDAYS.iter().find_map(|(name, holiday)| {
            let end = same_letters(self.text.get(start..)?, name)?;
            Some((start + end, *holiday))
        })?;
        let next = at + self.lexemes.get(at..)?.iter().take_while(|lexeme| lexeme.start() < end).count();
        // `Easter Island`, `Christmas Carol`, `Christmas trees`
        if self.word(next) == Word::Name || self.is_hyphen(next) || is_trimming(self.letters(next)) {
            return None;
        }
        // `the Good Friday agreement`
        if matches!(self.letters(next), "agreement" | "accord" | "accords" | "deal") {
            return None;
        }
        // `Easter week`, `Labor Day weekend`
        if let Word::Unit(unit @ (Unit::Week | Unit::Weekend)) = self.word(next) {
            let (year, next) = self.any_year_behind(next + 1);
            return Some(Read::new(Tree::HolidayWeek { year, holiday, unit }, next));
        }
        let (year, next) = self.any_year_behind(next);
        Some(Read::new(Tree::Holiday { year, holiday }, next))
    }

    /// `year-end`, `year end`, bare units with a place: `weeks ago`, `for years`.
    pub(super) fn unit_first(&self, at: usize) -> Option<Read> {
        match self.word(at) {
            Word::Unit(Unit::Year) if self.word(at + 1) == Word::End => {
                Some(Read::new(Tree::Unit { which: Which::The, unit: Unit::Year }, at + 2).with(Modifier::End))
            }
            Word::Unit(Unit::Year) if self.word(at + 1) == Word::Possessive && self.word(at + 2) == Word::End => {
                Some(Read::new(Tree::Unit { which: Which::The, unit: Unit::Year }, at + 3).with(Modifier::End))
            }
            Word::Unit(Unit::Year) if self.is_hyphen(at + 1) && self.word(at + 2) != Word::Long => self.year_ago(at),
            Word::Unit(unit) if self.is_hyphen(at + 1) && self.word(at + 2) == Word::Long => {
                Some(Read::new(Tree::Duration(Length { count: Some(Count::ONE), unit }), at + 3))
            }
            Word::Units(_) if self.before(at, 1) == Word::Hyphen => None,
            // `the early hours of the battle`
            Word::Units(Unit::Hour) if matches!(self.before(at, 1), Word::Early | Word::Late) => None,
            Word::Units(unit) => {
                if self.is_hyphen(at + 1) {
                    return (self.word(at + 2) == Word::Long).then(|| self.open_units(unit, at + 3));
                }
                let length = Length { count: None, unit };
                // `minutes later`: a length, as in `placed`.
                let counted = self.direction(at + 1).filter(|(_, from, _)| *from == From::Dct);
                if let Some((back, from, end)) = counted {
                    return Some(Read::new(Tree::Offset { length, back, from }, end));
                }
                let placed = matches!(
                    self.before(at, 1),
                    Word::For | Word::Over | Word::After | Word::Within | Word::Through | Word::During
                ) || self.before(at, 1) == Word::In && self.word(at + 1) != Word::Of
                    || self.word(at + 1) == Word::Of && self.before(at, 1) != Word::The
                    || matches!(self.word(at + 1), Word::Before | Word::After | Word::Earlier | Word::Later);
                if !placed || unit < Unit::Minute {
                    return None;
                }
                let stretch = Stretch { length, modifier: None, end: at + 1, hyphened: false, plural: true };
                let stretch = self.with_alternative(stretch);
                Some(Read { tree: Tree::Duration(length), time: None, modifier: stretch.modifier, end: stretch.end })
            }
            _ => None,
        }
    }
}

/// What is called after a feast and is there on other days, too.
fn is_trimming(noun: &str) -> bool {
    matches!(
        noun.trim_end_matches('s'),
        "tree"
            | "card"
            | "carol"
            | "gift"
            | "present"
            | "light"
            | "decoration"
            | "market"
            | "shopping"
            | "egg"
            | "bunny"
    )
}

/// `1990s` is a decade, `1800s` a century.
fn century_or_decade(first: u32) -> Option<Tree> {
    let first = i16::try_from(first).ok().filter(|first| first % 10 == 0)?;
    Some(if first % 100 == 0 && first < 2000 { Tree::Century(first / 100) } else { Tree::Decade(first / 10) })
}

/// How many bytes of `text` spell `name` (in lower case), whatever the case and the apostrophe; none when
/// it does not, or a word goes on.
fn same_letters(text: &str, name: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for expected in name.chars() {
        let (_, found) = chars.next()?;
        let same = found.eq_ignore_ascii_case(&expected) || expected == '\'' && found == '’';
        if !same {
            return None;
        }
    }
    let rest = chars.as_str();
    (!rest.starts_with(|c: char| c.is_alphanumeric())).then(|| text.len() - rest.len())
}
