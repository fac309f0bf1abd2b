use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Place, Places, Report};
use crate::check::{Finding, Fix};
use crate::config::Level;
use crate::text::Span;

/// SARIF 2.1.0, for code scanning and viewers. Columns are code points (`columnKind`), paths are relative
/// to the folder the command ran in.
pub fn sarif(reports: &[Report], places: &Places, output: &mut impl Write) -> io::Result<()> {
    let findings = || reports.iter().flat_map(|report| report.findings.iter().map(move |finding| (report, finding)));
    let mut codes: Vec<&str> = findings().map(|(_, finding)| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code })).collect();
    let mut seen = HashMap::new();
    let results: Vec<Value> =
        findings().filter_map(|(report, finding)| result(&report.path, finding, places, &codes, &mut seen)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "ibid", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *output, &document)?;
    output.write_all(b"\n")
}

fn result(
    path: &Path,
    finding: &Finding,
    places: &Places,
    codes: &[&str],
    seen: &mut HashMap<String, u32>,
) -> Option<Value> {
    let related = finding.evidence.iter().enumerate().filter_map(|(id, evidence)| {
        let mut location = location(&places.at(&evidence.path, evidence.span)?);
        location["id"] = json!(id);
        location["message"] = json!({ "text": evidence.text });
        Some(location)
    });
    let fixes = finding.fixes.iter().filter_map(|fix| changes(fix, places));
    Some(json!({
        "ruleId": finding.code,
        "ruleIndex": codes.binary_search(&finding.code).ok()?,
        "level": match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Information | Level::Hint => "note",
            Level::Off => "none",
        },
        "message": { "text": finding.message },
        "locations": [location(&places.at(path, finding.span)?)],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": { "ibid/v1": fingerprint(path, finding, places, seen) },
        "fixes": fixes.collect::<Vec<_>>(),
    }))
}

fn location(place: &Place) -> Value {
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&place.path) }, "region": region(place) } })
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column,
    })
}

/// A fix as one change of each file; none when one of its places is gone.
fn changes(fix: &Fix, places: &Places) -> Option<Value> {
    let mut files: Vec<(String, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let place = places.at(&edit.path, edit.span)?;
        let replacement = json!({ "deletedRegion": region(&place), "insertedContent": { "text": edit.new_text } });
        match files.iter_mut().find(|(path, _)| *path == place.path) {
            Some((_, replacements)) => replacements.push(replacement),
            None => files.push((place.path, vec![replacement])),
        }
    }
    let changes = files
        .into_iter()
        .map(|(path, replacements)| json!({ "artifactLocation": { "uri": uri(&path) }, "replacements": replacements }));
    Some(json!({ "description": { "text": fix.title }, "artifactChanges": changes.collect::<Vec<_>>() }))
}

/// Tells a finding from others wherever its line moves to: its code, its file, its words and the rest of its
/// line, and the how-manieth of these it is.
fn fingerprint(path: &Path, finding: &Finding, places: &Places, seen: &mut HashMap<String, u32>) -> String {
    let text = places.text(path).map(|text| text.as_str()).unwrap_or_default();
    let line = |offset: usize| text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let start = line(finding.span.start());
    let end = text
        .get(finding.span.end()..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |at| finding.span.end() + at);
    let parts = [finding.code, &places.name(path), Span::new(start, end).of(text).trim(), finding.span.of(text)];
    let digest = Sha256::digest(parts.join("\0"));
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let count = seen.entry(hex.clone()).or_insert(0);
    *count += 1;
    format!("{hex}:{count}")
}

/// A relative reference, percent-encoded (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    if path.starts_with('/') { format!("file://{uri}") } else { uri }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::sample;
    use super::*;

    #[test]
    fn rules_places_fingerprints_and_fixes() {
        let (places, reports) = sample::report();
        let mut output = Vec::new();
        sarif(&reports, &places, &mut output).unwrap();
        expect![[r#"
            {
              "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
              "version": "2.1.0",
              "runs": [
                {
                  "tool": {
                    "driver": {
                      "name": "ibid",
                      "version": "0.1.0",
                      "rules": [
                        {
                          "id": "misquote"
                        }
                      ]
                    }
                  },
                  "columnKind": "unicodeCodePoints",
                  "results": [
                    {
                      "ruleId": "misquote",
                      "ruleIndex": 0,
                      "level": "error",
                      "message": {
                        "text": "The source says “foxes”, not “wolves”."
                      },
                      "locations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "notes/%F0%9F%98%80%20day.md"
                            },
                            "region": {
                              "startLine": 3,
                              "startColumn": 13,
                              "endLine": 3,
                              "endColumn": 19
                            }
                          }
                        }
                      ],
                      "relatedLocations": [
                        {
                          "physicalLocation": {
                            "artifactLocation": {
                              "uri": "articles/a.txt"
                            },
                            "region": {
                              "startLine": 1,
                              "startColumn": 48,
                              "endLine": 1,
                              "endColumn": 53
                            }
                          },
                          "id": 0,
                          "message": {
                            "text": "At dusk the keeper, Ana Li, said she had seen “foxes” by the gate."
                          }
                        }
                      ],
                      "partialFingerprints": {
                        "ibid/v1": "f318976c4b250783c2bc02d274b4ab93:1"
                      },
                      "fixes": [
                        {
                          "description": {
                            "text": "Use the source’s words"
                          },
                          "artifactChanges": [
                            {
                              "artifactLocation": {
                                "uri": "notes/%F0%9F%98%80%20day.md"
                              },
                              "replacements": [
                                {
                                  "deletedRegion": {
                                    "startLine": 3,
                                    "startColumn": 13,
                                    "endLine": 3,
                                    "endColumn": 19
                                  },
                                  "insertedContent": {
                                    "text": "foxes"
                                  }
                                }
                              ]
                            }
                          ]
                        }
                      ]
                    }
                  ]
                }
              ]
            }
        "#]]
        .assert_eq(&String::from_utf8(output).unwrap());
    }

    #[test]
    fn equal_findings_are_counted_apart() {
        let (places, mut reports) = sample::report();
        let finding = reports[0].findings[0].clone();
        reports[0].findings.push(finding.clone());
        let mut seen = HashMap::new();
        let [first, second] = [(); 2].map(|()| fingerprint(&reports[0].path, &finding, &places, &mut seen));
        assert_ne!(first, second);
    }
}
