use super::passage::{edit, key_text};
use super::registry::{Check, Run};
use super::wording::{LONGEST, list, short};
use super::{Finding, Fix};
use crate::compare::{Reading, Source};
use crate::config::Level;
use crate::note::Syntax;

pub(super) const CHECK: Check = Check {
    code: "ambiguous-key",
    level: Level::Warning,
    summary: "A citation's key names more than one article.",
    why: "The beginning of a key is enough, as with the hashes of Git, as long as only one article begins so.",
    fires: &["`[@00]` with 000, 001 and 002", "`[@bbc]` with `bbc-1` and `bbc-2`", "a key that two articles have"],
    silent: &[
        "`[@001]`, when one article only begins so",
        "the whole key, even when a longer key begins with it",
        "`@bb`, a bare name that is nobody's whole key",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let corpus = &reading.snapshot.corpus;
    for (ix, citation) in reading.note.citations.iter().enumerate() {
        let Source::Ambiguous(ids) = reading.source(ix) else { continue };
        if citation.syntax != Syntax::Bracketed {
            continue;
        }
        let articles: Vec<_> = ids.iter().take(5).filter_map(|id| corpus.get(*id)).collect();
        let keys: Vec<String> = articles.iter().map(|article| article.key.clone()).collect();
        let message = format!("“{}” names {} articles: {}", short(&citation.key, 30), ids.len(), list(&keys, 3));
        let fixes = keys
            .iter()
            .map(|key| Fix {
                title: format!("Use {key}"),
                preferred: false,
                edits: vec![edit(reading.note, citation.key_span, key_text(key))],
            })
            .collect();
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: citation.key_span,
            message: short(&message, LONGEST),
            evidence: Vec::new(),
            fixes,
        });
    }
}
