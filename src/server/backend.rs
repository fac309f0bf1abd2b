//! The methods of the protocol. Each takes its snapshot, or makes its change, before its first `await`, and
//! does its work on the pool.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::*;
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use crate::lsp::client::Abilities;
use crate::lsp::{About, View, answer, capabilities, uri};

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
        LspService::build(|client: Client| Self { session: Session::new(client) })
            .custom_method("window/workDoneProgress/cancel", Self::work_done_progress_cancel)
            .finish()
    }

    /// tower-lsp routes this one to nobody.
    async fn work_done_progress_cancel(&self, params: WorkDoneProgressCancelParams) {
        self.session.cancel(&params.token);
    }

    /// Answers a question about a document from what is known now.
    fn ask<P, T>(&self, params: P, answer: fn(&View, &P) -> T) -> impl Future<Output = Result<T>> + Send + use<P, T>
    where
        P: About + Send + 'static,
        T: Send + 'static,
    {
        let document = params.document().clone();
        self.ask_of(&document, params, answer)
    }

    /// The same, of a document that the question does not name by itself.
    fn ask_of<P, T>(
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

    /// Finishes an answer about the document at `origin`; one that has none is finished.
    async fn resolve<P>(&self, origin: Option<Uri>, answered: P, answer: fn(&View, &P) -> P) -> Result<P>
    where
        P: Send + 'static,
    {
        match origin {
            Some(origin) => self.ask_of(&origin, answered, answer).await,
            None => Ok(answered),
        }
    }

    /// Files came, went or were renamed in the editor.
    fn touched<'a>(&self, uris: impl Iterator<Item = &'a str>) {
        let paths: Vec<_> = uris.filter_map(|uri| roots::on_disk(&uri.parse().ok()?)).collect();
        self.session.touched(&paths);
    }

    fn path(document: &Uri) -> Arc<Path> {
        uri::to_path(document)
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
            self.session.pull_settings();
        }
        if abilities.registers_configuration {
            self.session.register_settings();
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
            self.session.pull_settings();
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
        self.ask(params, answer::hover).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask(params, answer::definition).await
    }

    async fn goto_type_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask(params, answer::type_definition).await
    }

    async fn goto_implementation(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask(params, answer::implementation).await
    }

    async fn goto_declaration(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.goto_definition(params).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.ask(params, answer::references).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(params, answer::document_symbols).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.session.caret(&Self::path(params.document()), Some(params.range.start));
        self.ask(params, answer::code_actions).await
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
        // Editors ask for highlights whenever the caret moves.
        let caret = params.text_document_position_params.position;
        self.session.caret(&Self::path(params.document()), Some(caret));
        self.ask(params, answer::document_highlights).await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.ask(params, answer::completion).await
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        self.resolve(answer::origin(item.data.as_ref()), item, answer::completion_resolve).await
    }

    async fn inlay_hint_resolve(&self, hint: InlayHint) -> Result<InlayHint> {
        self.resolve(answer::origin(hint.data.as_ref()), hint, answer::inlay_hint_resolve).await
    }

    async fn code_lens_resolve(&self, lens: CodeLens) -> Result<CodeLens> {
        self.resolve(answer::origin(lens.data.as_ref()), lens, answer::code_lens_resolve).await
    }

    async fn document_link_resolve(&self, link: DocumentLink) -> Result<DocumentLink> {
        self.resolve(answer::origin(link.data.as_ref()), link, answer::document_link_resolve).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let Some(origin) = answer::origin(action.data.as_ref()) else { return Ok(action) };
        let resolved = self.ask_of(&origin, action, answer::code_action_resolve).await?;
        resolved.ok_or_else(|| failure(ErrorCode::ContentModified, "The document has changed: ask for fixes again."))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let Some(place) = answer::place_to_show(&params) else {
            return Err(failure(
                ErrorCode::InvalidParams,
                format!("There is no “{}” to such a place.", params.command),
            ));
        };
        let client = self.session.client.clone();
        tokio::spawn(async move { tokio::time::timeout(PATIENCE, client.show_document(place)).await });
        Ok(None)
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.ask(params, answer::inlay_hints).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask(params, answer::code_lenses).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(params, answer::document_links).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(params, answer::folding_ranges).await
    }

    async fn linked_editing_range(&self, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        self.ask(params, answer::linked_editing_ranges).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.ask(params, answer::selection_ranges).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let document = params.text_document;
        let path = Self::path(&document.uri);
        let answered = self.ask(document, answer::semantic_tokens).await?;
        Ok(answered.map(|data| SemanticTokensResult::Tokens(self.session.tokens.remember(path, data))))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let document = params.text_document;
        let path = Self::path(&document.uri);
        let answered = self.ask(document, answer::semantic_tokens).await?;
        let old = self.session.tokens.known(&path, &params.previous_result_id);
        Ok(answered.map(|data| match old {
            Some(old) => {
                let edits = answer::token_edit(&old, &data).into_iter().collect();
                let result_id = self.session.tokens.remember(path, data).result_id;
                SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
            }
            None => SemanticTokensFullDeltaResult::Tokens(self.session.tokens.remember(path, data)),
        }))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.ask(params, answer::semantic_tokens_range).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.ask(params, answer::prepare_rename).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let answered = self.ask(params, answer::rename).await?;
        answered.map_err(|reason| failure(ErrorCode::ServerError(REQUEST_FAILED), reason))
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
        self.ask(params, answer::prepare_call_hierarchy).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.ask(params, answer::incoming_calls).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.ask(params, answer::outgoing_calls).await
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let renamed: Vec<_> = params.files.iter().filter_map(answer::renamed).collect();
        let views: Vec<View> = self.session.folders().iter().map(|folder| self.session.view(folder)).collect();
        tasks::run(move |_| {
            let edits = views.into_iter().filter_map(|view| answer::follow_renames(&view, &renamed));
            edits.reduce(answer::joined)
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

fn failure(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Error {
    Error { code, message: message.into(), data: None }
}
