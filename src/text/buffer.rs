use std::sync::{Arc, OnceLock};

use ropey::Rope;

use super::extract::Source;
use super::{Encoding, Position, Span, Words};

/// One change of a text: the bytes of `span` give way to `new_text`; no span replaces everything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    pub span: Option<Span>,
    pub new_text: String,
}

/// A text and its lines. Cheap to clone; never changed in place, so readers keep what they saw.
///
/// Holds the rope (for edits and positions) and the same words as one contiguous string (for the
/// engines). Lines end at LF, CRLF and CR, and nowhere else (LSP 3.17, "Text Documents").
#[derive(Clone, Debug)]
pub struct Text {
    rope: Rope,
    str: Arc<str>,
    words: Arc<OnceLock<Words>>,
    /// The file this was taken out of, when its places are not its own.
    source: Option<Arc<Source>>,
}

impl Text {
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let str = text.into();
        Self { rope: Rope::from_str(&str), str, words: Arc::default(), source: None }
    }

    pub fn as_str(&self) -> &str {
        &self.str
    }

    /// The text behind its own counter, for readers that outlive this version.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.str)
    }

    /// The same text, whose [`words`](Self::words) are cut from `prose`: a copy of it, byte for byte, in
    /// which everything that is not prose is blanked.
    #[must_use]
    pub fn with_prose(mut self, prose: &str) -> Self {
        self.words = Arc::new(OnceLock::from(Words::of(prose)));
        self
    }

    /// The same text, whose positions and lines are those of `file`: see [`Extract`](super::Extract).
    pub(super) fn standing_in(mut self, file: Text, runs: Vec<(u32, u32)>) -> Self {
        self.source = Some(Arc::new(Source { file, runs }));
        self
    }

    /// The words as comparison sees them; cut at the first call and kept with this version.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(&self.str))
    }

    /// In bytes.
    pub fn len(&self) -> usize {
        self.str.len()
    }

    pub fn is_empty(&self) -> bool {
        self.str.is_empty()
    }

    /// The text after `edit`. Spans beyond the end or inside a character are moved to the nearest
    /// character boundary before them.
    #[must_use]
    pub fn edited(&self, edit: &Edit) -> Self {
        let Some(span) = edit.span else { return Self::new(edit.new_text.as_str()) };
        let (start, end) = (self.floor(span.start()), self.floor(span.end()));
        let mut rope = self.rope.clone();
        let chars = self.char_at(start)..self.char_at(end);
        let at = chars.start;
        if rope.try_remove(chars).and_then(|()| rope.try_insert(at, &edit.new_text)).is_err() {
            // Offsets were clamped, so the rope takes them; if it ever did not, the string still can.
            return Self::new([&self.str[..start], &edit.new_text, &self.str[end..]].concat());
        }
        let mut str = String::with_capacity(rope.len_bytes());
        rope.chunks().for_each(|chunk| str.push_str(chunk));
        Self { rope, str: str.into(), words: Arc::default(), source: None }
    }

    /// The place of a byte offset. An offset beyond the end is the end of the text, one inside a
    /// character or a line end is the place before it.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        if let Some(source) = &self.source {
            return source.file.position(source.in_file(offset), encoding);
        }
        let offset = self.floor(offset);
        let line = self.rope.try_byte_to_line(offset).unwrap_or(0);
        let span = self.line(line);
        let offset = offset.min(span.end());
        let column = self.units(offset, encoding) - self.units(span.start(), encoding);
        Position::new(line as u32, column as u32)
    }

    /// The byte offset of a place. As the specification asks, a column beyond the line is the end of
    /// the line (before its line end); a line beyond the text is the end of the text. A column inside
    /// a character is the place before it.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        if let Some(source) = &self.source {
            return self.floor(source.in_text(source.file.offset(position, encoding)));
        }
        let line = position.line as usize;
        if line >= self.lines() {
            return self.len();
        }
        let span = self.line(line);
        let unit = self.units(span.start(), encoding) + position.column as usize;
        if unit >= self.units(span.end(), encoding) {
            return span.end();
        }
        match encoding {
            Encoding::Utf8 => self.floor(unit),
            Encoding::Utf16 => self.byte_at(self.rope.try_utf16_cu_to_char(unit).unwrap_or(0)),
            Encoding::Utf32 => self.byte_at(unit),
        }
    }

    /// How many lines the text has; a text that ends with a line end has an empty last line.
    pub fn lines(&self) -> usize {
        self.source.as_ref().map_or_else(|| self.rope.len_lines(), |source| source.file.lines())
    }

    /// The span of a line without its line end; empty at the end for a line that does not exist.
    pub fn line(&self, line: usize) -> Span {
        if let Some(source) = &self.source {
            let span = source.within(source.file.line(line));
            return Span::new(self.floor(span.start()), self.floor(span.end()));
        }
        if line >= self.lines() {
            return Span::at(self.len());
        }
        let (start, end) = (self.line_start(line), self.line_start(line + 1));
        let line = &self.str[start..end];
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    }

    /// The line, zero-based, on which a byte offset lies.
    pub fn line_at(&self, offset: usize) -> usize {
        if let Some(source) = &self.source {
            return source.file.line_at(source.in_file(offset));
        }
        self.rope.try_byte_to_line(self.floor(offset)).unwrap_or(0)
    }

    /// The offset of a line's first byte; of the end of the text behind the last line.
    fn line_start(&self, line: usize) -> usize {
        self.rope.try_line_to_byte(line).unwrap_or(self.len())
    }

    /// How many units of `encoding` stand before a byte offset on a character boundary.
    fn units(&self, offset: usize, encoding: Encoding) -> usize {
        match encoding {
            Encoding::Utf8 => offset,
            Encoding::Utf16 => self.rope.try_char_to_utf16_cu(self.char_at(offset)).unwrap_or(0),
            Encoding::Utf32 => self.char_at(offset),
        }
    }

    fn char_at(&self, offset: usize) -> usize {
        self.rope.try_byte_to_char(offset).unwrap_or_else(|_| self.rope.len_chars())
    }

    fn byte_at(&self, char: usize) -> usize {
        self.rope.try_char_to_byte(char).unwrap_or(self.len())
    }

    /// The nearest character boundary at or before `offset`.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.len());
        while !self.str.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.str == other.str
    }
}

impl Eq for Text {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn only_the_three_line_ends_of_lsp() {
        for (text, lines) in [
            ("a\nb", 2),
            ("a\rb", 2),
            ("a\r\nb", 2),
            ("a\u{b}b", 1),    // VT
            ("a\u{c}b", 1),    // FF
            ("a\u{85}b", 1),   // NEL
            ("a\u{2028}b", 1), // LS
            ("a\u{2029}b", 1), // PS
            ("", 1),
            ("a\n", 2),
            ("\n\r", 3),
        ] {
            assert_eq!(Text::new(text).lines(), lines, "{text:?}");
        }
    }

    #[test]
    fn places_outside_are_clamped() {
        let text = Text::new("a😀b\r\nc");
        for (line, column, offset) in [(0, 2, 1), (0, 3, 5), (0, 99, 6), (1, 0, 8), (1, 7, 9), (7, 0, 9)] {
            assert_eq!(text.offset(Position::new(line, column), Encoding::Utf16), offset, "{line}:{column}");
        }
        assert_eq!(text.position(7, Encoding::Utf16), Position::new(0, 4), "between CR and LF");
        assert_eq!(text.position(3, Encoding::Utf16), Position::new(0, 1), "inside the emoji");
        assert_eq!(text.position(99, Encoding::Utf32), Position::new(1, 1));
    }

    /// The text as an editor holds it: UTF-16 units, with the specification's clamping spelled out.
    #[derive(Clone)]
    struct Naive(Vec<u16>);

    impl Naive {
        /// Start and end (without the line end) of every line.
        fn lines(&self) -> Vec<(usize, usize)> {
            let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
            while at < self.0.len() {
                let unit = self.0[at];
                let next = self.0.get(at + 1);
                if unit == 13 || unit == 10 {
                    lines.push((start, at));
                    at += if unit == 13 && next == Some(&10) { 2 } else { 1 };
                    start = at;
                } else {
                    at += 1;
                }
            }
            lines.push((start, at));
            lines
        }

        fn offset(&self, line: u32, column: u32) -> usize {
            let lines = self.lines();
            let Some(&(start, end)) = lines.get(line as usize) else { return self.0.len() };
            let at = end.min(start.saturating_add(column as usize));
            let splits_pair = at > start && at < end && (0xdc00..0xe000).contains(&self.0[at]);
            if splits_pair { at - 1 } else { at }
        }

        fn edit(&mut self, from: (u32, u32), to: (u32, u32), new_text: &str) {
            let (a, b) = (self.offset(from.0, from.1), self.offset(to.0, to.1));
            self.0.splice(a.min(b)..a.max(b), new_text.encode_utf16());
        }
    }

    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "word ",
            "é",
            "😀",
            "👩‍👩‍👧",
            "\n",
            "\r",
            "\r\n",
            "\u{2028}",
            "\u{85}",
            "\u{b}",
            "“",
            "",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    fn place() -> impl Strategy<Value = (u32, u32)> {
        let number = || prop_oneof![8 => 0..12u32, 1 => Just(u32::MAX)];
        (number(), number())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn edits_equal_the_naive_model(
            start in pieces(),
            edits in prop::collection::vec((place(), place(), pieces()), 0..20),
        ) {
            let mut text = Text::new(start.as_str());
            let mut naive = Naive(start.encode_utf16().collect());
            for (from, to, new_text) in edits {
                naive.edit(from, to, &new_text);
                let at = |(line, column)| text.offset(Position::new(line, column), Encoding::Utf16);
                let span = Some(Span::new(at(from), at(to)));
                text = text.edited(&Edit { span, new_text });
                prop_assert_eq!(text.as_str(), String::from_utf16(&naive.0).unwrap());
                prop_assert_eq!(text.rope.to_string(), text.as_str());
                prop_assert_eq!(text.lines(), naive.lines().len());
            }
        }

        #[test]
        fn positions_round_trip(string in pieces()) {
            let text = Text::new(string.as_str());
            for encoding in ENCODINGS {
                for (offset, _) in string.char_indices().chain([(string.len(), ' ')]) {
                    let back = text.offset(text.position(offset, encoding), encoding);
                    let inside_crlf = offset > 0 && string[..offset].ends_with('\r') && string[offset..].starts_with('\n');
                    prop_assert_eq!(back, if inside_crlf { offset - 1 } else { offset });
                }
            }
        }

        #[test]
        fn spans_of_edits_need_not_fit(string in pieces(), start: u16, end: u16, new_text in pieces()) {
            let _ = Text::new(string).edited(&Edit { span: Some(Span::new(start.into(), end.into())), new_text });
        }
    }
}
