//! Findings as a writer reads them: the words, the carets under them, what the source says, what to do.

use std::fmt::{self, Write};

use anstyle::{AnsiColor, Style};

use super::excerpt::{excerpt, printable, wrap};
use crate::check::Finding;
use crate::config::Level;
use crate::export::{Places, Report};

/// Passages shown of a finding's evidence, and titles shown of its fixes.
const MOST_PASSAGES: usize = 2;
const MOST_FIXES: usize = 4;

const PATH: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const KEY: Style = AnsiColor::Green.on_default();

/// Writes the findings of `reports` with styles, for a terminal of `width` columns.
pub(super) fn human(reports: &[Report], places: &Places, width: usize, out: &mut String) -> fmt::Result {
    for report in reports {
        for finding in &report.findings {
            one(report, finding, places, width, out)?;
            out.push('\n');
        }
    }
    Ok(())
}

fn one(report: &Report, finding: &Finding, places: &Places, width: usize, out: &mut String) -> fmt::Result {
    let (Some(place), Some(text)) = (places.at(&report.path, finding.span), places.text(&report.path)) else {
        return Ok(());
    };
    let colour = colour(finding.level);
    writeln!(
        out,
        "{PATH}{}:{}:{}:{PATH:#} {colour}{}:{colour:#} {} {DIM}[{}]{DIM:#}",
        printable(&place.path),
        place.line,
        place.column,
        finding.level.name(),
        printable(&finding.message),
        finding.code,
    )?;
    let margin = place.end_line.to_string().len().max(3) + 1;
    let room = width.saturating_sub(margin + 3).max(20);
    for row in excerpt(text, finding.span, room) {
        writeln!(out, "{DIM}{:>margin$} │{DIM:#} {}", row.number, row.text)?;
        let carets = "^".repeat(row.width);
        writeln!(out, "{DIM}{:margin$} │{DIM:#} {:2$}{colour}{carets}{colour:#}", "", "", row.indent)?;
    }
    for evidence in finding.evidence.iter().take(MOST_PASSAGES) {
        let Some(place) = places.at(&evidence.path, evidence.span) else { continue };
        let (path, line) = (printable(&place.path), place.line);
        writeln!(out, "{:margin$} {KEY}{}{KEY:#} {DIM}{path}:{line}{DIM:#}", "", printable(&evidence.key))?;
        for line in wrap(&evidence.text, room) {
            writeln!(out, "{:margin$}   {line}", "")?;
        }
    }
    let more = finding.evidence.len().saturating_sub(MOST_PASSAGES);
    if more > 0 {
        writeln!(out, "{:margin$} {DIM}and {more} more{DIM:#}", "")?;
    }
    for fix in finding.fixes.iter().take(MOST_FIXES) {
        writeln!(out, "{:margin$} {DIM}fix:{DIM:#} {}", "", printable(&fix.title))?;
    }
    Ok(())
}

fn colour(level: Level) -> Style {
    let colour = match level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Information => AnsiColor::Blue,
        Level::Hint | Level::Off => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// What a check looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    pub(super) notes: usize,
    pub(super) articles: usize,
}

/// The last line: `2 errors and 1 hint; 3 notes held against 4 articles.`
pub(super) fn summary(reports: &[Report], tally: Tally) -> String {
    let count = |level| reports.iter().flat_map(|report| &report.findings).filter(|f| f.level == level).count();
    let kinds = [
        (Level::Error, "error", "errors"),
        (Level::Warning, "warning", "warnings"),
        (Level::Information, "remark", "remarks"),
        (Level::Hint, "hint", "hints"),
    ];
    let counts: Vec<String> = kinds
        .into_iter()
        .map(|(level, one, many)| (count(level), one, many))
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| plural(count, one, many))
        .collect();
    let found = match counts.split_last() {
        None => "Nothing found".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    };
    let notes = plural(tally.notes, "note", "notes");
    format!("{found}; {notes} held against {}.", plural(tally.articles, "article", "articles"))
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::export::sample;

    fn plain(styled: &str) -> String {
        anstream::adapter::strip_str(styled).to_string()
    }

    #[test]
    fn a_finding_as_it_is_read() {
        let (places, reports) = sample::report();
        let mut out = String::new();
        human(&reports, &places, 50, &mut out).unwrap();
        expect![[r#"
            notes/😀 day.md:3:13: error: The source says “foxes”, not “wolves”. [misquote]
               3 │ He said: 😀 “wolves” [@a].
                 │              ^^^^^^
                 a articles/a.txt:1
                   At dusk the keeper, Ana Li, said she had
                   seen “foxes” by the gate.
                 fix: Use the source’s words

        "#]]
        .assert_eq(&plain(&out));
    }

    #[test]
    fn the_last_line_counts() {
        let (_, mut reports) = sample::report();
        let tally = Tally { notes: 3, articles: 1 };
        assert_eq!(summary(&reports, tally), "1 error; 3 notes held against 1 article.");
        let mut hint = reports[0].findings[0].clone();
        hint.level = Level::Hint;
        reports[0].findings.extend([hint.clone(), hint]);
        assert_eq!(summary(&reports, tally), "1 error and 2 hints; 3 notes held against 1 article.");
        assert_eq!(summary(&[], Tally { notes: 1, articles: 2 }), "Nothing found; 1 note held against 2 articles.");
    }
}
