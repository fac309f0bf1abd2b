use super::Finding;
use super::passage::{cite, evidence, is_speech};
use super::registry::{Check, Run};
use super::wording::short;
use crate::article::Article;
use crate::compare::{Bearing, Passage, Reading, Source, Verdict, same_number};
use crate::config::Level;
use crate::note::{ClaimTrait, NoteClaim};

pub(super) const CHECK: Check = Check {
    code: "unsourced-claim",
    level: Level::Warning,
    summary: "A sentence states something that can be checked, and no citation speaks for it.",
    why: "A quotation, a figure, reported speech or a dated act is somebody's word, and a reader must be able to \
          find whose. A citation speaks for its own sentence, and at the end of a paragraph or list item for \
          everything back to the previous one.",
    fires: &[
        "Moscow has massed some 100,000 troops.",
        "“We will not allow our initiatives to be drowned”, said Lavrov.",
        "Blinken met Lavrov in Geneva on 21 January 2022.",
    ],
    silent: &[
        "a question, a task, an opinion (“I think …”, “perhaps …”), a heading",
        "a sentence covered by the citation at the end of its paragraph",
        "a line that ends with a colon before a list with citations",
        "what a source says that the same paragraph cites for another sentence",
        "what a writer counts of his own: “the three articles”, “(150 words)”",
        "a short term between quotation marks with nobody who says it",
        "code, comments and front matter",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    if reading.snapshot.corpus.is_empty() {
        return;
    }
    for claim in &reading.note.claims {
        if claim.citations.iter().any(|ix| reading.is_source(*ix as usize)) {
            continue;
        }
        if claim.because == ClaimTrait::Quotation && !holds_speech(reading, claim) {
            continue;
        }
        // “Nobody knows.”: told by nobody in particular, and of nothing in particular.
        let bearing = reading.bearing(claim.span);
        if claim.because == ClaimTrait::Statement && bearing.actors.is_empty() && bearing.words.len() < 4 {
            continue;
        }
        if is_told_beside(reading, claim, &bearing) {
            continue;
        }
        let what = match claim.because {
            ClaimTrait::Quotation => "quotation",
            ClaimTrait::Figure => "figure",
            ClaimTrait::Statement => "statement",
            ClaimTrait::Date => "date",
        };
        let matches = reading.suggestions(claim.span, 3);
        let fixes = matches.iter().map(|passage| {
            let mut fix = cite(reading, claim.span, &passage.article.key, false);
            fix.title = format!("Cite {}: “{}”", passage.article.key, short(words(passage), 60));
            fix
        });
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: claim.span,
            message: format!("No source for this {what}."),
            fixes: fixes.collect(),
            evidence: matches.iter().map(|passage| evidence(&passage.article, passage.span)).collect(),
        });
    }
}

/// So much of a claim must stand in a passage for its paragraph's source to have it.
const TOLD: f32 = 0.25;

/// Whether a source that the same paragraph cites for another sentence tells this, too, figures and all. Mere
/// report (“she suggests”) goes on from what was cited.
fn is_told_beside(reading: &Reading<'_>, claim: &NoteClaim, bearing: &Bearing) -> bool {
    let near: Vec<usize> = claim.near.clone().map(|ix| ix as usize).filter(|ix| reading.is_source(*ix)).collect();
    if claim.because == ClaimTrait::Statement {
        return !near.is_empty();
    }
    let quoted = |article: &Article| {
        claim.quotations.iter().all(|ix| match reading.quotation(*ix as usize) {
            Verdict::Stands(fit) => fit.article.key == article.key,
            verdict => matches!(verdict, Verdict::Short),
        })
    };
    near.into_iter().any(|ix| {
        let Source::Article(id, article) = reading.source(ix) else { return false };
        let counted = |figure: &u32| {
            let figure = reading.note.facts.figures.get(*figure as usize);
            figure.is_none_or(|mine| article.facts.figures.iter().any(|other| same_number(mine, other)))
        };
        claim.figures.iter().all(counted)
            && quoted(article)
            && reading.passage(*id, article, bearing).is_some_and(|passage| passage.score >= TOLD)
    })
}

/// Whether one of the claim's quotations is somebody's words, and no title or term of the writer's own.
fn holds_speech(reading: &Reading<'_>, claim: &NoteClaim) -> bool {
    claim.quotations.iter().any(|ix| {
        let found = matches!(reading.quotation(*ix as usize), Verdict::Stands(_) | Verdict::Differs(_));
        found || reading.note.facts.quotations.get(*ix as usize).is_some_and(|quotation| is_speech(reading, quotation))
    })
}

fn words(passage: &Passage) -> &str {
    passage.span.of(passage.article.text.as_str())
}
