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
        let Some(source) = claim.source.first() else { continue };
        let known = claim.speaker.and_then(|ix| note.facts.actors.get(ix));
        let Some(said) = known.or_else(|| namesake(fit, source.of(&note.prose))) else { continue };
        let Some(theirs) = speakers(fit) else { continue };
        let Some(first) = theirs.first() else { continue };
        if !theirs.iter().all(|their| surely_differ(their.actor, said)) || is_near(fit, first, said) {
            continue;
        }
        let level = if theirs.iter().all(|their| their.named) { CHECK.level } else { Level::Warning };
        let message = format!(
            "{} gives these words to {}; your note says {}.",
            short(&fit.article.key, 28),
            short(first.name, 24),
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
                title: format!("Give them to {}", first.name),
                preferred: false,
                edits: vec![edit(note, place, first.name)],
            }],
        });
    }
}

/// The person of the article with exactly this name.
fn namesake<'f>(fit: &'f Fit, name: &str) -> Option<&'f Actor> {
    let mut actors = fit.article.facts.actors.actors.iter();
    actors.find(|actor| actor.kind == ActorKind::Person && name.contains(' ') && actor.name == name)
}

/// An attribution stands no farther from its words, in bytes.
const BESIDE: usize = 80;

/// Whether the person of the note may be the speaker after all: he stands among the words that name the
/// speaker; he is named right beside them; the source says “he” and names him in this
/// paragraph or the one before; or the speaker may be no person at all, and he its voice.
fn is_near(fit: &Fit, speaker: &Speaker<'_>, said: &Actor) -> bool {
    let facts = &fit.article.facts;
    if is_mentioned(&fit.article, speaker.source, said) {
        return true;
    }
    let whole = Span::new(0, fit.article.text.len());
    if speaker.actor.kind == ActorKind::Unknown && !is_mentioned(&fit.article, whole, said) {
        return true;
    }
    let paragraphs = &fit.article.paragraphs;
    let at = paragraphs.partition_point(|p| p.span.end() <= fit.span.start());
    let here = paragraphs.get(at).map_or(fit.span, |p| p.span);
    if speaker.named {
        let quoted = facts.quotations.iter().filter(|q| !q.nested && here.overlaps(q.span)).map(|q| q.span);
        let near = Span::new(fit.span.start().saturating_sub(BESIDE), fit.span.end() + BESIDE);
        let here = Span::new(here.start().max(near.start()), here.end().min(near.end()));
        let mut at = here.start();
        let mut outside: Vec<Span> = Vec::new();
        for span in quoted {
            outside.push(Span::new(at, span.start().max(at)));
            at = span.end().max(at);
        }
        outside.push(Span::new(at, here.end().max(at)));
        return outside.into_iter().any(|span| is_mentioned(&fit.article, span, said));
    }
    let before = at.checked_sub(1).and_then(|at| paragraphs.get(at)).map_or(here, |p| p.span);
    is_mentioned(&fit.article, here.join(before), said)
}
