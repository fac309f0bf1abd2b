use tower_lsp::ls_types as lsp;

/// Goes to the place that is its argument.
pub const SHOW: &str = "ibid.show";

/// `workspace/executeCommand`: the document that the editor is to show. None when there is no such command, or no
/// place.
pub fn place_to_show(params: &lsp::ExecuteCommandParams) -> Option<lsp::ShowDocumentParams> {
    let place = params.arguments.first().filter(|_| params.command == SHOW)?;
    let place: lsp::Location = serde_json::from_value(place.clone()).ok()?;
    Some(lsp::ShowDocumentParams {
        uri: place.uri,
        external: Some(false),
        take_focus: Some(true),
        selection: Some(place.range),
    })
}
