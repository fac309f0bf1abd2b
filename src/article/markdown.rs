use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::text::{Span, blank_but};

/// The Markdown that articles and notes are read as: CommonMark with wikilinks, footnotes, tables,
/// task lists, strikethrough and YAML front matter.
pub fn options() -> Options {
    Options::ENABLE_WIKILINKS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// A Markdown text with everything but its words blanked: marks of emphasis and headings, link targets,
/// code, HTML, front matter.
pub(super) fn prose(text: &str) -> String {
    let mut kept = Vec::new();
    let mut code = 0usize;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => code += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => code -= 1,
            Event::Text(_) if code == 0 => kept.push(Span::from(range)),
            _ => {}
        }
    }
    blank_but(text, &kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_and_markup_goes() {
        for (text, expected) in [
            ("# A *b* c", "  A  b  c"),
            ("[Moscow](https://a.org/b \"t\") said", " Moscow                       said"),
            ("---\nkey: k\n---\nBody `code`", "   \n      \n   \nBody       "),
            ("```\ncode\n```\nx <b>y</b>", "   \n    \n   \nx    y    "),
            ("> quoted\n> text", "  quoted\n  text"),
            ("AT&amp;T", "AT&amp;T"),
        ] {
            assert_eq!(prose(text), expected);
        }
    }
}
