use crate::text::Span;

/// Byte offsets of one text to code points, asked for in any order.
///
/// Counts once before every [`STEP`] bytes, so that an answer costs a few bytes and not the whole text.
#[derive(Debug)]
pub struct CodePoints<'t> {
    bytes: &'t [u8],
    /// Code points before every step; empty when the text is ASCII and nothing need be counted.
    before: Vec<u32>,
}

/// Bytes between two counts.
const STEP: usize = 64;

impl<'t> CodePoints<'t> {
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        if text.is_ascii() {
            return Self { bytes, before: Vec::new() };
        }
        let mut count = 0;
        let so_far = |chunk| {
            count += starts(chunk);
            count - starts(chunk)
        };
        let before = bytes.chunks(STEP).map(so_far).collect();
        Self { bytes, before }
    }

    /// How many code points stand before byte `offset`; beyond the text, how many it has.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.bytes.len());
        if self.before.is_empty() {
            return offset;
        }
        let step = (offset / STEP).min(self.before.len() - 1);
        self.before[step] as usize + starts(&self.bytes[step * STEP..offset]) as usize
    }

    /// Start and end of a span.
    pub fn pair(&self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }
}

/// How many characters begin in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn equals_the_plain_count(text in "[a-z“é😀 ]{0,200}") {
            let points = CodePoints::new(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(offset), count);
            }
            prop_assert_eq!(points.at(text.len() + 9), text.chars().count());
        }
    }
}
