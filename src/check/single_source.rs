use super::Finding;
use super::passage::evidence;
use super::registry::{Check, Run};
use super::wording::short;
use crate::compare::Reading;
use crate::config::Level;

pub(super) const CHECK: Check = Check {
    code: "single-source",
    level: Level::Off,
    summary: "Only one article of the corpus speaks of this.",
    why: "Some desks ask for two sources. Off unless the settings turn it on: most notes rest on one article at a time.",
    fires: &[
        "two S-400 battalions `[@001]`",
        "the letter of 24 former officials `[@002]`",
        "the post of Kuleba `[@000]`",
    ],
    silent: &[
        "a sentence with two citations",
        "a sentence that another article supports, too",
        "a sentence with no citation",
        "a quotation: others rarely have it",
        "a sentence of few words",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for claim in &reading.note.claims {
        let cited = reading.articles(claim.span);
        let [(id, article)] = cited.as_slice() else { continue };
        if reading.is_unread(claim.span) || !claim.quotations.is_empty() || reading.bearing(claim.span).words.len() < 4
        {
            continue;
        }
        if reading.suggestions(claim.span, 4).iter().any(|passage| passage.id != *id) {
            continue;
        }
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: claim.span,
            message: format!("Only {} supports this.", short(&article.key, 60)),
            evidence: reading.passages(claim.span).iter().map(|p| evidence(&p.article, p.span)).collect(),
            fixes: Vec::new(),
        });
    }
}
