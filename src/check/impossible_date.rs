use super::Finding;
use super::passage::in_quotation;
use super::registry::{Check, Run};
use super::written_date::{WrittenDate, written_dates};
use crate::compare::Reading;
use crate::config::Level;

pub(super) const CHECK: Check = Check {
    code: "impossible-date",
    level: Level::Error,
    summary: "A date that no calendar has.",
    why: "A slip of the pen or of the keyboard; nothing can be looked up by it. Inside quotation marks it is the \
          speaker's, and only information.",
    fires: &["February 30, 2022", "on 31 April 2021", "2022-02-29", "on February 30"],
    silent: &[
        "February 29, 2020, and February 29 with no year",
        "In February 30 people were killed",
        "May 40, as in “May 40 ships pass?”",
        "a version or a key, such as afp-2022-02-30",
        "31 December 2021",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for written in written_dates(&note.prose) {
        if written.exists() || !is_certain(&written) {
            continue;
        }
        let level = if in_quotation(note, written.span) { Level::Information } else { CHECK.level };
        found.push(Finding {
            code: CHECK.code,
            level,
            span: written.span,
            message: message(&written),
            evidence: Vec::new(),
            fixes: Vec::new(),
        });
    }
}

/// Without a year only a day that some month has is surely meant as one: February 30, not March 45.
fn is_certain(written: &WrittenDate) -> bool {
    written.year.is_some() || (29..=31).contains(&written.day)
}

fn message(written: &WrittenDate) -> String {
    let months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(written.month - 1).ok().and_then(|ix| months.get(ix));
    match (month, written.year) {
        (None, _) => format!("There is no month {}.", written.month),
        (Some(month), Some(year)) if written.month == 2 && written.day == 29 => format!("{month} {year} has no 29."),
        (Some(month), _) => format!("{month} has no {}.", written.day),
    }
}
