//! Support: which sentences of an article speak of what a sentence of a note says.
//!
//! Words weighted by how rare they are in the article, with the actors, figures and days of both sides.
//! A passage found so is the best to look at; that it says the same is more than words can tell.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::article::{Article, Facts, ParagraphRole};
use crate::corpus::ArticleId;
use crate::date::Interval;
use crate::text::{Span, Words, word_key};

/// A passage that speaks of a claim.
#[derive(Clone, Debug)]
pub struct Passage {
    pub id: ArticleId,
    pub article: Arc<Article>,
    /// A sentence, or two in a row.
    pub span: Span,
    /// Share of the claim's weight that the passage has, 0 to 1.
    pub score: f32,
}

/// What of a sentence bears its meaning.
#[derive(Clone, Debug, Default)]
pub struct Bearing {
    /// Hashes of the stems of its content words, each once.
    pub words: Vec<u64>,
    /// Lowest and highest value of each figure.
    pub figures: Vec<(f64, f64)>,
    pub days: Vec<Interval>,
    /// Ids of named actors.
    pub actors: Vec<String>,
}

impl Hash for Bearing {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.words, &self.days, &self.actors).hash(state);
        self.figures.iter().for_each(|(low, high)| (low.to_bits(), high.to_bits()).hash(state));
    }
}

impl Bearing {
    /// Reads `span` of `text`, whose facts are `facts`.
    pub fn of(text: &str, facts: &Facts, span: Span) -> Self {
        let Self { words, .. } = Self::of_words(&[span.of(text)]);
        let figures = facts.figures.iter().filter(|f| span.covers(f.span)).map(|f| (f.low, f.high)).collect();
        let days = facts.dates.iter().filter(|d| span.covers(d.span) && d.interval.earliest.is_some());
        let mut actors: Vec<String> = facts
            .actors
            .within(span)
            .iter()
            .filter_map(|mention| facts.actors.get(mention.actor))
            .filter(|actor| !actor.anonymous)
            .map(|actor| actor.id.clone())
            .collect();
        actors.sort_unstable();
        actors.dedup();
        Self { words, figures, days: days.map(|d| d.interval).collect(), actors }
    }

    /// What the words alone bear.
    pub fn of_words(texts: &[&str]) -> Self {
        let mut words = Vec::new();
        for text in texts {
            for word in Words::of(text).iter() {
                let word = word.span.of(text).to_lowercase();
                let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(&word);
                if bears_meaning(word) {
                    words.push(word_key(stem(word)));
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        Self { words, ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.figures.is_empty() && self.actors.is_empty()
    }
}

const FIGURE: f32 = 2.0;
const ACTOR: f32 = 1.5;
const DAY: f32 = 1.0;

/// An article cut into sentences that bear meaning; made once for many claims.
#[derive(Clone, Debug)]
pub struct Sentences {
    sentences: Vec<(Span, Bearing)>,
    /// How many sentences have each word, by hash.
    counts: Vec<(u64, u32)>,
}

impl Sentences {
    pub fn of(article: &Article) -> Self {
        let text = article.text.as_str();
        let body = article.paragraphs.iter().filter(|p| p.role != ParagraphRole::Boilerplate);
        let sentences: Vec<(Span, Bearing)> =
            body.flat_map(|p| &p.sentences).map(|span| (*span, Bearing::of(text, &article.facts, *span))).collect();
        let mut all: Vec<u64> = sentences.iter().flat_map(|(_, bearing)| bearing.words.iter().copied()).collect();
        all.sort_unstable();
        let counts = all.chunk_by(|a, b| a == b).filter_map(|run| Some((*run.first()?, run.len() as u32))).collect();
        Self { sentences, counts }
    }

    /// A word weighs the less the more sentences of the article have it.
    fn weight(&self, word: u64) -> f32 {
        let count = self.counts.binary_search_by_key(&word, |(word, _)| *word).map_or(0, |ix| self.counts[ix].1);
        1.0 / (1.0 + (count.max(1) as f32).ln())
    }

    /// The best passage for a claim, with its score; none when nothing is in common.
    pub fn best(&self, claim: &Bearing) -> Option<(Span, f32)> {
        let scale = Scale::of(self, claim);
        let one = self.sentences.iter().map(|(span, bearing)| (*span, scale.score(&[bearing])));
        // Two sentences must say clearly more than one to be the better passage.
        let two = self
            .sentences
            .windows(2)
            .map(|pair| (pair[0].0.join(pair[1].0), scale.score(&[&pair[0].1, &pair[1].1]) * 0.85));
        let (span, best) = one.chain(two).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        (best > 0.0).then_some((span, best))
    }

    /// How much of a claim each sentence speaks of, 0 to 1, in order.
    pub fn scores(&self, claim: &Bearing) -> Vec<(Span, f32)> {
        let scale = Scale::of(self, claim);
        self.sentences.iter().map(|(span, bearing)| (*span, scale.score(&[bearing]))).collect()
    }
}

/// A claim with the weight of each of its words.
struct Scale<'c> {
    claim: &'c Bearing,
    weights: Vec<f32>,
    whole: f32,
}

impl<'c> Scale<'c> {
    fn of(sentences: &Sentences, claim: &'c Bearing) -> Self {
        let weights: Vec<f32> = claim.words.iter().map(|word| sentences.weight(*word)).collect();
        let whole = weights.iter().sum::<f32>()
            + FIGURE * claim.figures.len() as f32
            + ACTOR * claim.actors.len() as f32
            + DAY * claim.days.len() as f32;
        Self { claim, weights, whole }
    }

    /// The share of the claim's weight that `bearings` have among them.
    fn score(&self, bearings: &[&Bearing]) -> f32 {
        if self.whole == 0.0 {
            return 0.0;
        }
        let claim = self.claim;
        let any = |test: &dyn Fn(&Bearing) -> bool| bearings.iter().any(|b| test(b));
        let words =
            claim.words.iter().zip(&self.weights).filter(|(word, _)| any(&|b| b.words.binary_search(word).is_ok()));
        let figures =
            claim.figures.iter().filter(|figure| any(&|b| b.figures.iter().any(|other| meet(**figure, *other))));
        let actors = claim.actors.iter().filter(|id| any(&|b| b.actors.iter().any(|other| same_id(id, other))));
        let days = claim.days.iter().filter(|day| any(&|b| b.days.iter().any(|other| overlap(**day, *other))));
        let sum = words.map(|(_, weight)| weight).sum::<f32>()
            + FIGURE * figures.count() as f32
            + ACTOR * actors.count() as f32
            + DAY * days.count() as f32;
        sum / self.whole
    }
}

/// Whether two figures may be the same number.
fn meet(a: (f64, f64), b: (f64, f64)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

/// Whether two stretches of time share a day.
pub fn overlap(a: Interval, b: Interval) -> bool {
    let before = |x: Interval, y: Interval| matches!((x.latest, y.earliest), (Some(last), Some(first)) if last < first);
    !before(a, b) && !before(b, a)
}

/// Whether two ids may be one actor: equal, or one the last part of the other (`lavrov`, `sergey-lavrov`).
pub(super) fn same_id(a: &str, b: &str) -> bool {
    let ends =
        |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('-'));
    ends(a, b) || ends(b, a)
}

/// Whether a word in lower case is more than grammar.
pub(super) fn bears_meaning(word: &str) -> bool {
    const GRAMMAR: [&str; 60] = [
        "about", "after", "also", "been", "before", "being", "both", "could", "does", "down", "during", "each", "even",
        "every", "from", "have", "having", "here", "however", "into", "itself", "just", "like", "many", "more", "most",
        "much", "only", "other", "over", "said", "same", "says", "should", "since", "some", "still", "such", "than",
        "that", "their", "them", "then", "there", "these", "they", "this", "those", "told", "under", "very", "were",
        "what", "when", "where", "which", "while", "will", "with", "would",
    ];
    word.starts_with(|c: char| c.is_ascii_digit()) || word.chars().count() > 3 && GRAMMAR.binary_search(&word).is_err()
}

/// The word without the commonest endings of English: enough to let `talks` meet `talk`.
pub(super) fn stem(word: &str) -> &str {
    // irrigation, irrigate
    if let Some(stem) = word.strip_suffix('s').unwrap_or(word).strip_suffix("ion")
        && stem.ends_with("at")
        && stem.len() > 4
    {
        return stem;
    }
    for ending in ["ingly", "edly", "ings", "ing", "ies", "ed", "es", "ly", "s"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() > 3
        {
            return stem.trim_end_matches('e');
        }
    }
    if word.len() > 4 { word.trim_end_matches(['e', 'y']) } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_meet() {
        for (a, b) in [
            ("talks", "talk"),
            ("demanded", "demands"),
            ("promised", "promise"),
            ("sanctions", "sanctioned"),
            ("irrigation", "irrigates"),
        ] {
            assert_eq!(stem(a), stem(b));
        }
    }

    #[test]
    fn ids_meet_at_their_last_part() {
        assert!(same_id("lavrov", "sergey-lavrov") && same_id("russia", "russia"));
        assert!(!same_id("rov", "sergey-lavrov") && !same_id("hunter-biden", "joe-biden"));
    }
}
