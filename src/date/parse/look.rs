//! Which way a clause looks: `will meet on Friday` ahead, `met on Friday` back.

use super::Reader;
use crate::date::lexicon::Word;
use crate::date::tree::Look;

/// How far a verb may stand from the expression, in lexemes.
const REACH: usize = 14;

impl Reader<'_> {
    /// The nearest verb decides: first to the left in the clause, then to the right.
    pub(super) fn look(&self, start: usize, end: usize) -> Look {
        match self.before(start, 1) {
            Word::Until => return Look::Ahead,
            Word::Since => return Look::Back,
            _ => {}
        }
        match self.look_left(start) {
            Look::Unknown => self.look_right(end),
            look => look,
        }
    }

    fn look_left(&self, start: usize) -> Look {
        let floor = start.saturating_sub(REACH);
        for at in (floor..start).rev() {
            match self.word(at) {
                Word::Stop | Word::Semicolon => break,
                Word::Will | Word::Plan => return Look::Ahead,
                Word::PastVerb if self.is_participle(at) => {}
                Word::Was | Word::PastVerb => return Look::Back,
                _ => {}
            }
        }
        Look::Unknown
    }

    fn look_right(&self, end: usize) -> Look {
        for at in end..(end + REACH).min(self.lexemes.len()) {
            match self.word(at) {
                Word::Stop | Word::Semicolon => break,
                Word::Will | Word::Plan => return Look::Ahead,
                Word::Was | Word::PastVerb => return Look::Back,
                _ => {}
            }
        }
        Look::Unknown
    }

    /// `to be completed`: the verb before it has the tense.
    fn is_participle(&self, at: usize) -> bool {
        matches!(self.before(at, 1), Word::Is)
    }
}
