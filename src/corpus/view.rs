use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, Term};

use super::schema::{Card, Fields, path_term, relative};

/// How many postings a look-up by words or 3-grams reads before it only asks how the articles that it
/// has found fare with the commoner terms.
const POSTINGS: usize = 50_000;
/// How many articles are then asked about.
const CANDIDATES: usize = 512;

/// The index as of one commit: named look-ups of bounded cost. An article is a number: its place in
/// this commit. A damaged index answers nothing and is remembered as damaged; it never panics further.
#[derive(Clone)]
pub(super) struct View {
    searcher: Searcher,
    fields: Fields,
    root: Arc<Path>,
    /// The number of each segment's first document.
    bases: Arc<[u32]>,
    damaged: Arc<AtomicBool>,
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View").field("root", &self.root).field("articles", &self.len()).finish_non_exhaustive()
    }
}

/// The postings of one term in all segments.
struct Asked {
    field: Field,
    weight: f32,
    articles: usize,
    lists: Vec<(usize, TermInfo)>,
}

impl View {
    pub(super) fn new(searcher: Searcher, fields: Fields, root: Arc<Path>, damaged: Arc<AtomicBool>) -> Self {
        let bases = searcher
            .segment_readers()
            .iter()
            .scan(0, |next, segment| {
                let base = *next;
                *next += segment.max_doc();
                Some(base)
            })
            .collect();
        Self { searcher, fields, root, bases, damaged }
    }

    /// How many articles there are.
    pub(super) fn len(&self) -> usize {
        self.searcher.num_docs() as usize
    }

    /// The number behind the last article's.
    pub(super) fn end(&self) -> u32 {
        let last = self.searcher.segment_readers().last().map_or(0, SegmentReader::max_doc);
        self.bases.last().map_or(0, |base| base + last)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn fields(&self) -> Fields {
        self.fields
    }

    pub(super) fn segments(&self) -> impl Iterator<Item = &SegmentReader> {
        self.searcher.segment_readers().iter()
    }

    /// Runs a look-up; whatever goes wrong inside (the files are mapped, anybody may have changed them)
    /// marks the index as damaged and answers nothing.
    pub(super) fn guarded<T: Default>(&self, look_up: impl FnOnce(&Self) -> tantivy::Result<T>) -> T {
        if self.damaged.load(Ordering::Relaxed) {
            return T::default();
        }
        match catch_unwind(AssertUnwindSafe(|| look_up(self))) {
            Ok(Ok(found)) => found,
            Ok(Err(_)) | Err(_) => {
                self.damaged.store(true, Ordering::Relaxed);
                T::default()
            }
        }
    }

    fn segment(&self, article: u32) -> Option<(&SegmentReader, DocAddress)> {
        let ix = self.bases.partition_point(|base| *base <= article).checked_sub(1)?;
        let segment = self.searcher.segment_readers().get(ix)?;
        let doc = article - self.bases[ix];
        (doc < segment.max_doc()).then(|| (segment, DocAddress::new(ix as u32, doc)))
    }

    /// What the index tells of an article.
    pub(super) fn card(&self, article: u32) -> Option<Card> {
        self.guarded(|view| {
            let Some((_, address)) = view.segment(article) else { return Ok(None) };
            let document: TantivyDocument = view.searcher.doc(address)?;
            let stored = document.get_first(view.fields.card);
            Ok(stored.and_then(|value| serde_json::from_slice(value.as_bytes()?).ok()))
        })
    }

    /// The stamp under which an article was read.
    pub(super) fn stamp(&self, article: u32) -> Option<u64> {
        self.guarded(|view| {
            let Some((segment, address)) = view.segment(article) else { return Ok(None) };
            Ok(segment.fast_fields().u64("stamp")?.first(address.doc_id))
        })
    }

    /// The term of the bytes of an article's file.
    pub(super) fn content(&self, article: u32) -> Option<u64> {
        self.guarded(|view| {
            let Some((segment, address)) = view.segment(article) else { return Ok(None) };
            Ok(segment.fast_fields().u64("content")?.first(address.doc_id))
        })
    }

    /// The article at an absolute path; the first one where a file holds several.
    pub(super) fn by_path(&self, path: &Path) -> Option<u32> {
        let path = relative(&self.root, path)?;
        let found = self.with_term(self.fields.path, path_term(&path), 4);
        found.into_iter().find(|article| self.card(*article).is_some_and(|card| card.path == path && card.part == 0))
    }

    /// At most `limit` articles with a term, in no order of meaning.
    pub(super) fn with_term(&self, field: Field, term: u64, limit: usize) -> Vec<u32> {
        self.guarded(|view| {
            let mut found = Vec::new();
            for asked in view.asked(field, &[(term, 1.0)])? {
                view.each(&asked, limit, |article| found.push(article))?;
            }
            Ok(found)
        })
    }

    /// How many articles have a term (those deleted since the last merge among them).
    pub(super) fn frequency(&self, field: Field, term: u64) -> usize {
        self.guarded(|view| Ok(view.searcher.doc_freq(&Term::from_field_u64(field, term))? as usize))
    }

    /// The articles one of whose names (in lower case) is `name`, or begins with it; at most `limit`.
    pub(super) fn with_name(&self, name: &str, prefix: bool, limit: usize) -> Vec<u32> {
        self.guarded(|view| {
            let mut found = Vec::new();
            for (segment, base) in view.searcher.segment_readers().iter().zip(view.bases.iter()) {
                let index = segment.inverted_index(view.fields.name)?;
                let mut names = index.terms().range().ge(name).into_stream()?;
                let mut here = 0;
                while here < limit && names.advance() {
                    let fits =
                        if prefix { names.key().starts_with(name.as_bytes()) } else { names.key() == name.as_bytes() };
                    if !fits {
                        break;
                    }
                    let mut list = index.read_postings_from_terminfo(names.value(), IndexRecordOption::Basic)?;
                    while list.doc() != TERMINATED && here < limit {
                        if !segment.is_deleted(list.doc()) {
                            found.push(base + list.doc());
                            here += 1;
                        }
                        list.advance();
                    }
                }
            }
            found.sort_unstable();
            found.dedup();
            Ok(found)
        })
    }

    /// The articles one of whose names is nearly `name`, at most `limit`.
    pub(super) fn with_similar_name(&self, name: &str, limit: usize) -> Vec<u32> {
        self.guarded(|view| {
            let letters = name.chars().count();
            if !(2..=64).contains(&letters) {
                return Ok(Vec::new());
            }
            let distance = if letters < 6 { 1 } else { 2 };
            let term = Term::from_field_text(view.fields.name, &name.to_lowercase());
            let mut found = Vec::new();
            for query in [FuzzyTermQuery::new(term.clone(), distance, true), FuzzyTermQuery::new_prefix(term, 1, true)]
            {
                let collector = tantivy::collector::TopDocs::with_limit(limit).order_by_score();
                for (_, address) in view.searcher.search(&query, &collector)? {
                    found.push(view.bases[address.segment_ord as usize] + address.doc_id);
                }
            }
            Ok(found)
        })
    }

    /// The articles with most of these terms by weight, with the sum of the weights, best first. Reads
    /// the postings of the rarest terms, and of the commoner ones only what the best have of them.
    pub(super) fn with_most(&self, field: Field, terms: &[(u64, f32)], limit: usize) -> Vec<(u32, f32)> {
        self.guarded(|view| {
            let mut asked = view.asked(field, terms)?;
            asked.sort_by_key(|asked| asked.articles);
            let mut left = POSTINGS;
            let mut hits: Vec<(u32, f32)> = Vec::new();
            let mut read = 0;
            for term in &asked {
                if read > 0 && term.articles > left {
                    break;
                }
                view.each(term, left, |article| hits.push((article, term.weight)))?;
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
                for term in &asked[read..] {
                    view.among(term, &mut hits)?;
                }
            }
            hits.sort_unstable_by(best);
            hits.truncate(limit);
            Ok(hits)
        })
    }

    /// The articles with at least one of these terms, newest first, at most `limit`, and how many.
    pub(super) fn newest(&self, field: Field, terms: &[u64], limit: usize) -> (Vec<(u32, Option<i64>)>, usize) {
        self.guarded(|view| {
            let weighted: Vec<(u64, f32)> = terms.iter().map(|term| (*term, 1.0)).collect();
            let asked = view.asked(field, &weighted)?;
            let mut count = 0;
            let mut newest = Newest::of(limit);
            for (ix, segment) in view.searcher.segment_readers().iter().enumerate() {
                let mut docs = Vec::new();
                let lists = asked.iter().flat_map(|asked| &asked.lists).filter(|(at, _)| *at == ix);
                let index = segment.inverted_index(field)?;
                for (_, info) in lists {
                    let mut list = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                    while list.doc() != TERMINATED {
                        docs.push(list.doc());
                        list.advance();
                    }
                }
                if asked.len() > 1 {
                    docs.sort_unstable();
                    docs.dedup();
                }
                let days = segment.fast_fields().i64("day")?;
                for doc in docs {
                    if segment.is_deleted(doc) {
                        continue;
                    }
                    count += 1;
                    newest.offer(days.first(doc), view.bases[ix] + doc);
                }
            }
            Ok((newest.finish(), count))
        })
    }

    /// The newest articles, at most `limit`. Reads the column of days.
    pub(super) fn latest(&self, limit: usize) -> Vec<(u32, Option<i64>)> {
        self.guarded(|view| {
            let mut newest = Newest::of(limit);
            for (segment, base) in view.searcher.segment_readers().iter().zip(view.bases.iter()) {
                let days = segment.fast_fields().i64("day")?;
                for doc in segment.doc_ids_alive() {
                    newest.offer(days.first(doc), base + doc);
                }
            }
            Ok(newest.finish())
        })
    }

    /// How many of `articles` (in order) have at least one of these terms.
    pub(super) fn holding(&self, field: Field, terms: &[(u64, f32)], articles: &[u32]) -> usize {
        self.guarded(|view| {
            let mut hits: Vec<(u32, f32)> = articles.iter().map(|article| (*article, 0.0)).collect();
            for asked in view.asked(field, terms)? {
                view.among(&asked, &mut hits)?;
            }
            Ok(hits.iter().filter(|(_, weight)| *weight > 0.0).count())
        })
    }

    /// Looks terms up in the dictionaries of all segments; those that no article has are left out.
    fn asked(&self, field: Field, terms: &[(u64, f32)]) -> tantivy::Result<Vec<Asked>> {
        let mut asked: Vec<Asked> =
            terms.iter().map(|(_, weight)| Asked { field, weight: *weight, articles: 0, lists: Vec::new() }).collect();
        for (ix, segment) in self.searcher.segment_readers().iter().enumerate() {
            let index = segment.inverted_index(field)?;
            for ((term, _), asked) in terms.iter().zip(&mut asked) {
                if let Some(info) = index.get_term_info(&Term::from_field_u64(field, *term))? {
                    asked.articles += info.doc_freq as usize;
                    asked.lists.push((ix, info));
                }
            }
        }
        asked.retain(|asked| asked.articles > 0);
        Ok(asked)
    }

    /// Calls `found` with the first `limit` articles of a term.
    fn each(&self, asked: &Asked, limit: usize, mut found: impl FnMut(u32)) -> tantivy::Result<()> {
        let mut left = limit;
        for (ix, info) in &asked.lists {
            let segment = self.searcher.segment_reader(*ix as u32);
            let index = segment.inverted_index(asked.field)?;
            let mut list = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while list.doc() != TERMINATED && left > 0 {
                if !segment.is_deleted(list.doc()) {
                    found(self.bases[*ix] + list.doc());
                    left -= 1;
                }
                list.advance();
            }
        }
        Ok(())
    }

    /// Adds the term's weight to those of `hits` (in order) that have it, skipping what lies between.
    fn among(&self, asked: &Asked, hits: &mut [(u32, f32)]) -> tantivy::Result<()> {
        for (ix, info) in &asked.lists {
            let segment = self.searcher.segment_reader(*ix as u32);
            let index = segment.inverted_index(asked.field)?;
            let mut list = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            let base = self.bases[*ix];
            let first = hits.partition_point(|(article, _)| *article < base);
            let last = hits.partition_point(|(article, _)| *article < base + segment.max_doc());
            for (article, weight) in &mut hits[first..last] {
                let doc = *article - base;
                if list.doc() < doc {
                    list.seek(doc);
                }
                if list.doc() == doc {
                    *weight += asked.weight;
                }
            }
        }
        Ok(())
    }
}

/// The newest of the articles that it is offered.
struct Newest {
    limit: usize,
    /// The oldest of the best so far is on top.
    best: BinaryHeap<Reverse<(Option<i64>, u32)>>,
}

impl Newest {
    fn of(limit: usize) -> Self {
        Self { limit, best: BinaryHeap::new() }
    }

    fn offer(&mut self, day: Option<i64>, article: u32) {
        let found = Reverse((day, article));
        if self.best.len() < self.limit {
            self.best.push(found);
        } else if self.best.peek().is_some_and(|worst| found < *worst) {
            self.best.pop();
            self.best.push(found);
        }
    }

    /// Newest first.
    fn finish(self) -> Vec<(u32, Option<i64>)> {
        self.best.into_sorted_vec().into_iter().map(|Reverse((day, article))| (article, day)).collect()
    }
}
