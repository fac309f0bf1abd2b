use tower_lsp::ls_types::*;

/// Parameters of a request about one document.
pub trait About {
    fn document(&self) -> &Uri;
}

macro_rules! about {
    ($($params:ty: $($field:ident).+;)*) => {
        $(impl About for $params {
            fn document(&self) -> &Uri {
                &self.$($field).+
            }
        })*
    };
}

about! {
    FoldingRangeParams: text_document.uri;
    HoverParams: text_document_position_params.text_document.uri;
    GotoDefinitionParams: text_document_position_params.text_document.uri;
    ReferenceParams: text_document_position.text_document.uri;
    DocumentHighlightParams: text_document_position_params.text_document.uri;
    DocumentSymbolParams: text_document.uri;
    CodeActionParams: text_document.uri;
    CodeLensParams: text_document.uri;
    DocumentLinkParams: text_document.uri;
    LinkedEditingRangeParams: text_document_position_params.text_document.uri;
    InlayHintParams: text_document.uri;
    CompletionParams: text_document_position.text_document.uri;
    SelectionRangeParams: text_document.uri;
    TextDocumentIdentifier: uri;
    SemanticTokensRangeParams: text_document.uri;
    TextDocumentPositionParams: text_document.uri;
    RenameParams: text_document_position.text_document.uri;
    CallHierarchyPrepareParams: text_document_position_params.text_document.uri;
    CallHierarchyIncomingCallsParams: item.uri;
    CallHierarchyOutgoingCallsParams: item.uri;
}
