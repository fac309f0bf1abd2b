//! The semantic tokens that were sent, so that the next answer may be an edit of them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use tower_lsp::ls_types as lsp;

use super::tasks::locked;

/// The id of an answer, and its tokens.
type Sent = (String, Vec<lsp::SemanticToken>);

/// The tokens last sent for each document.
#[derive(Default)]
pub(super) struct SentTokens(Mutex<HashMap<Arc<Path>, Sent>>);

impl SentTokens {
    /// Keeps the tokens that are sent.
    pub(super) fn remember(&self, path: Arc<Path>, data: Vec<lsp::SemanticToken>) -> lsp::SemanticTokens {
        let mut sent = locked(&self.0);
        let number = sent.get(&path).and_then(|(id, _)| id.parse::<u64>().ok()).unwrap_or(0) + 1;
        let id = number.to_string();
        sent.insert(path, (id.clone(), data.clone()));
        lsp::SemanticTokens { result_id: Some(id), data }
    }

    /// The tokens that were sent under this id, if they are the last.
    pub(super) fn known(&self, path: &Path, id: &str) -> Option<Vec<lsp::SemanticToken>> {
        locked(&self.0).get(path).filter(|(known, _)| known == id).map(|(_, data)| data.clone())
    }

    /// The document is closed.
    pub(super) fn forget(&self, path: &Path) {
        locked(&self.0).remove(path);
    }
}
