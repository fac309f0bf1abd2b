use std::path::Path;

use biblatex::RawBibliography;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::FrontMatter;
use super::bibliography::Format;
use crate::text::{Span, lines};

/// A place where somebody states the key of an article, to be changed there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyPlace {
    pub key: String,
    /// The key as it is written, with its quotation marks.
    pub span: Span,
    style: Style,
}

/// How a key is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    /// As it is.
    Plain,
    /// Between `"`, where it stood between none or these.
    Quoted,
    /// A plain scalar of YAML, if it can be one.
    Yaml,
}

impl KeyPlace {
    /// `key`, as it is to be written here; none where such a key cannot stand.
    pub fn written(&self, key: &str) -> Option<String> {
        match self.style {
            // What ends an entry's key in BibTeX, and what TeX takes for something else.
            Style::Plain => (!key.contains(|c: char| " ,{}()=\"'#%~\\&$<>?@".contains(c))).then(|| key.to_owned()),
            Style::Yaml if is_plain_scalar(key) => Some(key.to_owned()),
            Style::Quoted | Style::Yaml => Some(format!("\"{key}\"")),
        }
    }
}

/// The places of the keys in a bibliography (see [`references`](super::references)), those by which entries
/// refer to each other among them. Nothing in what is none.
pub fn key_places(path: &Path, text: &str) -> Vec<KeyPlace> {
    match Format::of(path) {
        Some(Format::Bib) => bib(text),
        Some(Format::Csl) => csl(text),
        Some(Format::Hayagriva) => {
            let line = |line: Span| Some((yaml_name(text, line)?, Style::Yaml));
            lines(text).filter_map(line).map(|((key, span), style)| KeyPlace { key, span, style }).collect()
        }
        None => Vec::new(),
    }
}

/// The place in the front matter of a text that gives the article's key.
pub fn key_in_front_matter(text: &str) -> Option<KeyPlace> {
    let front = FrontMatter::read(text)?;
    let key = front.metadata().key?;
    let inner = front.inner;
    ["citekey", "key", "id"].iter().find_map(|name| {
        let mut inside = lines(inner.of(text)).map(|line| line.shift(inner.start()));
        inside.find_map(|line| {
            let span = yaml_value(text, line, name)?;
            (unquoted(span.of(text)) == key).then(|| KeyPlace { key: key.clone(), span, style: Style::Yaml })
        })
    })
}

fn bib(text: &str) -> Vec<KeyPlace> {
    const REFERRING: [&str; 5] = ["crossref", "xref", "xdata", "related", "entryset"];
    let Ok(raw) = RawBibliography::parse(text) else { return Vec::new() };
    let place = |span: Span| KeyPlace { key: span.of(text).to_owned(), span, style: Style::Plain };
    let mut places = Vec::new();
    for entry in &raw.entries {
        places.push(place(entry.v.key.span.clone().into()));
        for field in entry.v.fields.iter().filter(|field| REFERRING.contains(&&*field.key.v.to_ascii_lowercase())) {
            let value = Span::from(field.value.span.clone());
            places.extend(listed(text, value).map(place));
        }
    }
    places
}

/// The keys in a value such as `{one, two}`.
fn listed(text: &str, value: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = value.start();
    value.of(text).split(',').filter_map(move |part| {
        let start = at + part.len() - part.trim_start_matches([' ', '\n', '\t', '\r', '{', '"']).len();
        let end = at + part.trim_end_matches([' ', '\n', '\t', '\r', '}', '"']).len();
        at += part.len() + 1;
        (end > start).then(|| Span::new(start, end))
    })
}

fn csl(text: &str) -> Vec<KeyPlace> {
    #[derive(Deserialize)]
    struct Item<'t> {
        #[serde(borrow)]
        id: Option<&'t RawValue>,
    }
    let Ok(items) = serde_json::from_str::<Vec<Item<'_>>>(text) else { return Vec::new() };
    let ids = items.into_iter().filter_map(|item| item.id);
    ids.filter_map(|id| {
        // The raw value lies in `text`.
        let start = (id.get().as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
        let key = serde_json::from_str::<String>(id.get()).unwrap_or_else(|_| id.get().to_owned());
        Some(KeyPlace { key, span: Span::new(start, start + id.get().len()), style: Style::Quoted })
    })
    .collect()
}

/// The name of a property that begins its line, `name:` or `"name":`, and where it stands with its marks.
fn yaml_name(text: &str, line: Span) -> Option<(String, Span)> {
    let words = line.of(text);
    let first = words.chars().next().filter(|c| !c.is_whitespace() && !"#-%&*!|>@`[{]},?:".contains(*c))?;
    let end = if matches!(first, '"' | '\'') {
        words[1..].find(first)? + 2
    } else {
        words.find(": ").or_else(|| words.trim_end().strip_suffix(':').map(str::len))?
    };
    words[end..].trim_start().starts_with(':').then(|| {
        let span = Span::new(line.start(), line.start() + end);
        (unquoted(span.of(text)).to_owned(), span)
    })
}

/// Where the value of the property `name` stands in its line, without a comment behind it.
fn yaml_value(text: &str, line: Span, name: &str) -> Option<Span> {
    let (found, place) = yaml_name(text, line)?;
    let rest = text[place.end()..line.end()].trim_start().strip_prefix(':')?;
    let value = rest.trim_start();
    let start = line.end() - value.len();
    let len = match value.chars().next()? {
        mark @ ('"' | '\'') => value[1..].find(mark)? + 2,
        _ => value.find(" #").unwrap_or(value.len()),
    };
    let value = value[..len].trim_end();
    (found == name && !value.is_empty()).then(|| Span::new(start, start + value.len()))
}

fn unquoted(word: &str) -> &str {
    let inside = |mark| word.strip_prefix(mark)?.strip_suffix(mark);
    inside('"').or_else(|| inside('\'')).unwrap_or(word)
}

/// Whether YAML reads a key as the text it is: a letter first, and no word that means something else.
fn is_plain_scalar(key: &str) -> bool {
    const WORDS: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "null", "y"];
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_alphanumeric() || "-_./+".contains(c))
        && !WORDS.contains(&&*key.to_ascii_lowercase())
        && !key.eq_ignore_ascii_case("n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each place as it is written, and as it would be written with another key.
    fn check(places: &[KeyPlace], text: &str, expected: &[(&str, &str)]) {
        let shown: Vec<_> =
            places.iter().map(|place| (place.span.of(text), place.written("a-1").unwrap_or_default())).collect();
        let shown: Vec<_> = shown.iter().map(|(is, new)| (*is, new.as_str())).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn keys_of_bibliographies() {
        let check = |name: &str, text: &str, expected: &[(&str, &str)]| {
            check(&key_places(Path::new(name), text), text, expected);
        };
        check(
            "a.bib",
            "@article{lee-2022, title = {lee-2022},\n crossref = {day}, related = \"a, b\"}\n@misc{day,}",
            &[("lee-2022", "a-1"), ("day", "a-1"), ("a", "a-1"), ("b", "a-1"), ("day", "a-1")],
        );
        check(
            "a.json",
            r#"[{"id": "lee-2022", "title": "id"}, {"author": [{"id": "x"}], "id" : 12}, {"title": "none"}]"#,
            &[("\"lee-2022\"", "\"a-1\""), ("12", "\"a-1\"")],
        );
        check(
            "a.yml",
            "# x:\nlee-2022:\n  title: \"a: b\"\n'day one': # no\n  type: article\n",
            &[("lee-2022", "a-1"), ("'day one'", "a-1")],
        );
        check("a.txt", "lee:\n", &[]);
        check("a.bib", "@article{", &[]);
    }

    #[test]
    fn the_key_of_the_front_matter() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            check(key_in_front_matter(text).as_slice(), text, expected);
        };
        check("---\ntitle: key\nkey: lee-2022 # mine\n---\nkey: x\n", &[("lee-2022", "a-1")]);
        check("---\r\nid: 7\r\ncitekey: 'lee'\r\n---\r\n", &[("'lee'", "a-1")]);
        check("---\nid: 7\n---\n", &[("7", "a-1")]);
        check("key: x\n", &[]);
        let quoted = KeyPlace { key: "x".into(), span: Span::at(0), style: Style::Yaml };
        assert_eq!(quoted.written("2022").as_deref(), Some("\"2022\""));
        assert_eq!(quoted.written("No").as_deref(), Some("\"No\""));
        let plain = KeyPlace { style: Style::Plain, ..quoted };
        assert_eq!(plain.written("a#b"), None);
    }
}
