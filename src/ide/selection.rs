//! Selection ranges: word → name, date or figure → quotation → claim → paragraph → text.

use std::path::Path;

use super::place::{Document, sentence_at};
use crate::claim::Claim;
use crate::text::{Span, lines, tokens};
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
    let claimed = |c: &Claim| c.source.iter().chain(&c.cue).chain(&c.content).copied().reduce(Span::join);
    around.extend(facts.claims.iter().filter_map(claimed));
    match &document {
        Document::Note(note) => {
            around.extend(note.claims.iter().map(|c| c.span));
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
    let mut around = Span::at(offset.min(text.len()));
    let mut begun = None;
    for line in lines(text) {
        let is_empty = line.of(text).trim().is_empty();
        match begun {
            _ if is_empty && line.start() > offset => break,
            _ if is_empty => begun = None,
            None => {
                begun = Some(line.start());
                around = line;
            }
            Some(start) => around = Span::new(start, line.end()),
        }
    }
    if around.touches(offset) { around } else { Span::at(offset.min(text.len())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_ends_at_an_empty_line() {
        let check = |text: &str, offset: usize, expected: &str| assert_eq!(paragraph(text, offset).of(text), expected);
        check("one\ntwo\n\nthree\n", 5, "one\ntwo");
        check("one\r\n\r\ntwo\r\nthree\r\n\r\nfour", 8, "two\r\nthree");
        check("one\n \ntwo", 0, "one");
        check("one\n\n\ntwo", 4, "");
        check("", 0, "");
        check("one", 3, "one");
    }
}
