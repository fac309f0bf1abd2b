//! What comes again: `every day`, `each Thursday`, `daily`, `every two years`.

use super::{Read, Reader};
use crate::date::lexicon::Word;
use crate::date::tree::Tree;
use crate::date::value::{Count, Length, Unit};

impl Reader<'_> {
    pub(super) fn repeat(&self, at: usize) -> Option<Read> {
        if let Word::Frequency(unit) = self.word(at) {
            // `The Daily Telegraph`, `the daily Kommersant`, `semi-weekly`, `twice-daily`
            let name = self.word(at + 1) == Word::Name
                || self.is_capital(at) && self.before(at, 1) == Word::Name
                || self.is_hyphen(at + 1)
                || self.is_paper(at);
            // `its quarterly dividend` says what kind, not when.
            let kind = unit == Unit::Quarter;
            // `20% annually`, `10,000 units annually`: a rate.
            let kind = kind || unit == Unit::Year && self.is_rate(at);
            let every = Tree::Every(Length { count: Some(Count::ONE), unit });
            return (!name && !kind && self.before(at, 1) != Word::Hyphen).then(|| Read::new(every, at + 1));
        }
        self.every(at)
    }

    /// `the daily reported`, `a German weekly said`: a paper.
    fn is_paper(&self, at: usize) -> bool {
        let described = (1..=2).take_while(|back| matches!(self.before(at, *back), Word::Name | Word::Plain)).count();
        let determined = matches!(self.before(at, described + 1), Word::The | Word::A);
        let told = matches!(self.word(at + 1), Word::Was | Word::PastVerb | Word::Is | Word::Possessive);
        determined && told
    }

    fn every(&self, at: usize) -> Option<Read> {
        let next = at + 1;
        let every = |count, unit, end| Some(Read::new(Tree::Every(Length { count: Some(count), unit }), end));
        match self.word(next) {
            Word::Unit(unit) if !self.is_hyphen(next + 1) => every(Count::ONE, unit, next + 1),
            Word::Other => match self.word(next + 1) {
                Word::Unit(unit) => every(Count::whole(2), unit, next + 2),
                _ => None,
            },
            Word::Weekday(weekday) => {
                let (part, end) = match self.word(next + 1) {
                    Word::Part(part) => (Some(part), next + 2),
                    _ => (None, next + 1),
                };
                Some(Read::new(Tree::EachWeekday(weekday, part), end))
            }
            Word::Month(_) => {
                let (month, end) = self.month_name(next)?;
                Some(Read::new(Tree::EachMonth(month), end))
            }
            Word::Season(season) => Some(Read::new(Tree::EachSeason(season), next + 1)),
            Word::Part(part) => Some(Read::new(Tree::EachPart(part), next + 1)),
            Word::Cardinal | Word::Digits(_) | Word::Few => {
                let stretch = self.stretch(next).filter(|stretch| !stretch.hyphened)?;
                Some(Read::new(Tree::Every(stretch.length), stretch.end))
            }
            _ => None,
        }
    }
}
