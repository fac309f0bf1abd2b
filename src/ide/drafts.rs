//! Draft cards: what the sources tell of those they name often, written down as the user would, for the user to
//! correct.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::dossier::{body, introduction};
use super::page;
use crate::actor::{ActorKind, Cluster, Role, bare_title, cluster};
use crate::article::Article;
use crate::compare::{dated, sentence};
use crate::world::Snapshot;

/// So many of the newest articles are looked into.
pub const DRAFTED_FROM: usize = 2000;
/// Whoever is named in fewer articles needs no card.
const FEWEST: usize = 2;
/// Articles that a draft lists.
const LISTED: usize = 8;

/// A card that could be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The id, by which its file is called.
    pub id: String,
    pub name: String,
    /// How many articles name the actor.
    pub articles: usize,
    /// The text of the file.
    pub text: String,
}

/// Draft cards of the persons and bodies without one whom at least two articles name, those named most first, at most
/// `most`. Only full names of persons are taken; the offices are those that the sources give.
pub fn drafts(snapshot: &Snapshot, most: usize) -> Vec<Draft> {
    let corpus = &snapshot.corpus;
    let mut articles: Vec<Arc<Article>> =
        corpus.latest(DRAFTED_FROM).into_iter().filter_map(|id| corpus.get(id)).collect();
    articles.sort_by(|a, b| dated(a).cmp(&dated(b)).then_with(|| a.key.cmp(&b.key)));
    let texts: Vec<_> = articles.iter().map(|article| &article.facts.actors).collect();
    let clusters = cluster(&texts, &snapshot.cards);
    let mut found: Vec<(usize, &Cluster)> = clusters
        .clusters
        .iter()
        .filter(|cluster| deserves_a_card(snapshot, &articles, cluster))
        .map(|cluster| (sources(cluster).len(), cluster))
        .filter(|(count, _)| *count >= FEWEST)
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    found.truncate(most);
    let draft = |(count, cluster): (usize, &Cluster)| Draft {
        id: cluster.id.clone(),
        name: cluster.name.clone(),
        articles: count,
        text: text(&articles, cluster),
    };
    found.into_iter().map(draft).collect()
}

/// A named person or body that has none. What the tables know (states, their capitals) needs none.
fn deserves_a_card(snapshot: &Snapshot, articles: &[Arc<Article>], cluster: &Cluster) -> bool {
    let anonymous = cluster.members.iter().any(|(text, actor, _)| {
        let actors = articles.get(*text).map(|article| &article.facts.actors);
        actors.and_then(|actors| actors.get(*actor)).is_none_or(|actor| actor.anonymous)
    });
    let named = match cluster.kind {
        ActorKind::Person => cluster.name.contains(' '),
        ActorKind::Organisation => true,
        _ => false,
    };
    named && !anonymous && snapshot.cards.get(&cluster.id).is_none()
}

/// The places of the articles in order, each once.
fn sources(cluster: &Cluster) -> BTreeSet<usize> {
    cluster.members.iter().map(|(text, ..)| *text).collect()
}

fn text(articles: &[Arc<Article>], cluster: &Cluster) -> String {
    let mut text = format!("---\nname: {}\n", yaml(&cluster.name));
    let kind = if cluster.kind == ActorKind::Person { "person" } else { "organisation" };
    _ = writeln!(text, "type: {kind}");
    let others = cluster.spellings.iter().map(|(name, _)| name.as_str());
    let aliases: Vec<&str> = others.filter(|name| *name != cluster.name && is_alias(cluster, name)).collect();
    if !aliases.is_empty() {
        text.push_str("aliases:\n");
        aliases.iter().for_each(|name| _ = writeln!(text, "  - {}", yaml(name)));
    }
    let roles = roles(articles, cluster);
    if !roles.is_empty() {
        text.push_str("roles:\n");
    }
    for (article, role) in roles {
        _ = writeln!(text, "  - title: {}", yaml(bare_title(&role.title)));
        if let Some(of) = &role.of {
            _ = writeln!(text, "    of: {}", yaml(body(&article.facts.actors, of)));
        }
        _ = writeln!(text, "    source: {}{}", yaml(&article.key), noted(article));
    }
    let sources = sources(cluster);
    _ = write!(
        text,
        "---\n\nA draft, made of {} articles. Correct what is wrong, add since when an office is held \
         (`from: 2022-01-21`), or throw the\nfile away: whatever stands in a card goes before what ibid works out.\n\n",
        sources.len()
    );
    for ix in sources.iter().rev().take(LISTED) {
        let Some(article) = articles.get(*ix) else { continue };
        let own = cluster.members.iter().find(|(text, ..)| text == ix);
        let first = own.and_then(|(_, actor, _)| introduction(article, *actor)).map(|span| sentence(article, span));
        let words = first.map(|span| span.of(article.text.as_str())).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        _ = writeln!(text, "- {words} [@{}]{}", article.key, on(article));
    }
    text
}

/// A spelling that the name alone does not cover: no bare surname, no possessive, no mere case.
fn is_alias(cluster: &Cluster, name: &str) -> bool {
    let apart = name.to_lowercase() != cluster.name.to_lowercase();
    apart && (name.contains(' ') || cluster.kind == ActorKind::Organisation)
}

/// The offices that the sources give, each with the newest that gives it. One whose state is not said is the same of
/// the state that another source says.
fn roles<'a>(articles: &'a [Arc<Article>], cluster: &Cluster) -> Vec<(&'a Article, &'a Role)> {
    let mut found: BTreeMap<(String, Option<&str>), (&Article, &Role)> = BTreeMap::new();
    for (text, actor, _) in &cluster.members {
        let Some(article) = articles.get(*text) else { continue };
        for role in article.facts.actors.get(*actor).iter().flat_map(|actor| &actor.roles).filter(|role| !role.former) {
            let title = bare_title(&role.title).to_lowercase();
            let known = found.entry((title, role.of.as_deref())).or_insert((article, role));
            if dated(article) > dated(known.0) {
                *known = (article, role);
            }
        }
    }
    let said = |title: &str| found.keys().any(|(other, of)| other == title && of.is_some());
    let is_own = |(title, of): &(String, Option<&str>)| of.is_some() || !said(title);
    found.iter().filter(|(key, _)| is_own(key)).map(|(_, role)| *role).collect()
}

/// “, Friday 21 January 2022” where the day is known.
fn on(article: &Article) -> String {
    article.dct.as_ref().map(|dct| format!(", {}", page::dated(dct))).unwrap_or_default()
}

/// The same as a comment of YAML.
fn noted(article: &Article) -> String {
    article.dct.as_ref().map(|dct| format!(" # {}", page::dated(dct))).unwrap_or_default()
}

/// A text as YAML has it: plain where that is safe, else between quotation marks.
fn yaml(text: &str) -> String {
    let plain = text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || " -.'’".contains(c))
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off"].contains(&text.to_lowercase().as_str());
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}
