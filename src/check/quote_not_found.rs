use super::Finding;
use super::passage::{is_speech, rests_on, unquote};
use super::registry::{Check, Run};
use crate::compare::{Reading, Verdict};
use crate::config::Level;

pub(super) const CHECK: Check = Check {
    code: "quote-not-found",
    level: Level::Warning,
    summary: "The words between the quotation marks stand in no article of the corpus.",
    why: "Either the source is missing from the corpus, or nobody said this. A few words between quotation marks \
          with nobody who says them are a writer's own, and titles of works are no speech: both are left alone.",
    fires: &[
        "“we shall be in Kyiv before the snow has melted”, he said",
        "Lavrov: “there will be no talks in the spring” `[@001]`",
        "a quotation of eight words or more, cited or not",
    ],
    silent: &[
        "a so-called “grand bargain”, with no speaker",
        "“The Guns of August”, a title",
        "a quotation whose cited article could not be read",
        "a quotation of one or two words",
        "a note's own short terms",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    if reading.snapshot.corpus.is_empty() {
        return;
    }
    for (ix, quotation) in reading.note.facts.quotations.iter().enumerate() {
        let Verdict::Nowhere(closest) = reading.quotation(ix) else { continue };
        if quotation.nested || !is_speech(reading, quotation) {
            continue;
        }
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: quotation.span,
            message: "These words are in no article here.".to_string(),
            evidence: closest.iter().map(rests_on).collect(),
            fixes: vec![unquote(reading.note, quotation)],
        });
    }
}
