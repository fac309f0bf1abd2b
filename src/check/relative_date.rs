use super::passage::{edit, in_quotation};
use super::registry::{Check, Run};
use super::wording::short;
use super::{Finding, Fix};
use crate::compare::Reading;
use crate::config::Level;
use crate::date::{self, Anchor, Dct, DctOrigin, Meaning, Period, Timex, TimexKind};
use crate::note::Note;
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    code: "relative-date",
    level: Level::Hint,
    summary: "A date that changes its meaning as time goes by.",
    why: "“Last month” is clear today and a riddle next year. What it means is known when the note has a date of its \
          own, or when the cited article uses the very same words.",
    fires: &["“next Sunday” in a note", "“last month”, copied from an article", "“yesterday”"],
    silent: &[
        "inside quotation marks",
        "“that Friday”, and “on Friday” behind a full date in the same paragraph",
        "a date with its year",
        "“the same day”, “two days later”: reckoned from something the note says",
        "“last” and “next” with no time: the last word, next to nothing",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for timex in &note.facts.dates {
        let words = timex.span.of(&note.prose);
        if timex.kind != TimexKind::Date && timex.kind != TimexKind::Time {
            continue;
        }
        if !is_deictic(words) || in_quotation(note, timex.span) || is_placed(note, timex) {
            continue;
        }
        let meaning = own_meaning(note, timex).or_else(|| meaning_in_source(reading, timex));
        let said = short(words, 30);
        let message = match &meaning {
            Some(meaning) => format!("“{said}” will read differently later; here it means {meaning}."),
            None => format!("“{said}” will read differently later."),
        };
        let fixes = meaning
            .map(|meaning| Fix {
                title: format!("Write {meaning}"),
                preferred: false,
                edits: vec![edit(note, timex.span, placed(note, timex, &meaning))],
            })
            .into_iter()
            .collect();
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: timex.span,
            message,
            evidence: Vec::new(),
            fixes,
        });
    }
}

/// Whether the words hang on the day they are written.
fn is_deictic(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let deictic = |part: &str| {
        matches!(part, "today" | "tonight" | "yesterday" | "tomorrow" | "last" | "next" | "ago" | "this" | "coming")
    };
    let year = |part: &str| part.len() == 4 && part.starts_with(['1', '2']) && part.bytes().all(|b| b.is_ascii_digit());
    parts.clone().any(deictic) && !parts.any(year)
}

/// Whether a full date in the same paragraph places it.
fn is_placed(note: &Note, timex: &Timex) -> bool {
    let start = paragraph_start(&note.prose, timex.span.start());
    let full = |other: &&Timex| other.anchor == Anchor::None && matches!(other.value.period(), Some(Period::Day(_)));
    let words = timex.span.of(&note.prose).to_lowercase();
    let bound = matches!(timex.anchor, Anchor::Timex(_));
    let before = Span::new(start, timex.span.start());
    bound
        && !words.contains("ago")
        && note.facts.dates.iter().filter(|other| before.covers(other.span)).any(|other| full(&other))
}

fn paragraph_start(text: &str, offset: usize) -> usize {
    text.get(..offset).and_then(|before| before.rfind("\n\n")).map_or(0, |at| at + 2)
}

/// What the words mean as of the note's own date.
fn own_meaning(note: &Note, timex: &Timex) -> Option<String> {
    note.dct.as_ref()?;
    timex.interval.earliest?;
    prose(timex)
}

/// What the words mean in a cited article that uses them, too.
fn meaning_in_source(reading: &Reading<'_>, timex: &Timex) -> Option<String> {
    let words = timex.span.of(&reading.note.prose).to_lowercase();
    let articles = reading.articles(timex.span);
    let mut meanings = articles.iter().flat_map(|(_, article)| {
        let certain = article.dct.as_ref().is_some_and(is_certain);
        let same = article.facts.dates.iter().filter(|t| t.span.of(article.text.as_str()).to_lowercase() == words);
        same.filter(move |_| certain).filter_map(prose).collect::<Vec<_>>()
    });
    let first = meanings.next()?;
    meanings.all(|other| other == first).then_some(first)
}

/// A stated date, or an inferred one of which a single day is left.
fn is_certain(dct: &Dct) -> bool {
    dct.origin != DctOrigin::Inferred || dct.interval.earliest == dct.interval.latest
}

/// The meaning with the preposition that the relative word could do without.
fn placed(note: &Note, timex: &Timex, meaning: &str) -> String {
    let before = note.prose.get(..timex.span.start()).unwrap_or("").trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let has_one =
        ["in", "on", "by", "of", "since", "until", "till", "from", "for", "before", "after", "to"].contains(&word);
    match timex.value.meaning {
        _ if has_one => meaning.to_string(),
        Meaning::Period(Period::Day(_)) => format!("on {meaning}"),
        _ => format!("in {meaning}"),
    }
}

fn prose(timex: &Timex) -> Option<String> {
    match timex.value.meaning {
        Meaning::Period(Period::Day(day)) => Some(date::day(day)),
        Meaning::Period(Period::Week { .. } | Period::Month { .. } | Period::Year(_)) => Some(timex.value.prose()),
        _ => None,
    }
}
