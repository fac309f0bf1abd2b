//! Mentions without a name: pronouns, “the Russian leader”, “a top Roe aide”. By rule, abstaining in doubt.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use crate::text::{Shape, Span, Token, TokenKind};

use super::cue::Around;
use super::data::classes::{COLLECTIVE, LEADER, PLURAL, TITLE, TITLE_MODIFIER};
use super::gazetteer::adjective;
use super::propagate::Fast;
use super::resolve::slug;
use super::{Actor, ActorIx, ActorKind, Actors, Form, Gender, Mention};

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;

/// Adds the nominal and pronoun mentions of a text to its named ones.
pub(crate) fn add(around: &Around<'_>, actors: &mut Actors) {
    let roles = actors.mentions.iter().filter_map(|mention| mention.role);
    let offices = roles.map(|role| role.end()).collect();
    let mut finder = Finder { around, actors, offices, found: Vec::new(), sentence: 0, recent: Vec::new(), next: 0 };
    finder.run();
    let found = std::mem::take(&mut finder.found);
    actors.mentions.extend(found);
    actors.mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
}

struct Finder<'a> {
    around: &'a Around<'a>,
    actors: &'a mut Actors,
    /// Where the titles of named persons end.
    offices: HashSet<usize, BuildHasherDefault<Fast>>,
    found: Vec<Mention>,
    sentence: usize,
    /// Persons and bodies named so far: the sentence and the actor.
    recent: Vec<(usize, ActorIx, ActorKind)>,
    /// The first named mention not yet passed.
    next: usize,
}

impl Finder<'_> {
    fn run(&mut self) {
        let mut stopped = false;
        for (ix, token) in self.around.tokens.iter().enumerate() {
            self.pass(token.span.start());
            match token.kind {
                TokenKind::Stop | TokenKind::Paragraph => stopped = true,
                TokenKind::Word => {
                    if std::mem::take(&mut stopped) {
                        self.sentence += 1;
                    }
                    self.word(ix, *token);
                }
                _ => {}
            }
        }
    }

    /// Takes note of the named mentions that end before `offset`.
    fn pass(&mut self, offset: usize) {
        while let Some(mention) = self.actors.mentions.get(self.next).filter(|m| m.span.end() <= offset) {
            if matches!(mention.kind, ActorKind::Person | ActorKind::Organisation) && mention.form != Form::Demonym {
                self.recent.push((self.sentence, mention.actor, mention.kind));
            }
            self.next += 1;
            self.anonymous(self.next - 1);
        }
    }

    fn word(&mut self, ix: usize, token: Token) {
        let length = token.span.len();
        if !(2..=4).contains(&length) {
            return;
        }
        // Most words are none of these, as their first letter tells.
        if !matches!(self.around.text.as_bytes().get(token.span.start()), Some(b'h' | b'H' | b's' | b'S' | b't' | b'T'))
        {
            return;
        }
        match token.of(self.around.text) {
            "he" | "He" | "him" | "his" | "His" => self.pronoun(token.span, Gender::Male),
            "she" | "She" | "her" | "Her" => self.pronoun(token.span, Gender::Female),
            "the" | "The" => self.nominal(ix, token),
            _ => {}
        }
    }

    /// He, she: the one person of the nearest sentence that has persons at all; of several, the first of
    /// an earlier sentence, which is mostly its subject.
    fn pronoun(&mut self, span: Span, gender: Gender) {
        let fits =
            |ix: &ActorIx| self.actors.get(*ix).is_some_and(|a| a.gender == gender || a.gender == Gender::Unknown);
        let persons = || {
            self.recent
                .iter()
                .rev()
                .take_while(|(at, ..)| at + REACH >= self.sentence)
                .filter(|(_, ix, kind)| *kind == ActorKind::Person && fits(ix))
        };
        let Some((near, ..)) = persons().next() else { return };
        let mut there: Vec<ActorIx> = persons().take_while(|(at, ..)| at == near).map(|(_, ix, _)| *ix).collect();
        there.reverse();
        let Some(first) = there.first().copied() else { return };
        let one = there.iter().all(|ix| *ix == first);
        if one || *near < self.sentence {
            self.push(span, first, ActorKind::Person, Form::Pronoun, "the person named last before");
            if one && let Some(actor) = self.actors.actors.get_mut(first.0 as usize) {
                actor.gender = gender;
            }
        }
    }

    fn push(&mut self, span: Span, actor: ActorIx, kind: ActorKind, form: Form, reason: &'static str) {
        self.found.push(Mention { span, actor, kind, form, role: None, honorific: None, reason });
    }

    /// “the ministry”, “the bloc”, “the minister”, “the Russian leader”.
    fn nominal(&mut self, ix: usize, the: Token) {
        let tokens = self.around.tokens;
        let Some(next) = tokens.get(ix + 1).filter(|token| token.kind == TokenKind::Word) else { return };
        if next.shape == Shape::Lower {
            let classes = self.around.classes(Some(ix + 1));
            if classes & (COLLECTIVE | LEADER) == 0 || self.goes_on(ix + 2) {
                return;
            }
            let span = the.span.join(next.span);
            let word = next.of(self.around.text);
            if classes & LEADER != 0 {
                self.holder(span, word, None);
            } else {
                self.body(span, word);
            }
            return;
        }
        // “the Russian leader”
        let Some(state) = self
            .actors
            .starting_at(next.span.start())
            .filter(|m| m.form == Form::Demonym || m.kind == ActorKind::Place)
        else {
            return;
        };
        let (state, end) = (state.actor, state.span.end());
        let Some(head) =
            tokens.get(ix + 2).filter(|token| token.span.start() == end + 1 && token.shape == Shape::Lower)
        else {
            return;
        };
        if self.around.classes(Some(ix + 2)) & LEADER != 0 && !self.goes_on(ix + 3) {
            let of = self.actors.get(state).map(|actor| actor.id.clone());
            self.holder(the.span.join(head.span), head.of(self.around.text), of.as_deref());
        }
    }

    /// A name or another noun goes on behind: “the president Roe”, “the party leader”.
    fn goes_on(&self, ix: usize) -> bool {
        self.around.token(Some(ix)).is_some_and(Token::is_capitalised)
            || self.around.classes(Some(ix)) & (TITLE | LEADER | COLLECTIVE) != 0
            || self.around.word(Some(ix)) == "of"
    }

    /// The one person of this text, named before, who holds that office.
    fn holder(&mut self, span: Span, word: &str, state: Option<&str>) {
        const HEADS: &[&str] = &["president", "premier", "chancellor", "leader", "king", "queen", "pope", "presidents"];
        let holds = |ix: &ActorIx| {
            self.actors.get(*ix).is_some_and(|actor| {
                actor.roles.iter().any(|role| {
                    let title = role.title.to_lowercase();
                    let last = title.rsplit(' ').next().unwrap_or_default();
                    let office = last == word
                        || word == "leader" && (HEADS.contains(&last) || title.ends_with("prime minister"));
                    let of = state.is_none_or(|state| role.of.as_deref() == Some(state));
                    !role.former && office && of
                })
            })
        };
        let mut persons: Vec<ActorIx> = self.recent.iter().rev().map(|(_, ix, _)| *ix).filter(|ix| holds(ix)).collect();
        persons.dedup();
        let Some(first) = persons.first().copied() else { return };
        // Of several presidents “the president” is one only if no other stands near.
        let near = self.recent.iter().rev().take_while(|(at, ..)| at + REACH >= self.sentence);
        let alone = near.filter(|(_, ix, _)| *ix != first).all(|(_, ix, _)| !persons.contains(ix));
        if persons.iter().all(|ix| *ix == first) || state.is_none() && alone {
            self.push(span, first, ActorKind::Person, Form::Nominal, "who holds that office in this text");
        }
    }

    /// The body named last, when the sentence that names it names no other.
    fn body(&mut self, span: Span, word: &str) {
        let fits = |ix: &ActorIx| {
            self.actors.get(*ix).is_some_and(|actor| {
                let specific = matches!(
                    word,
                    "ministry"
                        | "party"
                        | "bank"
                        | "court"
                        | "council"
                        | "committee"
                        | "agency"
                        | "union"
                        | "commission"
                        | "university"
                        | "group"
                        | "parliament"
                );
                let named = actor.id.split('-').any(|part| part == word);
                let id = actor.id.as_str();
                let alliance = matches!(id, "nato" | "collective-security-treaty-organization");
                let bloc =
                    matches!(id, "european-union" | "asean" | "african-union" | "arab-league" | "ecowas" | "brics");
                match word {
                    "alliance" => alliance || named,
                    "bloc" => bloc || named,
                    "company" | "firm" | "carmaker" | "airline" | "broadcaster" | "newspaper" | "club" | "team" => true,
                    _ if specific => named,
                    _ => false,
                }
            })
        };
        let bodies = || {
            self.recent
                .iter()
                .rev()
                .take_while(|(at, ..)| at + REACH >= self.sentence)
                .filter(|(_, ix, kind)| *kind == ActorKind::Organisation && fits(ix))
        };
        let Some((near, first, _)) = bodies().next().copied() else { return };
        if bodies().take_while(|(at, ..)| *at == near).all(|(_, ix, _)| *ix == first) {
            self.push(span, first, ActorKind::Organisation, Form::Nominal, "the body named last before");
        }
    }

    /// “a top Roe aide”, “Russia’s parliament speaker”, “Ukrainian officials”: somebody without a name.
    fn anonymous(&mut self, ix: usize) {
        let Some(mention) = self.actors.mentions.get(ix) else { return };
        let owner = mention.actor;
        let start = mention.span;
        let after = self.around.tokens.partition_point(|token| token.span.start() < start.end());
        let possessive = self.around.is(Some(after), TokenKind::Possessive);
        let mut at = after + usize::from(possessive);
        let first = at;
        let mut head = None;
        while at < first + 3 {
            let classes = self.around.classes(Some(at));
            if classes & TITLE != 0 {
                head = Some((at, classes & PLURAL != 0));
            } else if classes & (TITLE_MODIFIER | COLLECTIVE) == 0 {
                break;
            }
            at += 1;
        }
        let Some((end, plural)) = head else { return };
        let next = self.around.token(Some(end + 1));
        let named = next.is_some_and(|token| token.is_word() && token.is_capitalised());
        let fits = match mention.form {
            Form::Demonym | Form::Surname | Form::Acronym | Form::Name | Form::Metonym => true,
            Form::Handle | Form::Nominal | Form::Pronoun => false,
        };
        // A comma and a name behind: the name says who it is.
        let apposition = next.is_some_and(|token| token.kind == TokenKind::Comma)
            && self.around.token(Some(end + 2)).is_some_and(|token| token.is_word() && token.is_capitalised());
        let known = self.around.word(first.checked_sub(1 + usize::from(possessive)).and_then(|ix| ix.checked_sub(1)));
        // “Ana Quispe, Peru’s president,” has said who it is.
        let told = self.around.token(Some(end)).is_some_and(|token| self.offices.contains(&token.span.end()));
        if named || apposition || told || !fits || matches!(known, "the" | "The") && !plural {
            return;
        }
        let Some(last) = self.around.token(Some(end)) else { return };
        let words = self.around.tokens.get(first..=end).unwrap_or_default();
        let title: Vec<&str> = words.iter().map(|token| token.of(self.around.text)).collect();
        let Some(owner) = self.actors.get(owner) else { return };
        let short = match adjective(&owner.id) {
            Some(adjective) => adjective.to_owned(),
            None if owner.kind == ActorKind::Person => owner.id.rsplit('-').next().unwrap_or_default().to_owned(),
            None => owner.id.clone(),
        };
        let span = self.with_article(start).join(last.span);
        let id = format!("{short}-{}", slug(&title.join(" ")));
        let kind = if plural { ActorKind::Group } else { ActorKind::Person };
        let name = span.of(self.around.text).to_owned();
        let actor = match self.actors.by_id(&id) {
            Some(actor) => actor,
            None => {
                let actor = Actor { id, name, kind, gender: Gender::Unknown, roles: Vec::new(), anonymous: true };
                self.actors.actors.push(actor);
                ActorIx(self.actors.actors.len() as u32 - 1)
            }
        };
        self.push(span, actor, kind, Form::Nominal, "somebody this text does not name");
    }

    /// The span with the article and the adjectives before it: “A top”.
    fn with_article(&self, span: Span) -> Span {
        let start = self.around.tokens.partition_point(|token| token.span.start() < span.start());
        for back in 1..=2 {
            let Some(token) = start.checked_sub(back).and_then(|ix| self.around.tokens.get(ix)) else { break };
            let word = token.of(self.around.text);
            if matches!(word, "a" | "an" | "A" | "An") {
                return span.join(token.span);
            }
            if !matches!(word, "top" | "senior" | "close" | "former" | "junior" | "leading") {
                break;
            }
        }
        span
    }
}
