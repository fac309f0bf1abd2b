use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::View;

use super::place;

/// `textDocument/documentHighlight`.
pub fn document_highlights(view: &View, params: &lsp::DocumentHighlightParams) -> Option<Vec<lsp::DocumentHighlight>> {
    let (path, offset) = place(view, &params.text_document_position_params)?;
    let text = view.text(&path)?;
    let spans = ide::highlights(&view.snapshot, &path, offset);
    let highlight = |span| lsp::DocumentHighlight { range: view.range(&text, span), kind: None };
    (!spans.is_empty()).then(|| spans.into_iter().map(highlight).collect())
}
