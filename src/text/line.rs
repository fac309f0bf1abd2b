use super::Span;

/// The lines of a text, without their line ends (LF, CRLF, CR). A text that ends with a line end has an
/// empty last line, as in [`Text::lines`](super::Text::lines).
pub fn lines(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let Some(len) = memchr::memchr2(b'\n', b'\r', &bytes[start..]) else {
            next = None;
            return Some(Span::new(start, bytes.len()));
        };
        let end = start + len;
        next = Some(end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 });
        Some(Span::new(start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn lines_are_those_of_the_buffer() {
        for text in ["", "a", "a\n", "a\r\nb\rc\n\nd", "\r\n", "\n\r\r\n", "é\u{2028}x\n"] {
            let buffer = Text::new(text);
            let expected: Vec<_> = (0..buffer.lines()).map(|line| buffer.line(line)).collect();
            assert_eq!(lines(text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }
}
