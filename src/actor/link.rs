//! How capitalised words hang together: by a space, a particle, `of`, a quoted nickname.

use crate::text::{Token, TokenKind};

use super::data::classes::{COMMON, GIVEN, PARTICLE, PHRASE, TITLE};
use super::names::fold;
use super::scan::{Scanner, Word};

/// How a word hangs on the word before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Link {
    /// First of its run.
    Start,
    /// A space, or an ampersand.
    Tight,
    /// `van`, `de`, `bin`: one name.
    Particle,
    /// `of`, `of the`.
    Of,
    /// `for`, `for the`.
    For,
    /// `and`.
    And,
    /// `'s`.
    Possessive,
}

impl Link {
    /// `of` or `for`.
    pub(crate) fn is_of(self) -> bool {
        matches!(self, Self::Of | Self::For)
    }
}

impl Scanner<'_> {
    /// How the word at token `ix` hangs on the last word pushed.
    pub(super) fn link(&self, ix: usize) -> Link {
        let Some(last) = self.scan.words.last().filter(|last| !last.compound) else { return Link::Start };
        let at = last.token as usize;
        let between = self.tokens.get(at + 1..ix).unwrap_or_default();
        match between {
            [] => Link::Tight,
            [one] => match (one.kind, one.of(self.text)) {
                (TokenKind::Symbol, "&") => Link::Tight,
                (TokenKind::Comma, _) if self.goes_on_over_comma(last, ix) => Link::Tight,
                (TokenKind::Possessive, _) => Link::Possessive,
                (TokenKind::Word, "of") => Link::Of,
                (TokenKind::Word, "for") => Link::For,
                (TokenKind::Word, "and") => Link::And,
                (TokenKind::Word, word) if self.is_particle(word) => Link::Particle,
                _ => Link::Start,
            },
            [one, two] => match (one.of(self.text), two.of(self.text)) {
                ("of", "the") => Link::Of,
                ("for", "the") => Link::For,
                ("and", "the") => Link::Start,
                (a, b) if self.is_particle(a) && self.is_particle(b) => Link::Particle,
                _ => Link::Start,
            },
            _ => Link::Start,
        }
    }

    /// `Roe, Inc.`, `Roe, Jr.`, `Washington, D.C.`
    fn goes_on_over_comma(&self, last: &Word, ix: usize) -> bool {
        let Some(word) = self.tokens.get(ix).map(|token| token.of(self.text)) else { return false };
        match word {
            "D.C." | "DC" => self.scan.folded(last) == "washington",
            "Inc" | "Inc." | "Ltd" | "Ltd." | "LLC" | "L.L.C." | "LP" | "L.P." | "LLP" | "PLC" | "plc" | "Jr"
            | "Jr." | "Sr" | "Sr." => true,
            _ => false,
        }
    }

    /// `Jane “Red” Roe`, `James (Jim) Roe`: whether a nickname between marks parts the word at token `ix` from a
    /// given name. Its words are then no names of their own and are taken out.
    pub(super) fn behind_nickname(&mut self, ix: usize) -> bool {
        use TokenKind::{Close, CloseQuote, Open, OpenQuote, SingleQuote, StraightQuote};
        let kind = |ix: usize| self.tokens.get(ix).map(|token| token.kind);
        let Some(close) = ix.checked_sub(1) else { return false };
        let (opens, longest) = match kind(close) {
            Some(CloseQuote) => (OpenQuote, 3),
            Some(StraightQuote) => (StraightQuote, 3),
            Some(SingleQuote) => (SingleQuote, 3),
            Some(Close) => (Open, 1),
            _ => return false,
        };
        let first = close.saturating_sub(longest);
        let Some(inside) = (first..close).rev().find(|at| at.checked_sub(1).and_then(kind) == Some(opens)) else {
            return false;
        };
        let named = self.scan.words.iter().rposition(|word| (word.token as usize) < inside);
        let fits = named.and_then(|at| self.scan.words.get(at)).is_some_and(|name| {
            let unknown = inside + 1 == close && opens != Open && !name.is(COMMON | PHRASE | TITLE);
            (name.is(GIVEN) || unknown) && !name.possessive && name.token as usize + 2 == inside
        });
        let nickname = self.tokens.get(inside..close).unwrap_or_default();
        // `Jan Novak (Spain)`: in brackets only what may be a given name.
        let given = |token: &Token| self.gazetteer.word(&fold(token.of(self.text))) & (GIVEN | PHRASE) == GIVEN;
        let fits = fits && (opens != Open || nickname.iter().all(given));
        let fits = fits && nickname.iter().all(Token::is_word) && nickname.iter().any(Token::is_capitalised);
        if let Some(at) = named.filter(|_| fits) {
            self.scan.words.truncate(at + 1);
        }
        fits
    }

    fn is_particle(&self, word: &str) -> bool {
        word.len() <= 4 && word != "a" && self.gazetteer.word(word) & PARTICLE != 0
    }
}
