use serde_json::Value;

use super::{Metadata, stated};
use crate::date::{Dct, DctOrigin};
use crate::text::{Span, lines};

/// The YAML between two `---` lines at the very start of a Markdown text.
#[derive(Clone, PartialEq, Debug)]
pub struct FrontMatter {
    /// With both fences.
    pub span: Span,
    /// Between the fences.
    pub inner: Span,
    /// The properties; an empty object when there are none.
    pub properties: Value,
    /// Why the YAML could not be read, if so; the properties are then those of its plain `key: value` lines.
    pub error: Option<String>,
}

impl FrontMatter {
    /// Reads the front matter of a text; none when there is none, or when it does not end.
    pub fn read(text: &str) -> Option<Self> {
        let (span, inner) = fences(text)?;
        let (properties, error) = match serde_saphyr::from_str::<Value>(inner.of(text)) {
            Ok(properties @ Value::Object(_)) => (properties, None),
            Ok(Value::Null) => (Value::Object(Default::default()), None),
            Ok(_) => (plain(inner.of(text)), Some("the front matter is no list of properties".to_owned())),
            Err(error) => (plain(inner.of(text)), Some(error.to_string())),
        };
        Some(Self { span, inner, properties, error })
    }

    /// Where the front matter of a text stands, with both fences.
    pub fn read_span(text: &str) -> Option<Span> {
        fences(text).map(|(span, _)| span)
    }

    /// A property as text: a string, a number, or the first of a list.
    pub fn text(&self, name: &str) -> Option<String> {
        self.list(name).into_iter().next()
    }

    /// A property as a list of texts, wikilinks and Markdown links taken off.
    pub fn list(&self, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        if let Some(value) = self.properties.get(name) {
            flatten(value, &mut texts);
        }
        texts
    }

    /// What the properties say of an article, by the names that Obsidian Web Clipper and writers use.
    pub fn metadata(&self) -> Metadata {
        let first = |names: &[&str]| names.iter().find_map(|name| self.text(name));
        let is_address = |value: &String| value.starts_with("http://") || value.starts_with("https://");
        let source = self.text("source");
        Metadata {
            key: first(&["citekey", "key", "id"]),
            title: first(&["title", "headline"]),
            byline: ["author", "authors", "byline"]
                .iter()
                .map(|name| self.list(name))
                .find(|l| !l.is_empty())
                .unwrap_or_default(),
            publisher: first(&["publisher", "site", "publication"]).or(source.clone().filter(|s| !is_address(s))),
            url: first(&["url"]).or(source).filter(is_address),
            date: self.date(),
        }
    }

    /// The day of publication: `published`, else `date`. (`created` is the day of clipping.)
    pub fn date(&self) -> Option<Dct> {
        ["published", "date"].iter().find_map(|name| {
            let interval = stated::date(&self.text(name)?)?;
            let reasons = vec![format!("the front matter gives it as “{name}”")];
            Some(Dct { interval, origin: DctOrigin::FrontMatter, reasons })
        })
    }
}

/// From the first `---` to the closing `---` or `...` (without its line end), and what is between.
fn fences(text: &str) -> Option<(Span, Span)> {
    let mut lines = lines(text).peekable();
    if lines.next()?.of(text).trim_end() != "---" {
        return None;
    }
    let start = lines.peek()?.start();
    let close = lines.find(|line| matches!(line.of(text).trim_end(), "---" | "..."))?;
    Some((Span::new(0, close.end()), Span::new(start, close.start())))
}

fn flatten(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.extend(Some(unlinked(text)).filter(|text| !text.is_empty())),
        Value::Number(number) => into.push(number.to_string()),
        Value::Bool(bool) => into.push(bool.to_string()),
        Value::Array(values) => values.iter().for_each(|value| flatten(value, into)),
        Value::Null | Value::Object(_) => {}
    }
}

/// `[[Name|alias]]` and `[Name](address)` as `Name`.
fn unlinked(text: &str) -> String {
    let text = text.trim();
    let wikilink = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    let link = || text.strip_prefix('[').and_then(|rest| rest.split_once("](")).map(|(name, _)| name);
    let name = wikilink.map(|name| name.split('|').next().unwrap_or(name)).or_else(link).unwrap_or(text);
    name.trim().to_owned()
}

/// The properties on lines of their own, for YAML that is broken elsewhere.
fn plain(yaml: &str) -> Value {
    let property = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        let value = value.trim().trim_matches(['"', '\'']);
        (is_name && !value.is_empty()).then(|| (name.to_owned(), Value::String(value.to_owned())))
    };
    Value::Object(lines(yaml).filter_map(|line| property(line.of(yaml))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clipped_article() {
        let text = "---\ntitle: \"Talks fail\"\nsource: \"https://example.org/talks\"\nauthor:\n  - \"[[Jane Doe]]\"\n  - \
                    \"[John Roe](https://example.org/roe)\"\npublished: 2022-01-21\ncreated: 2022-02-01\ndescription: x\n\
                    tags:\n  - \"clippings\"\n---\nBody.";
        let metadata = FrontMatter::read(text).unwrap().metadata();
        assert_eq!(metadata.title.as_deref(), Some("Talks fail"));
        assert_eq!(metadata.byline, ["Jane Doe", "John Roe"]);
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/talks"));
        assert_eq!(metadata.publisher, None);
        assert_eq!(metadata.date.unwrap().interval, stated::date("2022-01-21").unwrap());
    }

    #[test]
    fn other_names_and_broken_yaml() {
        for (yaml, key, title, publisher) in [
            ("citekey: afp\nkey: no\ntitle: T\nsource: AFP", Some("afp"), Some("T"), Some("AFP")),
            ("id: 7\ntitle: 2022", Some("7"), Some("2022"), None),
            ("title: Talks: the end\nkey: k", Some("k"), Some("Talks: the end"), None),
            ("author: [[Jane Doe]]", None, None, None),
            ("- a\n- b", None, None, None),
            ("", None, None, None),
            ("key: \"unclosed\nid: x", Some("unclosed"), None, None),
        ] {
            let read = FrontMatter::read(&format!("---\n{yaml}\n---\n")).unwrap().metadata();
            assert_eq!(
                (read.key.as_deref(), read.title.as_deref(), read.publisher.as_deref()),
                (key, title, publisher),
                "{yaml}"
            );
        }
    }

    #[test]
    fn fences_and_spans() {
        for (text, inner) in [
            ("---\na: 1\n---\nBody", Some("a: 1\n")),
            ("---\r\na: 1\r\n...\r\nBody", Some("a: 1\r\n")),
            ("---\n---", Some("")),
            ("---\na: 1\n", None),
            (" ---\na: 1\n---\n", None),
            ("", None),
        ] {
            assert_eq!(FrontMatter::read(text).map(|f| f.inner.of(text)), inner, "{text:?}");
        }
    }
}
