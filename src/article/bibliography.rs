use std::path::Path;

use biblatex::{Bibliography, ChunksExt};
use serde_json::Value;

use super::{Metadata, stated};
use crate::date::{Dct, DctOrigin};

/// What a bibliography says of one source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reference {
    /// Its key is always there.
    pub metadata: Metadata,
    /// The files it names, as it writes them.
    pub files: Vec<String>,
}

/// The entries of a bibliography: BibTeX and BibLaTeX (`.bib`), CSL-JSON (`.json`), Hayagriva (`.yml`,
/// `.yaml`). The error is a clause for a reader: why it cannot be used.
pub fn references(path: &Path, text: &str) -> Result<Vec<Reference>, String> {
    match Format::of(path) {
        Some(Format::Bib) => bib(text),
        Some(Format::Csl) => csl(&serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?),
        Some(Format::Hayagriva) => {
            hayagriva(&serde_saphyr::from_str(text).map_err(|error| format!("it is no YAML: {error}"))?)
        }
        None => Err("bibliographies are .bib, .json (CSL) or .yml (Hayagriva)".to_owned()),
    }
}

/// How a bibliography is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    Bib,
    Csl,
    Hayagriva,
}

impl Format {
    /// The format of a file, by its name.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "bib" | "bibtex" => Some(Self::Bib),
            "json" => Some(Self::Csl),
            "yml" | "yaml" => Some(Self::Hayagriva),
            _ => None,
        }
    }
}

fn reference(key: &str, mut metadata: Metadata, date: Option<String>, files: Vec<String>) -> Reference {
    let date = date.and_then(|date| stated::date(&date));
    let reasons = || vec!["the bibliography gives it".to_owned()];
    metadata.date = date.map(|interval| Dct { interval, origin: DctOrigin::Bibliography, reasons: reasons() });
    metadata.key = Some(key.to_owned());
    Reference { metadata, files }
}

fn bib(text: &str) -> Result<Vec<Reference>, String> {
    let bibliography = Bibliography::parse(text).map_err(|error| {
        let line = text.get(..error.span.start).unwrap_or(text).lines().count().max(1);
        format!("line {line}: {}", error.kind)
    })?;
    let entries = bibliography.iter().map(|entry| {
        let field = |names: &[&str]| {
            let found = names.iter().find_map(|name| entry.get(name));
            found.map(|chunks| chunks.format_verbatim().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let authors = field(&["author"]).unwrap_or_default();
        let date = field(&["date"]).or_else(|| {
            let (year, month, day) = (field(&["year"])?, field(&["month"]), field(&["day"]));
            let whole = || Some(format!("{year}-{:0>2}-{:0>2}", month.as_ref()?, day?));
            whole().or_else(|| Some(format!("{year}-{:0>2}", month.as_ref()?))).or(Some(year.clone()))
        });
        let metadata = Metadata {
            title: field(&["title"]),
            byline: authors.split(" and ").map(named).filter(|name| !name.is_empty()).collect(),
            publisher: field(&["journaltitle", "journal", "publisher", "organization"]),
            url: field(&["url"]),
            ..Metadata::default()
        };
        let files = field(&["file"]).map(|file| file.split([';', ':']).map(|part| part.trim().to_owned()).collect());
        reference(&entry.key, metadata, date, files.unwrap_or_default())
    });
    Ok(entries.collect())
}

/// `Lee, Ann` → `Ann Lee`.
fn named(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) => format!("{} {}", given.trim(), family.trim()),
        None => name.trim().to_owned(),
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value that may stand alone or in a list.
fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

fn csl(value: &Value) -> Result<Vec<Reference>, String> {
    let items = value.as_array().ok_or("it is no list of entries")?;
    let entries = items.iter().filter_map(|item| {
        let key = text(item.get("id"))?;
        let name = |author: &Value| {
            let parts = [text(author.get("given")), text(author.get("family"))];
            text(author.get("literal")).or(Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")))
        };
        let issued = item.get("issued");
        let parts = issued.and_then(|issued| issued.get("date-parts")?.get(0)).map(|parts| list(Some(parts)));
        let parts = parts.map(|parts| {
            let padded = parts.into_iter().filter_map(|part| text(Some(part))).map(|part| format!("{part:0>2}"));
            padded.collect::<Vec<_>>().join("-")
        });
        let metadata = Metadata {
            title: text(item.get("title")),
            byline: list(item.get("author")).into_iter().filter_map(name).collect(),
            publisher: text(item.get("container-title")).or_else(|| text(item.get("publisher"))),
            url: text(item.get("URL")),
            ..Metadata::default()
        };
        let date = parts.or_else(|| text(issued.and_then(|issued| issued.get("raw"))));
        let files = list(item.get("file")).into_iter().filter_map(|file| text(Some(file))).collect();
        Some(reference(&key, metadata, date, files))
    });
    Ok(entries.collect())
}

fn hayagriva(value: &Value) -> Result<Vec<Reference>, String> {
    let items = value.as_object().ok_or("it holds no entries")?;
    let entries = items.iter().map(|(key, item)| {
        let address = item.get("url");
        let authors = list(item.get("author")).into_iter();
        let authors = authors.filter_map(|author| text(Some(author)).or_else(|| text(author.get("name"))));
        let title = |item: Option<&Value>| text(item).or_else(|| text(item?.get("value")));
        let parent = list(item.get("parent")).first().and_then(|parent| title(parent.get("title")));
        let publisher = item.get("publisher");
        let metadata = Metadata {
            title: title(item.get("title")),
            byline: authors.map(|author| named(&author)).collect(),
            publisher: parent.or_else(|| text(publisher).or_else(|| text(publisher?.get("name")))),
            url: text(address).or_else(|| text(address?.get("value"))),
            ..Metadata::default()
        };
        let files = list(item.get("file")).into_iter().filter_map(|file| text(Some(file))).collect();
        reference(key, metadata, text(item.get("date")), files)
    });
    Ok(entries.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str) {
        let found = references(Path::new(name), text).unwrap();
        let [Reference { metadata, files }] = found.as_slice() else { panic!("{name}: {found:?}") };
        let Metadata { key, title, byline, publisher, url, date } = metadata;
        assert_eq!(key.as_deref(), Some("lee-2022"), "{name}");
        assert_eq!(title.as_deref(), Some("Bridge closed"), "{name}");
        assert_eq!(byline, &["Ann Lee"], "{name}");
        assert_eq!(publisher.as_deref(), Some("The Paper"), "{name}");
        assert_eq!(url.as_deref(), Some("https://paper.example/bridge"), "{name}");
        assert_eq!(date.as_ref().unwrap().interval.latest.unwrap().to_string(), "2022-01-21", "{name}");
        assert!(files.iter().any(|file| file == "articles/bridge.html"), "{name}: {files:?}");
    }

    #[test]
    fn the_three_kinds_say_the_same() {
        check(
            "a.bib",
            "@article{lee-2022, title = {Bridge closed}, author = {Lee, Ann}, journal = {The Paper},
              url = {https://paper.example/bridge}, date = {2022-01-21}, file = {Page:articles/bridge.html:text/html}}",
        );
        check(
            "a.json",
            r#"[{"id": "lee-2022", "title": "Bridge closed", "author": [{"family": "Lee", "given": "Ann"}],
              "container-title": "The Paper", "URL": "https://paper.example/bridge",
              "issued": {"date-parts": [[2022, 1, 21]]}, "file": "articles/bridge.html"}]"#,
        );
        check(
            "a.yml",
            "lee-2022:\n  type: article\n  title: Bridge closed\n  author: Lee, Ann\n  date: 2022-01-21\n\
             \x20 url: https://paper.example/bridge\n  parent:\n    title: The Paper\n  file: articles/bridge.html\n",
        );
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        for (name, text) in [("a.bib", "@article{x, title = {"), ("a.json", "{}"), ("a.yml", "- 1"), ("a.txt", "")] {
            assert!(references(Path::new(name), text).is_err(), "{name}");
        }
    }
}
