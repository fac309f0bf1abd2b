use super::{Span, Token};

/// The sentences of `within`, a span of `text` that is one paragraph; `tokens` are those of the whole text.
pub fn sentences(text: &str, tokens: &[Token], within: Span) -> Vec<Span> {
    let _ = (text, tokens);
    vec![within]
}
