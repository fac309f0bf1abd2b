use std::path::Path;

use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::{View, uri};
use crate::world::Snapshot;

use super::place;

/// `textDocument/definition`: with the words it starts from and the sentence it lands in, where the client can
/// show them.
pub fn definition(view: &View, params: &lsp::GotoDefinitionParams) -> Option<lsp::GotoDefinitionResponse> {
    jump(view, params, ide::definition)
}

/// `textDocument/typeDefinition`: from a name to the card.
pub fn type_definition(view: &View, params: &lsp::GotoDefinitionParams) -> Option<lsp::GotoDefinitionResponse> {
    jump(view, params, ide::type_definition)
}

/// `textDocument/implementation`: from a name to what the actor said.
pub fn implementation(view: &View, params: &lsp::GotoDefinitionParams) -> Option<lsp::GotoDefinitionResponse> {
    jump(view, params, ide::implementation)
}

fn jump(
    view: &View,
    params: &lsp::GotoDefinitionParams,
    targets: fn(&Snapshot, &Path, usize) -> Vec<ide::Target>,
) -> Option<lsp::GotoDefinitionResponse> {
    let (path, offset) = place(view, &params.text_document_position_params)?;
    let targets = targets(&view.snapshot, &path, offset);
    if targets.is_empty() {
        return None;
    }
    if !view.client.links {
        let locations = targets.iter().filter_map(|target| view.location(&target.path, target.span));
        return Some(lsp::GotoDefinitionResponse::Array(locations.collect()));
    }
    let origin = view.text(&path)?;
    let link = |target: &ide::Target| {
        let text = view.text(&target.path)?;
        Some(lsp::LocationLink {
            origin_selection_range: Some(view.range(&origin, target.origin)),
            target_uri: uri::from_path(&target.path)?,
            // The protocol wants the selection inside the whole.
            target_range: view.range(&text, target.context.join(target.span)),
            target_selection_range: view.range(&text, target.span),
        })
    };
    Some(lsp::GotoDefinitionResponse::Link(targets.iter().filter_map(link).collect()))
}
