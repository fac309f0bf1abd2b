//! Lengths of time: `two weeks`, `a year and a half`, `10-year`, `several months`, `more than an hour`.

use super::{Read, Reader};
use crate::date::lexicon::Word;
use crate::date::tree::Tree;
use crate::date::value::{Count, Length, Modifier, Unit};

/// A length as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) length: Length,
    pub(super) modifier: Option<Modifier>,
    pub(super) end: usize,
    /// Joined by a hyphen: it describes a noun and takes no determiner.
    pub(super) hyphened: bool,
    /// The unit stands in the plural.
    pub(super) plural: bool,
}

impl Reader<'_> {
    /// A length of time, or what is counted by one (`two days ago`); also a year in words.
    pub(super) fn quantity_first(&self, at: usize) -> Option<Read> {
        if let Some(stretch) = self.stretch(at) {
            return self.placed(at, stretch);
        }
        if let Some(read) = self.weekdays_ago(at) {
            return Some(read);
        }
        let (year, end) = self.spoken_year(at)?;
        Some(Read::new(Tree::Year(year), end))
    }

    /// A number or quantifier with its unit.
    pub(super) fn stretch(&self, at: usize) -> Option<Stretch> {
        if matches!(self.before(at, 1), Word::Money | Word::Hyphen | Word::Slash) && self.glued(at - 1) {
            return None;
        }
        let a_unit = self.word(at) == Word::A;
        let (count, modifier, next) = self.quantifier(at)?;
        let hyphened = self.is_hyphen(next);
        let mut next = if hyphened { next + 1 } else { self.skip_adjectives(next) };
        if a_unit && matches!(self.letters(next - 1), "calendar" | "short") {
            return None;
        }
        let (unit, plural) = match self.word(next) {
            // `three-quarters`, `a quarter of`: a fraction. `60 Minutes`: a name.
            Word::Unit(Unit::Quarter) => return None,
            Word::Units(Unit::Quarter) if hyphened || a_unit => return None,
            Word::Unit(unit) if self.is_lower(next) => (unit, false),
            Word::Units(unit) if self.is_lower(next) => (unit, true),
            _ => return self.fortnight(at),
        };
        next += 1;
        let mut count = count;
        // `a year and a half`
        if let (Word::And, Word::A, Word::Half, Some(whole)) =
            (self.word(next), self.word(next + 1), self.word(next + 2), count)
        {
            count = Some(Count(whole.0.saturating_add(50)));
            next += 3;
        }
        let mut stretch = Stretch { length: length(count, unit), modifier, end: next, hyphened, plural };
        if self.is_hyphen(next) {
            match self.word(next + 1) {
                Word::Long => stretch.end = next + 2,
                // `10-year-old`: an age. `two-day-a-week`, `year-end`: not this.
                _ => return None,
            }
            stretch.hyphened = true;
        }
        // `37 years old`, `six months old`
        if self.word(stretch.end) == Word::Old {
            return None;
        }
        Some(self.with_alternative(stretch))
    }

    /// `two`, `2 1/2`, `two and a half`, `two to three`, `a few`, `a couple of`, `a`, `half an`; none is an open number.
    fn quantifier(&self, at: usize) -> Option<(Option<Count>, Option<Modifier>, usize)> {
        match self.word(at) {
            Word::Few | Word::Several | Word::Many => Some((None, None, at + 1)),
            Word::Couple => {
                let end = if self.word(at + 1) == Word::Of { at + 2 } else { at + 1 };
                Some((Some(Count::whole(2)), Some(Modifier::Approx), end))
            }
            Word::Half => {
                let end = if self.word(at + 1) == Word::A { at + 2 } else { at + 1 };
                (end == at + 2 || self.is_hyphen(at + 1)).then_some((Some(Count(50)), None, end))
            }
            Word::A => match self.word(at + 1) {
                Word::Few | Word::Couple => self.quantifier(at + 1),
                Word::Half => Some((Some(Count(50)), None, self.skip_hyphen(at + 2))),
                Word::Magnitude | Word::Dozen => {
                    let (count, end) = self.number(at)?;
                    Some((Some(count), None, end))
                }
                _ => Some((Some(Count::ONE), None, at + 1)),
            },
            _ => {
                let (count, end) = self.number(at)?;
                // `two and a half`
                if let (Word::And, Word::A, Word::Half) = (self.word(end), self.word(end + 1), self.word(end + 2)) {
                    return Some((Some(Count(count.0.saturating_add(50))), None, end + 3));
                }
                // `two to three`, `three or four`, `5-10`
                let joined =
                    matches!(self.word(end), Word::To | Word::Or) || self.word(end) == Word::Hyphen && self.glued(end);
                if let (true, Some((_, second))) = (joined, self.number(end + 1)) {
                    let unit = self.skip_hyphen(second);
                    if matches!(self.word(unit), Word::Units(_) | Word::Unit(_)) {
                        return Some((Some(count), Some(Modifier::EqualOrMore), second));
                    }
                }
                Some((Some(count), None, end))
            }
        }
    }

    /// `a day or two`, `a week or so`, `two years or more`, `weeks or months`.
    pub(super) fn with_alternative(&self, stretch: Stretch) -> Stretch {
        if self.word(stretch.end) != Word::Or {
            return stretch;
        }
        let (modifier, end) = match self.word(stretch.end + 1) {
            Word::So => (Modifier::Approx, stretch.end + 2),
            Word::More => (Modifier::EqualOrMore, stretch.end + 2),
            Word::Less => (Modifier::EqualOrLess, stretch.end + 2),
            Word::Cardinal if !matches!(self.word(stretch.end + 2), Word::Unit(_) | Word::Units(_) | Word::Plain) => {
                (Modifier::Approx, stretch.end + 2)
            }
            Word::Units(_) if stretch.plural => (Modifier::Approx, stretch.end + 2),
            _ => return stretch,
        };
        Stretch { modifier: stretch.modifier.or(Some(modifier)), end, ..stretch }
    }

    /// A fortnight is two weeks.
    fn fortnight(&self, at: usize) -> Option<Stretch> {
        let one = self.word(at) == Word::A && self.letters(at + 1).eq_ignore_ascii_case("fortnight");
        one.then_some(Stretch {
            length: Length { count: Some(Count::whole(2)), unit: Unit::Week },
            modifier: None,
            end: at + 2,
            hyphened: false,
            plural: false,
        })
    }

    /// Adjectives that stand between a number and its unit: `eight trading days`, `20 more years`.
    fn skip_adjectives(&self, at: usize) -> usize {
        let skipped = match self.word(at) {
            Word::More | Word::Additional | Word::Full | Word::Whole | Word::Long | Word::Other => true,
            Word::Plain => matches!(
                self.letters(at),
                "trading"
                    | "business"
                    | "working"
                    | "consecutive"
                    | "straight"
                    | "calendar"
                    | "successive"
                    | "short"
                    | "solid"
            ),
            _ => false,
        };
        if skipped { at + 1 } else { at }
    }

    pub(super) fn is_lower(&self, at: usize) -> bool {
        !self.is_capital(at)
    }

    /// `about`, `nearly`, `more than`, `at least`, `up to`, `over` before a length (and `about` before any time).
    pub(super) fn approximated(&self, at: usize) -> Option<Read> {
        let (modifier, next) = match (self.word(at), self.word(at + 1)) {
            (Word::About, _) => (Modifier::Approx, at + 1),
            (Word::Nearly, _) => (Modifier::LessThan, at + 1),
            (Word::Over, _) => (Modifier::MoreThan, at + 1),
            (Word::Under, _) => (Modifier::LessThan, at + 1),
            (Word::More, Word::Than) => (Modifier::MoreThan, at + 2),
            (Word::Less, Word::Than) => (Modifier::LessThan, at + 2),
            (Word::At, Word::Least) => (Modifier::EqualOrMore, at + 2),
            (Word::At, Word::Most) => (Modifier::EqualOrLess, at + 2),
            (Word::Up, Word::To) => (Modifier::EqualOrLess, at + 2),
            (Word::Not, Word::More) if self.word(at + 2) == Word::Than => (Modifier::EqualOrLess, at + 3),
            _ => return None,
        };
        let read = self.plain(next)?;
        let length = matches!(read.tree, Tree::Duration(_) | Tree::Offset { .. });
        let open = matches!(self.word(next), Word::Several | Word::Few | Word::Many);
        let fits = match self.word(at) {
            Word::About => {
                length
                    || matches!(
                        read.tree,
                        Tree::Date { .. } | Tree::Clock | Tree::Year(_) | Tree::Unit { .. } | Tree::Month { .. }
                    )
            }
            // `over the weekend`, `over the past year`: a preposition.
            Word::Over | Word::Under => {
                matches!(read.tree, Tree::Duration(_))
                    && !open
                    && !matches!(self.word(next), Word::The | Word::Past | Word::Last | Word::Next | Word::Units(_))
            }
            _ => length,
        };
        let adjective = self.is_hyphen(read.end.saturating_sub(2)) && self.word(at) != Word::About;
        (fits && !adjective).then_some(Read { modifier: Some(modifier), ..read })
    }
}

/// So many units; half a century is fifty years.
fn length(count: Option<Count>, unit: Unit) -> Length {
    match (count, unit) {
        (Some(count), Unit::Century) if count.hundredths() != 0 => {
            Length { count: Some(Count(count.0.saturating_mul(100))), unit: Unit::Year }
        }
        _ => Length { count, unit },
    }
}
