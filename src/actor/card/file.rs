use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use super::{Card, CardError, edit, ftm};
use crate::text::{Span, Text};

/// A file of cards, as it stands in the editor or on disk. All spans are into `text`.
#[derive(Clone, Debug)]
pub struct CardFile {
    pub path: Arc<Path>,
    pub text: Text,
    /// One of a Markdown file, many of a file of JSON Lines.
    pub cards: Vec<Card>,
    /// What was not understood.
    pub errors: Vec<CardError>,
    /// Changes with everything by which a card is found in a text, and with nothing else.
    pub(super) digest: u64,
}

impl CardFile {
    /// Reads a file: FollowTheMoney's JSON Lines by their ending (`.jsonl`, `.ndjson`, `.json`), all others as
    /// Markdown. Total.
    pub fn read(path: Arc<Path>, text: Text) -> Self {
        let (cards, errors) = if is_ftm(&path) { ftm::read(text.as_str()) } else { markdown(&path, text.as_str()) };
        let mut hasher = DefaultHasher::new();
        for card in &cards {
            (&card.id, &card.name, card.kind, &card.aliases).hash(&mut hasher);
            (&card.weak_aliases, &card.metonyms, &card.not).hash(&mut hasher);
        }
        Self { path, text, cards, errors, digest: hasher.finish() }
    }

    /// Whether the user wrote it by hand, and is not to be surprised by what another file says.
    pub fn is_markdown(&self) -> bool {
        !is_ftm(&self.path)
    }

    /// The card around `offset` (bytes).
    pub fn at(&self, offset: usize) -> Option<&Card> {
        match self.cards.as_slice() {
            [card] => Some(card),
            cards => {
                let line = |at: usize| self.text.as_str().get(..at).map_or(0, |before| before.matches('\n').count());
                cards.iter().find(|card| line(card.place.start()) == line(offset))
            }
        }
    }

    /// The edits that give the card another name and keep the old one as an alias; none for a file that holds
    /// many cards.
    pub fn rename(&self, new_name: &str) -> Option<Vec<(Span, String)>> {
        let [card] = self.cards.as_slice() else { return None };
        if self.is_markdown() { edit::rename(self.text.as_str(), card, new_name) } else { None }
    }

    /// The edit that gives the card another alias: the bytes of the span give way to the text. None when the
    /// file cannot be changed without touching what else stands in it.
    pub fn add_alias(&self, alias: &str) -> Option<(Span, String)> {
        if self.is_markdown() { edit::add_alias(self.text.as_str(), alias) } else { None }
    }
}

fn is_ftm(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    matches!(ending.as_str(), "jsonl" | "ndjson" | "json")
}

fn markdown(path: &Path, text: &str) -> (Vec<Card>, Vec<CardError>) {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // What people put beside their cards, to say what they are.
    let is_guide = ["readme", "index"].contains(&stem.to_lowercase().as_str()) && !text.starts_with("---");
    if is_guide {
        return Default::default();
    }
    let (card, errors) = Card::read(text, &stem);
    (card.into_iter().collect(), errors)
}
