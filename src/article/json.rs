use serde_json::Value;

use super::load::{Found, from_metadata};
use super::{Metadata, stated};
use crate::text::{Extract, Span, Text, lines};

/// Where crawlers and news services put the text, best first: news-please, schema.org, NewsAPI and others.
const TEXT: [&str; 7] = ["maintext", "articleBody", "body_text", "text", "body", "content", "description"];
const TITLE: [&str; 2] = ["title", "headline"];
const DATE: [&str; 8] =
    ["date_publish", "publishedAt", "datePublished", "published", "pubDate", "firstcreated", "versioncreated", "date"];
const AUTHORS: [&str; 3] = ["authors", "author", "byline"];
const PUBLISHER: [&str; 4] = ["source_domain", "publisher", "source", "site_name"];

/// The articles of a JSON file: one object, a list of them, an object with a list `articles`, or one
/// object a line, of which a broken one costs no other. Each text stands where its string does.
pub(super) fn read(file: &Text) -> Result<Vec<Found>, String> {
    let json = file.as_str();
    if is_lines(json) {
        return Ok(lines(json)
            .filter(|line| !line.of(json).trim().is_empty())
            .map(|line| record(file, line))
            .collect());
    }
    let mut records = Vec::new();
    let mut at = skip_space(json, 0);
    while at < json.len() {
        let end = skip_value(json, at).ok_or_else(|| place(file, at))?;
        gather(json, Span::new(at, end), &mut records);
        at = skip_space(json, end);
    }
    let found = records.into_iter().map(|span| {
        let value: Value = serde_json::from_str(span.of(json)).map_err(|_| place(file, span.start()))?;
        Ok(article(file, span, &value))
    });
    let found: Vec<Found> = found.collect::<Result<_, String>>()?;
    if found.is_empty() { Err("it holds no article".to_owned()) } else { Ok(found) }
}

/// Whether each line is a record of its own: one of the first two is an object.
fn is_lines(json: &str) -> bool {
    let mut filled = json.lines().filter(|line| !line.trim().is_empty()).take(2);
    let (first, second) = (filled.next(), filled.next());
    let object = |line: &str| serde_json::from_str::<serde_json::Map<String, Value>>(line).is_ok();
    second.is_some_and(|second| first.is_some_and(object) || object(second))
}

/// The record of a line; an empty one that says what is wrong, so that those behind it keep their numbers.
fn record(file: &Text, line: Span) -> Found {
    match serde_json::from_str::<Value>(line.of(file.as_str())) {
        Ok(value) if value.is_object() => article(file, line, &value),
        _ => {
            let problem = format!("Line {} is no JSON object, and was left out.", file.line_at(line.start()) + 1);
            Found { text: Extract::default().of(file), metadata: Metadata::default(), problem: Some(problem) }
        }
    }
}

fn place(file: &Text, at: usize) -> String {
    format!("it is no JSON from line {} on", file.line_at(at) + 1)
}

/// The objects that are articles.
fn gather(json: &str, value: Span, records: &mut Vec<Span>) {
    match value.of(json).as_bytes().first() {
        Some(b'[') => elements(json, value).into_iter().for_each(|element| gather(json, element, records)),
        Some(b'{') => match members(json, value).into_iter().find(|(key, _)| key.of(json) == "\"articles\"") {
            Some((_, list)) => gather(json, list, records),
            None => records.push(value),
        },
        _ => {}
    }
}

fn article(file: &Text, span: Span, value: &Value) -> Found {
    let json = file.as_str();
    let text = |value: &Value| value.as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let name = |value: &Value| text(value).or_else(|| value.get("name").and_then(text));
    let names = |value: &Value| match value.as_array() {
        Some(list) => list.iter().filter_map(name).collect(),
        None => name(value).into_iter().collect::<Vec<_>>(),
    };
    let first = |keys: &[&str]| keys.iter().find_map(|key| value.get(*key).filter(|value| !value.is_null()));
    let day = DATE.iter().find_map(|key| Some((*key, stated::date(value.get(*key)?.as_str()?)?)));
    let id = |key: &str| value.get(key).and_then(|id| text(id).or_else(|| id.as_u64().map(|id| id.to_string())));
    let metadata = Metadata {
        key: id("citekey").or_else(|| id("key")).or_else(|| id("id")),
        title: first(&TITLE).and_then(text),
        byline: first(&AUTHORS).map(names).unwrap_or_default(),
        publisher: first(&PUBLISHER).and_then(name),
        url: first(&["url", "link"]).and_then(text),
        date: day.map(|(key, day)| from_metadata(day, &format!("its field {key} states it"))),
    };
    let members = members(json, span);
    let body = TEXT.iter().find_map(|wanted| {
        let named = |(key, value): &&(Span, Span)| {
            key.of(json).trim_matches('"') == *wanted && value.of(json).len() > 2 && value.of(json).starts_with('"')
        };
        members.iter().find(named).map(|(_, value)| *value)
    });
    let mut extract = Extract::default();
    if let Some(body) = body {
        unescape(json, body, &mut extract);
    }
    let problem =
        extract.text().trim().is_empty().then(|| "No text of an article was found in this record.".to_owned());
    Found { text: extract.of(file), metadata, problem }
}

/// The text of a string, `string` being its span with the quotation marks. A line end becomes an empty
/// line: crawlers write one paragraph a line.
fn unescape(json: &str, string: Span, extract: &mut Extract) {
    let (mut at, end) = (string.start() + 1, string.end().saturating_sub(1));
    while let Some(rest) = json.get(at..end).filter(|rest| !rest.is_empty()) {
        let Some(escape) = rest.find('\\') else {
            extract.push(rest, at);
            break;
        };
        extract.push(&rest[..escape], at);
        at += escape;
        let letter = json.as_bytes().get(at + 1).copied().unwrap_or(b'\\');
        let code = |at: usize| u32::from_str_radix(json.get(at..at + 4)?, 16).ok();
        let (letter, len) = match letter {
            b'n' if json[at..].starts_with("\\n\\n") => ("\n\n".to_owned(), 4),
            b'n' => ("\n\n".to_owned(), 2),
            b't' | b'r' => (" ".to_owned(), 2),
            b'b' | b'f' => (String::new(), 2),
            b'u' => match (code(at + 2), code(at + 8)) {
                (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
                    let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                    (char::from_u32(code).unwrap_or('\u{fffd}').to_string(), 12)
                }
                (Some(code), _) => (char::from_u32(code).unwrap_or('\u{fffd}').to_string(), 6),
                _ => (String::new(), 2),
            },
            other => (char::from(other).to_string(), 2),
        };
        extract.put(&letter, at, at + len);
        at += len;
    }
}

fn skip_space(json: &str, at: usize) -> usize {
    json.len() - json[at..].trim_start().len()
}

/// The end of the value that begins at `at`; none when it is not closed.
fn skip_value(json: &str, at: usize) -> Option<usize> {
    let bytes = json.as_bytes();
    let mut depth = 0_usize;
    let mut at = at;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at = skip_string(bytes, at)?;
                if depth == 0 {
                    return Some(at);
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ if depth == 0 => {
                let length = json.get(at..)?.find([',', ']', '}', ' ', '\r', '\n', '\t']).unwrap_or(json.len() - at);
                return (length > 0).then_some(at + length);
            }
            _ => {}
        }
        at += 1;
    }
}

fn skip_string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The elements of an array.
fn elements(json: &str, array: Span) -> Vec<Span> {
    let mut elements = Vec::new();
    let mut at = skip_space(json, array.start() + 1);
    while at + 1 < array.end() {
        let Some(end) = skip_value(json, at).filter(|end| *end < array.end()) else { break };
        elements.push(Span::new(at, end));
        at = skip_space(json, end);
        if json.as_bytes().get(at) == Some(&b',') {
            at = skip_space(json, at + 1);
        }
    }
    elements
}

/// The keys (with quotation marks) and values of an object.
fn members(json: &str, object: Span) -> Vec<(Span, Span)> {
    let mut members = Vec::new();
    let mut at = skip_space(json, object.start() + 1);
    while json.as_bytes().get(at) == Some(&b'"') && at < object.end() {
        let Some(key_end) = skip_string(json.as_bytes(), at) else { break };
        let colon = skip_space(json, key_end);
        if json.as_bytes().get(colon) != Some(&b':') {
            break;
        }
        let value = skip_space(json, colon + 1);
        let Some(end) = skip_value(json, value) else { break };
        members.push((Span::new(at, key_end), Span::new(value, end)));
        at = skip_space(json, end);
        if json.as_bytes().get(at) == Some(&b',') {
            at = skip_space(json, at + 1);
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use crate::text::Encoding;

    use super::*;

    fn check(json: &str, expected: &[(&str, &str)]) -> Vec<Found> {
        let found = read(&Text::new(json)).unwrap();
        let told: Vec<(&str, &str)> =
            found.iter().map(|f| (f.metadata.title.as_deref().unwrap_or(""), f.text.as_str())).collect();
        assert_eq!(told, expected);
        found
    }

    #[test]
    fn records_are_read_where_they_stand() {
        let json = r#"{"title": "Bridge", "date_publish": "2022-01-21 08:00:00", "authors": ["Ann Lee"],
 "source_domain": "paper.example", "maintext": "The \u201cold\u201d bridge\nwas \"shut\" \ud83d\ude00 today."}"#;
        let found = check(json, &[("Bridge", "The “old” bridge\n\nwas \"shut\" 😀 today.")]);
        let at = found[0].text.as_str().find("today").unwrap();
        let place = found[0].text.position(at, Encoding::Utf8);
        assert_eq!(json.lines().nth(1).unwrap()[place.column as usize..].get(..5), Some("today"));
        assert_eq!(found[0].metadata.date.as_ref().unwrap().interval.earliest.unwrap().to_string(), "2022-01-21");
        assert_eq!(found[0].metadata.publisher.as_deref(), Some("paper.example"));
    }

    #[test]
    fn lists_lines_and_answers_of_services() {
        check("{\"title\":\"a\",\"text\":\"x\"}\n{\"title\":\"b\",\"text\":\"y\"}\n", &[("a", "x"), ("b", "y")]);
        check("[{\"title\":\"a\",\"text\":\"x\"}, {\"title\":\"b\",\"body\":\"y\"}]", &[("a", "x"), ("b", "y")]);
        let service = r#"{"status":"ok","articles":[{"title":"a","content":"x","source":{"name":"P"}}]}"#;
        let found = check(service, &[("a", "x")]);
        assert_eq!(found[0].metadata.publisher.as_deref(), Some("P"));
    }

    #[test]
    fn what_is_broken_is_said() {
        for json in ["", "{", "[1, 2]", "{\"a\":", "\"x\\", "{\"text\": tru}", "]", "nul"] {
            assert!(read(&Text::new(json)).is_err(), "{json}");
        }
        assert!(read(&Text::new("{}")).unwrap()[0].problem.is_some());
    }
}
