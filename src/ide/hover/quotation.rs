//! The hover of a quotation: who said it, in which words, in which article.

use crate::article::Article;
use crate::claim::Claim;
use crate::compare::{Fit, Reading, Verdict};
use crate::ide::page::{Page, count, source_line};
use crate::ide::place::sentence_at;
use crate::note::Note;
use crate::text::Span;
use crate::world::Snapshot;

/// How many differences are listed.
const CHANGES: usize = 4;

pub(super) fn hover(snapshot: &Snapshot, note: &Note, quotation: usize) -> Option<String> {
    let reading = Reading::of(snapshot, note);
    let mut page = Page::default();
    match reading.quotation(quotation) {
        Verdict::Stands(fit) => {
            let how = if fit.elided.is_empty() { "in these words" } else { "in these words, with words left out" };
            page.head(&speaker(fit).unwrap_or_else(|| fit.article.key.clone()), &[how.into()]);
            if !fit.is_quoted() {
                page.line("The source has these words, but not between quotation marks.");
            }
            evidence(&mut page, fit);
            also(&mut page, snapshot, &reading, quotation, fit);
        }
        Verdict::Differs(fit) => {
            page.head("The source has other words", &[]);
            for change in fit.changes.iter().take(CHANGES) {
                let (note, source) = (change.note.of(&note.prose), change.source.of(fit.article.text.as_str()));
                page.line(&match (note.trim(), source.trim()) {
                    ("", source) => format!("Left out: “{source}”"),
                    (note, "") => format!("Not in the source: “{note}”"),
                    (note, source) => format!("“{source}”, not “{note}”"),
                });
            }
            evidence(&mut page, fit);
        }
        Verdict::Elsewhere(fits) => {
            let keys: Vec<&str> = fits.iter().map(|fit| fit.article.key.as_str()).collect();
            page.head("Not in the cited source", &[format!("these words are in {}", keys.join(", "))]);
            evidence(&mut page, fits.first()?);
        }
        Verdict::Nowhere(closest) => {
            page.head("These words are in no article here", &[]);
            if let Some(fit) = closest {
                page.line("The closest passage:");
                evidence(&mut page, fit);
            }
        }
        Verdict::Unread => {
            page.head("The cited source is not known here", &["nothing can be compared".into()]);
        }
        Verdict::Short => return None,
    }
    Some(page.finish())
}

/// The claim of the article that holds the passage.
pub(crate) fn claim_around(article: &Article, span: Span) -> Option<&Claim> {
    let holds = |claim: &&Claim| claim.content.iter().any(|content| content.overlaps(span));
    let size = |claim: &&Claim| claim.content.iter().map(|s| s.len()).sum::<usize>();
    article.facts.claims.iter().filter(holds).min_by_key(size)
}

fn speaker(fit: &Fit) -> Option<String> {
    let claim = claim_around(&fit.article, fit.span)?;
    claim.speaker.and_then(|ix| fit.article.facts.actors.get(ix)).map(|actor| actor.name.clone())
}

fn evidence(page: &mut Page, fit: &Fit) {
    let text = fit.article.text.as_str();
    let sentence = sentence_at(&fit.article, fit.span.start()).unwrap_or(fit.span).join(fit.span);
    page.rule();
    page.passage(sentence.of(text), &source_line(&fit.article));
}

/// Who else has the same words.
fn also(page: &mut Page, snapshot: &Snapshot, reading: &Reading<'_>, quotation: usize, fit: &Fit) {
    let Some(words) = reading.note.facts.quotations.get(quotation) else { return };
    let grams = crate::text::grams(words.inner.of(&reading.note.prose));
    let others = snapshot.corpus.with_grams(&grams, 6).into_iter().filter(|id| *id != fit.id);
    let wording = crate::compare::Wording::of(&reading.note.prose, words.inner);
    let same: Vec<String> = others
        .filter_map(|id| {
            let article = snapshot.corpus.get(id)?;
            let other = crate::compare::fit(id, &article, &reading.note.prose, &wording)?;
            other.is_verbatim().then(|| article.key.clone())
        })
        .collect();
    if !same.is_empty() {
        page.line(&format!("Also in {}: {}", count(same.len(), "article"), same.join(", ")));
    }
}
