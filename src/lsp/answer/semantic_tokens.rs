use tower_lsp::ls_types as lsp;

use crate::ide::{self, TokenClass};
use crate::lsp::{View, uri};
use crate::text::{Span, Text};

/// The types and modifiers by their numbers in what is sent. All are standard ones, so that every colour theme
/// shows them.
pub fn legend() -> lsp::SemanticTokensLegend {
    lsp::SemanticTokensLegend {
        token_types: vec![
            lsp::SemanticTokenType::CLASS,
            lsp::SemanticTokenType::STRUCT,
            lsp::SemanticTokenType::NAMESPACE,
            lsp::SemanticTokenType::INTERFACE,
            lsp::SemanticTokenType::EVENT,
            lsp::SemanticTokenType::NUMBER,
            lsp::SemanticTokenType::STRING,
            lsp::SemanticTokenType::PROPERTY,
        ],
        token_modifiers: vec![lsp::SemanticTokenModifier::DECLARATION, lsp::SemanticTokenModifier::READONLY],
    }
}

fn number(class: TokenClass) -> u32 {
    match class {
        TokenClass::Person => 0,
        TokenClass::Organisation => 1,
        TokenClass::Place => 2,
        TokenClass::Group => 3,
        TokenClass::Date => 4,
        TokenClass::Figure => 5,
        TokenClass::Quotation => 6,
        TokenClass::Key => 7,
    }
}

/// `textDocument/semanticTokens/full`, without the id.
pub fn semantic_tokens(view: &View, document: &lsp::TextDocumentIdentifier) -> Option<Vec<lsp::SemanticToken>> {
    encoded(view, document, None)
}

/// `textDocument/semanticTokens/range`.
pub fn semantic_tokens_range(
    view: &View,
    params: &lsp::SemanticTokensRangeParams,
) -> Option<lsp::SemanticTokensRangeResult> {
    let data = encoded(view, &params.text_document, Some(params.range))?;
    Some(lsp::SemanticTokensRangeResult::Tokens(lsp::SemanticTokens { result_id: None, data }))
}

/// The one edit that makes `new` of `old`; none when they are equal.
pub fn token_edit(old: &[lsp::SemanticToken], new: &[lsp::SemanticToken]) -> Option<lsp::SemanticTokensEdit> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[head..], &new[head..]);
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (removed, added) = (old.len() - tail, &new[..new.len() - tail]);
    // Counted in integers, of which a token has five.
    Some(lsp::SemanticTokensEdit {
        start: head as u32 * 5,
        delete_count: removed as u32 * 5,
        data: (!added.is_empty()).then(|| added.to_vec()),
    })
}

fn encoded(
    view: &View,
    document: &lsp::TextDocumentIdentifier,
    range: Option<lsp::Range>,
) -> Option<Vec<lsp::SemanticToken>> {
    let path = uri::to_path(&document.uri);
    let text = view.text(&path)?;
    let within = range.map(|range| view.span(&text, range));
    let mut tokens = Vec::new();
    let mut last = lsp::Position::default();
    for token in ide::semantic_tokens(&view.snapshot, &path, within) {
        let modifiers = u32::from(token.introduces) | u32::from(token.quoted) << 1;
        // Few clients take a token of several lines.
        for span in lines(&text, token.span) {
            let range = view.range(&text, span);
            let same_line = range.start.line == last.line;
            tokens.push(lsp::SemanticToken {
                delta_line: range.start.line.saturating_sub(last.line),
                delta_start: range.start.character.saturating_sub(if same_line { last.character } else { 0 }),
                length: range.end.character.saturating_sub(range.start.character),
                token_type: number(token.class),
                token_modifiers_bitset: modifiers,
            });
            last = range.start;
        }
    }
    Some(tokens)
}

/// The parts of a span on each of its lines, without line ends.
fn lines(text: &Text, span: Span) -> Vec<Span> {
    let line = |offset| text.position(offset, crate::text::Encoding::Utf8).line as usize;
    let part = |line: usize| {
        let line = text.line(line);
        Span::new(line.start().max(span.start()), line.end().min(span.end()).max(line.start().max(span.start())))
    };
    (line(span.start())..=line(span.end())).map(part).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_makes_the_new_tokens() {
        let token = |length| lsp::SemanticToken { length, ..lsp::SemanticToken::default() };
        let check = |old: &[u32], new: &[u32]| {
            let tokens = |lengths: &[u32]| lengths.iter().copied().map(token).collect::<Vec<_>>();
            let (mut edited, new) = (tokens(old), tokens(new));
            let edit = token_edit(&edited, &new);
            if let Some(edit) = &edit {
                let (start, count) = (edit.start as usize / 5, edit.delete_count as usize / 5);
                edited.splice(start..start + count, edit.data.clone().unwrap_or_default());
            }
            assert_eq!(edited, new);
            edit.is_some()
        };
        assert!(!check(&[1, 2, 3], &[1, 2, 3]));
        assert!(check(&[1, 2, 3], &[1, 3]));
        assert!(check(&[1, 1, 1], &[1, 1]));
        assert!(check(&[], &[1]));
        assert!(check(&[1, 2, 3], &[4, 2, 3]));
    }

    #[test]
    fn a_token_of_two_lines_is_two() {
        let text = Text::new("“one\r\n\r\ntwo” x");
        let parts: Vec<_> =
            lines(&text, Span::new(0, 16)).iter().map(|part| part.of(text.as_str()).to_owned()).collect();
        assert_eq!(parts, ["“one", "two”"]);
    }
}
