//! Selection ranges: word → name, date or figure → quotation → claim → paragraph → text.

use std::path::Path;

use super::place::{Document, sentence_at};
use crate::text::{Span, tokens};
use crate::world::Snapshot;

/// The spans around `offset` (bytes), each wider than the one before.
pub fn selection(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Span> {
    let Some(document) = Document::open(snapshot, path) else { return Vec::new() };
    let text = document.text().as_str();
    let facts = document.facts();
    let paragraph = paragraph(text, offset);
    let words = tokens(paragraph.of(text)).into_iter().map(|t| t.span.shift(paragraph.start()));
    let mut around: Vec<Span> = words.filter(|span| span.touches(offset)).take(1).collect();
    around.extend(facts.actors.mentions.iter().map(|m| m.span).filter(|s| s.touches(offset)));
    around.extend(facts.dates.iter().map(|d| d.span).filter(|s| s.touches(offset)));
    around.extend(facts.figures.iter().map(|f| f.span).filter(|s| s.touches(offset)));
    for quotation in facts.quotations.iter().filter(|q| q.span.touches(offset)) {
        around.extend([quotation.inner, quotation.span]);
    }
    match &document {
        Document::Note(note) => {
            around.extend(note.citations.iter().map(|c| c.span).filter(|s| s.touches(offset)));
            around.extend(note.sentences.iter().copied().filter(|s| s.touches(offset)));
        }
        Document::Article(article) => around.extend(sentence_at(article, offset)),
    }
    around.extend([paragraph, Span::new(0, text.len())]);
    around.retain(|span| span.touches(offset) && !span.is_empty());
    around.sort_by_key(|span| span.len());
    // Each range must contain the one before (LSP, “SelectionRange.parent”).
    let mut nested: Vec<Span> = Vec::new();
    for span in around {
        if nested.last().is_none_or(|last| span.covers(*last) && span != *last) {
            nested.push(span);
        }
    }
    nested
}

/// The lines around `offset` up to the next empty one.
fn paragraph(text: &str, offset: usize) -> Span {
    let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = text[..offset].rfind("\n\n").map_or(0, |at| at + 2);
    let end = text[offset..].find("\n\n").map_or(text.len(), |at| offset + at);
    Span::new(start, end)
}
