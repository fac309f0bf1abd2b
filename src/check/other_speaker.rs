use super::passage::{edit, evidence, rests_on};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Finding, Fix};
use crate::actor::Actor;
use crate::compare::{Fit, Reading, Speaker, Verdict, is_mentioned, speakers, surely_differ};
use crate::config::Level;
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    code: "other-speaker",
    level: Level::Error,
    summary: "The source gives the quoted words to somebody else.",
    why: "Words in the wrong mouth are worse than no quotation. It is reported only when note and source both name \
          the speaker without doubt; where the source says “he”, it is a warning, and where the person of the note \
          stands near the words, nothing.",
    fires: &[
        "Blinken: “Russia does not have the right to vote on Ukraine's NATO membership” `[@000]`, said by Kuleba",
        "Lavrov said “we will have severe sanctions” `[@002]`, said by Biden",
        "Putin added: “the starting line for discussing security guarantees” `[@000]`",
    ],
    silent: &[
        "“red line” for either Putin or Kuleba, who both say it",
        "Foreign Minister Lavrov for Sergey Lavrov",
        "a spokesman for his ministry, the ministry for its government",
        "an official with no name, on either side",
        "a quotation with no speaker in the note",
    ],
    run: Run::Note(run),
};

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    for (ix, quotation) in note.facts.quotations.iter().enumerate() {
        if quotation.nested {
            continue;
        }
        let (Verdict::Stands(fit) | Verdict::Differs(fit)) = reading.quotation(ix) else { continue };
        let Some(claim) = reading.attribution(quotation.inner) else { continue };
        let (Some(said), Some(source)) = (claim.speaker.and_then(|ix| note.facts.actors.get(ix)), claim.source.first())
        else {
            continue;
        };
        let Some(theirs) = speakers(fit) else { continue };
        let Some(first) = theirs.first() else { continue };
        if !theirs.iter().all(|their| surely_differ(their.actor, said)) || is_near(fit, first, said) {
            continue;
        }
        let level = if theirs.iter().all(|their| their.named) { CHECK.level } else { Level::Warning };
        let message = format!(
            "{} gives these words to {}; your note says {}.",
            short(&fit.article.key, 28),
            short(&first.actor.name, 24),
            short(&said.name, 24)
        );
        // The words that name the speaker, without his office.
        let name = note.facts.actors.within(*source).iter().find(|m| claim.speaker == Some(m.actor)).map(|m| m.span);
        let place = name.unwrap_or(*source);
        found.push(Finding {
            code: CHECK.code,
            level,
            span: place,
            message: short(&message, LONGEST),
            evidence: vec![evidence(&fit.article, first.source), rests_on(fit)],
            fixes: vec![Fix {
                title: format!("Give them to {}", first.actor.name),
                preferred: false,
                edits: vec![edit(note, place, first.actor.name.clone())],
            }],
        });
    }
}

/// Whether the person of the note may be the speaker after all: he stands among the words that name the
/// speaker, or the source says “he” and names him in this paragraph or the one before.
fn is_near(fit: &Fit, speaker: &Speaker<'_>, said: &Actor) -> bool {
    let actors = &fit.article.facts.actors;
    if is_mentioned(actors, speaker.source, said) {
        return true;
    }
    if speaker.named {
        return false;
    }
    let paragraphs = &fit.article.paragraphs;
    let at = paragraphs.partition_point(|p| p.span.end() <= fit.span.start());
    let near = paragraphs.get(at.saturating_sub(1)..=at).unwrap_or_default();
    let near = near.iter().map(|p| p.span).reduce(Span::join).unwrap_or(fit.span);
    is_mentioned(actors, near, said)
}
