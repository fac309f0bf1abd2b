//! The methods of the protocol. Each takes its snapshot, or makes its change, before its first `await`, and
//! does its work on the pool.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use crate::lsp::client::Abilities;
use crate::lsp::{View, answer, capabilities, uri};

use super::session::{PATIENCE, Session};
use super::{pull, roots, tasks, watch};

/// “The request failed but it was syntactically correct” (LSP 3.17): the message is for the user.
const REQUEST_FAILED: i64 = -32803;

/// ibid as tower-lsp knows it.
pub struct Backend {
    session: Arc<Session>,
}

impl std::fmt::Debug for Backend {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Backend").finish_non_exhaustive()
    }
}

impl Backend {
    /// The service of one client, for [`serve`](super::serve). Must be called inside the runtime.
    pub fn service() -> (LspService<Self>, ClientSocket) {
        LspService::new(|client: Client| Self { session: Session::new(client) })
    }

    /// Answers a question about a document from what is known now.
    fn ask<P, T>(
        &self,
        document: &Uri,
        params: P,
        answer: fn(&View, &P) -> T,
    ) -> impl Future<Output = Result<T>> + Send + use<P, T>
    where
        P: Send + 'static,
        T: Send + 'static,
    {
        let folder = self.session.folder_of(&uri::to_path(document));
        let view = self.session.view(&folder);
        tasks::run(move |_| answer(&view, &params))
    }

    /// Files came, went or were renamed in the editor.
    fn touched<'a>(&self, uris: impl Iterator<Item = &'a str>) {
        let paths: Vec<_> = uris.filter_map(|uri| roots::on_disk(&uri.parse().ok()?)).collect();
        self.session.touched(&paths);
    }

    fn path(document: &Uri) -> Arc<Path> {
        uri::to_path(document)
    }

    /// Asks the client for its settings, without making anybody wait.
    fn pull_settings(&self) {
        let session = Arc::downgrade(&self.session);
        let client = self.session.client.clone();
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some("ibid".to_owned()) };
            let answer = tokio::time::timeout(PATIENCE, client.configuration(vec![item])).await;
            if let (Ok(Ok(values)), Some(session)) = (answer, session.upgrade()) {
                // A client without settings for us answers null: what `initialize` said stands.
                if let Some(value) = values.first().filter(|value| !value.is_null()) {
                    session.configure(value);
                }
            }
        });
    }

    fn register_configuration(&self) {
        let client = self.session.client.clone();
        let method = "workspace/didChangeConfiguration".to_owned();
        let options = serde_json::json!({"section": "ibid"});
        let registration = Registration { id: "ibid/settings".to_owned(), method, register_options: Some(options) };
        tokio::spawn(async move {
            let _ = tokio::time::timeout(PATIENCE, client.register_capability(vec![registration])).await;
        });
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params.capabilities);
        let result = capabilities::initialize_result(&abilities);
        self.session.initialize(&params, abilities);
        Ok(result)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.session.start();
        let abilities = self.session.abilities();
        if abilities.configuration {
            self.pull_settings();
        }
        if abilities.registers_configuration {
            self.register_configuration();
        }
        tokio::spawn(watch::start(Arc::downgrade(&self.session)));
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.session.open(Self::path(&params.text_document.uri), params.text_document);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let path = Self::path(&params.text_document.uri);
        self.session.edit(path, params.text_document.version, params.content_changes);
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        // Who saves has finished what was being typed.
        self.session.caret(&Self::path(&params.text_document.uri), None);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.session.close(Self::path(&params.text_document.uri));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.session.abilities().configuration {
            self.pull_settings();
        } else if !params.settings.is_null() {
            self.session.configure(&params.settings);
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths: Vec<_> = params.changes.iter().filter_map(|change| roots::on_disk(&change.uri)).collect();
        self.session.touched(&paths);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let on_disk = |folders: &[WorkspaceFolder]| folders.iter().filter_map(|f| roots::on_disk(&f.uri)).collect();
        let removed: Vec<_> = on_disk(&params.event.removed);
        self.session.change_folders(on_disk(&params.event.added), &removed);
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let document = params.text_document_position_params.text_document.uri.clone();
        self.ask(&document, params, answer::hover).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let document = params.text_document_position_params.text_document.uri.clone();
        self.ask(&document, params, answer::definition).await
    }

    async fn goto_declaration(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.goto_definition(params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let document = params.text_document_position.text_document.uri.clone();
        self.ask(&document, params, answer::references).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let document = params.text_document.uri.clone();
        self.ask(&document, params, answer::document_symbols).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let document = params.text_document.uri.clone();
        self.session.caret(&Self::path(&document), Some(params.range.start));
        self.ask(&document, params, answer::code_actions).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.session.pull();
        pull::document(&self.session, params).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.session.pull();
        pull::workspace(&self.session, params).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = &params.text_document_position_params;
        let document = at.text_document.uri.clone();
        // Editors ask for highlights whenever the caret moves.
        self.session.caret(&Self::path(&document), Some(at.position));
        self.ask(&document, params, answer::document_highlights).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let document = params.text_document_position.text_document.uri.clone();
        self.ask(&document, params, answer::completion).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        match answer::completion_source(&item) {
            Some(source) => self.ask(&source, item, answer::completion_resolve).await,
            None => Ok(item),
        }
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let document = params.text_document.uri.clone();
        self.ask(&document, params, answer::inlay_hints).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let document = params.text_document.uri.clone();
        self.ask(&document, params, answer::code_lenses).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let document = params.text_document.uri.clone();
        self.ask(&document, params, answer::document_links).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let document = params.text_document.uri.clone();
        self.ask(&document, params, answer::selection_ranges).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let document = params.text_document;
        let path = Self::path(&document.uri);
        let answered = self.ask(&document.uri.clone(), document, answer::semantic_tokens).await?;
        Ok(answered.map(|data| SemanticTokensResult::Tokens(self.session.remember_tokens(path, data))))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let document = params.text_document;
        let path = Self::path(&document.uri);
        let answered = self.ask(&document.uri.clone(), document, answer::semantic_tokens).await?;
        let old = self.session.known_tokens(&path, &params.previous_result_id);
        Ok(answered.map(|data| match old {
            Some(old) => {
                let edits = answer::token_edit(&old, &data).into_iter().collect();
                let result_id = self.session.remember_tokens(path, data).result_id;
                SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
            }
            None => SemanticTokensFullDeltaResult::Tokens(self.session.remember_tokens(path, data)),
        }))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let document = params.text_document.uri.clone();
        self.ask(&document, params, answer::semantic_tokens_range).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let document = params.text_document.uri.clone();
        self.ask(&document, params, answer::prepare_rename).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let document = params.text_document_position.text_document.uri.clone();
        let answered = self.ask(&document, params, answer::rename).await?;
        answered.map_err(|reason| Error {
            code: ErrorCode::ServerError(REQUEST_FAILED),
            message: Cow::Owned(reason),
            data: None,
        })
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let views: Vec<View> = self.session.folders().iter().map(|folder| self.session.view(folder)).collect();
        let symbols = tasks::run(move |_| {
            views.iter().flat_map(|view| answer::workspace_symbols(view, &params.query)).collect::<Vec<_>>()
        });
        Ok(Some(WorkspaceSymbolResponse::Nested(symbols.await?)))
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let document = params.text_document_position_params.text_document.uri.clone();
        self.ask(&document, params, answer::prepare_call_hierarchy).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let document = params.item.uri.clone();
        self.ask(&document, params, answer::incoming_calls).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let document = params.item.uri.clone();
        self.ask(&document, params, answer::outgoing_calls).await
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let renamed: Vec<_> = params.files.iter().filter_map(answer::renamed).collect();
        let views: Vec<_> = renamed.iter().map(|(old, _)| self.session.view(&self.session.folder_of(old))).collect();
        tasks::run(move |_| {
            let edits =
                views.iter().zip(&renamed).filter_map(|(view, (old, new))| answer::follow_rename(view, old, new));
            edits.reduce(joined)
        })
        .await
    }

    async fn did_create_files(&self, params: CreateFilesParams) {
        self.touched(params.files.iter().map(|file| file.uri.as_str()));
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        self.touched(params.files.iter().flat_map(|file| [file.old_uri.as_str(), file.new_uri.as_str()]));
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        self.touched(params.files.iter().map(|file| file.uri.as_str()));
    }
}

/// Two edits as one.
fn joined(mut one: WorkspaceEdit, other: WorkspaceEdit) -> WorkspaceEdit {
    if let Some(changes) = other.changes {
        for (uri, edits) in changes {
            one.changes.get_or_insert_default().entry(uri).or_default().extend(edits);
        }
    }
    if let Some(DocumentChanges::Edits(edits)) = other.document_changes {
        match &mut one.document_changes {
            Some(DocumentChanges::Edits(all)) => all.extend(edits),
            all => *all = Some(DocumentChanges::Edits(edits)),
        }
    }
    one
}
