//! Articles, verdicts and passages as a [`crate::world::Memo`] keeps them: with no article held in memory for their sake, and
//! with places counted from the quotation's first byte, wherever in the note it stands.

use std::sync::{Arc, OnceLock, Weak};

use super::quotation::{Change, Fit, Verdict};
use super::support::Passage;
use crate::article::Article;
use crate::corpus::{ArticleId, Corpus};
use crate::text::Span;

/// An article that may have left the memory since; it is then read again.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    id: ArticleId,
    article: Weak<Article>,
}

impl Kept {
    fn of(id: ArticleId, article: &Arc<Article>) -> Self {
        Self { id, article: Arc::downgrade(article) }
    }

    /// The article as it is read now; none when it cannot be read.
    pub(super) fn read(corpus: &Corpus, id: ArticleId) -> Option<Self> {
        corpus.get(id).map(|article| Self::of(id, &article))
    }

    pub(super) fn recall(&self, corpus: &Corpus) -> Option<Arc<Article>> {
        self.article.upgrade().or_else(|| corpus.get(self.id))
    }
}

#[derive(Clone, Debug)]
struct KeptFit {
    article: Kept,
    span: Span,
    places: Vec<Span>,
    changes: Vec<Change>,
    similarity: f32,
    same: Vec<usize>,
    quoted: Arc<OnceLock<bool>>,
    elided: Vec<Span>,
}

/// A verdict on a quotation that was read by itself.
#[derive(Clone, Debug)]
pub(super) struct KeptVerdict(What);

#[derive(Clone, Debug)]
enum What {
    Stands(KeptFit),
    Differs(KeptFit),
    Elsewhere(Vec<KeptFit>),
    Nowhere(Option<KeptFit>),
    Unread,
    Short,
}

impl KeptVerdict {
    pub(super) fn of(verdict: Verdict) -> Self {
        Self(match verdict {
            Verdict::Stands(fit) => What::Stands(KeptFit::of(fit)),
            Verdict::Differs(fit) => What::Differs(KeptFit::of(fit)),
            Verdict::Elsewhere(fits) => What::Elsewhere(fits.into_iter().map(KeptFit::of).collect()),
            Verdict::Nowhere(fit) => What::Nowhere(fit.map(KeptFit::of)),
            Verdict::Unread => What::Unread,
            Verdict::Short => What::Short,
        })
    }

    /// The verdict for a quotation whose inside begins at byte `start` of the note; none when an article is gone.
    pub(super) fn recall(&self, corpus: &Corpus, start: usize) -> Option<Verdict> {
        let fit = |kept: &KeptFit| kept.recall(corpus, start);
        Some(match &self.0 {
            What::Stands(kept) => Verdict::Stands(fit(kept)?),
            What::Differs(kept) => Verdict::Differs(fit(kept)?),
            What::Elsewhere(kept) => Verdict::Elsewhere(kept.iter().map(fit).collect::<Option<_>>()?),
            What::Nowhere(Some(kept)) => Verdict::Nowhere(Some(fit(kept)?)),
            What::Nowhere(None) => Verdict::Nowhere(None),
            What::Unread => Verdict::Unread,
            What::Short => Verdict::Short,
        })
    }
}

impl KeptFit {
    fn of(fit: Fit) -> Self {
        let Fit { id, article, span, places, changes, similarity, same, quoted, elided } = fit;
        Self { article: Kept::of(id, &article), span, places, changes, similarity, same, quoted, elided }
    }

    fn recall(&self, corpus: &Corpus, start: usize) -> Option<Fit> {
        let changes = self.changes.iter().map(|c| Change { note: c.note.shift(start), source: c.source });
        Some(Fit {
            id: self.article.id,
            article: self.article.recall(corpus)?,
            span: self.span,
            places: self.places.clone(),
            changes: changes.collect(),
            similarity: self.similarity,
            same: self.same.clone(),
            quoted: Arc::clone(&self.quoted),
            elided: self.elided.clone(),
        })
    }
}

/// Passages that speak of a claim.
#[derive(Clone, Debug)]
pub(super) struct KeptPassages(Vec<(Kept, Span, f32)>);

impl KeptPassages {
    pub(super) fn of(passages: &[Passage]) -> Self {
        Self(passages.iter().map(|p| (Kept::of(p.id, &p.article), p.span, p.score)).collect())
    }

    /// The passages; none when an article is gone.
    pub(super) fn recall(&self, corpus: &Corpus) -> Option<Vec<Passage>> {
        let passage = |(kept, span, score): &(Kept, Span, f32)| {
            Some(Passage { id: kept.id, article: kept.recall(corpus)?, span: *span, score: *score })
        };
        self.0.iter().map(passage).collect()
    }
}
