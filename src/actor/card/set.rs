use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Card, CardFile};
use crate::actor::gazetteer::entity_of;
use crate::actor::names::{Reason, name_keys, same_person};
use crate::actor::resolve::slug;
use crate::actor::{Actor, ActorKind};
use crate::text::Span;

/// All cards of a workspace. What finds them by name is put together when it is first asked for, so that of a
/// burst of edits in a card only the last one pays for it.
#[derive(Debug, Default)]
pub struct Cards {
    files: Vec<Arc<CardFile>>,
    digest: u64,
    names: OnceLock<Names>,
}

/// How a card's name stands for its actor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NameKind {
    /// Its name or an alias.
    Strong,
    /// Counts only beside a strong one.
    Weak,
    Metonym,
}

/// A card by its place: the file's, then its own in the file.
type At = (u32, u32);

/// The names of all cards.
#[derive(Debug, Default)]
struct Names {
    automaton: Option<AhoCorasick>,
    /// Of each pattern of the automaton: the cards that have it.
    of: Vec<Vec<(At, NameKind)>>,
    by_id: HashMap<String, At>,
    /// By the slug of a name or an alias; of a card whose name is in the tables also by the tables' id.
    by_name: HashMap<String, Vec<At>>,
    /// Persons, by the keys under which other spellings of their names are looked for.
    by_key: HashMap<String, Vec<At>>,
}

impl Cards {
    /// The cards of these files, by path.
    pub fn new(mut files: Vec<Arc<CardFile>>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut hasher = DefaultHasher::new();
        let filled = files.iter().filter(|file| !file.cards.is_empty());
        filled.for_each(|file| (&file.path, file.digest).hash(&mut hasher));
        let digest = if files.iter().all(|file| file.cards.is_empty()) { 0 } else { hasher.finish() | 1 };
        Self { files, digest, names: OnceLock::new() }
    }

    /// Changes with everything by which texts are read in the light of the cards; 0 when there are none.
    pub fn digest(&self) -> u64 {
        self.digest
    }

    pub fn is_empty(&self) -> bool {
        self.files.iter().all(|file| file.cards.is_empty())
    }

    /// The files, by path; those that hold no card too.
    pub fn files(&self) -> &[Arc<CardFile>] {
        &self.files
    }

    pub fn file(&self, path: &Path) -> Option<&Arc<CardFile>> {
        let ix = self.files.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        self.files.get(ix)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Card> {
        self.files.iter().flat_map(|file| &file.cards)
    }

    /// The card with this id.
    pub fn get(&self, id: &str) -> Option<&Card> {
        self.find(id).map(|(_, card)| card)
    }

    /// The card with this id, and its file.
    pub fn find(&self, id: &str) -> Option<(&Arc<CardFile>, &Card)> {
        self.at(*self.names().by_id.get(id)?)
    }

    /// The cards that have this name or alias. More than one: the name finds none of them.
    pub fn named(&self, name: &str) -> impl Iterator<Item = (&Arc<CardFile>, &Card)> {
        let found = self.names().by_name.get(&slug(name)).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|at| self.at(*at))
    }

    /// The card that means this actor of some text: by its name, its aliases, or another spelling of them.
    pub(crate) fn of_actor(&self, actor: &Actor) -> Option<&Card> {
        if actor.anonymous || self.is_empty() {
            return None;
        }
        let names = self.names();
        let only = |found: &[At]| if let [at] = found { self.at(*at) } else { None };
        let by_name = names.by_name.get(&slug(&actor.name)).or_else(|| names.by_name.get(&actor.id));
        let card = match by_name {
            Some(found) => only(found)?.1,
            None if actor.kind == ActorKind::Person && actor.name.contains(' ') => self.spelt(&actor.name)?,
            None => return None,
        };
        (!card.refuses(&actor.name)).then_some(card)
    }

    /// The one person a spelling of whose name this is; an initial is not enough.
    fn spelt(&self, name: &str) -> Option<&Card> {
        let names = self.names();
        let mut near: Vec<At> =
            name_keys(name).iter().filter_map(|key| names.by_key.get(key)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let same =
            |card: &Card| card.names().any(|own| same_person(own, name).is_some_and(|why| why < Reason::Initial));
        let mut fitting = near.into_iter().filter_map(|at| self.at(at)).map(|(_, card)| card).filter(|card| same(card));
        let card = fitting.next()?;
        fitting.next().is_none().then_some(card)
    }

    /// Where `text` has a name of a card as whole words: the span, and the cards that have that name, with how.
    pub(crate) fn matches<'c>(&'c self, text: &'c str) -> impl Iterator<Item = (Span, Vec<(&'c Card, NameKind)>)> {
        let names = if self.is_empty() { None } else { Some(self.names()) };
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let hits = names.and_then(|names| Some((names, names.automaton.as_ref()?)));
        hits.into_iter().flat_map(move |(names, automaton)| {
            automaton.find_iter(text).filter_map(move |hit| {
                let before = text.get(..hit.start()).and_then(|left| left.chars().next_back());
                let after = text.get(hit.end()..).and_then(|right| right.chars().next());
                if letter(before) || letter(after) {
                    return None;
                }
                let of = names.of.get(hit.pattern().as_usize())?;
                let cards = of.iter().filter_map(|(at, kind)| Some((self.at(*at)?.1, *kind))).collect();
                Some((Span::new(hit.start(), hit.end()), cards))
            })
        })
    }

    fn at(&self, (file, card): At) -> Option<(&Arc<CardFile>, &Card)> {
        let file = self.files.get(file as usize)?;
        Some((file, file.cards.get(card as usize)?))
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.files))
    }

    /// Cards that lie in no file.
    #[cfg(test)]
    pub(crate) fn of(cards: impl IntoIterator<Item = Card>) -> Self {
        let mut file = CardFile::read(Path::new("actors/README.md").into(), crate::text::Text::new(""));
        file.cards = cards.into_iter().collect();
        Self::new(vec![Arc::new(file)])
    }
}

impl Names {
    fn of(files: &[Arc<CardFile>]) -> Self {
        let mut names = Self::default();
        let mut patterns: HashMap<&str, Vec<(At, NameKind)>> = HashMap::new();
        // What the user wrote by hand comes before what was imported.
        for by_hand in [true, false] {
            let some = files.iter().enumerate().filter(|(_, file)| file.is_markdown() == by_hand);
            let cards = some.flat_map(|(file, f)| {
                f.cards.iter().enumerate().map(move |(ix, card)| ((file as u32, ix as u32), card))
            });
            let mut fresh: HashMap<String, Vec<At>> = HashMap::new();
            for (at, card) in cards {
                names.by_id.entry(card.id.clone()).or_insert(at);
                let mut own: Vec<String> = card.names().filter(|name| !card.refuses(name)).map(slug).collect();
                own.extend(card.names().filter_map(entity_of).map(|entity| entity.id.to_owned()));
                if card.kind != ActorKind::Person {
                    own.push(card.id.clone());
                }
                own.sort_unstable();
                own.dedup();
                for name in own.into_iter().filter(|name| !name.is_empty()) {
                    fresh.entry(name).or_default().push(at);
                }
                if card.kind == ActorKind::Person {
                    let mut keys: Vec<String> =
                        card.names().filter(|name| name.contains(' ')).flat_map(name_keys).collect();
                    keys.sort_unstable();
                    keys.dedup();
                    keys.into_iter().for_each(|key| names.by_key.entry(key).or_default().push(at));
                }
                let kinds = card.names().map(|name| (name, NameKind::Strong));
                let kinds = kinds.chain(card.weak_aliases.iter().map(|name| (name.as_str(), NameKind::Weak)));
                let kinds = kinds.chain(card.metonyms.iter().map(|name| (name.as_str(), NameKind::Metonym)));
                for (name, kind) in kinds.map(|(name, kind)| (name.trim(), kind)) {
                    if !name.is_empty() && !card.refuses(name) {
                        patterns.entry(name).or_default().push((at, kind));
                    }
                }
            }
            for (name, cards) in fresh {
                names.by_name.entry(name).or_insert(cards);
            }
        }
        let mut patterns: Vec<(&str, Vec<(At, NameKind)>)> = patterns.into_iter().collect();
        patterns.sort_unstable();
        let words = patterns.iter().map(|(name, _)| name);
        names.automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok();
        // A strong name of two cards is nobody's, unless one of them was written by hand.
        names.of = patterns
            .into_iter()
            .map(|(name, mut of)| {
                let owners = names.by_name.get(&slug(name)).map_or(&[][..], Vec::as_slice);
                of.retain(|(at, kind)| *kind != NameKind::Strong || owners == [*at]);
                of.sort_unstable_by_key(|(at, kind)| (*kind, *at));
                of.dedup();
                of
            })
            .collect();
        names
    }
}
