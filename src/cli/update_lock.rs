//! `ibid check --update-lock`: keeps in `ibid.lock` what each quotation was checked against.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Context;

use crate::compare::{Reading, Verdict, Wording, stands_in};
use crate::corpus::lock::{self, Checked, Lock};

/// The entries for a note's quotations: those that stand in a cited article as it is now. What no longer stands keeps
/// its entry, so that it goes on being told.
pub(super) fn checked(reading: &Reading<'_>) -> Vec<Checked> {
    let (note, lock) = (reading.note, &reading.snapshot.lock);
    let mut entries = Vec::new();
    for (ix, quotation) in note.facts.quotations.iter().enumerate().filter(|(_, quotation)| !quotation.nested) {
        let wording = Wording::of(&note.prose, quotation.inner);
        for (_, article) in reading.cited(quotation.span) {
            if let Verdict::Stands(fit) = reading.quotation(ix)
                && fit.article.key == article.key
            {
                entries.push(Checked::now(&fit.article, fit.span));
                continue;
            }
            let kept = lock.entries.iter().map(|(_, entry)| entry);
            let kept = kept.filter(|entry| entry.key == article.key && stands_in(&wording, &entry.exact));
            entries.extend(kept.cloned());
        }
    }
    entries
}

/// Writes the lock of a workspace. Where only some of its notes were checked, the entries of the others stay.
pub(super) fn write(root: &Path, old: &Lock, mut entries: Vec<Checked>, all_notes: bool) -> anyhow::Result<()> {
    if !all_notes {
        let known: HashSet<(String, String)> = entries.iter().map(|e| (e.key.clone(), e.exact.clone())).collect();
        let others = old.entries.iter().map(|(_, entry)| entry);
        entries.extend(others.filter(|e| !known.contains(&(e.key.clone(), e.exact.clone()))).cloned());
    }
    let path = lock::path(root);
    lock::write(root, entries).with_context(|| format!("{} cannot be written", path.display()))
}
