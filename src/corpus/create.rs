use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file that is not there yet. One that is there stays as it is: the error is `AlreadyExists`.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
