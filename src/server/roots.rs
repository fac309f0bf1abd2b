//! Which folders a client works in.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types as lsp;

use crate::corpus;
use crate::lsp::uri;

/// The folders that `initialize` names, by the newest of the three ways to name them.
#[expect(deprecated, reason = "older clients send `rootUri` or `rootPath` only")]
pub(super) fn of(params: &lsp::InitializeParams) -> Vec<PathBuf> {
    let named = params.workspace_folders.as_deref().unwrap_or_default();
    let mut roots: Vec<PathBuf> = named.iter().filter_map(|folder| on_disk(&folder.uri)).collect();
    if roots.is_empty() {
        roots.extend(params.root_uri.as_ref().and_then(on_disk));
    }
    if roots.is_empty() {
        roots.extend(params.root_path.as_ref().map(PathBuf::from).filter(|path| path.is_absolute()));
    }
    roots.dedup();
    roots
}

/// The path of a folder on this machine.
pub(super) fn on_disk(uri: &lsp::Uri) -> Option<PathBuf> {
    let path = uri::to_path(uri);
    path.is_absolute().then(|| path.to_path_buf())
}

/// The folder that is read for one that the client names: the nearest at or above it with settings.
pub(super) fn above(folder: &Path) -> PathBuf {
    corpus::with_settings(folder).unwrap_or_else(|| folder.to_path_buf())
}
