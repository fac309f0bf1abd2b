//! The log: one line an event on standard error, which editors show in their output pane. Standard output
//! belongs to the wire.

use std::fmt;
use std::io::Write;

/// Something a user should do something about.
pub(super) fn error(message: fmt::Arguments<'_>) {
    write("error", message);
}

/// Something that went wrong and was mended.
pub(super) fn warning(message: fmt::Arguments<'_>) {
    write("warning", message);
}

/// What happened.
pub(super) fn info(message: fmt::Arguments<'_>) {
    write("info", message);
}

/// A closed standard error is no reason to stop serving.
fn write(level: &str, message: fmt::Arguments<'_>) {
    let now = jiff::Zoned::now();
    let _ = writeln!(std::io::stderr().lock(), "{} {level}: {message}", now.strftime("%H:%M:%S"));
}
