use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::View;

use super::place;

/// `textDocument/references`.
pub fn references(view: &View, params: &lsp::ReferenceParams) -> Option<Vec<lsp::Location>> {
    let (path, offset) = place(view, &params.text_document_position)?;
    let found = ide::references(&view.snapshot, &path, offset);
    Some(found.iter().filter_map(|location| view.location(&location.path, location.span)).collect())
}
