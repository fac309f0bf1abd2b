//! `ibid.lock`: which quotations were checked, and what their articles looked like then.
//!
//! A text file beside the settings, meant to be kept in Git: one entry a line (a JSON object), in order, so that
//! two branches merge. A place is a W3C text-quote selector: the exact words with a few before and behind them.
//! Written only on command, by [`write`]; a line that is no entry (a merge conflict's marks) is passed over.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::article::Article;
use crate::text::{Span, Text};

/// The name of the file in the workspace's root.
pub const LOCK: &str = "ibid.lock";

/// The first line of the file.
const HEAD: &str = "# Quotations as they were checked against their articles. Written by `ibid check --update-lock`.\n";
/// So many characters before and behind a passage are kept.
const AROUND: usize = 32;

/// A quotation that was checked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Checked {
    /// The article's key.
    pub key: String,
    /// The passage it stands in, its white space as single spaces.
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
    /// [`digest`] of the article as it was.
    pub article: String,
}

impl Checked {
    /// The passage `span` of an article as it is now.
    pub fn now(article: &Article, span: Span) -> Self {
        let text = article.text.as_str();
        let before = text.get(..span.start()).unwrap_or("");
        let behind = text.get(span.end()..).unwrap_or("");
        let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let end = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
        Self {
            key: article.key.clone(),
            exact: one_line(span.of(text)),
            prefix: one_line(before.get(start..).unwrap_or("")),
            suffix: one_line(behind.get(..end).unwrap_or("")),
            article: digest(article),
        }
    }

    /// The entry as a line of the file, without the line's end.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// SHA-256 of an article's text, in hexadecimal; white space counts as one space.
pub fn digest(article: &Article) -> String {
    let mut hash = Sha256::new();
    for word in article.text.as_str().split_whitespace() {
        hash.update(word);
        hash.update(" ");
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a lock file says.
#[derive(Clone, Debug)]
pub struct Lock {
    pub text: Text,
    /// In the order of the file, each with the span of its line (without the line's end).
    pub entries: Vec<(Span, Checked)>,
}

impl Default for Lock {
    fn default() -> Self {
        Self { text: Text::new(""), entries: Vec::new() }
    }
}

impl Lock {
    pub fn parse(text: Text) -> Self {
        let mut entries = Vec::new();
        let mut at = 0;
        for line in text.as_str().split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            if let Ok(entry) = serde_json::from_str(bare) {
                entries.push((Span::new(at, at + bare.len()), entry));
            }
            at += line.len();
        }
        Self { text, entries }
    }

    /// The lock of a workspace; an empty one where there is none. The error is a clause.
    pub fn read(root: &Path) -> Result<Self, String> {
        let path = path(root);
        match super::read_text(&path) {
            Ok(text) => Ok(Self::parse(text)),
            Err(_) if !path.exists() => Ok(Self::default()),
            Err(reason) => Err(reason),
        }
    }
}

/// Where the lock of a workspace lies.
pub fn path(root: &Path) -> PathBuf {
    root.join(LOCK)
}

/// The file of these entries, each once, in order.
fn file_of(mut entries: Vec<Checked>) -> String {
    entries.sort_unstable();
    entries.dedup();
    entries.iter().fold(HEAD.to_owned(), |mut file, entry| {
        file.push_str(&entry.line());
        file.push('\n');
        file
    })
}

/// Writes the lock of a workspace: the new file is whole before it takes the old one's place.
pub fn write(root: &Path, entries: Vec<Checked>) -> io::Result<()> {
    let (path, new) = (path(root), root.join(format!("{LOCK}.new-{}", std::process::id())));
    let made = File::create(&new).and_then(|mut file| {
        file.write_all(file_of(entries).as_bytes())?;
        file.sync_all()
    });
    let placed = made.and_then(|()| std::fs::rename(&new, &path));
    if placed.is_err() {
        let _ = std::fs::remove_file(&new);
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: &str, exact: &str) -> Checked {
        let (prefix, suffix) = ("said: “".to_owned(), "” and \"left\"".to_owned());
        Checked { key: key.into(), exact: exact.into(), prefix, suffix, article: "00ff".into() }
    }

    #[test]
    fn what_is_written_is_read_in_order_and_once() {
        let dir = tempfile::tempdir().unwrap();
        let entries = vec![entry("b", "x"), entry("a", "z \\ \"z\""), entry("b", "x"), entry("a", "y")];
        write(dir.path(), entries).unwrap();
        let lock = Lock::read(dir.path()).unwrap();
        let found: Vec<_> = lock.entries.iter().map(|(_, e)| (e.key.as_str(), e.exact.as_str())).collect();
        assert_eq!(found, [("a", "y"), ("a", "z \\ \"z\""), ("b", "x")]);
        for (span, entry) in &lock.entries {
            assert_eq!(span.of(lock.text.as_str()), entry.line());
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_conflict_hides_nothing_but_its_marks() {
        let (a, b) = (entry("a", "x").line(), entry("b", "y").line());
        let text = format!("{HEAD}<<<<<<< ours\r\n{a}\r\n=======\n{b}\n>>>>>>> theirs");
        assert_eq!(Lock::parse(Text::new(text)).entries.len(), 2);
        assert!(Lock::read(Path::new("/nowhere/at/all")).unwrap().entries.is_empty());
    }
}
