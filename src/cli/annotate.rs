//! `ibid annotate`: the facts of articles as JSON Lines (design §10). A pure filter: one line in, one line
//! out, in order, each document on its own, so that it can be run over shards by any engine.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context;
use serde::Deserialize;
use serde_json::Value;

use super::{Outcome, annotate_files};
use crate::actor::Cards;
use crate::article::facts;
use crate::date::{Date, Dct, DctOrigin, Interval};
use crate::export;
use crate::text::Span;

/// Print who, when and who said what of articles, as JSON Lines.
///
/// With no FILE, reads JSON Lines {"doc", "text", "dct"?} from standard input and prints one line of facts for each, in
/// the same order. Offsets count Unicode code points; ends are exclusive. A line that cannot be read is
/// reported on standard error and skipped; the exit code is then 1.
#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// The date of articles that state none
    #[arg(long, value_name = "YYYY-MM-DD")]
    dct: Option<Date>,
    /// Articles, read as one corpus: the date that one does not state is inferred from the others.
    /// Without any, JSON Lines are read from standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// One document on standard input.
#[derive(Deserialize)]
struct Document<'l> {
    doc: Value,
    #[serde(borrow)]
    text: Cow<'l, str>,
    #[serde(borrow)]
    dct: Option<Cow<'l, str>>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if !arguments.files.is_empty() {
        let output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let given = arguments.dct.map(stated);
        return annotate_files::annotate(&arguments.files, output, io::stderr().lock(), given.as_ref());
    }
    let input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    filter(input, output, io::stderr().lock(), arguments.dct)
}

/// Writes a line of facts on `output` for every document of `input`, and a line on `errors` for every line
/// that is none. Holds one document at a time.
fn filter(
    mut input: impl BufRead,
    mut output: impl Write,
    mut errors: impl Write,
    day: Option<Date>,
) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line).context("standard input could not be read")? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        if let Err(reason) = annotate(&line, day, &mut output)? {
            outcome = Outcome::Found;
            writeln!(errors, "line {number}: {reason}; skipped")?;
        }
    }
    output.flush()?;
    Ok(outcome)
}

/// One line to one line; the inner error is the line's own and no reason to stop.
fn annotate(line: &[u8], day: Option<Date>, output: &mut impl Write) -> anyhow::Result<Result<(), String>> {
    let document: Document<'_> = match serde_json::from_slice(line) {
        Ok(document) => document,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let dct = match document.dct.as_deref().map(day_of) {
        Some(Some(day)) => Some(stated(day)),
        Some(None) => return Ok(Err("“dct” is no date such as 2022-01-21".into())),
        None => day.map(stated),
    };
    let text = &*document.text;
    let facts = facts(text, &[Span::new(0, text.len())], dct.as_ref(), &Cards::default());
    serde_json::to_writer(&mut *output, &export::FactsLine::new(&document.doc, text, dct.as_ref(), &facts))?;
    output.write_all(b"\n")?;
    Ok(Ok(()))
}

/// The day of `2022-01-21` and of `2022-01-21T10:00:00Z`.
fn day_of(day: &str) -> Option<Date> {
    day.get(..10)?.parse().ok()
}

fn stated(day: Date) -> Dct {
    let interval = Interval { earliest: Some(day), latest: Some(day) };
    Dct { interval, origin: DctOrigin::Settings, reasons: vec!["given with the text".into()] }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(input: &str, output: Expect, errors: Expect) -> Outcome {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let outcome = filter(input.as_bytes(), &mut out, &mut err, None).unwrap();
        let lines = String::from_utf8(out).unwrap();
        let docs: Vec<String> = lines
            .lines()
            .map(|line| {
                let value: Value = serde_json::from_str(line).unwrap();
                format!("{} {}", value["doc"], value["dct"]["value"])
            })
            .collect();
        output.assert_eq(&docs.join("\n"));
        errors.assert_eq(&String::from_utf8(err).unwrap());
        outcome
    }

    #[test]
    fn lines_in_are_lines_out() {
        let outcome = check(
            "{\"doc\": \"b\", \"text\": \"One.\", \"dct\": \"2022-01-21T08:00\"}\n\n{\"doc\": 7, \"text\": \"Two \\u00e9.\"}",
            expect![[r#"
                "b" "2022-01-21"
                7 null"#]],
            expect![[""]],
        );
        assert_eq!(outcome, Outcome::Clean);
    }

    #[test]
    fn bad_lines_are_named_and_skipped() {
        let outcome = check(
            "nonsense\n{\"doc\": 1, \"text\": \"x\"}\n{\"doc\": 2}\n{\"doc\": 3, \"text\": \"x\", \"dct\": \"soon\"}\n",
            expect!["1 null"],
            expect![[r#"
                line 1: expected ident at line 1 column 2; skipped
                line 3: missing field `text` at line 1 column 10; skipped
                line 4: “dct” is no date such as 2022-01-21; skipped
            "#]],
        );
        assert_eq!(outcome, Outcome::Found);
    }
}
