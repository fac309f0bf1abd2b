//! Who a note says is speaking: “…,” Holm said; Holm: “…”; police (Ingrid Solberg): “…”; “…” (Holm); “…” was Holm.

use super::quotation::Fit;
use super::reading::{Reading, Source};
use crate::actor::{Actor, ActorKind, Form, Gender, Mention};
use crate::claim::Quotation;
use crate::text::Span;

/// The person to whom a note gives the words of a quotation.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    pub actor: &'a Actor,
    /// The words of the note that name him.
    pub place: Span,
}

/// A label before a quotation is so long at most, and so is a name in brackets behind it, in bytes.
const LONGEST: usize = 60;

/// Who is said to have said it; none where the note leaves that open: “she”, “the director”, a link to the article.
pub fn said<'a>(reading: &Reading<'a>, quotation: &Quotation, fit: &'a Fit) -> Option<Said<'a>> {
    told(reading, quotation, fit).or_else(|| labelled(reading, quotation)).or_else(|| signed(reading, quotation, fit))
}

/// By a verb of saying, or a colon.
fn told<'a>(reading: &Reading<'a>, quotation: &Quotation, fit: &'a Fit) -> Option<Said<'a>> {
    let note = reading.note;
    let claim = reading.attribution(quotation.inner)?;
    let source = *claim.source.first()?;
    let between = Span::new(source.end().min(quotation.span.start()), quotation.span.start()).of(&note.prose);
    if names_a_source(reading, source) || between.contains(';') {
        return None;
    }
    let known = claim.speaker.and_then(|ix| note.facts.actors.get(ix));
    if is_pronoun(source.of(&note.prose)) {
        return known
            .filter(|actor| is_the_only_one(reading, source, actor))
            .map(|actor| Said { actor, place: source });
    }
    if let Some(actor) = known {
        // The words that name the speaker, without his office.
        let his = || note.facts.actors.within(source).iter().filter(|m| claim.speaker == Some(m.actor));
        let name = his().find(|m| m.form != Form::Nominal).or_else(|| his().next());
        return Some(Said { actor, place: name.map_or(source, |mention| mention.span) });
    }
    if let Some(actor) = namesake(fit, source.of(&note.prose)) {
        return Some(Said { actor, place: source });
    }
    // “the mayor, Greta Holm”
    let (mention, actor) = only_person(reading, source)?;
    Some(Said { actor, place: mention.span })
}

/// `Holm: “…”`, `**Police** (Ingrid Solberg): “…”`, `Stubbs on the sales: “…”`: one name, which begins the label or
/// stands in its brackets.
fn labelled<'a>(reading: &Reading<'a>, quotation: &Quotation) -> Option<Said<'a>> {
    let prose: &str = &reading.note.prose;
    let before = prose.get(..quotation.span.start())?.trim_end();
    let label = before.strip_suffix(':')?;
    let start = label.rfind(['\n', '.', ';', '“', '”', '"']).map_or(0, |at| at + 1);
    let start = label.get(start..).map_or(label.len(), |_| start);
    let label = Span::new(start, label.len());
    let words = label.of(prose);
    if words.len() > LONGEST || words.contains(':') {
        return None;
    }
    let (mention, actor) = only_person(reading, label)?;
    let lead = Span::new(label.start(), mention.span.start()).of(prose);
    let opens = lead.trim_end().ends_with('(') || !lead.contains(char::is_alphanumeric);
    let behind = prose.get(mention.span.end()..).unwrap_or_default();
    let owner = behind.starts_with("'s") || behind.starts_with("’s");
    (opens && !owner).then_some(Said { actor, place: mention.span })
}

/// `“…” (Holm)`, `“…” was Holm`.
fn signed<'a>(reading: &Reading<'a>, quotation: &Quotation, fit: &'a Fit) -> Option<Said<'a>> {
    let prose: &str = &reading.note.prose;
    let rest = prose.get(quotation.span.end()..)?;
    let line = rest.split('\n').next().unwrap_or_default();
    let at = quotation.span.end() + line.len() - line.trim_start().len();
    let line = line.trim_start();
    let persons = &reading.note.facts.actors;
    if let Some(inner) = line.strip_prefix('(').and_then(|inner| inner.split_once(')')).map(|(inner, _)| inner) {
        let place = Span::new(at + 1, at + 1 + inner.len());
        if inner.len() > LONGEST {
            return None;
        }
        return match only_person(reading, place) {
            Some((mention, actor)) => {
                (mention.span.end() == place.end()).then_some(Said { actor, place: mention.span })
            }
            None => surnamed(fit, inner).map(|actor| Said { actor, place }),
        };
    }
    let name = line.strip_prefix("was ")?;
    let start = at + line.len() - name.len();
    let mention = persons.mentions.iter().find(|mention| mention.span.start() == start && is_named(mention))?;
    let actor = persons.get(mention.actor).filter(|actor| actor.kind == ActorKind::Person)?;
    let behind = prose.get(mention.span.end()..).unwrap_or_default().trim_start_matches(' ');
    let ends = behind.is_empty() || behind.starts_with([',', '.', ';', '\n', '(']) || behind.starts_with("not ");
    ends.then_some(Said { actor, place: mention.span })
}

fn is_named(mention: &Mention) -> bool {
    matches!(mention.form, Form::Name | Form::Surname)
}

/// The one person whom `span` of the note names.
fn only_person<'a>(reading: &Reading<'a>, span: Span) -> Option<(&'a Mention, &'a Actor)> {
    let actors = &reading.note.facts.actors;
    let mut persons = actors.within(span).iter().filter(|mention| is_named(mention)).filter_map(|mention| {
        let actor = actors.get(mention.actor)?;
        (actor.kind == ActorKind::Person && !actor.anonymous).then_some((mention, actor))
    });
    let first = persons.next()?;
    persons.all(|(_, other)| other.id == first.1.id).then_some(first)
}

/// Whether the words that name a speaker are shown by a link to an article: “says the director [[loan|Eastwire]]”.
fn names_a_source(reading: &Reading<'_>, source: Span) -> bool {
    let mut links = reading.note.citations.iter().enumerate().filter(|(_, citation)| citation.span.overlaps(source));
    links.any(|(ix, _)| matches!(reading.source(ix), Source::Article(..)))
}

fn is_pronoun(words: &str) -> bool {
    matches!(words.to_lowercase().as_str(), "he" | "she" | "they" | "it" | "who")
}

/// Whether “he” or “she” at `place` can be nobody else: the only person whom the paragraph names so far, and known
/// to be a man or a woman.
fn is_the_only_one(reading: &Reading<'_>, place: Span, actor: &Actor) -> bool {
    let prose: &str = &reading.note.prose;
    let fits = match place.of(prose).to_lowercase().as_str() {
        "he" => actor.gender == Gender::Male,
        "she" => actor.gender == Gender::Female,
        _ => false,
    };
    let start = prose.get(..place.start()).and_then(|before| before.rfind("\n\n")).unwrap_or(0);
    fits && only_person(reading, Span::new(start, place.start())).is_some_and(|(_, only)| only.id == actor.id)
}

/// The person of the article with exactly this name.
fn namesake<'f>(fit: &'f Fit, name: &str) -> Option<&'f Actor> {
    let mut actors = fit.article.facts.actors.actors.iter();
    actors.find(|actor| actor.kind == ActorKind::Person && name.contains(' ') && actor.name == name)
}

/// The one person of the article with this surname.
fn surnamed<'f>(fit: &'f Fit, surname: &str) -> Option<&'f Actor> {
    let surname = surname.to_lowercase();
    let bears = |actor: &&Actor| {
        let rest = actor.id.strip_suffix(surname.as_str());
        actor.kind == ActorKind::Person && !actor.anonymous && rest.is_some_and(|rest| rest.ends_with('-'))
    };
    let mut bearers = fit.article.facts.actors.actors.iter().filter(bears);
    let first = bearers.next().filter(|_| !surname.is_empty() && !surname.contains(' '))?;
    bearers.next().is_none().then_some(first)
}
