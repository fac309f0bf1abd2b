use std::collections::HashSet;
use std::sync::LazyLock;

use crate::actor::names::name_keys;
use crate::actor::{Actor, ActorKind};
use crate::article::Article;
use crate::claim::{Figure, Unit};
use crate::date::{Date, Interval};
use crate::text::{Words, grams_of, word_key};

use super::key::plain_url;

/// What an article is found by: sorted hashes, each once. The same for articles in the index and for
/// those held in memory, so both answer alike.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Terms {
    pub(super) grams: Vec<u64>,
    pub(super) words: Vec<u64>,
    pub(super) actors: Vec<u64>,
    pub(super) dates: Vec<u64>,
    pub(super) figures: Vec<u64>,
}

impl Terms {
    pub(super) fn of(article: &Article) -> Self {
        let text = article.text.as_str();
        let read = article.text.words();
        let mut words: Vec<u64> = word_terms(text, read).collect();
        let mut actors: Vec<u64> =
            article.facts.actors.actors.iter().filter(|actor| !actor.anonymous).flat_map(actor_terms).collect();
        let mut dates: Vec<u64> = article.facts.dates.iter().flat_map(|timex| said_terms(timex.interval)).collect();
        let mut figures: Vec<u64> = article.facts.figures.iter().flat_map(figure_terms).collect();
        let mut grams: Vec<u64> = grams_of(read).map(gram_term).collect();
        for terms in [&mut words, &mut actors, &mut dates, &mut figures, &mut grams] {
            terms.sort_unstable();
            terms.dedup();
        }
        Self { grams, words, actors, dates, figures }
    }
}

/// 3-grams are kept in as many buckets as 22 bits count. At a million articles of 500 words a bucket
/// holds some 120 strangers, so two grams in common are already telling, and the dictionary of terms
/// stays at four million entries where the 3-grams of as much news are more than a hundred million.
pub(super) fn gram_term(gram: u64) -> u64 {
    gram >> 42
}

/// The terms of words, `words` being those of `text`; words that stand in every article have none.
/// A plural is found by its singular.
pub(super) fn word_terms<'a>(text: &'a str, words: &'a Words) -> impl Iterator<Item = u64> + 'a {
    words.iter().filter(|word| !is_common(word.key)).map(|word| {
        let letters = word.span.of(text);
        stem(letters).map_or(word.key, word_key)
    })
}

/// Drops the plural's `s` and the possessive's `’s`: the cheapest stem, and one that never joins two
/// words of news.
fn stem(word: &str) -> Option<&str> {
    if let Some(owner) = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")) {
        return Some(owner);
    }
    let stem = word.strip_suffix('s')?;
    (stem.len() > 2 && stem.is_ascii() && !stem.ends_with(['s', 'u', 'i', '\''])).then_some(stem)
}

/// Whether it is one of the function words of English that stand in nearly every article: finding by
/// them finds all.
fn is_common(key: u64) -> bool {
    const COMMON: &str = "a about after all also an and any are as at be been but by can could for from had has have \
        he her his i if in into is it its more no not of on one or other our out she so some than that the their \
        there they this to up was we were when which who will with would you your";
    static KEYS: LazyLock<HashSet<u64>> = LazyLock::new(|| COMMON.split(' ').map(word_key).collect());
    KEYS.contains(&key)
}

/// An actor is found by its id, and a person also by the last part of it: the surname, which is all
/// that another article may give.
fn actor_terms(actor: &Actor) -> impl Iterator<Item = u64> {
    let person = matches!(actor.kind, ActorKind::Person | ActorKind::Unknown);
    let surnames = if person { surname_terms(&actor.name) } else { Vec::new() };
    std::iter::once(actor_term(&actor.id)).chain(surnames)
}

pub(super) fn actor_term(id: &str) -> u64 {
    hash(id, "")
}

/// The terms of a person's surname; spellings of one name have one in common.
pub(super) fn surname_terms(name: &str) -> Vec<u64> {
    name_keys(name).iter().map(|key| hash(key, "surname")).collect()
}

/// The number of an address.
pub(super) fn url_hash(url: &str) -> u64 {
    hash(&plain_url(url), "url")
}

/// A hash of two strings that is the same on every machine: FNV-1a.
pub(super) fn hash(a: &str, b: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    a.bytes().chain([0xff]).chain(b.bytes()).fold(0xcbf2_9ce4_8422_2325, step)
}

/// An article speaks of a day, its month and its year; of a month and its year; or of a year.
fn said_terms(interval: Interval) -> impl Iterator<Item = u64> {
    let Interval { earliest: Some(first), latest: Some(last) } = interval else {
        return [None; 3].into_iter().flatten();
    };
    let year = (first.year() == last.year()).then(|| year_term(first));
    let month = year.filter(|_| first.month() == last.month()).map(|_| month_term(first));
    let day = month.filter(|_| first == last).map(|_| day_term(first));
    [year, month, day].into_iter().flatten()
}

/// The terms of which an article that speaks of a day in `interval` has at least one. Longer intervals
/// are asked by month, then by year; open ones by their known end.
pub(super) fn asked_terms(interval: Interval) -> Vec<u64> {
    let (Some(first), Some(last)) = (interval.earliest.or(interval.latest), interval.latest.or(interval.earliest))
    else {
        return Vec::new();
    };
    let days = || first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
    if last < first {
        Vec::new()
    } else if days().nth(31).is_none() {
        days().map(day_term).collect()
    } else if (last.year() - first.year()).abs() < 3 {
        let mut months: Vec<u64> = days().map(month_term).collect();
        months.dedup();
        months
    } else {
        (first.year()..=last.year()).take(50).map(|year| year_term(jiff::civil::date(year, 1, 1))).collect()
    }
}

fn day_term(day: Date) -> u64 {
    ((day.year() as u64) << 16) | ((day.month() as u64) << 8) | day.day() as u64
}

fn month_term(day: Date) -> u64 {
    ((day.year() as u64) << 16) | ((day.month() as u64) << 8)
}

fn year_term(day: Date) -> u64 {
    (day.year() as u64) << 16
}

fn figure_terms(figure: &Figure) -> impl Iterator<Item = u64> {
    let high = (figure.high != figure.low).then(|| figure_term(figure.high, &figure.unit));
    std::iter::once(figure_term(figure.low, &figure.unit)).chain(high)
}

/// The term of one number of one unit.
pub(super) fn figure_term(value: f64, unit: &Unit) -> u64 {
    let unit = match unit {
        Unit::Count => "",
        Unit::Percent => "%",
        Unit::Money(unit) | Unit::Measure(unit) => unit,
    };
    hash(unit, &value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(first: &str, last: &str) -> Interval {
        Interval { earliest: first.parse().ok(), latest: last.parse().ok() }
    }

    fn check(said: Interval, asked: Interval, expected: bool) {
        let asked_terms = asked_terms(asked);
        assert_eq!(said_terms(said).any(|term| asked_terms.contains(&term)), expected, "{said:?} {asked:?}");
    }

    #[test]
    fn dates_meet() {
        let day = interval("2022-01-11", "2022-01-11");
        check(day, day, true);
        check(day, interval("2022-01-10", "2022-01-14"), true);
        check(day, interval("2022-01-01", "2022-02-28"), true);
        check(day, interval("2015-01-01", "2023-12-31"), true);
        check(day, interval("2022-01-12", "2022-01-12"), false);
        check(interval("2022-01-01", "2022-01-31"), interval("2021-12-01", "2022-03-01"), true);
        check(day, Interval::default(), false);
    }

    #[test]
    fn plurals_meet_and_common_words_are_none() {
        let terms = |text: &str| word_terms(text, &Words::of(text)).collect::<Vec<_>>();
        assert_eq!(terms("the troops of Kyiv’s"), terms("Troop, Kyiv"));
        assert_ne!(terms("crisis"), terms("crisi"));
        assert!(terms("The of and").is_empty());
    }
}
