//! The compiled tables: what a word may be, and what a phrase names. They lie in the binary as they are
//! read, so opening them costs nothing.

use std::sync::OnceLock;

use fst::raw::Fst;

use super::ActorKind;
use super::data::classes::{COMMON, COUNTRY, DEMONYM, INDEX, ORGANISATION, REGION, SENSE, SIZE};
use super::data::form::is_form;
use super::data::table::Table;
use super::names::fold;

/// A country, region or organisation of the tables.
#[derive(Debug)]
pub(crate) struct Entity {
    pub id: &'static str,
    pub name: &'static str,
    pub kind: ActorKind,
    /// The index of the country it belongs to; a country belongs to itself.
    pub state: u16,
    /// `russian`; empty for what is no state.
    pub adjective: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/entities.rs"));

/// What a phrase of the tables names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Phrase(u64);

impl Phrase {
    /// One of the senses of `data::classes`.
    pub(crate) fn sense(self) -> u64 {
        self.0 & SENSE
    }

    pub(crate) fn has(self, flag: u64) -> bool {
        self.0 & flag != 0
    }

    /// 1 from 60,000 people, 2 from 250,000, 3 from a million; 0 for what is no city.
    pub(crate) fn size(self) -> u64 {
        self.0 >> SIZE & 0b11
    }

    /// The entity it names; for a city, the country it lies in.
    pub(crate) fn entity(self) -> Option<&'static Entity> {
        entity((self.0 >> INDEX) as u16)
    }
}

pub(crate) fn entity(ix: u16) -> Option<&'static Entity> {
    ENTITIES.get(usize::from(ix))
}

pub(crate) fn entity_by_id(id: &str) -> Option<&'static Entity> {
    ENTITIES.iter().find(|entity| entity.id == id)
}

/// What `name` names in the tables as a whole: a country, a region, an organisation; by its adjective too.
pub(crate) fn entity_of(name: &str) -> Option<&'static Entity> {
    let mut walk = Gazetteer::get()?.walk();
    let mut phrase = None;
    for word in name.split_whitespace() {
        phrase = walk.next(&fold(word))?;
    }
    let phrase = phrase.filter(|phrase| matches!(phrase.sense(), COUNTRY | DEMONYM | REGION | ORGANISATION))?;
    phrase.entity()
}

/// The adjective of the state with this id: `russian`.
pub(crate) fn adjective(id: &str) -> Option<&'static str> {
    ENTITIES.iter().find(|entity| entity.id == id).map(|entity| entity.adjective).filter(|word| !word.is_empty())
}

/// The tables, opened.
pub(crate) struct Gazetteer {
    words: Table<'static>,
    phrases: Fst<&'static [u8]>,
}

impl Gazetteer {
    /// The one of this process. A table that does not open (it is part of the binary) is empty.
    pub(crate) fn get() -> Option<&'static Self> {
        static GAZETTEER: OnceLock<Option<Gazetteer>> = OnceLock::new();
        GAZETTEER
            .get_or_init(|| {
                let words: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.table"));
                let phrases: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/phrases.fst"));
                Some(Gazetteer { words: Table::new(words)?, phrases: Fst::new(phrases).ok()? })
            })
            .as_ref()
    }

    /// The classes of a folded word. A regular form of a common word is common.
    pub(crate) fn word(&self, word: &str) -> u64 {
        match self.words.get(word) {
            Some(classes) => classes,
            None if is_form(word, |stem| self.words.get(stem).is_some_and(|classes| classes & COMMON != 0)) => COMMON,
            None => 0,
        }
    }

    /// Begins a phrase; feed it word by word.
    pub(crate) fn walk(&self) -> Walk<'_> {
        let root = self.phrases.root();
        Walk { fst: &self.phrases, address: root.addr(), output: 0, begun: false }
    }
}

/// A walk through the phrases, word by word.
#[derive(Clone, Copy)]
pub(crate) struct Walk<'g> {
    fst: &'g Fst<&'static [u8]>,
    address: fst::raw::CompiledAddr,
    output: u64,
    begun: bool,
}

impl Walk<'_> {
    /// Goes on with `word`. `None`: no phrase goes on so. `Some(None)`: a phrase may, but none ends here.
    pub(crate) fn next(&mut self, word: &str) -> Option<Option<Phrase>> {
        let space: &[u8] = if self.begun { b" " } else { b"" };
        self.begun = true;
        let mut node = self.fst.node(self.address);
        for byte in space.iter().chain(word.as_bytes()) {
            let transition = node.transition(node.find_input(*byte)?);
            self.output += transition.out.value();
            node = self.fst.node(transition.addr);
        }
        self.address = node.addr();
        Some(node.is_final().then(|| Phrase(self.output + node.final_output().value())))
    }
}
