//! What a name is, by the tables or by its own words.

use std::ops::Range;

use crate::text::Shape;

use super::data::classes::*;
use super::gazetteer::Phrase;
use super::link::Link;
use super::names::without_domain;
use super::segment::Segmenter;
use super::unit::{BARE, FAIR, SURE, Unit, WEAK};
use super::{ActorKind, Form};

impl Segmenter<'_> {
    /// A phrase of the tables as a unit.
    pub(super) fn entity(&mut self, phrase: Phrase, words: Range<usize>) {
        let first = self.word(words.start);
        let shape = first.shape;
        let mut strength = SURE;
        // `Apple`, `Shell`, `Nice`: a common word at the start of a sentence says little.
        if words.len() == 1 && first.is(COMMON) && first.initial && !matches!(phrase.sense(), COUNTRY | DEMONYM) {
            strength = BARE;
        }
        let upper = shape == Shape::Upper && words.len() == 1 && first.span.len() <= 6 && !first.shouted;
        let form = if upper { Form::Acronym } else { Form::Name };
        let (kind, form, entity, reason) = match phrase.sense() {
            DEMONYM => (ActorKind::Place, Form::Demonym, phrase.entity(), "a people or its adjective"),
            CAPITAL => (ActorKind::Place, Form::Name, phrase.entity(), "a capital"),
            METONYM => {
                (ActorKind::Organisation, Form::Metonym, phrase.entity(), "a seat of government stands for the state")
            }
            ORGANISATION => (ActorKind::Organisation, form, phrase.entity(), "a known organisation"),
            REGION => (phrase.entity().map_or(ActorKind::Place, |e| e.kind), form, phrase.entity(), "a known region"),
            CITY => (ActorKind::Place, Form::Name, None, "a known city"),
            _ => (ActorKind::Place, form, phrase.entity(), "a known state"),
        };
        let mut unit = self.unit(words, kind, strength, form, reason);
        if phrase.sense() == CAPITAL || phrase.sense() == CITY {
            unit.city = if phrase.sense() == CAPITAL { 4 } else { phrase.size() as u8 };
            if unit.city == 1 || phrase.sense() == CITY && first.is(COMMON | GIVEN) {
                unit.strength = unit.strength.min(WEAK);
            }
        }
        unit.entity = entity;
        self.push(unit);
    }

    /// A stretch that no table knows as a whole.
    pub(super) fn name(&mut self, words: Range<usize>) {
        let phrase = self.word(words.start).phrase;
        if let Some((phrase, _)) = phrase.filter(|(_, n)| *n as usize >= words.len()) {
            self.entity(phrase, words);
        } else if let Some(unit) = self.guess(words) {
            self.push(unit);
        }
    }

    pub(super) fn guess(&self, words: Range<usize>) -> Option<Unit> {
        use ActorKind::{Group, Organisation, Person, Place, Unknown};
        let (start, end) = (words.start, words.end);
        let mut words = words;
        while words.len() > 1 && self.word(words.end - 1).is(NEVER) {
            words.end -= 1;
        }
        let (first, last) = (self.word(start), self.word(words.end - 1));
        let n = words.len();
        let any = |classes: u64| words.clone().any(|ix| self.word(ix).is(classes));
        let all = |classes: u64| words.clone().all(|ix| self.word(ix).is(classes));
        let of = words.clone().any(|ix| ix > start && self.word(ix).link.is_of());
        let particle = words.clone().any(|ix| ix > start && self.word(ix).link == Link::Particle);
        if n == 1 {
            return self.single(start);
        }
        let person = |strength, reason| Some(self.unit(words.clone(), Person, strength, Form::Name, reason));
        let organisation =
            |strength, reason| Some(self.unit(words.clone(), Organisation, strength, Form::Name, reason));
        let place = |strength, reason| Some(self.unit(words.clone(), Place, strength, Form::Name, reason));
        // A suffix behind a person's name.
        if last.is(SUFFIX) && (n > 2 || n == 2 && first.is(GIVEN)) && last.shape != Shape::Lower {
            return person(SURE, "a suffix stands behind the name");
        }
        let plain = |ix: usize| self.word(ix).is(COMMON) && !self.word(ix).is(GIVEN);
        let last_phrase = (start + 1..words.end).find_map(|ix| {
            self.word(ix).phrase.filter(|(_, n)| ix + *n as usize == words.end).map(|(phrase, _)| phrase)
        });
        if let (Some((first, _)), Some(last)) = (first.phrase, last_phrase)
            && first.sense() == DEMONYM
            && last.sense() == REGION
        {
            return place(FAIR, "a region and whose it is");
        }
        if last.is(ORG_HEAD) && !(last.is(SURNAME) && first.is(GIVEN) && n == 2) {
            return organisation(SURE - 5, "its last word names a kind of organisation");
        }
        if of {
            let at = (start + 1..end).find(|ix| self.word(*ix).link.is_of()).unwrap_or(start + 1);
            let head = self.word(at - 1);
            if head.is(ORG_START | ORG_HEAD) {
                return organisation(SURE - 5, "its head word names a kind of organisation");
            }
            if head.is(PLACE_START | PLACE_HEAD) {
                return place(FAIR, "its head word names a kind of place");
            }
        }
        let named = first.is(GIVEN) && first.phrase.is_none() && n == 2 && !first.initial;
        if last.is(EVENT) && !(last.is(SURNAME) && first.is(GIVEN)) && !named {
            return None;
        }
        if last.is(PLACE_HEAD) && !(last.is(SURNAME) && first.is(GIVEN) && n == 2) {
            return place(FAIR + 5, "its last word names a kind of place");
        }
        if first.is(PLACE_START) && !first.is(GIVEN) && !(first.is(TITLE) && n > 2) {
            return place(FAIR, "its first word names a kind of place");
        }
        if first.is(DIRECTION) {
            return place(if any(PHRASE) { FAIR } else { WEAK }, "a point of the compass before a name");
        }
        let initials = (start..words.end - 1).any(|ix| self.word(ix).is_initial());
        // `Yara ASA`, `Nielsen Sports`
        let legal = last.shape == Shape::Upper && first.shape != Shape::Upper && !last.is_initial() && !last.is(SUFFIX);
        let plural = plain(words.end - 1) && !last.is(SURNAME) && self.scan.key(words.end - 1).ends_with('s');
        if n <= 3 && (legal || plural) && !first.is(COMMON | GIVEN) && !initials {
            return organisation(FAIR - 10, "the last word is no surname");
        }
        if first.is(ORG_FIRST) && !first.is(GIVEN) && !(first.is(COMMON) && first.initial) {
            return organisation(FAIR, "its first word names a kind of organisation");
        }
        if first.is(GIVEN) && n <= 5 && !(first.is(COMMON) && all(COMMON) && first.initial) {
            return person(FAIR + 10, "a given name stands first");
        }
        if initials && n <= 5 && !last.is(COMMON) {
            return person(FAIR + 5, "initials and a name");
        }
        if particle && last_phrase.is_some_and(|phrase| phrase.sense() == COUNTRY) {
            return organisation(FAIR, "a state stands at its end");
        }
        if particle && n <= 5 && !any(ORG_HEAD | ORG_START) && first.phrase.is_none() {
            return person(FAIR, "a name with a particle");
        }
        if let Some((phrase, len)) = first.phrase
            && matches!(phrase.sense(), COUNTRY | CAPITAL | CITY | REGION)
            && n > len as usize
        {
            if n == len as usize + 1 && last.is(DIRECTION) {
                return place(FAIR - 5, "a place and a point of the compass");
            }
            return organisation(FAIR - 5, "a place and a name: a team or company");
        }
        if first.phrase.is_some_and(|(phrase, _)| phrase.sense() == ORGANISATION) {
            return organisation(FAIR, "begins with a known organisation");
        }
        if any(GROUP) && all(COMMON | GROUP) {
            return Some(self.unit(words.clone(), Group, WEAK, Form::Name, "a group"));
        }
        if all(COMMON) {
            let strength = if first.initial { BARE - 5 } else { WEAK - 10 };
            return organisation(strength, "capitalised common words");
        }
        if n > 1 && (start + 1..words.end).any(|ix| self.word(ix).is(GIVEN)) && !words.clone().any(plain) && n <= 4 {
            return person(FAIR - 10, "holds a given name");
        }
        if n <= 4 && !words.clone().any(plain) {
            return person(WEAK + 10, "two names together");
        }
        if n <= 3 && first.is(COMMON) && !last.is(COMMON) {
            return person(WEAK, "two names together");
        }
        if n > 1 {
            return organisation(WEAK, "a name that no rule knows");
        }
        Some(self.unit(words.clone(), Unknown, BARE, Form::Name, "a capital letter"))
    }

    pub(super) fn single(&self, ix: usize) -> Option<Unit> {
        use ActorKind::{Group, Organisation, Person, Unknown};
        let word = self.word(ix);
        let text = word.span.of(self.text);
        let one = ix..ix + 1;
        if word.is(GROUP) {
            return Some(self.unit(
                one,
                Group,
                if word.initial { WEAK } else { SURE },
                Form::Demonym,
                "a people, faith or party",
            ));
        }
        if text.chars().count() < 2 || word.is(FUNCTION | NEVER | EVENT) || has_digit(text) {
            return None;
        }
        if word.is(TITLE | HONORIFIC | TITLE_MODIFIER) && word.is(COMMON) {
            return Some(self.unit(one, Unknown, 5, Form::Name, "a capital letter"));
        }
        if word.shape == Shape::Upper && !word.shouted {
            let strength = if word.is(COMMON) { BARE } else { FAIR - 5 };
            return Some(self.unit(one, Organisation, strength, Form::Acronym, "capital letters: an acronym"));
        }
        // `KOs`, `DJs`: the plural of an acronym is no name.
        if word.shape == Shape::Mixed
            && text.strip_suffix('s').is_some_and(|stem| stem.bytes().all(|b| b.is_ascii_uppercase()))
        {
            return None;
        }
        if word.shape == Shape::Mixed && without_domain(text) != text {
            return Some(self.unit(one, Organisation, FAIR - 15, Form::Name, "a name written as its address"));
        }
        if word.shape == Shape::Mixed
            && !text.contains('-')
            && text.chars().next().is_some_and(char::is_uppercase)
            && !is_mac(text)
        {
            return Some(self.unit(one, Organisation, FAIR - 15, Form::Name, "a name written with inner capitals"));
        }
        if word.is(COMMON) {
            let strength = if word.initial {
                5
            } else if word.is(GIVEN) {
                BARE
            } else {
                10
            };
            return Some(self.unit(one, Unknown, strength, Form::Name, "a capital letter"));
        }
        if word.is(GIVEN) {
            return Some(self.unit(one, Person, WEAK, Form::Surname, "a given name"));
        }
        if ["Mc", "O'", "O’", "D'", "D’"].iter().any(|start| text.starts_with(start)) {
            return Some(self.unit(one, Person, WEAK, Form::Surname, "a surname by its first letters"));
        }
        Some(self.unit(one, Unknown, BARE + 10, Form::Surname, "a capital letter"))
    }
}

pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

fn is_mac(text: &str) -> bool {
    ["Mc", "Mac", "O'", "O’", "De", "Di", "La", "Le", "Van", "Fitz", "D'", "D’"]
        .iter()
        .any(|start| text.starts_with(start))
}
