//! Definition: from words to the words they rest on.

use std::path::Path;
use std::sync::Arc;

use super::Target;
use super::card;
use super::dossier::{Dossier, introduction};
use super::hover::{passages, same_days};
use super::place::{Document, Thing, cited, cited_at, sentence_at, thing_at};
use crate::article::Article;
use crate::compare::{Reading, Seen, find_in};
use crate::date::Anchor;
use crate::note::Note;
use crate::text::Span;
use crate::world::Snapshot;

/// Where the thing at `offset` (bytes) comes from; best first, mostly one. A name leads to the user's own card,
/// too.
pub fn definition(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Target> {
    let Some(document) = Document::open(snapshot, path) else { return Vec::new() };
    let Some((thing, span)) = thing_at(snapshot, &document, offset) else { return Vec::new() };
    let found = match (&document, thing) {
        (Document::Note(note), Thing::Citation(ix)) => citation(snapshot, note, ix),
        (Document::Note(note), Thing::Quotation(ix)) => {
            Reading::of(snapshot, note).quotation(ix).fit().map(|fit| (Arc::clone(&fit.article), fit.span))
        }
        (Document::Note(note), Thing::Sentence(ix)) => support(snapshot, note, ix),
        (Document::Note(note), Thing::Figure(ix)) => figure(snapshot, note, ix),
        (_, Thing::Actor(ix)) => actor(snapshot, &document, ix),
        (_, Thing::Date(ix)) => date(snapshot, &document, ix),
        _ => None,
    };
    let target = |(article, landing): (Arc<Article>, Span)| Target {
        origin: span,
        path: Arc::clone(&article.path),
        span: landing,
        context: sentence_at(&article, landing.start()).unwrap_or(landing),
    };
    let mut targets: Vec<Target> = found.map(target).into_iter().collect();
    if let Thing::Actor(_) = thing {
        targets.extend(card::type_definition(snapshot, path, offset));
    }
    targets
}

fn citation(snapshot: &Snapshot, note: &Note, ix: usize) -> Option<(Arc<Article>, Span)> {
    let citation = note.citations.get(ix)?;
    let (_, article) = cited(snapshot, note, citation)?;
    let located = citation.locator.as_ref().and_then(|l| super::hover::located(&article, l)).map(|(span, _)| span);
    let start = article.paragraphs.first().map_or(Span::at(0), |p| p.span);
    let span = located.unwrap_or(start);
    Some((article, span))
}

/// The introducing mention: in the cited article first, else in the newest article that names the actor.
fn actor(snapshot: &Snapshot, document: &Document, ix: usize) -> Option<(Arc<Article>, Span)> {
    let facts = document.facts();
    let mention = facts.actors.mentions.get(ix)?;
    if let Document::Article(article) = document {
        let own = introduction(article, mention.actor)?;
        return Some((Arc::clone(article), own));
    }
    let Document::Note(note) = document else { return None };
    let actor = facts.actors.get(mention.actor)?;
    let cited = cited_at(snapshot, note, mention.span.start());
    for (_, article) in &cited {
        if let Some(landing) = find_in(article, actor).and_then(|ix| introduction(article, ix)) {
            return Some((Arc::clone(article), landing));
        }
    }
    let dossier = Dossier::of(snapshot, actor, &cited);
    let place = |seen: &Seen| Some((Arc::clone(&seen.article), introduction(&seen.article, seen.actor)?));
    dossier.seen.iter().find_map(place)
}

/// In an article a relative date leads to what it was reckoned from; in a note to the expression of a cited
/// article that covers the same days, the narrowest first.
fn date(snapshot: &Snapshot, document: &Document, ix: usize) -> Option<(Arc<Article>, Span)> {
    let timex = document.facts().dates.get(ix)?;
    match document {
        Document::Article(article) => match timex.anchor {
            Anchor::Timex(span) => Some((Arc::clone(article), span)),
            Anchor::Dct | Anchor::None => Some((Arc::clone(article), timex.span)),
        },
        Document::Note(note) => {
            let cited = cited_at(snapshot, note, timex.span.start()).into_iter();
            cited
                .filter_map(|(_, article)| {
                    let same = article.facts.dates.iter().filter(|other| same_days(timex, other));
                    let narrowest = same.min_by_key(|other| other.interval.days()).map(|other| other.span)?;
                    Some((article, narrowest))
                })
                .next()
        }
    }
}

/// The same number of the same thing in a cited article.
fn figure(snapshot: &Snapshot, note: &Note, ix: usize) -> Option<(Arc<Article>, Span)> {
    let figure = note.facts.figures.get(ix)?;
    let cited = cited_at(snapshot, note, figure.span.start()).into_iter().map(|(_, article)| article);
    let (article, ix) = passages(cited, figure).into_iter().next()?;
    let span = article.facts.figures.get(ix)?.span;
    Some((article, span))
}

/// The passage of a cited article that speaks most of the sentence.
fn support(snapshot: &Snapshot, note: &Note, ix: usize) -> Option<(Arc<Article>, Span)> {
    let span = *note.sentences.get(ix)?;
    let passages = Reading::of(snapshot, note).passages(span).into_iter();
    let best = passages.max_by(|a, b| a.score.total_cmp(&b.score))?;
    Some((best.article, best.span))
}
