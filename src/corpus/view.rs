use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::index::{List, NO_DAY, Part, Record, Result, Segment, Snapshot};
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
        let path = relative(&self.root, path)?;
        let found = self.with_term(term(Kind::Path, path_hash(&path)), usize::MAX);
        found.into_iter().find(|article| self.card(*article).is_some_and(|card| card.path == path && card.part == 0))
    }

    /// At most `limit` articles with a term, in no order of meaning.
    pub(super) fn with_term(&self, term: u64, limit: usize) -> Vec<u32> {
        self.guarded(|view| {
            let mut found = Vec::new();
            view.each(term, limit, |article| found.push(article))?;
            Ok(found)
        })
    }

    /// How many articles have a term (those that went since the last merge among them).
    pub(super) fn frequency(&self, term: u64) -> usize {
        self.guarded(|view| {
            let len = |(part, _): (&Part, u32)| Ok(part.segment.with_term(term, |list| Ok(list.len))?.unwrap_or(0));
            view.parts().map(len).sum()
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
        let asked: Vec<(u64, f32)> = letters(&name.to_lowercase()).map(|term| (term, 1.0)).collect();
        self.with_most(&asked, limit).into_iter().map(|(article, _)| article).collect()
    }

    /// The articles with most of these terms by weight, with the sum of the weights, best first. Reads
    /// the postings of the rarest terms, and of the commoner ones only what the best have of them.
    pub(super) fn with_most(&self, terms: &[(u64, f32)], limit: usize) -> Vec<(u32, f32)> {
        self.guarded(|view| {
            let mut asked: Vec<(usize, u64, f32)> =
                terms.iter().map(|(term, weight)| (view.frequency(*term), *term, *weight)).collect();
            asked.retain(|(articles, ..)| *articles > 0);
            asked.sort_by_key(|(articles, ..)| *articles);
            let mut left = POSTINGS;
            let mut hits: Vec<(u32, f32)> = Vec::new();
            let mut read = 0;
            for (articles, term, weight) in &asked {
                if read > 0 && *articles > left {
                    break;
                }
                view.each(*term, left, |article| hits.push((article, *weight)))?;
                left = left.saturating_sub(*articles);
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
                for (_, term, weight) in &asked[read..] {
                    view.among(*term, &numbers, |ix| hits[ix].1 += weight)?;
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
                view.among(*term, articles, |ix| holds[ix] = true)?;
            }
            Ok(holds.into_iter().filter(|holds| *holds).count())
        })
    }

    /// Calls `found` with the first `limit` articles of a term.
    fn each(&self, term: u64, limit: usize, mut found: impl FnMut(u32)) -> Result<()> {
        let mut left = limit;
        for (part, base) in self.parts() {
            let mut look = |article| {
                if left > 0 && !part.is_gone(article) {
                    found(base + article);
                    left -= 1;
                }
            };
            part.segment.with_term(term, |list: List<'_>| list.each(&mut look))?;
        }
        Ok(())
    }

    /// Calls `found` with the place in `articles` (in order) of each that has a term.
    fn among(&self, term: u64, articles: &[u32], mut found: impl FnMut(usize)) -> Result<()> {
        for (part, base) in self.parts() {
            let first = articles.partition_point(|article| *article < base);
            let last = articles.partition_point(|article| *article < base + part.segment.len);
            let here: Vec<u32> = articles[first..last].iter().map(|article| article - base).collect();
            if !here.is_empty() {
                part.segment.with_term(term, |list| list.among(&here, |ix| found(first + ix)))?;
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
