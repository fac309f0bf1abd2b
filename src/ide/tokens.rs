//! Semantic tokens: actors, dates, figures, quotations and keys, for colour.

use std::path::Path;

use super::place::{Document, names_article};
use crate::actor::{ActorKind, Form};
use crate::text::Span;
use crate::world::Snapshot;

/// What a coloured span is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenClass {
    Person,
    Organisation,
    Place,
    Group,
    Date,
    Figure,
    Quotation,
    Key,
}

/// A coloured span. Tokens are in order and never overlap: a quotation is cut where a token lies inside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SemanticToken {
    pub span: Span,
    pub class: TokenClass,
    /// The mention that introduces an actor in this text.
    pub introduces: bool,
    /// The words are somebody else's: inside quotation marks.
    pub quoted: bool,
}

/// The tokens of the file at `path` that touch `within`; of the whole file without it.
pub fn semantic_tokens(snapshot: &Snapshot, path: &Path, within: Option<Span>) -> Vec<SemanticToken> {
    let Some(document) = Document::open(snapshot, path) else { return Vec::new() };
    let facts = document.facts();
    let mut found: Vec<(Span, TokenClass, bool)> = Vec::new();
    if let Document::Note(note) = &document {
        let keys = note.citations.iter().filter(|c| names_article(snapshot, note, c));
        found.extend(keys.map(|c| (c.key_span, TokenClass::Key, false)));
    }
    let mut introduced = vec![false; facts.actors.actors.len()];
    for mention in &facts.actors.mentions {
        if matches!(mention.form, Form::Nominal | Form::Pronoun) {
            continue;
        }
        let class = match mention.kind {
            ActorKind::Person => TokenClass::Person,
            ActorKind::Organisation => TokenClass::Organisation,
            ActorKind::Place => TokenClass::Place,
            ActorKind::Group | ActorKind::Unknown => TokenClass::Group,
        };
        let first = introduced.get_mut(mention.actor.0 as usize).is_some_and(|seen| !std::mem::replace(seen, true));
        found.push((mention.span, class, first));
    }
    found.extend(facts.dates.iter().map(|d| (d.span, TokenClass::Date, false)));
    found.extend(facts.figures.iter().map(|f| (f.span, TokenClass::Figure, false)));
    found.sort_by_key(|(span, _, _)| (span.start(), std::cmp::Reverse(span.len())));
    // Of two that overlap the first and longer one stays.
    let mut end = 0;
    found.retain(|(span, _, _)| {
        let free = span.start() >= end && !span.is_empty();
        if free {
            end = span.end();
        }
        free
    });

    let outer: Vec<Span> = facts.quotations.iter().filter(|q| !q.nested).map(|q| q.span).collect();
    let quoted = |span: Span| outer.iter().any(|q| q.covers(span));
    let mut tokens: Vec<SemanticToken> = found
        .iter()
        .map(|(span, class, introduces)| SemanticToken {
            span: *span,
            class: *class,
            introduces: *introduces,
            quoted: quoted(*span),
        })
        .collect();
    for quotation in outer {
        let mut at = quotation.start();
        let inside = found.iter().map(|(span, _, _)| *span).filter(|span| span.overlaps(quotation));
        for hole in inside.chain([Span::at(quotation.end())]) {
            if hole.start() > at {
                let span = Span::new(at, hole.start().min(quotation.end()));
                tokens.push(SemanticToken { span, class: TokenClass::Quotation, introduces: false, quoted: true });
            }
            at = at.max(hole.end());
        }
    }
    tokens.sort_by_key(|token| token.span);
    if let Some(within) = within {
        tokens.retain(|token| token.span.overlaps(within));
    }
    tokens
}
