use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::{View, uri};

/// `textDocument/documentLink`.
pub fn document_links(view: &View, params: &lsp::DocumentLinkParams) -> Option<Vec<lsp::DocumentLink>> {
    let path = uri::to_path(&params.text_document.uri);
    let text = view.text(&path)?;
    let link = |link: ide::Link| {
        let target = uri::from_path(&link.path)?;
        let range = view.range(&text, link.span);
        Some(lsp::DocumentLink { range, target: Some(target), tooltip: Some(link.title), data: None })
    };
    Some(ide::links(&view.snapshot, &path).into_iter().filter_map(link).collect())
}
