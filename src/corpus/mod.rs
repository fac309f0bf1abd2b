//! The corpus: all articles of a workspace, and the bounded look-ups over them.
//!
//! The only module that reads folders and writes files. A [`Corpus`] is an immutable view: what it
//! answers never changes; a newer one is swapped in by the world. Facts are not stored: an article is
//! read again from its file when asked for (and kept in a small cache), because the engines are faster
//! than any store; the index holds only what finds articles.
//!
//! [`Keeper`] brings a corpus up to date with its folder; [`load`] does so once, for commands.

mod file;
mod held;
mod keeper;
mod key;
mod library;
mod notes;
mod terms;
mod walk;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::article::Article;
use crate::claim::Unit;
use crate::date::{Dct, Interval};
use crate::text::{Text, fold_words};

pub use file::LARGEST_FILE;
pub use keeper::{Event, Keeper, Options, Progress, Report, load};
pub use notes::{cards, notes, read_text};
pub use walk::{Found, Layout, Purpose};

use held::Held;
use library::Library;
use terms::{actor_term, asked_terms, figure_term, gram_term, last_part, surname_term, word_term};

/// Names an article within one [`Corpus`]; another corpus may give it another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ArticleId(pub u32);

/// What a key names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeyMatch {
    One(ArticleId),
    /// A prefix of several keys, or a key given twice; at most 20 of them, by key.
    Many(Vec<ArticleId>),
    /// Nothing; the closest keys, best first.
    None(Vec<String>),
}

/// What is known of an article without reading it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Brief {
    pub id: ArticleId,
    pub key: String,
    pub path: Arc<Path>,
    pub title: Option<String>,
    pub dct: Option<Dct>,
}

/// A file that could not be read, or not as it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    pub path: Arc<Path>,
    /// A sentence for a reader.
    pub message: String,
}

impl Issue {
    pub(crate) fn new(path: &Path, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

/// How many articles a prefix may name before they are no longer listed.
const LISTED: usize = 20;

/// All articles, as of one moment. Cheap to clone. Every look-up is bounded: it touches postings, not
/// the corpus.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    library: Arc<Library>,
    held: Arc<Held>,
}

impl Corpus {
    /// A corpus of these articles alone, in memory: for few.
    pub fn new(articles: impl IntoIterator<Item = Arc<Article>>) -> Self {
        Self { library: Arc::default(), held: Arc::new(Held::new(articles)) }
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.held.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The article that `text` is: a file's text as it stands in the editor, with what settings and
    /// bibliography say of that file. For [`Corpus::with_open`].
    pub fn read(&self, path: &Path, text: Text) -> Article {
        self.library.read_text(path, text)
    }

    /// This corpus with the articles that are open in the editor, in place of what their files say. They
    /// replace those that were open before.
    #[must_use]
    pub fn with_open(&self, articles: impl IntoIterator<Item = Arc<Article>>) -> Self {
        let opened: Vec<Arc<Article>> = articles.into_iter().collect();
        let paths: HashSet<Arc<Path>> = opened.iter().map(|article| Arc::clone(&article.path)).collect();
        let kept = self.held.iter().map(|(_, article)| Arc::clone(article)).filter(|a| !paths.contains(&a.path));
        let held = Held::new(kept.chain(opened.iter().cloned()).collect::<Vec<_>>());
        Self { held: Arc::new(held), ..self.clone() }
    }

    /// The article, read from its file if need be; none when it is gone or cannot be read.
    pub fn get(&self, id: ArticleId) -> Option<Arc<Article>> {
        self.held.get(id.0 as usize).cloned()
    }

    /// What is known of the article without reading its file.
    pub fn brief(&self, id: ArticleId) -> Option<Brief> {
        self.held.get(id.0 as usize).map(|article| Brief {
            id,
            key: article.key.clone(),
            path: Arc::clone(&article.path),
            title: article.title.clone(),
            dct: article.dct.clone(),
        })
    }

    /// The article at an absolute path.
    pub fn by_path(&self, path: &Path) -> Option<ArticleId> {
        self.held.by_path(path).map(|ix| ArticleId(ix as u32))
    }

    /// The article that was published at an address; scheme, `www.` and tracking parameters are not
    /// compared.
    pub fn by_url(&self, url: &str) -> Option<ArticleId> {
        let url = key::plain_url(url);
        let same = |article: &Article| article.url.as_deref().is_some_and(|own| key::plain_url(own) == url);
        self.held.iter().find(|(_, article)| same(article)).map(|(ix, _)| ArticleId(ix as u32))
    }

    /// What a citation's key names: the whole key, the file's name with or without ending, else a unique
    /// prefix of a key or of a file's name.
    pub fn resolve(&self, key: &str) -> KeyMatch {
        let names = |article: &Article| {
            let part = |part: Option<&std::ffi::OsStr>| part.map(|p| p.to_string_lossy().into_owned());
            [Some(article.key.clone()), part(article.path.file_stem()), part(article.path.file_name())]
        };
        let matching = |test: &dyn Fn(&str) -> bool| -> Vec<ArticleId> {
            let any = |article: &Article| names(article).iter().flatten().any(|name| test(name));
            let ids = self.held.iter().filter(|(_, article)| any(article)).map(|(ix, _)| ArticleId(ix as u32));
            ids.take(LISTED).collect()
        };
        let own = self.held.iter().filter(|(_, article)| article.key == key).map(|(ix, _)| ArticleId(ix as u32));
        let mut found: Vec<ArticleId> = own.take(LISTED).collect();
        if found.is_empty() {
            found = matching(&|name| name == key);
        }
        if found.is_empty() && !key.is_empty() {
            found = matching(&|name| name.starts_with(key));
        }
        match *found.as_slice() {
            [] => KeyMatch::None(key::closest(key, self.held.iter().map(|(_, article)| article.key.as_str()))),
            [id] => KeyMatch::One(id),
            _ => KeyMatch::Many(found),
        }
    }

    /// The articles whose key or file name begins with `prefix`, by key, at most `limit`.
    pub fn with_prefix(&self, prefix: &str, limit: usize) -> Vec<Brief> {
        let prefix = prefix.to_lowercase();
        let begins = |article: &Article| {
            let stem = article.path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
            article.key.to_lowercase().starts_with(&prefix) || stem.starts_with(&prefix)
        };
        let ids = self.held.iter().filter(|(_, article)| begins(article)).map(|(ix, _)| ArticleId(ix as u32));
        let mut found: Vec<Brief> = ids.filter_map(|id| self.brief(id)).collect();
        found.sort_by(|a, b| a.key.cmp(&b.key));
        found.truncate(limit);
        found
    }

    /// The articles that share most of these hashed 3-grams ([`crate::text::grams`]), best first, at most
    /// `limit`. Those of a quotation find the articles that may hold it, with a changed word or two.
    pub fn with_grams(&self, grams: &[u64], limit: usize) -> Vec<ArticleId> {
        let mut asked: Vec<(u64, f32)> = grams.iter().map(|gram| (gram_term(*gram), 1.0)).collect();
        asked.sort_unstable_by_key(|(term, _)| *term);
        asked.dedup_by_key(|(term, _)| *term);
        self.best(self.held.score(&asked, |terms| &terms.grams), limit)
    }

    /// The articles that share most of these words, weighted by rarity, best first, at most `limit`.
    /// Words are folded here; those that stand everywhere are left out.
    pub fn with_words(&self, words: &[&str], limit: usize) -> Vec<ArticleId> {
        let mut asked = Vec::new();
        for text in words {
            fold_words(text, |word| asked.extend(word_term(word)));
        }
        asked.sort_unstable();
        asked.dedup();
        let weighted: Vec<(u64, f32)> = asked
            .into_iter()
            .map(|term| {
                let holding = self.held.score(&[(term, 1.0)], |terms| &terms.words).len();
                (term, (1.0 + self.len() as f32 / (holding as f32 + 0.5)).ln())
            })
            .collect();
        self.best(self.held.score(&weighted, |terms| &terms.words), limit)
    }

    /// The articles that mention an actor (by id), newest first, at most `limit`, and how many there are.
    pub fn with_actor(&self, actor: &str, limit: usize) -> (Vec<ArticleId>, usize) {
        self.newest(self.held.score(&[(actor_term(actor), 1.0)], |terms| &terms.actors), limit)
    }

    /// The articles that mention a person with this surname, newest first, at most `limit`, and how many
    /// there are. `name` is a surname, or an id of which the last part is meant (`sergey-lavrov`).
    pub fn with_surname(&self, name: &str, limit: usize) -> (Vec<ArticleId>, usize) {
        let surname = last_part(name).to_lowercase();
        self.newest(self.held.score(&[(surname_term(&surname), 1.0)], |terms| &terms.actors), limit)
    }

    /// The articles that speak of a day in `interval`, newest first, at most `limit`, and how many there
    /// are. Intervals over a month are asked by month, over three years by year.
    pub fn with_date(&self, interval: Interval, limit: usize) -> (Vec<ArticleId>, usize) {
        let asked: Vec<(u64, f32)> = asked_terms(interval).into_iter().map(|term| (term, 1.0)).collect();
        self.newest(self.held.score(&asked, |terms| &terms.dates), limit)
    }

    /// The articles that give this number of this unit, newest first, at most `limit`, and how many.
    pub fn with_figure(&self, value: f64, unit: &Unit, limit: usize) -> (Vec<ArticleId>, usize) {
        self.newest(self.held.score(&[(figure_term(value, unit), 1.0)], |terms| &terms.figures), limit)
    }

    fn best(&self, mut scored: Vec<(usize, f32)>, limit: usize) -> Vec<ArticleId> {
        scored.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
        scored.into_iter().take(limit).map(|(ix, _)| ArticleId(ix as u32)).collect()
    }

    fn newest(&self, scored: Vec<(usize, f32)>, limit: usize) -> (Vec<ArticleId>, usize) {
        let latest = |ix: &usize| {
            self.held.get(*ix).and_then(|article| article.dct.as_ref()).and_then(|dct| dct.interval.latest)
        };
        let mut ixs: Vec<usize> = scored.into_iter().map(|(ix, _)| ix).collect();
        let count = ixs.len();
        ixs.sort_by_key(|ix| (std::cmp::Reverse(latest(ix)), *ix));
        (ixs.into_iter().take(limit).map(|ix| ArticleId(ix as u32)).collect(), count)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::config::Config;
    use crate::text::grams;

    use super::*;

    fn corpus() -> (Corpus, Vec<Issue>) {
        load(Path::new(env!("CARGO_MANIFEST_DIR")), &Config { cards: vec![], ..Config::default() })
    }

    #[test]
    fn the_seeds_are_found() {
        let (corpus, issues) = corpus();
        assert_eq!((corpus.len(), issues), (3, vec![]));
        let key = |id: &ArticleId| corpus.brief(*id).unwrap().key[..3].to_owned();
        let keys = |ids: &[ArticleId]| ids.iter().map(key).collect::<Vec<_>>();

        let quotation = grams("the starting point for discussing security guarantees in the Euro-Atlantic space");
        assert_eq!(keys(&corpus.with_grams(&quotation, 1)), ["000"]);
        assert_eq!(keys(&corpus.with_words(&["pro-Russian", "separatist", "lawmakers", "independence"], 1)), ["001"]);
        assert_eq!(corpus.with_grams(&[], 5), []);
    }

    #[test]
    fn keys_are_resolved() {
        let (corpus, _) = corpus();
        let one = |key: &str| match corpus.resolve(key) {
            KeyMatch::One(id) => corpus.brief(id).unwrap().key,
            other => format!("{other:?}"),
        };
        assert_eq!(one("001_36ec4a0469faaa65"), "001_36ec4a0469faaa65");
        assert_eq!(one("001_36ec4a0469faaa65.txt"), "001_36ec4a0469faaa65");
        assert_eq!(one("001"), "001_36ec4a0469faaa65");
        assert_eq!(one("0"), one("00"));
        assert!(matches!(corpus.resolve("00"), KeyMatch::Many(ids) if ids.len() == 3));
        assert_eq!(corpus.resolve("003"), corpus.resolve("003"));
        assert!(matches!(corpus.resolve("nothing"), KeyMatch::None(keys) if keys.is_empty()));
        assert!(matches!(corpus.resolve(""), KeyMatch::None(_)));
    }

    #[test]
    fn an_open_article_stands_before_its_file() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("articles")).unwrap();
        let path = dir.path().join("articles/a.txt");
        fs::write(&path, "Nothing was said about the bridge over the river.").unwrap();
        let (corpus, _) = load(dir.path(), &Config::default());
        let edited = corpus.read(&path, Text::new("The bridge over the strait was opened again."));
        let open = corpus.with_open([Arc::new(edited)]);
        let holding = |corpus: &Corpus, text: &str| corpus.with_grams(&grams(text), 3).len();
        assert_eq!((open.len(), holding(&open, "bridge over the strait was")), (1, 1));
        assert_eq!(holding(&open, "nothing was said about"), 0);
        assert_eq!(holding(&corpus, "nothing was said about"), 1);
    }
}
