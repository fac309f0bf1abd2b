//! Echoes: what other articles say of the same as a claim of one.

use std::sync::Arc;

use super::figure::{same_kind, same_number};
use super::support::{Bearing, Passage, Sentences};
use crate::article::Article;
use crate::claim::Figure;
use crate::corpus::{ArticleId, Corpus};
use crate::text::{Span, grams};

/// Articles of the corpus looked at for a sentence.
const CANDIDATES: usize = 6;
/// So much of what a claim bears an echo has; of a long one less, for it says several things.
const ECHO: f32 = 0.35;
const ECHO_OF_LONG: f32 = 0.25;
/// From so many words that bear meaning on a claim is long.
const LONG: usize = 12;

/// The articles that may speak of the same as a text: with its runs of words, or with its rarest words.
pub(super) fn candidates(corpus: &Corpus, text: &str) -> Vec<ArticleId> {
    let mut ids = corpus.with_grams(&grams(text), CANDIDATES);
    for id in corpus.with_words(&[text], CANDIDATES) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The passages of other articles that speak most of a claim of `article`, one an article, best first, at most `most`.
pub fn echoes(corpus: &Corpus, article: &Article, claim: Span, most: usize) -> Vec<Passage> {
    let text = article.text.as_str();
    let bearing = Bearing::of(text, &article.facts, claim);
    let least = if bearing.words.len() >= LONG { ECHO_OF_LONG } else { ECHO };
    let others = candidates(corpus, claim.of(text)).into_iter().filter_map(|id| Some((id, corpus.get(id)?)));
    let others = others.filter(|(_, other)| other.path != article.path);
    let passage = |(id, other): (ArticleId, Arc<Article>)| {
        let (span, score) = Sentences::of(&other).best(&bearing)?;
        Some(Passage { id, article: other, span, score })
    };
    let mut found: Vec<Passage> = others.filter_map(passage).filter(|passage| passage.score >= least).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(most);
    found
}

/// Whether a passage counts the same thing as the claim and has other numbers for it alone.
pub fn counts_otherwise(article: &Article, claim: Span, passage: &Passage) -> bool {
    let inside = |article: &Article, span: Span| -> Vec<Figure> {
        article.facts.figures.iter().filter(|figure| span.covers(figure.span)).cloned().collect()
    };
    let (mine, theirs) = (inside(article, claim), inside(&passage.article, passage.span));
    mine.iter().any(|mine| {
        let mut alike = theirs.iter().filter(|other| same_kind(mine, other)).peekable();
        alike.peek().is_some() && alike.all(|other| !same_number(mine, other))
    })
}
