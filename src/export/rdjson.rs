use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::{Places, Report};
use crate::check::Finding;
use crate::config::Level;
use crate::text::{Encoding, Span};

/// The Reviewdog Diagnostic Format as one JSON document. Columns count from 1 in bytes of UTF-8, as
/// `reviewdog/proto/rdf/reviewdog.proto` asks.
pub fn rdjson(reports: &[Report], places: &Places, output: &mut impl Write) -> io::Result<()> {
    let diagnostics = reports
        .iter()
        .flat_map(|report| report.findings.iter().filter_map(|finding| diagnostic(&report.path, finding, places)))
        .collect::<Vec<_>>();
    let document = json!({ "source": { "name": "ibid" }, "diagnostics": diagnostics });
    serde_json::to_writer_pretty(&mut *output, &document)?;
    output.write_all(b"\n")
}

fn diagnostic(path: &Path, finding: &Finding, places: &Places) -> Option<Value> {
    // A suggestion speaks of the note itself; fixes that change other files are left to the editor.
    let suggestions = finding.fixes.iter().flat_map(|fix| &fix.edits).filter(|edit| *edit.path == *path);
    let suggestions = suggestions.filter_map(|edit| {
        let range = range(places, path, edit.span)?;
        Some(json!({ "range": range, "text": edit.new_text }))
    });
    let related = finding.evidence.iter().filter_map(|evidence| {
        let location = location(places, &evidence.path, evidence.span)?;
        Some(json!({ "message": evidence.text, "location": location }))
    });
    Some(json!({
        "message": finding.message,
        "location": location(places, path, finding.span)?,
        "severity": match finding.level {
            Level::Error => "ERROR",
            Level::Warning => "WARNING",
            Level::Information | Level::Hint | Level::Off => "INFO",
        },
        "code": { "value": finding.code },
        "suggestions": suggestions.collect::<Vec<_>>(),
        "related_locations": related.collect::<Vec<_>>(),
        "original_output": format!("{}: {}", finding.level.name(), finding.message),
    }))
}

fn location(places: &Places, path: &Path, span: Span) -> Option<Value> {
    Some(json!({ "path": places.name(path), "range": range(places, path, span)? }))
}

fn range(places: &Places, path: &Path, span: Span) -> Option<Value> {
    let [start, end] = places.ends(path, span, Encoding::Utf8)?;
    Some(json!({
        "start": { "line": start.line + 1, "column": start.column + 1 },
        "end": { "line": end.line + 1, "column": end.column + 1 },
    }))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::sample;
    use super::*;

    #[test]
    fn columns_are_bytes() {
        let (places, reports) = sample::report();
        let mut output = Vec::new();
        rdjson(&reports, &places, &mut output).unwrap();
        expect![[r#"
            {
              "source": {
                "name": "ibid"
              },
              "diagnostics": [
                {
                  "message": "The source says “foxes”, not “wolves”.",
                  "location": {
                    "path": "notes/😀 day.md",
                    "range": {
                      "start": {
                        "line": 3,
                        "column": 18
                      },
                      "end": {
                        "line": 3,
                        "column": 24
                      }
                    }
                  },
                  "severity": "ERROR",
                  "code": {
                    "value": "misquote"
                  },
                  "suggestions": [
                    {
                      "range": {
                        "start": {
                          "line": 3,
                          "column": 18
                        },
                        "end": {
                          "line": 3,
                          "column": 24
                        }
                      },
                      "text": "foxes"
                    }
                  ],
                  "related_locations": [
                    {
                      "message": "At dusk the keeper, Ana Li, said she had seen “foxes” by the gate.",
                      "location": {
                        "path": "articles/a.txt",
                        "range": {
                          "start": {
                            "line": 1,
                            "column": 50
                          },
                          "end": {
                            "line": 1,
                            "column": 55
                          }
                        }
                      }
                    }
                  ],
                  "original_output": "error: The source says “foxes”, not “wolves”."
                }
              ]
            }
        "#]]
        .assert_eq(&String::from_utf8(output).unwrap());
    }
}
