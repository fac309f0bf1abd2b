//! The hover of an actor: who, in which office as of here, how the sources write the name, what was said.

use crate::actor::{Actor, ActorKind, Form};
use crate::article::Article;
use crate::date::Date;
use crate::ide::dossier::{Dossier, Saying};
use crate::ide::page::{Page, count, dated, source_line};
use crate::ide::place::{Document, cited_at};
use crate::world::Snapshot;

/// How many sayings a hover quotes.
const SAYINGS: usize = 2;

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
    let as_of = here.and_then(|article| day(article));

    let mut page = Page::default();
    let office = dossier.office(as_of);
    let own = actor.roles.iter().find(|role| !role.former).map(|role| role.title.clone());
    page.head(&dossier.name, &[office.or(own).unwrap_or_else(|| kind(actor).to_string())]);
    let words = mention.span.of(document.text().as_str());
    match &dossier.through {
        Some(key) => page.line(&format!("“{words}”: the only one of that name in {key}")),
        None => page.line(&meaning(&dossier.name, mention.form, words, mention.reason)),
    };
    if dossier.kind == ActorKind::Person {
        page.line(&spellings(&dossier));
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
    page.line(&counts(&dossier, sayings.len()));
    Some(page.finish())
}

fn day(article: &Article) -> Option<Date> {
    article.dct.as_ref().and_then(|dct| dct.interval.latest.or(dct.interval.earliest))
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
fn meaning(name: &str, form: Form, words: &str, reason: &str) -> String {
    let plain = matches!(form, Form::Name) && words == name;
    if plain || reason.is_empty() { String::new() } else { format!("“{words}”: {reason}") }
}

fn spellings(dossier: &Dossier) -> String {
    let list = dossier.spellings();
    if list.len() < 2 {
        return String::new();
    }
    let shown: Vec<String> = list
        .iter()
        .take(4)
        .map(|(name, count, keys)| {
            let keys: Vec<&str> = keys.iter().map(String::as_str).take(2).collect();
            format!("{name} ×{count} ({})", keys.join(", "))
        })
        .collect();
    format!("Written {}", shown.join(", "))
}

fn counts(dossier: &Dossier, sayings: usize) -> String {
    if dossier.articles == 0 {
        return "Not in any article here.".into();
    }
    let newest = dossier.seen.first().and_then(|(_, article, _)| article.dct.as_ref()).map(dated);
    let newest = newest.map(|date| format!(" · latest {date}")).unwrap_or_default();
    format!("{} · {}{newest}", count(sayings, "statement"), count(dossier.articles, "article"))
}
