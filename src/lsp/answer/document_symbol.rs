use tower_lsp::ls_types as lsp;

use crate::ide::{self, Symbol, SymbolKind};
use crate::lsp::{View, uri};
use crate::text::Text;

/// `textDocument/documentSymbol`: a tree where the client can show one, else a list.
pub fn document_symbols(view: &View, params: &lsp::DocumentSymbolParams) -> Option<lsp::DocumentSymbolResponse> {
    let path = uri::to_path(&params.text_document.uri);
    let text = view.text(&path)?;
    let symbols = ide::document_symbols(&view.snapshot, &path);
    if view.client.symbol_tree {
        let tree = symbols.into_iter().map(|symbol| nested(view, &text, symbol));
        return Some(lsp::DocumentSymbolResponse::Nested(tree.collect()));
    }
    let mut list = Vec::new();
    for symbol in symbols {
        flatten(view, &text, &params.text_document.uri, symbol, None, &mut list);
    }
    Some(lsp::DocumentSymbolResponse::Flat(list))
}

fn kind(kind: SymbolKind) -> lsp::SymbolKind {
    match kind {
        SymbolKind::Heading => lsp::SymbolKind::STRING, // what editors show for headings of Markdown
        SymbolKind::Claim => lsp::SymbolKind::FIELD,
        SymbolKind::UnsourcedClaim => lsp::SymbolKind::NULL,
    }
}

/// The protocol forbids empty names.
fn name(name: &str) -> String {
    if name.trim().is_empty() { "–".to_owned() } else { name.to_owned() }
}

#[expect(deprecated, reason = "the field has to be filled in")]
fn nested(view: &View, text: &Text, symbol: Symbol) -> lsp::DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested(view, text, child)).collect();
    lsp::DocumentSymbol {
        name: name(&symbol.name),
        detail: (!symbol.detail.is_empty()).then_some(symbol.detail),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: view.range(text, symbol.span.join(symbol.selection)),
        selection_range: view.range(text, symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

#[expect(deprecated, reason = "the field has to be filled in")]
fn flatten(
    view: &View,
    text: &Text,
    uri: &lsp::Uri,
    symbol: Symbol,
    container: Option<&str>,
    list: &mut Vec<lsp::SymbolInformation>,
) {
    list.push(lsp::SymbolInformation {
        name: name(&symbol.name),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: lsp::Location::new(uri.clone(), view.range(text, symbol.span)),
        container_name: container.map(str::to_owned),
    });
    for child in symbol.children {
        flatten(view, text, uri, child, Some(&symbol.name), list);
    }
}
