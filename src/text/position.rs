/// The unit in which an editor counts columns (LSP 3.17, `positionEncoding`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    Utf8,
    /// What every client understands; the default of the specification.
    #[default]
    Utf16,
    Utf32,
}

/// A place as an editor counts it: zero-based line, zero-based column in units of an [`Encoding`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl Position {
    pub fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }
}
