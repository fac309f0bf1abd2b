use std::io::{IsTerminal, Write};
use std::time::Duration;

use crate::corpus::Progress;

/// Reading that takes no longer is not spoken of.
const PATIENCE: Duration = Duration::from_millis(400);

/// One line on a terminal that says how far the reading of articles is; gone when dropped.
#[derive(Debug)]
pub(super) struct ProgressLine<W: Write> {
    output: W,
    /// Nothing is written where nobody looks.
    terminal: bool,
    shown: bool,
}

impl<W: Write + IsTerminal> ProgressLine<W> {
    pub(super) fn new(output: W) -> Self {
        let terminal = output.is_terminal();
        Self { output, terminal, shown: false }
    }
}

impl<W: Write> ProgressLine<W> {
    pub(super) fn show(&mut self, progress: &Progress) {
        if self.terminal && progress.elapsed >= PATIENCE {
            // A terminal that cannot be written to is no reason to stop reading.
            let _ = write!(self.output, "\r\x1b[K{}", describe(progress)).and_then(|()| self.output.flush());
            self.shown = true;
        }
    }
}

impl<W: Write> Drop for ProgressLine<W> {
    fn drop(&mut self) {
        if self.shown {
            let _ = self.output.write_all(b"\r\x1b[K");
        }
    }
}

/// `Reading articles: 1200 of 3000, 11.3 MB/s, 4 s left`
fn describe(progress: &Progress) -> String {
    format!("Reading articles: {progress}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(elapsed: u64) -> Progress {
        Progress { done: 30, total: Some(120), bytes: 4_000_000, elapsed: Duration::from_millis(elapsed) }
    }

    #[test]
    fn the_line_tells_how_far_how_fast_how_long() {
        assert_eq!(describe(&progress(2000)), "Reading articles: 30 of 120, 2.0 MB/s, 6 s left");
    }

    #[test]
    fn the_line_comes_late_and_goes() {
        let mut output = Vec::new();
        let mut line = ProgressLine { output: &mut output, terminal: true, shown: false };
        line.show(&progress(100));
        assert!(line.output.is_empty());
        line.show(&progress(1000));
        drop(line);
        assert!(output.ends_with(b"\r\x1b[K"));
    }
}
