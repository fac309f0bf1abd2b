//! The front matter of a card, with the places of its properties.

use serde_json::{Map, Value};

use super::CardError;
use crate::text::{Span, lines};

/// The YAML between the first two lines of `---`.
pub(super) struct FrontMatter<'t> {
    text: &'t str,
    /// Between the fences.
    inner: Span,
    properties: Map<String, Value>,
}

impl<'t> FrontMatter<'t> {
    /// # Errors
    /// There is none, or it is no list of properties.
    pub(super) fn read(text: &'t str) -> Result<Self, CardError> {
        let fail = |span: Span, message: String| CardError { span, message };
        let Some(inner) = fences(text) else {
            let span = lines(text).next().unwrap_or_default();
            return Err(fail(span, "A card begins with properties between two lines of `---`.".to_owned()));
        };
        let yaml = inner.of(text);
        match serde_saphyr::from_str::<Value>(yaml) {
            Ok(Value::Object(properties)) => Ok(Self { text, inner, properties }),
            Ok(Value::Null) => Ok(Self { text, inner, properties: Map::new() }),
            Ok(_) => Err(fail(inner, "These are no properties: write `name: …`, one a line.".to_owned())),
            Err(error) => {
                let line = error.location().and_then(|at| usize::try_from(at.line()).ok());
                let place = line.and_then(|line| lines(yaml).nth(line.saturating_sub(1))).unwrap_or_default();
                let said = error.to_string();
                // The place is told by the span.
                let said = said.lines().next().unwrap_or_default().rsplit(": ").next().unwrap_or_default();
                Err(fail(place.shift(inner.start()), format!("The properties cannot be read: {said}.")))
            }
        }
    }

    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.properties.get(key)
    }

    /// A property as texts: one, or a list. What is neither is an error.
    pub(super) fn texts(&self, key: &str, errors: &mut Vec<CardError>) -> Vec<String> {
        let texts: Option<Vec<String>> = match self.value(key) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(values)) => values.iter().filter(|value| !value.is_null()).map(text).collect(),
            Some(value) => text(value).map(|text| vec![text]),
        };
        let mut texts = texts.unwrap_or_else(|| {
            let message = format!("`{key}` is a text or a list of texts.");
            errors.push(CardError { span: self.place(key), message });
            Vec::new()
        });
        texts.retain(|text| !text.is_empty());
        texts
    }

    /// Where the value of a property stands: the rest of its line, or the line itself when that is empty.
    pub(super) fn place(&self, key: &str) -> Span {
        self.line_of(key).map_or(self.first_line(), |line| {
            let after = Span::new(line.start() + key.len() + 1, line.end());
            let value = trimmed(self.text, after);
            if value.is_empty() { line } else { value }
        })
    }

    /// Where a value stands inside a property; the property's own place when it does not stand there as written.
    pub(super) fn place_of(&self, key: &str, value: &str) -> Span {
        let start = self.line_of(key).map_or(self.inner.start(), Span::start);
        let rest = Span::new(start, self.inner.end());
        let found = if value.is_empty() { None } else { rest.of(self.text).find(value) };
        found.map_or_else(|| self.place(key), |at| Span::new(start + at, start + at + value.len()))
    }

    pub(super) fn first_line(&self) -> Span {
        lines(self.text).next().unwrap_or_default()
    }

    fn line_of(&self, key: &str) -> Option<Span> {
        let inner = lines(self.inner.of(self.text)).map(|line| line.shift(self.inner.start()));
        inner.into_iter().find(|line| line.of(self.text).strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
    }
}

/// Where the YAML stands between its fences.
pub(super) fn fences(text: &str) -> Option<Span> {
    let is_fence = |line: &Span| line.of(text).trim_start_matches('\u{feff}').trim_end() == "---";
    let mut lines = lines(text);
    lines.next().filter(is_fence)?;
    let mut start = None;
    for line in lines {
        let start = *start.get_or_insert(line.start());
        if is_fence(&line) {
            return Some(Span::new(start, line.start()));
        }
    }
    None
}

/// A scalar as text, wikilinks taken off: `[[Russia|Moscow]]` is `Russia`.
pub(super) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim(),
        Value::Number(number) => return Some(number.to_string()),
        Value::Bool(bool) => return Some(bool.to_string()),
        // `[[Russia]]` without quotation marks is a list in a list.
        Value::Array(outer) => match outer.as_slice() {
            [inner @ Value::Array(_)] | [inner @ Value::String(_)] => return self::text(inner),
            _ => return None,
        },
        Value::Null | Value::Object(_) => return None,
    };
    let linked = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    let name = linked.map_or(text, |link| link.split(['|', '#']).next().unwrap_or(link));
    Some(name.trim().to_owned())
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start() + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}
