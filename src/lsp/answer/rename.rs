use std::path::Path;

use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::{View, uri};

use super::code_action::workspace_edit;
use super::place;

/// `textDocument/prepareRename`.
pub fn prepare_rename(view: &View, params: &lsp::TextDocumentPositionParams) -> Option<lsp::PrepareRenameResponse> {
    let (path, offset) = place(view, params)?;
    let span = ide::rename_span(&view.snapshot, &path, offset)?;
    Some(lsp::PrepareRenameResponse::Range(view.range(&view.text(&path)?, span)))
}

/// `textDocument/rename`; why not, in a sentence for the writer.
///
/// # Errors
/// What stands there cannot be renamed, or not to this name.
pub fn rename(view: &View, params: &lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>, String> {
    let Some((path, offset)) = place(view, &params.text_document_position) else { return Ok(None) };
    let edits = ide::rename(&view.snapshot, &path, offset, &params.new_name)?;
    Ok(workspace_edit(view, &edits))
}

/// `workspace/willRenameFiles`, one file of it: the citations follow their article.
pub fn follow_rename(view: &View, old: &Path, new: &Path) -> Option<lsp::WorkspaceEdit> {
    let edits = ide::follow_rename(&view.snapshot, old, new);
    if edits.is_empty() { None } else { workspace_edit(view, &edits) }
}

/// The parameters' URIs as paths.
pub fn renamed(file: &lsp::FileRename) -> Option<(std::sync::Arc<Path>, std::sync::Arc<Path>)> {
    let path = |text: &str| text.parse().ok().map(|uri| uri::to_path(&uri));
    Some((path(&file.old_uri)?, path(&file.new_uri)?))
}
