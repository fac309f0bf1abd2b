//! Findings and facts in the forms of others: JSON Lines, SARIF, rdjson, workflow commands.
//!
//! Pure: a [`Report`] and the [`Places`] that its spans lie in go in, text comes out.

mod codepoints;
mod facts;
mod github;
mod jsonl;
mod place;
mod rdjson;
#[cfg(test)]
pub(crate) mod sample;
mod sarif;
mod schema;

use std::path::Path;
use std::sync::Arc;

use crate::check::Finding;

pub use codepoints::CodePoints;
pub use facts::FactsLine;
pub use github::github;
pub use jsonl::jsonl;
pub use place::{Place, Places};
pub use rdjson::rdjson;
pub use sarif::sarif;
pub use schema::{editor_settings, schema};

/// What was found in one note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    pub path: Arc<Path>,
    /// In order of place.
    pub findings: Vec<Finding>,
}
