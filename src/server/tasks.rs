//! Work off the reader: a bounded pool of threads, each job with a flag that says nobody waits any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::jsonrpc::{Error, Result};

/// Says that the answer is no longer wanted.
#[derive(Clone, Debug, Default)]
pub(super) struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Sets the flag when the future that waits is dropped: that is how tower-lsp cancels.
struct OnDrop(Cancel);

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

/// Runs a job on the pool. A job that nobody waits for any more when its turn comes is not begun; one that
/// panics is an internal error, and the panic hook has logged where.
pub(super) async fn run<T: Send + 'static>(job: impl FnOnce(&Cancel) -> T + Send + 'static) -> Result<T> {
    let cancel = Cancel::default();
    let _waiting = OnDrop(cancel.clone());
    let done = tokio::task::spawn_blocking(move || if cancel.is_set() { None } else { Some(job(&cancel)) }).await;
    match done {
        Ok(Some(answer)) => Ok(answer),
        Ok(None) => Err(Error::request_cancelled()),
        Err(_panic) => Err(Error::internal_error()),
    }
}

/// The value behind a lock; a panic while it was held left it as it was before, because all changes are by swap.
pub(super) fn locked<T>(lock: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
