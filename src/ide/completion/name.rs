//! Names as the sources write them, behind a capital letter.

use std::collections::HashSet;

use super::{Completion, CompletionKind, LIMIT, Typed};
use crate::actor::Form;
use crate::ide::Location;
use crate::ide::dossier::introduction;
use crate::ide::page::source_line;
use crate::ide::place::cited;
use crate::note::Note;
use crate::world::Snapshot;

/// How many cited articles give names.
const ARTICLES: usize = 12;

pub(super) fn complete(snapshot: &Snapshot, note: &Note, typed: &Typed<'_>) -> Vec<Completion> {
    let start = typed.before.rfind(|c: char| !(c.is_alphanumeric() || c == '-' || c == '’' || c == '\''));
    let word = start.map_or(typed.before, |at| typed.before[at..].trim_start_matches(|c: char| !c.is_alphanumeric()));
    if word.chars().count() < 2 || !word.starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let wanted = word.to_lowercase();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut articles = HashSet::new();
    for article in note.citations.iter().filter_map(|c| cited(snapshot, note, c)).map(|(_, article)| article) {
        if !articles.insert(article.path.clone()) || articles.len() > ARTICLES {
            continue;
        }
        let text = article.text.as_str();
        for (ix, actor) in article.facts.actors.actors.iter().enumerate() {
            let ix = crate::actor::ActorIx(ix as u32);
            let named = article.facts.actors.mentions_of(ix).any(|m| matches!(m.form, Form::Name | Form::Acronym));
            let fits = actor.name.split(' ').any(|part| part.to_lowercase().starts_with(&wanted));
            if actor.anonymous || !named || !fits || !seen.insert(actor.name.clone()) {
                continue;
            }
            let role = actor.roles.first().map(|role| role.span.of(text).to_string());
            found.push(Completion {
                label: actor.name.clone(),
                detail: [role.unwrap_or_default(), source_line(&article)]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
                kind: CompletionKind::Name,
                replace: typed.last(word.len()),
                filter: actor.name.split(' ').find(|p| p.to_lowercase().starts_with(&wanted)).unwrap_or("").to_string(),
                new_text: actor.name.clone(),
                passage: introduction(&article, ix).map(|span| Location { path: article.path.clone(), span }),
            });
        }
        if found.len() >= LIMIT {
            break;
        }
    }
    found.sort_by(|a, b| a.label.cmp(&b.label));
    found
}
