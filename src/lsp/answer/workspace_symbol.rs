use tower_lsp::ls_types as lsp;

use crate::actor::ActorKind;
use crate::ide::{self, FoundKind};
use crate::lsp::View;

/// `workspace/symbol`, of one folder.
pub fn workspace_symbols(view: &View, query: &str) -> Vec<lsp::WorkspaceSymbol> {
    let symbol = |found: ide::FoundSymbol| {
        Some(lsp::WorkspaceSymbol {
            name: found.name,
            kind: match found.kind {
                FoundKind::Article => lsp::SymbolKind::FILE,
                FoundKind::Actor(kind) => actor_kind(kind),
                FoundKind::Claim => lsp::SymbolKind::FIELD,
            },
            tags: None,
            container_name: (!found.container.is_empty()).then_some(found.container),
            location: lsp::OneOf::Left(view.location(&found.place.path, found.place.span)?),
            data: None,
        })
    };
    ide::workspace_symbols(&view.snapshot, query).into_iter().filter_map(symbol).collect()
}

/// The symbol that stands for an actor in the editor's lists.
pub(super) fn actor_kind(kind: ActorKind) -> lsp::SymbolKind {
    match kind {
        ActorKind::Person => lsp::SymbolKind::CLASS,
        ActorKind::Organisation => lsp::SymbolKind::MODULE,
        ActorKind::Place => lsp::SymbolKind::NAMESPACE,
        ActorKind::Group => lsp::SymbolKind::INTERFACE,
        ActorKind::Unknown => lsp::SymbolKind::OBJECT,
    }
}
