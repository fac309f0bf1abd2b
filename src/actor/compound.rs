//! Names inside hyphenated words: `Russian-backed`, `pro-Russian`, `Roe-Novak`.

use crate::text::{Shape, Span, Token};

use super::data::classes::{COMMON, FUNCTION, GIVEN, GROUP, NEVER, ORG_HEAD, PARTICLE, PHRASE, TITLE};
use super::link::Link;
use super::names::fold;
use super::scan::{Scanner, Word};

impl Scanner<'_> {
    /// `Russian-backed`, `pro-Russian`, `Franco-German`: pushes the parts that name something.
    pub(super) fn compound(&mut self, ix: usize, token: Token, word: &str) -> bool {
        let key = fold(word);
        if self.gazetteer.word(&key) & (PHRASE | GIVEN | PARTICLE | TITLE) != 0 {
            return false;
        }
        let Some(cut) = word.rfind('-') else { return false };
        let (head, tail) = (&word[..cut], &word[cut + 1..]);
        let start = token.span.start();
        let is_upper = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
        let shape = |part: &str| {
            let upper = part.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
            if upper && part.len() > 1 { Shape::Upper } else { Shape::Capitalised }
        };
        // `All-American`: chosen, not named; but `All-England Club`.
        if head == "All" {
            let next = self.tokens.get(ix + 1).filter(|next| next.is_capitalised());
            return next.is_none_or(|next| self.gazetteer.word(&fold(next.of(self.text))) & ORG_HEAD == 0);
        }
        if is_upper(head) && !is_upper(tail) {
            let key = fold(tail);
            let classes = self.gazetteer.word(&key);
            if matches!(tail, "elect" | "designate") {
                return false;
            }
            if classes & COMMON == 0 || key.len() < 3 {
                return false;
            }
            let joined = self.link(ix) != Link::Start;
            let known = self.gazetteer.word(&fold(head)) & PHRASE != 0;
            // `Park Ji-won`
            if joined && (!known || head.len() <= 3) && key.len() <= 5 && !is_participle(&key) {
                return false;
            }
            self.push(ix, Span::new(start, start + cut), shape(head), true, false);
            return true;
        }
        let Some(first) = word.find('-') else { return false };
        let (head, tail) = (&word[..first], &word[first + 1..]);
        // `R-Ohio`: party and state.
        if matches!(head, "R" | "D" | "I") && self.gazetteer.word(&fold(tail)) & PHRASE != 0 {
            self.push(ix, Span::new(start + first + 1, token.span.end()), shape(tail), false, true);
            return true;
        }
        let prefix = matches!(head, "Pro" | "Anti" | "Non" | "Pan" | "Post" | "Pre" | "Ex")
            && self.gazetteer.word(&fold(tail)) & (PHRASE | GROUP) != 0
            && !self.tokens.get(ix + 1).is_some_and(Token::is_capitalised);
        if prefix || !is_upper(head) && is_upper(tail) {
            let key = fold(head);
            if self.gazetteer.word(&key) & PARTICLE != 0 {
                return false;
            }
            self.push(ix, Span::new(start + first + 1, token.span.end()), shape(tail), false, true);
            return true;
        }
        let names_something = |part: &str| {
            let mut walk = self.gazetteer.walk();
            matches!(walk.next(&fold(part)), Some(Some(_)))
        };
        if first == cut && is_upper(tail) && names_something(head) && names_something(tail) {
            self.push(ix, Span::new(start, start + first), shape(head), true, false);
            self.push(ix, Span::new(start + first + 1, token.span.end()), shape(tail), false, true);
            return true;
        }
        false
    }

    /// `Post-mortem`, `Mid-January`; `Sub-Zero` only where a sentence begins.
    pub(super) fn is_common_compound(&self, word: &str, folded: &str, initial: bool) -> bool {
        let Some((head, tail)) = folded.rsplit_once('-') else { return false };
        let mut never = false;
        let mut is_common = |part: &str| {
            let classes = self.gazetteer.word(part);
            never |= classes & NEVER != 0;
            part.len() > 1 && classes & (COMMON | FUNCTION | NEVER) != 0 && classes & (GIVEN | GROUP | PARTICLE) == 0
        };
        let small = word.ends_with(tail);
        head != tail && head.split('-').all(&mut is_common) && (small || is_common(tail)) && (small || initial || never)
    }

    /// `Roe-Novak`: two names where the text has both of them elsewhere.
    pub(super) fn pairs(&mut self) {
        let pair = |word: &Word| {
            let text = word.span.of(self.text);
            let cut = word.span.start() + text.find('-')?;
            let second = Span::new(cut + 1, word.span.end());
            (word.shape == Shape::Mixed && second.of(self.text).starts_with(char::is_uppercase))
                .then_some((cut, second))
        };
        let found: Vec<(usize, usize, Span)> = self
            .scan
            .words
            .iter()
            .enumerate()
            .filter_map(|(ix, w)| pair(w).map(|(cut, second)| (ix, cut, second)))
            .collect();
        for (ix, cut, second) in found.into_iter().rev() {
            let word = self.scan.words[ix];
            let middle = word.key.0 + (cut - word.span.start()) as u32;
            let keys = [(word.key.0, middle), (middle + 1, word.key.1)];
            let known = |key: &(u32, u32)| {
                let key = self.scan.folded.get(key.0 as usize..key.1 as usize).unwrap_or_default();
                !key.is_empty() && self.scan.words.iter().any(|word| self.scan.folded(word) == key)
            };
            if !keys.iter().all(known) {
                continue;
            }
            let part = |key: (u32, u32), span: Span, link: Link, compound: bool| {
                let folded = self.scan.folded.get(key.0 as usize..key.1 as usize).unwrap_or_default();
                let classes = self.gazetteer.word(folded);
                Word { key, span, link, compound, classes, shape: Shape::Capitalised, initial: false, ..word }
            };
            let first = part(keys[0], Span::new(word.span.start(), cut), word.link, true);
            let second = part(keys[1], second, Link::Start, false);
            self.scan.words.splice(ix..=ix, [first, second]);
        }
    }
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed")
        || matches!(word, "led" | "born" | "run" | "held" | "made" | "hit" | "owned" | "based" | "style" | "wide")
}
