use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How many pieces of work may wait between two stages. Small: what waits is held in memory.
const WAITING: usize = 64;
/// How long the last stage waits before it is called without anything.
const PATIENCE: Duration = Duration::from_millis(100);

/// Passes what `source` hands out through `work`, on `jobs` threads, to `sink` on this one. Each stage
/// waits for the next, so that nothing piles up. `sink` is called with nothing now and then, so that it
/// can keep time; it breaks everything off. A `work` that panics gives nothing, and `sink` is told so.
pub(super) fn run<T: Send, R: Send>(
    jobs: usize,
    source: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>) + Send,
    work: impl Fn(&T) -> R + Sync,
    sink: &mut dyn FnMut(Option<(T, Option<R>)>) -> ControlFlow<()>,
) {
    let stop = AtomicBool::new(false);
    let (to_do, queue) = mpsc::sync_channel::<T>(WAITING);
    let (to_sink, done) = mpsc::sync_channel::<(T, Option<R>)>(WAITING);
    let queue = Mutex::new(queue);
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
    let worker = |to_sink: SyncSender<_>| {
        while let Some(piece) = next() {
            if stop.load(Ordering::Relaxed) {
                continue;
            }
            let result = catch_unwind(AssertUnwindSafe(|| work(&piece))).ok();
            if to_sink.send((piece, result)).is_err() {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            let to_sink = to_sink.clone();
            let worker = &worker;
            scope.spawn(move || worker(to_sink));
        }
        drop(to_sink);
        let stop = &stop;
        scope.spawn(move || {
            source(&mut |piece| {
                if stop.load(Ordering::Relaxed) || to_do.send(piece).is_err() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
        });
        loop {
            let piece = match done.recv_timeout(PATIENCE) {
                Ok(piece) => Some(piece),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            // Once broken off, the other stages are only emptied.
            if !stop.load(Ordering::Relaxed) && sink(piece).is_break() {
                stop.store(true, Ordering::Relaxed);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(jobs: usize, until: usize, expected: usize) {
        let mut sum = 0;
        let mut failed = 0;
        run(
            jobs,
            |hand_out| {
                let _ = (1..=1000_usize).try_for_each(hand_out);
            },
            |piece| if piece % 100 == 0 { panic!("on purpose") } else { 1 },
            &mut |done| {
                match done {
                    Some((_, Some(one))) => sum += one,
                    Some((_, None)) => failed += 1,
                    None => {}
                }
                if sum + failed >= until { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(sum + failed, expected);
    }

    #[test]
    fn everything_arrives_or_is_broken_off() {
        check(1, usize::MAX, 1000);
        check(4, usize::MAX, 1000);
        check(3, 10, 10);
    }
}
