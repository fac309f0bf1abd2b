use tower_lsp::ls_types as lsp;

use crate::ide::{self, Fold, FoldKind};
use crate::lsp::{View, position, uri};

/// `textDocument/foldingRange`: whole lines, at most as many as the client takes.
pub fn folding_ranges(view: &View, params: &lsp::FoldingRangeParams) -> Option<Vec<lsp::FoldingRange>> {
    let path = uri::to_path(&params.text_document.uri);
    let text = view.text(&path)?;
    let line = |offset| position::position(&text, offset, view.client.encoding).line;
    let range = |fold: Fold| lsp::FoldingRange {
        start_line: line(fold.span.start()),
        end_line: line(fold.span.end()),
        kind: (fold.kind == FoldKind::Comment).then_some(lsp::FoldingRangeKind::Comment),
        ..lsp::FoldingRange::default()
    };
    let most = view.client.folds.unwrap_or(usize::MAX);
    Some(ide::folds(&view.snapshot, &path).into_iter().take(most).map(range).collect())
}
