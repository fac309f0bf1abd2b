use serde::{Deserialize, Serialize};
use tower_lsp::ls_types as lsp;

use crate::ide::{self, Lens, LensKind};
use crate::lsp::{View, uri};

/// What a lens does when it is chosen: the editor's plugin shows the places (its arguments are those of VS Code's
/// `editor.action.showReferences`: document, position, locations).
const SHOW: &str = "ibid.showReferences";

/// What comes back with `codeLens/resolve`.
#[derive(Serialize, Deserialize)]
struct Unresolved {
    uri: lsp::Uri,
    citations: bool,
}

/// `textDocument/codeLens`. What stands in the document is told at once; who cites it is left to resolve.
pub fn code_lenses(view: &View, params: &lsp::CodeLensParams) -> Option<Vec<lsp::CodeLens>> {
    let uri = &params.text_document.uri;
    let path = uri::to_path(uri);
    let text = view.text(&path)?;
    let lens = |lens: Lens| {
        let range = view.range(&text, lens.span);
        // A lens is one line high.
        let range =
            lsp::Range::new(range.start, if range.end.line == range.start.line { range.end } else { range.start });
        match lens.kind {
            LensKind::Citations => {
                let data = serde_json::to_value(Unresolved { uri: uri.clone(), citations: true }).ok();
                lsp::CodeLens { range, command: None, data }
            }
            LensKind::Unsourced => {
                lsp::CodeLens { range, command: command(view, uri, range.start, lens.kind), data: None }
            }
        }
    };
    Some(ide::lenses(&view.snapshot, &path).into_iter().map(lens).collect())
}

/// `codeLens/resolve`: who cites the article. A lens of a document that is gone stays empty.
pub fn code_lens_resolve(view: &View, lens: &lsp::CodeLens) -> lsp::CodeLens {
    let about = lens.data.clone().and_then(|data| serde_json::from_value::<Unresolved>(data).ok());
    let kind = |about: &Unresolved| if about.citations { LensKind::Citations } else { LensKind::Unsourced };
    let command = about.and_then(|about| command(view, &about.uri, lens.range.start, kind(&about)));
    lsp::CodeLens { command: command.or_else(|| lens.command.clone()), ..lens.clone() }
}

fn command(view: &View, document: &lsp::Uri, at: lsp::Position, kind: LensKind) -> Option<lsp::Command> {
    let label = ide::lens_label(&view.snapshot, &uri::to_path(document), kind)?;
    let places = label.places.iter().filter_map(|place| view.location(&place.path, place.span));
    let places: Vec<lsp::Location> = places.collect();
    let arguments = [serde_json::to_value(document), serde_json::to_value(at), serde_json::to_value(places)];
    let arguments = arguments.into_iter().filter_map(Result::ok).collect();
    Some(lsp::Command { title: label.title, command: SHOW.to_owned(), arguments: Some(arguments) })
}
