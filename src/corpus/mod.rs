//! The corpus: all articles of a workspace, and the bounded look-ups over them.
//!
//! The only module that reads folders and writes files. A [`Corpus`] is an immutable view: what it
//! answers never changes; a newer one is swapped in by the world. Facts are not stored: an article is
//! read again from its file when asked for (and kept in a small cache), because the engines are faster
//! than any store; the index holds only what finds articles.
//!
//! [`Keeper`] brings a corpus up to date with its folder; [`load`] does so once, for commands.

mod batch;
mod cache;
mod create;
mod dating;
mod file;
mod held;
mod index;
mod keeper;
mod key;
mod library;
pub mod lock;
mod notes;
mod pipeline;
mod report;
mod root;
mod schema;
mod stamps;
mod store;
mod terms;
#[cfg(test)]
mod tests;
mod view;
mod walk;

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

use crate::actor::Cards;
use crate::article::{Article, file_of};
use crate::claim::Unit;
use crate::date::{Dct, DctOrigin, Interval};
use crate::text::{Text, Words};

pub use create::create;
pub use file::LARGEST_FILE;
pub use keeper::{Keeper, Options, load};
pub use notes::{cards, notes, read_text};
pub use report::{Event, Progress, Report};
pub use root::{ARTICLE_FOLDERS, Doubt, doubt, root_of, with_settings};
pub use store::{Storage, size};
pub use walk::{Found, Layout, Purpose};

use cache::Cache;
use held::Held;
use library::Library;
use schema::{Card, Kind, path_hash, term};
use terms::{Terms, actor_term, asked_terms, figure_term, gram_term, surname_terms, url_hash, word_terms};
use view::View;

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
    /// Its file could not be read.
    pub unread: bool,
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

/// How many articles a key may name before they are no longer listed.
const LISTED: usize = 20;
/// How many names of a segment are looked at for a prefix or a mistyped key.
const NAMED: usize = 50;

/// All articles, as of one moment. Cheap to clone. Every look-up is bounded: it touches postings, not
/// the corpus.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    library: Arc<Library>,
    /// In whose light articles are read; the index was built without them.
    cards: Arc<Cards>,
    cache: Arc<Cache>,
    /// The index; its articles have the numbers from 0 on.
    view: Option<Arc<View>>,
    /// What was given in memory, before anything was opened in the editor.
    given: Arc<Held>,
    /// The same with what is open; its articles have the numbers behind those of the index.
    held: Arc<Held>,
    /// The articles of the index that are held too, in order: they are not found there.
    hidden: Arc<[u32]>,
    partial: bool,
}

impl Corpus {
    /// A corpus of these articles alone, in memory: for few.
    pub fn new(articles: impl IntoIterator<Item = Arc<Article>>) -> Self {
        let held = Arc::new(Held::new(articles));
        Self { given: Arc::clone(&held), held, ..Self::default() }
    }

    fn over(view: View, library: Arc<Library>, cache: Arc<Cache>) -> Self {
        Self { library, cache, view: Some(Arc::new(view)), ..Self::default() }
    }

    /// Whether articles of the folder may be missing here, because it has not been read to its end: that
    /// something stands nowhere cannot be said, and what begins a key may begin others.
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    /// This corpus, as one in which articles are missing, or none.
    #[must_use]
    pub fn partial(self, partial: bool) -> Self {
        Self { partial, ..self }
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        (self.view.as_ref().map_or(0, |view| view.len()) + self.held.len()).saturating_sub(self.hidden.len())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The article that `text` is: a file's text as it stands in the editor, with what settings and
    /// bibliography say of that file; the first where it holds several. For [`Corpus::with_open`].
    pub fn read(&self, path: &Path, text: Text) -> Article {
        let article = self.library.read_text(path, text, &self.cards);
        if article.dct.is_some() {
            return article;
        }
        let known = self.view.as_ref().and_then(|view| view.card(view.by_path(path)?));
        self.with_inferred(article, known.as_ref())
    }

    /// This corpus with its articles read in the light of other cards. What is open in the editor is to be
    /// [read](Corpus::read) again.
    #[must_use]
    pub fn with_cards(&self, cards: &Arc<Cards>) -> Self {
        let mut corpus = Self { cards: Arc::clone(cards), ..self.clone() };
        if self.cards.digest() != cards.digest() {
            let again = |(_, article): (usize, &Arc<Article>)| {
                Arc::new(Article::clone(article).read_again(article.dct.clone(), cards))
            };
            corpus.given = Arc::new(Held::new(self.given.iter().map(again)));
            corpus.held = Arc::clone(&corpus.given);
            corpus.hidden = Arc::default();
        }
        corpus
    }

    /// This corpus with the articles that are open in the editor, in place of what their files say. They
    /// replace those that were open before.
    #[must_use]
    pub fn with_open(&self, articles: impl IntoIterator<Item = Arc<Article>>) -> Self {
        let held = self.given.with(articles);
        let hides = |(_, article): (usize, &Arc<Article>)| self.view.as_ref()?.by_path(&article.path);
        let mut hidden: Vec<u32> = held.iter().filter_map(hides).collect();
        hidden.sort_unstable();
        Self { held: Arc::new(held), hidden: hidden.into(), ..self.clone() }
    }

    /// The article, read from its file if need be; none when it is gone or cannot be read.
    pub fn get(&self, id: ArticleId) -> Option<Arc<Article>> {
        if let Some(article) = self.held(id) {
            return Some(Arc::clone(article));
        }
        let view = self.view.as_ref()?;
        let (card, stamp) = (view.card(id.0)?, view.record(id.0)?.stamp);
        let path: Arc<Path> = view.root().join(&card.path).into();
        let state = stamp ^ card.dated() ^ self.cards.digest();
        self.cache.get(path_hash(&card.path), state, card.ix(), || {
            let articles = self.library.read_file(&path, &self.cards).unwrap_or_default();
            articles.into_iter().map(|article| self.with_inferred(article, Some(&card))).collect()
        })
    }

    /// What is known of the article without reading its file.
    pub fn brief(&self, id: ArticleId) -> Option<Brief> {
        if let Some(article) = self.held(id) {
            let (key, path) = (article.key.clone(), Arc::clone(&article.path));
            return Some(Brief {
                id,
                key,
                path,
                title: article.title.clone(),
                dct: article.dct.clone(),
                unread: false,
            });
        }
        let view = self.view.as_ref()?;
        let card = view.card(id.0)?;
        let path = card.article(view.root());
        Some(Brief { id, key: card.key, path, title: card.title, dct: card.dct, unread: card.unread })
    }

    /// The article at an absolute path.
    pub fn by_path(&self, path: &Path) -> Option<ArticleId> {
        let held = self.held.by_path(path).map(|ix| self.held_id(ix));
        held.or_else(|| self.view.as_ref()?.by_path(path).map(ArticleId))
    }

    /// The article that was published at an address; scheme, `www.` and tracking parameters are not
    /// compared.
    pub fn by_url(&self, url: &str) -> Option<ArticleId> {
        let plain = key::plain_url(url);
        let same = |article: &Article| article.url.as_deref().is_some_and(|own| key::plain_url(own) == plain);
        let held = self.held.iter().find(|(_, article)| same(article)).map(|(ix, _)| self.held_id(ix));
        held.or_else(|| {
            let view = self.view.as_ref()?;
            let found = view.with_term(term(Kind::Url, url_hash(url)), LISTED);
            found.into_iter().find(|article| self.is_shown(*article)).map(ArticleId)
        })
    }

    /// What a citation's key names: the whole key, the file's name with or without ending, else a unique
    /// prefix of a key or of a file's name (while the corpus is partial no prefix is known to be unique).
    pub fn resolve(&self, key: &str) -> KeyMatch {
        let name = |path: &Path| file_of(path).0.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = |path: &Path| file_of(path).0.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let lower = key.to_lowercase();
        let bare = stem(Path::new(&lower));
        let mut whole = self.named(&lower, false);
        if bare != lower {
            whole.extend(self.named(&bare, false));
        }
        let tests: [&dyn Fn(&Brief) -> bool; 3] =
            [&|brief| brief.key == key, &|brief| stem(&brief.path) == key, &|brief| name(&brief.path) == key];
        let mut found: Vec<&Brief> = Vec::new();
        for test in tests {
            if found.is_empty() {
                found = whole.iter().filter(|brief| test(brief)).collect();
            }
        }
        let begun =
            if found.is_empty() && !key.is_empty() && !self.partial { self.named(&lower, true) } else { Vec::new() };
        if found.is_empty() {
            found = begun.iter().filter(|b| b.key.starts_with(key) || stem(&b.path).starts_with(key)).collect();
        }
        let mut ids: Vec<ArticleId> = found.iter().map(|brief| brief.id).collect();
        ids.dedup();
        ids.truncate(LISTED);
        match *ids.as_slice() {
            [] => KeyMatch::None(self.closest(key)),
            [id] => KeyMatch::One(id),
            _ => KeyMatch::Many(ids),
        }
    }

    /// The articles whose key or file name begins with `prefix` in any case, by key, at most `limit`.
    pub fn with_prefix(&self, prefix: &str, limit: usize) -> Vec<Brief> {
        let mut found = self.named(&prefix.to_lowercase(), true);
        found.retain(|brief| !brief.unread);
        found.truncate(limit);
        found
    }

    /// The articles that share most of these hashed 3-grams ([`crate::text::grams`]), best first,
    /// at most `limit`. Those of a quotation find the articles that may hold it, with a word or two
    /// changed.
    pub fn with_grams(&self, grams: &[u64], limit: usize) -> Vec<ArticleId> {
        self.sharing_grams(grams, limit).into_iter().map(|(id, _)| id).collect()
    }

    /// As [`Corpus::with_grams`], each with how many of them (each counted once) it shares.
    pub fn sharing_grams(&self, grams: &[u64], limit: usize) -> Vec<(ArticleId, usize)> {
        let mut asked: Vec<u64> = grams.iter().map(|gram| gram_term(*gram)).collect();
        asked.sort_unstable();
        asked.dedup();
        let best = self.best(Kind::Gram, |terms| &terms.grams, &asked, |_| 1.0, limit);
        best.into_iter().map(|(id, shared)| (id, shared as usize)).collect()
    }

    /// The articles that share most of these words, weighted by rarity, best first, at most `limit`. Case
    /// and plurals do not matter; words that stand everywhere are left out.
    pub fn with_words(&self, words: &[&str], limit: usize) -> Vec<ArticleId> {
        let mut asked: Vec<u64> =
            words.iter().flat_map(|text| word_terms(text, &Words::of(text)).collect::<Vec<_>>()).collect();
        asked.sort_unstable();
        asked.dedup();
        let all = self.len() as f32;
        let weight = |articles: usize| (1.0 + all / (articles as f32 + 0.5)).ln();
        self.best(Kind::Word, |terms| &terms.words, &asked, weight, limit).into_iter().map(|(id, _)| id).collect()
    }

    /// The articles that mention an actor (by id), newest first, at most `limit`, and how many there are. Who has
    /// a card is found under every name that it gives.
    pub fn with_actor(&self, actor: &str, limit: usize) -> (Vec<ArticleId>, usize) {
        let asked: Vec<u64> = match self.cards.get(actor) {
            Some(card) => card.ids().iter().map(|id| actor_term(id)).collect(),
            None => vec![actor_term(actor)],
        };
        self.newest(Kind::Actor, |terms| &terms.actors, &asked, limit)
    }

    /// Whether an article has this word, in any case, in singular or plural.
    pub fn has_word(&self, word: &str) -> bool {
        let terms: Vec<(u64, f32)> = word_terms(word, &Words::of(word)).map(|term| (term, 1.0)).collect();
        let held = !self.held.score(&terms, |terms| &terms.words).is_empty();
        let has = |view: &Arc<View>, word| !view.with_term(term(Kind::Word, word), 1).is_empty();
        held || self.view.as_ref().is_some_and(|view| terms.iter().any(|(word, _)| has(view, *word)))
    }

    /// The articles that mention a person whose surname may be that of `name` (a surname or a whole name),
    /// in any spelling, newest first, at most `limit`, and how many there are. Coarse: who is meant is for
    /// [`crate::actor::names::same_person`] to say.
    pub fn with_surname(&self, name: &str, limit: usize) -> (Vec<ArticleId>, usize) {
        self.newest(Kind::Actor, |terms| &terms.actors, &surname_terms(name), limit)
    }

    /// The articles that speak of a day in `interval`, newest first, at most `limit`, and how many there
    /// are. Intervals over a month are asked by month, over three years by year.
    pub fn with_date(&self, interval: Interval, limit: usize) -> (Vec<ArticleId>, usize) {
        self.newest(Kind::Date, |terms| &terms.dates, &asked_terms(interval), limit)
    }

    /// The articles that give this number of this unit, newest first, at most `limit`, and how many.
    pub fn with_figure(&self, value: f64, unit: &Unit, limit: usize) -> (Vec<ArticleId>, usize) {
        self.newest(Kind::Figure, |terms| &terms.figures, &[figure_term(value, unit)], limit)
    }

    /// The newest articles, at most `limit`; those of unknown date come last.
    pub fn latest(&self, limit: usize) -> Vec<ArticleId> {
        let held = self.held.iter().map(|(ix, article)| (schema::day(article.dct.as_ref()), self.held_id(ix)));
        let mut found: Vec<(Option<i32>, ArticleId)> = held.collect();
        if let Some(view) = &self.view {
            let newest = view.latest(limit + self.hidden.len()).into_iter();
            found.extend(newest.filter(|(id, _)| self.is_shown(*id)).map(|(id, day)| (day, ArticleId(id))));
        }
        found.sort_by(|a, b| b.cmp(a));
        found.into_iter().take(limit).map(|(_, id)| id).collect()
    }

    /// The articles that have most of `asked`, by weight; `weigh` gives the weight of what so many articles have.
    fn best(
        &self,
        kind: Kind,
        of: impl Fn(&Terms) -> &[u64],
        asked: &[u64],
        weigh: impl Fn(usize) -> f32,
        limit: usize,
    ) -> Vec<(ArticleId, f32)> {
        let held: Vec<usize> = asked.iter().map(|value| self.held.score(&[(*value, 1.0)], &of).len()).collect();
        let weights: Vec<Cell<f32>> = held.iter().map(|held| Cell::new(weigh(*held))).collect();
        let mut scored: Vec<(f32, ArticleId)> = Vec::new();
        if let Some(view) = &self.view {
            let terms: Vec<u64> = asked.iter().map(|value| term(kind, *value)).collect();
            let weight = |ix: usize, articles: usize| {
                weights[ix].set(weigh(held[ix] + articles));
                Some(weights[ix].get())
            };
            let found = view.with_most(&terms, weight, limit + self.hidden.len());
            let shown = found.into_iter().filter(|(article, _)| self.is_shown(*article));
            scored.extend(shown.map(|(article, score)| (score, ArticleId(article))));
        }
        let asked: Vec<(u64, f32)> = asked.iter().zip(&weights).map(|(value, weight)| (*value, weight.get())).collect();
        scored.extend(self.held.score(&asked, of).into_iter().map(|(ix, score)| (score, self.held_id(ix))));
        scored.sort_by(|(x, a), (y, b)| y.total_cmp(x).then(a.cmp(b)));
        scored.into_iter().take(limit).map(|(score, id)| (id, score)).collect()
    }

    fn newest(
        &self,
        kind: Kind,
        of: impl Fn(&Terms) -> &[u64],
        asked: &[u64],
        limit: usize,
    ) -> (Vec<ArticleId>, usize) {
        let weighted: Vec<(u64, f32)> = asked.iter().map(|term| (*term, 1.0)).collect();
        let day = |ix| self.held.get(ix).and_then(|article| schema::day(article.dct.as_ref()));
        let held = self.held.score(&weighted, of).into_iter();
        let mut found: Vec<(Option<i32>, ArticleId)> = held.map(|(ix, _)| (day(ix), self.held_id(ix))).collect();
        let mut count = found.len();
        if let Some(view) = &self.view {
            let asked: Vec<u64> = asked.iter().map(|value| term(kind, *value)).collect();
            let (newest, all) = view.newest(&asked, limit + self.hidden.len());
            let hidden = view.holding(&asked, &self.hidden);
            let shown = newest.into_iter().filter(|(article, _)| self.is_shown(*article));
            found.extend(shown.map(|(article, day)| (day, ArticleId(article))));
            count += all.saturating_sub(hidden);
        }
        found.sort_by(|a, b| b.cmp(a));
        (found.into_iter().take(limit).map(|(_, id)| id).collect(), count)
    }

    /// Briefs of the articles one of whose names, in lower case, is or begins with `name`, by key.
    fn named(&self, name: &str, prefix: bool) -> Vec<Brief> {
        let fits = |own: &str| if prefix { own.starts_with(name) } else { own == name };
        let held = self.held.iter().filter(|(_, article)| {
            let (key, stem) = schema::names(&article.key, &article.path);
            fits(&key) || fits(&stem)
        });
        let mut ids: Vec<ArticleId> = held.map(|(ix, _)| self.held_id(ix)).collect();
        if let Some(view) = &self.view {
            let found = view.with_name(name, prefix, NAMED).into_iter().filter(|article| self.is_shown(*article));
            ids.extend(found.map(ArticleId));
        }
        let mut briefs: Vec<Brief> = ids.into_iter().filter_map(|id| self.brief(id)).collect();
        briefs.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| a.path.cmp(&b.path)));
        briefs
    }

    fn closest(&self, key: &str) -> Vec<String> {
        let held = self.held.iter().map(|(_, article)| article.key.clone());
        let mut keys: Vec<String> = held.collect();
        if let Some(view) = &self.view {
            let near = view.with_similar_name(key, NAMED).into_iter().filter(|article| self.is_shown(*article));
            keys.extend(near.filter_map(|article| view.card(article)).map(|card| card.key));
        }
        key::closest(key, keys.iter().map(String::as_str))
    }

    fn held(&self, id: ArticleId) -> Option<&Arc<Article>> {
        let first = self.view.as_ref().map_or(0, |view| view.end());
        self.held.get(id.0.checked_sub(first)? as usize)
    }

    fn held_id(&self, ix: usize) -> ArticleId {
        ArticleId(self.view.as_ref().map_or(0, |view| view.end()) + ix as u32)
    }

    /// An article that states no date, under the one that the index has inferred.
    fn with_inferred(&self, article: Article, card: Option<&Card>) -> Article {
        match card.and_then(|card| card.dct.clone()) {
            Some(dct) if article.dct.is_none() && dct.origin == DctOrigin::Inferred => {
                article.read_again(Some(dct), &self.cards)
            }
            _ => article,
        }
    }

    /// Whether an article of the index is not held in another version.
    fn is_shown(&self, article: u32) -> bool {
        self.hidden.binary_search(&article).is_err()
    }
}
