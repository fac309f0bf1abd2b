use super::passage::{edit, in_quotation};
use super::registry::{Check, Run};
use super::written_date::{WrittenDate, written_dates};
use super::{Finding, Fix};
use crate::compare::Reading;
use crate::config::Level;
use crate::date::{Date, day, days_between};

pub(super) const CHECK: Check = Check {
    code: "weekday-mismatch",
    level: Level::Error,
    summary: "A date and its day of the week do not go together.",
    why: "One of the two is a slip, and only the source can tell which: both fixes are offered, neither is preferred. \
          A date without a year is held against the days of that name about which the cited article may speak: the one \
          near its own date, and those of other times that it or the note speaks of.",
    fires: &[
        "Tuesday, January 12, 2022, which is a Wednesday",
        "Friday 31 December 2022",
        "Mon., 2022-01-11",
        "Wednesday, January 11 `[@000]`, in an article of that week",
    ],
    silent: &[
        "Tuesday, January 11, 2022",
        "Tuesday, January 12, with no source that could tell the year",
        "Saturday, November 11, of a year that the article speaks of",
        "Sunday, December 7, half a year from the article's own date",
        "Thursday, in an article of the Friday after it",
        "inside quotation marks",
        "a weekday and a date that stand apart: on Tuesday, before 12 January 2022",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for written in written_dates(&note.prose) {
        let Some((weekday_span, weekday)) = written.weekday else { continue };
        let days = days_meant(reading, &written);
        let fits = |date: &Date| date.weekday().to_monday_one_offset() == weekday;
        let Some(&date) = days.first() else { continue };
        if days.iter().any(fits) || in_quotation(note, written.span) {
            continue;
        }
        let said = weekday_span.of(&note.prose);
        let is = name(date);
        let mut fixes = vec![Fix {
            title: format!("Make it {is}"),
            preferred: false,
            edits: vec![edit(note, weekday_span, like(said, is))],
        }];
        // The nearest day that is such a weekday, before or after.
        let days_off = i64::from(weekday - date.weekday().to_monday_one_offset());
        let nearest = if days_off > 3 {
            days_off - 7
        } else if days_off < -3 {
            days_off + 7
        } else {
            days_off
        };
        if let Ok(other) = date.checked_add(jiff::Span::new().days(nearest))
            && other.month() == date.month()
        {
            let day_part = written.day_span.of(&note.prose);
            let number: String = day_part.replacen(&date.day().to_string(), &other.day().to_string(), 1);
            fixes.push(Fix {
                title: format!("Make it {}", day(other)),
                preferred: false,
                edits: vec![edit(note, written.day_span, number)],
            });
        }
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: written.span,
            message: format!("{} is a {is}, not a {}.", day(date), full(weekday)),
            evidence: Vec::new(),
            fixes,
        });
    }
}

/// A day so near to the article's own date is of its year; one further off may be of any.
const NEAR: i32 = 90;

/// The days that may be meant, the likeliest first; none when the year is not given and nothing tells it.
fn days_meant(reading: &Reading<'_>, written: &WrittenDate) -> Vec<Date> {
    if let Some(year) = written.year {
        return written.in_year(year).into_iter().collect();
    }
    let (note, articles) = (reading.note, reading.articles(written.span));
    let mut meant: Vec<Date> = Vec::new();
    for (_, article) in &articles {
        let bounds = article.dct.as_ref().and_then(|dct| dct.interval.earliest.zip(dct.interval.latest));
        // Which year is near cannot be told from an article of which no year is known.
        let Some((earliest, latest)) = bounds.filter(|(earliest, latest)| days_between(*earliest, *latest) < 31) else {
            return Vec::new();
        };
        let distance = |date: &Date| days_between(*date, earliest).abs().min(days_between(*date, latest).abs());
        let around = (latest.year() - 1..=latest.year() + 1).filter_map(|year| written.in_year(year));
        let Some(day) = around.min_by_key(distance).filter(|day| distance(day) <= NEAR) else { return Vec::new() };
        meant.push(day);
    }
    if reading.is_unread(written.span) || meant.is_empty() {
        return Vec::new();
    }
    // Other times of which it, or the note, speaks: the whole of 1989, the autumn before.
    let theirs = articles.iter().flat_map(|(_, article)| &article.facts.dates);
    let mine = note.facts.dates.iter().filter(|timex| !timex.span.overlaps(written.span));
    for timex in theirs.chain(mine) {
        if let Some((earliest, latest)) = timex.interval.earliest.zip(timex.interval.latest) {
            let years = earliest.year()..=latest.year().min(earliest.year() + 200);
            meant.extend(
                years.filter_map(|year| written.in_year(year)).filter(|date| (earliest..=latest).contains(date)),
            );
        }
    }
    meant
}

/// “Tuesday”.
fn name(date: Date) -> &'static str {
    full(date.weekday().to_monday_one_offset())
}

fn full(weekday: i8) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        .get(usize::try_from(weekday - 1).unwrap_or(0))
        .copied()
        .unwrap_or("Monday")
}

/// The weekday as short as the one it stands for.
fn like(said: &str, name: &str) -> String {
    if said.len() == 3 { name.get(..3).unwrap_or(name).to_string() } else { name.to_string() }
}
