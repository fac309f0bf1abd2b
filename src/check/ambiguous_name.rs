use std::collections::HashSet;

use super::passage::{edit, evidence};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Finding, Fix};
use crate::actor::{Actor, ActorKind, Form, Mention};
use crate::compare::{Identity, Reading, Seen, known};
use crate::config::Level;
use crate::note::Syntax;

pub(super) const CHECK: Check = Check {
    code: "ambiguous-name",
    level: Level::Hint,
    summary: "A surname stands alone, and the articles know several people who have it.",
    why: "A reader cannot know who is meant, and neither can ibid: it then says nothing of who spoke. The cited article \
          decides where it names one of them alone; a full name anywhere in the note does, too.",
    fires: &[
        "Clinton, where one article has Bill and another Hillary Clinton",
        "Clinton `[@a]`, where that article names both",
        "Navalny, where the articles have Alexei and Oleg",
    ],
    silent: &[
        "Bill Clinton earlier in the note",
        "Clinton `[@a]`, where that article names one of them alone",
        "President Clinton, where one of them is called so",
        "Lavrov, whom two articles spell in two ways",
        "`[[bill-clinton|Clinton]]`, a link to the card or to a note",
        "inside quotation marks",
    ],
    run: Run::Note(run),
};

/// How many articles are looked into for others of the name.
const ARTICLES: usize = 24;
/// A surname that more people have is listed with so many.
const LISTED: usize = 4;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    let mut told: HashSet<&str> = HashSet::new();
    for mention in &note.facts.actors.mentions {
        let Some(actor) = note.facts.actors.get(mention.actor) else { continue };
        let words = mention.span.of(&note.prose);
        if !is_bare(mention, actor, words) || told.contains(words) {
            continue;
        }
        if note.is_set_apart(mention.span) || is_linked(reading, mention) {
            continue;
        }
        // Said once: what stands first decides for the rest of the note.
        told.insert(words);
        let cited = reading.articles(mention.span);
        let bearers = cited.iter().flat_map(|(_, article)| full_names(&article.facts.actors.actors, words));
        let bearers: HashSet<&str> = bearers.collect();
        if bearers.len() == 1 || reading.is_unread(mention.span) {
            continue;
        }
        let known = known(reading.snapshot, actor, &cited, ARTICLES);
        let Identity::Open(bearers) = known.identity else { continue };
        let names: Vec<&str> = bearers.iter().map(|(name, _)| name.as_str()).take(LISTED).collect();
        let either = if let [a, b] = names.as_slice() { format!("{a} or {b}") } else { names.join(", ") };
        let passage = |(_, seen): &(String, Seen)| {
            let mention = seen.article.facts.actors.mentions_of(seen.actor).next()?;
            Some(evidence(&seen.article, mention.span))
        };
        found.push(Finding {
            code: CHECK.code,
            level: CHECK.level,
            span: mention.span,
            message: short(&format!("“{words}” could be {either}."), LONGEST),
            evidence: bearers.iter().filter_map(passage).collect(),
            fixes: names.iter().map(|name| fix(reading, mention, words, name)).collect(),
        });
    }
}

/// A single word that may be a person's surname and is nothing more to the note.
fn is_bare(mention: &Mention, actor: &Actor, words: &str) -> bool {
    let person = matches!(mention.kind, ActorKind::Person | ActorKind::Unknown);
    let form = matches!(mention.form, Form::Name | Form::Surname);
    person && form && !actor.anonymous && !actor.name.contains(' ') && !words.contains(char::is_whitespace)
}

/// The full names of persons that end in this surname.
fn full_names<'a>(actors: &'a [Actor], surname: &'a str) -> impl Iterator<Item = &'a str> {
    let persons = actors.iter().filter(|actor| actor.kind == ActorKind::Person && !actor.anonymous);
    persons
        .map(|actor| actor.name.as_str())
        .filter(move |name| name.rsplit_once(' ').is_some_and(|(_, last)| last.eq_ignore_ascii_case(surname)))
}

/// Whether the writer has said who it is, by a link.
fn is_linked(reading: &Reading<'_>, mention: &Mention) -> bool {
    let citations = reading.note.citations.iter();
    citations
        .filter(|citation| matches!(citation.syntax, Syntax::Wikilink | Syntax::Link))
        .any(|citation| citation.span.covers(mention.span))
}

/// The name in full, as a link where there is a card to link to.
fn fix(reading: &Reading<'_>, mention: &Mention, words: &str, name: &str) -> Fix {
    let card = reading.snapshot.cards.named(name).next();
    let stem = card.and_then(|(file, _)| file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    let new_text = stem.map_or_else(|| name.to_owned(), |stem| format!("[[{stem}|{words}]]"));
    Fix { title: format!("It is {name}"), preferred: false, edits: vec![edit(reading.note, mention.span, new_text)] }
}
