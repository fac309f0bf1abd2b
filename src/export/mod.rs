//! Findings and facts in the forms of others: JSON Lines, SARIF, rdjson, annotations.
