//! Titles inside a chunk: affiliation, role, person.

use std::ops::Range;

use crate::text::Span;

use super::data::classes::*;
use super::segment::{Segmenter, Title};
use super::unit::{FAIR, SURE, Unit};
use super::{ActorKind, Form};

impl Segmenter<'_> {
    /// Cuts a chunk at an interior title: affiliation, role, person.
    pub(super) fn split(&mut self, chunk: Range<usize>) {
        let Some(title) = self.interior_title(&chunk) else {
            self.names(chunk);
            return;
        };
        let first = self.units.len();
        let mut from = title.start;
        // The words before the title that belong to it: modifiers and common words outside a phrase.
        while from > chunk.start {
            let word = self.word(from - 1);
            let inside = (chunk.start..from).any(|ix| self.covered(ix) >= from && self.word(ix).phrase.is_some());
            let head = word.is(ORG_HEAD | PLACE_HEAD) && !word.is(TITLE_MODIFIER);
            if inside
                || head
                || word.is_initial()
                || !(word.is(TITLE_MODIFIER | PORTFOLIO) || word.is(COMMON) && !word.is(GIVEN))
            {
                break;
            }
            from -= 1;
        }
        let mut span = self.word(from).span.join(self.word(title.end - 1).span);
        // A sentence may begin with the title; its first word was then taken for a common one.
        if from == chunk.start
            && let Some(before) = from.checked_sub(1).and_then(|ix| self.scan.words.get(ix))
            && before.is(TITLE_MODIFIER)
            && self.is_next_to(before.span, span)
        {
            span = before.span.join(span);
        }
        if chunk.start < from {
            self.names(chunk.start..from);
            if let Some(unit) = self.units.last().filter(|_| self.units.len() > first)
                && unit.entity.is_some()
                && self.is_next_to(unit.span, span)
            {
                span = unit.span.join(span);
            }
            // Who has a chief executive or a spokesman is an organisation, whatever its name looks like.
            if let Some(unit) = self.units.get_mut(first..).and_then(|units| units.last_mut())
                && unit.entity.is_none()
                && unit.city == 0
                && unit.strength < SURE - 5
                && unit.form != Form::Demonym
                && !(unit.kind == ActorKind::Place && unit.strength >= FAIR)
            {
                let local =
                    matches!(self.scan.key(title.end - 1), "mayor" | "governor" | "sheriff" | "bishop" | "archbishop");
                let kind = if local { ActorKind::Place } else { ActorKind::Organisation };
                (unit.kind, unit.strength, unit.reason) = (kind, FAIR, "a title follows the name");
                unit.form = Form::Name;
            }
        } else if let Some(before) = self.units.last()
            && before.entity.is_some()
            && self.is_next_to(before.span, span)
        {
            span = before.span.join(span);
        }
        // Whose office it is stands in the title, or right before it: “Norway’s Foreign Minister”, not the person with
        // whom the sentence before ended.
        let of = self.units.len().checked_sub(1).filter(|ix| {
            self.units.get(*ix).is_some_and(|unit| {
                let gap = self.text.get(unit.span.end()..span.start()).unwrap_or_default();
                unit.kind != ActorKind::Person && (*ix >= first || matches!(gap, "" | " " | "'s " | "’s "))
            })
        });
        let (former, plural) = (self.is_former(&span), self.word(title.end - 1).is(PLURAL));
        self.title = Title { span: Some(span), of, plural, former };
        let people = title.end..chunk.end;
        self.people(people);
    }

    /// Nothing but a space, or a possessive mark and a space, stands between the two.
    pub(super) fn is_next_to(&self, left: Span, right: Span) -> bool {
        right.start().checked_sub(left.end()).is_some_and(|gap| gap <= 1)
    }

    pub(super) fn is_former(&self, span: &Span) -> bool {
        let words = span.of(self.text);
        let starts = ["Former", "former", "Ex-", "ex-", "Late", "late", "then-", "Then-"];
        starts.iter().any(|start| words.starts_with(start))
            || self.text.get(..span.start()).is_some_and(|before| {
                ["former ", "Former ", "ex-", "Ex-", "late ", "then-", "one-time "]
                    .iter()
                    .any(|end| before.ends_with(end))
            })
    }

    /// The title inside a chunk that has a name behind it; `None` when it is the end of a name itself.
    pub(super) fn interior_title(&self, chunk: &Range<usize>) -> Option<Range<usize>> {
        let mut ix = chunk.start;
        let mut found: Option<Range<usize>> = None;
        while ix < chunk.end {
            let word = self.word(ix);
            let covered = self.covered(ix);
            if covered > ix + 1 {
                // `Attorney General` is no phrase of the tables; `General Motors` is.
                ix = covered;
                continue;
            }
            let follows = found.as_ref().is_none_or(|title| title.end == ix);
            if !follows {
                break;
            }
            if word.is(TITLE) && !(found.is_none() && ix > chunk.start && self.is_given_name(chunk.start, ix)) {
                let start = found.as_ref().map_or(ix, |title| title.start);
                let mut end = ix + 1;
                // `of State`, `for Foreign Affairs`
                while end < chunk.end && (self.word(end).link.is_of() || end > ix + 1) && self.word(end).is(PORTFOLIO) {
                    end += 1;
                }
                found = Some(start..end);
                ix = end;
                continue;
            }
            if let Some(title) = &found {
                // `Chief Fire Officer`, `Chief Medical Officer`
                let officer =
                    self.scan.key(title.end - 1) == "chief" && ix + 1 < chunk.end && self.scan.key(ix + 1) == "officer";
                if officer {
                    found = Some(title.start..ix + 2);
                    ix += 2;
                    continue;
                }
                // `Vice Admiral`, `Deputy Chief Minister`: a modifier goes on only when a title follows.
                let goes_on = word.is(TITLE_MODIFIER)
                    && self.scan.words.get(ix + 1).is_some_and(|w| ix + 1 < chunk.end && w.is(TITLE));
                if !goes_on {
                    break;
                }
                found = found.map(|title| title.start..ix + 1);
            }
            ix += 1;
        }
        let title = found?;
        if title.end >= chunk.end {
            // `Union of Zand Bankers` is a body, `Bank of Zand Governor` a role.
            let body =
                (chunk.start..title.start).any(|ix| self.word(ix).is(ORG_START) && self.word(ix + 1).link.is_of());
            if body && self.word(title.end - 1).is(PLURAL) {
                return None;
            }
            // Nothing behind: `Stephen King` is a name, `Russian Foreign Minister` a role.
            return (!self.is_given_name(chunk.start, chunk.end)).then_some(title);
        }
        let last = self.word(chunk.end - 1);
        let body = last.is(ORG_HEAD | PLACE_HEAD | EVENT) && !last.is(SURNAME) && !self.word(title.end).is(GIVEN);
        (!body).then_some(title)
    }

    /// `Stephen King`, `Billie Jean King`: a given name before.
    pub(super) fn is_given_name(&self, start: usize, end: usize) -> bool {
        end - start >= 2
            && self.word(start).is(GIVEN)
            && !self.word(start).is(TITLE | TITLE_MODIFIER)
            && self.word(start).phrase.is_none_or(|(phrase, n)| n == 1 && phrase.sense() == CITY)
            && (!self.word(end - 1).is(ORG_HEAD | PLACE_HEAD) || self.word(end - 1).is(SURNAME))
            && (start + 1..end - 1).all(|ix| self.word(ix).is(GIVEN) || self.word(ix).is_initial())
    }

    /// The names behind a title.
    pub(super) fn people(&mut self, words: Range<usize>) {
        let Some(title) = self.title.span else { return };
        let mut at = words.start;
        while at < words.end && self.word(at).is(HONORIFIC) && !self.word(at).is(GIVEN) {
            at += 1;
        }
        if at >= words.end {
            return;
        }
        // “President of France Emmanuel Macron”, “Prime Minister Britain's …”: a state is no person.
        if let Some((phrase, n)) = self.word(at).phrase
            && matches!(phrase.sense(), COUNTRY | DEMONYM | ORGANISATION | REGION | METONYM)
            && !(self.word(at).is(GIVEN) && n == 1 && at + 1 < words.end)
        {
            self.names(at..words.end);
            return;
        }
        let span = self.word(at).span.join(self.word(words.end - 1).span);
        let form = if words.end - at == 1 { Form::Surname } else { Form::Name };
        self.units.push(Unit {
            span,
            words: at..words.end,
            kind: ActorKind::Person,
            strength: SURE,
            form,
            entity: None,
            city: 0,
            located: false,
            role: Some(title),
            of: self.title.of,
            former: self.title.former,
            honorific: None,
            reason: "a title stands before the name",
        });
    }
}
