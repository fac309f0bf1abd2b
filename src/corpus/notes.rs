use std::path::Path;
use std::sync::Arc;

use crate::config::Config;
use crate::text::Text;

use super::walk::{Layout, Purpose};
use super::{Issue, file};

/// The notes of `root`, with their text, by path; and those that could not be read.
pub fn notes(root: &Path, config: &Config) -> (Vec<(Arc<Path>, Text)>, Vec<Issue>) {
    texts(root, config, Purpose::Note)
}

/// The cards of `root` (what the user wrote down about actors), as [`notes`].
pub fn cards(root: &Path, config: &Config) -> (Vec<(Arc<Path>, Text)>, Vec<Issue>) {
    texts(root, config, Purpose::Card)
}

/// The text of one file, in whatever encoding. The error is a clause for a reader: why it was not read.
pub fn read_text(path: &Path) -> Result<Text, String> {
    let file = file::read(path)?;
    Ok(Text::new(file::decode(&file.bytes)?))
}

fn texts(root: &Path, config: &Config, purpose: Purpose) -> (Vec<(Arc<Path>, Text)>, Vec<Issue>) {
    let mut issues = Vec::new();
    let mut texts = Vec::new();
    for found in Layout::new(root, config).list(purpose, &mut issues) {
        match read_text(&found.path) {
            Ok(text) => texts.push((found.path, text)),
            Err(reason) => issues.push(Issue::new(&found.path, format!("Not read: {reason}."))),
        }
    }
    (texts, issues)
}
