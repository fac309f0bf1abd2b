//! One actor over the sources: which actors of which articles are the one that a text names, and how that is
//! known. Bounded: the newest articles that name the actor, not all of them.

use std::sync::Arc;

use crate::actor::names::{Reason, name_keys, same_person};
use crate::actor::{Actor, ActorIx, ActorKind, Actors, Cluster, Role, cluster_some, find};
use crate::article::Article;
use crate::corpus::ArticleId;
use crate::date::Date;
use crate::text::tokens;
use crate::world::Snapshot;

/// One actor over the sources.
#[derive(Clone, Debug)]
pub struct Known {
    /// The card's id, or a slug of the name.
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    pub identity: Identity,
    /// Where the sources name the actor, the newest article first.
    pub seen: Vec<Seen>,
    /// How many articles name the actor; `seen` has the newest of them.
    pub articles: usize,
}

/// The actor in one article.
#[derive(Clone, Debug)]
pub struct Seen {
    pub id: ArticleId,
    pub article: Arc<Article>,
    pub actor: ActorIx,
    /// Why this one is the same.
    pub reason: &'static str,
}

/// How it is known who is meant.
#[derive(Clone, Debug)]
pub enum Identity {
    /// By the name itself.
    Plain,
    /// The cited article with this key names nobody else of that name.
    Cited(String),
    /// The articles here know one person of that surname, and nothing else speaks for him.
    Only,
    /// The articles here know several persons of that surname, and one of them in the office that stands with it.
    Titled,
    /// The articles here know several persons of that surname: who is meant is open. Their names, and where each was
    /// named last.
    Open(Vec<(String, Seen)>),
}

/// What the sources know of `actor`, an actor of some text. `cited` are the articles in whose light it is read:
/// a bare surname is first of all the person they name. At most `most` articles of the corpus are looked into.
pub fn known(snapshot: &Snapshot, actor: &Actor, cited: &[(ArticleId, Arc<Article>)], most: usize) -> Known {
    let light = cited.iter().find_map(|(_, article)| {
        let known = article.facts.actors.get(find_in(article, actor)?)?;
        Some((known.clone(), article.key.clone()))
    });
    let through = light.as_ref().filter(|(known, _)| known.id != actor.id).map(|(_, key)| key.clone());
    let known = light.map_or_else(|| actor.clone(), |(known, _)| known);
    let identity = through.map_or(Identity::Plain, Identity::Cited);
    let Actor { id, name, kind, anonymous, .. } = known.clone();
    if anonymous {
        return Known { id, name, kind, identity, seen: Vec::new(), articles: 0 };
    }
    let (articles, count) = articles(snapshot, &known, cited, most);
    // The actor stands last among the texts, in one of its own.
    let alone = Actors { mentions: Vec::new(), actors: vec![known.clone()] };
    let texts: Vec<&Actors> = articles.iter().map(|(_, article)| &article.facts.actors).chain([&alone]).collect();
    let keys = name_keys(&known.name);
    let like = |other: &Actor| is_person(other) && name_keys(&other.name).iter().any(|key| keys.contains(key));
    let wanted = |other: &Actor| !other.anonymous && (other.id == known.id || is_person(&known) && like(other));
    let clusters = cluster_some(&texts, &snapshot.cards, &wanted);
    let own = clusters.get(articles.len(), ActorIx(0));
    let is_bare = is_person(&known) && !known.name.contains(' ');
    // Bare surnames of several articles are as bare as one.
    let is_named = own.is_some_and(|own| own.name.contains(' ') || snapshot.cards.get(&own.id).is_some());
    let bearers: Vec<&Cluster> = match is_bare && !is_named {
        true => clusters.clusters.iter().filter(|cluster| bears(cluster, &known)).collect(),
        false => Vec::new(),
    };
    let (cluster, identity) = match bearers.as_slice() {
        [] => (own, identity),
        [one] => (Some(*one), Identity::Only),
        several => match titled(several, &texts, &known) {
            Some(one) => (Some(one), Identity::Titled),
            None => {
                let bearers = several.iter().filter_map(|one| Some((one.name.clone(), newest(one, &articles)?)));
                let identity = Identity::Open(bearers.collect());
                return Known { id, name, kind, identity, seen: Vec::new(), articles: 0 };
            }
        },
    };
    let Some(cluster) = cluster else { return Known { id, name, kind, identity, seen: Vec::new(), articles: count } };
    let seen = members(cluster, &articles);
    // A note's “Lavrov” is the cited article's “Sergey Lavrov”, however others spell him; a card's name is the user's.
    let by_card = snapshot.cards.get(&cluster.id).is_some();
    let name = if known.name.contains(' ') && !by_card { known.name } else { cluster.name.clone() };
    Known { id: cluster.id.clone(), name, kind: cluster.kind, identity, articles: count.max(seen.len()), seen }
}

/// The articles that may name the actor, the cited first, and how many the index knows.
fn articles(
    snapshot: &Snapshot,
    actor: &Actor,
    cited: &[(ArticleId, Arc<Article>)],
    most: usize,
) -> (Vec<(ArticleId, Arc<Article>)>, usize) {
    let corpus = &snapshot.corpus;
    let (mut ids, count) = corpus.with_actor(&actor.id, most);
    if is_person(actor) {
        ids.extend(corpus.with_surname(&actor.name, most).0);
    }
    // The index was built without cards: a name that only a card makes one is found by its words.
    for alias in snapshot.cards.get(&actor.id).iter().flat_map(|card| card.names()).filter(|name| !is_named(name)) {
        ids.extend(corpus.with_words(&[alias], most));
    }
    let mut found: Vec<(ArticleId, Arc<Article>)> = cited.to_vec();
    for id in ids {
        if found.iter().all(|(known, _)| *known != id)
            && let Some(article) = corpus.get(id)
        {
            found.push((id, article));
        }
    }
    (found, count)
}

/// Whether the rules alone see an actor in a name.
fn is_named(name: &str) -> bool {
    let actors = find(name, &tokens(name));
    actors.mentions.iter().any(|mention| mention.span.len() == name.len())
}

/// The articles of a cluster, the newest first.
fn members(cluster: &Cluster, articles: &[(ArticleId, Arc<Article>)]) -> Vec<Seen> {
    let seen = cluster.members.iter().filter_map(|(text, actor, reason)| {
        let (id, article) = articles.get(*text)?;
        Some(Seen { id: *id, article: Arc::clone(article), actor: *actor, reason })
    });
    let mut seen: Vec<Seen> = seen.collect();
    seen.sort_by_key(|seen| std::cmp::Reverse(dated(&seen.article)));
    seen
}

fn newest(cluster: &Cluster, articles: &[(ArticleId, Arc<Article>)]) -> Option<Seen> {
    members(cluster, articles).into_iter().next()
}

/// Whether a full name of the cluster ends in the surname.
fn bears(cluster: &Cluster, bare: &Actor) -> bool {
    let surname = |name: &str| name.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(&bare.name));
    let mut names = std::iter::once(&cluster.name).chain(cluster.spellings.iter().map(|(name, _)| name));
    cluster.kind == ActorKind::Person && names.any(|name| name.contains(' ') && surname(name))
}

/// The only one of these who somewhere has the office that stands with the surname.
fn titled<'c>(bearers: &[&'c Cluster], texts: &[&Actors], bare: &Actor) -> Option<&'c Cluster> {
    let last = |role: &Role| role.title.rsplit(' ').next().map(str::to_lowercase);
    let asked: Vec<Option<String>> = bare.roles.iter().map(last).collect();
    let has = |(text, actor): (usize, ActorIx)| {
        let actor = texts.get(text).and_then(|actors| actors.get(actor));
        actor.is_some_and(|actor| actor.roles.iter().any(|role| asked.contains(&last(role))))
    };
    let in_office = |cluster: &&&Cluster| cluster.members.iter().any(|(text, actor, _)| has((*text, *actor)));
    let mut fitting = bearers.iter().filter(in_office);
    let one = fitting.next()?;
    fitting.next().is_none().then_some(*one)
}

fn is_person(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::Person | ActorKind::Unknown) && !actor.anonymous
}

/// The same actor in another text: by id, else by a name that is a spelling of the same or the surname
/// alone, when only one there has it.
pub fn find_in(article: &Article, actor: &Actor) -> Option<ActorIx> {
    find_among(&article.facts.actors, actor)
}

/// As [`find_in`], in any text.
pub fn find_among(actors: &Actors, actor: &Actor) -> Option<ActorIx> {
    if let Some(ix) = actors.by_id(&actor.id) {
        return Some(ix);
    }
    let mut alike = actors.actors.iter().enumerate().filter(|(_, other)| is_one(actor, other));
    let (ix, _) = alike.next()?;
    alike.next().is_none().then_some(ActorIx(ix as u32))
}

/// Whether two actors of different texts may be one person: the same name in another spelling, or a surname
/// and the whole name (`lavrov`, `sergey-lavrov`). A slip of the pen makes nobody the same.
fn is_one(a: &Actor, b: &Actor) -> bool {
    if !is_person(a) || !is_person(b) {
        return false;
    }
    let short = |short: &str, long: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with('-'));
    let full = a.name.contains(' ') && b.name.contains(' ');
    let spelt = || same_person(&a.name, &b.name).is_some_and(|reason| reason < Reason::Slip);
    short(&a.id, &b.id) || short(&b.id, &a.id) || (full && spelt())
}

/// The day of an article by which it is sorted: the latest on which it may have been written.
pub fn dated(article: &Article) -> Option<Date> {
    article.dct.as_ref().and_then(|dct| dct.interval.latest.or(dct.interval.earliest))
}
