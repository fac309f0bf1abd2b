//! The hover of a figure: what the cited sources give for the same thing.

use std::sync::Arc;

use crate::article::Article;
use crate::claim::{Figure, Hedge, Unit};
use crate::compare::same_number;
use crate::ide::page::{Page, source_line};
use crate::ide::place::{Document, cited_at, sentence_at};
use crate::world::Snapshot;

/// From here on a number without a unit is likely to share that of another.
const BARE: f64 = 1000.0;
/// How many passages are shown.
const PASSAGES: usize = 3;

pub(super) fn hover(snapshot: &Snapshot, document: &Document, figure: usize) -> Option<String> {
    let figure = document.facts().figures.get(figure)?;
    let mut page = Page::default();
    let words = figure.span.of(document.text().as_str());
    page.head(words, &[amount(figure, words), hedge(figure.hedge).to_string()]);
    let mut compared = false;
    let found = match document {
        Document::Note(note) => {
            let cited = cited_at(snapshot, note, figure.span.start());
            compared = !cited.is_empty();
            passages(cited.into_iter().map(|(_, article)| article), figure)
        }
        Document::Article(article) => {
            let (ids, _) = snapshot.corpus.with_figure(figure.low, &figure.unit, PASSAGES + 1);
            let others = ids.into_iter().filter_map(|id| snapshot.corpus.get(id));
            passages(others.filter(|other| other.path != article.path), figure)
        }
    };
    if !found.is_empty() {
        page.rule();
    }
    for (article, ix) in found.iter().take(PASSAGES) {
        let Some(other) = article.facts.figures.get(*ix) else { continue };
        let sentence = sentence_at(article, other.span.start()).unwrap_or(other.span);
        page.passage(sentence.of(article.text.as_str()), &source_line(article));
    }
    if found.is_empty() && compared {
        page.line("The cited source does not give this number.");
    }
    Some(page.finish())
}

/// The same number of the same unit in these articles, those with the same head noun first, then those that may be it
/// when a hedge counts: £600,000 for more than half a million.
pub(crate) fn passages(articles: impl Iterator<Item = Arc<Article>>, figure: &Figure) -> Vec<(Arc<Article>, usize)> {
    let mut found: Vec<((bool, bool), Arc<Article>, usize)> = Vec::new();
    for article in articles {
        for (ix, other) in article.facts.figures.iter().enumerate() {
            // “from 39 billion rupees to 71.8 billion”: the unit may stand elsewhere.
            let bare = |f: &Figure| f.unit == Unit::Count && f.head.is_none() && f.low >= BARE;
            let alike = other.unit == figure.unit || bare(figure) || bare(other);
            let same = other.low <= figure.high && figure.low <= other.high;
            if alike && (same || same_number(figure, other)) {
                found.push(((!same, other.head != figure.head), Arc::clone(&article), ix));
            }
        }
    }
    found.sort_by_key(|(far, _, _)| *far);
    found.into_iter().map(|(_, article, ix)| (article, ix)).collect()
}

/// The number in plain digits with its unit; nothing when `words` already have it.
fn amount(figure: &Figure, words: &str) -> String {
    let number = |value: f64| {
        let whole = value.fract() == 0.0 && value.abs() < 1e15;
        if whole { grouped(value as i64) } else { format!("{value}") }
    };
    let range = if figure.low == figure.high {
        number(figure.low)
    } else {
        format!("{} to {}", number(figure.low), number(figure.high))
    };
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == ',' || c == '.');
    let written = words.match_indices(range.as_str()).any(|(at, number)| {
        let (before, behind) = (&words[..at], &words[at + number.len()..]);
        let scaled = behind.trim_start().starts_with(|c: char| c.is_alphabetic()) && figure.low >= BARE;
        !is_digit(before.chars().next_back()) && !is_digit(behind.chars().next()) && (!scaled || figure.head.is_some())
    });
    if written {
        return String::new();
    }
    match &figure.unit {
        Unit::Count => range,
        Unit::Percent => format!("{range} percent"),
        Unit::Money(unit) => format!("{unit} {range}"),
        Unit::Measure(unit) => format!("{range} {unit}"),
    }
}

/// Digits in groups of three.
fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (ix, digit) in digits.chars().enumerate() {
        if ix > 0 && (digits.len() - ix).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0 { format!("-{out}") } else { out }
}

fn hedge(hedge: Option<Hedge>) -> &'static str {
    match hedge {
        None => "",
        Some(Hedge::About) => "approximate",
        Some(Hedge::AtLeast) => "at least",
        Some(Hedge::MoreThan) => "more than",
        Some(Hedge::AtMost) => "at most",
        Some(Hedge::LessThan) => "less than",
        Some(Hedge::Exactly) => "exactly",
    }
}
