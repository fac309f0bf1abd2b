//! Checks: one file a diagnostic, each with its code, its documentation, the check and its tests.
//!
//! A check is a pure function over a note and its sources ([`Reading`]), over an article, or over a card. [`findings`]
//! runs them all, applies settings and suppressions, and keeps one finding a span: the most specific.

mod frame;
mod passage;
mod registry;
mod wording;
mod written_date;

mod ambiguous_key;
mod ambiguous_name;
mod bad_locator;
mod broken_card;
mod date_differs;
mod elision_changes_sense;
mod figure_differs;
mod impossible_date;
mod misquote;
mod misspelled_name;
mod name_variant;
mod not_in_source;
mod other_speaker;
mod quote_elsewhere;
mod quote_not_found;
mod relative_date;
mod role_differs;
mod single_source;
mod source_changed;
mod sources_differ;
mod undated_source;
mod unknown_source;
mod unmarked_quotation;
mod unsourced_claim;
mod unused_suppression;
mod weekday_mismatch;

use std::path::Path;
use std::sync::Arc;

use crate::config::Level;
use crate::text::Span;

pub use frame::{findings, findings_in, findings_of_article, findings_of_card};
pub use registry::{Check, all, by_code, unknown_rules};

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
