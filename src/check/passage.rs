//! Evidence and edits that several checks make.

use std::sync::Arc;

use super::{Evidence, FileEdit, Fix};
use crate::article::Article;
use crate::claim::Quotation;
use crate::compare::{Fit, Reading, Wording};
use crate::note::{Citation, Note, Syntax};
use crate::text::Span;

/// A passage of an article as evidence.
pub(super) fn evidence(article: &Article, span: Span) -> Evidence {
    Evidence {
        path: Arc::clone(&article.path),
        key: article.key.clone(),
        span,
        text: span.of(article.text.as_str()).to_string(),
    }
}

/// The passage a quotation was read into.
pub(super) fn rests_on(fit: &Fit) -> Evidence {
    evidence(&fit.article, fit.span)
}

/// An edit of the note.
pub(super) fn edit(note: &Note, span: Span, new_text: impl Into<String>) -> FileEdit {
    FileEdit { path: Arc::clone(&note.path), span, new_text: new_text.into() }
}

/// Whether a span lies between quotation marks.
pub(super) fn in_quotation(note: &Note, span: Span) -> bool {
    note.facts.quotations.iter().any(|quotation| quotation.span.covers(span))
}

/// Whether the marks promise somebody's words, and are no title or scare quotes.
pub(super) fn is_speech(reading: &Reading<'_>, quotation: &Quotation) -> bool {
    let wording = Wording::of(&reading.note.prose, quotation.inner);
    let own = |source: &Span| matches!(source.of(&reading.note.prose), "I" | "we" | "We" | "you" | "You");
    let attribution = reading.attribution(quotation.inner);
    let spoken = attribution.is_some_and(|claim| claim.source.first().is_some_and(|source| !own(source)));
    let cited = reading.citations(quotation.span).next().is_some();
    let least = match (spoken, cited) {
        (true, _) => 3,
        (false, true) => 5,
        (false, false) => 8,
    };
    let prose = &reading.note.prose;
    let long_words = || wording.words().skip(1).map(|w| w.span.of(prose)).filter(|w| w.chars().count() > 3);
    let capitals = long_words().filter(|w| w.starts_with(char::is_uppercase)).count();
    let is_title = long_words().count() >= 2 && capitals * 5 >= long_words().count() * 4;
    wording.len() >= least && (spoken || !is_title)
}

/// Takes the quotation marks away.
pub(super) fn unquote(note: &Note, quotation: &Quotation) -> Fix {
    let open = Span::new(quotation.span.start(), quotation.inner.start());
    let close = Span::new(quotation.inner.end(), quotation.span.end());
    Fix {
        title: "Drop the quotation marks".to_string(),
        preferred: false,
        edits: [open, close].into_iter().filter(|mark| !mark.is_empty()).map(|mark| edit(note, mark, "")).collect(),
    }
}

/// Cites `key` for `span`: in the place of the citation that speaks for it and nothing else, or else in a
/// citation of its own right behind it.
pub(super) fn cite(reading: &Reading<'_>, span: Span, key: &str, preferred: bool) -> Fix {
    let note = reading.note;
    let citations: Vec<&Citation> = reading.citations(span).filter_map(|ix| note.citations.get(ix)).collect();
    let alone = |citation: &Citation| {
        let claims = note.claims.iter().filter(|c| citation.covers.iter().any(|covered| covered.covers(c.span)));
        let quotations =
            note.facts.quotations.iter().filter(|q| citation.covers.iter().any(|covered| covered.covers(q.span)));
        claims.count() <= 1 && quotations.count() <= 1
    };
    let edit = match citations.as_slice() {
        [citation] if citation.syntax != Syntax::Link && alone(citation) => {
            edit(note, citation.key_span, key_text(key))
        }
        _ => edit(note, Span::at(behind(span.of(note.text.as_str()), span)), format!(" [@{}]", key_text(key))),
    };
    Fix { title: format!("Cite {key}"), preferred, edits: vec![edit] }
}

/// Where a citation of the words in `span` is put: before the full stop that ends a sentence, as Pandoc has it.
fn behind(words: &str, span: Span) -> usize {
    let stop = words.ends_with(['.', '!', '?']) && !words.ends_with("..");
    if stop { span.end() - 1 } else { span.end() }
}

/// A key as Pandoc can read it: one with other characters stands in braces (Pandoc manual, “Citation syntax”).
pub(super) fn key_text(key: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '#' | '+');
    let safe = key.chars().all(plain) && key.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    if safe && !key.ends_with(['.', ':', '/', '-']) { key.to_string() } else { format!("{{{key}}}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_pandoc_would_cut_stand_in_braces() {
        assert_eq!(key_text("afp-2022-01-11"), "afp-2022-01-11");
        assert_eq!(key_text("a key"), "{a key}");
        assert_eq!(key_text("ends."), "{ends.}");
    }
}
