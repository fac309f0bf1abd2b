use super::Syntax;
use super::block::{Block, Entry, EntryKind};
use super::unit::{Unit, UnitKind};
use crate::text::Span;

/// Tells every entry of a block its unit and what it speaks for: its own sentence; at the end of its
/// unit everything back to the previous citation; in a row of a table the row; in a unit without words
/// the unit itself (the note then looks further back).
pub(super) fn assign(block: &mut Block) {
    block.entries.sort_by_key(|entry| (entry.at, entry.span));
    let mut first = 0;
    for (ix, unit) in block.units.iter().enumerate() {
        let end = first + block.entries[first..].iter().take_while(|entry| entry.at.start() < unit.span.end()).count();
        assign_in(unit, ix, &block.prose, &mut block.entries[first..end]);
        first = end;
    }
    block.entries.truncate(first);
}

fn assign_in(unit: &Unit, ix: usize, prose: &str, entries: &mut [Entry]) {
    let (Some(first), Some(last)) = (unit.sentences.first(), unit.sentences.last()) else {
        entries.iter_mut().for_each(|entry| (entry.unit, entry.covers) = (ix, unit.span));
        return;
    };
    let words_end = last.start() + last.of(prose).trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    // The first sentence that no earlier citation speaks for, and what the last ones before this place
    // will leave when words follow them.
    let (mut free, mut pending, mut read) = (0, 0, unit.span.start());
    for entry in entries {
        let own = unit.sentences.partition_point(|sentence| sentence.start() < entry.at.end()).saturating_sub(1);
        if Span::new(read, entry.at.start().max(read)).of(prose).contains(char::is_alphanumeric) {
            free = pending;
        }
        let ends = entry.at.start() >= words_end;
        let from = if ends { free.min(own) } else { own };
        let whole = unit.kind == UnitKind::Row;
        entry.unit = ix;
        entry.covers = match whole {
            true => first.join(*last),
            false => unit.sentences[from].join(unit.sentences[own]),
        };
        if entry.parts_scopes() {
            pending = own + 1;
        }
        read = entry.at.end().max(read);
    }
}

impl Entry {
    /// Whether what stands before it is spoken for: not by a name that happens to be a link.
    fn parts_scopes(&self) -> bool {
        match &self.kind {
            EntryKind::Mark(_) => true,
            EntryKind::Reference(_) => false,
            EntryKind::Citation(citation) => match citation.syntax {
                Syntax::Bracketed => true,
                Syntax::Wikilink => citation.locator.is_some(),
                Syntax::Bare | Syntax::Link => false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::note::tests::note;

    /// Each citation as `key: what it covers`, each with its first and last word.
    fn check(text: &str, expected: &[&str]) {
        let note = note(text);
        let ends = |words: &str| {
            let words: Vec<_> = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
            format!("{}-{}", words.first().unwrap_or(&""), words.last().unwrap_or(&""))
        };
        let covers =
            |spans: &[crate::text::Span]| spans.iter().map(|s| ends(s.of(&note.prose))).collect::<Vec<_>>().join(" ");
        let shown: Vec<_> = note.citations.iter().map(|c| format!("{}: {}", c.key, covers(&c.covers))).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_sentence_and_a_paragraph() {
        check("A one [@x]. B two. C three.", &["x: A-one"]);
        check("A one. B two. C three [@x].", &["x: A-three"]);
        check("A one. [@x] B two. C three.", &["x: A-one"]);
        check("A one. B two. [@x]", &["x: A-two"]);
        check("A one [@x]. B two. C three [@y].", &["x: A-one", "y: B-three"]);
        check("A one [@x] and two [@y].", &["x: A-two", "y: A-two"]);
        check("A one. B two [@x; @y].", &["x: A-two", "y: A-two"]);
        check("A one. B two [@x] [@y].", &["x: A-two", "y: A-two"]);
        check("@x says one. B two.", &["x: x-one"]);
        check("One of “two words. And three,” he said [@x]. B.", &["x: One-said"]);
    }

    #[test]
    fn names_that_are_links_part_nothing() {
        check("[[Lavrov]] said one. [[Putin]] two [@x].", &["Lavrov: Lavrov-one", "Putin: Putin-two", "x: Lavrov-two"]);
        check("One [a](b.txt) two. Three [[000#^b]].", &["b.txt: One-two", "000: One-Three"]);
    }

    #[test]
    fn lists_quotations_and_tables() {
        check("- A one. B two [@x]\n- C three\n  - D four [@y]", &["x: A-two", "y: D-four"]);
        check("> A one.\n> B two.\n> [@x]", &["x: A-two"]);
        check("> A one. B two.\n\n[@x]", &["x: A-two"]);
        check("| a | b |\n|---|---|\n| C one | two [@x] |\n", &["x: C-two"]);
        check("# H\n\n[@x]", &["x: -"]);
    }

    #[test]
    fn footnotes() {
        check("A one.[^1] B two.\n\n[^1]: See [@x, p. 3].", &["x: See-See A-one"]);
        check("[^n]: [@x]\n\nA one. B two.[^n] C[^n].", &["x: - B-two C-C"]);
        check("A one.^[See [@x] there.] B two.", &["x: A-one"]);
        check("A one. B two.[^1]\n\n[^1]: Plain words.", &[]);
    }

    #[test]
    fn a_named_source_speaks_for_its_section() {
        check(
            "# H\n\nSource: [@x]\n\nA one.\n\n## I\n\nB two. C three [@y].",
            &["x: Source-Source A-one", "y: B-three"],
        );
        check(
            "## H\n\n| A | one |\n|---|---|\n| B | two |\n\nSources: [@x]\n\n## I\n\nC three.",
            &["x: Sources-Sources A-one B-two"],
        );
        check("Source say one [@x].\n\nA two.", &["x: Source-one"]);
    }

    #[test]
    fn references_to_other_blocks() {
        check("A [one][r] two. B.\n\n[r]: https://a.org/x", &["https://a.org/x: A-two"]);
        check("A [Moscow] two [r]. B.\n\n[r]: <sources/a b.txt>", &["sources/a b.txt: A-r"]);
        check("A <https://a.org> and https://b.org/c. B.", &["https://a.org: A-and", "https://b.org/c: A-and"]);
    }
}
