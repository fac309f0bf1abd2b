use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::{View, position, uri};

/// `textDocument/selectionRange`: one answer for each place, as the protocol asks.
pub fn selection_ranges(view: &View, params: &lsp::SelectionRangeParams) -> Option<Vec<lsp::SelectionRange>> {
    let path = uri::to_path(&params.text_document.uri);
    let text = view.text(&path)?;
    let around = |at: &lsp::Position| {
        let offset = position::offset(&text, *at, view.client.encoding);
        let spans = ide::selection(&view.snapshot, &path, offset);
        let ranges = spans.iter().rev().map(|span| view.range(&text, *span));
        let nested =
            ranges.fold(None, |parent, range| Some(lsp::SelectionRange { range, parent: parent.map(Box::new) }));
        let here = position::position(&text, offset, view.client.encoding);
        nested.unwrap_or(lsp::SelectionRange { range: lsp::Range::new(here, here), parent: None })
    };
    Some(params.positions.iter().map(around).collect())
}
