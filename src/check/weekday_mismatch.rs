use super::passage::{edit, in_quotation};
use super::registry::{Check, Run};
use super::written_date::written_dates;
use super::{Finding, Fix};
use crate::compare::Reading;
use crate::config::Level;
use crate::date::{Date, day};

pub(super) const CHECK: Check = Check {
    code: "weekday-mismatch",
    level: Level::Error,
    summary: "A date and its day of the week do not go together.",
    why: "One of the two is a slip, and only the source can tell which: both fixes are offered, neither is preferred. \
          A date without a year is passed over, for it may belong to any.",
    fires: &["Tuesday, January 12, 2022, which is a Wednesday", "Friday 31 December 2022", "Mon., 2022-01-11"],
    silent: &[
        "Tuesday, January 11, 2022",
        "Tuesday, January 12, in a year that is not given",
        "Thursday, in an article of the Friday after it",
        "inside quotation marks",
        "a weekday and a date that stand apart: on Tuesday, before 12 January 2022",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for written in written_dates(&note.prose) {
        let (Some(date), Some((weekday_span, weekday))) = (written.date(), written.weekday) else { continue };
        if date.weekday().to_monday_one_offset() == weekday || in_quotation(note, written.span) {
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
