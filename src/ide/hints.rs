//! Inlay hints: what a relative date means, behind its words.

use std::path::Path;

use super::place::Document;
use crate::date::{Anchor, Date, Interval, Timex, TimexKind, day};
use crate::note::Note;
use crate::text::Span;
use crate::world::Snapshot;

/// A few words shown in the text that do not stand in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Shown behind this byte.
    pub offset: usize,
    pub label: String,
    /// Why; for a reader.
    pub tooltip: String,
    /// The words of this text that it was reckoned from.
    pub anchor: Option<Span>,
}

/// The hints for the words in `within`: for every date that hangs on the text's own date or on another date.
/// In a note only where that is beyond doubt: words with a source may be the source's own “next week”.
pub fn hints(snapshot: &Snapshot, path: &Path, within: Span) -> Vec<Hint> {
    let Some(document) = Document::open(snapshot, path) else { return Vec::new() };
    let relative = |t: &&Timex| {
        t.anchor != Anchor::None && matches!(t.kind, TimexKind::Date | TimexKind::Time) && within.covers(t.span)
    };
    let doubtful = |t: &Timex| matches!(&document, Document::Note(note) if is_doubtful(note, t));
    let dates = document.facts().dates.iter().filter(relative).filter(|t| !doubtful(t));
    dates
        .filter_map(|timex| {
            let days = short(&timex.interval)?;
            let about = if timex.value.inferred { "≈ " } else { "= " };
            Some(Hint {
                offset: timex.span.end(),
                label: format!(" {about}{days}"),
                tooltip: timex.value.reasons().join("; "),
                anchor: match timex.anchor {
                    Anchor::Timex(span) => Some(span),
                    Anchor::Dct | Anchor::None => None,
                },
            })
        })
        .collect()
}

/// Whether a date of a note may hang on the date of a source: it stands in its quotation, or in words for which
/// it is cited.
fn is_doubtful(note: &Note, timex: &Timex) -> bool {
    let quoted = note.facts.quotations.iter().any(|q| q.span.covers(timex.span));
    let cited = || note.citations.iter().any(|c| c.covers.iter().any(|span| span.covers(timex.span)));
    quoted || (timex.anchor == Anchor::Dct && cited())
}

/// `11 January 2022`, `January 2022`, `24–30 January 2022`
fn short(interval: &Interval) -> Option<String> {
    let (a, b) = (interval.earliest?, interval.latest?);
    let whole_month = a.first_of_month() == a && b == a.last_of_month();
    let whole_year = a == a.first_of_year() && b == a.last_of_year();
    let month = |date: Date| day(date.with().day(1).build().unwrap_or(date)).trim_start_matches("1 ").to_string();
    Some(if a == b {
        day(a)
    } else if whole_year {
        a.year().to_string()
    } else if whole_month {
        month(a)
    } else if a.first_of_month() == b.first_of_month() {
        format!("{}–{}", a.day(), day(b))
    } else {
        format!("{} – {}", day(a), day(b))
    })
}
