//! The hover of an actor: who, in which office as of here, how the sources write the name, what was said.

use std::sync::Arc;

use crate::actor::{Actor, ActorKind, Card, Form};
use crate::article::Article;
use crate::compare::{Identity, dated as day_of};
use crate::ide::card::actor_of;
use crate::ide::dossier::{Dossier, Saying};
use crate::ide::page::{Page, count, dated, source_line};
use crate::ide::place::{Document, cited_at};
use crate::world::Snapshot;

/// How many sayings a hover quotes.
const SAYINGS: usize = 2;
/// How many spellings it lists, and how many keys for each.
const SPELLINGS: usize = 4;

pub(super) fn hover(snapshot: &Snapshot, document: &Document, mention: usize) -> Option<String> {
    let facts = document.facts();
    let mention = facts.actors.mentions.get(mention)?;
    let actor = facts.actors.get(mention.actor)?;
    let cited = match document {
        Document::Article(_) => Vec::new(),
        Document::Note(note) => cited_at(snapshot, note, mention.span.start()),
    };
    let dossier = Dossier::of(snapshot, actor, &cited);
    // The article a mention is read with: the article itself, or the first one that the note cites there.
    let here = match document {
        Document::Article(article) => Some(article),
        Document::Note(_) => cited.first().map(|(_, article)| article),
    };

    let words = mention.span.of(document.text().as_str());
    let identity = identity(&dossier, mention.form, words, mention.reason);
    Some(page(snapshot, &dossier, actor, &identity, here))
}

/// The hover of the actor that a card is about.
pub(super) fn of_card(snapshot: &Snapshot, card: &Card) -> String {
    let actor = actor_of(card);
    page(snapshot, &Dossier::of(snapshot, &actor, &[]), &actor, "", None)
}

fn page(
    snapshot: &Snapshot,
    dossier: &Dossier<'_>,
    actor: &Actor,
    identity: &str,
    here: Option<&Arc<Article>>,
) -> String {
    let mut page = Page::default();
    let office = dossier.office(here.and_then(|article| day_of(article)));
    let own = actor.roles.iter().find(|role| !role.former).map(|role| role.title.clone());
    page.head(&dossier.name, &[office.or(own).unwrap_or_else(|| kind(actor).to_string())]);
    page.line(identity);
    if dossier.kind == ActorKind::Person {
        page.line(&spellings(dossier));
    }

    let sayings = dossier.sayings();
    // What the cited article has comes first.
    let mut shown: Vec<&Saying> = sayings.iter().collect();
    if let Some(here) = here {
        shown.sort_by_key(|s| s.article.path != here.path);
    }
    if !shown.is_empty() {
        page.rule();
    }
    for saying in shown.iter().take(SAYINGS) {
        page.passage(saying.words(), &source_line(&saying.article));
    }
    if !snapshot.corpus.is_empty() {
        page.line(&counts(dossier, here, sayings.len()));
    }
    if let Some((file, _)) = dossier.card {
        let path = file.path.strip_prefix(&snapshot.root).unwrap_or(&file.path);
        page.line(&format!("Card: {}", path.display()));
    }
    page.finish()
}

fn kind(actor: &Actor) -> &'static str {
    match (actor.kind, actor.anonymous) {
        (_, true) => "not named",
        (ActorKind::Person, _) => "person",
        (ActorKind::Organisation, _) => "organisation",
        (ActorKind::Place, _) => "country or place",
        (ActorKind::Group, _) => "group",
        (ActorKind::Unknown, _) => "name",
    }
}

/// Why these words mean that actor, when that does not go without saying.
fn identity(dossier: &Dossier<'_>, form: Form, words: &str, reason: &str) -> String {
    match &dossier.identity {
        Identity::Cited(key) => format!("“{words}”: the only one of that name in {key}"),
        Identity::Titled => format!("“{words}”: assumed, the only one of that name in that office"),
        Identity::Only => format!("“{words}”: assumed, the only one of that name in the articles here"),
        Identity::Open(bearers) => {
            let named = bearers.iter().map(|(name, seen)| format!("{name} ({})", seen.article.key)).collect::<Vec<_>>();
            format!("“{words}” could be {}", either(&named))
        }
        Identity::Plain if form == Form::Name && words == dossier.name || reason.is_empty() => String::new(),
        Identity::Plain => format!("“{words}”: {reason}"),
    }
}

/// `A, B or C`
fn either(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} or {last}", many.join(", ")),
    }
}

fn spellings(dossier: &Dossier<'_>) -> String {
    let list = dossier.spellings();
    if list.len() < 2 {
        return String::new();
    }
    let shown: Vec<String> = list
        .iter()
        .take(SPELLINGS)
        .map(|(name, count, keys)| {
            let keys: Vec<&str> = keys.iter().map(String::as_str).take(2).collect();
            format!("{name} ×{count} ({})", keys.join(", "))
        })
        .collect();
    format!("Written {}", shown.join(", "))
}

fn counts(dossier: &Dossier<'_>, here: Option<&Arc<Article>>, sayings: usize) -> String {
    if let Identity::Open(_) = dossier.identity {
        return String::new();
    }
    if dossier.articles == 0 {
        return "Not in any article here.".into();
    }
    let newest = dossier.seen.first().and_then(|seen| seen.article.dct.as_ref()).map(dated);
    let newest = newest.map(|date| format!(" · latest {date}")).unwrap_or_default();
    let several = dossier.seen.len() > 1;
    let first = dossier.first().filter(|(article, _)| several && here.is_none_or(|here| here.path != article.path));
    let first = first.map(|(article, _)| format!(" · first in {}", article.key)).unwrap_or_default();
    format!("{} · {}{newest}{first}", count(sayings, "statement"), count(dossier.articles, "article"))
}
