//! The answers to requests: one file each, from the editor's parameters to what `ide` and `check` say and
//! back. All are pure functions over a [`View`]; `server` calls them on its pool.

mod code_action;
mod definition;
mod diagnostics;
mod document_symbol;
mod hover;
mod references;

use tower_lsp::ls_types as lsp;

pub use code_action::code_actions;
pub use definition::definition;
pub use diagnostics::{Diagnosed, diagnose};
pub use document_symbol::document_symbols;
pub use hover::hover;
pub use references::references;

use super::View;
use super::uri::to_path;

/// The path of a document, with the byte offset of a place in it.
fn place(view: &View, at: &lsp::TextDocumentPositionParams) -> Option<(std::sync::Arc<std::path::Path>, usize)> {
    let path = to_path(&at.text_document.uri);
    let offset = view.offset(&path, at.position)?;
    Some((path, offset))
}
