//! Words that say before, now or after, and no more: `now`, `recently`, `the near future`.

use super::{Read, Reader};
use crate::date::lexicon::Word;
use crate::date::tree::{Look, Tree};

impl Reader<'_> {
    pub(super) fn vague(&self, at: usize) -> Option<Read> {
        let (before, next) = (self.before(at, 1), self.word(at + 1));
        match self.word(at) {
            Word::Now => {
                let other = self.is_hyphen(at + 1)
                    || matches!(before, Word::From | Word::By | Word::Hyphen)
                    || self.is_capital(at)
                        && (before == Word::Name || matches!(next, Word::Comma | Word::For | Word::Stop));
                (!other).then(|| Read::new(Tree::Present, at + 1))
            }
            Word::Currently => (!self.is_capital(at)).then(|| Read::new(Tree::Present, at + 1)),
            Word::More if next == Word::Recently => Some(Read::new(Tree::Past, at + 2)),
            Word::Recently => Some(Read::new(Tree::Past, at + 1)),
            Word::Soon => {
                let other = matches!(before, Word::As | Word::So) || matches!(next, Word::As | Word::After);
                (!other && self.look(at, at + 1) == Look::Ahead).then(|| Read::new(Tree::Future, at + 1))
            }
            // `a later date`
            Word::A if next == Word::Later && self.letters(at + 2) == "date" => Some(Read::new(Tree::Future, at + 3)),
            Word::The => match next {
                // `the Future Party`
                Word::Future if self.word(at + 2) != Word::Of && self.is_lower(at + 1) => {
                    Some(Read::new(Tree::Future, at + 2))
                }
                Word::Near if self.word(at + 2) == Word::Future => Some(Read::new(Tree::Future, at + 3)),
                _ if self.letters(at + 1) == "short" && self.word(at + 2) == Word::Term && before == Word::In => {
                    Some(Read::new(Tree::Future, at + 3))
                }
                Word::Near if self.word(at + 2) == Word::Term => Some(Read::new(Tree::Future, at + 3)),
                Word::Past if before == Word::In && !matches!(self.word(at + 2), Word::Cardinal | Word::Digits(_)) => {
                    Some(Read::new(Tree::Past, at + 2))
                }
                _ => None,
            },
            _ => None,
        }
    }
}
