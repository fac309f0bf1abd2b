use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::article::file_of;

use super::index::{NO_DAY, Part, Postings, Record, Result, Segment, Snapshot};
use super::schema::{Card, Kind, letters, path_hash, relative, term};

/// How many postings a look-up by words or 3-grams reads before it only asks how the articles that it
/// has found fare with the commoner terms.
const POSTINGS: usize = 50_000;
/// How many articles are then asked about.
const CANDIDATES: usize = 512;

/// The index as of one commit: named look-ups of bounded cost. An article is a number: its place in
/// this commit. A damaged index answers nothing and is remembered as damaged.
#[derive(Clone)]
pub(super) struct View {
    snapshot: Arc<Snapshot>,
    root: Arc<Path>,
    /// The number of each segment's first article.
    bases: Arc<[u32]>,
    damaged: Arc<AtomicBool>,
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View").field("root", &self.root).field("articles", &self.len()).finish_non_exhaustive()
    }
}

impl View {
    pub(super) fn new(snapshot: Arc<Snapshot>, root: Arc<Path>, damaged: Arc<AtomicBool>) -> Self {
        let base = |next: &mut u32, part: &Part| {
            let base = *next;
            *next += part.segment.len;
            Some(base)
        };
        let bases = snapshot.parts.iter().scan(0, base).collect();
        Self { snapshot, root, bases, damaged }
    }

    /// How many articles there are.
    pub(super) fn len(&self) -> usize {
        self.snapshot.parts.iter().map(|part| part.len() as usize).sum()
    }

    /// The number behind the last article's.
    pub(super) fn end(&self) -> u32 {
        let last = self.snapshot.parts.last().map_or(0, |part| part.segment.len);
        self.bases.last().map_or(0, |base| base + last)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Calls `found` with each article's number and record.
    pub(super) fn records(&self, mut found: impl FnMut(u32, Record)) {
        self.guarded(|view| {
            for (part, base) in view.parts() {
                part.segment.records(|article, record| {
                    if !part.is_gone(article) {
                        found(base + article, record);
                    }
                })?;
            }
            Ok(())
        });
    }

    fn parts(&self) -> impl Iterator<Item = (&Part, u32)> {
        self.snapshot.parts.iter().zip(self.bases.iter().copied())
    }

    /// Runs a look-up; whatever goes wrong inside marks the index as damaged and answers nothing.
    fn guarded<T: Default>(&self, look_up: impl FnOnce(&Self) -> Result<T>) -> T {
        if self.damaged.load(Ordering::Relaxed) {
            return T::default();
        }
        look_up(self).unwrap_or_else(|_| {
            self.damaged.store(true, Ordering::Relaxed);
            T::default()
        })
    }

    /// The segment of an article, and its number there.
    fn place(&self, article: u32) -> Option<(&Segment, u32)> {
        let ix = self.bases.partition_point(|base| *base <= article).checked_sub(1)?;
        let (segment, number) = (&self.snapshot.parts.get(ix)?.segment, article - self.bases[ix]);
        (number < segment.len).then_some((segment, number))
    }

    /// What the index tells of an article.
    pub(super) fn card(&self, article: u32) -> Option<Card> {
        self.guarded(|view| {
            let Some((segment, number)) = view.place(article) else { return Ok(None) };
            Card::take(&segment.card(number)?).map(Some)
        })
    }

    /// The numbers of an article: its path's, the stamp under which it was read, its content's.
    pub(super) fn record(&self, article: u32) -> Option<Record> {
        self.guarded(|view| view.place(article).map(|(segment, number)| segment.record(number)).transpose())
    }

    /// The article at an absolute path; the first one where a file holds several.
    pub(super) fn by_path(&self, path: &Path) -> Option<u32> {
        let (file, number) = file_of(path);
        let path = relative(&self.root, file)?;
        let found = self.with_term(term(Kind::Path, path_hash(&path)), usize::MAX);
        let is_it = |card: Card| card.path == path && (card.part == number || number == 0 && card.part == 1);
        found.into_iter().find(|article| self.card(*article).is_some_and(is_it))
    }

    /// At most `limit` articles with a term, in no order of meaning.
    pub(super) fn with_term(&self, term: u64, limit: usize) -> Vec<u32> {
        self.guarded(|view| {
            let mut found = Vec::new();
            view.each_of(&view.lists(term)?, limit, |article| found.push(article))?;
            Ok(found)
        })
    }

    /// The articles one of whose names (in lower case) is `name`, or begins with it; of each segment at most
    /// `limit`.
    pub(super) fn with_name(&self, name: &str, prefix: bool, limit: usize) -> Vec<u32> {
        self.guarded(|view| {
            let mut found = Vec::new();
            for (part, base) in view.parts() {
                let last = found.len() + limit;
                part.segment.names_from(name, |own, article| {
                    let fits = if prefix { own.starts_with(name) } else { own == name };
                    if !fits || found.len() == last {
                        return ControlFlow::Break(());
                    }
                    if !part.is_gone(article) {
                        found.push(base + article);
                    }
                    ControlFlow::Continue(())
                })?;
            }
            found.sort_unstable();
            found.dedup();
            Ok(found)
        })
    }

    /// The articles one of whose names is written most like `name`, at most `limit`.
    pub(super) fn with_similar_name(&self, name: &str, limit: usize) -> Vec<u32> {
        let asked: Vec<u64> = letters(&name.to_lowercase()).collect();
        self.with_most(&asked, |_, _| Some(1.0), limit).into_iter().map(|(article, _)| article).collect()
    }

    /// The articles with most of these terms by weight, with the sum of the weights, best first; `weigh` gives a
    /// term's weight from its place in `terms` and the number of its articles, none to leave it out. Reads the
    /// postings of the rarest terms, and of the commoner ones only what the best have of them.
    pub(super) fn with_most(
        &self,
        terms: &[u64],
        weigh: impl Fn(usize, usize) -> Option<f32>,
        limit: usize,
    ) -> Vec<(u32, f32)> {
        self.guarded(|view| {
            let mut asked = Vec::with_capacity(terms.len());
            for (ix, term) in terms.iter().enumerate() {
                let lists = view.lists(*term)?;
                let articles = lists.iter().map(|(_, list)| list.len).sum();
                if let Some(weight) = weigh(ix, articles).filter(|_| articles > 0) {
                    asked.push(Asked { articles, weight, lists });
                }
            }
            asked.sort_by_key(|asked| asked.articles);
            let mut left = POSTINGS;
            let mut hits: Vec<(u32, f32)> = Vec::new();
            let mut read = 0;
            for term in &asked {
                if read > 0 && term.articles > left {
                    break;
                }
                view.each_of(&term.lists, left, |article| hits.push((article, term.weight)))?;
                left = left.saturating_sub(term.articles);
                read += 1;
            }
            hits.sort_unstable_by_key(|(article, _)| *article);
            hits.dedup_by(|next, sum| {
                let same = next.0 == sum.0;
                if same {
                    sum.1 += next.1;
                }
                same
            });
            let best = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
            if read < asked.len() {
                hits.sort_unstable_by(best);
                hits.truncate(CANDIDATES.max(limit));
                hits.sort_unstable_by_key(|(article, _)| *article);
                let numbers: Vec<u32> = hits.iter().map(|(article, _)| *article).collect();
                for term in &asked[read..] {
                    view.among(&term.lists, &numbers, |ix| hits[ix].1 += term.weight)?;
                }
            }
            hits.sort_unstable_by(best);
            hits.truncate(limit);
            Ok(hits)
        })
    }

    /// The articles with at least one of these terms, newest first, at most `limit`, and how many.
    pub(super) fn newest(&self, terms: &[u64], limit: usize) -> (Vec<(u32, Option<i32>)>, usize) {
        self.guarded(|view| {
            let (mut count, mut newest) = (0, Newest::of(limit));
            for (part, base) in view.parts() {
                let mut look = |article: u32| {
                    if !part.is_gone(article) {
                        count += 1;
                        newest.offer(part.segment.day(article), base + article);
                    }
                };
                if let [term] = terms {
                    part.segment.with_term(*term, |list| list.each(&mut look))?;
                    continue;
                }
                let mut articles = Vec::new();
                for term in terms {
                    part.segment.with_term(*term, |list| list.each(|article| articles.push(article)))?;
                }
                articles.sort_unstable();
                articles.dedup();
                articles.into_iter().for_each(look);
            }
            Ok((newest.finish(), count))
        })
    }

    /// The newest articles of all, at most `limit`. Looks at the day of each, which is in memory.
    pub(super) fn latest(&self, limit: usize) -> Vec<(u32, Option<i32>)> {
        let mut newest = Newest::of(limit);
        for (part, base) in self.parts() {
            for article in (0..part.segment.len).filter(|article| !part.is_gone(*article)) {
                newest.offer(part.segment.day(article), base + article);
            }
        }
        newest.finish()
    }

    /// How many of `articles` (in order) have at least one of these terms.
    pub(super) fn holding(&self, terms: &[u64], articles: &[u32]) -> usize {
        self.guarded(|view| {
            let mut holds = vec![false; articles.len()];
            for term in terms {
                view.among(&view.lists(*term)?, articles, |ix| holds[ix] = true)?;
            }
            Ok(holds.into_iter().filter(|holds| *holds).count())
        })
    }

    /// The articles of a term in each segment that has some.
    fn lists(&self, term: u64) -> Result<Vec<(usize, Postings)>> {
        let parts = self.snapshot.parts.iter().enumerate();
        let list = |(ix, part): (usize, &Part)| Some(part.segment.postings(term).transpose()?.map(|list| (ix, list)));
        parts.filter_map(list).collect()
    }

    /// Calls `found` with the first `limit` articles of a term.
    fn each_of(&self, lists: &[(usize, Postings)], limit: usize, mut found: impl FnMut(u32)) -> Result<()> {
        let mut left = limit;
        for (ix, list) in lists {
            let (part, base) = (&self.snapshot.parts[*ix], self.bases[*ix]);
            list.list()?.each(|article| {
                if left > 0 && !part.is_gone(article) {
                    found(base + article);
                    left -= 1;
                }
            })?;
        }
        Ok(())
    }

    /// Calls `found` with the place in `articles` (in order) of each that has a term.
    fn among(&self, lists: &[(usize, Postings)], articles: &[u32], mut found: impl FnMut(usize)) -> Result<()> {
        for (ix, list) in lists {
            let (part, base) = (&self.snapshot.parts[*ix], self.bases[*ix]);
            let first = articles.partition_point(|article| *article < base);
            let last = articles.partition_point(|article| *article < base + part.segment.len);
            let here: Vec<u32> = articles[first..last].iter().map(|article| article - base).collect();
            if !here.is_empty() {
                list.list()?.among(&here, |ix| found(first + ix))?;
            }
        }
        Ok(())
    }
}

/// The newest of the articles that it is offered. Those without a day come last.
struct Newest {
    limit: usize,
    /// The oldest of the best so far is on top.
    best: BinaryHeap<Reverse<(i32, u32)>>,
}

impl Newest {
    fn of(limit: usize) -> Self {
        Self { limit, best: BinaryHeap::new() }
    }

    fn offer(&mut self, day: i32, article: u32) {
        let found = (day, article);
        if self.best.len() < self.limit {
            self.best.push(Reverse(found));
        } else if self.best.peek().is_some_and(|worst| found > worst.0) {
            self.best.pop();
            self.best.push(Reverse(found));
        }
    }

    /// Newest first.
    fn finish(self) -> Vec<(u32, Option<i32>)> {
        let found = self.best.into_sorted_vec().into_iter();
        found.map(|Reverse((day, article))| (article, (day != NO_DAY).then_some(day))).collect()
    }
}

/// A term that is asked about.
struct Asked {
    articles: usize,
    weight: f32,
    lists: Vec<(usize, Postings)>,
}
