use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::article::Article;

use super::terms::Terms;

/// Articles held in memory: those open in the editor, which stand before the index, and whole small
/// corpora in tests. Look-ups go over all of them, so they are for few.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    articles: Vec<(Arc<Article>, Arc<Terms>)>,
    by_path: HashMap<Arc<Path>, usize>,
}

impl Held {
    pub(super) fn new(articles: impl IntoIterator<Item = Arc<Article>>) -> Self {
        Self::default().with(articles)
    }

    /// These articles and those held already, but for the ones with the same path.
    pub(super) fn with(&self, articles: impl IntoIterator<Item = Arc<Article>>) -> Self {
        let mut held = self.clone();
        for article in articles {
            let terms = Arc::new(Terms::of(&article));
            match held.by_path.get(&article.path).and_then(|ix| held.articles.get_mut(*ix)) {
                Some(entry) => *entry = (article, terms),
                None => {
                    held.by_path.insert(Arc::clone(&article.path), held.articles.len());
                    held.articles.push((article, terms));
                }
            }
        }
        held
    }

    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    pub(super) fn get(&self, ix: usize) -> Option<&Arc<Article>> {
        self.articles.get(ix).map(|(article, _)| article)
    }

    pub(super) fn by_path(&self, path: &Path) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Arc<Article>)> {
        self.articles.iter().enumerate().map(|(ix, (article, _))| (ix, article))
    }

    /// How many of `asked` each article has, weighted; articles with none are left out. `of` picks the
    /// kind of term; the terms of an article are sorted.
    pub(super) fn score(&self, asked: &[(u64, f32)], of: impl Fn(&Terms) -> &[u64]) -> Vec<(usize, f32)> {
        let score = |terms: &Terms| -> f32 {
            let has = |term: &u64| of(terms).binary_search(term).is_ok();
            asked.iter().filter(|(term, _)| has(term)).map(|(_, weight)| weight).sum()
        };
        let scored = self.articles.iter().enumerate().map(|(ix, (_, terms))| (ix, score(terms)));
        scored.filter(|(_, score)| *score > 0.0).collect()
    }
}
