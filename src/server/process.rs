//! The editor's process: when it is gone, so is its server (LSP 3.17, `InitializeParams.processId`).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Notify;

/// How often the editor's process is looked for.
const EVERY: Duration = Duration::from_secs(3);

/// Tells `gone` when the process that `initialize` names is no more. Only where processes are files
/// (`/proc`); elsewhere the end of input has to tell.
pub(super) fn watch(initialize: Option<&Value>, gone: &Arc<Notify>) {
    let Some(id) = initialize.and_then(|params| params.get("processId")).and_then(Value::as_u64) else { return };
    let process = PathBuf::from(format!("/proc/{id}"));
    // A process that is not there at the start is in another namespace (a container), not dead.
    if !process.exists() {
        return;
    }
    let gone = Arc::downgrade(gone);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(EVERY).await;
            let Some(gone) = gone.upgrade() else { return };
            if !process.exists() {
                return gone.notify_one();
            }
        }
    });
}
