//! Where sources differ: another article that gives another figure for the same thing on the same day.
//!
//! Two numbers are rivals only when everything else speaks for one event: the thing counted, the words around it,
//! an actor in common, the day. Doubt makes them two events, and so does a different voice behind each: police and
//! organisers count differently, and both sources are right about what was said.

use std::sync::Arc;

use super::figure::{context, meet, same_kind, sentence};
use super::reading::Reading;
use super::speaker::surely_differ;
use super::support::{Bearing, overlap, same_id};
use crate::article::Article;
use crate::claim::{Claim, ClaimKind, Figure};
use crate::note::NoteClaim;
use crate::text::Span;

/// A figure of a cited article and that of another for the same.
#[derive(Clone, Debug)]
pub struct Rival {
    pub cited: Arc<Article>,
    /// The figure that the cited article gives, and its sentence.
    pub own: (Span, Span),
    pub other: Arc<Article>,
    /// The figure that the other gives, and its sentence.
    pub their: (Span, Span),
}

/// So much of a claim must stand around a figure of the cited article for it to be the one meant.
const MEANT: f32 = 0.3;
/// So much of the shorter sentence must be in the other, figures aside, for both to tell of one event.
const ONE_EVENT: f32 = 0.6;
/// And at least so many words.
const SHARED: usize = 3;
/// Articles on one event appear at most so many days apart.
const APART: i32 = 1;
/// Articles looked at.
const ARTICLES: usize = 4;

/// The other articles that give another figure than `figure` of `claim`, one each, best first. None when the claim
/// cites them, too: its writer knows.
pub fn rivals(reading: &Reading<'_>, claim: &NoteClaim, figure: &Figure) -> Vec<Rival> {
    let cited = reading.articles(claim.span);
    let bearing = reading.bearing(claim.span);
    let meant = cited.iter().flat_map(|(_, article)| article.facts.figures.iter().map(move |own| (article, own)));
    let meant = meant.filter(|(_, own)| same_kind(figure, own) && meet(figure, own));
    let score = |(article, own): &(&Arc<Article>, &Figure)| context(&bearing, article, own);
    let Some((article, own)) = meant.max_by(|a, b| score(a).total_cmp(&score(b))).filter(|own| score(own) >= MEANT)
    else {
        return Vec::new();
    };
    let ours = sentence(article, own.span);
    let others = reading.suggestions(claim.span, ARTICLES).into_iter().map(|passage| (passage.id, passage.article));
    let others = others.filter(|(id, _)| cited.iter().all(|(known, _)| known != id));
    others
        .filter_map(|(_, other)| {
            let theirs = rival(article, own, ours, &other)?;
            let their = (theirs.span, sentence(&other, theirs.span));
            Some(Rival { cited: Arc::clone(article), own: (own.span, ours), other, their })
        })
        .collect()
}

/// The figure of `other` that stands against `own`, when it gives another and never the same.
fn rival<'a>(article: &Article, own: &Figure, ours: Span, other: &'a Article) -> Option<&'a Figure> {
    let same = || other.facts.figures.iter().filter(|their| same_kind(own, their));
    if same().any(|their| meet(own, their)) {
        return None;
    }
    let mine = Bearing::of(article.text.as_str(), &article.facts, ours);
    let mut found = same().filter(|their| {
        one_event(article, &mine, other, sentence(other, their.span)) && !parties_differ(article, own, other, their)
    });
    let first = found.next()?;
    // Two figures that fit leave open which one is meant.
    found.all(|their| (their.low, their.high) == (first.low, first.high)).then_some(first)
}

fn one_event(article: &Article, mine: &Bearing, other: &Article, sentence: Span) -> bool {
    let theirs = Bearing::of(other.text.as_str(), &other.facts, sentence);
    let shared = mine.words.iter().filter(|word| theirs.words.binary_search(word).is_ok()).count();
    let shorter = mine.words.len().min(theirs.words.len()).max(1);
    let actors = mine.actors.iter().any(|a| theirs.actors.iter().any(|b| same_id(a, b)));
    let days = match (mine.days.as_slice(), theirs.days.as_slice()) {
        ([], _) | (_, []) => days_apart(article, other).is_some_and(|days| days <= APART),
        (mine, theirs) => mine.iter().any(|a| theirs.iter().any(|b| overlap(*a, *b))),
    };
    shared >= SHARED && shared as f32 >= ONE_EVENT * shorter as f32 && actors && days
}

/// The days between two articles, when both are dated to the day.
fn days_apart(a: &Article, b: &Article) -> Option<i32> {
    let day = |article: &Article| {
        let interval = article.dct.as_ref()?.interval;
        interval.earliest.filter(|day| interval.latest == Some(*day))
    };
    Some(day(a)?.until(day(b)?).ok()?.get_days().abs())
}

/// Whether each figure is somebody's word, and not surely the same one's.
fn parties_differ(a: &Article, own: &Figure, b: &Article, their: &Figure) -> bool {
    let voice = |article: &Article, span: Span| -> Option<Claim> {
        let claims = article.facts.claims.iter().filter(|c| c.kind != ClaimKind::Narration && !c.source.is_empty());
        claims.filter(|c| c.content.iter().any(|content| content.covers(span))).min_by_key(|c| c.content.len()).cloned()
    };
    let (Some(mine), Some(theirs)) = (voice(a, own.span), voice(b, their.span)) else { return false };
    let actor = |article: &Article, claim: &Claim| claim.speaker.and_then(|ix| article.facts.actors.get(ix)).cloned();
    match (actor(a, &mine), actor(b, &theirs)) {
        (Some(mine), Some(theirs)) => surely_differ(&mine, &theirs) || !same_id(&mine.id, &theirs.id),
        _ => true,
    }
}
