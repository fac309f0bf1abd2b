use super::Finding;
use super::passage::{rests_on, unquote};
use super::registry::{Check, Run};
use crate::claim::Quotation;
use crate::compare::{Reading, Verdict, Wording};
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

/// Whether the marks promise somebody's words, and are no title or scare quotes.
fn is_speech(reading: &Reading<'_>, quotation: &Quotation) -> bool {
    let wording = Wording::of(&reading.note.prose, quotation.inner);
    let spoken = reading.attribution(quotation.inner).is_some_and(|claim| !claim.source.is_empty());
    let cited = reading.citations(quotation.span).next().is_some();
    let least = match (spoken, cited) {
        (true, _) => 3,
        (false, true) => 5,
        (false, false) => 8,
    };
    let prose = &reading.note.prose;
    let long_words = || wording.words().skip(1).map(|w| w.span.of(prose)).filter(|w| w.chars().count() > 3);
    let capitals = long_words().filter(|w| w.starts_with(char::is_uppercase)).count();
    let is_title = long_words().count() >= 2 && capitals * 5 >= long_words().count() * 4;
    wording.len() >= least && (spoken || !is_title)
}
