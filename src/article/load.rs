use std::path::Path;
use std::sync::Arc;

use super::{Issue, Metadata, Source, html, json, mail};
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

/// The articles in a file, by its ending: text and Markdown are articles as they stand, web pages, JSON
/// and mail are taken apart; all places stay those of the file. The error is a clause for a reader: why
/// there is none.
pub fn sources(path: &Arc<Path>, hash: [u8; 32], file: Text) -> Result<Vec<Source>, String> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let found = match ending.as_str() {
        "html" | "htm" | "xhtml" => vec![html::read(&file)],
        "json" | "jsonl" | "ndjson" => json::read(&file)?,
        "eml" => vec![mail::read(&file)?],
        "pdf" => return Err("PDF is not read; save its text beside it (`pdftotext -layout`)".to_owned()),
        "rss" | "atom" | "xml" => return Err("feeds are not read; save their articles".to_owned()),
        _ => vec![Found { text: file, metadata: Metadata::default(), problem: None }],
    };
    let several = found.len() > 1;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let sources = found.into_iter().enumerate().map(|(ix, Found { text, mut metadata, problem })| {
        if several && metadata.key.is_none() {
            metadata.key = Some(format!("{stem}-{}", ix + 1));
        }
        let issues = problem.into_iter().map(|message| Issue { span: Span::at(0), message }).collect();
        Source { path: Arc::clone(path), hash, text, metadata, issues }
    });
    Ok(sources.collect())
}
