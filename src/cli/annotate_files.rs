//! `ibid annotate FILE…`: articles named together are read as one corpus, so that the date one of them
//! does not state may be inferred from the others.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::Outcome;
use crate::article::{Article, Given, Metadata, Source, read};
use crate::corpus::read_text;
use crate::date::{DatingFacts, Dct, infer_all};
use crate::export::FactsLine;

/// Writes a line of facts for each file, in their order, and a line on `errors` for each that cannot be
/// read. `given` is the date of articles that state none; without it theirs is inferred.
pub(super) fn annotate(
    paths: &[PathBuf],
    mut output: impl Write,
    mut errors: impl Write,
    given: Option<&Dct>,
) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    let mut articles = Vec::with_capacity(paths.len());
    for path in paths {
        match article(path) {
            Ok(article) => articles.push(article),
            Err(reason) => {
                outcome = Outcome::Found;
                writeln!(errors, "{}: {reason}; skipped", path.display())?;
            }
        }
    }
    let facts: Vec<DatingFacts> = articles.iter().map(Article::dating).collect();
    for (article, inferred) in articles.into_iter().zip(infer_all(&facts)) {
        let date = if article.dct.is_some() { None } else { given.cloned().or(inferred) };
        let article = match date {
            Some(date) => article.dated(date),
            None => article,
        };
        let doc = Value::from(article.key.as_str());
        serde_json::to_writer(
            &mut output,
            &FactsLine::new(&doc, article.text.as_str(), article.dct.as_ref(), &article.facts),
        )?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(outcome)
}

fn article(path: &Path) -> Result<Article, String> {
    let source = Source {
        path: Arc::from(path),
        hash: [0; 32],
        text: read_text(path)?,
        metadata: Metadata::default(),
        issues: Vec::new(),
    };
    Ok(read(source, Given::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dates of the seeds under these names, in this order.
    fn dates(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = files
            .iter()
            .map(|(name, seed)| {
                let path = folder.path().join(name);
                std::fs::copy(Path::new("seeds").join(seed), &path).unwrap();
                path
            })
            .collect();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        annotate(&paths, &mut out, &mut err, None).unwrap();
        assert!(err.is_empty());
        let lines = String::from_utf8(out).unwrap();
        let date = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            format!("{} {}", line["dct"]["value"], line["dct"]["origin"])
        };
        lines.lines().map(date).collect()
    }

    const FIRST: &str = "000_c11a53263d9f578e.txt";
    const SECOND: &str = "001_36ec4a0469faaa65.txt";
    const THIRD: &str = "002_1721f66ada750ae0.txt";

    #[test]
    fn files_named_together_date_each_other() {
        let mut together = dates(&[("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", THIRD)]);
        let turned = dates(&[("a.txt", THIRD), ("b.txt", SECOND), ("c.txt", FIRST)]);
        assert_eq!(
            together,
            [
                "\"2022-01-11/2022-01-12\" \"inferred\"",
                "\"2022-01-21\" \"head\"",
                "\"2021-12-31/2022-01-01\" \"inferred\""
            ]
        );
        together.reverse();
        assert_eq!(together, turned);
    }

    #[test]
    fn alone_what_cannot_be_known_stays_open() {
        assert_eq!(dates(&[("a.txt", THIRD)]), ["null null"]);
        assert!(dates(&[("a.txt", FIRST)])[0].starts_with("\"2022-01-09/2022-0"));
    }
}
