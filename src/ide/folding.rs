//! Folding: what a writer may want out of sight. Front matter, sections, quotation blocks, footnotes, comments.

use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::place::Document;
use crate::article::options;
use crate::text::{Encoding, Span, Text};
use crate::world::Snapshot;

/// What is folded away.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FoldKind {
    FrontMatter,
    /// From a heading to the next of its level.
    Section,
    QuotationBlock,
    Footnote,
    Comment,
}

/// Lines that fold away under the first of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fold {
    /// From the first line's start to the last line's end.
    pub span: Span,
    pub kind: FoldKind,
}

/// The folds of the note or Markdown article at `path`, by their starts; each has two lines or more.
pub fn folds(snapshot: &Snapshot, path: &Path) -> Vec<Fold> {
    let markdown = |path: &Path| path.extension().is_some_and(|ending| ending == "md" || ending == "markdown");
    match Document::open(snapshot, path) {
        Some(Document::Note(note)) => of_markdown(&note.text),
        // The text of other articles is not the file that the editor shows, or has no marks to fold at.
        Some(Document::Article(article)) if markdown(&article.path) => of_markdown(&article.text),
        _ => Vec::new(),
    }
}

fn of_markdown(text: &Text) -> Vec<Fold> {
    let raw = text.as_str();
    let mut found: Vec<(Span, FoldKind)> = Vec::new();
    let mut headings: Vec<(HeadingLevel, usize)> = Vec::new();
    let close = |headings: &mut Vec<(HeadingLevel, usize)>, level: HeadingLevel, end: usize| {
        let mut sections = Vec::new();
        while let Some((_, start)) = headings.pop_if(|(above, _)| *above >= level) {
            sections.push((Span::new(start, end), FoldKind::Section));
        }
        sections
    };
    // Headings inside quotation blocks and lists end no section of the note.
    let mut depth = 0usize;
    for (event, range) in Parser::new_ext(raw, options()).into_offset_iter() {
        let range = Span::from(range);
        match event {
            Event::Start(Tag::MetadataBlock(_)) => found.push((range, FoldKind::FrontMatter)),
            Event::Start(Tag::BlockQuote(_)) => {
                found.push((range, FoldKind::QuotationBlock));
                depth += 1;
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {
                found.push((range, FoldKind::Footnote));
                depth += 1;
            }
            Event::Start(Tag::Item) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::Item) => depth -= 1,
            Event::Start(Tag::HtmlBlock) if range.of(raw).trim_start().starts_with("<!--") => {
                found.push((range, FoldKind::Comment));
            }
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                found.extend(close(&mut headings, level, range.start()));
                headings.push((level, range.start()));
            }
            _ => {}
        }
    }
    found.extend(close(&mut headings, HeadingLevel::H1, raw.len()));
    let mut folds: Vec<Fold> = found.into_iter().filter_map(|(span, kind)| fold(text, span, kind)).collect();
    folds.sort_by_key(|fold| (fold.span.start(), std::cmp::Reverse(fold.span.end())));
    folds
}

/// The lines of a span, empty ones at its end left out; none when it is one line.
fn fold(text: &Text, span: Span, kind: FoldKind) -> Option<Fold> {
    let words = span.of(text.as_str());
    let end = span.start() + words.trim_end_matches(['>', ' ', '\t', '\r', '\n']).len();
    let line = |offset: usize| text.position(offset, Encoding::Utf8).line as usize;
    let (first, last) = (line(span.start()), line(end.max(span.start())));
    (last > first).then(|| Fold { span: Span::new(text.line(first).start(), text.line(last).end()), kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each fold as its kind and its lines, counted from 1.
    fn check(text: &str, expected: &[&str]) {
        let text = Text::new(text);
        let line = |offset: usize| text.position(offset, Encoding::Utf8).line + 1;
        let shown = |fold: &Fold| format!("{:?} {}-{}", fold.kind, line(fold.span.start()), line(fold.span.end()));
        assert_eq!(of_markdown(&text).iter().map(shown).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_folds() {
        check("---\ndate: 2022-01-21\n---\n\nWords.\n", &["FrontMatter 1-3"]);
        check("Words.\n\n> “One.\n>\n> Two.”\n\nMore.\n", &["QuotationBlock 3-5"]);
        check("A[^1].\n\n[^1]: See [@afp],\n    para. 2.\n\n    More.\n\nB.\n", &["Footnote 3-6"]);
        check("<!-- a\nb -->\n\nWords\n", &["Comment 1-2"]);
        check("> one line\n\n[^1]: one line\n", &[]);
        check("", &[]);
    }

    #[test]
    fn a_section_reaches_to_the_next_of_its_level() {
        check(
            "# A\n\ntext\n\n## B\n\ntext\n\n> # no section\n> x\n\n# C\n\nlast\n",
            &["Section 1-10", "Section 5-10", "QuotationBlock 9-10", "Section 12-14"],
        );
        check("# A\r\n\r\ntext\r\n# B\r\n", &["Section 1-3"]);
    }
}
