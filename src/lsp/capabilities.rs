//! What this server offers.

use tower_lsp::ls_types as lsp;

use super::answer::{FIX_ALL, SHOW, SHOW_KIND, legend};
use super::client::Abilities;
use super::position;

/// The answer to `initialize`.
pub fn initialize_result(client: &Abilities) -> lsp::InitializeResult {
    lsp::InitializeResult {
        capabilities: capabilities(client),
        server_info: Some(lsp::ServerInfo {
            name: "ibid".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        offset_encoding: None,
    }
}

/// The capabilities, cut to what the client can use.
pub fn capabilities(client: &Abilities) -> lsp::ServerCapabilities {
    lsp::ServerCapabilities {
        position_encoding: Some(position::kind(client.encoding)),
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
            save: Some(lsp::TextDocumentSyncSaveOptions::SaveOptions(lsp::SaveOptions { include_text: Some(false) })),
            ..lsp::TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
        definition_provider: Some(lsp::OneOf::Left(true)),
        type_definition_provider: Some(lsp::TypeDefinitionProviderCapability::Simple(true)),
        implementation_provider: Some(lsp::ImplementationProviderCapability::Simple(true)),
        declaration_provider: Some(lsp::DeclarationCapability::Simple(true)),
        references_provider: Some(lsp::OneOf::Left(true)),
        document_highlight_provider: Some(lsp::OneOf::Left(true)),
        document_symbol_provider: Some(lsp::OneOf::Left(true)),
        workspace_symbol_provider: Some(lsp::OneOf::Left(true)),
        completion_provider: Some(lsp::CompletionOptions {
            resolve_provider: Some(true),
            // What begins a citation, a link, a quotation and a locator.
            trigger_characters: Some(["@", "[", "\"", "“", "‘", "«", "„", ",", " "].map(str::to_owned).to_vec()),
            ..lsp::CompletionOptions::default()
        }),
        code_lens_provider: Some(lsp::CodeLensOptions { resolve_provider: Some(true) }),
        inlay_hint_provider: Some(lsp::OneOf::Right(lsp::InlayHintServerCapabilities::Options(
            lsp::InlayHintOptions {
                resolve_provider: Some(client.resolves_hints),
                work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
            },
        ))),
        document_link_provider: Some(lsp::DocumentLinkOptions {
            resolve_provider: Some(true),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        }),
        folding_range_provider: Some(lsp::FoldingRangeProviderCapability::Simple(true)),
        linked_editing_range_provider: Some(lsp::LinkedEditingRangeServerCapabilities::Simple(true)),
        selection_range_provider: Some(lsp::SelectionRangeProviderCapability::Simple(true)),
        semantic_tokens_provider: Some(
            lsp::SemanticTokensOptions {
                legend: legend(),
                range: Some(true),
                full: Some(lsp::SemanticTokensFullOptions::Delta { delta: Some(true) }),
                ..lsp::SemanticTokensOptions::default()
            }
            .into(),
        ),
        rename_provider: Some(if client.prepares_rename {
            lsp::OneOf::Right(lsp::RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
            })
        } else {
            lsp::OneOf::Left(true)
        }),
        call_hierarchy_provider: Some(lsp::CallHierarchyServerCapability::Simple(true)),
        code_action_provider: client.code_action_literals.then(|| {
            lsp::CodeActionProviderCapability::Options(lsp::CodeActionOptions {
                code_action_kinds: Some(kinds(client)),
                resolve_provider: Some(client.resolves_fixes),
                ..lsp::CodeActionOptions::default()
            })
        }),
        execute_command_provider: client.shows_documents.then(|| lsp::ExecuteCommandOptions {
            commands: vec![SHOW.to_owned()],
            ..lsp::ExecuteCommandOptions::default()
        }),
        diagnostic_provider: client.pulls.then(|| {
            lsp::DiagnosticServerCapabilities::Options(lsp::DiagnosticOptions {
                identifier: Some("ibid".to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..lsp::DiagnosticOptions::default()
            })
        }),
        workspace: Some(lsp::WorkspaceServerCapabilities {
            workspace_folders: Some(lsp::WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(lsp::OneOf::Left(true)),
            }),
            file_operations: Some(lsp::WorkspaceFileOperationsServerCapabilities {
                did_create: Some(files()),
                will_rename: Some(files()),
                did_rename: Some(files()),
                did_delete: Some(files()),
                ..lsp::WorkspaceFileOperationsServerCapabilities::default()
            }),
        }),
        ..lsp::ServerCapabilities::default()
    }
}

/// What code actions are for; the way to a passage is offered to clients that can go there.
fn kinds(client: &Abilities) -> Vec<lsp::CodeActionKind> {
    let show = client.shows_documents.then(|| SHOW_KIND.into());
    [lsp::CodeActionKind::QUICKFIX, FIX_ALL.into()].into_iter().chain(show).collect()
}

/// Every file and folder on disk: an article's name is part of what cites it.
fn files() -> lsp::FileOperationRegistrationOptions {
    let pattern = lsp::FileOperationPattern { glob: "**/*".to_owned(), matches: None, options: None };
    let filter = lsp::FileOperationFilter { scheme: Some("file".to_owned()), pattern };
    lsp::FileOperationRegistrationOptions { filters: vec![filter] }
}
