//! From tokens to capitalised words and the runs they form.

use std::borrow::Cow;

use crate::text::{Shape, Span, Token, TokenKind};

use super::data::classes::{COMMON, FUNCTION, NEVER, PHRASE};
use super::gazetteer::{Gazetteer, Phrase};
use super::link::Link;
use super::names::fold_into;

/// A capitalised word, or the capitalised part of a compound (`Russian-backed`, `pro-Russian`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub span: Span,
    /// Where its folded form stands in [`Scan::folded`].
    pub(super) key: (u32, u32),
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
    /// Stands in a heading, where every word may have a capital letter.
    pub heading: bool,
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

    /// A single letter, or several with their full stops: `W.`, `J.R.R.`
    pub(crate) fn is_initial(&self) -> bool {
        let letters = (self.key.1 - self.key.0) as usize;
        letters == 1 || letters <= 3 && self.span.len() == 2 * letters && self.classes & PHRASE == 0
    }
}

/// The capitalised words of a text, in order; runs are cut where a link is [`Link::Start`].
#[derive(Default)]
pub(crate) struct Scan {
    pub words: Vec<Word>,
    pub(super) folded: String,
}

impl Scan {
    pub(crate) fn key(&self, ix: usize) -> &str {
        self.words.get(ix).map_or("", |word| self.folded(word))
    }

    pub(super) fn folded(&self, word: &Word) -> &str {
        self.folded.get(word.key.0 as usize..word.key.1 as usize).unwrap_or_default()
    }

    /// The folded words of a name, with spaces.
    pub(crate) fn name(&self, words: std::ops::Range<usize>) -> Cow<'_, str> {
        if words.len() == 1 {
            return Cow::Borrowed(self.key(words.start));
        }
        let mut name = String::new();
        for ix in words {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(self.key(ix));
        }
        Cow::Owned(name)
    }
}

pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub gazetteer: &'a Gazetteer,
    pub scan: Scan,
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
        let mut stopped = false;
        for token in &self.tokens[ix..] {
            match token.kind {
                TokenKind::Line | TokenKind::Paragraph => break,
                TokenKind::Word if token.shape == Shape::Lower => lower += usize::from(token.span.len() > 4),
                TokenKind::Word if token.shape == Shape::Upper => upper += usize::from(token.span.len() > 1),
                TokenKind::Word => other += usize::from(token.span.len() > 1),
                _ => {}
            }
            stopped = token.kind == TokenKind::Stop;
            if lower > 2 {
                break;
            }
        }
        self.shouted = lower == 0 && other == 0 && upper > 2;
        self.heading = lower == 0 && upper + other > 3 && !(stopped && other > 0);
    }

    fn token(&mut self, ix: usize, token: Token) {
        let word = token.of(self.text);
        if !word.starts_with(is_latin) {
            return;
        }
        if word.contains('-') && self.compound(ix, token, word) {
            return;
        }
        self.push(ix, token.span, token.shape, false, false);
    }

    pub(super) fn push(&mut self, ix: usize, span: Span, shape: Shape, compound: bool, detached: bool) {
        let from = self.scan.folded.len();
        fold_into(span.of(self.text), &mut self.scan.folded);
        let folded = &self.scan.folded[from..];
        // `Minister-designate`
        let office = folded.strip_suffix("-elect").or_else(|| folded.strip_suffix("-designate"));
        let mut classes = self.gazetteer.word(office.unwrap_or(folded));
        if self.scan.folded.len() == from + 1 && span.len() == 2 {
            // `A.` in a name is no article.
            classes = 0;
        }
        let link = match detached {
            true => Link::Start,
            false if classes & (FUNCTION | NEVER) == 0 && self.behind_nickname(ix) => Link::Tight,
            false => self.link(ix),
        };
        let initial = self.heading || (link == Link::Start && !detached && self.begins_sentence(ix));
        if classes == 0 && self.is_common_compound(span.of(self.text), &self.scan.folded[from..], initial) {
            classes = COMMON;
        }
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
            heading: self.heading,
            possessive,
            compound,
            phrase: None,
        });
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
}

/// The rules and tables know names in Latin letters; others are glosses of a name that stands beside them.
fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}')
}
