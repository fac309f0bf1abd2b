use serde::{Deserialize, Serialize};
use tower_lsp::ls_types as lsp;

use crate::ide::{self, Completion, CompletionKind, Location};
use crate::lsp::{View, uri};
use crate::text::Span;

use super::markup::markup;
use super::place;

/// The passage a proposal rests on, which comes back with `completionItem/resolve`.
#[derive(Serialize, Deserialize)]
struct Passage {
    uri: lsp::Uri,
    start: usize,
    end: usize,
}

/// `textDocument/completion`. The list is marked as incomplete, because more letters find other sources.
pub fn completion(view: &View, params: &lsp::CompletionParams) -> Option<lsp::CompletionResponse> {
    let (path, offset) = place(view, &params.text_document_position)?;
    let text = view.text(&path)?;
    let proposals = ide::completions(&view.snapshot, &path, offset);
    let item = |(rank, proposal): (usize, &Completion)| lsp::CompletionItem {
        label: proposal.label.clone(),
        detail: (!proposal.detail.is_empty()).then(|| proposal.detail.clone()),
        kind: Some(match proposal.kind {
            CompletionKind::Key => lsp::CompletionItemKind::REFERENCE,
            CompletionKind::Locator => lsp::CompletionItemKind::FIELD,
            CompletionKind::Quotation => lsp::CompletionItemKind::TEXT,
            CompletionKind::Name => lsp::CompletionItemKind::CONSTANT,
            CompletionKind::Setting => lsp::CompletionItemKind::PROPERTY,
            CompletionKind::Value => lsp::CompletionItemKind::VALUE,
        }),
        sort_text: Some(format!("{rank:03}")),
        filter_text: Some(proposal.filter.clone()),
        text_edit: Some(lsp::CompletionTextEdit::Edit(lsp::TextEdit {
            range: view.range(&text, proposal.replace),
            new_text: proposal.new_text.clone(),
        })),
        data: proposal.passage.as_ref().and_then(|passage| {
            let (start, end) = (passage.span.start(), passage.span.end());
            serde_json::to_value(Passage { uri: uri::exact(&passage.path)?, start, end }).ok()
        }),
        ..lsp::CompletionItem::default()
    };
    let items: Vec<_> = proposals.iter().enumerate().map(item).collect();
    (!items.is_empty()).then_some(lsp::CompletionResponse::List(lsp::CompletionList { is_incomplete: true, items }))
}

/// `completionItem/resolve`: shows the passage.
pub fn completion_resolve(view: &View, item: &lsp::CompletionItem) -> lsp::CompletionItem {
    let page = passage(item).and_then(|passage| {
        let place = Location { path: uri::to_path(&passage.uri), span: Span::new(passage.start, passage.end) };
        ide::completion_page(&view.snapshot, &place)
    });
    let documentation =
        page.map(|page| lsp::Documentation::MarkupContent(markup(page, view.client.markdown_documentation)));
    lsp::CompletionItem { documentation, ..item.clone() }
}

fn passage(item: &lsp::CompletionItem) -> Option<Passage> {
    serde_json::from_value(item.data.clone()?).ok()
}
