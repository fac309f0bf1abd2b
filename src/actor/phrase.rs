//! The phrases of the tables in the words of a text.

use crate::text::{Shape, TokenKind};

use super::data::classes::{ABBREVIATION, COMMON, FUNCTION, GIVEN, PHRASE, UPPER};
use super::gazetteer::Phrase;
use super::link::Link;
use super::scan::Scanner;

impl Scanner<'_> {
    /// Finds the phrases of the tables.
    pub(super) fn phrases(&mut self) {
        let mut with_mark = String::new();
        for ix in 0..self.scan.words.len() {
            let word = &self.scan.words[ix];
            if word.classes & PHRASE != 0 || word.possessive {
                let found = self.phrase(ix, &mut with_mark);
                self.scan.words[ix].phrase = found;
            }
        }
    }

    fn phrase(&self, start: usize, with_mark: &mut String) -> Option<(Phrase, u32)> {
        let mut walk = self.gazetteer.walk();
        let mut best = None;
        for ix in start.. {
            let Some(word) = self.scan.words.get(ix) else { break };
            if ix > start {
                // The words between the two count as well.
                let Some(last) = self.scan.words.get(ix - 1) else { break };
                match word.link {
                    Link::Start => break,
                    Link::Tight | Link::Possessive | Link::Of | Link::For | Link::And | Link::Particle => {
                        let between = self.tokens.get(last.token as usize + 1..word.token as usize).unwrap_or_default();
                        let mut alive = true;
                        for token in between
                            .iter()
                            .filter(|token| !matches!(token.kind, TokenKind::Possessive | TokenKind::Comma))
                        {
                            alive = alive && walk.next(token.of(self.text)).is_some();
                        }
                        if !alive {
                            break;
                        }
                    }
                }
            }
            let key = self.scan.folded(word);
            let mut other = walk;
            let plain = walk.next(key);
            let fits = |phrase: &Phrase| self.fits(*phrase, start, ix);
            if let Some(Some(phrase)) = plain.map(|phrase| phrase.filter(fits)) {
                best = Some((phrase, (ix - start + 1) as u32));
            }
            let mut go_on = plain.is_some();
            if word.possessive {
                with_mark.clear();
                with_mark.push_str(key);
                with_mark.push_str("'s");
                let marked = other.next(with_mark);
                if let Some(Some(phrase)) = marked {
                    best = Some((phrase, (ix - start + 1) as u32));
                }
                if marked.is_some() {
                    walk = other;
                    go_on = true;
                } else {
                    go_on = false;
                }
            }
            if !go_on {
                break;
            }
        }
        best
    }

    /// Whether the case of the words allows the phrase.
    fn fits(&self, phrase: Phrase, start: usize, end: usize) -> bool {
        let Some(first) = self.scan.words.get(start) else { return false };
        if phrase.has(UPPER) {
            let word = first.shouted && first.is(COMMON | FUNCTION) && !first.span.of(self.text).contains('.');
            return first.shape == Shape::Upper && !(word && start == end);
        }
        if phrase.has(ABBREVIATION) {
            let comma = (first.token as usize)
                .checked_sub(1)
                .and_then(|ix| self.tokens.get(ix))
                .is_some_and(|token| token.kind == TokenKind::Comma);
            // `D-Calif.`
            let party = self.text.as_bytes().get(first.span.start().wrapping_sub(1)) == Some(&b'-');
            return comma || party || (first.span.of(self.text).ends_with('.') && !first.is(COMMON | GIVEN));
        }
        true
    }
}
