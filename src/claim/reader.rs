//! One paragraph as the engine reads it: words with their classes, quotations and sentences.

use std::ops::Range;

use super::cues::{CueForm, Inflection};
use super::lexicon::{self, ADVERB, AUXILIARY, Classes, DETERMINER, PRONOUN};
use super::{Ground, Quotation, quote};
use crate::text::{Shape, Span, Token, TokenKind};

/// A token with what the lexicon knows of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub span: Span,
    pub kind: TokenKind,
    pub shape: Shape,
    pub classes: Classes,
    pub cue: Option<CueForm>,
    /// The outer quotation it stands in, counted from 1 in this paragraph's list; 0 outside.
    pub quote: u16,
}

impl Word {
    #[inline]
    pub(super) fn has(&self, classes: Classes) -> bool {
        self.classes & classes != 0
    }

    #[inline]
    pub(super) fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number | TokenKind::Handle)
    }

    #[inline]
    pub(super) fn is_name(&self) -> bool {
        self.kind == TokenKind::Word && self.shape != Shape::Lower && self.shape != Shape::None
    }

    /// A comma, colon, dash, bracket: a phrase ends here.
    pub(super) fn is_mark(&self) -> bool {
        !self.is_word() && !matches!(self.kind, TokenKind::Possessive | TokenKind::Symbol)
    }
}

/// A paragraph, cut into words and sentences. The vectors are reused from paragraph to paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph<'t> {
    pub text: &'t str,
    pub words: Vec<Word>,
    /// Outer quotations, with the words they cover (marks included).
    pub quotes: Vec<(Quotation, Range<usize>)>,
    pub sentences: Vec<Range<usize>>,
}

impl<'t> Paragraph<'t> {
    /// The words of `word`, or nothing.
    #[inline]
    pub(super) fn of(&self, ix: usize) -> &'t str {
        self.words.get(ix).map_or("", |w| w.span.of(self.text))
    }

    #[inline]
    pub(super) fn is(&self, ix: usize, word: &str) -> bool {
        self.of(ix).eq_ignore_ascii_case(word)
    }

    #[inline]
    pub(super) fn has(&self, ix: usize, classes: Classes) -> bool {
        self.words.get(ix).is_some_and(|w| w.has(classes))
    }

    #[inline]
    pub(super) fn kind(&self, ix: usize) -> Option<TokenKind> {
        self.words.get(ix).map(|w| w.kind)
    }

    /// The bytes from the first to the last word of `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match (self.words.get(range.start), range.end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if range.start < range.end => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// The word that ends before `ix`, adverbs and “not” left out.
    pub(super) fn is_adverb(&self, ix: usize) -> bool {
        self.words.get(ix).is_some_and(|w| {
            w.has(ADVERB | lexicon::NOT) && !w.has(AUXILIARY)
                || w.shape == Shape::Lower
                    && w.span.len() > 4
                    && w.cue.is_none()
                    && self.of(ix).ends_with("ly")
                    && !matches!(self.of(ix), "family" | "rally" | "ally" | "reply" | "early" | "only" | "assembly")
        })
    }

    /// Whether an outer quotation begins at this word.
    pub(super) fn opens_quote(&self, ix: usize) -> Option<&(Quotation, Range<usize>)> {
        let quote = self.words.get(ix)?.quote;
        self.quotes.get((quote as usize).checked_sub(1)?).filter(|(_, range)| range.start == ix)
    }

    /// The outer quotation whose last word stands right before `ix`.
    pub(super) fn quote_ending(&self, ix: usize) -> Option<&(Quotation, Range<usize>)> {
        let quote = self.words.get(ix.checked_sub(1)?)?.quote;
        self.quotes.get((quote as usize).checked_sub(1)?).filter(|(_, range)| range.end == ix)
    }

    /// The sentence in which the word stands.
    pub(super) fn sentence_of(&self, ix: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= ix)
    }

    /// How many words (not marks) the range has.
    pub(super) fn count(&self, range: Range<usize>) -> usize {
        self.words.get(range).unwrap_or_default().iter().filter(|w| w.is_word()).count()
    }

    /// Whether a verb stands in the range, as far as the closed classes and the cues tell.
    pub(super) fn has_verb(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|ix| self.verb_like(ix))
    }

    /// Whether the word looks like a verb form: auxiliaries, listed verbs, cues that are no nouns, and
    /// lower-case words in -ed behind something that is no article.
    pub(super) fn verb_like(&self, ix: usize) -> bool {
        let Some(word) = self.words.get(ix) else { return false };
        if word.has(AUXILIARY | lexicon::VERB) {
            return true;
        }
        if word.shape != Shape::Lower {
            return false;
        }
        let after_article = ix.checked_sub(1).is_some_and(|before| self.has(before, DETERMINER | lexicon::PREPOSITION));
        match word.cue {
            Some(cue) => {
                !after_article
                    && (!cue.noun || self.has(ix.wrapping_sub(1), PRONOUN))
                    && cue.inflection != Inflection::Participle
            }
            None => !after_article && word.span.len() > 3 && self.of(ix).ends_with("ed"),
        }
    }

    /// Reads the tokens `range` of the ground.
    pub(super) fn read(&mut self, ground: &Ground<'t>, range: Range<usize>) {
        self.text = ground.text;
        self.words.clear();
        self.quotes.clear();
        self.sentences.clear();
        let tokens = ground.tokens.get(range).unwrap_or_default();
        let Some(first) = tokens.first() else { return };
        let mut quotations = ground.quotations
            [ground.quotations.partition_point(|q| q.span.start() < first.span.start())..]
            .iter()
            .filter(|q| !q.nested)
            .peekable();
        let mut open: Option<(Quotation, usize)> = None;
        for token in tokens {
            if matches!(token.kind, TokenKind::Line | TokenKind::Paragraph) {
                continue;
            }
            // D-Mo.) and R-Ky., – the stop of an abbreviation, not of a sentence.
            if token.kind == TokenKind::Stop
                && token.span.len() == 1
                && let Some(last) = self.words.last_mut()
                && last.kind == TokenKind::Word
                && last.shape != Shape::Lower
                && last.span.end() == token.span.start()
                && matches!(self.text.as_bytes().get(token.span.end()), Some(b',' | b')'))
                && last.span.of(self.text).contains('-')
            {
                last.span = last.span.join(token.span);
                continue;
            }
            let ix = self.words.len();
            if let Some((quotation, from)) = open.take_if(|(q, _)| q.span.end() <= token.span.start()) {
                self.quotes.push((quotation, from..ix));
            }
            if open.is_none()
                && let Some(next) = quotations.next_if(|q| q.span.start() <= token.span.start())
            {
                open = Some((next.clone(), ix));
            }
            let entry = match token.kind {
                // US, IT, WHO in capitals are names, not pronouns.
                TokenKind::Word if token.shape == Shape::Upper && token.span.len() < 4 => lexicon::Entry::default(),
                TokenKind::Word => lexicon::look_up(token.of(self.text)),
                _ => lexicon::Entry::default(),
            };
            self.words.push(Word {
                span: token.span,
                kind: token.kind,
                shape: token.shape,
                classes: entry.classes,
                cue: entry.cue,
                quote: if open.is_some() { (self.quotes.len() + 1).min(usize::from(u16::MAX)) as u16 } else { 0 },
            });
        }
        if let Some((quotation, from)) = open {
            self.quotes.push((quotation, from..self.words.len()));
        }
        self.cut_sentences();
    }

    fn cut_sentences(&mut self) {
        let mut start = 0;
        let mut ix = 0;
        while ix < self.words.len() {
            if self.ends_sentence(ix) {
                let mut end = ix + 1;
                // A closing bracket belongs to the sentence it closes.
                while self.kind(end) == Some(TokenKind::Close) {
                    end += 1;
                }
                self.sentences.push(start..end);
                start = end;
                ix = end;
            } else {
                ix += 1;
            }
        }
        if start < self.words.len() {
            self.sentences.push(start..self.words.len());
        }
    }

    fn ends_sentence(&self, ix: usize) -> bool {
        let word = &self.words[ix];
        let Some(next) = self.words.get(ix + 1) else { return true };
        if word.quote != 0 {
            // Never inside a quotation; behind one that closes with a full stop, when nothing goes on.
            let Some((quotation, range)) = self.quote_ending(ix + 1) else { return false };
            if !quotation.closed && range.end == self.words.len() {
                return true;
            }
            let Some(last) = ix.checked_sub(1).filter(|last| *last > range.start) else { return false };
            if self.kind(last) != Some(TokenKind::Stop) && !self.nested_stop(last, range.start) {
                return false;
            }
            return match next.kind {
                _ if next.quote != 0 => true,
                TokenKind::Word if next.is_name() => !self.attribution_follows(ix + 1, self.of(last)),
                TokenKind::Number => true,
                TokenKind::Dash | TokenKind::Open => false,
                _ => false,
            };
        }
        match word.kind {
            TokenKind::Stop => {
                next.quote != 0
                    || next.is_name()
                    || matches!(
                        next.kind,
                        TokenKind::Number
                            | TokenKind::Close
                            | TokenKind::Handle
                            | TokenKind::Url
                            | TokenKind::Open
                            | TokenKind::Symbol
                    )
            }
            // “… in the U.S. The …”: an abbreviation that ends its sentence.
            TokenKind::Word if self.ends_with_stop(word) && word.span.len() > 2 && word.shape == Shape::Upper => {
                next.shape == Shape::Capitalised && next.has(DETERMINER | PRONOUN | lexicon::CONJUNCTION)
            }
            // “… of Dayton, Ohio.” as “Springfield, Ill. “I think …”
            TokenKind::Word if self.ends_with_stop(word) && word.span.len() > 3 => {
                self.opens_quote(ix + 1).is_some() && ix > 0 && self.kind(ix - 1) == Some(TokenKind::Comma)
            }
            _ => false,
        }
    }

    fn ends_with_stop(&self, word: &Word) -> bool {
        let last = word.span.end().checked_sub(1);
        last.and_then(|last| self.text.as_bytes().get(last)) == Some(&b'.')
    }

    /// `…stop.’”`: the stop stands before an inner closing mark.
    fn nested_stop(&self, last: usize, start: usize) -> bool {
        matches!(self.kind(last), Some(TokenKind::SingleQuote | TokenKind::CloseQuote | TokenKind::Possessive))
            && last > start
            && self.kind(last - 1) == Some(TokenKind::Stop)
    }

    /// Behind `“…?”` a capitalised word may begin the attribution (“Who is it?” Brook asked.).
    fn attribution_follows(&self, from: usize, stop: &str) -> bool {
        if stop.starts_with('.') && stop.len() == 1 {
            // Behind a full stop only an attribution that is nothing else: “… here.” Brook said.
            return self
                .attribution_length(from)
                .is_some_and(|end| self.kind(end) == Some(TokenKind::Stop) || end >= self.words.len());
        }
        self.attribution_length(from).is_some()
    }

    /// Where “Name … said” that begins at `from` ends.
    fn attribution_length(&self, from: usize) -> Option<usize> {
        for ix in from..(from + 9).min(self.words.len()) {
            let word = &self.words[ix];
            if word.quote != 0 || matches!(word.kind, TokenKind::Stop | TokenKind::Colon | TokenKind::Semicolon) {
                return None;
            }
            if word.shape == Shape::Lower
                && let Some(cue) = word.cue
                && cue.inverts
                && matches!(cue.inflection, Inflection::Past | Inflection::Third)
            {
                return (ix > from && !self.has_verb(from..ix)).then_some(ix + 1);
            }
        }
        None
    }
}

/// The ranges of tokens that are paragraphs of their own inside `paragraphs`, in order: lines that end
/// a sentence end a paragraph as well.
pub(super) fn ranges(ground: &Ground<'_>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for paragraph in ground.paragraphs {
        let from = ground.tokens.partition_point(|t| t.span.start() < paragraph.start());
        let to = ground.tokens.partition_point(|t| t.span.end() <= paragraph.end());
        let mut start = from;
        for ix in from..to {
            let breaks = match ground.tokens[ix].kind {
                // An empty line inside a paragraph is a page break, if it cuts a sentence.
                TokenKind::Paragraph => !cuts_sentence(ground.tokens, ix),
                TokenKind::Line => quote::ends_paragraph(ground.text, ground.tokens, ix),
                _ => false,
            };
            if breaks {
                if start < ix {
                    ranges.push(start..ix);
                }
                start = ix + 1;
            }
        }
        if start < to {
            ranges.push(start..to);
        }
    }
    ranges
}

/// Whether the sentence goes on behind the empty line `ix`: a word before it, a word in lower case behind.
fn cuts_sentence(tokens: &[Token], ix: usize) -> bool {
    let before = ix.checked_sub(1).and_then(|before| tokens.get(before));
    let behind = tokens.get(ix + 1);
    before.is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Comma))
        && behind.is_some_and(|t| t.is_word() && t.shape == Shape::Lower)
}
