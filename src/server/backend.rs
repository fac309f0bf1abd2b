//! The methods of the protocol. Each takes its snapshot, or makes its change, before its first `await`, and
//! does its work on the pool.

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use crate::lsp::client::Abilities;
use crate::lsp::{View, answer, capabilities, uri};

use super::session::{PATIENCE, Session};
use super::{pull, roots, tasks, watch};

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

    async fn execute_command(&self, _: ExecuteCommandParams) -> Result<Option<Value>> {
        Ok(None)
    }
}
