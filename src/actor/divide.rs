//! Where one chunk holds several names: “Russian | Nikita Roe”, “Airbus | A350”.

use std::ops::Range;

use crate::text::Shape;

use super::data::classes::*;
use super::gazetteer::Phrase;
use super::guess::has_digit;
use super::link::Link;
use super::segment::Segmenter;
use super::unit::{BARE, SURE, Strength, Unit};
use super::{ActorKind, Form};

impl Segmenter<'_> {
    /// The names of a chunk without a title inside.
    pub(super) fn names(&mut self, words: Range<usize>) {
        let mut at = words.start;
        while at < words.end {
            let word = self.word(at);
            if word.is(HONORIFIC)
                && !(word.is(GIVEN) && word.shape == Shape::Mixed)
                && at + 1 < words.end
                && word.phrase.is_none()
            {
                let honorific = word.span;
                if !word.is(PLACE_START) {
                    let span = self.word(at + 1).span.join(self.word(words.end - 1).span);
                    let form = if words.end - at == 2 { Form::Surname } else { Form::Name };
                    let mut unit = self.unit(
                        at + 1..words.end,
                        ActorKind::Person,
                        SURE,
                        form,
                        "an honorific stands before the name",
                    );
                    unit.span = span;
                    unit.honorific = Some(honorific);
                    self.push(unit);
                    return;
                }
            }
            let last = self.word(words.end - 1);
            if word.is(GROUP)
                && word.phrase.is_none()
                && at + 1 < words.end
                && !last.is(ORG_HEAD | EVENT)
                && !self.word(at + 1).is(ORG_HEAD)
            {
                self.name(at..at + 1);
                at += 1;
                continue;
            }
            // “Drugmakers Pfizer”: a word that only begins the sentence.
            if word.initial
                && word.phrase.is_none()
                && !word.is(GIVEN)
                && self.scan.words.get(at + 1).is_some_and(|next| {
                    next.phrase.is_some_and(|(p, n)| at + 1 + n as usize == words.end && p.sense() == ORGANISATION)
                })
            {
                at += 1;
                continue;
            }
            let Some((phrase, n)) = word.phrase else {
                // The next phrase that is safe to cut at.
                let cut = (at + 1..words.end).find(|ix| self.cuts(*ix, &words)).unwrap_or(words.end);
                self.name(at..cut);
                at = cut;
                continue;
            };
            let end = (at + n as usize).min(words.end);
            if end == words.end && at == words.start || self.stands_alone(phrase, at, end, words.end) {
                self.entity(phrase, at..end);
                at = end;
                continue;
            }
            let cut = (end..words.end).find(|ix| self.cuts(*ix, &words)).unwrap_or(words.end);
            self.name(at..cut);
            at = cut;
        }
    }

    /// A line of capitals shows no names: only what the tables or the rest of the text know.
    pub(super) fn shouted(&mut self, words: Range<usize>) {
        let mut at = words.start;
        while at < words.end {
            let word = self.word(at);
            let n = word.phrase.map_or(1, |(_, n)| n as usize);
            let named = |ix: usize| ix < words.end && self.word(ix).link == Link::Tight && !self.word(ix).is(COMMON);
            let n = if n == 1 && word.is(GIVEN) && !word.is(COMMON) && named(at + 1) { 2 } else { n };
            let first = self.units.len();
            self.name(at..(at + n).min(words.end));
            if let Some(unit) =
                self.units.get_mut(first).filter(|unit| n == 1 && unit.entity.is_none() && unit.city == 0)
            {
                unit.kind = ActorKind::Unknown;
                unit.strength = BARE - 5;
            }
            at += n;
        }
    }

    /// In a heading the common words between the names have capital letters too: “Novak Says Talks Failed”.
    pub(super) fn heading(&mut self, words: Range<usize>) {
        const IN_NAMES: u64 = TITLE
            | TITLE_MODIFIER
            | HONORIFIC
            | GIVEN
            | GROUP
            | ORG_HEAD
            | ORG_START
            | ORG_FIRST
            | PLACE_HEAD
            | PLACE_START
            | DIRECTION
            | SURNAME
            | PORTFOLIO
            | EVENT;
        let mut at = words.start;
        let mut start = at;
        while at < words.end {
            let word = self.word(at);
            if let Some((_, n)) = word.phrase.filter(|(_, n)| *n > 1) {
                at += n as usize;
                continue;
            }
            // `Eric Beech`, `Homegate Hospitality Inc`
            let surname = at > start && self.word(at - 1).is(GIVEN) && !word.is(SPEECH);
            let legal = at + 1 < words.end
                && matches!(self.scan.key(at + 1), "inc" | "corp" | "ltd" | "co" | "group" | "holdings");
            let named = at > start && (surname || legal);
            if word.is(COMMON | FUNCTION) && !word.is(IN_NAMES) && word.phrase.is_none() && !named {
                if start < at {
                    self.split(start..at);
                }
                start = at + 1;
            }
            at += 1;
        }
        if start < words.end {
            self.split(start..words.end);
        }
    }

    /// Whether the phrase at `at..end` is a unit of its own before the rest of its chunk.
    pub(super) fn stands_alone(&self, phrase: Phrase, at: usize, end: usize, chunk: usize) -> bool {
        if end >= chunk {
            return true;
        }
        let rest = self.word(end);
        let last = self.word(self.tight(end, chunk) - 1);
        let single = end - at == 1;
        let person = rest.is(GIVEN) && chunk - end >= 2 && rest.phrase.is_none_or(|(p, _)| p.sense() == CITY);
        match phrase.sense() {
            DEMONYM => {
                if last.is(EVENT) && !last.is(SURNAME) && !last.is(TITLE) {
                    return false;
                }
                if last.is(ORG_HEAD) && !last.is(SURNAME) {
                    let state = [
                        "ministry",
                        "government",
                        "army",
                        "police",
                        "embassy",
                        "navy",
                        "forces",
                        "military",
                        "parliament",
                        "air",
                        "force",
                    ];
                    return chunk - end >= 2 && state.contains(&self.scan.key(chunk - 1)) && !person;
                }
                // `French Alps`, `American Chamber of Commerce`
                let region = rest.phrase.is_some_and(|(p, n)| p.sense() == REGION && end + n as usize == chunk);
                let body = (end + 1..chunk).any(|ix| self.word(ix).link.is_of() && self.word(ix - 1).is(ORG_START));
                if region || body && !person {
                    return false;
                }
                let place = last.is(PLACE_HEAD) && !last.is(SURNAME);
                chunk - end > 1 || !place && !last.is(ORG_HEAD)
            }
            COUNTRY | CAPITAL | CITY | REGION | METONYM => {
                if last.is(ORG_HEAD | EVENT | PLACE_HEAD) && !(last.is(SURNAME) && person) {
                    return false;
                }
                if single
                    && self.word(at).is(GIVEN)
                    && !rest.is(COMMON)
                    && rest.phrase.is_none()
                    && phrase.sense() != COUNTRY
                {
                    return false;
                }
                person
                    || rest.is(GROUP)
                    || rest.is_initial() && chunk - end >= 2
                    // “U.S. Stocks”, “Iraq Says”: a state before a word of a heading. Elsewhere a capital letter says
                    // that the word belongs to the name: `Boston Globe`, `Canada Post`.
                    || rest.is(COMMON) && rest.phrase.is_none() && (rest.initial || self.word(at).shape == Shape::Upper)
            }
            ORGANISATION => person || rest.is(COMMON) && !last.is(ORG_HEAD) || has_digit(rest.span.of(self.text)),
            _ => false,
        }
    }

    /// Whether a phrase begins at `ix` that starts a unit of its own inside a chunk.
    pub(super) fn cuts(&self, ix: usize, words: &Range<usize>) -> bool {
        let word = self.word(ix);
        let last = self.word(words.end - 1);
        if word.is(GROUP) && word.phrase.is_none() {
            return ix > words.start
                && !last.is(ORG_HEAD | EVENT)
                && !(ix + 1 < words.end && self.word(ix + 1).is(ORG_HEAD));
        }
        let Some((phrase, n)) = word.phrase else { return false };
        if word.link.is_of() || word.link == Link::Particle {
            return false;
        }
        match phrase.sense() {
            DEMONYM => ix > words.start && !(last.is(ORG_HEAD | EVENT)) && !self.word(words.start).is(GIVEN),
            // `U.S. Treasury Department`, `California Democratic Party` are one body.
            ORGANISATION
                if self.word(words.start).phrase.is_some_and(|(p, _)| matches!(p.sense(), COUNTRY | REGION)) =>
            {
                false
            }
            ORGANISATION => n > 1 || word.shape == Shape::Upper || self.word(ix - 1).is(ORG_HEAD),
            COUNTRY => word.shape == Shape::Upper && n == 1 && !last.is(ORG_HEAD | EVENT),
            _ => false,
        }
    }

    pub(super) fn unit(
        &self,
        words: Range<usize>,
        kind: ActorKind,
        strength: Strength,
        form: Form,
        reason: &'static str,
    ) -> Unit {
        let span = self.word(words.start).span.join(self.word(words.end - 1).span);
        let (role, of, former) = (None, None, false);
        Unit {
            span,
            words,
            kind,
            strength,
            form,
            entity: None,
            city: 0,
            located: false,
            role,
            of,
            former,
            honorific: None,
            reason,
        }
    }

    pub(super) fn push(&mut self, mut unit: Unit) {
        // A plural title spreads over “Joe Biden and Vladimir Putin”.
        if unit.kind == ActorKind::Person && self.title.plural && unit.role.is_none() {
            unit.role = self.title.span;
            unit.of = self.title.of;
            unit.former = self.title.former;
        }
        self.units.push(unit);
    }
}
