use std::io::{self, Write};

use serde::Serialize;

use super::{Place, Places, Report};

#[derive(Serialize)]
struct Line<'r> {
    #[serde(flatten)]
    place: Place,
    code: &'static str,
    severity: &'static str,
    message: &'r str,
    evidence: Vec<Evidence<'r>>,
    fixes: Vec<Fix<'r>>,
}

#[derive(Serialize)]
struct Evidence<'r> {
    #[serde(flatten)]
    place: Place,
    key: &'r str,
    text: &'r str,
}

#[derive(Serialize)]
struct Fix<'r> {
    title: &'r str,
    edits: Vec<Edit<'r>>,
}

#[derive(Serialize)]
struct Edit<'r> {
    #[serde(flatten)]
    place: Place,
    new_text: &'r str,
}

/// One finding a line (design §10).
pub fn jsonl(reports: &[Report], places: &Places, output: &mut impl Write) -> io::Result<()> {
    for report in reports {
        for finding in &report.findings {
            let Some(place) = places.at(&report.path, finding.span) else { continue };
            let evidence = finding.evidence.iter().filter_map(|evidence| {
                let place = places.at(&evidence.path, evidence.span)?;
                Some(Evidence { place, key: &evidence.key, text: &evidence.text })
            });
            let fixes = finding.fixes.iter().filter_map(|fix| {
                let edits = fix
                    .edits
                    .iter()
                    .map(|edit| Some(Edit { place: places.at(&edit.path, edit.span)?, new_text: &edit.new_text }));
                Some(Fix { title: &fix.title, edits: edits.collect::<Option<_>>()? })
            });
            let line = Line {
                place,
                code: finding.code,
                severity: finding.level.name(),
                message: &finding.message,
                evidence: evidence.collect(),
                fixes: fixes.collect(),
            };
            serde_json::to_writer(&mut *output, &line)?;
            output.write_all(b"\n")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::sample;
    use super::*;

    #[test]
    fn the_contract_to_the_letter() {
        let (places, reports) = sample::report();
        let mut output = Vec::new();
        jsonl(&reports, &places, &mut output).unwrap();
        expect![[r#"
            {"path":"notes/😀 day.md","line":3,"column":13,"end_line":3,"end_column":19,"code":"misquote","severity":"error","message":"The source says “foxes”, not “wolves”.","evidence":[{"path":"articles/a.txt","line":1,"column":48,"end_line":1,"end_column":53,"key":"a","text":"At dusk the keeper, Ana Li, said she had seen “foxes” by the gate."}],"fixes":[{"title":"Use the source’s words","edits":[{"path":"notes/😀 day.md","line":3,"column":13,"end_line":3,"end_column":19,"new_text":"foxes"}]}]}
        "#]].assert_eq(&String::from_utf8(output).unwrap());
    }
}
