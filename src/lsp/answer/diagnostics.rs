use std::path::Path;

use tower_lsp::ls_types as lsp;

use crate::check::{Evidence, Finding};
use crate::config::Level;
use crate::lsp::{View, caret, uri};
use crate::text::Text;

/// At most this many passages go with a finding; the hover has the rest.
const RELATED: usize = 5;

/// What there is to say of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnosed {
    pub version: Option<i32>,
    pub items: Vec<lsp::Diagnostic>,
    /// Something was held back because it is still being typed; it may be said once the writer pauses.
    pub held: bool,
}

/// The diagnostics of a document; none at all for one that is out of step with the editor. With `paused`, the
/// writer has not typed for a while.
pub fn diagnose(view: &View, path: &Path, paused: bool) -> Diagnosed {
    let Some(findings) = view.findings(path) else { return Diagnosed::default() };
    let Some(text) = view.text(path) else { return Diagnosed::default() };
    let mut diagnosed = Diagnosed { version: view.version(path), ..Diagnosed::default() };
    for finding in findings.iter() {
        match caret::holds(&view.snapshot, path, finding.span) {
            Some(caret::Hold::UntilClosed) => {}
            Some(caret::Hold::WhileTyping) if !paused => diagnosed.held = true,
            _ => diagnosed.items.extend(diagnostic(view, &text, finding)),
        }
    }
    diagnosed
}

/// A finding as the editor shows it; none when it is switched off.
pub(super) fn diagnostic(view: &View, text: &Text, finding: &Finding) -> Option<lsp::Diagnostic> {
    let severity = match finding.level {
        Level::Off => return None,
        Level::Hint => lsp::DiagnosticSeverity::HINT,
        Level::Information => lsp::DiagnosticSeverity::INFORMATION,
        Level::Warning => lsp::DiagnosticSeverity::WARNING,
        Level::Error => lsp::DiagnosticSeverity::ERROR,
    };
    let related = || finding.evidence.iter().take(RELATED).filter_map(|evidence| related(view, evidence)).collect();
    Some(lsp::Diagnostic {
        range: view.range(text, finding.span),
        severity: Some(severity),
        code: Some(lsp::NumberOrString::String(finding.code.to_owned())),
        source: Some("ibid".to_owned()),
        message: finding.message.clone(),
        tags: (view.client.tags && finding.code == "unused-suppression").then(|| vec![lsp::DiagnosticTag::UNNECESSARY]),
        related_information: (view.client.related_information && !finding.evidence.is_empty()).then(related),
        ..lsp::Diagnostic::default()
    })
}

fn related(view: &View, evidence: &Evidence) -> Option<lsp::DiagnosticRelatedInformation> {
    let location = view.location(&evidence.path, evidence.span).or_else(|| {
        // A file we hold no text of can still be opened.
        Some(lsp::Location::new(uri::from_path(&evidence.path)?, lsp::Range::default()))
    })?;
    // The editor shows the file; a key that is not its name tells more.
    let named = evidence.path.file_stem().is_some_and(|stem| stem == evidence.key.as_str());
    let message = if named { evidence.text.clone() } else { format!("{}: {}", evidence.key, evidence.text) };
    Some(lsp::DiagnosticRelatedInformation { location, message })
}
