//! Workspace symbols: articles, actors and claims by a few letters or words of them. Bounded: the
//! articles that the words find, not the corpus.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::Location;
use super::dossier::introduction;
use crate::actor::{ActorIx, ActorKind};
use crate::article::Article;
use crate::text::Span;
use crate::world::Snapshot;

/// How many articles are looked into, and how many symbols are answered.
const ARTICLES: usize = 16;
const LIMIT: usize = 64;

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
    /// The article it stands in, or the article's date.
    pub container: String,
    pub kind: FoundKind,
    pub place: Location,
}

/// Articles by key or title, actors by name, claims by words; in this order.
pub fn workspace_symbols(snapshot: &Snapshot, query: &str) -> Vec<FoundSymbol> {
    let query = query.trim();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut articles: Vec<Arc<Article>> = Vec::new();
    let mut seen: HashSet<Arc<Path>> = HashSet::new();
    let keyed = snapshot.corpus.with_prefix(query, ARTICLES).into_iter().map(|brief| brief.id);
    let worded = if words.is_empty() { Vec::new() } else { snapshot.corpus.with_words(&words, ARTICLES) };
    let named = words.last().map(|word| snapshot.corpus.with_surname(word, ARTICLES).0).unwrap_or_default();
    for id in keyed.chain(named).chain(worded) {
        if let Some(article) = snapshot.corpus.get(id).filter(|article| seen.insert(Arc::clone(&article.path))) {
            articles.push(article);
        }
    }
    let mut found = Vec::new();
    found.extend(articles.iter().filter_map(|article| by_title(article, query)));
    let mut names = HashSet::new();
    found.extend(cards(snapshot, query).filter(|symbol| names.insert(symbol.name.clone())));
    for article in &articles {
        found.extend(actors(article, query).filter(|symbol| names.insert(symbol.name.clone())));
    }
    if !words.is_empty() {
        found.extend(articles.iter().flat_map(|article| claims(article, &words)));
    }
    found.truncate(LIMIT);
    found
}

fn by_title(article: &Article, query: &str) -> Option<FoundSymbol> {
    let title = article.title.as_deref().unwrap_or(&article.key);
    (is_subsequence(query, &article.key) || is_subsequence(query, title)).then(|| FoundSymbol {
        name: title.to_string(),
        container: article.key.clone(),
        kind: FoundKind::Article,
        place: Location { path: Arc::clone(&article.path), span: Span::at(0) },
    })
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
    article.facts.actors.actors.iter().enumerate().filter_map(move |(ix, actor)| {
        if actor.anonymous || !is_subsequence(query, &actor.name) {
            return None;
        }
        let span = introduction(article, ActorIx(ix as u32))?;
        Some(FoundSymbol {
            name: actor.name.clone(),
            container: article.key.clone(),
            kind: FoundKind::Actor(actor.kind),
            place: Location { path: Arc::clone(&article.path), span },
        })
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
