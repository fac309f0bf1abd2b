use super::passage::{edit, evidence, in_quotation};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Finding, Fix};
use crate::article::Article;
use crate::compare::{Bearing, Reading, overlap};
use crate::config::Level;
use crate::date::{Anchor, DctOrigin, Interval, Meaning, Period, Timex, TimexKind, day};

pub(super) const CHECK: Check = Check {
    code: "date-differs",
    level: Level::Warning,
    summary: "The cited article puts the same thing at another time.",
    why: "Days are held against days, months against months, years against years, and only when the passage that speaks \
          of the same has one date that is certainly another, and the article speaks of the note's date nowhere.",
    fires: &[
        "drills on 12 January 2022 `[@000]`, which the article puts on Tuesday the 11th",
        "Crimea was seized in 2015 `[@000]`, for 2014",
        "a call in November 2021 `[@000]`, for last month",
    ],
    silent: &[
        "11 January 2022, for the article's Tuesday",
        "a date of something the article does not date",
        "a date that is only possible: January 2022 for the 11th",
        "the day the article was published",
        "inside quotation marks",
    ],
    run: Run::Note(run),
};

/// So much of the sentence, its dates aside, must stand in the passage.
const SAME_MATTER: f32 = 0.5;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for claim in &note.claims {
        if reading.is_unread(claim.span) {
            continue;
        }
        let dates: Vec<&Timex> = claim.dates.iter().filter_map(|ix| note.facts.dates.get(*ix as usize)).collect();
        let [date] = dates.as_slice() else { continue };
        let Some(grain) = grain(date) else { continue };
        if date.anchor != Anchor::None || in_quotation(note, date.span) {
            continue;
        }
        let bearing = Bearing { days: Vec::new(), ..Bearing::clone(&reading.bearing(claim.span)) };
        let articles = reading.articles(claim.span);
        if articles.iter().any(|(_, article)| speaks_of(article, date)) {
            continue;
        }
        for (id, article) in &articles {
            let Some(passage) = reading.passage(*id, article, &bearing).filter(|p| p.score >= SAME_MATTER) else {
                continue;
            };
            let theirs: Vec<&Timex> = article
                .facts
                .dates
                .iter()
                .filter(|other| passage.span.covers(other.span) && other.kind == TimexKind::Date)
                .collect();
            let [other] = theirs.as_slice() else { continue };
            if self::grain(other) != Some(grain)
                || !is_bounded(other.interval)
                || overlap(date.interval, other.interval)
            {
                continue;
            }
            let expression = other.span.of(article.text.as_str());
            let meaning = match other.value.meaning {
                Meaning::Period(Period::Day(date)) => day(date),
                _ => other.value.prose(),
            };
            let message = if expression == meaning {
                format!("{} says “{}”.", short(&article.key, 40), short(expression, 40))
            } else {
                format!("{} says “{}”, that is {meaning}.", short(&article.key, 30), short(expression, 30))
            };
            found.push(Finding {
                code: CHECK.code,
                level: CHECK.level,
                span: date.span,
                message: short(&message, LONGEST),
                evidence: vec![evidence(article, passage.span)],
                fixes: vec![Fix {
                    title: format!("Write {meaning}"),
                    preferred: false,
                    edits: vec![edit(note, date.span, meaning)],
                }],
            });
            break;
        }
    }
}

/// Day, month or year: what may be held against its like.
fn grain(timex: &Timex) -> Option<u8> {
    match timex.value.meaning {
        Meaning::Period(Period::Day(_)) => Some(0),
        Meaning::Period(Period::Month { .. }) => Some(1),
        Meaning::Period(Period::Year(_)) => Some(2),
        _ => None,
    }
}

fn is_bounded(interval: Interval) -> bool {
    interval.earliest.is_some() && interval.latest.is_some()
}

/// Whether the article speaks of the date somewhere, or is of that day.
fn speaks_of(article: &Article, date: &Timex) -> bool {
    let stated = article.dct.as_ref().filter(|dct| dct.origin != DctOrigin::Inferred);
    let published = stated.is_some_and(|dct| overlap(dct.interval, date.interval));
    let finest = grain(date);
    let mut others = article.facts.dates.iter().filter(|other| is_bounded(other.interval) && grain(other) <= finest);
    published || others.any(|other| grain(other).is_some() && overlap(other.interval, date.interval))
}
