//! The answers to requests: one file each, from the editor's parameters to what `ide` and `check` say and
//! back. All are pure functions over a [`View`]; `server` calls them on its pool.

mod call_hierarchy;
mod code_action;
mod code_lens;
mod completion;
mod definition;
mod diagnostics;
mod document_highlight;
mod document_link;
mod document_symbol;
mod edit;
mod execute_command;
mod folding_range;
mod hover;
mod inlay_hint;
mod linked_editing_range;
mod markup;
mod references;
mod rename;
mod selection_range;
mod semantic_tokens;
mod workspace_symbol;

use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

pub use call_hierarchy::{incoming_calls, outgoing_calls, prepare_call_hierarchy};
pub use code_action::{FIX_ALL, SHOW_KIND, code_action_resolve, code_actions};
pub use code_lens::{code_lens_resolve, code_lenses};
pub use completion::{completion, completion_resolve};
pub use definition::{definition, implementation, type_definition};
pub use diagnostics::{Diagnosed, diagnose};
pub use document_highlight::document_highlights;
pub use document_link::{document_link_resolve, document_links};
pub use document_symbol::document_symbols;
pub use edit::joined;
pub use execute_command::{SHOW, place_to_show};
pub use folding_range::folding_ranges;
pub use hover::hover;
pub use inlay_hint::{inlay_hint_resolve, inlay_hints};
pub use linked_editing_range::linked_editing_ranges;
pub use references::references;
pub use rename::{follow_renames, prepare_rename, rename, renamed};
pub use selection_range::selection_ranges;
pub use semantic_tokens::{legend, semantic_tokens, semantic_tokens_range, token_edit};
pub use workspace_symbol::workspace_symbols;

use super::View;
use super::uri::to_path;

/// The path of a document, with the byte offset of a place in it.
fn place(view: &View, at: &lsp::TextDocumentPositionParams) -> Option<(Arc<Path>, usize)> {
    let path = to_path(&at.text_document.uri);
    let offset = view.offset(&path, at.position)?;
    Some((path, offset))
}

/// The document that a half-finished answer of ours is about, by what comes back with it for us; none for an
/// answer that is finished, or somebody else's.
pub fn origin(data: Option<&serde_json::Value>) -> Option<lsp::Uri> {
    data?.get("uri")?.as_str()?.parse().ok()
}
