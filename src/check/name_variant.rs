use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::passage::evidence;
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Evidence, FileEdit, Finding, Fix};
use crate::actor::names::{Reason, same_person};
use crate::actor::{Actor, Form};
use crate::compare::{Reading, known};
use crate::config::Level;
use crate::note::{Note, Spelling};
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    code: "name-variant",
    level: Level::Information,
    summary: "The notes write one person's name in two ways.",
    why: "Two spellings of one name look like two people, and a search finds half. The spelling that most notes have \
          stays, and the rarer one is reported, once a note; a card decides instead, where there is one: its name and \
          its aliases are never reported.",
    fires: &[
        "Sergei Lavrov, where most notes write Sergey Lavrov",
        "Recep Tayyip Erdoğan beside Recep Tayyip Erdogan",
        "Sergei Lavrov, where the card's name is Sergey Lavrov and no alias says otherwise",
    ],
    silent: &[
        "inside quotation marks, which keep the source's spelling",
        "a spelling that the card has as its name or as an alias",
        "Lavrov alone, or a middle name left out",
        "Joe and Joseph Biden: two forms of one name",
        "two people: Hunter and Joe Biden",
        "one spelling throughout, whatever the sources write",
    ],
    run: Run::Note(run),
};

/// How many articles are looked into for the sources' spellings.
const ARTICLES: usize = 24;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let (snapshot, note) = (reading.snapshot, reading.note);
    for own in note.people() {
        let Some(actor) = note.facts.actors.get(own.actor) else { continue };
        let card = snapshot.cards.get(&actor.id);
        if card.is_some_and(|card| card.names().any(|name| name == own.name)) {
            continue;
        }
        let uses = uses(reading, own);
        let written = card.map(|card| card.name.clone()).filter(|name| is_variant(name, &own.name));
        if written.is_none() && uses.len() < 2 {
            continue;
        }
        let (sources, evidence) = sources(reading, actor);
        let count = |name: &str| sources.iter().find(|(other, _)| other == name).map_or(0, |(_, count)| *count);
        let most = uses.iter().max_by_key(|(name, (notes, _))| (*notes, count(name), std::cmp::Reverse(*name)));
        let preferred = written.clone().or_else(|| most.map(|(name, _)| name.clone()));
        let Some(preferred) = preferred.filter(|name| *name != own.name) else { continue };
        let tally: Vec<String> = sources.iter().map(|(name, count)| format!("{name} ×{count}")).collect();
        let lead = match written {
            Some(_) => format!("The card writes “{preferred}”"),
            None => format!("Also written “{preferred}” here"),
        };
        let message =
            if tally.is_empty() { format!("{lead}.") } else { format!("{lead}; sources: {}.", tally.join(", ")) };
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: own.spans.first().copied().unwrap_or_default(),
            message: short(&message, LONGEST),
            evidence,
            fixes: fixes(note, own, &preferred, uses),
        });
    }
}

/// How often the notes have each spelling, and where.
type Uses = BTreeMap<String, (usize, Vec<FileEdit>)>;

/// The spellings of one person over all notes, this one's own among them; empty when there is one spelling only. The
/// edits have no text yet.
fn uses(reading: &Reading<'_>, own: &Spelling) -> Uses {
    let notes = &reading.snapshot.notes;
    let mut spellings = notes.named(&own.keys);
    spellings.retain(|name, _| *name == own.name || is_variant(name, &own.name));
    if spellings.len() < 2 {
        return Uses::new();
    }
    let use_of = |(name, paths): (&str, Vec<&Arc<Path>>)| {
        let notes = paths.into_iter().filter_map(|path| notes.get(path));
        let edits: Vec<FileEdit> = notes.flat_map(|note| edits(note, name)).collect();
        (name.to_owned(), (edits.len(), edits))
    };
    spellings.into_iter().map(use_of).collect()
}

/// Where a note has a spelling.
fn edits(note: &Note, name: &str) -> impl Iterator<Item = FileEdit> {
    let spellings = note.people().iter().filter(move |spelling| spelling.name == name);
    let edit = |span: &Span| FileEdit { path: Arc::clone(&note.path), span: *span, new_text: String::new() };
    spellings.flat_map(move |spelling| spelling.spans.iter().map(edit))
}

/// Whether two names are one, word for word, in two spellings. Case and hyphens are no spelling.
fn is_variant(one: &str, other: &str) -> bool {
    let letters =
        |name: &str| name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>();
    let words = |name: &str| name.split(' ').count();
    words(one) == words(other)
        && letters(one) != letters(other)
        && matches!(same_person(one, other), Some(Reason::Equal | Reason::Spelling))
}

/// The full names by which the sources call the actor, most first, and where the newest have them.
fn sources(reading: &Reading<'_>, actor: &Actor) -> (Vec<(String, usize)>, Vec<Evidence>) {
    let known = known(reading.snapshot, actor, &[], ARTICLES);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut passages = Vec::new();
    for seen in &known.seen {
        let text = seen.article.text.as_str();
        for mention in seen.article.facts.actors.mentions_of(seen.actor).filter(|m| m.form == Form::Name) {
            let name = mention.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            if !name.contains(' ') {
                continue;
            }
            let count = counts.entry(name).or_default();
            *count += 1;
            if *count == 1 {
                passages.push(evidence(&seen.article, mention.span));
            }
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    (counts, passages)
}

fn fixes(note: &Note, own: &Spelling, preferred: &str, uses: Uses) -> Vec<Fix> {
    let write = |edit: FileEdit| FileEdit { new_text: preferred.to_owned(), ..edit };
    let rarer: Vec<FileEdit> =
        uses.into_iter().filter(|(name, _)| name != preferred).flat_map(|(_, (_, edits))| edits).map(write).collect();
    let here: Vec<FileEdit> =
        rarer.iter().filter(|edit| edit.path == note.path && own.spans.contains(&edit.span)).cloned().collect();
    let elsewhere = rarer.iter().any(|edit| edit.path != note.path);
    let fix = |title: String, edits| Fix { title, preferred: false, edits };
    let mut fixes = vec![fix(format!("Write {preferred} in this note"), here)];
    if elsewhere {
        fixes.push(fix(format!("Write {preferred} in all notes"), rarer));
    }
    fixes
}
