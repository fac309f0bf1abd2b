//! What the sources together know of one actor: spellings, roles, sayings. Bounded: the newest articles
//! that name the actor, not all of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::actor::names::{Reason, same_person};
use crate::actor::{Actor, ActorIx, ActorKind, Form};
use crate::article::Article;
use crate::claim::{Claim, ClaimKind};
use crate::corpus::ArticleId;
use crate::date::Date;
use crate::text::Span;
use crate::world::Snapshot;

/// How many articles a dossier is drawn from.
const ARTICLES: usize = 24;

/// One actor over the sources.
pub(crate) struct Dossier {
    pub(crate) name: String,
    pub(crate) kind: ActorKind,
    /// The articles read, newest first, with the actor's place in each.
    pub(crate) seen: Vec<(ArticleId, Arc<Article>, ActorIx)>,
    /// How many articles of the corpus name the actor.
    pub(crate) articles: usize,
    /// The key of the cited article in whose light a bare surname was read.
    pub(crate) through: Option<String>,
}

/// A claim the actor made.
pub(crate) struct Saying {
    pub(crate) article: Arc<Article>,
    pub(crate) claim: Claim,
    pub(crate) date: Option<Date>,
}

impl Dossier {
    /// What the corpus knows of `actor`, an actor of some text; `cited` are the articles in whose light it is
    /// read: a bare surname is first of all the person they name.
    pub(crate) fn of(snapshot: &Snapshot, actor: &Actor, cited: &[(ArticleId, Arc<Article>)]) -> Self {
        let light = cited.iter().find_map(|(_, article)| {
            let known = article.facts.actors.get(find_in(article, actor)?)?;
            Some((known.clone(), article.key.clone()))
        });
        let known = light.as_ref().map_or(actor, |(known, _)| known);
        let through = light.as_ref().filter(|(known, _)| known.id != actor.id).map(|(_, key)| key.clone());
        let mut seen: Vec<(ArticleId, Arc<Article>, ActorIx)> = Vec::new();
        let mut articles = 0;
        if !known.anonymous {
            let (ids, count) = snapshot.corpus.with_actor(&known.id, ARTICLES);
            let person = matches!(known.kind, ActorKind::Person | ActorKind::Unknown);
            let (named, _) =
                if person { snapshot.corpus.with_surname(&known.name, ARTICLES) } else { Default::default() };
            articles = count;
            for id in ids.into_iter().chain(named) {
                if seen.iter().any(|(other, _, _)| *other == id) {
                    continue;
                }
                let Some(article) = snapshot.corpus.get(id) else { continue };
                if let Some(ix) = find_in(&article, known) {
                    seen.push((id, article, ix));
                }
            }
        }
        seen.sort_by_key(|(_, article, _)| std::cmp::Reverse(dated(article)));
        // The fullest name is the best known, the cited article's first: a note's “Lavrov” is its “Sergey Lavrov”.
        let names = seen.iter().filter_map(|(_, article, ix)| article.facts.actors.get(*ix));
        let length = |actor: &&Actor| actor.name.chars().count();
        let fullest = [known]
            .into_iter()
            .chain(names)
            .reduce(|a, b| if length(&b) > length(&a) { b } else { a })
            .unwrap_or(known);
        Self { name: fullest.name.clone(), kind: fullest.kind, articles: articles.max(seen.len()), through, seen }
    }

    /// The names and surnames by which the sources call the actor, with counts and keys, commonest first.
    pub(crate) fn spellings(&self) -> Vec<(String, usize, Vec<String>)> {
        let mut found: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
        for (_, article, ix) in &self.seen {
            for mention in article.facts.actors.mentions_of(*ix).filter(|m| m.form == Form::Name) {
                let entry = found.entry(mention.span.of(article.text.as_str()).to_string()).or_default();
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

    /// The role as of `day`: the latest that a source of that day or before gives, else the earliest after.
    pub(crate) fn office(&self, day: Option<Date>) -> Option<String> {
        let mut offices: Vec<(Option<Date>, String)> = Vec::new();
        for (_, article, ix) in &self.seen {
            let Some(actor) = article.facts.actors.get(*ix) else { continue };
            if let Some(role) = actor.roles.iter().find(|role| !role.former) {
                offices.push((dated(article), title(role.title.as_str(), role.of.as_deref())));
            }
        }
        offices.sort_by_key(|(date, _)| *date);
        let until = offices.iter().rposition(|(date, _)| day.is_none() || *date <= day);
        let ix = until.unwrap_or(0);
        (ix < offices.len()).then(|| offices.swap_remove(ix).1)
    }

    /// What the actor said, the latest first.
    pub(crate) fn sayings(&self) -> Vec<Saying> {
        let mut sayings = Vec::new();
        for (_, article, ix) in &self.seen {
            for claim in article.facts.claims.iter().filter(|c| c.speaker == Some(*ix)) {
                let timex = claim.date.and_then(|ix| article.facts.dates.get(ix as usize));
                let date = timex.and_then(|t| t.interval.earliest).or_else(|| dated(article));
                sayings.push(Saying { article: Arc::clone(article), claim: claim.clone(), date });
            }
        }
        // Their own words before reported ones of the same day.
        sayings.sort_by_key(|s| (std::cmp::Reverse(s.date), s.claim.kind != ClaimKind::Direct));
        sayings
    }
}

impl Saying {
    /// The words of the claim, from its first piece to its last.
    pub(crate) fn words(&self) -> &str {
        let span = self.claim.content.iter().copied().reduce(Span::join).unwrap_or_default();
        span.of(self.article.text.as_str())
    }
}

/// The same actor in another text: by id, else by a name that is a spelling of the same or the surname
/// alone, when only one there has it.
pub(crate) fn find_in(article: &Article, actor: &Actor) -> Option<ActorIx> {
    let actors = &article.facts.actors;
    if let Some(ix) = actors.by_id(&actor.id) {
        return Some(ix);
    }
    let mut alike = actors.actors.iter().enumerate().filter(|(_, other)| is_one(actor, other));
    let (ix, _) = alike.next()?;
    alike.next().is_none().then_some(ActorIx(ix as u32))
}

/// Whether two actors of different texts may be one person: the same name in another spelling, or a surname
/// and the whole name (`lavrov`, `sergey-lavrov`). A slip of the pen makes nobody the same.
fn is_one(a: &Actor, b: &Actor) -> bool {
    let person = |actor: &Actor| matches!(actor.kind, ActorKind::Person | ActorKind::Unknown) && !actor.anonymous;
    if !person(a) || !person(b) {
        return false;
    }
    let short = |short: &str, long: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with('-'));
    let full = a.name.contains(' ') && b.name.contains(' ');
    let spelt = || same_person(&a.name, &b.name).is_some_and(|reason| reason < Reason::Slip);
    short(&a.id, &b.id) || short(&b.id, &a.id) || (full && spelt())
}

/// The sentence by which an article introduces one of its actors: the first full name outside titles and
/// boilerplate, else the first mention.
pub(crate) fn introduction(article: &Article, actor: ActorIx) -> Option<Span> {
    let body = |span: Span| {
        article.paragraphs.iter().any(|p| p.span.covers(span) && p.role == crate::article::ParagraphRole::Body)
    };
    let mentions = || article.facts.actors.mentions_of(actor);
    let named = mentions().find(|m| m.form == Form::Name && body(m.span));
    named.or_else(|| mentions().find(|m| body(m.span))).or_else(|| mentions().next()).map(|m| m.span)
}

/// `Foreign Minister` of `russia` → `Foreign Minister, Russia`.
fn title(title: &str, of: Option<&str>) -> String {
    let Some(of) = of else { return title.to_string() };
    let of: Vec<String> = of
        .split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        })
        .collect();
    format!("{title}, {}", of.join(" "))
}

fn dated(article: &Article) -> Option<Date> {
    article.dct.as_ref().and_then(|dct| dct.interval.latest.or(dct.interval.earliest))
}
