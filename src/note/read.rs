use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::block::{Block, EntryKind};
use super::directive::{self, Directive};
use super::inline;
use super::split::{Piece, split};
use super::unit::{Unit, UnitKind};
use super::{Citation, Heading, Note, claims};
use crate::actor::Cards;
use crate::article::facts;
use crate::text::{Span, Text};

/// How many marks of one footnote are followed; keeps notes of nothing but marks linear.
const MOST_MARKS: usize = 64;

/// The note's pieces with what each holds.
pub(super) type Blocks = Vec<(Piece, Arc<Block>)>;

pub(super) fn read(path: Arc<Path>, text: Text, version: Option<i32>, previous: Option<&Note>, cards: &Cards) -> Note {
    let blocks = blocks(text.as_str(), previous);
    let prose: Arc<str> = blocks.iter().map(|(_, block)| block.prose.as_str()).collect::<String>().into();
    let whole = Whole::new(&blocks);
    let citations = whole.citations();
    let may_claim = |unit: &&Unit| !matches!(unit.kind, UnitKind::Heading | UnitKind::Task);
    let paragraphs: Vec<Span> = whole.units.iter().filter(may_claim).map(|unit| unit.span).collect();
    let dct = blocks.first().and_then(|(_, block)| block.dct.clone());
    let facts = facts(&prose, &paragraphs, dct.as_ref(), cards);
    let marks: Vec<Span> = whole.marks.values().flatten().map(|(_, covers)| *covers).collect();
    let claims = claims::claims(&prose, &whole.units, &citations, &marks, &facts);
    let Whole { headings, directives, opaque, units, .. } = whole;
    let sentences = units
        .iter()
        .filter(|unit| unit.kind != UnitKind::Heading)
        .flat_map(|unit| unit.sentences.iter().copied())
        .collect();
    Note {
        path,
        suppressions: directive::suppressions(&text, &directives),
        text: text.with_prose(&prose),
        version,
        prose,
        dct,
        citations,
        claims,
        facts,
        headings,
        sentences,
        opaque,
        cards: cards.digest(),
        people: Default::default(),
        // A note on disk may never be edited: of thousands, what the blocks hold would be a third of the memory.
        blocks: if version.is_some() { blocks } else { Blocks::new() },
    }
}

/// Reads the pieces of a text, those apart that `previous` begins or ends with too.
fn blocks(text: &str, previous: Option<&Note>) -> Blocks {
    let pieces = split(text);
    let old = previous.map_or(&[][..], |note| &note.blocks);
    let old_text = previous.map_or("", |note| note.text.as_str());
    let same = |(old, new): &(&(Piece, Arc<Block>), &Piece)| {
        old.0.front == new.front && old.0.span.of(old_text) == new.span.of(text)
    };
    let head = old.iter().zip(&pieces).take_while(same).count();
    let tail = old[head..].iter().rev().zip(pieces[head..].iter().rev()).take_while(same).count();
    let fresh = |piece: &Piece| {
        let words = piece.span.of(text);
        Arc::new(if piece.front { Block::front_matter(words) } else { Block::read(words) })
    };
    let block = |(ix, piece): (usize, &Piece)| {
        let block = if ix < head {
            Arc::clone(&old[ix].1)
        } else if ix >= pieces.len() - tail {
            Arc::clone(&old[old.len() - (pieces.len() - ix)].1)
        } else {
            fresh(piece)
        };
        (*piece, block)
    };
    pieces.iter().enumerate().map(block).collect()
}

/// An entry with its place in the note, and the footnote it stands in.
struct Placed {
    kind: EntryKind,
    span: Span,
    covers: Span,
    footnote: Option<String>,
    /// Index of its unit.
    unit: usize,
}

fn shifted(citation: &Citation, base: usize) -> Citation {
    let mut citation = citation.clone();
    citation.span = citation.span.shift(base);
    citation.key_span = citation.key_span.shift(base);
    if let Some(locator) = &mut citation.locator {
        locator.span = locator.span.shift(base);
    }
    citation
}

/// The parts of all blocks, with spans into the note.
struct Whole {
    units: Vec<Unit>,
    entries: Vec<Placed>,
    headings: Vec<Heading>,
    directives: Vec<Directive>,
    opaque: Vec<Span>,
    definitions: HashMap<String, String>,
    /// By label: where each mark of a footnote stands, and what it covers.
    marks: HashMap<String, Vec<(Span, Span)>>,
}

impl Whole {
    fn new(blocks: &Blocks) -> Self {
        let mut whole = Self {
            units: Vec::new(),
            entries: Vec::new(),
            headings: Vec::new(),
            directives: Vec::new(),
            opaque: Vec::new(),
            definitions: HashMap::new(),
            marks: HashMap::new(),
        };
        for (piece, block) in blocks {
            whole.add(piece.span.start(), block);
        }
        whole
    }

    fn add(&mut self, base: usize, block: &Block) {
        let first = self.units.len();
        self.units.extend(block.units.iter().map(|unit| Unit {
            span: unit.span.shift(base),
            sentences: unit.sentences.iter().map(|s| s.shift(base)).collect(),
            parts: Vec::new(),
            footnote: unit.footnote.clone(),
            ..*unit
        }));
        for entry in &block.entries {
            let unit = &self.units[first + entry.unit];
            let mut covers = entry.covers.shift(base);
            if unit.sentences.is_empty() && unit.footnote.is_none() {
                // A citation alone in its paragraph speaks for the one before it.
                let before = self.units[..first + entry.unit].iter().next_back();
                let before =
                    before.filter(|u| u.kind != UnitKind::Heading && !u.sentences.is_empty() && u.footnote.is_none());
                covers = before.map_or(covers, |unit| unit.span);
            }
            let span = entry.span.shift(base);
            let kind = match &entry.kind {
                EntryKind::Mark(label) => {
                    self.marks.entry(label.clone()).or_default().push((span, covers));
                    continue;
                }
                EntryKind::Citation(citation) => EntryKind::Citation(shifted(citation, base)),
                EntryKind::Reference(label) => EntryKind::Reference(label.clone()),
            };
            let (footnote, unit) = (unit.footnote.clone(), first + entry.unit);
            self.entries.push(Placed { kind, span, covers, footnote, unit });
        }
        self.headings.extend(block.headings.iter().map(|h| Heading { span: h.span.shift(base), ..h.clone() }));
        self.directives.extend(block.directives.iter().map(|d| Directive {
            span: d.span.shift(base),
            verb: d.verb,
            codes: d.codes.iter().map(|(span, code)| (span.shift(base), code.clone())).collect(),
        }));
        self.opaque.extend(block.opaque.iter().map(|span| span.shift(base)));
        for (label, dest) in &block.definitions {
            self.definitions.entry(label.clone()).or_insert_with(|| dest.clone());
        }
    }

    /// What “Source: …” in `unit` speaks for: the paragraphs, items and rows of its section that cite nothing
    /// themselves. A section reaches from a heading to the next of its rank.
    fn section(&self, unit: usize, cites: &[bool]) -> Vec<Span> {
        let at = self.units[unit].span.start();
        let before = self.headings.iter().rev().find(|heading| heading.span.start() < at);
        let start = before.map_or(0, |heading| heading.span.end());
        let level = before.map_or(0, |heading| heading.level);
        let next = self.headings.iter().find(|heading| heading.span.start() > at && heading.level <= level);
        let end = next.map_or(usize::MAX, |heading| heading.span.start());
        let first = self.units.partition_point(|unit| unit.span.start() < start);
        let units = self.units[first..].iter().zip(&cites[first..]).take_while(|(unit, _)| unit.span.start() < end);
        let silent = units.filter(|(unit, cites)| {
            !**cites && !matches!(unit.kind, UnitKind::Heading | UnitKind::Task) && unit.footnote.is_none()
        });
        silent.map(|(unit, _)| unit.span).collect()
    }

    fn citations(&self) -> Vec<Citation> {
        let mut citations: Vec<Citation> = Vec::new();
        let mut cites = vec![false; self.units.len()];
        self.entries.iter().for_each(|entry| cites[entry.unit] = true);
        self.marks.values().flatten().for_each(|(mark, _)| {
            let unit = self.units.partition_point(|unit| unit.span.end() <= mark.start());
            if let Some(cites) = cites.get_mut(unit) {
                *cites = true;
            }
        });
        for Placed { kind, span, covers, footnote, unit } in &self.entries {
            let found = match kind {
                EntryKind::Citation(citation) => Some(citation.clone()),
                EntryKind::Reference(label) => {
                    self.definitions.get(label).and_then(|dest| inline::link_to(*span, dest))
                }
                EntryKind::Mark(_) => None,
            };
            let Some(mut citation) = found else { continue };
            citation.covers = vec![*covers];
            if self.units[*unit].names_source && footnote.is_none() {
                citation.covers.extend(self.section(*unit, &cites));
            }
            if let Some(marks) = footnote.as_ref().and_then(|label| self.marks.get(label)) {
                let marks = &marks[..marks.len().min(MOST_MARKS)];
                citation.marks = marks.iter().map(|(mark, _)| *mark).collect();
                citation.covers.extend(marks.iter().map(|(_, covers)| *covers));
            }
            citations.push(citation);
        }
        citations.sort_by_key(|citation| (citation.span, citation.key_span));
        citations
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Edit;

    /// As it stands in an editor.
    fn note(text: &str) -> Note {
        Note::read(Path::new("notes/n.md").into(), Text::new(text), Some(0), None)
    }

    /// What a note is typed from: words, marks, citations, blocks, and things that break them.
    const PIECES: &[&str] = &[
        "Moscow said 3,000 men came. ",
        "a",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "😀",
        "é",
        "“",
        "”",
        "\"",
        "’",
        "[@key, p. 3]",
        "[@",
        "]",
        "[[000#^b|he]]",
        "[[",
        "@key says ",
        "(@handle)",
        "[^1]",
        "\n\n[^1]: See [@other].\n\n",
        "^[note [@x]]",
        "```\n",
        "~~~\n",
        "- ",
        "\n- item [@k]\n",
        "> ",
        "# ",
        "| a | b |\n|---|---|\n| c | [@d] |\n",
        "---\n",
        "---\ndate: 2022-01-21\nibid: off\n---\n",
        "%%",
        "%% ibid-disable-line misquote %%",
        "<!-- ",
        "-->",
        "<!-- ibid-disable a -->\n",
        "<!-- ibid-enable -->\n",
        "[r]",
        "[text][r]",
        "\n\n[r]: https://a.org/b\n\n",
        "**",
        "`",
        "https://a.org/c",
        "- [ ] task ",
        "“We will,” he said. ",
        ":\n",
        "    ",
        "\t",
        "\u{a0}",
        "!",
    ];

    fn typed() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PIECES), 0..16).prop_map(|pieces| pieces.concat())
    }

    /// Every field but the shared ones, for comparison; the blocks too, so that later edits agree.
    fn everything(note: &Note) -> String {
        format!(
            "{:?}",
            (
                (&note.prose, &note.dct, &note.citations, &note.claims, &note.suppressions),
                (&note.facts, &note.headings, &note.sentences, &note.opaque, &note.blocks),
            )
        )
    }

    fn spans(note: &Note) -> impl Iterator<Item = Span> {
        let citations = note.citations.iter().flat_map(|c| [c.span, c.key_span].into_iter().chain(c.covers.clone()));
        let locators = note.citations.iter().filter_map(|c| c.locator.as_ref()).map(|l| l.span);
        let rest = note.sentences.iter().chain(&note.opaque).copied().chain(note.claims.iter().map(|c| c.span));
        let suppressions = note.suppressions.iter().flat_map(|s| [s.span, s.covers]);
        citations.chain(locators).chain(rest).chain(suppressions)
    }

    /// 10,000 edit sequences, or as many as `IBID_CASES` says.
    fn cases() -> ProptestConfig {
        let cases = std::env::var("IBID_CASES").ok().and_then(|cases| cases.parse().ok());
        ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases.unwrap_or(10_000)) }
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn incremental_equals_from_scratch(
            start in typed(),
            edits in prop::collection::vec((any::<u16>(), 0..24u16, typed()), 1..5),
        ) {
            let mut incremental = note(&start);
            for (at, len, new_text) in edits {
                let at = usize::from(at) % (incremental.text.len() + 1);
                let edit = Edit { span: Some(Span::new(at, at + usize::from(len))), new_text };
                let text = incremental.text.edited(&edit);
                incremental = Note::read(Arc::clone(&incremental.path), text, Some(1), Some(&incremental));
                let scratch = note(incremental.text.as_str());
                prop_assert_eq!(everything(&incremental), everything(&scratch));
                prop_assert_eq!(&**incremental.text.words(), &**scratch.text.words());
                prop_assert_eq!(scratch.prose.len(), scratch.text.len());
                let text = scratch.text.as_str();
                for span in spans(&scratch) {
                    prop_assert!(text.get(span.range()).is_some(), "{:?} does not fit {:?}", span, text);
                }
            }
        }
    }

    #[test]
    fn an_edit_reads_its_own_block_only() {
        let before = note("One [@a].\n\nTwo [@b].\n\nThree [@c].\n");
        let text = before.text.edited(&Edit { span: Some(Span::at(14)), new_text: "x".into() });
        let after = Note::read(Arc::clone(&before.path), text, Some(2), Some(&before));
        let kept: Vec<_> = before.blocks.iter().zip(&after.blocks).map(|(a, b)| Arc::ptr_eq(&a.1, &b.1)).collect();
        assert_eq!(kept, [true, false, true]);
    }

    /// Each of these once cost some Markdown reader its stack or its afternoon.
    #[test]
    fn much_of_one_thing_is_read() {
        for piece in [
            ">",
            "[",
            "[@a] ",
            "[@",
            "[[",
            "^[",
            "^[@a",
            "![",
            "(",
            "\"a ",
            "“a ",
            "“a. ",
            "- ",
            "[^1]",
            "@a ",
            "@a [",
            "%%",
            "<!--",
            "`",
            "*a ",
            "http://",
            "[a](b) ",
            "[a][b] ",
            "[[a]] ",
            "A b. ",
            "a\n\n",
            "- a\n",
            "> - ",
            "|a",
            "\n",
            ":",
            "[^1]: [@a]\n\n",
            "# a\n",
            "<!-- ibid-disable -->\n",
            "Mr. ",
            "1,0",
            "@",
            "[@a;@b] ",
            "😀",
        ] {
            let text = piece.repeat(50_000);
            assert_eq!(note(&text).prose.len(), text.len(), "{piece:?}");
        }
    }
}
