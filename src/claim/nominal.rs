//! Attributions whose cue is no verb with its subject before it: “according to”, “his claim that”, and
//! passives with “by”.

use super::attribution::{Attribution, Sentence};
use super::content;
use super::lexicon::{CONJUNCTION, SUBORDINATOR};
use super::signal::Cue;
use super::source::{self, Subject};
use crate::text::TokenKind;

impl Sentence<'_, '_> {
    /// According to X, C · C, according to X.
    pub(super) fn according(&self, cue: &Cue, rest: &[(Cue, usize)]) -> Option<Attribution> {
        let p = self.p;
        let end = self.range.end;
        // “(…, according to filings)”: what the brackets hold is told.
        let open = (self.range.start..cue.group.start)
            .rev()
            .find(|ix| matches!(p.kind(*ix), Some(TokenKind::Open | TokenKind::Close)) && p.words[*ix].quote == 0);
        let start = open.filter(|ix| p.kind(*ix) == Some(TokenKind::Open)).map_or(self.range.start, |ix| ix + 1);
        // “…, because, according to Brook, the road …”
        let inserted = cue.group.start >= start + 2
            && p.kind(cue.group.start - 1) == Some(TokenKind::Comma)
            && p.has(cue.group.start - 2, CONJUNCTION | SUBORDINATOR);
        let mut np = source::phrase_right(p, cue.group.end, end)?;
        let opens = inserted
            || cue.group.start == start
            || p.words[cue.group.start - 1].is_mark() && !p.has_verb(start..cue.group.start)
            || p.has(start, SUBORDINATOR);
        if opens && let Some(comma) = np.clone().find(|ix| p.kind(*ix) == Some(TokenKind::Comma)) {
            // “According to Brook, the road …”: an apposition is not told from a clause here.
            np.end = comma;
        }
        let mut made = Attribution { source: vec![np.clone()], cue: vec![cue.group.clone()], ..Attribution::default() };
        let mut from = cue.group.start;
        while from > start && (p.is_adverb(from - 1) || p.words[from - 1].has(CONJUNCTION)) {
            from -= 1;
        }
        if open.is_some_and(|open| open + 1 == start) && start > self.range.start {
            let stop = content::trim_right(p, start, from);
            if stop > start {
                made.content.push(start..stop);
            }
        } else if from > start + 1 && !inserted {
            made.content.push(self.left_from(from).or_else(|| {
                let stop = content::trim_right(p, start, from);
                (stop > start).then_some(start..stop)
            })?);
        }
        // “…, according to X, …”
        let comma = p.kind(np.end) == Some(TokenKind::Comma);
        if np.end + 1 < end && (comma || made.content.is_empty()) {
            let begin = if comma { np.end + 1 } else { np.end };
            let stop = content::right_end(p, begin, end, rest);
            let unfinished = made.content.first().is_some_and(|left| !p.has_verb(left.clone()));
            if (made.content.is_empty() || unfinished) && stop > begin {
                made.content.push(begin..stop);
            }
        }
        self.flow_on(&mut made);
        (!made.content.is_empty()).then_some(made)
    }

    /// his claim that …
    pub(super) fn noun(&self, cue: &Cue, rest: &[(Cue, usize)]) -> Option<Attribution> {
        let p = self.p;
        let begin = cue.group.end;
        let mut made = Attribution { cue: vec![cue.group.clone()], noun: true, ..Attribution::default() };
        let owner = (self.range.start..cue.verb)
            .rev()
            .take(3)
            .find(|ix| p.has(*ix, super::lexicon::POSSESSIVE) || p.kind(*ix) == Some(TokenKind::Possessive));
        if let Some(owner) = owner {
            if p.kind(owner) == Some(TokenKind::Possessive) {
                made.source.push(source::phrase_left(p, owner, self.range.start)?);
            } else {
                made.source.push(owner..owner + 1);
            }
        }
        let mut stop = content::right_end(p, begin, self.range.end, rest);
        let comma = |ix: &usize| {
            let quoted = p.words[*ix].quote != 0;
            p.kind(*ix) == Some(TokenKind::Comma) && (!quoted || p.quote_ending(*ix + 2).is_some())
        };
        if let Some(comma) = (begin..stop).find(comma) {
            stop = comma + usize::from(p.words[comma].quote != 0) * 2;
        }
        made.content.push(begin..stop);
        (stop > begin + 1 && !made.source.is_empty()).then_some(made)
    }

    /// was described as … by X; was asked whether …
    pub(super) fn passive(&self, cue: &Cue, rest: &[(Cue, usize)]) -> Option<Attribution> {
        let p = self.p;
        let end = self.range.end;
        let mut made = Attribution { cue: vec![cue.group.clone()], ..Attribution::default() };
        if p.is(cue.verb, "asked") {
            let right = content::right(p, cue, end)?;
            self.add_right(&mut made, &right, rest);
            self.cut_at_comma(&mut made);
            return (!made.content.is_empty()).then_some(made);
        }
        let by =
            (cue.group.end..(cue.group.end + 14).min(end)).find(|ix| p.is(*ix, "by") && p.words[*ix].quote == 0)?;
        made.source.push(source::phrase_right(p, by + 1, end)?);
        if by > cue.group.end + 1 {
            made.content.push(cue.group.end..by);
        } else if let Subject::Phrase(np) = source::subject(p, cue.group.start, self.range.start) {
            made.content.push(np);
        }
        (!made.content.is_empty()).then_some(made)
    }
}
