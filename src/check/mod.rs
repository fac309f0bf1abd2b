//! Checks: one file a diagnostic, each with its code, its documentation, the check and its tests.
//!
//! A check is a pure function over a snapshot and a note. [`findings`] runs them all, applies settings
//! and suppressions, and keeps one finding a span: the most specific.

use std::path::Path;
use std::sync::Arc;

use crate::config::Level;
use crate::note::Note;
use crate::text::Span;
use crate::world::Snapshot;

/// What a check reports.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The code: words, never changed once released.
    pub code: &'static str,
    pub level: Level,
    pub span: Span,
    /// At most 110 characters; speaks of the source.
    pub message: String,
    /// The passages the finding rests on, best first.
    pub evidence: Vec<Evidence>,
    pub fixes: Vec<Fix>,
}

/// A passage of an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    pub path: Arc<Path>,
    pub key: String,
    pub span: Span,
    /// The passage's own words.
    pub text: String,
}

/// A change that answers a finding. Never overwrites a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    pub title: String,
    /// Only one answer exists: fix-all may apply it.
    pub preferred: bool,
    pub edits: Vec<FileEdit>,
}

/// A change of one file: the bytes of `span` give way to `new_text`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileEdit {
    pub path: Arc<Path>,
    pub span: Span,
    pub new_text: String,
}

/// All findings of a note, by place; settings and suppressions applied.
pub fn findings(snapshot: &Snapshot, note: &Note) -> Vec<Finding> {
    let _ = (snapshot, note);
    Vec::new()
}
