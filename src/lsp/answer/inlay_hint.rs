use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::{View, position, uri};

/// `textDocument/inlayHint`. Nothing is left to resolve: the reasons are at hand.
pub fn inlay_hints(view: &View, params: &lsp::InlayHintParams) -> Option<Vec<lsp::InlayHint>> {
    let path = uri::to_path(&params.text_document.uri);
    let text = view.text(&path)?;
    let hints = ide::hints(&view.snapshot, &path, view.span(&text, params.range));
    let hint = |hint: ide::Hint| lsp::InlayHint {
        position: position::position(&text, hint.offset, view.client.encoding),
        // The space before the words is the editor's to draw.
        padding_left: Some(true),
        label: lsp::InlayHintLabel::String(hint.label.trim_start().to_owned()),
        kind: None,
        text_edits: None,
        tooltip: (!hint.tooltip.is_empty()).then_some(lsp::InlayHintTooltip::String(hint.tooltip)),
        padding_right: None,
        data: None,
    };
    Some(hints.into_iter().map(hint).collect())
}
