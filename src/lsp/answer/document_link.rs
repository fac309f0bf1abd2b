use serde::{Deserialize, Serialize};
use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::{View, uri};

/// What comes back with `documentLink/resolve`: the note.
#[derive(Serialize, Deserialize)]
struct Unresolved {
    uri: lsp::Uri,
}

/// `textDocument/documentLink`. A link to a place in an article has no target yet, because the article would
/// have to be read for it.
pub fn document_links(view: &View, params: &lsp::DocumentLinkParams) -> Option<Vec<lsp::DocumentLink>> {
    let note = &params.text_document.uri;
    let path = uri::to_path(note);
    let text = view.text(&path)?;
    let link = |link: ide::Link| {
        let range = view.range(&text, link.span);
        let tooltip = Some(link.title);
        Some(if link.has_place {
            let data = serde_json::to_value(Unresolved { uri: note.clone() }).ok();
            lsp::DocumentLink { range, target: None, tooltip, data }
        } else {
            lsp::DocumentLink { range, target: Some(uri::from_path(&link.path)?), tooltip, data: None }
        })
    };
    Some(ide::links(&view.snapshot, &path).into_iter().filter_map(link).collect())
}

/// `documentLink/resolve`: the article, with the line in the fragment as editors take it (`#12`).
pub fn document_link_resolve(view: &View, link: &lsp::DocumentLink) -> lsp::DocumentLink {
    let target = || {
        let about: Unresolved = serde_json::from_value(link.data.clone()?).ok()?;
        let path = uri::to_path(&about.uri);
        let span = view.span(&view.text(&path)?, link.range);
        let place = ide::link_place(&view.snapshot, &path, span)?;
        let location = view.location(&place.path, place.span)?;
        let start = location.range.start;
        format!("{}#{},{}", location.uri.as_str(), start.line + 1, start.character + 1).parse().ok()
    };
    lsp::DocumentLink { target: target().or_else(|| link.target.clone()), ..link.clone() }
}
