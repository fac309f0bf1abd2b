//! Speaker, cue and content of each sentence, in all their orders.

use std::ops::Range;

use super::apposition;
use super::content::{self, Right};
use super::cues::{Class, Inflection};
use super::lexicon::{
    BEFORE_PARTICIPLE, CONJUNCTION, CONTENT, DETERMINER, MODAL, NOT, OBJECT, PLURAL, POSSESSIVE, PREPOSITION, PRONOUN,
    SUBORDINATOR, TIME,
};
use super::loose;
use super::reader::Paragraph;
use super::signal::{self, Cue, Signal};
use super::source::{self, Subject};
use crate::text::TokenKind;

/// An attribution in words of its paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Attribution {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
    pub addressee: Option<Range<usize>>,
    /// The sentence of the cue.
    pub sentence: usize,
    /// The content goes on in the next paragraph: a colon or an unclosed quotation ends this one.
    pub open: bool,
    /// Inside the content of another one.
    pub nested: bool,
    /// Signalled by a noun, whose owner need not be the subject of the sentence.
    pub noun: bool,
}

/// One word as the only piece of a part.
#[allow(clippy::single_range_in_vec_init)]
pub(super) fn word(ix: usize) -> Vec<Range<usize>> {
    vec![ix..ix + 1]
}

/// The attributions of a paragraph, in the order of their cues.
pub(super) fn find(p: &Paragraph<'_>) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    let mut cues = Vec::new();
    for number in 0..p.sentences.len() {
        let sentence = p.sentences[number].clone();
        if let Some(alone) = loose::quote_only(p, &sentence) {
            loose::follow(p, number, alone, &mut found);
            continue;
        }
        signal::cues(p, sentence.clone(), &mut cues);
        Sentence { p, number, range: sentence, cues: &cues }.attribute(&mut found);
    }
    loose::rescue(p, &mut found);
    loose::announce(p, &mut found);
    found
}

/// A sentence with its cues.
pub(super) struct Sentence<'p, 't> {
    pub p: &'p Paragraph<'t>,
    pub number: usize,
    pub range: Range<usize>,
    pub cues: &'p [Cue],
}

/// A cue with its subject and the place where its clause begins.
struct Read {
    subject: Subject,
    /// The first word of the clause: a conjunction, or the subject itself.
    lead: usize,
}

impl Sentence<'_, '_> {
    fn attribute(&self, found: &mut Vec<Attribution>) {
        let reads: Vec<Read> = self.cues.iter().map(|cue| self.read(cue)).collect();
        let leads: Vec<(Cue, usize)> =
            self.cues.iter().zip(&reads).map(|(cue, read)| (cue.clone(), read.lead)).collect();
        let first = found.len();
        for (ix, cue) in self.cues.iter().enumerate() {
            if found[first..].iter().any(|a| a.cue.iter().any(|c| c.contains(&cue.verb))) {
                continue;
            }
            let made = match cue.signal {
                Signal::According => self.according(cue, &leads[ix + 1..]),
                Signal::Noun => self.noun(cue, &leads[ix + 1..]),
                Signal::Passive => self.passive(cue, &leads[ix + 1..]),
                _ => self.verb(cue, &reads[ix], &leads[ix + 1..], &found[first..]),
            };
            if let Some(mut made) = made {
                made.sentence = self.number;
                made.nested = found[first..]
                    .iter()
                    .any(|a| a.content.iter().any(|c| c.start <= cue.group.start && cue.group.end <= c.end));
                if !made.nested || self.worth_nesting(cue) {
                    found.push(made);
                }
            }
        }
    }

    /// Inside the content of another attribution only plain saying counts: “she said that he warned …”.
    fn worth_nesting(&self, cue: &Cue) -> bool {
        let modal = cue.group.clone().any(|ix| self.p.has(ix, MODAL | NOT));
        cue.form.class == Class::Speech
            && !cue.form.clausal
            && !modal
            && matches!(cue.signal, Signal::Verb | Signal::According | Signal::Noun | Signal::Participle)
    }

    fn read(&self, cue: &Cue) -> Read {
        let subject = match cue.signal {
            Signal::Verb | Signal::Passive => source::subject(self.p, cue.group.start, self.range.start),
            Signal::Participle => self.participle_subject(cue),
            _ => Subject::None,
        };
        let mut lead = match &subject {
            Subject::Phrase(np) => np.start,
            Subject::Relative { word, .. } => *word,
            _ => cue.group.start,
        };
        if lead > self.range.start
            && (self.p.has(lead - 1, CONJUNCTION) || self.p.has(lead - 1, SUBORDINATOR) && !self.p.is(lead - 1, "that"))
        {
            lead -= 1;
        }
        Read { subject, lead }
    }

    /// “critics saying that”: the noun before; “, saying”: elided.
    fn participle_subject(&self, cue: &Cue) -> Subject {
        let Some(before) = cue.group.start.checked_sub(1).filter(|b| *b >= self.range.start) else {
            return Subject::Elided;
        };
        let word = &self.p.words[before];
        if word.is_mark() || word.quote != 0 || word.has(CONJUNCTION | BEFORE_PARTICIPLE | SUBORDINATOR) {
            return Subject::Elided;
        }
        match source::phrase_left(self.p, cue.group.start, self.range.start) {
            // “released a statement saying”: whoever released it.
            Some(np) if self.is_document(&np) => Subject::Elided,
            Some(np) => Subject::Phrase(np),
            None => Subject::Elided,
        }
    }

    /// Whether a noun phrase is a paper that somebody issued: the object of a verb.
    fn is_document(&self, np: &Range<usize>) -> bool {
        let noun = |ix: usize| {
            matches!(
                self.p.of(ix),
                "statement"
                    | "letter"
                    | "tweet"
                    | "tweets"
                    | "message"
                    | "memo"
                    | "email"
                    | "e-mail"
                    | "post"
                    | "report"
                    | "note"
            )
        };
        np.start > self.range.start && self.p.verb_like(np.start - 1) && np.clone().any(noun)
    }

    fn verb(&self, cue: &Cue, read: &Read, rest: &[(Cue, usize)], earlier: &[Attribution]) -> Option<Attribution> {
        let p = self.p;
        let end = self.range.end;
        if let Some(made) = self.inverted(cue, read, rest) {
            return Some(made);
        }
        let (source, left_bound) = match &read.subject {
            Subject::Phrase(np)
                if np.len() == 1 && p.has(np.start, DETERMINER) && !p.has(np.start, PRONOUN | PLURAL | POSSESSIVE) =>
            {
                return None;
            }
            Subject::Phrase(np) => (vec![np.clone()], np.start),
            Subject::Relative { antecedent, word } => {
                let mut source: Vec<_> = antecedent.iter().cloned().collect();
                source.push(*word..*word + 1);
                (source, *word)
            }
            Subject::Elided => (self.elided(cue, earlier)?, cue.group.start),
            Subject::None if cue.signal == Signal::Infinitive || cue.signal == Signal::Participle => {
                (self.elided(cue, earlier)?, cue.group.start)
            }
            Subject::None => (Vec::new(), cue.group.start),
        };
        let right = content::right(p, cue, end);
        let left = match read.subject {
            Subject::Phrase(_) => self.left(left_bound, right.as_ref()),
            _ => None,
        };
        let mut made = Attribution { source, cue: vec![cue.group.clone()], ..Attribution::default() };
        if let Some(left) = left {
            made.content.push(left);
            if let Some(right) = &right
                && right.after_comma
                && cue.signal == Signal::Verb
            {
                made.addressee = right.addressee.clone();
                self.add_right(&mut made, right, rest);
            } else {
                made.addressee = right.and_then(|r| r.addressee);
            }
            self.flow_on(&mut made);
            return Some(made);
        }
        let right = right?;
        // Behind “told them,” the words go on only from before it.
        let cut_off = right.after_comma && right.addressee.is_some() && p.words.get(right.start)?.quote == 0;
        if made.source.is_empty() || cut_off {
            return None;
        }
        made.addressee = right.addressee.clone();
        if right.start >= end {
            // “X continued:” and the words follow in the next sentence or paragraph.
            made.open = right.after_colon;
            return right.after_colon.then_some(made);
        }
        if !plausible(p, cue, &right, end) {
            return None;
        }
        self.add_right(&mut made, &right, rest);
        if self.subordinate(cue, read) {
            self.cut_at_comma(&mut made);
        }
        self.flow_on(&mut made);
        (!made.content.is_empty()).then_some(made)
    }

    /// “…,” said X. / “…,” said X, the mayor.
    fn inverted(&self, cue: &Cue, read: &Read, rest: &[(Cue, usize)]) -> Option<Attribution> {
        let p = self.p;
        let (start, end) = (self.range.start, self.range.end);
        if !cue.form.inverts || cue.signal != Signal::Verb || matches!(cue.form.inflection, Inflection::Participle) {
            return None;
        }
        let from = cue.group.start;
        if from + 1 < cue.group.end && !p.is_adverb(from) {
            return None;
        }
        let quote_before = p.quote_ending(from).is_some();
        let comma_before = from > start && p.kind(from - 1) == Some(TokenKind::Comma);
        let opens = from == start;
        if !(quote_before || comma_before || opens) {
            return None;
        }
        // “…,” X, the mayor of Y, said: the comma closes an apposition.
        if !quote_before
            && let Subject::Phrase(np) = &read.subject
            && (np.start <= start + 1
                || p.quote_ending(np.start).is_some()
                || p.words[np.start - 1].is_mark() && !p.has_verb(start..np.start))
        {
            return None;
        }
        let np = source::phrase_right(p, cue.group.end, end)?;
        let behind = p.words.get(np.end).filter(|_| np.end < end);
        let ends = behind
            .is_none_or(|w| w.is_mark() || w.quote != 0 || w.has(PREPOSITION | SUBORDINATOR | TIME | CONJUNCTION));
        if !quote_before {
            // Without marks only when nothing but the speaker follows.
            let speaker = (p.words[np.start].is_name()
                || p.has(np.start, DETERMINER | POSSESSIVE | PRONOUN)
                || p.of(np.end - 1).ends_with('s'))
                && (opens || p.has_verb(start..from));
            let speaker = speaker && p.words[np.start].is_name()
                || p.words[np.start].shape == crate::text::Shape::Lower && behind.is_none_or(|w| w.is_mark());
            if !ends
                || !speaker
                || p.has_verb(np.start..np.start + 1)
                || opens && behind.is_none_or(|w| w.kind != TokenKind::Colon)
            {
                return None;
            }
            if comma_before
                && p.has(np.start, super::lexicon::CONTENT | super::lexicon::PRONOUN)
                && !behind.is_none_or(|w| w.is_mark())
            {
                return None;
            }
        }
        let mut made = Attribution { source: vec![np.clone()], cue: vec![cue.group.clone()], ..Attribution::default() };
        if !opens {
            made.content.push(self.left_from(from)?);
        }
        // What follows the speaker: “, “B”” or “: …”.
        let virtual_cue = Cue { group: np.clone(), ..cue.clone() };
        if let Some(right) = content::right(p, &virtual_cue, end)
            && (right.after_comma && p.words.get(right.start).is_some_and(|w| w.quote != 0) || right.after_colon)
        {
            self.add_right(&mut made, &right, rest);
        } else if opens {
            return None;
        } else if np.end + 1 < end
            && p.kind(np.end) == Some(TokenKind::Comma)
            && comma_before
            && p.has_verb(np.end..end)
            && rest.is_empty()
            && !p.of(np.end + 1).ends_with("ing")
            && !p.has(np.end + 1, CONJUNCTION)
        {
            made.content.push(np.end + 1..content::trim_right(p, np.end + 1, end));
        }
        self.flow_on(&mut made);
        Some(made)
    }

    /// The content to the left of the subject that begins at `np`.
    fn left(&self, np: usize, right: Option<&Right>) -> Option<Range<usize>> {
        let p = self.p;
        let mut from = np;
        let start = self.range.start;
        // “…, as X said”
        if from > start && p.is(from - 1, "as") {
            from -= 1;
        }
        let quote = p.quote_ending(from).filter(|(quotation, range)| quotation.closed && p.count(range.clone()) > 0);
        if let Some((_, range)) = quote {
            let inner_end = p.kind(range.end.wrapping_sub(2));
            let joined = matches!(
                inner_end,
                Some(
                    TokenKind::Comma
                        | TokenKind::Stop
                        | TokenKind::Dash
                        | TokenKind::SingleQuote
                        | TokenKind::CloseQuote
                )
            );
            let goes_on = right.is_some_and(|r| !r.after_comma && !r.after_colon);
            if joined && (!goes_on || inner_end == Some(TokenKind::Comma) && range.start <= start + 1) {
                return self.left_from(from);
            }
            return (!goes_on).then(|| self.left_from(from)).flatten();
        }
        let mark = from.checked_sub(1).filter(|_| from > start).and_then(|before| p.kind(before));
        if !(mark == Some(TokenKind::Comma) || mark == Some(TokenKind::Dash) && right.is_none()) {
            return None;
        }
        if right
            .is_some_and(|r| !r.after_comma || r.after_colon || p.words[r.start].quote != 0 && !p.has_verb(start..from))
        {
            return None;
        }
        let left = self.left_from(from)?;
        // “The road, he said, was closed”: whatever stands before, when the words go on behind a comma.
        let parenthetical = right.is_some_and(|r| r.after_comma && p.words[r.start].quote == 0);
        (parenthetical
            || p.has_verb(left.clone())
            || left.clone().any(|ix| p.words[ix].quote != 0) && p.count(left.clone()) > 2
            || p.count(left.clone()) > 3 && !p.has(left.start, PREPOSITION | TIME))
        .then_some(left)
    }

    /// From the start of the sentence to before `from`.
    pub(super) fn left_from(&self, from: usize) -> Option<Range<usize>> {
        let p = self.p;
        let mut start = self.range.start;
        let stop = content::trim_right(p, start, from);
        while start < stop && p.words[start].quote == 0 && (p.words[start].is_mark() || p.words[start].has(CONJUNCTION))
        {
            start += 1;
        }
        (start < stop).then_some(start..stop)
    }

    fn elided(&self, cue: &Cue, earlier: &[Attribution]) -> Option<Vec<Range<usize>>> {
        let last = earlier
            .iter()
            .rev()
            .find(|a| !a.source.is_empty() && !a.nested && !a.noun && a.cue.iter().all(|c| c.start < cue.group.start));
        if let Some(last) = last {
            return Some(last.source.clone());
        }
        apposition::clause_subject(self.p, self.range.start, self.range.end)
            .filter(|np| np.end <= cue.group.start || np.start >= cue.group.end)
            .map(|np| vec![np])
    }

    pub(super) fn add_right(&self, made: &mut Attribution, right: &Right, rest: &[(Cue, usize)]) {
        let stop = content::right_end(self.p, right.start, self.range.end, rest);
        if stop > right.start {
            made.content.push(right.start..stop);
        } else if right.after_colon {
            made.open = true;
        }
    }

    /// “While he acknowledged C, Y noted” and “X, who said C, did”: the content ends with its clause.
    fn subordinate(&self, cue: &Cue, read: &Read) -> bool {
        let p = self.p;
        let before = read.lead;
        let opens = before == self.range.start && (p.has(before, SUBORDINATOR) || cue.signal == Signal::Participle)
            || cue.signal == Signal::Participle
                && before == self.range.start + 1
                && p.has(self.range.start, BEFORE_PARTICIPLE);
        let relative = matches!(read.subject, Subject::Relative { .. })
            && before > 0
            && p.kind(before - 1) == Some(TokenKind::Comma);
        opens || relative
    }

    pub(super) fn cut_at_comma(&self, made: &mut Attribution) {
        let Some(last) = made.content.last_mut() else { return };
        let comma = last.clone().find(|ix| {
            self.p.kind(*ix) == Some(TokenKind::Comma) && self.p.words[*ix].quote == 0
                || self.p.words[*ix].quote != 0
                    && self.p.quote_ending(*ix + 1).is_some()
                    && self.p.kind(ix.wrapping_sub(1)) == Some(TokenKind::Comma)
        });
        if let Some(comma) = comma.filter(|comma| *comma > last.start + 2) {
            last.end = if self.p.words[comma].quote != 0 { comma + 1 } else { comma };
        }
    }

    /// An unclosed quotation at the end of the paragraph goes on in the next one.
    pub(super) fn flow_on(&self, made: &mut Attribution) {
        let Some(last) = made.content.last() else { return };
        made.open |= last.end >= self.p.words.len()
            && self
                .p
                .quotes
                .last()
                .is_some_and(|(quotation, range)| !quotation.closed && range.end == self.p.words.len());
    }
}

/// Whether what stands right of the verb can be a content of this verb's class.
fn plausible(p: &Paragraph<'_>, cue: &Cue, right: &Right, end: usize) -> bool {
    let words = p.count(right.start..end);
    if words == 0 {
        return false;
    }
    let first = &p.words[right.start];
    let clause = first.quote != 0
        || first.has(CONTENT)
        || right.after_colon
        || first.has(PRONOUN) && !first.has(DETERMINER) && !first.has(OBJECT);
    if cue.form.clausal && !clause {
        return false;
    }
    if cue.signal == Signal::Infinitive {
        return cue.form.class == Class::Speech && !cue.form.clausal && clause;
    }
    // “who asked not to be named”, “declined to comment”: nothing is said.
    let unnamed = p.is(right.start, "to")
        && p.is(right.start + 1, "be")
        && matches!(p.of(right.start + 2), "named" | "identified" | "quoted");
    let silent = p.is(right.start, "to")
        && p.is(right.start + 1, "comment")
        && (p.of(cue.verb).starts_with("declin") || p.of(cue.verb).starts_with("refus"));
    if unnamed || silent {
        return false;
    }
    // “a group called Roads for All”, “people accused of”: the name of a thing, or a passive.
    let named = matches!(p.of(cue.verb), "called" | "named" | "labeled" | "dubbed")
        && (right.start..end)
            .take_while(|ix| !p.words[*ix].is_mark())
            .all(|ix| p.words[ix].is_name() || p.is(ix, "the"));
    let passive = matches!((p.of(cue.verb), p.of(cue.group.end)), ("accused", "of") | ("known", "as" | "for"));
    if named || passive {
        return false;
    }
    let modal = cue.group.clone().any(|ix| p.has(ix, MODAL));
    !(modal && cue.form.class != Class::Speech && !clause)
}
