use crate::text::Span;

use super::ActorKind;

/// An office that a card gives its actor. Dates are as the user wrote them: `2004-03-09`, `2004`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CardRole {
    pub title: String,
    /// The id or name of the state or organisation.
    pub of: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// A citation key or an address.
    pub source: Option<String>,
}

/// What the user wrote down about one actor: a Markdown file with YAML front matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    pub aliases: Vec<String>,
    /// Words that stand for the actor where a place might be meant: `Moscow`.
    pub metonyms: Vec<String>,
    /// Words that never mean this actor.
    pub not: Vec<String>,
    /// The id of the larger body it belongs to.
    pub part_of: Option<String>,
    pub roles: Vec<CardRole>,
    pub wikidata: Option<String>,
    pub ftm_id: Option<String>,
    /// Where the name stands in the card's text, for a jump.
    pub name_span: Option<Span>,
}

/// All cards of a workspace, ready for look-ups. Rebuilt when a card changes.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    cards: Vec<Card>,
}

impl Cards {
    pub fn new(cards: Vec<Card>) -> Self {
        Self { cards }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Card> {
        self.cards.iter()
    }

    pub fn get(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }
}
