//! One note read against the corpus: each citation resolved once, each quotation compared once.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::hash::Hash;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use super::echo::candidates;
use super::quotation::{Verdict, verdict};
use super::remember::{Kept, KeptPassages, KeptVerdict};
use super::support::{Bearing, Passage, Sentences};
use super::wording::Wording;
use crate::article::Article;
use crate::claim::Claim;
use crate::corpus::{ArticleId, KeyMatch};
use crate::note::{Citation, Note, Syntax, joined};
use crate::text::Span;
use crate::world::Snapshot;

/// What a citation names.
#[derive(Clone, Debug)]
pub enum Source {
    Article(ArticleId, Arc<Article>),
    /// The article is in the corpus, but could not be read.
    Unread(ArticleId),
    /// More than one article.
    Ambiguous(Vec<ArticleId>),
    /// No article; the closest keys.
    Unknown(Vec<String>),
    /// Something else: a note, a card, a page of the web, a bare `@name` that is nobody's key.
    Other,
}

/// From this share of a claim's weight on a passage speaks of the same.
const SPEAKS_OF: f32 = 0.5;

/// A note beside its sources. Everything is worked out when first asked for, and once: the checks, hovers
/// and jumps of one version of a note share it.
#[derive(Debug)]
pub struct Reading<'a> {
    pub snapshot: &'a Snapshot,
    pub note: &'a Note,
    sources: Vec<OnceCell<Source>>,
    verdicts: Vec<OnceCell<Verdict>>,
    sentences: RefCell<HashMap<ArticleId, Rc<Sentences>>>,
    bearings: RefCell<HashMap<Span, Rc<Bearing>>>,
    /// From where to where each citation speaks, and each attribution reaches: asked for every quotation and claim.
    cited: Vec<Span>,
    attributed: Vec<Span>,
}

impl<'a> Reading<'a> {
    pub fn of(snapshot: &'a Snapshot, note: &'a Note) -> Self {
        Self {
            snapshot,
            note,
            sources: vec![OnceCell::new(); note.citations.len()],
            verdicts: vec![OnceCell::new(); note.facts.quotations.len()],
            sentences: RefCell::default(),
            bearings: RefCell::default(),
            cited: note.citations.iter().map(|citation| reach(&citation.covers)).collect(),
            attributed: note.facts.claims.iter().map(|claim| reach(&claim.content)).collect(),
        }
    }

    /// What the note's citation `ix` names.
    pub fn source(&self, ix: usize) -> &Source {
        const OTHER: &Source = &Source::Other;
        let (Some(cell), Some(citation)) = (self.sources.get(ix), self.note.citations.get(ix)) else { return OTHER };
        cell.get_or_init(|| source(self.snapshot, &self.note.path, citation))
    }

    /// The citations that speak for `span`.
    pub fn citations(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let covers = move |citation: &Citation| citation.covers.iter().any(|covered| covered.covers(span));
        let near = self.cited.iter().enumerate().filter(move |(_, reach)| reach.covers(span)).map(|(ix, _)| ix);
        near.filter(move |ix| self.note.citations.get(*ix).is_some_and(covers))
    }

    /// The cited articles that speak for `span`, each once, in the order of their citations.
    pub fn articles(&self, span: Span) -> Vec<(ArticleId, Arc<Article>)> {
        let mut found: Vec<(ArticleId, Arc<Article>)> = Vec::new();
        for ix in self.citations(span) {
            if let Source::Article(id, article) = self.source(ix)
                && found.iter().all(|(known, _)| known != id)
            {
                found.push((*id, Arc::clone(article)));
            }
        }
        found
    }

    /// The citations that speak for `span`, each with the article it names.
    pub fn cited(&self, span: Span) -> impl Iterator<Item = (usize, &Arc<Article>)> {
        self.citations(span).filter_map(|ix| match self.source(ix) {
            Source::Article(_, article) => Some((ix, article)),
            _ => None,
        })
    }

    /// Whether a citation speaks for `span` whose article is not known, so that nothing can be said.
    pub fn is_unread(&self, span: Span) -> bool {
        self.citations(span)
            .any(|ix| matches!(self.source(ix), Source::Unread(_) | Source::Unknown(_) | Source::Ambiguous(_)))
    }

    /// What became of quotation `ix` of the note's facts.
    pub fn quotation(&self, ix: usize) -> &Verdict {
        const SHORT: &Verdict = &Verdict::Short;
        let (Some(cell), Some(quotation)) = (self.verdicts.get(ix), self.note.facts.quotations.get(ix)) else {
            return SHORT;
        };
        cell.get_or_init(|| {
            let span = quotation.span;
            if self.is_unread(span) {
                return Verdict::Unread;
            }
            let cited = self.articles(span);
            let ids: Vec<ArticleId> = cited.iter().map(|(id, _)| *id).collect();
            // Read by itself, a quotation is the same wherever it stands.
            let words = quotation.inner.of(&self.note.prose);
            let wording = || Wording::of(words, Span::new(0, words.len()));
            let corpus = &self.snapshot.corpus;
            let work_out = || KeptVerdict::of(verdict(corpus, &cited, words, &wording()));
            let kept = self.snapshot.memo.answer((words, ids), work_out);
            kept.recall(corpus, quotation.inner.start()).unwrap_or(Verdict::Unread)
        })
    }

    /// Whether citation `ix` names a source: an article, a page elsewhere, or what is meant as one.
    pub fn is_source(&self, ix: usize) -> bool {
        let syntax = self.note.citations.get(ix).map(|citation| citation.syntax);
        match self.source(ix) {
            Source::Other => syntax == Some(Syntax::Link),
            Source::Unknown(_) => syntax == Some(Syntax::Bracketed),
            _ => true,
        }
    }

    /// What the words of `span` bear.
    pub fn bearing(&self, span: Span) -> Rc<Bearing> {
        let mut known = self.bearings.borrow_mut();
        let bearing = || Rc::new(Bearing::of(&self.note.prose, &self.note.facts, span));
        Rc::clone(known.entry(span).or_insert_with(bearing))
    }

    /// The best passage of each article that is cited for `span`, best first.
    pub fn passages(&self, span: Span) -> Vec<Passage> {
        let claim = self.bearing(span);
        let articles = self.articles(span);
        let ids: Vec<ArticleId> = articles.iter().map(|(id, _)| *id).collect();
        self.remembered(("cited", &claim, ids), || {
            let mut found: Vec<Passage> =
                articles.into_iter().filter_map(|(id, article)| self.passage(id, &article, &claim)).collect();
            found.sort_by(|a, b| b.score.total_cmp(&a.score));
            found
        })
    }

    /// The passages that answer a question, worked out unless they are known.
    fn remembered(&self, question: impl Hash, work_out: impl FnOnce() -> Vec<Passage>) -> Vec<Passage> {
        let kept = self.snapshot.memo.answer(question, || KeptPassages::of(&work_out()));
        kept.recall(&self.snapshot.corpus).unwrap_or_default()
    }

    /// The passages of the whole corpus that speak most of `span`, one an article, best first, at most `most`.
    /// Passages that share less than half of what the words bear are left out.
    pub fn suggestions(&self, span: Span, most: usize) -> Vec<Passage> {
        let claim = self.bearing(span);
        let text = span.of(&self.note.prose);
        let work_out = || self.speak_of(text, &claim, most);
        self.remembered(("corpus", text, &claim, most), work_out)
    }

    fn speak_of(&self, text: &str, claim: &Bearing, most: usize) -> Vec<Passage> {
        let corpus = &self.snapshot.corpus;
        let mut found: Vec<Passage> = candidates(corpus, text)
            .into_iter()
            .filter_map(|id| self.passage(id, &corpus.get(id)?, claim))
            .filter(|passage| passage.score >= SPEAKS_OF)
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found.truncate(most);
        found
    }

    /// The best passage of one article for what words bear.
    pub fn passage(&self, id: ArticleId, article: &Arc<Article>, claim: &Bearing) -> Option<Passage> {
        let (span, score) = self.sentences(id, article).best(claim)?;
        Some(Passage { id, article: Arc::clone(article), span, score })
    }

    /// The sentences of an article, cut once for all claims.
    pub fn sentences(&self, id: ArticleId, article: &Article) -> Rc<Sentences> {
        let known = self.sentences.borrow().get(&id).map(Rc::clone);
        known.unwrap_or_else(|| {
            let made = Rc::new(Sentences::of(article));
            self.sentences.borrow_mut().insert(id, Rc::clone(&made));
            made
        })
    }

    /// The note's attribution that holds `span`: who is said to have said it.
    pub fn attribution(&self, span: Span) -> Option<&'a Claim> {
        let claims = &self.note.facts.claims;
        // In a note a paragraph stands by itself: who spoke in the one before is not the speaker here.
        let near = |source: &Span| {
            !Span::new(source.end().min(span.end()), source.start().max(span.start()))
                .of(&self.note.prose)
                .contains("\n\n")
        };
        let holds = |claim: &&Claim| {
            claim.content.iter().any(|content| content.overlaps(span)) && claim.source.iter().all(near)
        };
        let within = self.attributed.iter().zip(claims).filter(|(reach, _)| reach.overlaps(span));
        within.map(|(_, claim)| claim).filter(holds).max_by_key(|claim| {
            let named = claim.speaker.is_some() || !claim.source.is_empty();
            (named, std::cmp::Reverse(claim.content.iter().map(|s| s.len()).sum::<usize>()))
        })
    }
}

/// From the first of these spans to the last.
fn reach(spans: &[Span]) -> Span {
    spans.iter().copied().reduce(Span::join).unwrap_or_default()
}

/// What a citation of the note at `path` names.
pub fn source(snapshot: &Snapshot, path: &Path, citation: &Citation) -> Source {
    match named(snapshot, path, citation) {
        Ok(id) => {
            let kept = snapshot.memo.answer(("article", id), || Kept::read(&snapshot.corpus, id));
            let article =
                Option::as_ref(&kept).map_or_else(|| snapshot.corpus.get(id), |kept| kept.recall(&snapshot.corpus));
            article.map_or(Source::Unread(id), |article| Source::Article(id, article))
        }
        Err(other) => other,
    }
}

/// The same, without reading the article; the error is what is named where that is no article.
pub fn named(snapshot: &Snapshot, path: &Path, citation: &Citation) -> Result<ArticleId, Source> {
    let corpus = &snapshot.corpus;
    if citation.syntax == Syntax::Wikilink && is_note(snapshot, &citation.key) {
        return Err(Source::Other);
    }
    if citation.syntax == Syntax::Link {
        return linked(snapshot, path, &citation.key).ok_or(Source::Other);
    }
    // A short handle is not taken for the beginning of a key.
    let long = citation.syntax == Syntax::Bracketed || citation.key.chars().count() > 2;
    let found = snapshot.memo.answer(("key", &citation.key), || corpus.resolve(&citation.key));
    Err(match KeyMatch::clone(&found) {
        KeyMatch::One(id) if long => return Ok(id),
        KeyMatch::One(_) => Source::Other,
        // A handle that happens to begin like several keys is no citation.
        KeyMatch::Many(_) if citation.syntax == Syntax::Bare => Source::Other,
        KeyMatch::Many(ids) => Source::Ambiguous(ids),
        KeyMatch::None(closest) => match citation.syntax {
            Syntax::Bracketed | Syntax::Wikilink => Source::Unknown(closest),
            Syntax::Bare | Syntax::Link => Source::Other,
        },
    })
}

/// The article that a link's destination, an address or a path from the note, leads to.
fn linked(snapshot: &Snapshot, note: &Path, destination: &str) -> Option<ArticleId> {
    let corpus = &snapshot.corpus;
    if destination.contains("://") {
        return corpus.by_url(destination);
    }
    let path = destination.split(['#', '?']).next().filter(|path| !path.is_empty())?;
    corpus.by_path(&joined(note.parent()?, Path::new(path)))
}

/// Whether a wikilink's target is the name of a note or card here.
fn is_note(snapshot: &Snapshot, target: &str) -> bool {
    let name = target.rsplit('/').next().unwrap_or(target);
    let name = name.strip_suffix(".md").unwrap_or(name);
    snapshot.notes.paths().any(|path| path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case(name)))
}
