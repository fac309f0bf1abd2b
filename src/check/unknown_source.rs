use super::passage::{edit, key_text};
use super::registry::{Check, Run};
use super::wording::short;
use super::{Finding, Fix};
use crate::compare::{Reading, Source};
use crate::config::Level;
use crate::note::Syntax;

pub(super) const CHECK: Check = Check {
    code: "unknown-source",
    level: Level::Error,
    summary: "A citation names no article of the corpus.",
    why: "A claim whose source cannot be found cannot be checked. A citation between square brackets is always \
          meant as one, so it is an error; a wikilink is reported, as a warning, only when it is close to the key \
          of an article and no note has that name.",
    fires: &["`[@hindu2021]`, when no article has that key", "`[[rferl-2021]]`, when there is `rferl-2022`"],
    silent: &[
        "`(@DmytroKuleba)`, a bare name: a citation only when an article has the key",
        "`a@b.org`",
        "`[@fig-map]`, a cross-reference",
        "`[[Kuleba]]`, when a note or card has that name, or nothing is close",
    ],
    run: Run::Note(run),
};

/// Prefixes of Quarto's cross-references, which are written like citations.
const CROSS_REFERENCES: [&str; 8] = ["fig-", "tbl-", "sec-", "eq-", "lst-", "thm-", "exm-", "def-"];

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    // With no article at all nothing was loaded: that is told elsewhere, once.
    if reading.snapshot.corpus.is_empty() {
        return;
    }
    for (ix, citation) in reading.note.citations.iter().enumerate() {
        let Source::Unknown(closest) = reading.source(ix) else { continue };
        let key = citation.key.as_str();
        let near: Vec<&String> = closest.iter().filter(|other| is_near(key, other)).collect();
        let level = match citation.syntax {
            Syntax::Bracketed if CROSS_REFERENCES.iter().any(|prefix| key.starts_with(prefix)) => continue,
            Syntax::Bracketed => Level::Error,
            _ if near.is_empty() => continue,
            _ => Level::Warning,
        };
        let mut message = format!("No article has the key “{}”.", short(key, 40));
        if let Some(best) = closest.first() {
            message.push_str(&format!(" Closest: “{}”.", short(best, 35)));
        }
        let fixes = closest
            .iter()
            .take(3)
            .map(|other| Fix {
                title: format!("Use {other}"),
                preferred: near.as_slice() == [other],
                edits: vec![edit(reading.note, citation.key_span, replacement(citation.syntax, other))],
            })
            .collect();
        found.push(Finding { code: CHECK.code, level, span: citation.key_span, message, evidence: Vec::new(), fixes });
    }
}

fn replacement(syntax: Syntax, key: &str) -> String {
    if syntax == Syntax::Wikilink { key.to_string() } else { key_text(key) }
}

/// Whether one key may be a slip of the other: no more than one letter in five differs.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = cost;
        }
    }
    a.len() > 3 && row[b.len()] * 5 <= a.len().max(b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near() {
        assert!(is_near("rferl-2021", "rferl-2022"));
        assert!(!is_near("Kuleba", "rferl-2022"));
        assert!(!is_near("001", "002"));
    }
}
