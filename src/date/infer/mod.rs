//! The date of an article that states none: bounds from its own text and from its neighbours, the
//! articles about the same things.
//!
//! Everything rests on [`DatingFacts`], which are small and made once per text, so that a corpus can keep
//! them and ask again when articles come or go. The result is an interval with reasons; when nothing can
//! be known there is none.

mod clues;
mod score;

use std::collections::HashMap;

use super::calendar::plus_days;
use super::{Date, Dct, DctOrigin, Interval};
use clues::{Clue, ClueKind};
use score::Scale;

/// What a text says that bears on its own date, and what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatingFacts {
    /// How reasons name the article: its key.
    pub name: String,
    /// The date somebody states for it.
    pub stated: Option<Interval>,
    clues: Vec<Clue>,
    /// The names it names most, hashed.
    words: Vec<u64>,
}

/// The same subject keeps the news for about so long before and after, in days.
const SPELL: i32 = 150;

/// A post that is quoted with its stamp is at most so old, in days.
const POST: i32 = 21;

/// At most so many neighbours are asked.
const NEIGHBOURS: usize = 16;

/// Two articles are about the same things when they share so many names.
const SHARED: usize = 6;

/// Days whose score is so little below the best are as likely: where something pins the day, and where
/// there are only habits (news is told on the day or the day after).
const DOUBT: i32 = 2;
const HABIT: i32 = 6;

impl DatingFacts {
    /// The facts of an article's prose; `stated` is the date somebody states for it.
    pub fn of(name: impl Into<String>, text: &str, stated: Option<Interval>) -> Self {
        let (clues, words) = clues::read(text);
        Self { name: name.into(), stated, clues, words }
    }

    /// What it is about, as hashes: an index by them finds an article's neighbours.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The stamp of the last post it quotes: it is not older, and little younger.
    fn stamp(&self) -> Option<&Clue> {
        self.clues.iter().filter(|clue| matches!(clue.kind, ClueKind::Stamp(_))).max_by_key(|clue| clue.kind.day())
    }

    /// The day its subject is in the news: stated, or that of a post it quotes.
    fn anchor(&self) -> Option<Date> {
        self.stated.and_then(|stated| stated.earliest).or_else(|| self.stamp()?.kind.day())
    }

    /// The last day or year that it speaks of as past. Years are taken with one to spare: reports name the
    /// coming one in every tense.
    fn floor(&self) -> Option<(Date, &Clue)> {
        let floor = |clue: &'_ Clue| match clue.kind {
            ClueKind::Stamp(day) | ClueKind::Past(day) => Some(day),
            ClueKind::PastYear(year) => Date::new(year - 1, 1, 1).ok(),
            _ => None,
        };
        self.clues.iter().filter_map(|clue| Some((floor(clue)?, clue))).max_by_key(|(day, _)| *day)
    }
}

/// The date of one article from its facts and those of its neighbours, best first; none when its date is
/// stated already or nothing bears on it.
pub fn infer(article: &DatingFacts, neighbours: &[&DatingFacts]) -> Option<Dct> {
    if article.stated.is_some() {
        return None;
    }
    let stamp = article.stamp().and_then(|clue| clue.kind.day());
    let anchors: Vec<(Date, &str)> = neighbours.iter().filter_map(|n| Some((n.anchor()?, n.name.as_str()))).collect();
    let first = anchors.iter().map(|(day, _)| *day).min().and_then(|day| plus_days(day, -SPELL));
    let last = anchors.iter().map(|(day, _)| *day).max().and_then(|day| plus_days(day, SPELL));
    let quoted = stamp.and_then(|day| plus_days(day, POST));
    let floor = article.floor().map(|(day, _)| day);
    let (Some(from), Some(to)) = (first.max(floor), last.into_iter().chain(quoted).min()) else {
        return only_floor(article);
    };
    let scale = Scale::new(article, neighbours, from, to);
    let days: Vec<(Date, i32)> = std::iter::successors(Some(from), |day| plus_days(*day, 1))
        .take_while(|day| *day <= to)
        .filter_map(|day| Some((day, scale.score(day)?)))
        .collect();
    let (best, most) = days.iter().copied().min_by_key(|(day, score)| (-score, *day))?;
    let doubt = if scale.is_pinned() { DOUBT } else { HABIT };
    let likely = |(day, score): &(Date, i32)| (*score >= most - doubt).then_some(*day);
    let (earliest, latest) = (days.iter().find_map(likely)?, days.iter().rev().find_map(likely)?);
    // What is told of a weekday may stand in the paper of the day after.
    let latest = if scale.by_weekday() { plus_days(latest, 1)? } else { latest };
    Some(dct(Interval::new(Some(earliest), Some(latest)), scale.reasons(best, &anchors)))
}

/// The dates of all articles at once, in the same order. Neighbours are found by the rarer names; nothing
/// is compared with everything.
pub fn infer_all(facts: &[DatingFacts]) -> Vec<Option<Dct>> {
    let mut by_word: HashMap<u64, Vec<usize>> = HashMap::new();
    for (ix, article) in facts.iter().enumerate() {
        for word in &article.words {
            by_word.entry(*word).or_default().push(ix);
        }
    }
    let rare = (facts.len() / 8).clamp(24, 400);
    facts
        .iter()
        .enumerate()
        .map(|(ix, article)| {
            if article.stated.is_some() {
                return None;
            }
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for others in
                article.words.iter().filter_map(|word| by_word.get(word)).filter(|others| others.len() <= rare)
            {
                for other in others.iter().filter(|other| **other != ix) {
                    *shared.entry(*other).or_default() += 1;
                }
            }
            let mut near: Vec<(usize, usize)> = shared.into_iter().filter(|(_, count)| *count >= SHARED).collect();
            // The name decides between equals, so that the order of the articles does not.
            near.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| facts[a.0].name.cmp(&facts[b.0].name)));
            let neighbours: Vec<&DatingFacts> = near.iter().take(NEIGHBOURS).map(|(other, _)| &facts[*other]).collect();
            infer(article, &neighbours)
        })
        .collect()
}

/// Without a post or a neighbour that is dated: an article is not older than what it tells as past.
fn only_floor(article: &DatingFacts) -> Option<Dct> {
    let (day, clue) = article.floor()?;
    let reason = format!("it speaks of “{}” as past, so it is not older; nothing bounds the other side", clue.said);
    Some(dct(Interval::new(Some(day), None), vec![reason]))
}

fn dct(interval: Interval, reasons: Vec<String>) -> Dct {
    Dct { interval, origin: DctOrigin::Inferred, reasons }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEDS: [(&str, &str); 3] = [
        ("000", include_str!("../../../seeds/000_c11a53263d9f578e.txt")),
        ("001", include_str!("../../../seeds/001_36ec4a0469faaa65.txt")),
        ("002", include_str!("../../../seeds/002_1721f66ada750ae0.txt")),
    ];

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The seeds as facts; the second states its date in its head.
    fn seeds() -> Vec<DatingFacts> {
        let stated = |name| (name == "001").then(|| Interval::day(day("2022-01-21")));
        SEEDS.iter().map(|(name, text)| DatingFacts::of(*name, text, stated(*name))).collect()
    }

    fn interval(earliest: &str, latest: &str) -> Interval {
        Interval::new(Some(day(earliest)), Some(day(latest)))
    }

    #[test]
    fn neighbours_give_the_year_and_the_day() {
        let dates = infer_all(&seeds());
        let intervals: Vec<_> = dates.iter().map(|date| date.as_ref().map(|date| date.interval)).collect();
        assert_eq!(
            intervals,
            [Some(interval("2022-01-11", "2022-01-12")), None, Some(interval("2021-12-31", "2022-01-01")),]
        );
    }

    #[test]
    fn order_and_names_do_not_matter() {
        let dates = infer_all(&seeds());
        let mut turned = seeds();
        turned.reverse();
        for (ix, facts) in turned.iter_mut().enumerate() {
            facts.name = format!("{ix}");
        }
        let other = infer_all(&turned);
        for (a, b) in dates.iter().zip(other.iter().rev()) {
            assert_eq!(a.as_ref().map(|dct| dct.interval), b.as_ref().map(|dct| dct.interval));
        }
    }

    #[test]
    fn no_article_is_older_than_the_month_it_tells_as_past() {
        let earliest = |text: &str| infer(&DatingFacts::of("a", text, None), &[]).and_then(|dct| dct.interval.earliest);
        assert_eq!(earliest("It opened in November 2022 and burned on Saturday."), Some(day("2022-11-01")));
        assert_eq!(earliest("They booked seats for November 2022."), Some(day("2021-01-01")));
        assert_eq!(earliest("It will open in November 2022."), None);
    }

    #[test]
    fn alone_an_article_has_the_bounds_it_gives() {
        let seeds = seeds();
        let alone = infer(&seeds[0], &[]).unwrap();
        assert_eq!(alone.interval.earliest, Some(day("2022-01-09")));
        assert!((14..28).contains(&alone.interval.days().unwrap()), "{alone:?}");
        assert_eq!(infer(&seeds[2], &[]), None);
    }
}
