//! Workspace symbols: articles, actors and claims by a few letters or words of them. Bounded: the
//! articles that the words find, not the corpus. Who asks for nothing in particular gets an overview.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::Location;
use super::dossier::introduction;
use super::page::{count, dated};
use crate::actor::{ActorIx, ActorKind, Actors, Cluster, cluster_some};
use crate::article::{Article, Facts};
use crate::corpus::ArticleId;
use crate::date::Dct;
use crate::text::Span;
use crate::world::Snapshot;

/// How many articles are looked into, and how many symbols are answered.
const ARTICLES: usize = 16;
const LIMIT: usize = 64;

/// How many articles an overview lists, how many of the newest it reads for their actors, and how many of
/// those it lists.
const OVERVIEW_ARTICLES: usize = 200;
const OVERVIEW_READ: usize = 40;
const OVERVIEW_ACTORS: usize = 200;

/// More would only wait for each other.
const MOST_READERS: usize = 4;

/// What a found symbol stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FoundKind {
    Article,
    Actor(ActorKind),
    Claim,
}

/// One answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundSymbol {
    pub name: String,
    /// Where it stands, for a reader: `key · date` of an article (its date alone when it is known by its key),
    /// the article of an actor or a claim.
    pub container: String,
    pub kind: FoundKind,
    pub place: Location,
}

/// Articles by key or title, actors by name, claims by words; in this order. For an empty query the newest
/// articles, and the actors that most of them name.
pub fn workspace_symbols(snapshot: &Snapshot, query: &str) -> Vec<FoundSymbol> {
    let query = query.trim();
    if query.is_empty() {
        return overview(snapshot);
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let keyed = snapshot.corpus.with_prefix(query, ARTICLES).into_iter().map(|brief| brief.id);
    let worded = if words.is_empty() { Vec::new() } else { snapshot.corpus.with_words(&words, ARTICLES) };
    let named = words.last().map(|word| snapshot.corpus.with_surname(word, ARTICLES).0).unwrap_or_default();
    let mut seen: HashSet<ArticleId> = HashSet::new();
    let mut ids: Vec<ArticleId> = keyed.chain(named).chain(worded).filter(|id| seen.insert(*id)).collect();
    // The middle of a name is in no index: it is looked for in the newest articles.
    let answered = ids.len();
    ids.extend(snapshot.corpus.latest(OVERVIEW_READ).into_iter().filter(|id| seen.insert(*id)));
    let read = read(snapshot, &ids);
    let known = || read.iter().flatten();
    let articles = read.get(..answered).unwrap_or_default().iter().flatten();
    let mut found: Vec<FoundSymbol> = known().filter_map(|article| by_title(article, query)).collect();
    let mut names = HashSet::new();
    found.extend(cards(snapshot, query).filter(|symbol| names.insert(symbol.name.clone())));
    for article in known() {
        found.extend(actors(article, query).filter(|symbol| names.insert(symbol.name.clone())));
    }
    found.extend(articles.flat_map(|article| claims(article, &words)));
    found.truncate(LIMIT);
    found
}

/// The articles with their facts; none for one that cannot be read. Read side by side, for somebody waits at a keyboard,
/// and a corpus that was just opened has read none of them.
fn read(snapshot: &Snapshot, ids: &[ArticleId]) -> Vec<Option<Arc<Article>>> {
    let get = |id: &ArticleId| {
        let article = snapshot.corpus.get(*id)?;
        let _: &Facts = &article.facts;
        Some(article)
    };
    let readers = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_READERS);
    let shares: Vec<&[ArticleId]> = ids.chunks(ids.len().div_ceil(readers).max(1)).collect();
    let Some((first, others)) = shares.split_first() else { return Vec::new() };
    std::thread::scope(|scope| {
        let read = |share: &[ArticleId]| share.iter().map(get).collect::<Vec<_>>();
        let others: Vec<_> = others.iter().map(|share| (share.len(), scope.spawn(move || read(share)))).collect();
        let mut found = read(first);
        for (count, other) in others {
            found.extend(other.join().unwrap_or_else(|_| vec![None; count]));
        }
        found
    })
}

fn overview(snapshot: &Snapshot) -> Vec<FoundSymbol> {
    let newest = snapshot.corpus.latest(OVERVIEW_ARTICLES);
    let briefs = newest.iter().filter_map(|id| snapshot.corpus.brief(*id));
    let mut found: Vec<FoundSymbol> =
        briefs.map(|brief| headed(&brief.key, brief.title.as_deref(), brief.dct.as_ref(), &brief.path)).collect();
    // One entry an actor, however it is spelt, with the articles that name it; the newest introduces it.
    let ids: Vec<ArticleId> = newest.iter().take(OVERVIEW_READ).copied().collect();
    let read: Vec<Arc<Article>> = read(snapshot, &ids).into_iter().flatten().collect();
    let texts: Vec<&Actors> = read.iter().map(|article| &article.facts.actors).collect();
    let clusters = cluster_some(&texts, &snapshot.cards, &|actor| !actor.anonymous).clusters;
    let mut actors: Vec<(usize, FoundSymbol)> = clusters.into_iter().filter_map(|one| listed(one, &read)).collect();
    actors.sort_by(|(m, a), (n, b)| n.cmp(m).then_with(|| a.name.cmp(&b.name)));
    found.extend(actors.into_iter().take(OVERVIEW_ACTORS).map(|(_, symbol)| symbol));
    found
}

/// An actor of several articles, and how many name it.
fn listed(cluster: Cluster, articles: &[Arc<Article>]) -> Option<(usize, FoundSymbol)> {
    let (newest, ix, _) = cluster.members.first()?;
    let mut naming: Vec<usize> = cluster.members.iter().map(|(article, _, _)| *article).collect();
    naming.dedup();
    let place = introduced(articles.get(*newest)?, *ix)?.place;
    let container = count(naming.len(), "article");
    Some((naming.len(), FoundSymbol { name: cluster.name, container, kind: FoundKind::Actor(cluster.kind), place }))
}

fn by_title(article: &Article, query: &str) -> Option<FoundSymbol> {
    let title = article.title.as_deref().unwrap_or(&article.key);
    let named = is_subsequence(query, &article.key) || is_subsequence(query, title);
    named.then(|| headed(&article.key, article.title.as_deref(), article.dct.as_ref(), &article.path))
}

/// An article under its title, else under its key.
fn headed(key: &str, title: Option<&str>, dct: Option<&Dct>, path: &Arc<Path>) -> FoundSymbol {
    let date = dct.map_or_else(|| "no date".to_string(), dated);
    FoundSymbol {
        name: title.unwrap_or(key).to_string(),
        container: if title.is_some() { format!("{key} · {date}") } else { date },
        kind: FoundKind::Article,
        place: Location { path: Arc::clone(path), span: Span::at(0) },
    }
}

/// The user's own cards come first: they are few, and known by every name they give.
fn cards<'s>(snapshot: &'s Snapshot, query: &'s str) -> impl Iterator<Item = FoundSymbol> + 's {
    let files = snapshot.cards.files().iter().flat_map(|file| file.cards.iter().map(move |card| (file, card)));
    let asked = files.filter(move |(_, card)| card.names().any(|name| is_subsequence(query, name)));
    asked.take(LIMIT / 2).map(|(file, card)| FoundSymbol {
        name: card.name.clone(),
        container: "card".to_owned(),
        kind: FoundKind::Actor(card.kind),
        place: super::card::location(file, card),
    })
}

fn actors<'a>(article: &'a Article, query: &'a str) -> impl Iterator<Item = FoundSymbol> + 'a {
    let actors = article.facts.actors.actors.iter().enumerate();
    let asked = actors.filter(move |(_, actor)| is_subsequence(query, &actor.name));
    asked.filter_map(|(ix, _)| introduced(article, ActorIx(ix as u32)))
}

/// An actor, where the article introduces it; those without a name are left out.
fn introduced(article: &Article, ix: ActorIx) -> Option<FoundSymbol> {
    let actor = article.facts.actors.get(ix).filter(|actor| !actor.anonymous)?;
    Some(FoundSymbol {
        name: actor.name.clone(),
        container: article.key.clone(),
        kind: FoundKind::Actor(actor.kind),
        place: Location { path: Arc::clone(&article.path), span: introduction(article, ix)? },
    })
}

fn claims<'a>(article: &'a Article, words: &'a [&'a str]) -> impl Iterator<Item = FoundSymbol> + 'a {
    let text = article.text.as_str();
    article.facts.claims.iter().filter_map(move |claim| {
        let span = claim.source.iter().chain(&claim.content).copied().reduce(Span::join)?;
        let said = span.of(text).to_lowercase();
        if !words.iter().all(|word| said.contains(&word.to_lowercase())) {
            return None;
        }
        let line = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = line.chars().take(100).collect();
        let place = Location { path: Arc::clone(&article.path), span };
        Some(FoundSymbol { name, container: article.key.clone(), kind: FoundKind::Claim, place })
    })
}

/// Whether the letters of `query` stand in `name` in this order, whatever the case (as editors match).
fn is_subsequence(query: &str, name: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).all(|c| letters.any(|l| l == c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Given, Metadata, Source, read};
    use crate::corpus::Corpus;
    use crate::text::Text;
    use crate::world::World;

    /// The names, with where they stand, of what a query finds in three articles.
    fn check(query: &str, expected: &[(FoundKind, &str, &str)]) {
        let article = |(key, text): (&str, &str)| {
            let path = Path::new("/w/articles").join(key).with_extension("txt").into();
            let metadata = Metadata::default();
            let source = Source { path, hash: [0; 32], text: Text::new(text), metadata, issues: Vec::new() };
            Arc::new(read(source, Given::default()))
        };
        let articles = [
            ("harbour", "date 2023-05-04 The harbour was closed, said Maria Lindqvist."),
            ("market", "date 2023-05-06 Cod is dear, said Tomas Berg. Maria Lindqvist bought none."),
            ("undated", "Nothing was open, said Tomas Berg. Tomás Berg is a fishmonger."),
        ];
        let corpus = Arc::new(Corpus::new(articles.map(article)));
        let snapshot = Snapshot::new(World { corpus, ..World::default() });
        let found = workspace_symbols(&snapshot, query);
        let found: Vec<_> = found.iter().map(|s| (s.kind, s.name.as_str(), s.container.as_str())).collect();
        assert_eq!(found, expected, "{query}");
    }

    const PERSON: FoundKind = FoundKind::Actor(ActorKind::Person);

    #[test]
    fn an_empty_query_is_answered_with_an_overview() {
        check(
            " ",
            &[
                (FoundKind::Article, "market", "Saturday 6 May 2023"),
                (FoundKind::Article, "harbour", "Thursday 4 May 2023"),
                (FoundKind::Article, "undated", "no date"),
                (PERSON, "Maria Lindqvist", "2 articles"),
                (PERSON, "Tomas Berg", "2 articles"),
            ],
        );
    }

    #[test]
    fn articles_actors_and_claims_are_found() {
        check("mrkt", &[(FoundKind::Article, "market", "Saturday 6 May 2023")]);
        check("mark", &[(FoundKind::Article, "market", "Saturday 6 May 2023")]);
        check("lindq", &[(PERSON, "Maria Lindqvist", "market")]);
        check(
            "tomas berg",
            &[
                (PERSON, "Tomas Berg", "market"),
                (FoundKind::Claim, "Cod is dear, said Tomas Berg", "market"),
                (FoundKind::Claim, "Nothing was open, said Tomas Berg", "undated"),
            ],
        );
    }
}
