use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::Report;
use crate::article::file_of;
use crate::text::{Encoding, Position, Span, Text};
use crate::world::Snapshot;

/// A stretch of a file as programs outside count it: lines and columns from 1, columns in code points, the
/// end exclusive.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Place {
    pub path: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// Turns spans of notes and articles into places.
#[derive(Clone, Debug)]
pub struct Places {
    texts: HashMap<Arc<Path>, Text>,
    base: PathBuf,
}

impl Places {
    /// Paths under `base` will be told relative to it.
    pub fn new(base: &Path) -> Self {
        Self { texts: HashMap::new(), base: base.to_path_buf() }
    }

    /// Takes in the files that `report` speaks of. An article that can no longer be read has no places.
    pub fn add(&mut self, snapshot: &Snapshot, report: &Report) {
        let evidence = report.findings.iter().flat_map(|finding| finding.evidence.iter().map(|e| &e.path));
        let edits = report.findings.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.edits);
        for path in evidence.chain(edits.map(|edit| &edit.path)).chain([&report.path]) {
            if !self.texts.contains_key(path)
                && let Some(text) = snapshot.text(path)
            {
                self.texts.insert(Arc::clone(path), text);
            }
        }
    }

    /// The text of a file that some report speaks of.
    pub fn text(&self, path: &Path) -> Option<&Text> {
        self.texts.get(path)
    }

    /// Where `span` of the file `path` is.
    pub fn at(&self, path: &Path, span: Span) -> Option<Place> {
        let [start, end] = self.ends(path, span, Encoding::Utf32)?;
        Some(Place {
            path: self.name(path),
            line: start.line + 1,
            column: start.column + 1,
            end_line: end.line + 1,
            end_column: end.column + 1,
        })
    }

    /// Start and end, counted from 0 in `encoding`.
    pub fn ends(&self, path: &Path, span: Span, encoding: Encoding) -> Option<[Position; 2]> {
        let text = self.text(path)?;
        Some([text.position(span.start(), encoding), text.position(span.end(), encoding)])
    }

    /// The file's path relative to the base, with forward slashes; as it is when it lies elsewhere.
    pub fn name(&self, path: &Path) -> String {
        let (path, _) = file_of(path);
        let path = path.strip_prefix(&self.base).unwrap_or(path);
        let parts = path.components().filter(|part| !matches!(part, Component::RootDir));
        let name = parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if path.has_root() && !name.contains(':') { format!("/{name}") } else { name }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;

    use super::*;

    #[test]
    fn columns_count_code_points_from_one() {
        let (places, reports) = sample::report();
        let report = &reports[0];
        let place = places.at(&report.path, report.findings[0].span).unwrap();
        let Place { path, line, column, end_line, end_column } = place;
        assert_eq!((path.as_str(), line, column, end_line, end_column), ("notes/😀 day.md", 3, 13, 3, 19));
    }

    #[test]
    fn a_path_elsewhere_stays_whole() {
        let (places, _) = sample::report();
        assert_eq!(places.name(Path::new("/elsewhere/a.md")), "/elsewhere/a.md");
    }
}
