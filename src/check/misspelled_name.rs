use std::collections::HashSet;
use std::sync::Arc;

use super::passage::{edit, evidence};
use super::registry::{Check, Run};
use super::wording::{LONGEST, short};
use super::{Evidence, FileEdit, Finding, Fix};
use crate::actor::names::{Likely, Slip, fold, likely};
use crate::actor::{ActorKind, Form, Mention};
use crate::article::Article;
use crate::compare::{Reading, Source};
use crate::config::Level;
use crate::corpus::ArticleId;
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    code: "misspelled-name",
    level: Level::Warning,
    summary: "A name is a slip of the pen away from one that a cited article or a card has.",
    why: "A wrong letter in a name costs a reader's trust and hides the note from a search. It is reported only when no \
          article of the corpus has the word, the word is nobody's name that is known, and one person alone can be \
          meant. A transliteration that no source uses is no slip, and only information.",
    fires: &[
        "Volodymyr Zelenksyy",
        "Kulbea, where the cited article has Dmytro Kuleba",
        "Dmitro Kuleba, as information",
    ],
    silent: &[
        "Hunter Biden, where the article has Joe Biden: another person",
        "Sergei for Sergey, which is a usual spelling",
        "a name that stands so in any article here, or on a card",
        "the Kulebas, Kuleba's: forms of the name",
        "inside quotation marks",
        "John Smyth for John Smith: both are names",
    ],
    run: Run::Note(run),
};

/// A name that may have been meant.
struct Candidate {
    name: String,
    /// Its card, if it has one.
    id: String,
    passage: Option<Evidence>,
}

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let note = reading.note;
    let mut candidates: Option<Candidates> = None;
    let mut seen: HashSet<&str> = HashSet::new();
    for mention in note.facts.actors.mentions.iter().filter(|mention| may_be_a_slip(reading, mention)) {
        let name = mention.span.of(&note.prose);
        if !seen.insert(name) {
            continue;
        }
        let candidates = candidates.get_or_insert_with(|| Candidates::of(reading));
        // Asked first, for it is nearly always so, and a comparison with every name is long.
        let unread = |word: &str| !reading.snapshot.corpus.has_word(word);
        if candidates.has(name) || !name.split_whitespace().any(unread) {
            continue;
        }
        let Some((candidate, slip)) = candidates.meant(name) else { continue };
        let (word, right) = (&slip.word, &slip.right);
        if !unread(word) || is_note(reading, name) {
            continue;
        }
        let level = if slip.is_slip { CHECK.level } else { Level::Information };
        let at = mention.span.start() + name.find(word.as_str()).unwrap_or(0);
        let place = Span::new(at, at + word.len());
        let mut fixes = vec![Fix {
            title: format!("Write {}", name.replacen(word.as_str(), right, 1)),
            preferred: false,
            edits: vec![edit(note, place, right.as_str())],
        }];
        fixes.extend(alias(reading, candidate, name));
        found.push(Finding {
            code: CHECK.code,
            level,
            span: mention.span,
            message: short(&format!("“{name}” is close to {}.", candidate.name), LONGEST),
            evidence: candidate.passage.clone().into_iter().collect(),
            fixes,
        });
    }
}

/// A person's name, or one of which nothing is known, in the writer's own words and on no card.
fn may_be_a_slip(reading: &Reading<'_>, mention: &Mention) -> bool {
    let note = reading.note;
    let person = matches!(mention.kind, ActorKind::Person | ActorKind::Unknown);
    let named = matches!(mention.form, Form::Name | Form::Surname);
    let carded = || {
        note.facts.actors.get(mention.actor).is_some_and(|actor| {
            let words = mention.span.of(&note.prose);
            reading.snapshot.cards.get(&actor.id).is_some_and(|card| card.names().any(|name| name == words))
        })
    };
    person && named && !note.is_set_apart(mention.span) && !carded()
}

/// The persons whom the cited articles name in full, the nearest first, and those with a card.
struct Candidates {
    all: Vec<Candidate>,
    /// Their names and each word of these, folded: whoever is named so by a source is no slip.
    names: HashSet<String>,
}

impl Candidates {
    fn of(reading: &Reading<'_>) -> Self {
        let mut articles: Vec<(ArticleId, Arc<Article>)> = Vec::new();
        for ix in 0..reading.note.citations.len() {
            if let Source::Article(id, article) = reading.source(ix)
                && articles.iter().all(|(known, _)| known != id)
            {
                articles.push((*id, Arc::clone(article)));
            }
        }
        let mut all: Vec<Candidate> = Vec::new();
        let mut names: HashSet<String> = HashSet::new();
        for (_, article) in &articles {
            let actors = &article.facts.actors;
            for mention in actors.mentions.iter().filter(|m| m.kind == ActorKind::Person && m.form == Form::Name) {
                let name = mention.span.of(article.text.as_str()).split_whitespace().collect::<Vec<_>>().join(" ");
                if name.contains(' ') && names.insert(name.clone()) {
                    let id = actors.get(mention.actor).map(|actor| actor.id.clone()).unwrap_or_default();
                    all.push(Candidate { name, id, passage: Some(evidence(article, mention.span)) });
                }
            }
        }
        for card in reading.snapshot.cards.iter().filter(|card| card.kind == ActorKind::Person) {
            for name in card.names().filter(|name| name.contains(' ')) {
                if names.insert(name.to_owned()) {
                    all.push(Candidate { name: name.to_owned(), id: card.id.clone(), passage: None });
                }
            }
        }
        let folded = names.iter().flat_map(|name| std::iter::once(name.as_str()).chain(name.split(' '))).map(fold);
        Self { names: folded.collect(), all }
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(&name.split_whitespace().map(fold).collect::<Vec<_>>().join(" "))
    }

    /// The one person whose name this nearly is; nobody when it is somebody's own, or may be two people's.
    fn meant(&self, name: &str) -> Option<(&Candidate, Slip)> {
        let mut best: Option<(&Candidate, Slip)> = None;
        for candidate in &self.all {
            match likely(name, &candidate.name) {
                Likely::Same => return None,
                Likely::Other => {}
                Likely::Near(near) => match &best {
                    Some((other, _)) if other.id != candidate.id && other.name != candidate.name => return None,
                    Some(_) => {}
                    None => best = Some((candidate, near)),
                },
            }
        }
        best
    }
}

/// Whether the writer keeps a note under that name.
fn is_note(reading: &Reading<'_>, name: &str) -> bool {
    reading.snapshot.notes.paths().any(|path| path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case(name)))
}

fn alias(reading: &Reading<'_>, candidate: &Candidate, name: &str) -> Option<Fix> {
    let (file, card) = reading.snapshot.cards.find(&candidate.id)?;
    let (span, new_text) = file.add_alias(name)?;
    let edits = vec![FileEdit { path: Arc::clone(&file.path), span, new_text }];
    Some(Fix { title: format!("Add it to the card of {} as an alias", card.name), preferred: false, edits })
}
