use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::View;

use super::markup::markup;
use super::place;

/// `textDocument/hover`. Nothing where nothing of ours stands, so that other servers' hovers stand alone.
pub fn hover(view: &View, params: &lsp::HoverParams) -> Option<lsp::Hover> {
    let (path, offset) = place(view, &params.text_document_position_params)?;
    let hover = ide::hover(&view.snapshot, &path, offset)?;
    Some(lsp::Hover {
        contents: lsp::HoverContents::Markup(markup(hover.markdown, view.client.markdown)),
        range: Some(view.range(&view.text(&path)?, hover.span)),
    })
}
