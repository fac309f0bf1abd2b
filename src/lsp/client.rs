//! What the client can do, as its `initialize` says.

use tower_lsp::ls_types as lsp;

use crate::text::Encoding;

use super::position;

/// The client's capabilities that change what we do. Everything is off for a client that says nothing.
#[derive(Clone, Debug, Default)]
pub struct Abilities {
    pub encoding: Encoding,
    /// Answers to definition may be `LocationLink`.
    pub links: bool,
    /// Hovers may be Markdown.
    pub markdown: bool,
    /// What is told of a proposal may be Markdown.
    pub markdown_documentation: bool,
    pub related_information: bool,
    pub code_descriptions: bool,
    pub symbol_tree: bool,
    /// Code actions may be more than commands.
    pub code_action_literals: bool,
    /// Code actions may be marked as preferred.
    pub preferred_actions: bool,
    /// Edits may carry the version of the document.
    pub document_changes: bool,
    /// Edits may make a file.
    pub makes_files: bool,
    /// Edits may give a file another path.
    pub renames_files: bool,
    /// A fix may be worked out when it is chosen, and what is needed for that comes back.
    pub resolves_fixes: bool,
    /// A hint's reasons may be worked out when they are looked at.
    pub resolves_hints: bool,
    /// A hint may lead somewhere, found out when it is looked at.
    pub hints_lead: bool,
    /// Documents can be shown on request.
    pub shows_documents: bool,
    /// Diagnostics may be marked as speaking of something superfluous.
    pub tags: bool,
    /// With a document's diagnostics those of others may come.
    pub related_documents: bool,
    /// At most so many folds are taken.
    pub folds: Option<usize>,
    /// The client asks for diagnostics itself, and can be told to ask again. One that cannot be told (Neovim
    /// 0.11) would never hear of a change outside its document, and is sent them.
    pub pulls: bool,
    pub refreshes_diagnostics: bool,
    pub configuration: bool,
    pub registers_configuration: bool,
    pub registers_watchers: bool,
    pub progress: bool,
    pub prepares_rename: bool,
    pub refreshes_tokens: bool,
    pub refreshes_hints: bool,
    pub refreshes_lenses: bool,
}

impl Abilities {
    pub fn of(client: &lsp::ClientCapabilities) -> Self {
        let text = client.text_document.clone().unwrap_or_default();
        let workspace = client.workspace.clone().unwrap_or_default();
        let window = client.window.clone().unwrap_or_default();
        let general = client.general.clone().unwrap_or_default();
        let published = text.publish_diagnostics.clone().unwrap_or_default();
        let edit = workspace.workspace_edit.clone().unwrap_or_default();
        let operation = |kind| {
            let known = edit.resource_operations.as_ref();
            edit.document_changes.unwrap_or(false) && known.is_some_and(|known| known.contains(&kind))
        };
        let action = text.code_action.clone().unwrap_or_default();
        let hints =
            text.inlay_hint.and_then(|hint| hint.resolve_support).map(|known| known.properties).unwrap_or_default();
        let hover_formats = text.hover.and_then(|hover| hover.content_format).unwrap_or_default();
        let item_formats = text
            .completion
            .and_then(|c| c.completion_item)
            .and_then(|item| item.documentation_format)
            .unwrap_or_default();
        let refreshes_diagnostics = workspace.diagnostics.and_then(|d| d.refresh_support).unwrap_or(false);
        Self {
            encoding: position::negotiate(general.position_encodings.as_deref()),
            links: text.definition.and_then(|definition| definition.link_support).unwrap_or(false),
            markdown: hover_formats.contains(&lsp::MarkupKind::Markdown),
            markdown_documentation: item_formats.contains(&lsp::MarkupKind::Markdown),
            related_information: published.related_information.unwrap_or(false),
            code_descriptions: published.code_description_support.unwrap_or(false),
            symbol_tree: text
                .document_symbol
                .and_then(|symbol| symbol.hierarchical_document_symbol_support)
                .unwrap_or(false),
            code_action_literals: action.code_action_literal_support.is_some(),
            preferred_actions: action.is_preferred_support.unwrap_or(false),
            document_changes: edit.document_changes.unwrap_or(false),
            makes_files: operation(lsp::ResourceOperationKind::Create),
            renames_files: operation(lsp::ResourceOperationKind::Rename),
            resolves_fixes: action.data_support.unwrap_or(false)
                && action.resolve_support.is_some_and(|known| known.properties.iter().any(|name| name == "edit")),
            resolves_hints: hints.iter().any(|name| name == "tooltip"),
            hints_lead: hints.iter().any(|name| name == "label.location"),
            shows_documents: window.show_document.is_some_and(|show| show.support),
            tags: published.tag_support.is_some_and(|tags| tags.value_set.contains(&lsp::DiagnosticTag::UNNECESSARY)),
            related_documents: text.diagnostic.as_ref().and_then(|pull| pull.related_document_support).unwrap_or(false),
            folds: text.folding_range.and_then(|folding| folding.range_limit).map(|most| most as usize),
            pulls: text.diagnostic.is_some() && refreshes_diagnostics,
            refreshes_diagnostics,
            configuration: workspace.configuration.unwrap_or(false),
            registers_configuration: dynamic(workspace.did_change_configuration),
            registers_watchers: workspace
                .did_change_watched_files
                .and_then(|watched| watched.dynamic_registration)
                .unwrap_or(false),
            progress: window.work_done_progress.unwrap_or(false),
            prepares_rename: text.rename.and_then(|rename| rename.prepare_support).unwrap_or(false),
            refreshes_tokens: workspace.semantic_tokens.and_then(|t| t.refresh_support).unwrap_or(false),
            refreshes_hints: workspace.inlay_hint.and_then(|h| h.refresh_support).unwrap_or(false),
            refreshes_lenses: workspace.code_lens.and_then(|l| l.refresh_support).unwrap_or(false),
        }
    }
}

fn dynamic(capability: Option<lsp::DynamicRegistrationClientCapabilities>) -> bool {
    capability.and_then(|capability| capability.dynamic_registration).unwrap_or(false)
}
