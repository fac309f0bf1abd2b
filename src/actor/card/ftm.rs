//! FollowTheMoney, the data model of OpenSanctions and Aleph, as JSON Lines: one entity a line
//! (<https://followthemoney.tech/docs/>).
//!
//! People and bodies become cards; an `Occupancy` gives its holder the office of its `Position`. Every other
//! kind of entity is passed over.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::{Card, CardError, CardRole};
use crate::actor::ActorKind;
use crate::actor::data::country;
use crate::actor::resolve::slug;
use crate::text::{Span, lines};

#[derive(Deserialize)]
struct Entity {
    id: String,
    schema: String,
    #[serde(default)]
    properties: HashMap<String, Value>,
}

impl Entity {
    /// The texts of a property; entities nested in it are named by their id.
    fn texts(&self, property: &str) -> Vec<String> {
        let text = |value: &Value| {
            let id = value.get("id").unwrap_or(value);
            id.as_str().map(str::to_owned)
        };
        match self.properties.get(property) {
            Some(Value::Array(values)) => values.iter().filter_map(text).collect(),
            Some(value) => text(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn first(&self, property: &str) -> Option<String> {
        self.texts(property).into_iter().next()
    }
}

/// The cards of a file, and the lines that are no entities.
pub(super) fn read(text: &str) -> (Vec<Card>, Vec<CardError>) {
    let (mut cards, mut errors) = (Vec::new(), Vec::new());
    let (mut positions, mut occupancies) = (HashMap::new(), Vec::new());
    for line in lines(text).filter(|line| !line.of(text).trim().is_empty()) {
        let entity: Entity = match serde_json::from_str(line.of(text)) {
            Ok(entity) => entity,
            Err(error) => {
                let message = format!("This line is no entity of FollowTheMoney: {error}.");
                errors.push(CardError { span: line, message });
                continue;
            }
        };
        match entity.schema.as_str() {
            "Person" => cards.extend(card(text, line, &entity, ActorKind::Person)),
            "Organization" | "PublicBody" | "Company" => {
                cards.extend(card(text, line, &entity, ActorKind::Organisation));
            }
            // A person or a company: its publisher did not know.
            "LegalEntity" => cards.extend(card(text, line, &entity, ActorKind::Unknown)),
            "Position" => drop(positions.insert(entity.id.clone(), entity)),
            "Occupancy" => occupancies.push(entity),
            _ => {}
        }
    }
    let by_id: HashMap<String, usize> =
        cards.iter().enumerate().filter_map(|(ix, card)| Some((card.ftm_id.clone()?, ix))).collect();
    for occupancy in &occupancies {
        let position = occupancy.first("post").and_then(|id| positions.get(&id));
        let Some(role) = position.and_then(|position| role(occupancy, position)) else { continue };
        for holder in occupancy.texts("holder") {
            if let Some(card) = by_id.get(&holder).and_then(|ix| cards.get_mut(*ix)) {
                card.roles.push(role.clone());
            }
        }
    }
    (cards, errors)
}

fn card(text: &str, line: Span, entity: &Entity, kind: ActorKind) -> Option<Card> {
    let mut names = entity.texts("name");
    names.retain(|name| !slug(name).is_empty());
    let name = names.first()?.clone();
    let quoted = serde_json::to_string(&name).unwrap_or_default();
    let at = line.of(text).find(&quoted).map(|at| line.start() + at + 1);
    let place = at.map_or(line, |at| Span::new(at, at + quoted.len() - 2));
    Some(Card {
        id: slug(&name),
        kind,
        aliases: names.into_iter().skip(1).chain(entity.texts("alias")).collect(),
        weak_aliases: entity.texts("weakAlias"),
        metonyms: Vec::new(),
        not: Vec::new(),
        part_of: entity.first("parent"),
        roles: Vec::new(),
        wikidata: entity.first("wikidataId"),
        ftm_id: Some(entity.id.clone()),
        place,
        name,
    })
}

fn role(occupancy: &Entity, position: &Entity) -> Option<CardRole> {
    let of = position.first("country").map(|code| country(&code).map_or(code, str::to_owned));
    Some(CardRole {
        title: position.first("name")?,
        of: of.or_else(|| position.first("organization")),
        from: occupancy.first("startDate"),
        to: occupancy.first("endDate"),
        source: occupancy.first("sourceUrl"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"id": "p1", "schema": "Person", "properties": {"name": ["Ana Quispe", "Ana María Quispe"], "weakAlias": ["La Jefa"], "wikidataId": ["Q1"]}}
{"id": "o1", "schema": "PublicBody", "properties": {"name": ["Ministry of Salt"], "alias": ["MoS"]}}
{"id": "post", "schema": "Position", "properties": {"name": ["Minister of Salt"], "country": ["pe"]}}
{"id": "occ", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["post"], "startDate": ["2020-03-01"], "endDate": ["2022"]}}
{"id": "own", "schema": "Ownership", "properties": {"owner": ["p1"]}}
no entity
"#;

    #[test]
    fn people_bodies_and_offices() {
        let (cards, errors) = read(FILE);
        let [person, body] = cards.as_slice() else { panic!("{cards:?}") };
        assert_eq!((person.name.as_str(), person.place.of(FILE)), ("Ana Quispe", "Ana Quispe"));
        assert_eq!(
            (&*person.aliases, &*person.weak_aliases),
            (&["Ana María Quispe".to_owned()][..], &["La Jefa".to_owned()][..])
        );
        let role = &person.roles[0];
        assert_eq!((role.title.as_str(), role.of.as_deref()), ("Minister of Salt", Some("Peru")));
        assert_eq!((role.from.as_deref(), role.to.as_deref()), (Some("2020-03-01"), Some("2022")));
        assert_eq!((body.id.as_str(), body.kind), ("ministry-of-salt", ActorKind::Organisation));
        assert_eq!(errors.iter().map(|error| error.span.of(FILE)).collect::<Vec<_>>(), ["no entity"]);
    }
}
