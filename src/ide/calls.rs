//! Call hierarchy, read as speech: whom an actor spoke of, and who spoke of the actor.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::Location;
use super::dossier::{Dossier, introduction};
use super::place::{Document, Thing, thing_at};
use crate::actor::{Actor, ActorIx, ActorKind};
use crate::article::Article;
use crate::claim::Claim;
use crate::compare::Seen;
use crate::world::Snapshot;

/// An actor of the hierarchy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    /// Where a source introduces the actor.
    pub place: Location,
}

/// One actor who spoke of another, with the places of the words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speech {
    pub speaker: Speaker,
    /// The file of `places`.
    pub path: Arc<Path>,
    pub places: Vec<crate::text::Span>,
}

/// The actor at `offset` (bytes), as the sources know it.
pub fn speaker(snapshot: &Snapshot, path: &Path, offset: usize) -> Option<Speaker> {
    let document = Document::open(snapshot, path)?;
    let (Thing::Actor(ix), span) = thing_at(snapshot, &document, offset)? else { return None };
    let facts = document.facts();
    let actor = facts.actors.get(facts.actors.mentions.get(ix)?.actor)?;
    let dossier = Dossier::of(snapshot, actor, &[]);
    let place = dossier.seen.iter().find_map(|seen| placed(&seen.article, seen.actor));
    let place = place.unwrap_or(Location { path: Arc::clone(document.path()), span });
    Some(Speaker { id: actor.id.clone(), name: dossier.name.clone(), kind: dossier.kind, place })
}

/// Who spoke of the actor with this id, or of whom the actor spoke; a row an article and actor.
pub fn speeches(snapshot: &Snapshot, speaker: &Speaker, of_the_actor: bool) -> Vec<Speech> {
    let Some(known) = known(snapshot, speaker) else { return Vec::new() };
    let mut rows: BTreeMap<(String, Arc<Path>), Speech> = BTreeMap::new();
    for Seen { article, actor: own, .. } in &Dossier::of(snapshot, &known, &[]).seen {
        for claim in &article.facts.claims {
            let named = named(article, claim);
            let others: Vec<ActorIx> = if of_the_actor {
                let speaks = claim.speaker.filter(|who| who != own && named.contains(own));
                speaks.into_iter().collect()
            } else if claim.speaker == Some(*own) {
                named.into_iter().filter(|who| who != own).collect()
            } else {
                Vec::new()
            };
            let Some(words) = claim.content.first() else { continue };
            for other in others {
                let (Some(actor), Some(place)) = (article.facts.actors.get(other), placed(article, other)) else {
                    continue;
                };
                let row = rows.entry((actor.id.clone(), Arc::clone(&article.path))).or_insert_with(|| Speech {
                    speaker: Speaker { id: actor.id.clone(), name: actor.name.clone(), kind: actor.kind, place },
                    path: Arc::clone(&article.path),
                    places: Vec::new(),
                });
                row.places.push(*words);
            }
        }
    }
    rows.into_values().collect()
}

/// The actor behind a row that the client hands back.
fn known(snapshot: &Snapshot, speaker: &Speaker) -> Option<Actor> {
    let document = Document::open(snapshot, &speaker.place.path)?;
    let actors = &document.facts().actors;
    actors.by_id(&speaker.id).and_then(|ix| actors.get(ix)).cloned()
}

fn placed(article: &Article, ix: ActorIx) -> Option<Location> {
    introduction(article, ix).map(|span| Location { path: Arc::clone(&article.path), span })
}

/// The actors named in what a claim says.
fn named(article: &Article, claim: &Claim) -> Vec<ActorIx> {
    let mut found = Vec::new();
    for span in &claim.content {
        for mention in article.facts.actors.within(*span) {
            if !found.contains(&mention.actor) {
                found.push(mention.actor);
            }
        }
    }
    found
}
