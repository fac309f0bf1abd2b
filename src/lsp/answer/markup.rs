use tower_lsp::ls_types as lsp;

use crate::ide;

/// A page as the client shows it: Markdown, or words alone.
pub(super) fn markup(page: String, markdown: bool) -> lsp::MarkupContent {
    if markdown {
        lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value: page }
    } else {
        lsp::MarkupContent { kind: lsp::MarkupKind::PlainText, value: ide::plain(&page) }
    }
}
