//! Speakers: whom a source gives the words to that a note quotes.

use super::quotation::Fit;
use super::support::same_id;
use crate::actor::{Actor, ActorIx, ActorKind, Form, Gender};
use crate::article::Article;
use crate::claim::Claim;
use crate::text::Span;

/// Who speaks in the source, and how surely.
#[derive(Clone, Debug)]
pub struct Speaker<'a> {
    pub actor: &'a Actor,
    /// The speaker's name: in full where only one person of the article can be meant.
    pub name: &'a str,
    /// The words that name the speaker there.
    pub source: Span,
    /// Whether they name him, and are no “he” or “the minister”.
    pub named: bool,
    /// Where nothing but marks stands between the quoted words and “Brook said”, which leaves little doubt who is
    /// meant: the words of that sentence in which somebody else could still be named as the one who is quoted.
    pub beside: Option<Vec<Span>>,
}

/// The speakers of every place where a quotation stands; none as soon as one of them is in doubt.
pub fn speakers<'a>(fit: &'a Fit) -> Option<Vec<Speaker<'a>>> {
    fit.places.iter().map(|place| speaker(&fit.article, *place)).collect()
}

/// Who says the words at `place`: the speaker of the narrowest attribution that holds them.
pub fn speaker(article: &Article, place: Span) -> Option<Speaker<'_>> {
    let facts = &article.facts;
    let holds = |claim: &&Claim| claim.content.iter().any(|content| content.overlaps(place));
    let size = |claim: &&Claim| claim.content.iter().map(|span| span.len()).sum::<usize>();
    let claim = facts.claims.iter().filter(holds).min_by_key(size)?;
    let source = claim.source.first().copied()?;
    let person = |ix: &ActorIx| facts.actors.get(*ix).is_some_and(|actor| actor.kind == ActorKind::Person);
    let known = claim.speaker.or_else(|| name(article, source));
    // `Warren said`: a town to itself, a person in an article that names an Elizabeth Warren.
    if !known.as_ref().is_some_and(person)
        && let Some(speaker) = by_surname(article, claim, source)
    {
        return Some(speaker);
    }
    let ix = known?;
    let actor = facts.actors.get(ix).filter(|actor| !actor.anonymous)?;
    let beside = beside(article, claim);
    let named = facts
        .actors
        .within(source)
        .iter()
        .any(|mention| ix == mention.actor && matches!(mention.form, Form::Name | Form::Surname | Form::Acronym));
    Some(Speaker { actor, name: &actor.name, source, named, beside })
}

/// Before “Brook said” these words tell that the words are another's.
const QUOTING: [&str; 6] = ["cit", "echo", "paraphras", "quot", "read", "repeat"];

/// The words around an attribution that stands right beside its quotation: `“…,” Brook said`, `Brook said: “…”`.
fn beside(article: &Article, claim: &Claim) -> Option<Vec<Span>> {
    let text = article.text.as_str();
    let (source, cue) = (*claim.source.first()?, *claim.cue.last()?);
    let told = source.join(cue);
    let quotations: Vec<Span> =
        article.facts.quotations.iter().filter(|quotation| !quotation.nested).map(|q| q.span).collect();
    let marks_only = |quotation: &&Span| {
        let (left, right) = if quotation.end() <= told.start() { (**quotation, told) } else { (told, **quotation) };
        left.end() <= right.start()
            && !Span::new(left.end(), right.start()).of(text).contains(char::is_alphanumeric)
            && claim.content.iter().any(|content| content.overlaps(**quotation))
    };
    quotations.iter().find(marks_only)?;
    let paragraph = article.paragraphs.iter().find(|p| p.span.covers(told))?;
    let sentences = paragraph.sentences.iter().filter(|sentence| sentence.overlaps(told));
    let sentence = sentences.copied().reduce(Span::join)?.join(told);
    let head = Span::new(sentence.start(), told.start());
    let quotes = |word: &str| QUOTING.iter().any(|stem| word.to_lowercase().starts_with(stem));
    let start = if head.of(text).split_whitespace().any(quotes) { head.start() } else { told.start() };
    // `Brook asked Ward`: to whom it was said.
    let told_to = article.facts.actors.within(Span::new(cue.end(), sentence.end())).first().map(|mention| mention.span);
    let told_to = told_to
        .filter(|name| source.end() <= cue.start() && Span::new(cue.end(), name.start()).of(text).trim().is_empty());
    let mut apart: Vec<Span> = quotations.into_iter().chain(told_to).filter(|span| span.overlaps(sentence)).collect();
    apart.sort_unstable();
    Some(without(Span::new(start, sentence.end()), &apart))
}

/// What is left of `whole` without the spans `apart`, which are in order.
pub fn without(whole: Span, apart: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut at = whole.start();
    for span in apart.iter().filter(|span| span.overlaps(whole)) {
        left.push(Span::new(at, span.start().max(at)));
        at = span.end().max(at);
    }
    left.push(Span::new(at, whole.end().max(at)));
    left
}

/// A bare surname that several persons of the article have: whoever of them it is.
fn by_surname<'a>(article: &'a Article, claim: &Claim, source: Span) -> Option<Speaker<'a>> {
    let words = source.of(article.text.as_str());
    let (before, surname) = words.rsplit_once(' ').unwrap_or(("", words));
    if !before.is_empty() && !before.ends_with('.') {
        return None;
    }
    let surname = surname.to_lowercase();
    // `Mr. Obama` is no Michelle.
    let other_gender = |actor: &Actor| match before {
        "Mr." => actor.gender == Gender::Female,
        "Mrs." | "Ms." | "Miss" => actor.gender == Gender::Male,
        _ => false,
    };
    let mut bearers = article.facts.actors.actors.iter().filter(|actor| {
        let rest = actor.id.strip_suffix(surname.as_str());
        actor.kind == ActorKind::Person
            && !actor.anonymous
            && !other_gender(actor)
            && rest.is_some_and(|rest| rest.ends_with('-'))
    });
    let actor = bearers.next()?;
    let name = if bearers.next().is_none() { &actor.name } else { words };
    Some(Speaker { actor, name, source, named: true, beside: beside(article, claim) })
}

/// The one name that the words naming a speaker consist of, but for an office before it.
fn name(article: &Article, source: Span) -> Option<ActorIx> {
    let actors = &article.facts.actors;
    let mut names = actors.within(source).iter().filter(|m| matches!(m.form, Form::Name | Form::Surname));
    let name = names.next()?;
    let rest = Span::new(name.span.end(), source.end().max(name.span.end())).of(article.text.as_str());
    let alone = names.next().is_none() && (rest.trim().is_empty() || rest.trim_start().starts_with(','));
    alone.then_some(name.actor)
}

/// Whether two actors are surely not one, nor one the mouth of the other.
pub fn surely_differ(a: &Actor, b: &Actor) -> bool {
    let certain = !a.anonymous && !b.anonymous;
    let person = |actor: &Actor| matches!(actor.kind, ActorKind::Person | ActorKind::Unknown);
    let kinds = person(a) && person(b) || a.kind == ActorKind::Place && b.kind == ActorKind::Place;
    certain && kinds && !same_id(&a.id, &b.id) && !share_surname(a, b)
}

/// Whether two persons have the last part of their names in common, however the first is spelt.
fn share_surname(a: &Actor, b: &Actor) -> bool {
    let last = |actor: &Actor| actor.id.rsplit('-').next().unwrap_or_default().to_string();
    a.kind != ActorKind::Place && last(a) == last(b)
}

/// Whether `span` of an article mentions an actor whose name ends like that of `other`, or has that word.
pub fn is_mentioned(article: &Article, span: Span, other: &Actor) -> bool {
    mentions(article, span, other, |_| true)
}

/// As [`is_mentioned`], pronouns aside.
pub fn is_named(article: &Article, span: Span, other: &Actor) -> bool {
    mentions(article, span, other, |form| form != Form::Pronoun)
}

fn mentions(article: &Article, span: Span, other: &Actor, counts: impl Fn(Form) -> bool) -> bool {
    let surname = other.id.rsplit('-').next().unwrap_or_default();
    let words = span.of(article.text.as_str()).split(|c: char| !c.is_alphanumeric());
    if words.into_iter().any(|word| word.to_lowercase() == surname) {
        return true;
    }
    let actors = &article.facts.actors;
    let mentions = actors.within(span).iter().filter(|mention| counts(mention.form));
    mentions
        .filter_map(|mention| actors.get(mention.actor))
        .any(|actor| same_id(&actor.id, &other.id) || share_surname(actor, other))
}
