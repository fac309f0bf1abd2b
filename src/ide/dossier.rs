//! What the sources and the card together tell of one actor: office, spellings, sayings.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::actor::{Actor, ActorIx, Actors, Card, CardFile, CardRole, Form, office_of};
use crate::article::{Article, ParagraphRole};
use crate::claim::{Claim, ClaimKind};
use crate::compare::{Known, dated, known};
use crate::corpus::ArticleId;
use crate::date::{Date, day};
use crate::text::Span;
use crate::world::Snapshot;

/// How many articles a dossier is drawn from.
const ARTICLES: usize = 24;

/// One actor over the sources and the cards.
pub(crate) struct Dossier<'s> {
    known: Known,
    /// The user's own card, and its file.
    pub(crate) card: Option<(&'s Arc<CardFile>, &'s Card)>,
}

impl Deref for Dossier<'_> {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.known
    }
}

/// A claim the actor made.
pub(crate) struct Saying {
    pub(crate) article: Arc<Article>,
    pub(crate) claim: Claim,
    pub(crate) date: Option<Date>,
}

impl<'s> Dossier<'s> {
    /// What is known of `actor`, an actor of some text; `cited` are the articles in whose light it is read.
    pub(crate) fn of(snapshot: &'s Snapshot, actor: &Actor, cited: &[(ArticleId, Arc<Article>)]) -> Self {
        let known = known(snapshot, actor, cited, ARTICLES);
        let card = snapshot.cards.find(&known.id);
        Self { known, card }
    }

    /// The names by which the sources call the actor, with counts and keys, commonest first.
    pub(crate) fn spellings(&self) -> Vec<(String, usize, Vec<String>)> {
        let mut found: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
        for seen in &self.seen {
            let article = &seen.article;
            for mention in article.facts.actors.mentions_of(seen.actor).filter(|m| m.form == Form::Name) {
                let words: Vec<&str> = mention.span.of(article.text.as_str()).split_whitespace().collect();
                let entry = found.entry(words.join(" ")).or_default();
                entry.0 += 1;
                if !entry.1.contains(&article.key) {
                    entry.1.push(article.key.clone());
                }
            }
        }
        let mut list: Vec<_> = found.into_iter().map(|(name, (count, keys))| (name, count, keys)).collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        list
    }

    /// The office as of `day`: the card's, else what the sources call the actor; with the time it is vouched for.
    pub(crate) fn office(&self, day: Option<Date>) -> Option<String> {
        self.written_office(day).or_else(|| self.reported_office(day))
    }

    fn written_office(&self, day: Option<Date>) -> Option<String> {
        let (_, card) = self.card?;
        let text = day.map(|day| day.to_string());
        let held: Vec<&CardRole> = match &text {
            Some(day) => card.roles_on(day).collect(),
            None => card.roles.iter().filter(|role| role.to.is_none()).collect(),
        };
        let offices: Vec<String> = held
            .into_iter()
            .map(|role| {
                let office = office_of(&role.title, role.of.as_deref());
                let term = self.term(role, day);
                if term.is_empty() { office } else { format!("{office} ({term})") }
            })
            .collect();
        (!offices.is_empty()).then(|| offices.join("; "))
    }

    /// From when to when; an end that is not known was confirmed last by the newest source.
    fn term(&self, role: &CardRole, day: Option<Date>) -> String {
        let prose = |date: &String| calendar(date);
        match (&role.from, &role.to) {
            (Some(from), Some(to)) => format!("{} to {}", prose(from), prose(to)),
            (None, Some(to)) => format!("until {}", prose(to)),
            (from, None) => {
                let last = self.seen.iter().filter_map(|seen| dated(&seen.article)).max();
                let stale = last.filter(|last| day.is_some_and(|day| day > *last));
                let since = from.as_ref().map(|from| format!("since {}", prose(from)));
                let doubt = stale.map(|last| format!("not confirmed after {}", self::day(last)));
                since.into_iter().chain(doubt).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// The latest that a source of that day or before calls the actor, else the earliest after.
    fn reported_office(&self, on: Option<Date>) -> Option<String> {
        let mut offices: Vec<(Option<Date>, String)> = Vec::new();
        for seen in &self.seen {
            let actors = &seen.article.facts.actors;
            let Some(role) = actors.get(seen.actor).and_then(|actor| actor.roles.iter().find(|role| !role.former))
            else {
                continue;
            };
            // “President Biden” alone tells less than “U.S. President Joe Biden” of the same article.
            let roles = actors.get(seen.actor).map(|actor| actor.roles.as_slice()).unwrap_or_default();
            let role = roles.iter().find(|other| !other.former && other.of.is_some()).unwrap_or(role);
            let of = role.of.as_deref();
            offices.push((dated(&seen.article), office_of(&role.title, of.map(|of| body(actors, of)))));
        }
        offices.sort_by_key(|(date, _)| *date);
        let before = offices.iter().rposition(|(date, _)| on.is_none() || *date <= on);
        let (date, office) = offices.into_iter().nth(before.unwrap_or(0))?;
        Some(match (date, on) {
            (Some(date), Some(on)) if date < on => format!("{office} (not confirmed after {})", day(date)),
            (Some(date), Some(on)) if date > on => format!("{office} (by {})", day(date)),
            (Some(date), None) => format!("{office} (as of {})", day(date)),
            _ => office,
        })
    }

    /// What the actor said, the latest first.
    pub(crate) fn sayings(&self) -> Vec<Saying> {
        let mut sayings = Vec::new();
        for seen in &self.seen {
            for claim in seen.article.facts.claims.iter().filter(|c| c.speaker == Some(seen.actor)) {
                let timex = claim.date.and_then(|ix| seen.article.facts.dates.get(ix as usize));
                let date = timex.and_then(|t| t.interval.earliest).or_else(|| dated(&seen.article));
                sayings.push(Saying { article: Arc::clone(&seen.article), claim: claim.clone(), date });
            }
        }
        // Their own words before reported ones of the same day.
        sayings.sort_by_key(|s| (std::cmp::Reverse(s.date), s.claim.kind != ClaimKind::Direct));
        sayings
    }

    /// The oldest source that names the actor, and where it introduces him; none when there are older ones that
    /// were not looked into.
    pub(crate) fn first(&self) -> Option<(&Arc<Article>, Span)> {
        if self.articles > self.seen.len() {
            return None;
        }
        let oldest = self.seen.iter().rfind(|seen| dated(&seen.article).is_some())?;
        Some((&oldest.article, introduction(&oldest.article, oldest.actor)?))
    }
}

impl Saying {
    /// The words of the claim, from its first piece to its last.
    pub(crate) fn words(&self) -> &str {
        self.span().of(self.article.text.as_str())
    }

    pub(crate) fn span(&self) -> Span {
        self.claim.content.iter().copied().reduce(Span::join).unwrap_or_default()
    }
}

/// The state or organisation of an office by the name that the text has for it, else its id.
pub(crate) fn body<'a>(actors: &'a Actors, id: &'a str) -> &'a str {
    actors.by_id(id).and_then(|ix| actors.get(ix)).map_or(id, |body| body.name.as_str())
}

/// A date of a card in words: `2004-03-09` → `9 March 2004`; a month or a year stays short.
fn calendar(text: &str) -> String {
    if let Ok(date) = text.parse::<Date>() {
        return day(date);
    }
    let month = format!("{text}-01").parse::<Date>().ok();
    month.map(day).and_then(|day| day.split_once(' ').map(|(_, rest)| rest.to_owned())).unwrap_or(text.to_owned())
}

/// The sentence by which an article introduces one of its actors: the first full name outside titles and
/// boilerplate, else the first mention.
pub(crate) fn introduction(article: &Article, actor: ActorIx) -> Option<Span> {
    let body = |span: Span| article.paragraphs.iter().any(|p| p.span.covers(span) && p.role == ParagraphRole::Body);
    let mentions = || article.facts.actors.mentions_of(actor);
    let named = mentions().find(|m| m.form == Form::Name && body(m.span));
    named.or_else(|| mentions().find(|m| body(m.span))).or_else(|| mentions().next()).map(|m| m.span)
}
