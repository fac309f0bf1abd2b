//! Speakers: whom a source gives the words to that a note quotes.

use super::quotation::Fit;
use super::support::same_id;
use crate::actor::{Actor, ActorKind, Actors, Form};
use crate::article::Article;
use crate::claim::Claim;
use crate::text::Span;

/// Who speaks in the source, and how surely.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    pub actor: &'a Actor,
    /// The words that name the speaker there.
    pub source: Span,
    /// Whether they name him, and are no “he” or “the minister”.
    pub named: bool,
}

/// The speakers of every place where a quotation stands; none as soon as one of them is in doubt.
pub fn speakers<'a>(fit: &'a Fit) -> Option<Vec<Speaker<'a>>> {
    fit.places.iter().map(|place| speaker(&fit.article, *place)).collect()
}

/// Who says the words at `place`: the speaker of the narrowest attribution that holds them.
pub fn speaker(article: &Article, place: Span) -> Option<Speaker<'_>> {
    let facts = &article.facts;
    let holds = |claim: &&Claim| claim.content.iter().any(|content| content.overlaps(place));
    let size = |claim: &&Claim| claim.content.iter().map(|span| span.len()).sum::<usize>();
    let claim = facts.claims.iter().filter(holds).min_by_key(size)?;
    let source = claim.source.first().copied()?;
    let actor = facts.actors.get(claim.speaker?).filter(|actor| !actor.anonymous)?;
    let named = facts.actors.within(source).iter().any(|mention| {
        claim.speaker == Some(mention.actor) && matches!(mention.form, Form::Name | Form::Surname | Form::Acronym)
    });
    Some(Speaker { actor, source, named })
}

/// Whether two actors are surely not one, nor one the mouth of the other.
pub fn surely_differ(a: &Actor, b: &Actor) -> bool {
    let certain = !a.anonymous && !b.anonymous && a.kind == b.kind;
    let kinds = matches!(a.kind, ActorKind::Person | ActorKind::Place);
    certain && kinds && !same_id(&a.id, &b.id) && !share_surname(a, b)
}

/// Whether two persons have the last part of their names in common, however the first is spelt.
fn share_surname(a: &Actor, b: &Actor) -> bool {
    let last = |actor: &Actor| actor.id.rsplit('-').next().unwrap_or_default().to_string();
    a.kind == ActorKind::Person && last(a) == last(b)
}

/// Whether `span` of an article mentions an actor whose name ends like that of `other`.
pub fn is_mentioned(actors: &Actors, span: Span, other: &Actor) -> bool {
    actors
        .within(span)
        .iter()
        .filter_map(|mention| actors.get(mention.actor))
        .any(|actor| same_id(&actor.id, &other.id) || share_surname(actor, other))
}
