use crate::article::FrontMatter;
use crate::text::{Span, lines};

/// A stretch of a note that can be read by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    /// The YAML at the start of the note.
    pub(super) front: bool,
}

/// Cuts a note where no block of Markdown reaches across: before a line that is not indented and follows
/// an empty one, outside fenced code and comments. The pieces tile the text; what a piece means does
/// not depend on its neighbours, but for footnotes and link definitions, which are named.
pub(super) fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    if let Some(front) = FrontMatter::read_span(text) {
        start = front.end();
        pieces.push(Piece { span: front, front: true });
    }
    let mut state = State { text, inside: Inside::Prose, has_comments: true };
    let mut after_empty = false;
    let prose_start = start;
    for line in lines(text).skip_while(|line| line.start() < prose_start) {
        let words = line.of(text);
        let is_empty = words.trim().is_empty();
        let begins = after_empty && !is_empty && !words.starts_with([' ', '\t']);
        if begins && state.inside == Inside::Prose && line.start() > start {
            pieces.push(Piece { span: Span::new(start, line.start()), front: false });
            start = line.start();
        }
        state.step(line);
        after_empty = is_empty;
    }
    if start < text.len() {
        pieces.push(Piece { span: Span::new(start, text.len()), front: false });
    }
    pieces
}

/// The comments of Obsidian in a piece, `%% … %%`, outside fenced code.
pub(super) fn comments(piece: &str) -> Vec<Span> {
    let mut marks: Vec<usize> = Vec::new();
    if !piece.contains("%%") {
        return Vec::new();
    }
    let mut state = State { text: piece, inside: Inside::Prose, has_comments: true };
    for line in lines(piece) {
        let before = state.inside;
        state.step(line);
        let is_code = |inside| matches!(inside, Inside::Fence(..) | Inside::Html(_));
        if !is_code(before) && !is_code(state.inside) {
            marks.extend(line.of(piece).match_indices("%%").map(|(at, _)| line.start() + at));
        }
    }
    marks.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1] + 2)).collect()
}

/// What the start of a line stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Prose,
    /// Fenced code, by the fence's character and length; in a block quotation?
    Fence(u8, usize, bool),
    /// HTML that ends at this, not at an empty line.
    Html(&'static str),
    /// `%% … %%`
    Comment,
}

struct State<'t> {
    text: &'t str,
    inside: Inside,
    /// A `%%` may still follow.
    has_comments: bool,
}

impl State<'_> {
    fn step(&mut self, line: Span) {
        let words = line.of(self.text);
        match self.inside {
            Inside::Fence(mark, len, quoted) => {
                let (content, in_quote) = content(words, false);
                let (closing, run) = fence(content);
                let closes = closing == mark && run >= len && content[run..].trim().is_empty();
                if closes || (quoted && !in_quote) {
                    self.inside = Inside::Prose;
                }
            }
            Inside::Html(end) if words.contains(end) => self.inside = Inside::Prose,
            Inside::Html(_) => {}
            Inside::Comment | Inside::Prose => self.prose(line),
        }
    }

    fn prose(&mut self, line: Span) {
        let words = line.of(self.text);
        let (content, quoted) = content(words, true);
        let (mark, run) = fence(content);
        if self.inside == Inside::Prose && run >= 3 && !(mark == b'`' && content[run..].contains('`')) {
            self.inside = Inside::Fence(mark, run, quoted);
            return;
        }
        if self.inside == Inside::Prose
            && let Some(end) = html(content)
        {
            self.inside = Inside::Html(end);
            return;
        }
        if words.matches("%%").count() % 2 == 1 {
            let opens = self.inside == Inside::Prose;
            self.has_comments = self.has_comments && (!opens || self.text[line.end()..].contains("%%"));
            self.inside = if opens && self.has_comments { Inside::Comment } else { Inside::Prose };
        }
    }
}

/// What a line holds behind the marks of block quotations and (for a line that may open a block) of
/// lists, and whether it stands in a block quotation.
fn content(line: &str, opening: bool) -> (&str, bool) {
    let (mut rest, mut quoted) = (line.trim_start_matches(' '), false);
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marker = match rest.as_bytes().get(digits) {
            Some(b'>') if digits == 0 => {
                quoted = true;
                1
            }
            Some(b'-' | b'*' | b'+') if opening && digits == 0 && rest[1..].starts_with([' ', '\t']) => 2,
            Some(b'.' | b')') if opening && (1..10).contains(&digits) => digits + 1,
            _ => return (rest, quoted),
        };
        rest = rest.get(marker..).unwrap_or("").trim_start_matches([' ', '\t']);
    }
}

/// The fence character a line starts with, and how many there are.
fn fence(content: &str) -> (u8, usize) {
    match content.as_bytes().first() {
        Some(&mark @ (b'`' | b'~')) => (mark, content.bytes().take_while(|b| *b == mark).count()),
        _ => (0, 0),
    }
}

/// What ends the HTML that a line opens, if empty lines do not end it and the line itself does not.
fn html(content: &str) -> Option<&'static str> {
    let opened = content.strip_prefix('<')?;
    let named = |name: &str| opened.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let end = [("!--", "-->"), ("script", "</script>"), ("pre", "</pre>"), ("style", "</style>")];
    let (_, end) = end.into_iter().find(|(start, _)| named(start))?;
    (!opened.contains(end)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `marked` has a `¦` wherever a piece ends and another begins.
    fn check(marked: &str) {
        let text = marked.replace('¦', "");
        let pieces = split(&text);
        let found: Vec<_> = pieces.iter().map(|piece| piece.span.of(&text)).collect();
        assert_eq!(found, marked.split('¦').collect::<Vec<_>>());
    }

    #[test]
    fn pieces_end_at_empty_lines() {
        check("One.\nStill one.\n\n¦Two.\n\n\n¦Three.\n");
        check("- a\n\n  still a\n\n¦- b\n\n      code\n");
        check("\n\n¦x");
        check("a\r\n\r\n¦b");
    }

    #[test]
    fn code_and_comments_stay_whole() {
        check("```\na\n\nb\n```\n\n¦x");
        check("~~~~ js\na\n~~~\n\nb\n~~~~\n\n¦x");
        check("- ```\n  a\n\nb\n  ```\n\n¦x");
        check("> ```\n> a\n\n¦x\n\n¦y");
        check("``` a ` b\n\n¦x");
        check("<!-- a\n\nb -->\n\n¦x");
        check("<!-- a -->\n\n¦x");
        check("%% a\n\nb %%\n\n¦x");
        check("100%% sure\n\n¦x");
        check("never closed\n\n¦```\na\n\nb\n");
    }

    #[test]
    fn front_matter_comes_first() {
        check("---\nkey: k\n\nb: c\n---¦\nText.\n\n¦More.");
        check("Text.\n\n¦---\nkey: k\n---\n");
        assert!(split("---\n---")[0].front);
        assert_eq!(split(""), []);
    }
}
