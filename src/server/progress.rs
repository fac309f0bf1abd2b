//! Work-done progress while a folder is read, for clients that show it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, Weak};
use std::time::Duration;

use tokio::sync::mpsc;
use tower_lsp::ls_types as lsp;

use crate::corpus::Progress;

use super::session::Session;
use super::tasks::locked;

/// How long the client may take to allow a progress bar.
const PATIENCE: Duration = Duration::from_secs(5);

/// Something about the reading of a folder.
#[derive(Debug)]
pub(super) enum Loading {
    Began(PathBuf),
    At(PathBuf, Progress),
    Done(PathBuf),
}

/// The bars that are shown, and the folder whose reading each tells of.
#[derive(Debug, Default)]
pub(super) struct Bars(Mutex<Vec<(lsp::ProgressToken, PathBuf)>>);

impl Bars {
    fn show(&self, token: &lsp::ProgressToken, root: PathBuf) {
        locked(&self.0).push((token.clone(), root));
    }

    fn hide(&self, token: &lsp::ProgressToken) {
        locked(&self.0).retain(|(shown, _)| shown != token);
    }

    /// The folder whose reading a bar tells of.
    pub(super) fn root(&self, token: &lsp::ProgressToken) -> Option<PathBuf> {
        locked(&self.0).iter().find(|(shown, _)| shown == token).map(|(_, root)| root.clone())
    }
}

/// Shows progress until the session is dropped.
pub(super) async fn run(session: Weak<Session>, mut loading: mpsc::UnboundedReceiver<Loading>) {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let mut shown: HashMap<PathBuf, lsp::ProgressToken> = HashMap::new();
    while let Some(event) = loading.recv().await {
        let Some(session) = session.upgrade() else { return };
        if !session.abilities().progress {
            continue;
        }
        match event {
            Loading::Began(root) => {
                let name = format!("ibid/{}", NUMBER.fetch_add(1, Ordering::Relaxed));
                let token = lsp::ProgressToken::String(name);
                let created = session.client.create_work_done_progress(token.clone());
                if matches!(tokio::time::timeout(PATIENCE, created).await, Ok(Ok(()))) {
                    session.bars.show(&token, root.clone());
                    let title = "Reading articles".to_owned();
                    let begin = lsp::WorkDoneProgressBegin { title, cancellable: Some(true), ..Default::default() };
                    send(&session, token.clone(), lsp::WorkDoneProgress::Begin(begin)).await;
                    shown.insert(root, token);
                }
            }
            Loading::At(root, progress) => {
                let Some(token) = shown.get(&root) else { continue };
                let report = lsp::WorkDoneProgressReport {
                    cancellable: Some(true),
                    message: Some(progress.to_string()),
                    percentage: progress.percent(),
                };
                send(&session, token.clone(), lsp::WorkDoneProgress::Report(report)).await;
            }
            Loading::Done(root) => {
                if let Some(token) = shown.remove(&root) {
                    session.bars.hide(&token);
                    let end = lsp::WorkDoneProgressEnd { message: None };
                    send(&session, token, lsp::WorkDoneProgress::End(end)).await;
                }
            }
        }
    }
}

async fn send(session: &Session, token: lsp::ProgressToken, value: lsp::WorkDoneProgress) {
    let value = lsp::ProgressParamsValue::WorkDone(value);
    session.client.send_notification::<lsp::notification::Progress>(lsp::ProgressParams { token, value }).await;
}
