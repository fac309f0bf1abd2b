//! Numbers in words and digits.

use super::Reader;
use crate::date::lexicon::Word;
use crate::date::value::{Count, Unit};

impl Reader<'_> {
    /// `12`, `twenty-five`, `two hundred`, `1.5`, `2 1/2`, `half a dozen`: the number and the lexeme behind it.
    pub(super) fn number(&self, at: usize) -> Option<(Count, usize)> {
        match self.word(at) {
            Word::Digits(_) => {
                let whole = self.value(at);
                if self.word(at + 1) == Word::Slash && self.glued(at) {
                    // `1/2` alone; other fractions count no time.
                    return (whole == 1 && self.value(at + 2) == 2).then_some((Count(50), at + 3));
                }
                let mixed = matches!(self.word(at + 1), Word::Digits(1))
                    && self.value(at + 1) == 1
                    && self.word(at + 2) == Word::Slash
                    && self.value(at + 3) == 2
                    && self.glued(at + 1);
                if mixed {
                    return Some((Count(Count::whole(whole).0.saturating_add(50)), at + 4));
                }
                let (factor, end) = self.magnitudes(at + 1);
                Some((Count::whole(whole.saturating_mul(factor)), end))
            }
            Word::Grouped => Some((Count::whole(self.value(at)), at + 1)),
            Word::Decimal => {
                let (factor, end) = self.magnitudes(at + 1);
                Some((Count(self.value(at).saturating_mul(factor)), end))
            }
            Word::Cardinal => {
                let (number, end) = self.below_hundred(at)?;
                if self.word(end) != Word::Magnitude {
                    return Some((Count::whole(number), end));
                }
                let (factor, mut end) = self.magnitudes(end);
                let mut number = number.saturating_mul(factor);
                // `two hundred and ten`
                let rest = if self.word(end) == Word::And { end + 1 } else { end };
                if let (true, Some((more, after))) = (factor >= 100, self.below_hundred(rest)) {
                    number = number.saturating_add(more);
                    end = after;
                }
                Some((Count::whole(number), end))
            }
            Word::A if self.word(at + 1) == Word::Magnitude => {
                let (factor, end) = self.magnitudes(at + 1);
                Some((Count::whole(factor), end))
            }
            Word::A if self.word(at + 1) == Word::Dozen => Some((Count::whole(12), at + 2)),
            Word::Dozen => Some((Count::whole(12), at + 1)),
            _ => None,
        }
    }

    /// `seven`, `twenty`, `twenty-five`, `twenty five`.
    pub(super) fn below_hundred(&self, at: usize) -> Option<(u32, usize)> {
        if self.word(at) != Word::Cardinal {
            return None;
        }
        let value = self.value(at);
        let unit = self.skip_hyphen(at + 1);
        if value >= 20 && self.word(unit) == Word::Cardinal && self.value(unit) < 10 {
            return Some((value + self.value(unit), unit + 1));
        }
        Some((value, at + 1))
    }

    /// A year in words: `nineteen ninety-six`, `two thousand (and) six`.
    pub(super) fn spoken_year(&self, at: usize) -> Option<(i16, usize)> {
        let (high, next) = self.below_hundred(at)?;
        if high == 2 && self.word(next) == Word::Magnitude && self.value(next) == 1000 {
            let rest = if self.word(next + 1) == Word::And { next + 2 } else { next + 1 };
            let (year, end) = match self.below_hundred(rest) {
                Some((low, end)) => (2000 + low as i16, end),
                None => (2000, next + 1),
            };
            // `in two thousand villages`, `two thousand and six days`: a number, unless it stands where years do.
            let counts = self.letters(end).ends_with('s')
                || matches!(self.letters(end), "people" | "men" | "women" | "children");
            let placed = match self.before(at, 1) {
                Word::Unit(Unit::Year) => true,
                Word::In | Word::Since | Word::Until => !counts,
                _ => false,
            };
            return placed.then_some((year, end));
        }
        if !(15..=20).contains(&high) {
            return None;
        }
        let (low, end) = self.below_hundred(self.skip_hyphen(next))?;
        (low >= 10).then_some((high as i16 * 100 + low as i16, end))
    }

    fn magnitudes(&self, mut at: usize) -> (u32, usize) {
        let mut factor = 1_u32;
        while self.word(at) == Word::Magnitude {
            factor = factor.saturating_mul(self.value(at));
            at += 1;
        }
        (factor, at)
    }
}
