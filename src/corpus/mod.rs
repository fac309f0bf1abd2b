//! The corpus: all articles of a workspace, and the bounded look-ups over them.
//!
//! The only module that reads folders and writes files. A [`Corpus`] is an immutable view: what it
//! answers never changes; a newer one is swapped in by the world. Facts are not stored: an article is
//! read again from its file when asked for (and kept in a small cache), because the engines are faster
//! than any store; the index holds only what finds articles.

use std::path::Path;
use std::sync::Arc;

use crate::article::Article;

/// Names an article within one [`Corpus`] and those that follow from it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ArticleId(pub u32);

/// What a key names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeyMatch {
    One(ArticleId),
    /// A prefix, or a key given twice.
    Many(Vec<ArticleId>),
    /// Nothing; the closest keys, best first.
    None(Vec<String>),
}

/// All articles, as of one moment.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    articles: Vec<Arc<Article>>,
}

impl Corpus {
    pub fn new(articles: Vec<Arc<Article>>) -> Self {
        Self { articles }
    }

    pub fn len(&self) -> usize {
        self.articles.len()
    }

    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The article, read from its file if need be; none when it is gone or cannot be read.
    pub fn get(&self, id: ArticleId) -> Option<Arc<Article>> {
        self.articles.get(id.0 as usize).cloned()
    }

    pub fn by_path(&self, path: &Path) -> Option<ArticleId> {
        self.articles.iter().position(|a| &*a.path == path).map(|ix| ArticleId(ix as u32))
    }

    /// What a citation's key names: the whole key, else a unique prefix of one.
    pub fn resolve(&self, key: &str) -> KeyMatch {
        let _ = key;
        KeyMatch::None(Vec::new())
    }

    /// The articles that share most of these hashed 3-grams of folded words, best first, at most `limit`.
    pub fn with_grams(&self, grams: &[u64], limit: usize) -> Vec<ArticleId> {
        let _ = (grams, limit);
        Vec::new()
    }

    /// The articles that share most of these words, weighted by rarity, best first, at most `limit`.
    pub fn with_words(&self, words: &[&str], limit: usize) -> Vec<ArticleId> {
        let _ = (words, limit);
        Vec::new()
    }

    /// The articles that mention an actor (by id), newest first, at most `limit`, and how many there are.
    pub fn with_actor(&self, actor: &str, limit: usize) -> (Vec<ArticleId>, usize) {
        let _ = (actor, limit);
        (Vec::new(), 0)
    }
}
