//! Who a source is: the actor a noun phrase names, or the earlier speaker a pronoun stands for.

use std::ops::Range;

use super::lexicon::{
    CONJUNCTION, DETERMINER, FEMININE, MASCULINE, OBJECT, PLURAL, POSSESSIVE, PREPOSITION, PRONOUN, RELATIVE,
};
use super::reader::Paragraph;
use crate::actor::{ActorIx, ActorKind, Actors, Form, Gender, Mention};
use crate::text::{Span, TokenKind};

/// How many paragraphs a pronoun may reach back to a speaker.
const REACH: u32 = 3;

/// The speakers of a text so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Speakers {
    /// Latest last, with the paragraph in which they spoke.
    recent: Vec<(ActorIx, u32)>,
}

/// Nouns that stand for the state or organisation named before them: “the US side”.
const STANDING_FOR: &[&str] =
    &["side", "government", "administration", "alliance", "authorities", "leadership", "military"];

impl Speakers {
    /// Notes that `actor` spoke in paragraph `number`. Speakers inside what others say are not noted.
    pub(super) fn note(&mut self, actor: ActorIx, number: u32) {
        if self.recent.last().is_none_or(|last| *last != (actor, number)) {
            self.recent.push((actor, number));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.recent.len()
    }

    /// Forgets all but the first `len` speakers.
    pub(super) fn truncate(&mut self, len: usize) {
        self.recent.truncate(len);
    }

    /// The actor of a source in paragraph `number`; `outer` is the speaker in whose content it stands.
    pub(super) fn resolve(
        &self,
        p: &Paragraph<'_>,
        actors: &Actors,
        source: &[Range<usize>],
        number: u32,
        outer: Option<ActorIx>,
    ) -> Option<ActorIx> {
        let first = source.first()?;
        let word = p.words.get(first.start)?;
        let alone = first.len() == 1;
        if alone && word.has(RELATIVE) {
            return None;
        }
        if alone && (word.has(PRONOUN) && !word.has(DETERMINER) || word.has(POSSESSIVE)) {
            return self.pronoun(p, actors, first.start, number, outer);
        }
        named(p, actors, first.clone())
    }

    /// The latest speaker that agrees with the pronoun; else the only person of that gender named in the
    /// paragraph before it.
    fn pronoun(
        &self,
        p: &Paragraph<'_>,
        actors: &Actors,
        ix: usize,
        number: u32,
        outer: Option<ActorIx>,
    ) -> Option<ActorIx> {
        let kind = Pronoun::read(p, ix)?;
        let agrees = |actor: &ActorIx| actors.get(*actor).is_some_and(|a| kind.agrees(a.kind, a.gender));
        if let Some(outer) = outer.filter(agrees) {
            return Some(outer);
        }
        let near = self.recent.iter().rev().filter(|(_, spoke)| spoke + REACH >= number);
        let recent = near.map(|(actor, _)| *actor).find(agrees);
        // Somebody who is the subject of this very sentence comes before a speaker of the last one.
        let sentence = p.sentences.get(p.sentence_of(ix))?;
        let start = p.words.get(sentence.start)?.span.start();
        let before = Span::new(start, p.words.get(ix)?.span.start());
        let here = only(actors, actors.within(before).iter().filter(|m| outside_quotes(p, m)), &agrees);
        if here.is_some() && recent.is_none_or(|recent| !mentioned(actors, p, recent, before)) && kind != Pronoun::It {
            return here;
        }
        recent.or(here).or_else(|| {
            let paragraph = Span::new(p.words.first()?.span.start(), before.end());
            (kind != Pronoun::It)
                .then(|| only(actors, actors.within(paragraph).iter().filter(|m| outside_quotes(p, m)), &agrees))
                .flatten()
        })
    }
}

fn mentioned(actors: &Actors, p: &Paragraph<'_>, actor: ActorIx, within: Span) -> bool {
    actors.within(within).iter().any(|m| m.actor == actor && outside_quotes(p, m))
}

fn outside_quotes(p: &Paragraph<'_>, mention: &Mention) -> bool {
    !p.quotes.iter().any(|(quotation, _)| quotation.span.covers(mention.span))
}

/// The one actor of `mentions` that agrees, when there is no second.
fn only<'m>(
    actors: &Actors,
    mentions: impl Iterator<Item = &'m Mention>,
    agrees: &impl Fn(&ActorIx) -> bool,
) -> Option<ActorIx> {
    let mut found = None;
    for mention in mentions.filter(|m| agrees(&m.actor) && m.form != Form::Demonym) {
        if actors.get(mention.actor).is_some_and(|a| a.anonymous) {
            continue;
        }
        match found {
            Some(other) if other != mention.actor => return None,
            _ => found = Some(mention.actor),
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pronoun {
    He,
    She,
    It,
    They,
}

impl Pronoun {
    fn read(p: &Paragraph<'_>, ix: usize) -> Option<Self> {
        let word = p.words.get(ix)?;
        if word.has(MASCULINE) || p.is(ix, "his") {
            Some(Self::He)
        } else if word.has(FEMININE) || p.is(ix, "her") {
            Some(Self::She)
        } else if p.is(ix, "it") || p.is(ix, "its") {
            Some(Self::It)
        } else if word.has(PLURAL) && !word.has(OBJECT) && p.is(ix, "they") || p.is(ix, "their") {
            Some(Self::They)
        } else {
            None
        }
    }

    fn agrees(self, kind: ActorKind, gender: Gender) -> bool {
        match self {
            Self::He => matches!(kind, ActorKind::Person) && gender != Gender::Female,
            Self::She => matches!(kind, ActorKind::Person) && gender != Gender::Male,
            Self::It => matches!(kind, ActorKind::Organisation | ActorKind::Place),
            Self::They => matches!(kind, ActorKind::Group | ActorKind::Organisation),
        }
    }
}

/// The actor that the head of a noun phrase names. “A spokesman for Brook” is not Brook, and two
/// speakers are nobody.
pub(super) fn named(p: &Paragraph<'_>, actors: &Actors, phrase: Range<usize>) -> Option<ActorIx> {
    let span = p.span(phrase.clone());
    let mentions = actors.within(span);
    let head = head(p, &phrase)?;
    let word = p.words.get(head)?.span;
    let whole = |m: &&Mention| {
        m.role.map_or(m.span, |role| if role.end() <= m.span.start() { role.join(m.span) } else { m.span })
    };
    let pair = (phrase.start..phrase.end).take_while(|ix| !p.words[*ix].is_mark()).find(|ix| p.has(*ix, CONJUNCTION));
    if let Some(pair) = pair
        && !mentions.iter().any(|m| whole(&m).covers(p.words[pair].span))
    {
        return None;
    }
    if let Some(found) = mentions.iter().filter(|m| whole(m).covers(word)).max_by_key(|m| m.span.len()) {
        // “the Swede replied”: one person, not the country.
        return (!is_one_of_a_people(p, found, &phrase, head)).then_some(found.actor);
    }
    if let Some(found) = actors.ending_at(word.end()).filter(|m| m.span.covers(word)) {
        return Some(found.actor);
    }
    // the company’s chief executive, Ana Brook, …: the name stands behind its role.
    if let Some(found) = named_behind(p, actors, &phrase, head) {
        return Some(found);
    }
    // the US side, the Biden administration
    let before = mentions.iter().rev().find(|m| m.span.end() <= word.start())?;
    let adjoins = p.text.get(before.span.end()..word.start()).is_some_and(|gap| matches!(gap.trim(), "" | "’s" | "'s"));
    let stands = STANDING_FOR.contains(&p.of(head))
        && matches!(before.kind, ActorKind::Place | ActorKind::Organisation | ActorKind::Group);
    if adjoins && stands {
        return Some(before.actor);
    }
    // Secretary of State Ana Brook: the title holds a preposition, the name ends the phrase.
    let last = mentions.iter().rev().find(|m| m.kind == ActorKind::Person && m.form != Form::Demonym)?;
    let titled = head + 2 < phrase.end && p.is(head + 1, "of") && p.words[head].is_name();
    let preceded = phrase
        .clone()
        .find(|ix| p.words[*ix].span.start() == last.span.start())
        .is_some_and(|ix| ix > phrase.start && p.words[ix - 1].is_name());
    (titled && preceded).then_some(last.actor)
}

/// The person whose name, set off by a comma, follows a role in lower case that ends in `head`.
fn named_behind(p: &Paragraph<'_>, actors: &Actors, phrase: &Range<usize>, head: usize) -> Option<ActorIx> {
    let comma = head + 1;
    if p.words.get(head)?.is_name() || comma >= phrase.end || p.kind(comma) != Some(TokenKind::Comma) {
        return None;
    }
    let start = p.words.get(comma + 1).filter(|_| comma + 1 < phrase.end)?.span.start();
    let mentions = actors.within(p.span(comma + 1..phrase.end));
    let first = mentions.first().filter(|m| m.kind == ActorKind::Person && m.form != Form::Demonym)?;
    let from = first.role.map_or(first.span.start(), |role| role.start().min(first.span.start()));
    (from == start || first.span.start() == start).then_some(first.actor)
}

/// Whether a demonym names a single person: “the Dutchman”, “a Swede”; not “the Americans”, “the French”.
fn is_one_of_a_people(p: &Paragraph<'_>, mention: &Mention, phrase: &Range<usize>, head: usize) -> bool {
    let word = p.of(head);
    let collective = ["s", "ese", "ish", "ch", "men"].iter().any(|ending| word.ends_with(ending));
    mention.form == Form::Demonym
        && mention.kind != ActorKind::Person
        && p.has(phrase.start, DETERMINER)
        && !p.has(phrase.start, POSSESSIVE)
        && !collective
}

/// The last word before the first comma, bracket, preposition or relative pronoun.
fn head(p: &Paragraph<'_>, phrase: &Range<usize>) -> Option<usize> {
    let mut head = None;
    for ix in phrase.clone() {
        let word = &p.words[ix];
        let ends = word.is_mark()
            || head.is_some() && (word.has(PREPOSITION | RELATIVE) && !word.is_name() || p.is(ix, "that"));
        if ends {
            break;
        }
        if word.kind != TokenKind::Possessive && word.is_word() {
            head = Some(ix);
        }
    }
    head
}
