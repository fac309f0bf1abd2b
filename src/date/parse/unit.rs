//! A unit with what stands around it: `last year's third quarter`, `the week of March 6`, `the year to June`.

use super::{Read, Reader};
use crate::date::lexicon::Word;
use crate::date::tree::{Tree, Which, Year};
use crate::date::value::{Count, Length, Modifier, Unit};

impl Reader<'_> {
    /// `last year`, and `last year's third quarter`; `that week`, `the next morning`.
    pub(super) fn unit_or_part(&self, at: usize, unit: Unit, which: Which) -> Option<Read> {
        if unit < Unit::Day {
            return None;
        }
        let alone = Read::new(Tree::Unit { which, unit }, at + 1);
        if unit == Unit::Year && self.word(at + 1) == Word::Possessive {
            let said = Year::Which(which);
            let quarter = match self.word(at + 2) {
                Word::Ordinal => self.ordinal_period(at + 2),
                Word::Fiscal => self.fiscal_first(at + 2),
                Word::Unit(Unit::Quarter) => Some(Read::new(Tree::Quarter { year: Year::Unsaid, quarter: 0 }, at + 3)),
                Word::Season(_) => self.season(at + 2, Which::The),
                Word::Month(_) => self.month_first(at + 2),
                Word::End => Some(alone.with(Modifier::End).until(at + 3)),
                _ => None,
            };
            if let Some(read) = quarter.filter(|read| !self.is_adjective(read)) {
                return Some(Read { tree: read.tree.with_year(said).unwrap_or(read.tree), ..read });
            }
        }
        if unit == Unit::Day && which == Which::Last {
            return None;
        }
        // `the past decade`: ten years up to now.
        if which == Which::Last && unit >= Unit::Decade && self.before(at + 1, 2) == Word::Past {
            return Some(Read::new(Tree::Duration(Length { count: Some(Count::ONE), unit }), at + 1));
        }
        // `the next year or so`
        if self.word(at + 1) == Word::Or && self.word(at + 2) == Word::So {
            return Some(alone.with(Modifier::Approx).until(at + 3));
        }
        Some(alone)
    }

    /// `the year`, `the week of March 6`, `the day before`, `the year-ago quarter`, `the year 2000`.
    pub(super) fn definite_unit(&self, at: usize, unit: Unit) -> Option<Read> {
        if self.is_hyphen(at + 1) {
            // `the year-ago results`: the determiner belongs to the results.
            return self.year_ago(at).filter(|read| read.end > at + 3 || self.word(at + 2) == Word::End);
        }
        if let Some(read) = self.day_before_yesterday(at).or_else(|| self.unit_offset(at)) {
            return Some(read);
        }
        let next = at + 1;
        if unit == Unit::Year {
            if let Word::Digits(4) | Word::Cardinal = self.word(next) {
                let read =
                    if let Word::Digits(4) = self.word(next) { self.year(next) } else { self.quantity_first(next) };
                return read.filter(|read| matches!(read.tree, Tree::Year(_)));
            }
            if self.word(next) == Word::Ago || self.word(next) == Word::Possessive && self.word(next + 1) == Word::End {
                return Some(Read::new(Tree::Unit { which: Which::The, unit }, next + 2).with(Modifier::End));
            }
        }
        if self.word(next) == Word::Of {
            match (unit, self.word(next + 1)) {
                (Unit::Month, Word::Month(_)) => return self.month_first(next + 1),
                (Unit::Week | Unit::Weekend, Word::Month(_) | Word::ShortMonth(_)) => {
                    let read = self.month_first(next + 1)?;
                    let Tree::Date { year, month, day, .. } = read.tree else { return None };
                    return Some(Read::new(Tree::WeekOf { year, month, day }, read.end));
                }
                _ => {}
            }
        }
        // `the year ended March 31`, `the year to June`: twelve months.
        let to_month =
            self.word(next) == Word::To && matches!(self.word(next + 1), Word::Month(_) | Word::ShortMonth(_));
        if unit == Unit::Year && (to_month || matches!(self.word(next), Word::Ended | Word::Ending)) {
            return Some(Read::new(Tree::Duration(Length { count: Some(Count::ONE), unit }), next));
        }
        if unit == Unit::Quarter
            && self.word(next) == Word::A
            && self.word(next + 1) == Word::Unit(Unit::Year)
            && self.word(next + 2) == Word::Ago
        {
            return Some(Read::new(Tree::Quarter { year: Year::Ago(1), quarter: 0 }, next + 3));
        }
        let placed = matches!(
            self.before(at, 2),
            Word::In
                | Word::For
                | Word::During
                | Word::Of
                | Word::By
                | Word::Over
                | Word::Through
                | Word::Until
                | Word::Into
                | Word::On
                | Word::Within
                | Word::From
                | Word::Since
                | Word::Before
                | Word::After
                | Word::Ahead
        ) || self.letters(at.saturating_sub(2)).eq_ignore_ascii_case("throughout");
        let plain = match unit {
            Unit::Weekend => true,
            Unit::Quarter | Unit::Year | Unit::Month | Unit::Week => {
                let amount =
                    matches!(self.word(next + 1), Word::Money | Word::Digits(_) | Word::Decimal | Word::Grouped);
                let weekly = unit == Unit::Week && self.word(next) == Word::Possessive;
                let other = match self.word(next) {
                    Word::Of => !amount,
                    word => matches!(word, Word::Possessive | Word::That),
                };
                weekly || placed && !other
            }
            Unit::Decade | Unit::Century => placed && self.word(next) != Word::Of,
            _ => false,
        };
        plain.then(|| Read::new(Tree::Unit { which: Which::The, unit }, next))
    }

    /// `recent years`, `several weeks`: so many, it is not said how many.
    pub(super) fn open_units(&self, unit: Unit, end: usize) -> Read {
        Read::new(Tree::Duration(Length { count: None, unit }), end)
    }
}
