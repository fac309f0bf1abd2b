use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::Article;
use crate::date::{Dct, DctOrigin, infer};

use super::schema::{Kind, path_hash, term};
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

/// The article under an inferred date.
pub(super) fn under(article: Article, dct: Option<Dct>) -> Article {
    match dct {
        Some(dct) if article.dct.is_none() => article.dated(dct),
        _ => article,
    }
}

/// What bears on the dates of articles, by the term of their path and their number in the file. Articles
/// on one subject share neighbours, so it is kept while they are dated.
pub(super) type Known = HashMap<(u64, usize), Arc<Facts>>;

/// Dates articles by their neighbours in a corpus.
#[derive(Debug)]
pub(super) struct Dating {
    corpus: Corpus,
    known: Mutex<Known>,
}

impl Dating {
    /// `known` spares reading what was just read.
    pub(super) fn new(corpus: Corpus, known: Known) -> Self {
        Self { corpus, known: Mutex::new(known) }
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
        let rare = (self.corpus.len() / 8).clamp(24, 400);
        let asked: Vec<u64> = facts.words().iter().map(|name| term(Kind::About, *name)).collect();
        let weigh = |_, articles| (articles <= rare).then_some(1.0);
        let found = view.with_most(&asked, weigh, NEIGHBOURS + 1).into_iter();
        let near = found.filter(|(_, shared)| *shared >= SHARED).map(|(article, _)| ArticleId(article));
        near.filter(|id| Some(*id) != this).take(NEIGHBOURS).collect()
    }

    /// The neighbours of an article of the corpus.
    pub(super) fn neighbours_of(&self, id: ArticleId) -> Vec<ArticleId> {
        self.facts(id).map_or_else(Vec::new, |facts| self.neighbours(&facts, Some(id)))
    }

    /// Whether the corpus already gives the only article of a file the date that can be inferred now.
    pub(super) fn is_settled(&self, path: &Path) -> bool {
        let settled = || {
            let id = self.corpus.by_path(path)?;
            let facts = self.facts(id)?;
            Some(facts.stated.is_some() || self.corpus.brief(id)?.dct == self.infer(&facts, Some(id)))
        };
        settled().unwrap_or(false)
    }

    /// The article's own number in the corpus.
    pub(super) fn id(&self, article: &Article) -> Option<ArticleId> {
        self.corpus.by_path(&article.path)
    }

    fn facts(&self, id: ArticleId) -> Option<Arc<Facts>> {
        let card = self.corpus.view.as_ref()?.card(id.0)?;
        let at = (path_hash(&card.path), card.ix());
        if let Some(facts) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&at) {
            return Some(Arc::clone(facts));
        }
        let path = self.corpus.view.as_ref()?.root().join(&card.path).into();
        let articles = self.corpus.library.read_file(&path, &Arc::default()).ok()?;
        let facts = Arc::new(facts(articles.get(card.ix())?));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= 2 * TOGETHER {
            known.clear();
        }
        known.insert(at, Arc::clone(&facts));
        Some(facts)
    }
}
