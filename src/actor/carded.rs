//! Cards over rules: what a card names is its actor, whatever the rules found there.

use super::card::Cards;
use super::{Actor, ActorIx, Actors, Form, Gender, Mention};

/// Puts the cards' names into the actors of `text`.
pub(crate) fn apply(text: &str, cards: &Cards, actors: &mut Actors) {
    if cards.is_empty() {
        return;
    }
    // An actor whose name is a card's name or alias is the card's, with all its mentions.
    for actor in &mut actors.actors {
        let card = cards.iter().find(|card| {
            let same = |name: &String| name.eq_ignore_ascii_case(&actor.name);
            (card.id == actor.id || same(&card.name) || card.aliases.iter().any(same)) && !card.not.iter().any(same)
        });
        if let Some(card) = card {
            (actor.id, actor.name, actor.kind) = (card.id.clone(), card.name.clone(), card.kind);
        }
    }
    for (span, card, metonym) in cards.matches(text) {
        let ix = match actors.by_id(&card.id) {
            Some(ix) => ix,
            None => {
                actors.actors.push(Actor {
                    id: card.id.clone(),
                    name: card.name.clone(),
                    kind: card.kind,
                    gender: Gender::Unknown,
                    roles: Vec::new(),
                    anonymous: false,
                });
                ActorIx(actors.actors.len() as u32 - 1)
            }
        };
        // A longer name of the rules around it is another actor (`Quispe` in `Quispe Ltd`).
        let longer = actors.mentions.iter().any(|m| m.span != span && m.span.covers(span) && is_named(m));
        if longer {
            continue;
        }
        let old = actors.mentions.iter().find(|m| m.span == span).cloned();
        // A metonym of a place: the rules for government and city have spoken already.
        if metonym && old.as_ref().is_some_and(|m| m.form != Form::Metonym) {
            continue;
        }
        actors.mentions.retain(|m| !(m.span.overlaps(span) && is_named(m)));
        let form = if metonym { Form::Metonym } else { old.as_ref().map_or(Form::Name, |m| m.form) };
        actors.mentions.push(Mention {
            span,
            actor: ix,
            kind: card.kind,
            form,
            role: old.as_ref().and_then(|m| m.role),
            honorific: old.and_then(|m| m.honorific),
            reason: "a card says so",
        });
    }
    merge(actors);
    actors.mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
}

fn is_named(mention: &Mention) -> bool {
    !matches!(mention.form, Form::Nominal | Form::Pronoun)
}

/// Actors that cards gave one id become the first of them.
fn merge(actors: &mut Actors) {
    let first: Vec<ActorIx> = actors
        .actors
        .iter()
        .enumerate()
        .map(|(ix, actor)| actors.by_id(&actor.id).unwrap_or(ActorIx(ix as u32)))
        .collect();
    for mention in &mut actors.mentions {
        if let Some(ix) = first.get(mention.actor.0 as usize) {
            mention.actor = *ix;
        }
    }
}
