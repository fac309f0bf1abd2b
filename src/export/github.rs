use std::io::{self, Write};

use super::{Places, Report};
use crate::config::Level;

/// Workflow commands of GitHub Actions, which shows them at the lines of a pull request.
///
/// Columns are given only within one line: the runner ignores them otherwise.
pub fn github(reports: &[Report], places: &Places, output: &mut impl Write) -> io::Result<()> {
    for report in reports {
        for finding in &report.findings {
            let Some(place) = places.at(&report.path, finding.span) else { continue };
            let command = match finding.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Information | Level::Hint | Level::Off => "notice",
            };
            let path = property(&place.path);
            write!(output, "::{command} file={path},line={},endLine={}", place.line, place.end_line)?;
            if place.line == place.end_line {
                write!(output, ",col={},endColumn={}", place.column, place.end_column)?;
            }
            writeln!(output, ",title={}::{}", property(finding.code), data(&finding.message))?;
        }
    }
    Ok(())
}

/// Escapes as the runner's own toolkit does (`actions/toolkit`, `command.ts`).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::sample;
    use super::*;

    #[test]
    fn one_command_a_finding() {
        let (places, reports) = sample::report();
        let mut output = Vec::new();
        github(&reports, &places, &mut output).unwrap();
        expect![[r#"
            ::error file=notes/😀 day.md,line=3,endLine=3,col=13,endColumn=19,title=misquote::The source says “foxes”, not “wolves”.
        "#]].assert_eq(&String::from_utf8(output).unwrap());
    }

    #[test]
    fn nothing_breaks_out_of_a_command() {
        assert_eq!(data("50 %\nnext"), "50 %25%0Anext");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
