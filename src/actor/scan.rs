//! From tokens to capitalised words and the runs they form.

use crate::text::{Shape, Span, Token, TokenKind};

use super::data::classes::{COMMON, GIVEN, PARTICLE, PHRASE, TITLE};
use super::gazetteer::{Gazetteer, Phrase};
use super::names::fold_into;

/// How a word hangs on the word before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Link {
    /// First of its run.
    Start,
    /// A space, or an ampersand.
    Tight,
    /// `van`, `de`, `bin`: one name.
    Particle,
    /// `of`, `of the`, `for`.
    Of,
    /// `and`.
    And,
    /// `'s`.
    Possessive,
}

/// A capitalised word, or the capitalised part of a compound (`Russian-backed`, `pro-Russian`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub span: Span,
    /// Where its folded form stands in [`Scan::folded`].
    key: (u32, u32),
    /// Its classes (see `data::classes`).
    pub classes: u64,
    pub shape: Shape,
    /// The index of its token.
    pub token: u32,
    pub link: Link,
    /// Begins a sentence or stands in a heading: its capital letter says nothing.
    pub initial: bool,
    /// Stands in a line of capitals.
    pub shouted: bool,
    /// A possessive mark follows.
    pub possessive: bool,
    /// The rest of a compound follows: `-backed`.
    pub compound: bool,
    /// The longest phrase of the tables that begins here, and how many words it has.
    pub phrase: Option<(Phrase, u32)>,
}

impl Word {
    #[inline]
    pub(crate) fn is(&self, classes: u64) -> bool {
        self.classes & classes != 0
    }

    /// A single letter: `W.`
    pub(crate) fn is_initial(&self) -> bool {
        self.key.1 - self.key.0 == 1
    }
}

/// The capitalised words of a text, in order; runs are cut where a link is [`Link::Start`].
#[derive(Default)]
pub(crate) struct Scan {
    pub words: Vec<Word>,
    folded: String,
}

impl Scan {
    pub(crate) fn key(&self, ix: usize) -> &str {
        self.words.get(ix).map_or("", |word| self.folded(word))
    }

    fn folded(&self, word: &Word) -> &str {
        self.folded.get(word.key.0 as usize..word.key.1 as usize).unwrap_or_default()
    }

    /// The folded words of a name, with spaces.
    pub(crate) fn name(&self, words: std::ops::Range<usize>) -> String {
        let mut name = String::new();
        for ix in words {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(self.key(ix));
        }
        name
    }
}

struct Scanner<'a> {
    text: &'a str,
    tokens: &'a [Token],
    gazetteer: &'a Gazetteer,
    scan: Scan,
    /// Of the current line.
    heading: bool,
    shouted: bool,
}

/// Reads the capitalised words of `text`.
pub(crate) fn scan(text: &str, tokens: &[Token], gazetteer: &Gazetteer) -> Scan {
    let scan = Scan { words: Vec::with_capacity(tokens.len() / 6), folded: String::with_capacity(text.len() / 5) };
    let mut scanner = Scanner { text, tokens, gazetteer, scan, heading: false, shouted: false };
    scanner.run();
    scanner.pairs();
    scanner.phrases();
    scanner.scan
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut line_start = true;
        for (ix, token) in self.tokens.iter().enumerate() {
            if line_start {
                self.line(ix);
            }
            line_start = matches!(token.kind, TokenKind::Line | TokenKind::Paragraph);
            if token.kind == TokenKind::Word && token.shape != Shape::Lower && token.shape != Shape::None {
                self.token(ix, *token);
            }
        }
    }

    /// Looks ahead over the line that begins at token `ix`: is it a heading, or shouted?
    fn line(&mut self, ix: usize) {
        let (mut lower, mut upper, mut other) = (0, 0, 0);
        for token in &self.tokens[ix..] {
            match token.kind {
                TokenKind::Line | TokenKind::Paragraph => break,
                TokenKind::Word if token.shape == Shape::Lower => lower += usize::from(token.span.len() > 4),
                TokenKind::Word if token.shape == Shape::Upper => upper += usize::from(token.span.len() > 1),
                TokenKind::Word => other += usize::from(token.span.len() > 1),
                _ => {}
            }
            if lower > 2 {
                break;
            }
        }
        self.shouted = lower == 0 && other == 0 && upper > 2;
        self.heading = lower == 0 && upper + other > 3;
    }

    fn token(&mut self, ix: usize, token: Token) {
        let word = token.of(self.text);
        if word.contains('-') && self.compound(ix, token, word) {
            return;
        }
        self.push(ix, token.span, token.shape, false, false);
    }

    /// `Russian-backed`, `pro-Russian`, `Franco-German`: pushes the parts that name something.
    fn compound(&mut self, ix: usize, token: Token, word: &str) -> bool {
        let key = super::names::fold(word);
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
        if is_upper(head) && !is_upper(tail) {
            let key = super::names::fold(tail);
            let classes = self.gazetteer.word(&key);
            if classes & COMMON == 0 || key.len() < 3 {
                return false;
            }
            let joined = self.link(ix) != Link::Start;
            let known = self.gazetteer.word(&super::names::fold(head)) & PHRASE != 0;
            if joined && !known && key.len() <= 5 && classes & super::data::classes::SPEECH == 0 && !is_participle(&key)
            {
                return false;
            }
            self.push(ix, Span::new(start, start + cut), shape(head), true, false);
            return true;
        }
        let Some(first) = word.find('-') else { return false };
        let (head, tail) = (&word[..first], &word[first + 1..]);
        if !is_upper(head) && is_upper(tail) {
            let key = super::names::fold(head);
            if self.gazetteer.word(&key) & PARTICLE != 0 {
                return false;
            }
            self.push(ix, Span::new(start + first + 1, token.span.end()), shape(tail), false, true);
            return true;
        }
        let names_something = |part: &str| {
            let mut walk = self.gazetteer.walk();
            matches!(walk.next(&super::names::fold(part)), Some(Some(_)))
        };
        if first == cut && is_upper(tail) && names_something(head) && names_something(tail) {
            self.push(ix, Span::new(start, start + first), shape(head), true, false);
            self.push(ix, Span::new(start + first + 1, token.span.end()), shape(tail), false, true);
            return true;
        }
        false
    }

    fn push(&mut self, ix: usize, span: Span, shape: Shape, compound: bool, detached: bool) {
        let from = self.scan.folded.len();
        fold_into(span.of(self.text), &mut self.scan.folded);
        let mut classes = self.gazetteer.word(&self.scan.folded[from..]);
        if self.scan.folded.len() == from + 1 && span.len() == 2 {
            // `A.` in a name is no article.
            classes = 0;
        }
        let link = if detached { Link::Start } else { self.link(ix) };
        let initial = self.heading || (link == Link::Start && !detached && self.begins_sentence(ix));
        let possessive = !compound && self.tokens.get(ix + 1).is_some_and(|t| t.kind == TokenKind::Possessive);
        self.scan.words.push(Word {
            span,
            key: (from as u32, self.scan.folded.len() as u32),
            classes,
            shape,
            token: ix as u32,
            link,
            initial,
            shouted: self.shouted,
            possessive,
            compound,
            phrase: None,
        });
    }

    /// How the word at token `ix` hangs on the last word pushed.
    fn link(&self, ix: usize) -> Link {
        let Some(last) = self.scan.words.last().filter(|last| !last.compound) else { return Link::Start };
        let at = last.token as usize;
        let between = self.tokens.get(at + 1..ix).unwrap_or_default();
        match between {
            [] => Link::Tight,
            [one] => match (one.kind, one.of(self.text)) {
                (TokenKind::Symbol, "&") => Link::Tight,
                (TokenKind::Possessive, _) => Link::Possessive,
                (TokenKind::Word, "of" | "for") => Link::Of,
                (TokenKind::Word, "and") => Link::And,
                (TokenKind::Word, word) if self.is_particle(word) => Link::Particle,
                _ => Link::Start,
            },
            [one, two] => match (one.of(self.text), two.of(self.text)) {
                ("of" | "for", "the") => Link::Of,
                ("and", "the") => Link::Start,
                (a, b) if self.is_particle(a) && self.is_particle(b) => Link::Particle,
                _ => Link::Start,
            },
            _ => Link::Start,
        }
    }

    fn is_particle(&self, word: &str) -> bool {
        word.len() <= 4 && word != "a" && self.gazetteer.word(word) & PARTICLE != 0
    }

    fn begins_sentence(&self, ix: usize) -> bool {
        let Some(before) = ix.checked_sub(1).and_then(|ix| self.tokens.get(ix)) else { return true };
        use TokenKind::*;
        match before.kind {
            Line | Paragraph | Stop | OpenQuote | StraightQuote | SingleQuote | Colon | Dash | Open | Symbol => {
                before.kind != Symbol || before.of(self.text) != "/"
            }
            Close | CloseQuote => ix >= 2 && self.tokens.get(ix - 2).is_some_and(|t| matches!(t.kind, Stop | Comma)),
            _ => false,
        }
    }

    /// `Roe-Novak`: two names where the text has both of them elsewhere.
    fn pairs(&mut self) {
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

    /// Finds the phrases of the tables.
    fn phrases(&mut self) {
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
                    Link::Tight | Link::Possessive | Link::Of | Link::And | Link::Particle => {
                        let between = self.tokens.get(last.token as usize + 1..word.token as usize).unwrap_or_default();
                        let mut alive = true;
                        for token in between.iter().filter(|token| token.kind != TokenKind::Possessive) {
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
        use super::data::classes::{ABBREVIATION, FUNCTION, UPPER};
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
            return comma || (first.span.of(self.text).ends_with('.') && !first.is(COMMON | GIVEN));
        }
        true
    }
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed")
        || matches!(word, "led" | "born" | "run" | "held" | "made" | "hit" | "owned" | "based" | "style" | "wide")
}
