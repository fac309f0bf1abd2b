//! The outline of a note (headings, claims under them) and of an article (who said what).

use std::path::Path;

use super::place::Document;
use crate::article::Article;
use crate::claim::ClaimKind;
use crate::note::Note;
use crate::text::Span;
use crate::world::Snapshot;

/// What a symbol stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SymbolKind {
    Heading,
    /// A claim with a source, or an article's claim.
    Claim,
    /// A claim of a note that cites nothing.
    UnsourcedClaim,
}

/// One entry of an outline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    pub name: String,
    pub detail: String,
    pub kind: SymbolKind,
    /// Everything that belongs to it.
    pub span: Span,
    /// The words to select; lies in `span`.
    pub selection: Span,
    pub children: Vec<Symbol>,
}

/// The outline of the file at `path`.
pub fn document_symbols(snapshot: &Snapshot, path: &Path) -> Vec<Symbol> {
    match Document::open(snapshot, path) {
        Some(Document::Note(note)) => note_outline(&note),
        Some(Document::Article(article)) => article_outline(&article),
        None => Vec::new(),
    }
}

fn note_outline(note: &Note) -> Vec<Symbol> {
    let text = note.text.as_str();
    let claims = note.claims.iter().map(|claim| Symbol {
        name: shortened(claim.span.of(text)),
        detail: match claim.citations.len() {
            0 => "no source".into(),
            _ => claim
                .citations
                .iter()
                .filter_map(|ix| note.citations.get(*ix as usize))
                .map(|c| c.key.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        },
        kind: if claim.citations.is_empty() { SymbolKind::UnsourcedClaim } else { SymbolKind::Claim },
        span: claim.span,
        selection: claim.span,
        children: Vec::new(),
    });
    let headings = note.headings.iter().enumerate().map(|(ix, heading)| {
        let next = note.headings[ix + 1..].iter().find(|other| other.level <= heading.level);
        let end = next.map_or(text.len(), |other| other.span.start());
        let symbol = Symbol {
            name: heading.title.clone(),
            detail: String::new(),
            kind: SymbolKind::Heading,
            span: Span::new(heading.span.start(), end),
            selection: heading.span,
            children: Vec::new(),
        };
        (heading.level, symbol)
    });
    let mut entries: Vec<(u8, Symbol)> = headings.chain(claims.map(|claim| (u8::MAX, claim))).collect();
    entries.sort_by_key(|(_, symbol)| symbol.span.start());
    nested(entries)
}

/// Puts each entry under the last one of a lower level.
fn nested(entries: Vec<(u8, Symbol)>) -> Vec<Symbol> {
    let mut roots = Vec::new();
    let mut open: Vec<(u8, Symbol)> = Vec::new();
    let close = |open: &mut Vec<(u8, Symbol)>, roots: &mut Vec<Symbol>| {
        if let Some((_, done)) = open.pop() {
            match open.last_mut() {
                Some((_, parent)) => parent.children.push(done),
                None => roots.push(done),
            }
        }
    };
    for (level, symbol) in entries {
        while open.last().is_some_and(|(above, _)| *above >= level) {
            close(&mut open, &mut roots);
        }
        open.push((level, symbol));
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

fn article_outline(article: &Article) -> Vec<Symbol> {
    let text = article.text.as_str();
    let symbol = |claim: &crate::claim::Claim| {
        let words = claim.content.iter().copied().reduce(Span::join)?;
        let span = claim.source.iter().chain(&claim.cue).copied().fold(words, Span::join);
        let speaker = claim.speaker.and_then(|ix| article.facts.actors.get(ix)).map(|actor| actor.name.clone());
        let source = || claim.source.first().map(|span| span.of(text).to_string());
        Some(Symbol {
            name: shortened(words.of(text)),
            detail: speaker.or_else(source).unwrap_or_default(),
            kind: SymbolKind::Claim,
            span,
            selection: words,
            children: Vec::new(),
        })
    };
    let told = article.facts.claims.iter().filter(|claim| claim.kind != ClaimKind::Narration);
    told.filter_map(symbol).collect()
}

/// One line of at most 80 characters.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(80) {
        Some((cut, _)) => format!("{} …", line[..cut].trim_end()),
        None => line,
    }
}
