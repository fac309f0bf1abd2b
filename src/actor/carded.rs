//! Cards over rules: what a card names is its actor, whatever the rules found there.

use super::card::{Card, Cards, NameKind};
use super::resolve::slug;
use super::{Actor, ActorIx, ActorKind, Actors, Form, Gender, Mention};
use crate::text::Span;

/// Puts the cards' names into the actors of `text`.
pub(crate) fn apply(text: &str, cards: &Cards, actors: &mut Actors) {
    if cards.is_empty() {
        return;
    }
    // An actor whose name is a card's is the card's, with all its mentions.
    for ix in 0..actors.actors.len() {
        if let Some(card) = actors.actors.get(ix).and_then(|actor| cards.of_actor(actor)) {
            give(actors, ActorIx(ix as u32), card);
        }
    }
    let mut weak = Vec::new();
    for (span, found) in cards.matches(text) {
        let of = |kind| found.iter().filter(move |(_, own)| *own == kind).map(|(card, _)| *card);
        if let Some(card) = of(NameKind::Strong).next() {
            mention(actors, span, card, None);
        } else if let Some(card) = of(NameKind::Metonym).next() {
            // The rules have spoken already for government or city.
            let is_metonym = actors.mentions.iter().any(|m| m.span == span && m.form == Form::Metonym);
            if is_metonym {
                mention(actors, span, card, Some(Form::Metonym));
            }
        } else {
            weak.extend(of(NameKind::Weak).map(|card| (span, card)));
        }
    }
    for (span, card) in weak {
        if actors.by_id(&card.id).is_some() {
            mention(actors, span, card, None);
        }
    }
    merge(actors);
    surnames(cards, actors);
    actors.mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
}

fn give(actors: &mut Actors, ix: ActorIx, card: &Card) {
    if let Some(actor) = actors.actors.get_mut(ix.0 as usize) {
        (actor.id, actor.name, actor.kind) = (card.id.clone(), card.name.clone(), card.kind);
    }
    for mention in actors.mentions.iter_mut().filter(|m| m.actor == ix) {
        if matches!(mention.form, Form::Name | Form::Surname | Form::Acronym) {
            mention.kind = card.kind;
        }
    }
}

/// Makes the words of `span` a mention of the card, unless they are part of a longer name: `Quispe` in
/// `Quispe Ltd` is another actor.
fn mention(actors: &mut Actors, span: Span, card: &Card, form: Option<Form>) {
    let longer = |m: &Mention| m.span != span && m.span.covers(span) && is_named(m);
    if actors.mentions.iter().any(longer) {
        return;
    }
    let ix = actors.by_id(&card.id).unwrap_or_else(|| {
        actors.actors.push(Actor {
            id: card.id.clone(),
            name: card.name.clone(),
            kind: card.kind,
            gender: Gender::Unknown,
            roles: Vec::new(),
            anonymous: false,
        });
        ActorIx(actors.actors.len() as u32 - 1)
    });
    let old = actors.mentions.iter().find(|m| m.span == span).cloned();
    actors.mentions.retain(|m| !(m.span.overlaps(span) && is_named(m)));
    // A title that the rules gave to these words stays with them.
    if let Some(old) = old.as_ref().filter(|old| old.actor != ix && old.role.is_some()) {
        let roles = actors.get(old.actor).map(|actor| actor.roles.clone()).unwrap_or_default();
        let own = roles.into_iter().filter(|role| Some(role.span) == old.role);
        if let Some(actor) = actors.actors.get_mut(ix.0 as usize) {
            actor.roles.extend(own);
        }
    }
    actors.mentions.push(Mention {
        span,
        actor: ix,
        kind: card.kind,
        form: form.or(old.as_ref().map(|m| m.form)).unwrap_or(Form::Name),
        role: old.as_ref().and_then(|m| m.role),
        honorific: old.and_then(|m| m.honorific),
        reason: "a card says so",
    });
}

fn is_named(mention: &Mention) -> bool {
    !matches!(mention.form, Form::Nominal | Form::Pronoun)
}

/// Actors that cards gave one id become the first of them, with the roles of all.
fn merge(actors: &mut Actors) {
    let into: Vec<ActorIx> = actors
        .actors
        .iter()
        .enumerate()
        .map(|(ix, actor)| actors.by_id(&actor.id).unwrap_or(ActorIx(ix as u32)))
        .collect();
    join(actors, &into);
}

/// The bare surname of a person whom the text names by a card's other name: only when nobody else here can be
/// meant.
fn surnames(cards: &Cards, actors: &mut Actors) {
    let mut into: Vec<ActorIx> = (0..actors.actors.len()).map(|ix| ActorIx(ix as u32)).collect();
    let last = |name: &str| name.rsplit(' ').next().map(slug).unwrap_or_default();
    let person = |actor: &&Actor| matches!(actor.kind, ActorKind::Person | ActorKind::Unknown) && !actor.anonymous;
    for (ix, bare) in actors.actors.iter().enumerate().filter(|(_, actor)| person(actor) && !actor.name.contains(' ')) {
        let name = slug(&bare.name);
        let mut bearers = actors.actors.iter().enumerate().filter(|(at, actor)| {
            *at != ix
                && person(actor)
                && actor.name.contains(' ')
                && last(&actor.name) == name
                && into[*at].0 as usize == *at
        });
        if let (Some((at, actor)), None) = (bearers.next(), bearers.next())
            && cards.get(&actor.id).is_some_and(|card| !card.refuses(&bare.name))
        {
            into[ix] = ActorIx(at as u32);
        }
    }
    for mention in &mut actors.mentions {
        let moved = into.get(mention.actor.0 as usize).is_some_and(|to| *to != mention.actor);
        if moved && is_named(mention) {
            (mention.form, mention.kind) = (Form::Surname, ActorKind::Person);
            mention.reason = "the surname of whom the text names by another name";
        }
    }
    join(actors, &into);
}

/// Moves the mentions and roles of each actor to that at its place in `into`.
fn join(actors: &mut Actors, into: &[ActorIx]) {
    for (ix, to) in into.iter().enumerate().filter(|(ix, to)| to.0 as usize != *ix) {
        let Some(from) = actors.actors.get_mut(ix) else { continue };
        let (roles, gender) = (std::mem::take(&mut from.roles), from.gender);
        let Some(to) = actors.actors.get_mut(to.0 as usize) else { continue };
        to.roles.extend(roles);
        if to.gender == Gender::Unknown {
            to.gender = gender;
        }
    }
    for mention in &mut actors.mentions {
        if let Some(to) = into.get(mention.actor.0 as usize) {
            mention.actor = *to;
        }
    }
}
