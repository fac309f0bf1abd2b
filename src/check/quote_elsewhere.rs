use super::Finding;
use super::passage::{cite, rests_on};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use crate::compare::{Reading, Verdict};
use crate::config::Level;

pub(super) const CHECK: Check = Check {
    code: "quote-elsewhere",
    level: Level::Warning,
    summary: "The quotation stands in another article than the one cited.",
    why: "The words are genuine, the citation is not: a reader who follows it finds nothing.",
    fires: &[
        "“FSB pawns, due to their role” `[@002]`, which stands in 001",
        "a quotation under the citation of the paragraph before it",
        "a quotation with two citations, neither of which has it",
    ],
    silent: &[
        "the same wire text in both articles",
        "a quotation that the cited article has with an ellipsis",
        "a quotation with two citations, one of which has it",
        "a quotation of one or two words",
        "a quotation with no citation",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for (ix, quotation) in reading.note.facts.quotations.iter().enumerate() {
        if quotation.nested {
            continue;
        }
        let Verdict::Elsewhere(fits) = reading.quotation(ix) else { continue };
        let Some(best) = fits.first() else { continue };
        let cited: Vec<String> = reading.articles(quotation.span).into_iter().map(|(_, a)| a.key.clone()).collect();
        let message = format!(
            "These words are not in {}; they are in {}.",
            short(&cited.join(" or "), 40),
            short(&best.article.key, 30)
        );
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: quotation.span,
            message: short(&message, LONGEST),
            evidence: fits.iter().take(3).map(rests_on).collect(),
            fixes: fits
                .iter()
                .take(3)
                .map(|fit| cite(reading, quotation.span, &fit.article.key, fits.len() == 1))
                .collect(),
        });
    }
}
