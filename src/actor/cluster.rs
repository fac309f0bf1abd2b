//! Which actors of several texts are one: a pure function of the texts and the cards, with the reason.

use std::collections::BTreeMap;

use super::names::{Reason, name_keys, same_person};
use super::resolve::slug;
use super::{Actor, ActorIx, ActorKind, Actors, Card, Cards};

/// One actor over several texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cluster {
    /// The card's id; without a card the slug of the name: of the spelling that most mentions have, the fuller
    /// one first.
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    /// The spellings and how many mentions have each, most first.
    pub spellings: Vec<(String, usize)>,
    /// Its members: the text's place in the input, the actor there, and why it belongs here.
    pub members: Vec<(usize, ActorIx, &'static str)>,
}

/// The clusters of a set of texts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Clusters {
    pub clusters: Vec<Cluster>,
    /// By text and actor.
    of: Vec<Vec<usize>>,
}

impl Clusters {
    /// The cluster of an actor of the text at place `text` of the input.
    pub fn get(&self, text: usize, actor: ActorIx) -> Option<&Cluster> {
        self.clusters.get(*self.of.get(text)?.get(actor.0 as usize)?)
    }

    /// Its id.
    pub fn id(&self, text: usize, actor: ActorIx) -> Option<&str> {
        self.get(text, actor).map(|cluster| cluster.id.as_str())
    }
}

/// A member before it is placed.
struct Loose<'a> {
    text: usize,
    ix: ActorIx,
    actor: &'a Actor,
    card: Option<&'a Card>,
    mentions: usize,
}

impl Loose<'_> {
    fn id(&self) -> &str {
        self.card.map_or(&self.actor.id, |card| &card.id)
    }

    fn is_full_person(&self) -> bool {
        self.actor.kind == ActorKind::Person && self.actor.name.contains(' ') && !self.actor.anonymous
    }
}

/// Unites the actors of `texts`. Bounded for a set that an index has narrowed by [`name_keys`].
///
/// - What has one card is one; equal ids are one, unless anonymous: those never meet.
/// - Full names of persons are one when [`same_person`] says so of every spelling the cluster has.
/// - A bare surname joins only when one cluster alone has that surname and an office or a state agrees.
pub fn cluster(texts: &[&Actors], cards: &Cards) -> Clusters {
    cluster_some(texts, cards, &|_| true)
}

/// As [`cluster`], of those actors alone that are `wanted`; the others have no cluster.
pub fn cluster_some(texts: &[&Actors], cards: &Cards, wanted: &dyn Fn(&Actor) -> bool) -> Clusters {
    let mut loose = Vec::new();
    for (text, actors) in texts.iter().enumerate() {
        let mut counts = vec![0; actors.actors.len()];
        for mention in &actors.mentions {
            if let Some(count) = counts.get_mut(mention.actor.0 as usize) {
                *count += 1;
            }
        }
        for (at, actor) in actors.actors.iter().enumerate().filter(|(_, actor)| wanted(actor)) {
            // A text may have been read in the light of the cards, or without them.
            let card = cards.of_actor(actor).or_else(|| cards.get(&actor.id)).filter(|_| !actor.anonymous);
            loose.push(Loose { text, ix: ActorIx(at as u32), actor, card, mentions: counts[at] });
        }
    }
    // The fullest names first, so that what a shorter one may join is there; then by name, so that the
    // order of the texts does not matter.
    loose.sort_by_key(|l| {
        let words = l.actor.name.split(' ').count();
        (!l.is_full_person(), std::cmp::Reverse(words), l.actor.name.clone(), l.text)
    });
    let mut builder = Builder { texts, groups: Vec::new(), ids: BTreeMap::new(), keys: BTreeMap::new() };
    // Those with a card before all others, so that what the user wrote down decides.
    loose.sort_by_key(|l| l.card.is_none());
    for one in loose {
        builder.place(one);
    }
    builder.finish()
}

struct Builder<'a> {
    texts: &'a [&'a Actors],
    groups: Vec<Vec<(Loose<'a>, &'static str)>>,
    ids: BTreeMap<String, usize>,
    keys: BTreeMap<String, Vec<usize>>,
}

impl<'a> Builder<'a> {
    fn place(&mut self, one: Loose<'a>) {
        if one.actor.anonymous {
            self.groups.push(vec![(one, "an unnamed actor of this text")]);
            return;
        }
        let found = match self.ids.get(one.id()) {
            Some(group) if one.card.is_some() => Some((*group, "a card says so")),
            Some(group) => Some((*group, "the same name")),
            None if one.card.is_some() => None,
            None if one.is_full_person() => self.full(&one),
            None if one.actor.kind == ActorKind::Person => self.surname(&one),
            None => None,
        };
        let (group, reason) = found.unwrap_or_else(|| {
            self.groups.push(Vec::new());
            (self.groups.len() - 1, if one.card.is_some() { "a card says so" } else { "the first of its name" })
        });
        self.ids.insert(one.id().to_owned(), group);
        if one.is_full_person() {
            for key in name_keys(&one.actor.name) {
                let groups = self.keys.entry(key).or_default();
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        self.groups[group].push((one, reason));
    }

    fn candidates(&self, name: &str) -> Vec<usize> {
        let mut found: Vec<usize> =
            name_keys(name).iter().filter_map(|key| self.keys.get(key)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn full(&self, one: &Loose<'a>) -> Option<(usize, &'static str)> {
        let mut fitting = self.candidates(&one.actor.name).into_iter().filter_map(|group| {
            if self.card(group).is_some_and(|card| card.refuses(&one.actor.name)) {
                return None;
            }
            let reasons: Option<Vec<Reason>> =
                self.groups[group].iter().map(|(other, _)| same_person(&other.actor.name, &one.actor.name)).collect();
            // A slip is for the writer to mend, not for us to swallow.
            let worst = reasons?.into_iter().max().filter(|reason| *reason < Reason::Slip)?;
            Some((group, worst.text()))
        });
        let first = fitting.next();
        // Two that fit equally are two persons as far as we know, and this one is neither for sure.
        if fitting.next().is_some() { None } else { first }
    }

    fn surname(&self, one: &Loose<'a>) -> Option<(usize, &'static str)> {
        let name = slug(&one.actor.name);
        let ends = |other: &Loose<'_>| other.actor.id.rsplit('-').next() == Some(name.as_str());
        let mut fitting = self
            .candidates(&one.actor.name)
            .into_iter()
            .filter(|group| self.groups[*group].iter().any(|(other, _)| ends(other)))
            .filter(|group| self.card(*group).is_none_or(|card| !card.refuses(&one.actor.name)));
        let group = fitting.next()?;
        if fitting.next().is_some() {
            return None;
        }
        let agrees = self.groups[group].iter().any(|(other, _)| self.agree(one, other));
        agrees.then_some((group, "assumed: the only one of this surname here, and the office or state agrees"))
    }

    /// The card of a group, if it has one.
    fn card(&self, group: usize) -> Option<&'a Card> {
        self.groups.get(group)?.iter().find_map(|(one, _)| one.card)
    }

    /// An office in common, or the state of one's office named in the other's text.
    fn agree(&self, one: &Loose<'a>, other: &Loose<'a>) -> bool {
        let names = |text: usize, id: &str| self.texts.get(text).is_some_and(|actors| actors.by_id(id).is_some());
        let last = |title: &str| title.rsplit(' ').next().map(str::to_lowercase);
        let titles = |loose: &Loose<'_>| {
            let written = loose.card.iter().flat_map(|card| &card.roles).map(|role| last(&role.title));
            loose.actor.roles.iter().map(|role| last(&role.title)).chain(written).collect::<Vec<_>>()
        };
        let theirs = titles(other);
        let office = titles(one).iter().any(|title| theirs.contains(title));
        let state = |a: &Loose<'_>, b: &Loose<'_>| {
            a.actor.roles.iter().filter_map(|role| role.of.as_deref()).any(|of| names(b.text, of))
        };
        office || state(one, other) || state(other, one)
    }

    fn finish(self) -> Clusters {
        let mut of: Vec<Vec<usize>> = self.texts.iter().map(|actors| vec![usize::MAX; actors.actors.len()]).collect();
        let mut clusters = Vec::with_capacity(self.groups.len());
        for (group, members) in self.groups.into_iter().enumerate() {
            let mut spellings: BTreeMap<&str, usize> = BTreeMap::new();
            for (one, _) in &members {
                *spellings.entry(&one.actor.name).or_default() += one.mentions;
            }
            let mut spellings: Vec<(String, usize)> = spellings.into_iter().map(|(s, n)| (s.to_owned(), n)).collect();
            spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
            let full = |name: &str| name.contains(' ');
            let best = spellings.iter().find(|(name, _)| full(name)).or(spellings.first());
            let name = best.map(|(name, _)| name.clone()).unwrap_or_default();
            let id = members.iter().find(|(one, _)| one.actor.name == name).map(|(one, _)| one.actor.id.clone());
            let kind = members.first().map_or(ActorKind::Unknown, |(one, _)| one.actor.kind);
            let card = members.iter().find_map(|(one, _)| one.card);
            let (id, name, kind) =
                card.map_or((id, name, kind), |card| (Some(card.id.clone()), card.name.clone(), card.kind));
            for (one, _) in &members {
                if let Some(place) = of.get_mut(one.text).and_then(|text| text.get_mut(one.ix.0 as usize)) {
                    *place = group;
                }
            }
            let mut members: Vec<_> = members.into_iter().map(|(one, reason)| (one.text, one.ix, reason)).collect();
            members.sort_unstable_by_key(|(text, ix, _)| (*text, *ix));
            clusters.push(Cluster { id: id.unwrap_or_default(), name, kind, spellings, members });
        }
        Clusters { clusters, of }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{find, find_with};
    use crate::text::tokens;

    fn check(texts: &[&str], expected: &[&[&str]]) {
        let found: Vec<Actors> = texts.iter().map(|text| find(text, &tokens(text))).collect();
        let clusters = cluster(&found.iter().collect::<Vec<_>>(), &Cards::default());
        for (text, ids) in expected.iter().enumerate() {
            let persons = (0..found[text].actors.len()).filter(|ix| found[text].actors[*ix].kind == ActorKind::Person);
            let got: Vec<&str> = persons.filter_map(|ix| clusters.id(text, ActorIx(ix as u32))).collect();
            assert_eq!(&got, ids, "{texts:?}");
        }
    }

    #[test]
    fn two_spellings_are_one_and_two_given_names_are_two() {
        check(
            &["Foreign Minister Sergei Novikov spoke. Novikov left.", "Minister Sergey Novikov. Sergey Novikov."],
            &[&["sergey-novikov"], &["sergey-novikov"]],
        );
        check(&["Anna Roe spoke.", "Jane Roe spoke."], &[&["anna-roe"], &["jane-roe"]]);
    }

    #[test]
    fn what_has_one_card_is_one() {
        let card = "---\nname: Ana Quispe\naliases: [the iron lady]\nnot: [Anna Quispe]\nroles: [President]\n---\n";
        let cards = Cards::of([Card::read(card, "x").0.unwrap()]);
        let ids = |texts: &[&str]| {
            let found: Vec<Actors> = texts.iter().map(|text| find_with(text, &tokens(text), &cards)).collect();
            let clusters = cluster(&found.iter().collect::<Vec<_>>(), &cards);
            let id = |text| clusters.id(text, ActorIx(0)).unwrap_or_default().to_owned();
            (0..texts.len()).map(id).collect::<Vec<_>>()
        };
        let texts = ["Here the iron lady spoke.", "Ana Quispe spoke.", "President Quispe left."];
        assert_eq!(ids(&texts), ["ana-quispe"; 3]);
        // Of two with that surname nobody knows which left.
        let texts = ["Ana Quispe spoke.", "Anna Quispe sang.", "President Quispe left."];
        assert_eq!(ids(&texts), ["ana-quispe", "anna-quispe", "quispe"]);
    }

    #[test]
    fn a_bare_surname_needs_an_office_or_a_state() {
        check(
            &["Peruvian President Ana Quispe spoke.", "President Quispe of Peru left."],
            &[&["ana-quispe"], &["ana-quispe"]],
        );
        check(&["The singer Ana Quispe sang.", "Mr. Quispe left."], &[&["ana-quispe"], &["quispe"]]);
        check(
            &["President Ana Quispe spoke.", "President Luis Quispe spoke.", "President Quispe left."],
            &[&["ana-quispe"], &["luis-quispe"], &["quispe"]],
        );
    }
}
