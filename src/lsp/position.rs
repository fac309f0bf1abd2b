//! Places: the editor's lines and columns ↔ our bytes. The arithmetic is [`Text`]'s alone.

use tower_lsp::ls_types as lsp;

use crate::text::{Encoding, Position, Span, Text};

/// How the two sides count columns: what the client likes best of what we know (all three), else UTF-16.
pub fn negotiate(offered: Option<&[lsp::PositionEncodingKind]>) -> Encoding {
    offered.unwrap_or_default().iter().find_map(encoding).unwrap_or_default()
}

fn encoding(kind: &lsp::PositionEncodingKind) -> Option<Encoding> {
    match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    }
}

/// The name of an encoding.
pub fn kind(encoding: Encoding) -> lsp::PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
        Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
        Encoding::Utf32 => lsp::PositionEncodingKind::UTF32,
    }
}

pub fn from_position(position: lsp::Position) -> Position {
    Position::new(position.line, position.character)
}

/// The byte offset of a place; clamped to the text.
pub fn offset(text: &Text, position: lsp::Position, encoding: Encoding) -> usize {
    text.offset(from_position(position), encoding)
}

/// The bytes of a range; clamped to the text, reversed ends put in order.
pub fn span(text: &Text, range: lsp::Range, encoding: Encoding) -> Span {
    Span::new(offset(text, range.start, encoding), offset(text, range.end, encoding))
}

pub fn position(text: &Text, offset: usize, encoding: Encoding) -> lsp::Position {
    let position = text.position(offset, encoding);
    lsp::Position::new(position.line, position.column)
}

pub fn range(text: &Text, span: Span, encoding: Encoding) -> lsp::Range {
    lsp::Range::new(position(text, span.start(), encoding), position(text, span.end(), encoding))
}
