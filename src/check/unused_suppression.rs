use super::passage::edit;
use super::registry::{Check, Run, by_code};
use super::wording::short;
use super::{Finding, Fix};
use crate::compare::Reading;
use crate::config::Level;
use crate::text::Span;

pub(super) const CHECK: Check = Check {
    code: "unused-suppression",
    level: Level::Hint,
    summary: "A comment silences a check that reports nothing there.",
    why: "A stale comment would hide the next slip. A code that the settings turn off is not counted as unused.",
    fires: &[
        "`<!-- ibid-disable-next-line misquote -->` over a quotation that stands in the source",
        "a code that does not exist",
        "one of two codes, when only the other is needed",
    ],
    silent: &[
        "a comment that silences something",
        "a comment for a check that is off in the settings",
        "`unused-suppression` itself",
        "a comment without codes that silences anything at all",
        "a comment in a code block",
    ],
    run: Run::Frame,
};

/// Reports what of the note's suppressions silenced nothing; `used` holds for each the codes it silenced.
pub(super) fn report(reading: &Reading<'_>, used: &[Vec<&'static str>], found: &mut Vec<Finding>) {
    let (note, config) = (reading.note, &reading.snapshot.config);
    let off = |code: &str| {
        by_code(code).is_some_and(|check| config.level(check.code, check.level) == Level::Off) || code == CHECK.code
    };
    for (suppression, used) in note.suppressions.iter().zip(used) {
        let idle: Vec<&(Span, String)> =
            suppression.codes.iter().filter(|(_, code)| !used.contains(&code.as_str()) && !off(code)).collect();
        let whole = if suppression.codes.is_empty() { used.is_empty() } else { idle.len() == suppression.codes.len() };
        let remove = Fix {
            title: "Remove the comment".to_string(),
            preferred: true,
            edits: vec![edit(note, line_of(note.text.as_str(), suppression.span), "")],
        };
        if suppression.codes.is_empty() && whole {
            let message = "Nothing here needs to be disabled.".to_string();
            found.push(finding(suppression.span, message, vec![remove]));
            continue;
        }
        for (span, code) in idle {
            let message = format!("Nothing here needs “{}” disabled.", short(code, 60));
            let fix = if whole { remove.clone() } else { drop_code(reading, *span, code) };
            found.push(finding(*span, message, vec![fix]));
        }
    }
}

fn finding(span: Span, message: String, fixes: Vec<Fix>) -> Finding {
    Finding { code: CHECK.code, level: CHECK.level, span, message, evidence: Vec::new(), fixes }
}

/// The comment, with its line end when it has the line to itself, else with the space before it.
fn line_of(text: &str, span: Span) -> Span {
    let before = text.get(..span.start()).unwrap_or("");
    let behind = text.get(span.end()..).unwrap_or("");
    let alone = before.is_empty() || before.ends_with('\n');
    let line_end = behind.find(|c: char| c != '\r').filter(|at| behind[*at..].starts_with('\n'));
    match line_end {
        Some(at) if alone => Span::new(span.start(), span.end() + at + 1),
        _ => Span::new(before.trim_end_matches([' ', '\t']).len(), span.end()),
    }
}

/// Takes one code out of the comment, with the comma or space that parts it from its neighbour.
fn drop_code(reading: &Reading<'_>, span: Span, code: &str) -> Fix {
    let text = reading.note.text.as_str();
    let before = text.get(..span.start()).unwrap_or("");
    let behind = text.get(span.end()..).unwrap_or("");
    let rest = behind.trim_start_matches([' ', ',']);
    let dropped = if behind.trim_start().starts_with(',') {
        Span::new(span.start(), span.end() + behind.len() - rest.len())
    } else {
        Span::new(before.trim_end_matches([' ', ',']).len(), span.end())
    };
    Fix { title: format!("Remove {code}"), preferred: true, edits: vec![edit(reading.note, dropped, "")] }
}
