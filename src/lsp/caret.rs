//! What the writer is in the middle of: a finding on half a quotation, link or number says nothing yet.
//!
//! A server learns of the caret from edits (it stands where the last one ended) and from requests that carry a
//! place. A caret elsewhere, or none, holds nothing back.

use std::path::Path;

use crate::text::{Span, Text};
use crate::world::Snapshot;

/// How long a finding is held back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hold {
    /// Until the quotation or link at the caret is closed, or the caret leaves it.
    UntilClosed,
    /// Until the writer pauses or goes on elsewhere: a number is never closed.
    WhileTyping,
}

/// Whether a finding on `span` of the document is held back, and how.
pub fn holds(snapshot: &Snapshot, path: &Path, span: Span) -> Option<Hold> {
    let document = snapshot.open.get(path)?;
    let caret = document.caret?;
    let note = snapshot.notes.get(path)?;
    let open_quotation =
        note.facts.quotations.iter().filter(|q| !q.closed && q.span.touches(caret)).map(|q| q.span).next();
    if open_quotation.is_some_and(|quotation| quotation.overlaps(span)) {
        return Some(Hold::UntilClosed);
    }
    if open_link(&document.text, caret).is_some_and(|link| link.overlaps(span) || span.touches(caret)) {
        return Some(Hold::UntilClosed);
    }
    let number = number_before(document.text.as_str(), caret);
    (number.is_some_and(|number| number.overlaps(span))).then_some(Hold::WhileTyping)
}

/// The link or citation that was begun before the caret on its line and is not closed there: `[@key`, `[[key`,
/// a bare `@key` that the caret stands in.
fn open_link(text: &Text, caret: usize) -> Option<Span> {
    let line = text.line(text.position(caret, crate::text::Encoding::Utf8).line as usize);
    let before = text.as_str().get(line.start()..caret)?;
    let start = before.rfind(['[', '@'])?;
    let rest = &before[start..];
    let begun = match rest.strip_prefix('@') {
        // Inside brackets the bracket decides; a bare key ends with the word.
        Some(key) => {
            let bracket = before[..start].rfind('[').filter(|at| !before[*at..].contains(']'));
            if let Some(at) = bracket {
                at
            } else if key.contains(char::is_whitespace) {
                return None;
            } else {
                start
            }
        }
        None if before[..start].ends_with('[') => start - 1,
        None => start,
    };
    if before[begun..].contains(']') {
        return None;
    }
    let after = text.as_str().get(caret..line.end())?;
    // What an editor closes by itself (`[@|]`) is still being typed; a bracket closed later is closed.
    let closed = after.find(']').is_some_and(|end| end > 0 && !after[..end].contains('['));
    (!closed).then(|| Span::new(line.start() + begun, caret))
}

/// The number that ends at the caret: `100,0|`.
fn number_before(text: &str, caret: usize) -> Option<Span> {
    let before = text.get(..caret)?;
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.')).len();
    before[start..].contains(|c: char| c.is_ascii_digit()).then(|| Span::new(start, caret))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the caret; the expected text is what is unfinished.
    fn check(marked: &str, link: Option<&str>, number: Option<&str>) {
        let caret = marked.find('|').unwrap();
        let text = Text::new(marked.replacen('|', "", 1));
        assert_eq!(open_link(&text, caret).map(|span| span.of(text.as_str())), link, "{marked}");
        assert_eq!(number_before(text.as_str(), caret).map(|span| span.of(text.as_str())), number, "{marked}");
    }

    #[test]
    fn links_and_numbers() {
        check("He said so [@af| and", Some("[@af"), None);
        check("He said so [@af|] and", Some("[@af"), None);
        check("He said so [@afp|-1] and", None, None);
        check("He said so [@afp-1]| and", None, None);
        check("See [[k|", Some("[[k"), None);
        check("As @af| says", Some("@af"), None);
        check("As @afp says| so", None, None);
        check("some 100,0| troops", None, Some("100,0"));
        check("[@a; @b|", Some("[@a; @b"), None);
        check("no. |", None, None);
        check("[x] line\n[@|\n]", Some("[@"), None);
    }
}
