//! Which folders a client works in.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types as lsp;

use crate::config::SETTINGS_FILE;
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

/// Why a folder is not read: a home folder or a whole disk is opened by mistake, and reading it takes minutes.
pub(super) fn refusal(root: &Path) -> Option<String> {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let too_much = root.parent().is_none() || home.as_deref() == Some(root);
    (too_much && !root.join(SETTINGS_FILE).exists())
        .then(|| format!("ibid does not read all of {}. Open the folder of your articles and notes.", root.display()))
}
