use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{FileEdit, Finding, Fix};
use crate::article::{Article, ParagraphRole};
use crate::config::Level;
use crate::date::{Date, DctOrigin, Interval, day};
use crate::text::Span;
use crate::world::Snapshot;

pub(super) const CHECK: Check = Check {
    code: "undated-source",
    level: Level::Information,
    summary: "An article carries no date; ibid inferred one, or could not.",
    why: "Every “Tuesday” and “last month” of the article hangs on its date. An inferred date is shown as such \
          everywhere; written into `ibid.toml` it is stated.",
    fires: &[
        "an article with no date in its text or metadata",
        "000 and 002 of the seeds",
        "a saved page without metadata",
    ],
    silent: &[
        "`date 2022-01-21` in the head of the text",
        "a date in the front matter or the bibliography",
        "a date in the address",
        "a date in `ibid.toml`",
        "notes",
    ],
    run: Run::Article(run),
};

/// So many days are a choice; more would be a calendar.
const CHOICE: usize = 2;

fn run(snapshot: &Snapshot, article: &Article, found: &mut Vec<Finding>) {
    let message = match &article.dct {
        Some(dct) if dct.origin == DctOrigin::Inferred => {
            let reason = dct.reasons.first().map(|reason| format!(", because {reason}")).unwrap_or_default();
            format!("No date here; using {}{reason}.", prose(dct.interval))
        }
        Some(_) => return,
        None => "No date here, and nothing to infer one from.".to_string(),
    };
    let path = article.path.strip_prefix(&snapshot.root).unwrap_or(&article.path);
    let days = article.dct.as_ref().map(|dct| candidates(dct.interval)).unwrap_or_default();
    let fixes = days
        .into_iter()
        .map(|date| Fix {
            title: format!("State {} in ibid.toml", day(date)),
            preferred: false,
            // At the head of the file, where a table may always stand.
            edits: vec![FileEdit {
                path: snapshot.root.join("ibid.toml").into(),
                span: Span::at(0),
                new_text: format!(
                    "[[article]]\npath = {:?}\ndate = \"{date}\"\n\n",
                    path.to_string_lossy().replace('\\', "/")
                ),
            }],
        })
        .collect();
    let place = article.paragraphs.iter().find(|p| p.role != ParagraphRole::Boilerplate).map(|p| p.span);
    let first_line =
        place.and_then(|span| span.of(article.text.as_str()).lines().next().map(|l| (span.start(), l.len())));
    let span = first_line.map_or(Span::at(0), |(start, len)| Span::new(start, start + len));
    found.push(Finding {
        code: CHECK.code,
        level: CHECK.level,
        span,
        message: short(&message, LONGEST),
        evidence: Vec::new(),
        fixes,
    });
}

/// The days that an inferred date leaves open, when the writer can choose among them.
fn candidates(interval: Interval) -> Vec<Date> {
    let (Some(first), Some(last)) = (interval.earliest, interval.latest) else { return Vec::new() };
    let days: Vec<Date> = first.series(jiff::Span::new().days(1)).take(CHOICE + 1).take_while(|d| *d <= last).collect();
    if days.len() > CHOICE { Vec::new() } else { days }
}

/// An interval in words.
fn prose(interval: Interval) -> String {
    match (interval.earliest, interval.latest) {
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) => format!("a day from {} to {}", day(first), day(last)),
        (Some(first), None) => format!("a day from {} on", day(first)),
        (None, Some(last)) => format!("a day up to {}", day(last)),
        (None, None) => "no day".to_string(),
    }
}
