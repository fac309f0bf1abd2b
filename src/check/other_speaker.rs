use super::passage::{edit, evidence, rests_on};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Finding, Fix};
use crate::actor::names::same_person;
use crate::actor::{Actor, ActorKind, Form, Gender};
use crate::compare::{Fit, Reading, Speaker, Verdict, is_mentioned, is_named, said, speakers, surely_differ, without};
use crate::config::Level;
use crate::note::Note;
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
        "many ministers said “we will have severe sanctions” `[@002]`, said by Biden alone (a warning)",
    ],
    silent: &[
        "“red line” for either Putin or Kuleba, who both say it",
        "Foreign Minister Lavrov for Sergey Lavrov",
        "a spokesman for his ministry, the ministry for its government",
        "an official with no name, on either side",
        "“Clinton said”, where the article names two of that surname",
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
        if let Some(source) = reading.attribution(quotation.inner).and_then(|claim| claim.source.first())
            && let Some(finding) = several(note, *source, fit)
        {
            found.push(finding);
            continue;
        }
        let Some(said) = said(reading, quotation, fit) else { continue };
        let Some(theirs) = speakers(fit) else { continue };
        let Some(first) = theirs.first() else { continue };
        let doubtful = if theirs.iter().all(|their| surely_differ(their.actor, said.actor)) {
            is_near(fit, first, said.actor)
        } else {
            !theirs
                .iter()
                .all(|their| are_namesakes(fit, their.actor, said.actor) && tells_apart(fit, their, said.actor))
                || is_near_namesake(fit, first, said.actor)
        };
        if doubtful {
            continue;
        }
        let level = if theirs.iter().all(|their| their.named) { CHECK.level } else { Level::Warning };
        found.push(finding(note, said.place, &said.actor.name, fit, first, level));
    }
}

fn finding(note: &Note, place: Span, said: &str, fit: &Fit, their: &Speaker<'_>, level: Level) -> Finding {
    let key = short(&fit.article.key, 28);
    let message = format!("{key} gives these words to {}; your note says {}.", short(their.name, 24), short(said, 24));
    Finding {
        code: CHECK.code,
        level,
        span: place,
        message: short(&message, LONGEST),
        evidence: vec![evidence(&fit.article, their.source), rests_on(fit)],
        fixes: vec![Fix {
            title: format!("Give them to {}", their.name),
            preferred: false,
            edits: vec![edit(note, place, their.name)],
        }],
    }
}

/// Words that make one voice many.
const SEVERAL: [&str; 7] = ["countless", "dozens", "many", "most", "numerous", "several", "some"];

/// “Many senators said”, where the source gives the words to one of them by name and speaks of no senators there.
fn several(note: &Note, source: Span, fit: &Fit) -> Option<Finding> {
    let words = source.of(&note.prose);
    let (first, rest) = words.split_once(' ')?;
    let noun = rest.rsplit(' ').next().unwrap_or(rest).to_lowercase();
    let stem = noun.strip_suffix('s').filter(|stem| stem.len() > 2)?;
    if !SEVERAL.contains(&first.to_lowercase().as_str()) || rest.split(' ').count() > 3 {
        return None;
    }
    let theirs = speakers(fit)?;
    let one = |their: &Speaker<'_>| their.actor.kind == ActorKind::Person && their.named && their.beside.is_some();
    let their = theirs.first().filter(|first| theirs.iter().all(|t| one(t) && t.actor.id == first.actor.id))?;
    let spoken_of = |span: Span| span.of(fit.article.text.as_str()).to_lowercase().contains(stem);
    if their.beside.iter().flatten().any(|span| spoken_of(*span)) {
        return None;
    }
    Some(finding(note, source, words, fit, their, Level::Warning))
}

/// Whether two persons share a surname and the article, which names both in full, knows them as two: no `Loretta E.
/// Lynch` beside a `Loretta Lynch`, no `Robert` beside a `Bob`.
fn are_namesakes(fit: &Fit, their: &Actor, said: &Actor) -> bool {
    let surname = |actor: &Actor| actor.id.rsplit_once('-').map(|(_, surname)| surname.to_owned());
    let share = their.kind == ActorKind::Person && surname(their).is_some() && surname(their) == surname(said);
    let known = fit.article.facts.actors.actors.iter().any(|actor| actor.id == said.id);
    share && known && same_person(&their.name, &said.name).is_none()
}

/// Whether the source tells the speaker from his namesake: by a given name, by “Mrs.” or “she”, by his full name before
/// the words in their paragraph. “Clinton said” leaves it to a rule which of two is meant, and a rule may err.
fn tells_apart(fit: &Fit, speaker: &Speaker<'_>, said: &Actor) -> bool {
    let (article, their) = (&fit.article, speaker.actor);
    let (given, _) = their.name.rsplit_once(' ').unwrap_or_default();
    let is_given = |word: &str| given.split(' ').any(|name| name == word);
    if speaker.source.of(article.text.as_str()).split_whitespace().any(is_given) {
        return true;
    }
    let mentions = |span: Span| article.facts.actors.within(span).iter();
    let genders = [their.gender, said.gender];
    let by_gender = genders[0] != genders[1] && !genders.contains(&Gender::Unknown);
    if by_gender && mentions(speaker.source).any(|m| m.form == Form::Pronoun || m.honorific.is_some()) {
        return true;
    }
    let here = article.paragraphs.iter().find(|paragraph| paragraph.span.covers(speaker.source));
    let before = here.map(|here| Span::new(here.span.start(), speaker.source.start()));
    let is_their = |ix| article.facts.actors.get(ix).is_some_and(|actor| actor.id == their.id);
    before.is_some_and(|before| mentions(before).any(|m| m.form == Form::Name && is_their(m.actor)))
}

/// As [`is_near`], for persons of one surname, which names neither.
fn is_near_namesake(fit: &Fit, speaker: &Speaker<'_>, said: &Actor) -> bool {
    let article = &fit.article;
    let at = article.paragraphs.partition_point(|p| p.span.end() <= fit.span.start());
    let paragraph = |at: usize| article.paragraphs.get(at).map_or(fit.span, |p| p.span);
    let around = match speaker.beside.as_ref().filter(|_| speaker.named) {
        Some(beside) => beside.clone(),
        None => vec![paragraph(at.saturating_sub(1)).join(paragraph(at))],
    };
    let actors = &article.facts.actors;
    let names = |span: Span| actors.within(span).iter().filter_map(|mention| actors.get(mention.actor));
    around.into_iter().chain([speaker.source]).any(|span| names(span).any(|actor| actor.id == said.id))
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
    let mentioned = |spans: Vec<Span>| spans.into_iter().any(|span| is_mentioned(&fit.article, span, said));
    if let Some(beside) = speaker.beside.as_ref().filter(|_| speaker.named) {
        return beside.iter().any(|span| is_named(&fit.article, *span, said));
    }
    let paragraphs = &fit.article.paragraphs;
    let at = paragraphs.partition_point(|p| p.span.end() <= fit.span.start());
    let here = paragraphs.get(at).map_or(fit.span, |p| p.span);
    if speaker.named {
        let quoted: Vec<Span> = facts.quotations.iter().filter(|q| !q.nested).map(|q| q.span).collect();
        let near = Span::new(fit.span.start().saturating_sub(BESIDE), fit.span.end() + BESIDE);
        let here = Span::new(here.start().max(near.start()), here.end().min(near.end()));
        return mentioned(without(here, &quoted));
    }
    let before = at.checked_sub(1).and_then(|at| paragraphs.get(at)).map_or(here, |p| p.span);
    is_mentioned(&fit.article, here.join(before), said)
}
