//! Lines of a file as a terminal shows them, with the place of the words that a finding speaks of.

use unicode_width::UnicodeWidthChar;

use crate::text::{Encoding, Span, Text};

/// One line of a file, cut to the width of the terminal around the marked words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    /// From 1.
    pub(super) number: u32,
    pub(super) text: String,
    /// Columns before the marked words, and columns under them (at least one).
    pub(super) indent: usize,
    pub(super) width: usize,
}

/// Lines shown of a span that goes over more.
const MOST_ROWS: usize = 3;

/// Columns between two stops of a tab.
const TAB: usize = 4;

/// The lines that `span` touches, at most three, each at most `width` columns.
pub(super) fn excerpt(text: &Text, span: Span, width: usize) -> Vec<Row> {
    let line = |offset| text.position(offset, Encoding::Utf8).line as usize;
    let (first, last) = (line(span.start()), line(span.end()));
    (first..=last)
        .filter_map(|number| {
            let line = text.line(number);
            let marked = Span::new(span.start().max(line.start()), span.end().min(line.end()));
            // A line that the span only crosses without covering a word of it is not worth showing.
            let empty = marked.of(text.as_str()).trim().is_empty() && first != last;
            (!empty && line.covers(marked)).then(|| row(text.as_str(), number as u32 + 1, line, marked, width))
        })
        .take(MOST_ROWS)
        .collect()
}

fn row(text: &str, number: u32, line: Span, marked: Span, width: usize) -> Row {
    let window = window(text, line, marked, width);
    let mut shown = String::new();
    let mut column = 0;
    if window.start() > line.start() {
        shown.push('…');
        column = 1;
    }
    let (mut indent, mut end) = (None, column);
    for (offset, c) in window.of(text).char_indices().map(|(offset, c)| (window.start() + offset, c)) {
        if offset >= marked.start() && indent.is_none() {
            indent = Some(column);
        }
        column += put(&mut shown, c, column);
        if offset < marked.end() {
            end = column;
        }
    }
    if window.end() < line.end() {
        shown.push('…');
    }
    let indent = indent.unwrap_or(column);
    Row { number, text: shown.trim_end().to_string(), indent, width: end.saturating_sub(indent).max(1) }
}

/// What part of the line to show: all of it if it fits, else the marked words with as much around them on
/// either side as there is room for, cut between words.
fn window(text: &str, line: Span, marked: Span, width: usize) -> Span {
    // A line of more bytes than this cannot fit; the rest of a very long one is never looked at.
    let fits = line.len() <= width * 4 && columns(line.of(text)) <= width;
    if fits {
        return line;
    }
    let room = width.saturating_sub(2); // an ellipsis on either side
    let words = clip(marked.of(text).chars(), room);
    let left = room - words.columns;
    let before = Span::new(line.start(), marked.start()).of(text);
    let after = Span::new(marked.end(), line.end()).of(text);
    // What one side does not need, the other may have.
    let need = clip(after.chars(), left).columns;
    let head = clip(before.chars().rev(), left - need.min(left / 2));
    let tail = clip(after.chars(), left - head.columns);
    let mut start = marked.start() - head.bytes;
    if start > line.start() {
        let cut = before.get(before.len() - head.bytes..).unwrap_or("");
        start += cut.find(' ').map_or(0, |space| space + 1);
    }
    let mut end = marked.start() + words.bytes;
    if words.bytes == marked.len() {
        let cut = after.get(..tail.bytes).unwrap_or("");
        end += if tail.bytes < after.len() { cut.rfind(' ').unwrap_or(tail.bytes) } else { tail.bytes };
    }
    Span::new(start, end)
}

struct Clip {
    bytes: usize,
    columns: usize,
}

/// How many of these characters fit into `room` columns.
fn clip(chars: impl Iterator<Item = char>, room: usize) -> Clip {
    let mut clip = Clip { bytes: 0, columns: 0 };
    for c in chars {
        // A tab is reckoned at its widest, because its column is not known yet.
        let width = if c == '\t' { TAB } else { shown(c).width().unwrap_or(0) };
        if clip.columns + width > room {
            break;
        }
        clip.bytes += c.len_utf8();
        clip.columns += width;
    }
    clip
}

/// The columns that a text without line ends takes.
pub(super) fn columns(text: &str) -> usize {
    let mut out = String::new();
    text.chars().fold(0, |column, c| column + put(&mut out, c, column))
}

/// Adds a character as it may be shown at `column`; answers the columns it takes.
fn put(out: &mut String, c: char, column: usize) -> usize {
    if c == '\t' {
        let width = TAB - column % TAB;
        out.extend(std::iter::repeat_n(' ', width));
        return width;
    }
    let c = shown(c);
    out.push(c);
    c.width().unwrap_or(0)
}

/// The text of a file made safe to print: no line ends, no tabs, nothing that steers the terminal.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { shown(c) }).collect()
}

/// Control characters could move the cursor or colour the rest of the screen, and marks of direction could
/// show words in another order than the file has them.
fn shown(c: char) -> char {
    match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' => '\u{FFFD}',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    }
}

/// Cuts a text into lines of at most `width` columns, between words where it can.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut column = 0;
    for word in printable(text).split_whitespace() {
        let wide = columns(word);
        if column > 0 && column + 1 + wide > width {
            lines.push(String::new());
            column = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if column > 0 {
            line.push(' ');
            column += 1;
        }
        line.push_str(word);
        column += wide;
    }
    lines
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;

    /// Marks the words between `[` and `]`.
    fn check(marked: &str, width: usize, expected: Expect) {
        let start = marked.find('[').unwrap();
        let end = marked.find(']').unwrap() - 1;
        let text = Text::new(marked.replace(['[', ']'], ""));
        let rows = excerpt(&text, Span::new(start, end), width);
        let lines = rows
            .iter()
            .map(|r| format!("{}|{}\n |{}{}\n", r.number, r.text, " ".repeat(r.indent), "^".repeat(r.width)));
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn short_lines_are_shown_whole() {
        check(
            "One.\nTwo [wolves] came.\n",
            40,
            expect![[r#"
            2|Two wolves came.
             |    ^^^^^^
        "#]],
        );
        check(
            "At the end[]",
            40,
            expect![[r#"
            1|At the end
             |          ^
        "#]],
        );
    }

    #[test]
    fn tabs_and_wide_characters_keep_the_carets_under_the_words() {
        check(
            "\ta\t[b] 北京",
            40,
            expect![[r#"
            1|    a   b 北京
             |        ^
        "#]],
        );
        check(
            "北京 😀 [北京] e\u{301}",
            40,
            expect![[r#"
                1|北京 😀 北京 é
                 |        ^^^^
            "#]],
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_words() {
        let line = "The keeper of the gate had seen three [grey wolves] by the river before dawn on Friday.";
        check(
            line,
            40,
            expect![[r#"
                1|…seen three grey wolves by the…
                 |            ^^^^^^^^^^^
            "#]],
        );
        check(
            "[The keeper] of the gate had seen three grey wolves by the river.",
            30,
            expect![[r#"
            1|The keeper of the gate had…
             |^^^^^^^^^^
        "#]],
        );
        check(
            "The keeper of the gate had seen three grey wolves by the [river.]",
            30,
            expect![[r#"
                1|…grey wolves by the river.
                 |                    ^^^^^^
            "#]],
        );
        check(
            "He [saw three grey wolves by the river before dawn on Friday morning] too.",
            30,
            expect![[r#"
            1|…saw three grey wolves by the…
             | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#]],
        );
    }

    #[test]
    fn a_span_of_several_lines_marks_each() {
        check(
            "a [b\nc\n\nd\ne] f\n",
            40,
            expect![[r#"
            1|a b
             |  ^
            2|c
             |^
            4|d
             |^
        "#]],
        );
    }

    #[test]
    fn nothing_steers_the_terminal() {
        check(
            "\u{1b}[31mred\u{202E}]",
            40,
            expect![[r#"
            1|�31mred�
             | ^^^^^^^
        "#]],
        );
        assert_eq!(printable("a\r\nb\u{7}"), "a  b\u{FFFD}");
    }

    #[test]
    fn text_is_wrapped_between_words() {
        assert_eq!(wrap("one two  three\nfour", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert_eq!(wrap("", 4), [""]);
    }

    proptest! {
        #[test]
        fn rows_fit_the_width(text in "[a-z 北😀\t]{0,120}", from in 0usize..200, len in 0usize..60, width in 12usize..80) {
            let text = Text::new(text);
            let floor = |offset: usize| (0..=offset.min(text.len())).rev().find(|o| text.as_str().is_char_boundary(*o)).unwrap();
            let span = Span::new(floor(from), floor(from + len));
            for row in excerpt(&text, span, width) {
                prop_assert!(columns(&row.text) <= width, "{row:?}");
                prop_assert!(row.indent + row.width <= width + 1, "{row:?}");
            }
        }
    }
}
