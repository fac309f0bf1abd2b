//! Actors: who is named, under which form, and which mentions are the same one.
//!
//! [`find`] goes from a text to its [`Actors`]: mentions (spans) and the actors of this one text they
//! belong to. Rules, small gazetteers and document-wide propagation; no model. Pure and total.

mod apposition;
mod body;
mod card;
mod carded;
mod cluster;
mod compound;
mod coref;
mod cue;
mod data;
mod definition;
mod divide;
mod gazetteer;
mod guess;
mod link;
mod metonym;
pub mod names;
mod noun;
mod office;
mod phrase;
mod propagate;
mod resolve;
mod scan;
mod segment;
mod title;
mod unit;

pub use card::{Card, CardError, CardFile, CardRole, Cards, NameKind};
pub use cluster::{Cluster, Clusters, cluster, cluster_some};
pub use office::{Office, bare_title, contradict, office, office_of};

use crate::text::{Span, Token};

/// What kind of actor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ActorKind {
    Person,
    Organisation,
    Place,
    Group,
    Unknown,
}

/// How a mention names its actor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Form {
    Name,
    Surname,
    Acronym,
    Demonym,
    Metonym,
    Handle,
    Nominal,
    Pronoun,
}

/// An index into [`Actors::actors`] of the same text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActorIx(pub u32);

/// A span that names an actor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    pub span: Span,
    pub actor: ActorIx,
    pub kind: ActorKind,
    pub form: Form,
    /// The title that stands with the name, with the state before it when the text gives one:
    /// `Russian Foreign Minister`.
    pub role: Option<Span>,
    /// `Mr.`, `Dr.`: stands before the name and is no part of `span`.
    pub honorific: Option<Span>,
    /// Why this is that actor, for a reader, e.g. “surname of Sergei Lavrov”.
    pub reason: &'static str,
}

/// An office or description that a text gives an actor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role {
    /// As it stands in the text: `Foreign Minister`.
    pub title: String,
    /// The id of the state or organisation it belongs to, when the text says.
    pub of: Option<String>,
    pub former: bool,
    pub span: Span,
}

/// What a pronoun must agree with. Known from an honorific, a given name or a pronoun, or not at all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Gender {
    #[default]
    Unknown,
    Female,
    Male,
}

/// An actor as one text knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// A slug of the fullest name, equal for equal names in other texts: `sergey-lavrov`, `russia`.
    pub id: String,
    /// The fullest name this text gives.
    pub name: String,
    pub kind: ActorKind,
    /// For persons; everything else is `Unknown` and is an “it” or a “they”.
    pub gender: Gender,
    pub roles: Vec<Role>,
    /// “a top Putin aide”: somebody, but never merged with anybody.
    pub anonymous: bool,
}

/// The actors of one text. Mentions are in order of their start, the longer first where two start
/// together; nominal and pronoun mentions may contain named ones, named ones never overlap.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Actors {
    pub mentions: Vec<Mention>,
    pub actors: Vec<Actor>,
}

impl Actors {
    pub fn get(&self, ix: ActorIx) -> Option<&Actor> {
        self.actors.get(ix.0 as usize)
    }

    /// The actor with this id.
    pub fn by_id(&self, id: &str) -> Option<ActorIx> {
        self.actors.iter().position(|actor| actor.id == id).map(|ix| ActorIx(ix as u32))
    }

    /// The innermost mention at `offset`, a caret behind its last letter included.
    pub fn at(&self, offset: usize) -> Option<&Mention> {
        self.touching(offset).filter(|m| m.span.touches(offset)).min_by_key(|m| m.span.len())
    }

    /// The longest mention that starts at `offset`.
    pub fn starting_at(&self, offset: usize) -> Option<&Mention> {
        let ix = self.mentions.partition_point(|m| m.span.start() < offset);
        self.mentions.get(ix).filter(|m| m.span.start() == offset)
    }

    /// The longest mention that ends at `offset`.
    pub fn ending_at(&self, offset: usize) -> Option<&Mention> {
        self.touching(offset).filter(|m| m.span.end() == offset).max_by_key(|m| m.span.len())
    }

    /// The mentions that start inside `span`, in order.
    pub fn within(&self, span: Span) -> &[Mention] {
        let start = self.mentions.partition_point(|m| m.span.start() < span.start());
        let end = self.mentions.partition_point(|m| m.span.start() < span.end());
        self.mentions.get(start..end).unwrap_or_default()
    }

    /// The mentions of one actor, in order.
    pub fn mentions_of(&self, ix: ActorIx) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |m| m.actor == ix)
    }

    /// Those mentions that start so near before `offset` that they may reach it.
    fn touching(&self, offset: usize) -> impl Iterator<Item = &Mention> {
        let end = self.mentions.partition_point(|m| m.span.start() <= offset);
        let start = self.mentions.partition_point(|m| m.span.start() + LONGEST_MENTION < offset);
        self.mentions.get(start..end).unwrap_or_default().iter()
    }
}

/// No mention is longer than this, in bytes.
const LONGEST_MENTION: usize = 512;

/// Finds the mentions of a text. The default is the rules of this module; another finder may stand in
/// its place, nothing else of ibid needs a model.
pub trait MentionFinder: Send + Sync {
    /// `tokens` are those of `text`.
    fn find(&self, text: &str, tokens: &[Token]) -> Actors;
}

/// The actors of `text`; `tokens` are those of the same text.
pub fn find(text: &str, tokens: &[Token]) -> Actors {
    find_with(text, tokens, &Cards::default())
}

/// As [`find`], with the user's own cards, which override every rule and table.
pub fn find_with(text: &str, tokens: &[Token], cards: &Cards) -> Actors {
    let Some(gazetteer) = gazetteer::Gazetteer::get() else { return Actors::default() };
    let scan = scan::scan(text, tokens, gazetteer);
    let mut units = segment::units(text, &scan);
    cue::weigh(&cue::Around { text, tokens, gazetteer, scan: &scan }, &mut units);
    propagate::propagate(text, tokens, &scan, &mut units);
    metonym::decide(&cue::Around { text, tokens, gazetteer, scan: &scan }, &mut units);
    apposition::offices(&cue::Around { text, tokens, gazetteer, scan: &scan }, &mut units);
    let mut actors = resolve::resolve(text, tokens, gazetteer, &scan, &units);
    coref::add(&cue::Around { text, tokens, gazetteer, scan: &scan }, &mut actors);
    carded::apply(text, cards, &mut actors);
    actors
}

#[cfg(test)]
mod tests;
