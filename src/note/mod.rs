//! Notes: one Markdown text → its citations, quotations, claims and suppressions.
//!
//! Total: any text is a note. An edit re-reads the blocks it touches and no others; law: the note read
//! incrementally equals the note read from scratch.

mod block;
mod cite;
mod claims;
mod directive;
mod inline;
mod link;
mod people;
mod read;
mod scope;
mod split;
mod unit;

use std::path::Path;
use std::sync::Arc;

use crate::actor::Cards;
use crate::article::Facts;
use crate::date::Dct;
use crate::text::{Span, Text};

pub use cite::is_key;
pub use link::{decoded, joined};
pub use people::Spelling;

/// One note, as it stands in the editor or on disk. All spans are into `text`.
#[derive(Clone, Debug)]
pub struct Note {
    pub path: Arc<Path>,
    pub text: Text,
    /// The editor's version; none for a note on disk.
    pub version: Option<i32>,
    /// The text with everything in `opaque` blanked out, byte for byte: what the engines read. Spans of
    /// [`Note::facts`] fit both; compare words of a quotation in this one (it has no emphasis marks).
    pub prose: Arc<str>,
    /// The note's own date (front matter `date`), on which its relative dates hang.
    pub dct: Option<Dct>,
    pub citations: Vec<Citation>,
    pub claims: Vec<NoteClaim>,
    pub suppressions: Vec<Suppression>,
    /// Dates, actors, quotations, figures and attributions of the note's prose.
    pub facts: Facts,
    /// Headings with their level, for the outline.
    pub headings: Vec<Heading>,
    /// The sentences of the prose, in order; headings have none.
    pub sentences: Vec<Span>,
    /// What holds no prose: code, comments, front matter, link targets, citations, emphasis marks.
    pub opaque: Vec<Span>,
    /// The [digest](Cards::digest) of the cards in whose light it was read.
    pub cards: u64,
    /// Worked out when first asked for: see [`Note::people`].
    people: std::sync::OnceLock<Vec<Spelling>>,
    /// What the note was put together from, to be used again after the next edit.
    blocks: read::Blocks,
}

impl Note {
    /// Reads a note. `previous` is an earlier version of the same note: blocks that did not change are
    /// taken from it; the result is the same without it.
    pub fn read(path: Arc<Path>, text: Text, version: Option<i32>, previous: Option<&Note>) -> Self {
        Self::read_with(path, text, version, previous, &Cards::default())
    }

    /// As [`Note::read`], in the light of the user's cards; `previous` may have been read in that of others.
    pub fn read_with(
        path: Arc<Path>,
        text: Text,
        version: Option<i32>,
        previous: Option<&Note>,
        cards: &Cards,
    ) -> Self {
        read::read(path, text, version, previous, cards)
    }
}

/// How a citation is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Syntax {
    /// `[@key]`, one of perhaps several between the brackets.
    Bracketed,
    /// `@key says`: a citation only when an article has the key.
    Bare,
    Wikilink,
    /// A Markdown link to an article's file or address.
    Link,
}

/// A place where a note names a source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation {
    /// From bracket to bracket (shared by the citations between the same brackets).
    pub span: Span,
    /// What the fix for a wrong key replaces.
    pub key_span: Span,
    /// The key, the wikilink's target or the link's destination, decoded.
    pub key: String,
    pub syntax: Syntax,
    pub locator: Option<Locator>,
    /// What the citation speaks for: its sentence, and at the end of a paragraph or list item everything
    /// back to the previous citation in it. One that stands in a footnote covers what the footnote's
    /// marks cover, one behind “Source:” the paragraphs of its section that cite nothing: one span each; every other
    /// citation has exactly one.
    pub covers: Vec<Span>,
    /// Where the marks of its footnote stand (`[^1]`); empty outside footnotes.
    pub marks: Vec<Span>,
}

/// Where in the article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Locator {
    pub span: Span,
    /// 1-based first and last paragraph, when the locator names paragraphs.
    pub paragraphs: Option<(u32, u32)>,
}

/// What makes a sentence of a note a claim.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ClaimTrait {
    Quotation,
    Figure,
    Statement,
    Date,
}

/// A sentence of a note that states something checkable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteClaim {
    /// The sentence; citations may stand in it.
    pub span: Span,
    pub because: ClaimTrait,
    /// Indices into [`Note::citations`]: the citations that cover it.
    pub citations: Vec<u32>,
    /// Citations that stand in the same paragraph, list item or row, whether they cover it or not; a range of
    /// indices into [`Note::citations`].
    pub near: std::ops::Range<u32>,
    /// The mark of a footnote covers it, whatever the footnote says.
    pub footnoted: bool,
    /// Indices into the quotations, figures, dates and mentions of [`Note::facts`] that lie in it.
    pub quotations: Vec<u32>,
    pub figures: Vec<u32>,
    pub dates: Vec<u32>,
    pub mentions: Vec<u32>,
}

/// `<!-- ibid-disable… -->`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppression {
    /// The comment; for `ibid: off` in the front matter that line.
    pub span: Span,
    /// What it silences: the next line, its own line, up to the matching `enable`, or the whole note.
    pub covers: Span,
    /// The codes it names with the place of each; none silences every code.
    pub codes: Vec<(Span, String)>,
}

/// A heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    pub span: Span,
    pub level: u8,
    pub title: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn note(text: &str) -> Note {
        Note::read(Path::new("notes/n.md").into(), Text::new(text), None, None)
    }

    /// Each citation as its syntax's first letter, its key and its locator.
    #[test]
    fn every_syntax() {
        for (text, expected) in [
            ("A [@key, p. 3; see @other, para. 4-6].", "B key(p. 3) B other(para. 4-6=4-6)"),
            ("@key says, @other [p. 33] says", "@ key @ other(p. 33)"),
            ("A [-@key] and [@{any key}] and [@k {35-89}]", "B key B any key B k(35-89)"),
            ("A [[key#^block|alias]] and [[other]] ![[third]]", "W key(^block) W other W third"),
            (
                "A [x](notes/a%20b.md#c) [y](https://a.org/b \"t\") [z](#z) <a@b.org>",
                "L notes/a b.md#c L https://a.org/b",
            ),
            ("— Dmytro Kuleba (@DmytroKuleba), a@b.org, @fig-map, [@sec-two], \\@x, `[@c]`, \\[@d]", ""),
            ("%% [@a] %% <!-- [@b] --> \n\n```\n[@c]\n```\n\n    [@d]\n", ""),
            ("> A [@key,\n> p. 3] b", "B key(p. 3)"),
            ("Words [Moscow] and [u@e.org] [told @me of it long after the fact]", "@ me"),
        ] {
            let shown = |c: &Citation| {
                let syntax = match c.syntax {
                    Syntax::Bracketed => "B",
                    Syntax::Bare => "@",
                    Syntax::Wikilink => "W",
                    Syntax::Link => "L",
                };
                let locator = c.locator.as_ref().map(|l| match l.paragraphs {
                    Some((a, b)) => format!("({}={a}-{b})", l.span.of(text)),
                    None => format!("({})", l.span.of(text)),
                });
                if !matches!(c.syntax, Syntax::Link) {
                    assert_eq!(c.key_span.of(text), c.key);
                }
                format!("{syntax} {}{}", c.key, locator.unwrap_or_default())
            };
            let found: Vec<_> = note(text).citations.iter().map(shown).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn prose_keeps_words_alone() {
        for (text, prose) in [
            ("A **b** [@k]. C", "A   b       . C"),
            ("- a\n- b", " \na\n\n\nb".trim_start()),
            ("[Moscow](x.md) `c` d", " Moscow            d"),
            ("[[Lavrov]] [[000|he]] [[001]]", "  Lavrov         he          "),
            ("---\nkey: v\n---\nA", "   \n      \n   \nA"),
            ("A ^name\n", "A      \n"),
            ("x %% c %% y", "x         y"),
        ] {
            let note = note(text);
            assert_eq!(note.prose.len(), text.len());
            if !text.starts_with('-') || text.starts_with("---") {
                assert_eq!(&*note.prose, prose, "{text}");
            }
            for span in &note.opaque {
                assert!(note.prose[span.range()].trim().is_empty(), "{text}: {span:?}");
            }
        }
    }
}
