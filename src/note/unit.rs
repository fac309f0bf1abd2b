use crate::text::{Span, Token, sentences};

/// A stretch of prose that citations do not reach beyond: a paragraph, the own text of a list item, a
/// row of a table, a heading.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Unit {
    pub(super) span: Span,
    pub(super) kind: UnitKind,
    /// The footnote it belongs to, by label.
    pub(super) footnote: Option<String>,
    /// The cells of a row; of all others the unit itself.
    pub(super) parts: Vec<Span>,
    /// In order; empty when the unit has no words.
    pub(super) sentences: Vec<Span>,
    /// Ends with a colon, and so announces what follows.
    pub(super) announces: bool,
    /// “Source: …”: what it cites speaks for its section.
    pub(super) names_source: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum UnitKind {
    Paragraph,
    Item,
    Task,
    Row,
    Heading,
}

/// “Source for everything here: …” with what it links to, in words.
const LONGEST_LABEL: usize = 16;

impl Unit {
    pub(super) fn new(kind: UnitKind, start: usize, footnote: Option<String>) -> Self {
        let parts = if kind == UnitKind::Row { Vec::new() } else { vec![Span::at(start)] };
        Self {
            span: Span::at(start),
            kind,
            footnote,
            parts,
            sentences: Vec::new(),
            announces: false,
            names_source: false,
        }
    }

    /// Grows by what stands at `range`, in the last cell of a row.
    pub(super) fn fill(&mut self, range: Span) {
        let grown = |span: Span| if span.is_empty() { range } else { span.join(range) };
        self.span = grown(self.span);
        match self.parts.last_mut() {
            Some(part) => *part = grown(*part),
            None => self.parts.push(range),
        }
    }

    /// Cuts the sentences out of the block's prose.
    pub(super) fn cut(&mut self, prose: &str, tokens: &[Token]) {
        let mut found: Vec<Span> = Vec::new();
        for &part in &self.parts {
            let before = found.len();
            for sentence in sentences(prose, tokens, part) {
                let has_words = sentence.of(prose).contains(char::is_alphanumeric);
                match found[before..].last_mut() {
                    // The stop behind a citation, where another stood before it.
                    Some(last) if !has_words => *last = last.join(sentence),
                    _ if has_words => found.push(sentence),
                    _ => {}
                }
            }
        }
        self.sentences = found;
        let words = self.span.of(prose);
        self.announces = words.trim_end().ends_with(':');
        let first = words.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
        let labelled = ["source", "sources"].iter().any(|label| first.eq_ignore_ascii_case(label));
        self.names_source = labelled
            && matches!(self.kind, UnitKind::Paragraph | UnitKind::Item)
            && words.contains(':')
            && words.split_whitespace().count() <= LONGEST_LABEL;
    }
}
