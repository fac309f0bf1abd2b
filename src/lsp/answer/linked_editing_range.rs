use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::View;

use super::place;

/// What a label of a footnote may hold: typing anything else ends the linked editing.
const LABEL: &str = r"[^\s\[\]^]+";

/// `textDocument/linkedEditingRange`.
pub fn linked_editing_ranges(view: &View, params: &lsp::LinkedEditingRangeParams) -> Option<lsp::LinkedEditingRanges> {
    let (path, offset) = place(view, &params.text_document_position_params)?;
    let text = view.text(&path)?;
    let ranges: Vec<_> =
        ide::linked(&view.snapshot, &path, offset).into_iter().map(|span| view.range(&text, span)).collect();
    (!ranges.is_empty()).then(|| lsp::LinkedEditingRanges { ranges, word_pattern: Some(LABEL.to_owned()) })
}
