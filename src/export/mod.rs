//! Findings and facts in the forms of others: JSON Lines, SARIF, rdjson, annotations.

mod codepoints;
mod facts;

pub use codepoints::CodePoints;
pub use facts::FactsLine;
