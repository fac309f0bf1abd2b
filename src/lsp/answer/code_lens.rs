use tower_lsp::ls_types as lsp;

use crate::ide;
use crate::lsp::{View, uri};

/// What a lens does when it is chosen: the editor's plugin shows the places (its arguments are those of VS Code's
/// `editor.action.showReferences`: document, position, locations).
const SHOW: &str = "ibid.showReferences";

/// `textDocument/codeLens`. Nothing is left to resolve.
pub fn code_lenses(view: &View, params: &lsp::CodeLensParams) -> Option<Vec<lsp::CodeLens>> {
    let document = &params.text_document.uri;
    let path = uri::to_path(document);
    let text = view.text(&path)?;
    let lens = |lens: ide::Lens| {
        let range = view.range(&text, lens.span);
        // A lens is one line high.
        let range =
            lsp::Range::new(range.start, if range.end.line == range.start.line { range.end } else { range.start });
        let places = lens.locations.iter().filter_map(|place| view.location(&place.path, place.span));
        let places: Vec<lsp::Location> = places.collect();
        let arguments =
            [serde_json::to_value(document), serde_json::to_value(range.start), serde_json::to_value(places)];
        let arguments = arguments.into_iter().filter_map(Result::ok).collect();
        let command = lsp::Command { title: lens.title, command: SHOW.to_owned(), arguments: Some(arguments) };
        lsp::CodeLens { range, command: Some(command), data: None }
    };
    Some(ide::lenses(&view.snapshot, &path).into_iter().map(lens).collect())
}
