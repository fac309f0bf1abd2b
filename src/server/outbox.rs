//! The one way out: a queue of whole messages and one task that writes them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use tokio::io::AsyncWrite;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;

use super::log;
use super::wire::write_frame;

/// The first length of the queue that is worth a line in the log; then every doubling of it.
const HIGH_WATER: usize = 1000;

/// Puts messages in the queue. Never waits: who serves a slow client must not be slowed by it.
#[derive(Clone, Debug)]
pub(super) struct Outbox {
    queue: mpsc::UnboundedSender<Vec<u8>>,
    waiting: Arc<AtomicUsize>,
}

impl Outbox {
    /// A queue and the task that writes it to `output`. When the client is gone, `gone` is told. The task ends
    /// when every `Outbox` is dropped and all is written.
    pub(super) fn start<W>(mut output: W, gone: Arc<Notify>) -> (Self, JoinHandle<()>)
    where
        W: AsyncWrite + Unpin + Send + 'static,
    {
        let (queue, mut messages) = mpsc::unbounded_channel::<Vec<u8>>();
        let waiting = Arc::new(AtomicUsize::new(0));
        let outbox = Self { queue, waiting: Arc::clone(&waiting) };
        let writer = tokio::spawn(async move {
            let mut high = HIGH_WATER;
            while let Some(message) = messages.recv().await {
                let behind = waiting.fetch_sub(1, Ordering::Relaxed);
                if behind > high {
                    high = behind * 2;
                    log::warning(format_args!("the client is {behind} messages behind"));
                }
                if let Err(error) = write_frame(&mut output, &message).await {
                    log::info(format_args!("the client is gone: {error}"));
                    gone.notify_one();
                    return;
                }
            }
        });
        (outbox, writer)
    }

    /// Sends a message; to a client that is gone, nothing.
    pub(super) fn send<T: Serialize>(&self, message: &T) {
        match serde_json::to_vec(message) {
            Ok(body) => {
                self.waiting.fetch_add(1, Ordering::Relaxed);
                let _ = self.queue.send(body);
            }
            Err(error) => log::error(format_args!("a message that is no JSON was not sent: {error}")),
        }
    }
}
