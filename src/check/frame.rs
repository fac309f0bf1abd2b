//! Runs the checks and decides what of their findings is shown.

use super::registry::{Run, all, rank};
use super::{Finding, unused_suppression};
use crate::actor::CardFile;
use crate::article::Article;
use crate::compare::Reading;
use crate::config::Level;
use crate::note::{Note, Suppression};
use crate::world::Snapshot;

/// Checks that speak of what is in no article, or in one alone. While articles are still being read they are
/// silent: the next one may be what they miss.
const ABSENCE: [&str; 6] =
    ["unknown-source", "quote-not-found", "single-source", "undated-source", "misspelled-name", "name-variant"];

/// All findings of a note, by place; settings and suppressions applied.
pub fn findings(snapshot: &Snapshot, note: &Note) -> Vec<Finding> {
    findings_in(&Reading::of(snapshot, note))
}

/// As [`findings`], for a note that is already being read.
pub fn findings_in(reading: &Reading<'_>) -> Vec<Finding> {
    let (snapshot, note) = (reading.snapshot, reading.note);
    let mut found = Vec::new();
    for check in all() {
        if let Run::Note(run) = check.run
            && snapshot.config.level(check.code, check.level) != Level::Off
            && !(snapshot.corpus.is_partial() && ABSENCE.contains(&check.code))
        {
            run(reading, &mut found);
        }
    }
    weigh(snapshot, &mut found);
    one_a_span(&mut found);
    let mut used = vec![Vec::new(); note.suppressions.len()];
    found.retain(|finding| {
        let mut silenced = false;
        for (suppression, used) in note.suppressions.iter().zip(&mut used) {
            if silences(suppression, finding) {
                used.push(finding.code);
                silenced = true;
            }
        }
        !silenced
    });
    if !snapshot.corpus.is_partial() {
        unused_suppression::report(reading, &used, &mut found);
    }
    weigh(snapshot, &mut found);
    sort(&mut found);
    found
}

/// All findings of an article, by place; settings applied.
pub fn findings_of_article(snapshot: &Snapshot, article: &Article) -> Vec<Finding> {
    let mut found = Vec::new();
    for check in all() {
        if let Run::Article(run) = check.run {
            run(snapshot, article, &mut found);
        }
    }
    weigh(snapshot, &mut found);
    sort(&mut found);
    found
}

/// All findings of a file of cards, by place; settings applied.
pub fn findings_of_card(snapshot: &Snapshot, file: &CardFile) -> Vec<Finding> {
    let mut found = Vec::new();
    for check in all() {
        if let Run::Card(run) = check.run {
            run(snapshot, file, &mut found);
        }
    }
    weigh(snapshot, &mut found);
    sort(&mut found);
    found
}

/// Gives every finding the severity of the settings, where they name one, and drops those turned off.
fn weigh(snapshot: &Snapshot, found: &mut Vec<Finding>) {
    for finding in found.iter_mut() {
        finding.level = snapshot.config.level(finding.code, finding.level);
    }
    found.retain(|finding| finding.level != Level::Off);
}

fn sort(found: &mut [Finding]) {
    found.sort_by(|a, b| (a.span, rank(a.code), &a.message).cmp(&(b.span, rank(b.code), &b.message)));
}

fn silences(suppression: &Suppression, finding: &Finding) -> bool {
    let named = suppression.codes.is_empty() || suppression.codes.iter().any(|(_, code)| code == finding.code);
    // A finding of no width, e.g. at the end of a line, lies in what it touches.
    let covered = suppression.covers.contains(finding.span.start())
        || (finding.span.is_empty() && suppression.covers.touches(finding.span.start()));
    named && covered
}

/// Of findings on one span, or one inside the other, keeps the most specific.
fn one_a_span(found: &mut Vec<Finding>) {
    found.sort_by_key(|finding| (rank(finding.code), finding.span));
    let mut kept: Vec<Finding> = Vec::new();
    for finding in found.drain(..) {
        let meets = |other: &Finding| {
            other.span.covers(finding.span) || finding.span.covers(other.span) && finding.code != other.code
        };
        if !kept.iter().any(meets) {
            kept.push(finding);
        }
    }
    *found = kept;
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::{Given, Metadata, Source, read};
    use crate::check::by_code;
    use crate::corpus::Corpus;
    use crate::text::Text;
    use crate::world::{Change, World};

    #[test]
    fn half_a_corpus_says_nothing_of_what_is_missing() {
        assert!(ABSENCE.iter().all(|code| by_code(code).is_some()));
        let text = Text::new("date 2022-01-21\n\nThe bridge was shut on Friday, said Anna Verdon.\n");
        let source = Source {
            path: Path::new("/w/bridge-1.txt").into(),
            hash: [0; 32],
            text,
            metadata: Metadata::default(),
            issues: Vec::new(),
        };
        let corpus = Corpus::new([Arc::new(read(source, Given::default()))]);
        let words = "Boris Lund said: “we shall be in Kyiv before the snow has melted”.\n\nSo it was [@bridge], or not [@harbour].\n";
        let note = Note::read(Path::new("/w/n.md").into(), Text::new(words), None, None);
        let codes = |partial: bool| {
            let corpus = Change::Corpus(Arc::new(corpus.clone().partial(partial)));
            let snapshot = Snapshot::new(World::new("/w".into()).changed(corpus));
            findings(&snapshot, &note).iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(false), ["quote-not-found", "unknown-source"]);
        assert_eq!(codes(true), ["unsourced-claim"]);
    }
}
