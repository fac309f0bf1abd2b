//! The people a note names in full, in the writer's own words.

use super::Note;
use crate::actor::names::name_keys;
use crate::actor::{ActorIx, ActorKind, Form};
use crate::text::{Span, word_key};

/// One spelling of a person's full name in a note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spelling {
    /// With single spaces.
    pub name: String,
    pub actor: ActorIx,
    /// Where it stands, in order.
    pub spans: Vec<Span>,
    /// Hashes of the [keys](name_keys) under which other spellings of the name are found.
    pub keys: Vec<u64>,
}

impl Spelling {
    /// Whether it is found under one of these keys.
    pub fn has_any(&self, keys: &[u64]) -> bool {
        keys.iter().any(|key| self.keys.contains(key))
    }
}

impl Note {
    /// The full names of persons outside quotation marks and headings, by place.
    pub fn people(&self) -> &[Spelling] {
        self.people.get_or_init(|| people(self))
    }

    /// Whether `span` is in words that are not the writer's own, or in a heading: nothing is said of them.
    pub fn is_set_apart(&self, span: Span) -> bool {
        self.facts.quotations.iter().any(|quotation| quotation.span.covers(span))
            || self.headings.iter().any(|heading| heading.span.covers(span))
    }
}

fn people(note: &Note) -> Vec<Spelling> {
    let mut found: Vec<Spelling> = Vec::new();
    for mention in note.facts.actors.mentions.iter().filter(|m| m.form == Form::Name && m.kind == ActorKind::Person) {
        let name = mention.span.of(&note.prose).split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.contains(' ') || note.is_set_apart(mention.span) {
            continue;
        }
        match found.iter_mut().find(|spelling| spelling.name == name) {
            Some(spelling) => spelling.spans.push(mention.span),
            None => {
                let keys = name_keys(&name).iter().map(|key| word_key(key)).collect();
                found.push(Spelling { name, actor: mention.actor, spans: vec![mention.span], keys });
            }
        }
    }
    found
}
