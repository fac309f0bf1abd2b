//! Code actions: the fixes of findings, “This is intentional”, and the way to the passage.

use std::path::Path;
use std::sync::Arc;

use super::Location;
use super::place::Document;
use crate::check::{FileEdit, Finding};
use crate::text::{Encoding, Span};
use crate::world::Snapshot;

/// What an action is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ActionKind {
    QuickFix,
    /// Every fix of the note to which only one answer exists.
    FixAll,
    /// Goes to a passage; changes nothing.
    Show,
}

/// A change the writer may choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    pub title: String,
    pub kind: ActionKind,
    pub preferred: bool,
    /// The index of the finding it answers, in the list given.
    pub finding: Option<usize>,
    pub edits: Vec<FileEdit>,
    /// Where it goes.
    pub place: Option<Location>,
}

/// The actions for the words in `span`; `findings` are those of the file, from [`crate::check::findings`].
pub fn actions(snapshot: &Snapshot, path: &Path, span: Span, findings: &[Finding]) -> Vec<Action> {
    let Some(document) = Document::open(snapshot, path) else { return Vec::new() };
    let here = |finding: &Finding| finding.span.overlaps(span) || finding.span.touches(span.start());
    let mut actions = Vec::new();
    for (ix, finding) in findings.iter().enumerate().filter(|(_, finding)| here(finding)) {
        for fix in &finding.fixes {
            actions.push(Action {
                title: fix.title.clone(),
                kind: ActionKind::QuickFix,
                preferred: fix.preferred,
                finding: Some(ix),
                edits: fix.edits.clone(),
                place: None,
            });
        }
        if let Document::Note(_) = &document {
            actions.push(intentional(&document, ix, finding));
        }
        actions.extend(show(ix, finding));
    }
    actions.extend(fix_all(findings));
    actions
}

/// Silences the finding on its line. A comment at the end of the line is safe in paragraphs, lists,
/// quotation blocks and tables alike, where a line of its own would part them.
fn intentional(document: &Document, ix: usize, finding: &Finding) -> Action {
    let text = document.text();
    let line = text.line(text.position(finding.span.start(), Encoding::Utf8).line as usize);
    let code = finding.code;
    Action {
        title: format!("This is intentional: silence {code} on this line"),
        kind: ActionKind::QuickFix,
        preferred: false,
        finding: Some(ix),
        edits: vec![FileEdit {
            path: Arc::clone(document.path()),
            span: Span::at(line.end()),
            new_text: format!(" <!-- ibid-disable-line {code} -->"),
        }],
        place: None,
    }
}

/// Goes to the passage that the finding rests on first.
fn show(ix: usize, finding: &Finding) -> Option<Action> {
    let evidence = finding.evidence.first()?;
    Some(Action {
        title: format!("Show the passage in {}", evidence.key),
        kind: ActionKind::Show,
        preferred: false,
        finding: Some(ix),
        edits: Vec::new(),
        place: Some(Location { path: Arc::clone(&evidence.path), span: evidence.span }),
    })
}

/// One action with all preferred fixes; where two touch the same words the first wins.
fn fix_all(findings: &[Finding]) -> Option<Action> {
    let mut edits: Vec<FileEdit> = Vec::new();
    let mut fixed = 0;
    for fix in findings.iter().filter_map(|finding| finding.fixes.iter().find(|fix| fix.preferred)) {
        let free = |edit: &FileEdit| {
            edits
                .iter()
                .all(|other| other.path != edit.path || !(other.span.overlaps(edit.span) || other.span == edit.span))
        };
        if fix.edits.iter().all(free) {
            edits.extend(fix.edits.iter().cloned());
            fixed += 1;
        }
    }
    (fixed > 0).then(|| Action {
        title: "Apply every fix to which only one answer exists".into(),
        kind: ActionKind::FixAll,
        preferred: false,
        finding: None,
        edits,
        place: None,
    })
}
