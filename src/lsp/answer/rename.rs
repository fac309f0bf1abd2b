use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use crate::ide::{self, Moves};
use crate::lsp::{View, uri};

use super::edit::{edit_and_move, workspace_edit};
use super::place;

/// `textDocument/prepareRename`.
pub fn prepare_rename(view: &View, params: &lsp::TextDocumentPositionParams) -> Option<lsp::PrepareRenameResponse> {
    let (path, offset) = place(view, params)?;
    let (span, placeholder) = ide::rename_span(&view.snapshot, &path, offset)?;
    let range = view.range(&view.text(&path)?, span);
    Some(lsp::PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
}

/// `textDocument/rename`; why not, in a sentence for the writer.
///
/// # Errors
/// What stands there cannot be renamed, or not to this name.
pub fn rename(view: &View, params: &lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>, String> {
    let Some((path, offset)) = place(view, &params.text_document_position) else { return Ok(None) };
    let renaming = ide::rename(&view.snapshot, &view.descriptions(), &path, offset, &params.new_name)?;
    let Some(file) = renaming.file else { return Ok(workspace_edit(view, &renaming.edits)) };
    let by_hand = || "This key is the file's name: rename the file, and the citations follow.".to_owned();
    edit_and_move(view, &renaming.edits, &file).ok_or_else(by_hand).map(Some)
}

/// `workspace/willRenameFiles`: what names the files follows. Files and folders with their new paths.
pub fn follow_renames(view: &View, moved: &[(Arc<Path>, Arc<Path>)]) -> Option<lsp::WorkspaceEdit> {
    let edits = ide::follow(&view.snapshot, &view.descriptions(), Moves(moved));
    if edits.is_empty() { None } else { workspace_edit(view, &edits) }
}

/// The parameters' URIs as paths.
pub fn renamed(file: &lsp::FileRename) -> Option<(Arc<Path>, Arc<Path>)> {
    let path = |text: &str| text.parse().ok().map(|uri| uri::to_path(&uri));
    Some((path(&file.old_uri)?, path(&file.new_uri)?))
}
