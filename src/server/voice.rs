//! What a folder's thread tells the client: that reading goes on, that answers are stale, what is wrong in the
//! settings and in cards.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use tokio::sync::mpsc;
use tower_lsp::Client;
use tower_lsp::ls_types as lsp;

use crate::config::Problem;
use crate::corpus::{Issue, Progress};
use crate::lsp::answer::diagnose;
use crate::lsp::client::Abilities;
use crate::lsp::{View, position, uri};
use crate::text::Text;
use crate::world::Snapshot;

use super::folder::Listener;
use super::progress::Loading;
use super::publish::Stale;
use super::session::{PATIENCE, from_disk};

/// Passes on what a folder's thread tells.
pub(super) struct Voice {
    pub(super) stale: mpsc::UnboundedSender<Stale>,
    pub(super) loading: mpsc::UnboundedSender<Loading>,
    pub(super) changes: Arc<tokio::sync::watch::Sender<u64>>,
    pub(super) abilities: Arc<OnceLock<Arc<Abilities>>>,
    pub(super) pulled: Arc<AtomicBool>,
    pub(super) client: Client,
    pub(super) runtime: tokio::runtime::Handle,
}

impl Listener for Voice {
    fn loading(&self, root: &Path, progress: Option<Progress>, done: bool) {
        let root = root.to_owned();
        let event = match progress {
            _ if done => Loading::Done(root),
            Some(progress) => Loading::At(root, progress),
            None => Loading::Began(root),
        };
        let _ = self.loading.send(event);
    }

    fn unread(&self, root: &Path, issues: &[Issue]) {
        let diagnostic = |issue: &Issue| lsp::Diagnostic {
            severity: Some(lsp::DiagnosticSeverity::WARNING),
            source: Some("ibid".to_owned()),
            message: issue.message.clone(),
            ..lsp::Diagnostic::default()
        };
        // What is wrong with a folder, such as that of the index, has no line to stand on.
        let (folders, files): (Vec<&Issue>, Vec<&Issue>) = issues.iter().partition(|issue| issue.path.is_dir());
        for issue in folders {
            let (client, message) = (self.client.clone(), format!("{} ({})", issue.message, issue.path.display()));
            self.runtime.spawn(async move { client.show_message(lsp::MessageType::WARNING, message).await });
        }
        let said = files.into_iter().filter_map(|issue| Some((uri::from_path(&issue.path)?, vec![diagnostic(issue)])));
        let _ = self.stale.send(Stale::Unread(root.to_owned(), said.collect()));
    }

    fn changed(&self, _root: &Path) {
        let _ = self.stale.send(Stale::Everything);
        self.changes.send_modify(|count| *count += 1);
        // What the client asked for may be stale, and only it can ask again.
        let Some(abilities) = self.abilities.get().cloned() else { return };
        let pulled = self.pulled.load(Ordering::Relaxed);
        let client = self.client.clone();
        self.runtime.spawn(async move {
            let refreshed = async {
                if abilities.refreshes_diagnostics && pulled {
                    let _ = client.workspace_diagnostic_refresh().await;
                }
                if abilities.refreshes_tokens {
                    let _ = client.semantic_tokens_refresh().await;
                }
                if abilities.refreshes_hints {
                    let _ = client.inlay_hint_refresh().await;
                }
                if abilities.refreshes_lenses {
                    let _ = client.code_lens_refresh().await;
                }
            };
            let _ = tokio::time::timeout(PATIENCE, refreshed).await;
        });
    }

    fn cards(&self, snapshot: &Snapshot, paths: &[Arc<Path>]) {
        let Some(client) = self.abilities.get().cloned().filter(|_| !self.pulled.load(Ordering::Relaxed)) else {
            return;
        };
        let view = View::new(snapshot.clone(), client, Arc::default(), from_disk);
        for path in paths.iter().filter(|path| !snapshot.open.contains_key(*path)) {
            let items = diagnose(&view, path, true).items;
            if let Some(uri) = uri::from_path(path) {
                let _ = self.stale.send(Stale::Card(uri, items));
            }
        }
    }

    fn settings(&self, path: &Path, text: &Text, problems: &[Problem]) {
        let Some(uri) = uri::from_path(path) else { return };
        let encoding = self.abilities.get().map(|abilities| abilities.encoding).unwrap_or_default();
        let diagnostic = |problem: &Problem| lsp::Diagnostic {
            range: position::range(text, problem.span, encoding),
            severity: Some(lsp::DiagnosticSeverity::WARNING),
            source: Some("ibid".to_owned()),
            message: problem.message.clone(),
            ..lsp::Diagnostic::default()
        };
        let _ = self.stale.send(Stale::Other(uri, problems.iter().map(diagnostic).collect()));
    }
}
