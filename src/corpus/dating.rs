use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::Article;
use crate::date::{Dct, DctOrigin, infer};

use super::{ArticleId, Corpus};

/// How many articles that state no date are asked about their neighbours after they were read. The dates
/// of the others rest on their own text alone.
pub(super) const TOGETHER: usize = 5_000;
/// When so few articles came, those of their neighbours that state no date are asked again.
pub(super) const FEW: usize = 64;
/// How many neighbours are asked, and how many names they share at least.
const NEIGHBOURS: usize = 16;
const SHARED: f32 = 4.0;

pub(super) use crate::date::DatingFacts as Facts;

/// What bears on the date of an article.
pub(super) fn facts(article: &Article) -> Facts {
    let stated = article.dct.as_ref().filter(|dct| dct.origin != DctOrigin::Inferred).map(|dct| dct.interval);
    Facts::of(article.key.as_str(), article.text.as_str(), stated)
}

/// The article, dated by its own text if it states no date; and what bears on it.
pub(super) fn alone(article: Article) -> (Article, Facts) {
    let facts = facts(&article);
    (under(article, infer(&facts, &[])), facts)
}

/// The article under an inferred date.
pub(super) fn under(article: Article, dct: Option<Dct>) -> Article {
    match dct {
        Some(dct) if article.dct.is_none() => article.dated(dct),
        _ => article,
    }
}

/// Dates articles by their neighbours in a corpus.
#[derive(Debug)]
pub(super) struct Dating {
    corpus: Corpus,
    /// What was already read of neighbours: articles on one subject share them.
    known: Mutex<HashMap<ArticleId, Arc<Facts>>>,
}

impl Dating {
    pub(super) fn new(corpus: Corpus) -> Self {
        Self { corpus, known: Mutex::default() }
    }

    /// The date of an article that states none; `this` is the article itself, if the corpus has it.
    pub(super) fn infer(&self, facts: &Facts, this: Option<ArticleId>) -> Option<Dct> {
        let near = self.neighbours(facts, this);
        let near: Vec<Arc<Facts>> = near.into_iter().filter_map(|id| self.facts(id)).collect();
        infer(facts, &near.iter().map(|facts| &**facts).collect::<Vec<_>>())
    }

    /// The articles about the same things, best first: those that share the most of the rarer names.
    pub(super) fn neighbours(&self, facts: &Facts, this: Option<ArticleId>) -> Vec<ArticleId> {
        let Some(view) = &self.corpus.view else { return Vec::new() };
        let names = view.fields().names;
        let rare = (self.corpus.len() / 8).clamp(24, 400);
        let asked: Vec<(u64, f32)> = facts
            .words()
            .iter()
            .filter(|name| view.frequency(names, **name) <= rare)
            .map(|name| (*name, 1.0))
            .collect();
        let found = view.with_most(names, &asked, NEIGHBOURS + 1).into_iter();
        let near = found.filter(|(_, shared)| *shared >= SHARED).map(|(article, _)| ArticleId(article));
        near.filter(|id| Some(*id) != this).take(NEIGHBOURS).collect()
    }

    /// The neighbours of an article of the corpus.
    pub(super) fn neighbours_of(&self, id: ArticleId) -> Vec<ArticleId> {
        self.facts(id).map_or_else(Vec::new, |facts| self.neighbours(&facts, Some(id)))
    }

    /// Whether the corpus already gives this date.
    pub(super) fn has(&self, id: Option<ArticleId>, dct: Option<&Dct>) -> bool {
        id.and_then(|id| self.corpus.brief(id)).is_some_and(|brief| brief.dct.as_ref() == dct)
    }

    /// The article's own number in the corpus.
    pub(super) fn id(&self, article: &Article) -> Option<ArticleId> {
        self.corpus.by_path(&article.path)
    }

    fn facts(&self, id: ArticleId) -> Option<Arc<Facts>> {
        let known = |known: &HashMap<ArticleId, Arc<Facts>>| known.get(&id).cloned();
        if let Some(facts) = known(&self.known.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Some(facts);
        }
        let facts = Arc::new(facts(&*self.corpus.get(id)?));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= TOGETHER {
            known.clear();
        }
        known.insert(id, Arc::clone(&facts));
        Some(facts)
    }
}
