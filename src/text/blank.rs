use super::Span;

/// A copy of `text`, byte for byte of the same length, in which everything outside `kept` (spans in
/// order) is blanked: line ends stay, every other byte becomes a space.
pub fn blank_but(text: &str, kept: &[Span]) -> String {
    let mut blanked = String::with_capacity(text.len());
    let blank = |from: usize, to: usize, into: &mut String| {
        into.extend(text[from..to].bytes().map(|b| if matches!(b, b'\n' | b'\r') { char::from(b) } else { ' ' }));
    };
    let mut at = 0;
    for span in kept.iter().filter(|span| !span.of(text).is_empty()) {
        if span.start() >= at {
            blank(at, span.start(), &mut blanked);
            blanked.push_str(span.of(text));
            at = span.end();
        }
    }
    blank(at, text.len(), &mut blanked);
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_keeps_its_place() {
        let text = "é **bold**\r\nx é";
        for (kept, expected) in [
            (vec![Span::new(5, 9)], "     bold  \r\n    "),
            (vec![], "           \r\n    "),
            (vec![Span::new(0, text.len())], text),
            (vec![Span::new(1, 5), Span::new(90, 99)], "           \r\n    "),
        ] {
            assert_eq!(blank_but(text, &kept), expected);
        }
    }
}
