use std::collections::BTreeMap;
use std::sync::Arc;

use super::passage::rests_on;
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Evidence, FileEdit, Finding, Fix};
use crate::compare::{Reading, Verdict, Wording, stands_in};
use crate::config::Level;
use crate::corpus::lock::{self, Checked};

pub(super) const CHECK: Check = Check {
    code: "source-changed",
    level: Level::Warning,
    summary: "A cited article is no longer the text against which the quotation was checked.",
    why: "Articles are corrected, cut and rewritten after they are saved. `ibid check --update-lock` keeps in \
          `ibid.lock` what each quotation was checked against; from then on a change of the article's words is told \
          until somebody has looked again.",
    fires: &[
        "an article that was edited after `ibid check --update-lock`, at the citation",
        "the same when the quoted words still stand, which is when “Check again” is offered",
        "a quotation with words left out, in an edited article",
    ],
    silent: &[
        "a change of white space only",
        "a quotation that was never locked",
        "an edited article that is cited for no quotation",
        "another article under the same words",
        "a workspace without `ibid.lock`",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let (note, snapshot) = (reading.note, reading.snapshot);
    let lock = &snapshot.lock;
    if lock.entries.is_empty() {
        return;
    }
    let mut digests: BTreeMap<String, String> = BTreeMap::new();
    // One finding a citation, however many quotations it speaks for.
    let mut changed: BTreeMap<usize, (String, Vec<Evidence>, Vec<FileEdit>)> = BTreeMap::new();
    for (ix, quotation) in note.facts.quotations.iter().enumerate().filter(|(_, quotation)| !quotation.nested) {
        let wording = Wording::of(&note.prose, quotation.inner);
        for (citation, article) in reading.cited(quotation.span) {
            let mut entries = lock.entries.iter().filter(|(_, entry)| entry.key == article.key).peekable();
            if entries.peek().is_none() {
                continue;
            }
            let now = digests.entry(article.key.clone()).or_insert_with(|| lock::digest(article));
            let stale: Vec<_> = entries.filter(|(_, entry)| stands_in(&wording, &entry.exact)).collect();
            if stale.is_empty() || stale.iter().any(|(_, entry)| entry.article == *now) {
                continue;
            }
            let (_, evidence, edits) =
                changed.entry(citation).or_insert_with(|| (article.key.clone(), Vec::new(), Vec::new()));
            if let Verdict::Stands(fit) = reading.quotation(ix)
                && fit.article.key == article.key
            {
                evidence.push(rests_on(fit));
                let new_text = Checked::now(&fit.article, fit.span).line();
                let path = Arc::from(lock::path(&snapshot.root));
                edits.extend(stale.iter().map(|(span, _)| FileEdit {
                    path: Arc::clone(&path),
                    span: *span,
                    new_text: new_text.clone(),
                }));
            }
        }
    }
    for (citation, (key, evidence, mut edits)) in changed {
        let Some(span) = note.citations.get(citation).map(|citation| citation.key_span) else { continue };
        edits.sort_by_key(|edit| edit.span);
        edits.dedup_by_key(|edit| edit.span);
        let again = Fix { title: "Check again".to_owned(), preferred: false, edits };
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span,
            message: short(&format!("{} changed since this quotation was checked.", short(&key, 60)), LONGEST),
            evidence,
            fixes: if again.edits.is_empty() { Vec::new() } else { vec![again] },
        });
    }
}
