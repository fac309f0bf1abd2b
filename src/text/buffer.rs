use std::sync::{Arc, OnceLock};

use ropey::Rope;

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
}

impl Text {
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let str = text.into();
        Self { rope: Rope::from_str(&str), str, words: Arc::default() }
    }

    pub fn as_str(&self) -> &str {
        &self.str
    }

    /// The text behind its own counter, for readers that outlive this version.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.str)
    }

    /// The words as comparison sees them; cut at the first call and kept with this version.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(&self.str))
    }

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
        let mut str = String::with_capacity(self.len() + edit.new_text.len());
        str.push_str(&self.str[..start]);
        str.push_str(&edit.new_text);
        str.push_str(&self.str[end..]);
        Self::new(str)
    }

    /// The place of a byte offset; an offset beyond the end is the end of the text.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = self.floor(offset);
        let line = self.rope.try_byte_to_line(offset).unwrap_or(0);
        let start = self.line_start(line);
        let column = match encoding {
            Encoding::Utf8 => offset - start,
            Encoding::Utf16 => self.str[start..offset].chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => self.str[start..offset].chars().count(),
        };
        Position::new(line as u32, column as u32)
    }

    /// The byte offset of a place. As the specification asks, a column beyond the line is the end of
    /// the line (before its line end), and a line beyond the text is the end of the text.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.len();
        }
        let span = self.line(line);
        let mut left = position.column as usize;
        if encoding == Encoding::Utf8 {
            return self.floor(span.end().min(span.start() + left)).max(span.start());
        }
        let mut offset = span.start();
        for c in span.of(&self.str).chars() {
            let units = if encoding == Encoding::Utf16 { c.len_utf16() } else { 1 };
            if left < units {
                break;
            }
            left -= units;
            offset += c.len_utf8();
        }
        offset
    }

    /// How many lines the text has; a text that ends with a line end has an empty last line.
    pub fn lines(&self) -> usize {
        self.rope.len_lines()
    }

    /// The span of a line without its line end; empty at the end for a line that does not exist.
    pub fn line(&self, line: usize) -> Span {
        if line >= self.rope.len_lines() {
            return Span::at(self.len());
        }
        let (start, end) = (self.line_start(line), self.line_start(line + 1));
        let line = &self.str[start..end];
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    }

    /// The offset of a line's first byte; of the end of the text behind the last line.
    fn line_start(&self, line: usize) -> usize {
        self.rope.try_line_to_byte(line).unwrap_or(self.len())
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.len());
        while !self.str.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}
