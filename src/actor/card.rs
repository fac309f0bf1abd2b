//! Cards: what the user wrote down about actors, one Markdown file each. They override every rule and table.

use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::text::Span;

use super::ActorKind;
use super::resolve::slug;

/// An office that a card gives its actor. Dates are as the user wrote them: `2004-03-09`, `2004`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CardRole {
    pub title: String,
    /// The id or name of the state or organisation.
    pub of: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// A citation key or an address.
    pub source: Option<String>,
}

impl CardRole {
    /// Whether the office was held on `day` (`2022-01-21`, or a shorter prefix). An end that is not given is open.
    pub fn held_on(&self, day: &str) -> bool {
        // ISO dates compare as text; a shorter one stands for all of its days.
        let from =
            self.from.as_deref().is_none_or(|from| from <= day || day.starts_with(from) || from.starts_with(day));
        let to = self.to.as_deref().is_none_or(|to| to >= day || day.starts_with(to));
        from && to
    }
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

/// Why a card could not be read, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardError {
    pub span: Span,
    pub message: String,
}

/// The keys of a card's front matter; others are the user's own and are left alone.
#[derive(Deserialize)]
struct Front {
    id: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    name: Option<String>,
    #[serde(default)]
    aliases: OneOrMany,
    #[serde(default)]
    metonyms: OneOrMany,
    #[serde(default)]
    not: OneOrMany,
    part_of: Option<String>,
    #[serde(default)]
    roles: Vec<CardRole>,
    wikidata: Option<String>,
    ftm_id: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum OneOrMany {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Vec<String> {
    fn from(value: OneOrMany) -> Self {
        match value {
            OneOrMany::None => Vec::new(),
            OneOrMany::One(one) => vec![one],
            OneOrMany::Many(many) => many,
        }
    }
}

impl Card {
    /// Reads a card. `stem` is its file's name without the ending, which names the actor where the front
    /// matter does not.
    ///
    /// # Errors
    /// The front matter is missing, is no YAML, or has an unknown `type`; the span is in bytes of `text`.
    pub fn parse(text: &str, stem: &str) -> Result<Self, CardError> {
        let fail = |span: Span, message: String| CardError { span, message };
        let first = Span::new(0, text.find('\n').unwrap_or(text.len()));
        let Some((start, yaml)) = front_matter(text) else {
            return Err(fail(first, "A card begins with front matter between two lines of `---`.".into()));
        };
        let front: Front = serde_saphyr::from_str(yaml).map_err(|error| {
            let place = error.location().map_or(first, |at| {
                let line = usize::try_from(at.line()).unwrap_or(1);
                line_span(yaml, line).shift(start)
            });
            let message = error.to_string();
            fail(place, format!("The front matter cannot be read: {}", message.lines().next().unwrap_or_default()))
        })?;
        let key_span = |key: &str| {
            let mut at = start;
            for line in yaml.split_inclusive('\n') {
                if let Some(value) = line.strip_prefix(key).and_then(|rest| rest.strip_prefix(':')) {
                    let value_start = at + line.len() - value.trim_start().len();
                    return Span::new(value_start, value_start + value.trim().len());
                }
                at += line.len();
            }
            first
        };
        let kind = match front.kind.as_deref().map(str::to_lowercase).as_deref() {
            None | Some("person" | "people") => ActorKind::Person,
            Some("organisation" | "organization" | "company" | "publicbody") => ActorKind::Organisation,
            Some("place" | "country" | "state") => ActorKind::Place,
            Some("group") => ActorKind::Group,
            Some(other) => {
                let message = format!("No type “{other}”: person, organisation, place or group.");
                return Err(fail(key_span("type"), message));
            }
        };
        let named = front.name.is_some();
        let name = front.name.unwrap_or_else(|| stem.replace(['-', '_'], " "));
        Ok(Self {
            id: front.id.unwrap_or_else(|| slug(&name)),
            kind,
            aliases: front.aliases.into(),
            metonyms: front.metonyms.into(),
            not: front.not.into(),
            part_of: front.part_of,
            roles: front.roles,
            wikidata: front.wikidata,
            ftm_id: front.ftm_id,
            name_span: named.then(|| key_span("name")),
            name,
        })
    }

    /// The offices held on `day`.
    pub fn roles_on<'c>(&'c self, day: &'c str) -> impl Iterator<Item = &'c CardRole> {
        self.roles.iter().filter(move |role| role.held_on(day))
    }
}

/// The YAML between the first two lines of `---`, and where it begins.
fn front_matter(text: &str) -> Option<(usize, &str)> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let first = body.split_inclusive('\n').next().filter(|line| line.trim_end() == "---")?;
    let mut at = first.len();
    for line in body.get(first.len()..)?.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((skipped + first.len(), body.get(first.len()..at)?));
        }
        at += line.len();
    }
    None
}

/// The span of the line with this one-based number.
fn line_span(text: &str, number: usize) -> Span {
    let mut at = 0;
    for (ix, line) in text.split_inclusive('\n').enumerate() {
        if ix + 1 == number {
            return Span::new(at, at + line.trim_end().len());
        }
        at += line.len();
    }
    Span::at(at)
}

/// All cards of a workspace, ready for look-ups. Rebuilt when a card changes.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    cards: Vec<Card>,
    aliases: Option<Arc<Aliases>>,
}

/// The names of all cards in one automaton.
#[derive(Debug)]
struct Aliases {
    automaton: AhoCorasick,
    /// Of each pattern: the card, and whether it is a metonym.
    of: Vec<(usize, bool)>,
}

impl Cards {
    pub fn new(cards: Vec<Card>) -> Self {
        let mut patterns = Vec::new();
        let mut of = Vec::new();
        for (ix, card) in cards.iter().enumerate() {
            let names = std::iter::once(&card.name).chain(&card.aliases).map(|name| (name, false));
            for (name, metonym) in names.chain(card.metonyms.iter().map(|name| (name, true))) {
                if !name.trim().is_empty() && !card.not.contains(name) {
                    patterns.push(name.trim());
                    of.push((ix, metonym));
                }
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok();
        let aliases = automaton.filter(|_| !patterns.is_empty()).map(|automaton| Arc::new(Aliases { automaton, of }));
        Self { cards, aliases }
    }

    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Card> {
        self.cards.iter()
    }

    pub fn get(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// Where `text` has a name of a card as whole words: the span, the card, and whether the name is a metonym.
    pub(crate) fn matches<'c>(&'c self, text: &'c str) -> impl Iterator<Item = (Span, &'c Card, bool)> {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        self.aliases.iter().flat_map(move |aliases| {
            aliases.automaton.find_iter(text).filter_map(move |hit| {
                let before = text.get(..hit.start()).and_then(|left| left.chars().next_back());
                let after = text.get(hit.end()..).and_then(|right| right.chars().next());
                let &(card, metonym) = aliases.of.get(hit.pattern().as_usize())?;
                let whole = !letter(before) && !letter(after);
                Some((Span::new(hit.start(), hit.end()), self.cards.get(card)?, metonym)).filter(|_| whole)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::find_with;
    use crate::text::tokens;

    const CARD: &str = "---\nname: Ana Quispe\ntype: person\naliases: [A. Quispe, the iron lady of Lima]\nnot: Quispe Ltd\nroles:\n  - title: Foreign Minister\n    of: peru\n    from: 2020-03-01\n    to: 2022-06\n---\nText.\n";

    #[test]
    fn a_card_is_read_and_its_faults_are_placed() {
        let card = Card::parse(CARD, "x").unwrap();
        assert_eq!((card.id.as_str(), card.kind), ("ana-quispe", ActorKind::Person));
        assert_eq!(card.name_span.unwrap().of(CARD), "Ana Quispe");
        assert_eq!(card.not, ["Quispe Ltd"]);
        let wrong = CARD.replace("type: person", "type: ghost");
        assert_eq!(Card::parse(&wrong, "x").unwrap_err().span.of(&wrong), "ghost");
        assert!(Card::parse("no front matter", "x").is_err());
        assert!(Card::parse("---\nname: [\n---\n", "x").is_err());
    }

    #[test]
    fn an_office_has_its_days() {
        let card = Card::parse(CARD, "x").unwrap();
        let held = |day| card.roles_on(day).count();
        assert_eq!([held("2020-02-29"), held("2020-03-01"), held("2022-06-15"), held("2022-07-01")], [0, 1, 1, 0]);
    }

    #[test]
    fn a_card_overrides_the_rules() {
        let cards = Cards::new(vec![Card::parse(CARD, "x").unwrap()]);
        let text = "Critics of the iron lady of Lima met A. Quispe. Quispe left.";
        let actors = find_with(text, &tokens(text), &cards);
        let named = actors.mentions.iter().filter(|m| actors.get(m.actor).is_some_and(|a| a.id == "ana-quispe"));
        let words: Vec<&str> = named.map(|m| m.span.of(text)).collect();
        assert_eq!(words, ["the iron lady of Lima", "A. Quispe", "Quispe"]);
    }
}
