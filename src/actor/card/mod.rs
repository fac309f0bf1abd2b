//! Cards: what the user wrote down about actors. They override every rule and table.
//!
//! A card is a Markdown file with YAML front matter; FollowTheMoney's JSON Lines hold many in one file.
//! Reading never fails: what was not understood is a [`CardError`] at its place.

mod edit;
mod file;
mod ftm;
mod role;
mod set;
mod yaml;

pub use file::CardFile;
pub use role::CardRole;
pub use set::{Cards, NameKind};

use serde_json::Value;

use crate::text::Span;

use super::ActorKind;
use super::body::british;
use super::gazetteer::entity_of;
use super::resolve::slug;
use yaml::FrontMatter;

/// What the user wrote down about one actor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    pub aliases: Vec<String>,
    /// Names that mean the actor only in a text that also has a stronger one: FollowTheMoney's `weakAlias`.
    pub weak_aliases: Vec<String>,
    /// Words that stand for the actor where a place might be meant: `Moscow`.
    pub metonyms: Vec<String>,
    /// Words that never mean this actor.
    pub not: Vec<String>,
    /// The id or name of the larger body it belongs to.
    pub part_of: Option<String>,
    pub roles: Vec<CardRole>,
    pub wikidata: Option<String>,
    pub ftm_id: Option<String>,
    /// Where the file gives the name, for a jump; its first line when the file's own name is the actor's.
    pub place: Span,
}

/// Something in a card that was not understood, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardError {
    /// In bytes of the file.
    pub span: Span,
    /// A sentence or two for the writer: what it is, and the way out.
    pub message: String,
}

impl Card {
    /// Reads a card and what is wrong in it. `stem` is its file's name without the ending, which names the
    /// actor where the front matter does not. No card comes of a text whose front matter is missing or is no
    /// YAML; a property that cannot be used is left out, and the rest stands.
    pub fn read(text: &str, stem: &str) -> (Option<Self>, Vec<CardError>) {
        let front = match FrontMatter::read(text) {
            Ok(front) => front,
            Err(error) => return (None, vec![error]),
        };
        let mut errors = Vec::new();
        let mut texts = |key: &str| front.texts(key, &mut errors);
        let named = texts("name").into_iter().next();
        let mut aliases = texts("aliases");
        aliases.extend(texts("alias"));
        let mut first = |key: &str| texts(key).into_iter().next();
        let (id, kind, part_of) = (first("id"), first("type"), first("part_of"));
        let (wikidata, ftm_id) = (first("wikidata"), first("ftm_id"));
        let (weak_aliases, metonyms, not) = (texts("weak_aliases"), texts("metonyms"), texts("not"));
        let kind = match kind.as_deref().map(kind_of) {
            None => ActorKind::Person,
            Some(Some(kind)) => kind,
            Some(None) => {
                let message = format!(
                    "No type “{}”: write person, organisation, place or group.",
                    kind.as_deref().unwrap_or_default()
                );
                errors.push(CardError { span: front.place("type"), message });
                ActorKind::Unknown
            }
        };
        let place = if named.is_some() { front.place("name") } else { front.first_line() };
        let name = named.unwrap_or_else(|| stem.replace('_', " ").trim().to_owned());
        let name = if name.contains(' ') { name } else { name.replace('-', " ") };
        if slug(&name).is_empty() {
            errors.push(CardError { span: place, message: "A card needs a name: write `name: …`.".to_owned() });
            return (None, errors);
        }
        let card = Self {
            id: id.unwrap_or_else(|| slug(&name)),
            kind,
            aliases,
            weak_aliases,
            metonyms,
            not,
            part_of,
            roles: roles(&front, &mut errors),
            wikidata,
            ftm_id,
            place,
            name,
        };
        (Some(card), errors)
    }

    /// The names that mean the actor wherever they stand: the name itself and the aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }

    /// The ids under which the rules alone may know the actor: what an index that was built without cards is asked
    /// for.
    pub fn ids(&self) -> Vec<String> {
        let slugs = self.names().flat_map(|name| [slug(name), british(name)]);
        let known = self.names().filter_map(entity_of).map(|entity| entity.id.to_owned());
        let mut ids: Vec<String> = std::iter::once(self.id.clone()).chain(slugs).chain(known).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The offices held on `day` (`2022-01-21`).
    pub fn roles_on<'c>(&'c self, day: &'c str) -> impl Iterator<Item = &'c CardRole> {
        self.roles.iter().filter(move |role| role.held_on(day))
    }

    /// Whether `name` is one that never means this actor.
    pub(crate) fn refuses(&self, name: &str) -> bool {
        self.not.iter().any(|not| slug(not) == slug(name))
    }
}

/// The kind of this name, ours or FollowTheMoney's.
fn kind_of(name: &str) -> Option<ActorKind> {
    Some(match name.to_lowercase().as_str() {
        "person" | "people" => ActorKind::Person,
        "organisation" | "organization" | "company" | "publicbody" | "legalentity" => ActorKind::Organisation,
        "place" | "country" | "state" => ActorKind::Place,
        "group" => ActorKind::Group,
        _ => return None,
    })
}

fn roles(front: &FrontMatter<'_>, errors: &mut Vec<CardError>) -> Vec<CardRole> {
    let entries = match front.value("roles") {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(entries)) => entries.as_slice(),
        Some(entry) => std::slice::from_ref(entry),
    };
    let mut roles = Vec::new();
    for entry in entries {
        match CardRole::read(entry) {
            Ok(role) => roles.push(role),
            Err((value, message)) => errors.push(CardError { span: front.place_of("roles", &value), message }),
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::find_with;
    use crate::text::tokens;

    const CARD: &str = "---\nname: Ana Quispe\ntype: person\naliases: [A. Quispe, the iron lady of Lima]\nnot: Quispe Ltd\nroles:\n  - title: Foreign Minister\n    of: \"[[Peru]]\"\n    from: 2020-03-01\n    to: 2022-06\n---\nText.\n";

    /// Reads a card with a change in it, and shows the errors: `words: message`.
    fn check(from: &str, to: &str, expected: &[&str]) -> Option<Card> {
        assert!(CARD.contains(from));
        let text = CARD.replacen(from, to, 1);
        let (card, errors) = Card::read(&text, "the-stem");
        let shown: Vec<String> = errors.iter().map(|e| format!("{}: {}", e.span.of(&text), e.message)).collect();
        assert_eq!(shown, expected, "{text}");
        card
    }

    #[test]
    fn a_card_is_read() {
        let card = check("", "", &[]).unwrap();
        assert_eq!((card.id.as_str(), card.kind), ("ana-quispe", ActorKind::Person));
        assert_eq!(card.place.of(CARD), "Ana Quispe");
        assert_eq!(card.aliases, ["A. Quispe", "the iron lady of Lima"]);
        assert_eq!((card.not, card.roles[0].of.as_deref()), (vec!["Quispe Ltd".to_owned()], Some("Peru")));
        assert_eq!(check("name: Ana Quispe\n", "", &[]).unwrap().name, "the stem");
        assert_eq!(check("from: 2020-03-01", "from: 2020", &[]).unwrap().roles[0].from.as_deref(), Some("2020"));
    }

    #[test]
    fn faults_are_placed_and_the_rest_stands() {
        let card = check(
            "type: person",
            "type: ghost",
            &["ghost: No type “ghost”: write person, organisation, place or group."],
        );
        assert_eq!(card.unwrap().name, "Ana Quispe");
        let card =
            check("to: 2022-06", "to: June", &["June: “June” is no date: write 2022-01-21, 2022-01 or 2022."]).unwrap();
        assert_eq!((card.roles.len(), card.aliases.len()), (0, 2));
        check("to: 2022-06", "to: 2019", &["2019: The office ends (2019) before it begins (2020-03-01)."]);
        check("- title: Foreign", "- tilte: Foreign", &["roles:: A role needs a `title`."]);
        check("not: Quispe Ltd", "not: {a: b}", &["{a: b}: `not` is a text or a list of texts."]);
        assert_eq!(check("name: Ana Quispe", "name: ''", &[]).unwrap().name, "the stem");
        assert!(Card::read("---\n---\n", "-").0.is_none());
        assert!(Card::read("no front matter", "x").0.is_none());
        let (card, errors) = Card::read("---\nname: [\n---\n", "x");
        assert!(card.is_none() && errors.len() == 1, "{errors:?}");
    }

    #[test]
    fn a_card_overrides_the_rules() {
        let cards = Cards::of([Card::read(CARD, "x").0.unwrap()]);
        let named = |text: &str| {
            let actors = find_with(text, &tokens(text), &cards);
            let named = actors.mentions.iter().filter(|m| actors.get(m.actor).is_some_and(|a| a.id == "ana-quispe"));
            named.map(|m| m.span.of(text).to_owned()).collect::<Vec<_>>()
        };
        let text = "Critics of the iron lady of Lima met A. Quispe. Quispe left.";
        assert_eq!(named(text), ["the iron lady of Lima", "A. Quispe", "Quispe"]);
        // The surname of whom the text names by an alias alone.
        assert_eq!(named("The iron lady of Lima spoke."), [""; 0]);
        assert_eq!(named("Here the iron lady of Lima spoke. Ms. Quispe left."), ["the iron lady of Lima", "Quispe"]);
        // Another spelling of the card's name is the card's.
        assert_eq!(named("Alma Quispe and Ana Quíspe met Quispe Ltd."), ["Ana Quíspe"]);
    }
}
