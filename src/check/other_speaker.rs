use super::passage::{edit, evidence, rests_on};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Finding, Fix};
use crate::actor::{Actor, ActorKind};
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
/// speaker; he says something else in the same paragraph; the source says “he” and names him in this
/// paragraph or the one before; or the speaker may be no person at all, and he its voice.
fn is_near(fit: &Fit, speaker: &Speaker<'_>, said: &Actor) -> bool {
    let facts = &fit.article.facts;
    if is_mentioned(&facts.actors, speaker.source, said) {
        return true;
    }
    let whole = Span::new(0, fit.article.text.len());
    if speaker.actor.kind == ActorKind::Unknown && !is_mentioned(&facts.actors, whole, said) {
        return true;
    }
    let paragraphs = &fit.article.paragraphs;
    let at = paragraphs.partition_point(|p| p.span.end() <= fit.span.start());
    let here = paragraphs.get(at).map_or(fit.span, |p| p.span);
    if speaker.named {
        let mut sources = facts.claims.iter().flat_map(|claim| &claim.source).filter(|source| here.covers(**source));
        return sources.any(|source| is_mentioned(&facts.actors, *source, said));
    }
    let before = at.checked_sub(1).and_then(|at| paragraphs.get(at)).map_or(here, |p| p.span);
    is_mentioned(&facts.actors, here.join(before), said)
}
