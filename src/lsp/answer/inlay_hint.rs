use serde::{Deserialize, Serialize};
use tower_lsp::ls_types as lsp;

use crate::ide::{self, Hint};
use crate::lsp::{View, position, uri};
use crate::text::{Span, Text};

/// What comes back with `inlayHint/resolve`: the document, and where in it (bytes) the hint stands.
#[derive(Serialize, Deserialize)]
struct Unresolved {
    uri: lsp::Uri,
    offset: usize,
}

/// `textDocument/inlayHint`. To a client that asks again, the reasons and the way to the anchor are told when the
/// hint is looked at.
pub fn inlay_hints(view: &View, params: &lsp::InlayHintParams) -> Option<Vec<lsp::InlayHint>> {
    let document = &params.text_document.uri;
    let path = uri::to_path(document);
    let text = view.text(&path)?;
    let hints = ide::hints(&view.snapshot, &path, view.span(&text, params.range));
    let hint = |hint: Hint| {
        let label = hint.label.trim_start().to_owned();
        let part = |value| lsp::InlayHintLabelPart { value, ..lsp::InlayHintLabelPart::default() };
        let shown = lsp::InlayHint {
            position: position::position(&text, hint.offset, view.client.encoding),
            // The space before the words is the editor's to draw.
            padding_left: Some(true),
            label: if view.client.hints_lead {
                lsp::InlayHintLabel::LabelParts(vec![part(label)])
            } else {
                lsp::InlayHintLabel::String(label)
            },
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_right: None,
            data: None,
        };
        if view.client.resolves_hints {
            let data = Unresolved { uri: document.clone(), offset: hint.offset };
            return lsp::InlayHint { data: serde_json::to_value(data).ok(), ..shown };
        }
        explained(view, &text, document, shown, &hint)
    };
    Some(hints.into_iter().map(hint).collect())
}

/// `inlayHint/resolve`.
pub fn inlay_hint_resolve(view: &View, hint: &lsp::InlayHint) -> lsp::InlayHint {
    let resolved = || {
        let about: Unresolved = serde_json::from_value(hint.data.clone()?).ok()?;
        let path = uri::to_path(&about.uri);
        let text = view.text(&path)?;
        let hints = ide::hints(&view.snapshot, &path, Span::new(0, text.len()));
        let found = hints.into_iter().find(|found| found.offset == about.offset)?;
        Some(explained(view, &text, &about.uri, hint.clone(), &found))
    };
    resolved().unwrap_or_else(|| hint.clone())
}

/// A hint with its reasons, and with the way to the words it was reckoned from.
fn explained(view: &View, text: &Text, document: &lsp::Uri, mut shown: lsp::InlayHint, hint: &Hint) -> lsp::InlayHint {
    if let lsp::InlayHintLabel::LabelParts(parts) = &mut shown.label {
        let place = hint.anchor.map(|anchor| lsp::Location::new(document.clone(), view.range(text, anchor)));
        parts.iter_mut().for_each(|part| part.location = place.clone());
    }
    let reasons = (!hint.tooltip.is_empty()).then(|| lsp::InlayHintTooltip::String(hint.tooltip.clone()));
    lsp::InlayHint { tooltip: reasons, ..shown }
}
