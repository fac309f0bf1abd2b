//! Linked editing: the label of a footnote and its marks change together.
//!
//! A citation's key is left out on purpose: who types over one key mostly means another article for this one
//! sentence. To change the key everywhere is a rename.

use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag};

use super::place::Document;
use crate::article::options;
use crate::text::Span;
use crate::world::Snapshot;

/// The labels that change with the one at `offset` (bytes), its own among them, in order; all hold the same
/// text. None where no label stands, or where nothing else would change.
pub fn linked(snapshot: &Snapshot, path: &Path, offset: usize) -> Vec<Span> {
    match Document::open(snapshot, path) {
        Some(Document::Note(note)) => labels_like(note.text.as_str(), offset),
        _ => Vec::new(),
    }
}

fn labels_like(text: &str, offset: usize) -> Vec<Span> {
    let mut labels = labels(text);
    labels.sort();
    labels.dedup();
    let Some(here) = labels.iter().find(|label| label.touches(offset)).map(|label| label.of(text).to_owned()) else {
        return Vec::new();
    };
    // An editor replaces all of them by one text: those in another case are left alone.
    labels.retain(|label| label.of(text) == here);
    if labels.len() > 1 { labels } else { Vec::new() }
}

/// The labels of footnotes: in marks (`[^label]`) and before what they say (`[^label]:`).
fn labels(text: &str) -> Vec<Span> {
    let label = |range: Span| {
        let words = range.of(text);
        let open = words.find("[^")? + 2;
        let len = words[open..].find(']')?;
        Some(Span::new(open, open + len).shift(range.start()))
    };
    let ranges = Parser::new_ext(text, options()).into_offset_iter().filter_map(|(event, range)| match event {
        Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) => Some(Span::from(range)),
        _ => None,
    });
    ranges.filter_map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the caret.
    fn check(marked: &str, expected: &[usize]) {
        let caret = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let starts: Vec<usize> = labels_like(&text, caret).iter().map(|span| span.start()).collect();
        assert_eq!(starts, expected, "{marked}");
    }

    #[test]
    fn a_label_and_its_marks() {
        check("A[^no|te] b[^note].\n\n[^note]: See [@afp].\n", &[3, 12, 22]);
        check("A[^note] b.\n\n[^note|]: See.\n", &[3, 15]);
        // Alone, elsewhere, in code, in another case.
        check("A[^no|te] b.\n", &[]);
        check("A|[^note] b.\n\n[^note]: See.\n", &[]);
        check("`[^a|]` b[^a].\n\n[^a]: See.\n", &[]);
        check("A[^N|] b[^n].\n\n[^n]: See.\n", &[]);
        check("[@af|p] and [@afp]\n", &[]);
    }
}
