//! Quotations: words between quotation marks, one paragraph at a time.
//!
//! A mark is read by its neighbours, not by its shape alone: news texts close curly marks with straight
//! ones, type `''` at both ends, and forget marks. The scanner starts afresh with every paragraph, so a
//! stray mark spoils one paragraph at most.

use super::Quotation;
use crate::text::{Span, Token, TokenKind};

/// A mark that was opened and waits for its partner.
struct Opened {
    token: usize,
    single: bool,
    /// Its neighbours say that it opens; otherwise it counts only when it is closed.
    sure: bool,
}

/// The quotations of `text`, outer before inner.
pub fn quotations(text: &str, tokens: &[Token]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut start = 0;
    for (ix, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Paragraph || (token.kind == TokenKind::Line && ends_paragraph(text, tokens, ix)) {
            scan(text, tokens, start..ix, &mut found);
            start = ix + 1;
        }
    }
    scan(text, tokens, start..tokens.len(), &mut found);
    found
}

/// Lines of this many bytes are how hard-wrapped text looks.
const WRAPPED_LINE: std::ops::RangeInclusive<usize> = 45..=100;

/// Whether the line end `tokens[ix]` ends a paragraph: the line closes a sentence and is not one of a
/// hard-wrapped text, or the next line opens a quotation.
pub(super) fn ends_paragraph(text: &str, tokens: &[Token], ix: usize) -> bool {
    let Some(last) = ix.checked_sub(1).map(|before| tokens[before]) else { return true };
    let closes = matches!(
        last.kind,
        TokenKind::Stop | TokenKind::CloseQuote | TokenKind::StraightQuote | TokenKind::Colon | TokenKind::Close
    );
    let next = tokens.get(ix + 1).map(|t| t.kind);
    let opens = matches!(next, Some(TokenKind::OpenQuote | TokenKind::StraightQuote | TokenKind::CloseQuote));
    if !closes {
        // “…” — Ana Brook: a signed quotation, with the next one on the line below.
        let signed = tokens[ix.saturating_sub(6)..ix].iter().any(|t| t.kind == TokenKind::Dash);
        return opens && signed;
    }
    let end = tokens[ix].span.start();
    let from = end.saturating_sub(*WRAPPED_LINE.end() + 1);
    let line = text.as_bytes().get(from..end).and_then(|line| memchr::memrchr(b'\n', line));
    let length = line.map_or(end - from, |at| end - from - at - 1);
    opens || !WRAPPED_LINE.contains(&length)
}

/// What a mark can be, by what stands around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

fn side(text: &str, token: &Token) -> Side {
    let before = text.get(..token.span.start()).and_then(|t| t.chars().next_back());
    let after = text.get(token.span.end()..).and_then(|t| t.chars().next());
    let free_before = before.is_none_or(|c| c.is_whitespace() || "([{—–-/‘“\"'`".contains(c));
    let free_after = after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}—–-/’”\"'".contains(c));
    match (free_before, free_after) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        _ => Side::Either,
    }
}

fn scan(text: &str, tokens: &[Token], range: std::ops::Range<usize>, found: &mut Vec<Quotation>) {
    let first = found.len();
    let mut open: Vec<Opened> = Vec::new();
    let mut end = 0;
    for ix in range {
        let token = &tokens[ix];
        let single = match token.kind {
            TokenKind::OpenQuote | TokenKind::CloseQuote | TokenKind::StraightQuote => false,
            TokenKind::SingleQuote => true,
            TokenKind::Line => continue,
            _ => {
                end = token.span.end();
                continue;
            }
        };
        let opened = open.iter().rposition(|o| o.single == single);
        let side = match token.kind {
            // An opening mark is one; but after `“A, “B` the wish to close is not believed.
            TokenKind::OpenQuote => Side::Opens,
            TokenKind::CloseQuote if text.as_bytes().get(token.span.start()) != Some(&b'\'') => match side(text, token)
            {
                Side::Opens if opened.is_none() => Side::Opens,
                _ => Side::Closes,
            },
            _ => side(text, token),
        };
        let opens = match side {
            Side::Opens => true,
            Side::Closes => false,
            Side::Either => opened.is_none(),
        };
        if opens {
            if let Some(at) = opened
                && !closes_twice(text, tokens, ix, single)
            {
                // The earlier mark was never closed: it ends before this one.
                let lost = open.drain(at..).next();
                if let Some(lost) = lost.filter(|o| !o.single && o.sure) {
                    push(text, tokens, &lost, Span::at(end), false, !open.is_empty(), found);
                }
            }
            open.push(Opened { token: ix, single, sure: side == Side::Opens });
        } else if let Some(at) = opened {
            let inside = at > 0;
            if let Some(opened) = open.drain(at..).next() {
                push(text, tokens, &opened, token.span, true, inside, found);
            }
        }
        end = token.span.end();
    }
    // What is still open ends with the paragraph; a lone single mark was an apostrophe.
    if let Some(lost) = open.iter().find(|o| !o.single && o.sure) {
        push(text, tokens, lost, Span::at(end), false, false, found);
    }
    found[first..].sort_by_key(|q| (q.span.start(), std::cmp::Reverse(q.span.end())));
    let mut reach = 0;
    for quotation in &mut found[first..] {
        quotation.nested = quotation.span.end() <= reach;
        reach = reach.max(quotation.span.end());
    }
}

/// Whether, behind the opening mark `ix`, two closing marks follow before the next opening one: then it
/// stands inside a quotation rather than beginning a new one.
fn closes_twice(text: &str, tokens: &[Token], ix: usize, single: bool) -> bool {
    let mut closing = 0;
    for token in tokens[ix + 1..].iter().take(400) {
        match token.kind {
            TokenKind::Paragraph => return false,
            TokenKind::SingleQuote if !single => {}
            TokenKind::OpenQuote => return false,
            TokenKind::CloseQuote | TokenKind::StraightQuote | TokenKind::SingleQuote => {
                if side(text, token) == Side::Opens {
                    return false;
                }
                closing += 1;
                if closing == 2 {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

fn push(
    text: &str,
    tokens: &[Token],
    opened: &Opened,
    close: Span,
    closed: bool,
    nested: bool,
    found: &mut Vec<Quotation>,
) {
    let open = tokens[opened.token].span;
    let span = Span::new(open.start(), close.end());
    let inner = Span::new(open.end(), close.start().max(open.end()));
    if !inner.of(text).trim().is_empty() {
        found.push(Quotation { span, inner, closed, nested });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;
    use proptest::prelude::*;

    /// Outer quotations as `[…]`, nested ones as `(…)`, unclosed ones with `~`.
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = quotations(text, &tokens(text))
            .iter()
            .map(|q| {
                format!("{}{}{}", if q.nested { "+" } else { "" }, if q.closed { "" } else { "~" }, q.inner.of(text))
            })
            .collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn marks_of_all_kinds() {
        check("He said “yes” and \"no\" and ''never'' and ``now''.", &["yes", "no", "never", "now"]);
        check("“It is late,” she said. “Go home.”", &["It is late,", "Go home."]);
        check("that “there could be a call or a visit.\" The rest", &["there could be a call or a visit."]);
        check("no mark at all, it's the writers' day", &[]);
    }

    #[test]
    fn nested() {
        check("“She said, ‘Go home,’ and left,” he said.", &["She said, ‘Go home,’ and left,", "+Go home,"]);
        check("\"They cried 'stop' twice,\" he said.", &["They cried 'stop' twice,", "+stop"]);
        check("“He called it “a ruin” again,” she said.", &["He called it “a ruin” again,", "+a ruin"]);
    }

    #[test]
    fn a_stray_mark_ends_with_its_paragraph() {
        check("“We begin here.\n\n“And end here,” he said.", &["~We begin here.", "And end here,"]);
        check("A lost \" mark\n\n“Whole,” he said.", &["Whole,"]);
        check("“One never closed. “Two,” he said.", &["~One never closed.", "Two,"]);
    }

    proptest! {
        #[test]
        fn total_and_within_one_paragraph(text in "[a-c .,“”\"'‘’`\n]{0,60}") {
            for q in quotations(&text, &tokens(&text)) {
                prop_assert!(text.get(q.span.range()).is_some());
                prop_assert!(q.span.covers(q.inner));
                prop_assert!(!q.span.of(&text).contains("\n\n"));
            }
        }
    }
}
