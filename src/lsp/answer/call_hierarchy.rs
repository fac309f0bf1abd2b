//! The call hierarchy, read as speech: who spoke of an actor, and of whom the actor spoke.

use std::path::Path;

use tower_lsp::ls_types as lsp;

use crate::actor::ActorKind;
use crate::ide::{self, Location, Speaker, Speech};
use crate::lsp::{View, uri};
use crate::text::Span;

use super::place;
use super::workspace_symbol::actor_kind;

/// `textDocument/prepareCallHierarchy`.
pub fn prepare_call_hierarchy(
    view: &View,
    params: &lsp::CallHierarchyPrepareParams,
) -> Option<Vec<lsp::CallHierarchyItem>> {
    let (path, offset) = place(view, &params.text_document_position_params)?;
    let speaker = ide::speaker(&view.snapshot, &path, offset)?;
    let (path, span) = (&speaker.place.path, speaker.place.span);
    Some(vec![item(view, &speaker, path, span)?])
}

/// `callHierarchy/incomingCalls`: who spoke of the actor.
pub fn incoming_calls(
    view: &View,
    params: &lsp::CallHierarchyIncomingCallsParams,
) -> Option<Vec<lsp::CallHierarchyIncomingCall>> {
    let call = |speech: Speech| {
        // The places lie in the file of the item that is called from.
        let at = if speech.speaker.place.path == speech.path { Some(speech.speaker.place.span) } else { None };
        let span = at.or(speech.places.first().copied())?;
        let from = item(view, &speech.speaker, &speech.path, span)?;
        Some(lsp::CallHierarchyIncomingCall { from, from_ranges: ranges(view, &speech) })
    };
    let speeches = ide::speeches(&view.snapshot, &speaker(view, &params.item)?, true);
    Some(speeches.into_iter().filter_map(call).collect())
}

/// `callHierarchy/outgoingCalls`: of whom the actor spoke.
pub fn outgoing_calls(
    view: &View,
    params: &lsp::CallHierarchyOutgoingCallsParams,
) -> Option<Vec<lsp::CallHierarchyOutgoingCall>> {
    let caller = uri::to_path(&params.item.uri);
    let call = |speech: Speech| {
        let (path, span) = (&speech.speaker.place.path, speech.speaker.place.span);
        let to = item(view, &speech.speaker, path, span)?;
        // The protocol takes places in the caller's own file only, and editors show a row for each.
        let here = speech.path == caller;
        let from_ranges = if here { ranges(view, &speech) } else { vec![params.item.selection_range] };
        Some(lsp::CallHierarchyOutgoingCall { to, from_ranges })
    };
    let speeches = ide::speeches(&view.snapshot, &speaker(view, &params.item)?, false);
    Some(speeches.into_iter().filter_map(call).collect())
}

fn item(view: &View, speaker: &Speaker, path: &Path, span: Span) -> Option<lsp::CallHierarchyItem> {
    let location = view.location(path, span)?;
    Some(lsp::CallHierarchyItem {
        name: speaker.name.clone(),
        kind: actor_kind(speaker.kind),
        tags: None,
        detail: path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
        uri: location.uri,
        range: location.range,
        selection_range: location.range,
        data: Some(serde_json::json!(speaker.id)),
    })
}

/// The speaker that an item of ours stands for.
fn speaker(view: &View, item: &lsp::CallHierarchyItem) -> Option<Speaker> {
    let path = uri::to_path(&item.uri);
    let span = view.span(&view.text(&path)?, item.selection_range);
    let kinds = [ActorKind::Person, ActorKind::Organisation, ActorKind::Place, ActorKind::Group];
    Some(Speaker {
        id: item.data.as_ref()?.as_str()?.to_owned(),
        name: item.name.clone(),
        kind: kinds.into_iter().find(|kind| actor_kind(*kind) == item.kind).unwrap_or(ActorKind::Unknown),
        place: Location { path, span },
    })
}

fn ranges(view: &View, speech: &Speech) -> Vec<lsp::Range> {
    let Some(text) = view.text(&speech.path) else { return Vec::new() };
    speech.places.iter().map(|span| view.range(&text, *span)).collect()
}
