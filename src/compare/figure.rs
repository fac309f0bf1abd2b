//! Figures: whether a note and its source give the same number of the same thing.

use super::support::Bearing;
use crate::article::Article;
use crate::claim::{Figure, Hedge, Unit};
use crate::text::Span;

/// Words for one thing counted, by class.
const CLASSES: [&[&str]; 3] = [
    &["troop", "soldier", "serviceman", "force", "man"],
    &["dead", "death", "fatality", "killed"],
    &["person", "people", "civilian", "human"],
];
/// How far a hedged number reaches to either side.
const ABOUT: f64 = 0.1;

/// Whether two figures count the same kind of thing: the same unit, and for mere counts the same noun.
pub fn same_kind(a: &Figure, b: &Figure) -> bool {
    let nouns = || match (a.head.as_deref(), b.head.as_deref()) {
        (Some(a), Some(b)) => a == b || CLASSES.iter().any(|class| class.contains(&a) && class.contains(&b)),
        _ => false,
    };
    a.unit == b.unit && (a.unit != Unit::Count || nouns())
}

/// Whether two figures may be one number, with what their hedges allow.
pub fn meet(a: &Figure, b: &Figure) -> bool {
    let ((a_low, a_high), (b_low, b_high)) = (range(a), range(b));
    a_low <= b_high && b_low <= a_high
}

fn range(figure: &Figure) -> (f64, f64) {
    match figure.hedge {
        Some(Hedge::About) => (figure.low * (1.0 - ABOUT), figure.high * (1.0 + ABOUT)),
        Some(Hedge::AtLeast | Hedge::MoreThan) => (figure.low, f64::INFINITY),
        Some(Hedge::AtMost | Hedge::LessThan) => (0.0, figure.high),
        Some(Hedge::Exactly) | None => (figure.low, figure.high),
    }
}

/// How much of a claim the sentence around a figure of an article speaks of, 0 to 1, the figures aside.
pub fn context(claim: &Bearing, article: &Article, figure: &Figure) -> f32 {
    let sentence = sentence(article, figure.span);
    let theirs = Bearing::of(article.text.as_str(), &article.facts, sentence);
    let words = claim.words.iter().filter(|word| theirs.words.binary_search(word).is_ok()).count();
    words as f32 / claim.words.len().max(1) as f32
}

/// The sentence of an article that holds a span.
pub fn sentence(article: &Article, span: Span) -> Span {
    let paragraph = article.paragraphs.iter().find(|p| p.span.covers(span));
    let sentence = paragraph.and_then(|p| p.sentences.iter().find(|sentence| sentence.covers(span)));
    sentence.copied().or(paragraph.map(|p| p.span)).unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::figures;
    use crate::text::tokens;

    fn check(a: &str, b: &str, kind: bool, number: bool) {
        let read = |text: &str| figures(text, &tokens(text)).into_iter().next().unwrap();
        let (a_read, b_read) = (read(a), read(b));
        assert_eq!((same_kind(&a_read, &b_read), meet(&a_read, &b_read)), (kind, number), "{a} | {b}");
    }

    #[test]
    fn same_things_and_numbers() {
        check("1,00,000 troops", "100,000 soldiers", true, true);
        check("about 100,000 troops", "an estimated 105,000 troops", true, true);
        check("30,000 servicemen", "about 3,000 servicemen", true, false);
        check("more than 90,000 troops", "100,000 troops", true, true);
        check("three battalions", "two battalions", true, false);
        check("3,000 servicemen", "3,000 tanks", false, true);
        check("5 percent", "5 dollars", false, true);
    }
}
