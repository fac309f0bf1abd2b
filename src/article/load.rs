use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Issue, Metadata, Source, feed, html, json, mail, pdf};
use crate::date::{Dct, DctOrigin, Interval};
use crate::text::{Span, Text};

/// One article as a loader takes it out of a file.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) text: Text,
    pub(super) metadata: Metadata,
    /// What is wrong with it, as a sentence.
    pub(super) problem: Option<String>,
}

/// A date that a file's metadata give.
pub(super) fn from_metadata(interval: Interval, reason: &str) -> Dct {
    Dct { interval, origin: DctOrigin::Metadata, reasons: vec![reason.to_owned()] }
}

/// The endings of files that may hold several articles.
const SEVERAL: [&str; 6] = ["json", "jsonl", "ndjson", "rss", "atom", "xml"];
/// Stands before the number of an article in its file.
const PART: &str = "§";

/// The path of one of several articles in a file, counting from 1: as if the file were a folder, which it can
/// never be.
pub fn part(file: &Path, number: usize) -> PathBuf {
    file.join(format!("{PART}{number}"))
}

/// The file in which the article of a path stands, and which of several it is, counting from 1; 0 for a path
/// that names the file itself.
pub fn file_of(path: &Path) -> (&Path, usize) {
    let number = path.file_name().and_then(|name| name.to_str()?.strip_prefix(PART)?.parse::<usize>().ok());
    let file = path.parent().filter(|file| {
        let ending = file.extension().unwrap_or_default();
        SEVERAL.iter().any(|several| ending.eq_ignore_ascii_case(several))
    });
    match (file, number) {
        (Some(file), Some(number)) => (file, number),
        _ => (path, 0),
    }
}

/// The text of a file that holds none as it lies there, by its ending; nothing for files that are text.
pub fn rendered(path: &Path, bytes: &[u8]) -> Option<Result<Text, String>> {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")).then(|| pdf::read(bytes))
}

/// The articles in a file, by its ending: text and Markdown are articles as they stand, web pages, JSON
/// and mail are taken apart; all places stay those of the file. The error is a clause for a reader: why
/// there is none.
pub fn sources(path: &Arc<Path>, hash: [u8; 32], file: Text) -> Result<Vec<Source>, String> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let found = match ending.as_str() {
        "html" | "htm" | "xhtml" => vec![html::read(&file)],
        "json" | "jsonl" | "ndjson" => json::read(&file)?,
        "eml" => vec![mail::read(&file)?],
        "rss" | "atom" | "xml" => feed::read(&file)?,
        _ => vec![Found { text: file, metadata: Metadata::default(), problem: None }],
    };
    let several = found.len() > 1;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let sources = found.into_iter().enumerate().map(|(ix, Found { text, mut metadata, problem })| {
        if several && metadata.key.is_none() {
            metadata.key = Some(format!("{stem}-{}", ix + 1));
        }
        // Which of the file's articles it is stands behind the file's path.
        let path = if several { part(path, ix + 1).into() } else { Arc::clone(path) };
        let issues = problem.into_iter().map(|message| Issue { span: Span::at(0), message }).collect();
        Source { path, hash, text, metadata, issues }
    });
    Ok(sources.collect())
}
