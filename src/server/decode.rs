//! Bodies: bytes → a request, a notification, an answer, or the reply that a bad message costs.

use std::borrow::Cow;

use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

/// What a client sent.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A request or a notification.
    Call(Request),
    /// The answer to a request of ours.
    Answer(Response),
    /// Neither; this goes back.
    Bad(Response),
}

/// Reads a body. Invalid UTF-8 and escapes of lone surrogates (an editor that cuts an emoji in two) become
/// U+FFFD, which is one UTF-16 unit as they were, so that later ranges stay true.
pub(super) fn decode(body: &[u8]) -> Incoming {
    let text = String::from_utf8_lossy(body);
    let value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => match mend_surrogates(&text).and_then(|mended| serde_json::from_str(&mended).ok()) {
            Some(value) => value,
            None => return bad(Id::Null, ErrorCode::ParseError, format!("not JSON: {error}")),
        },
    };
    match value {
        Value::Object(object) => decode_object(object),
        Value::Array(_) => bad(Id::Null, ErrorCode::InvalidRequest, "batches are no part of the protocol".to_owned()),
        _ => bad(Id::Null, ErrorCode::InvalidRequest, "a message is a JSON object".to_owned()),
    }
}

fn decode_object(mut object: Map<String, Value>) -> Incoming {
    let id = object.get("id").and_then(|id| serde_json::from_value::<Id>(id.clone()).ok());
    object.insert("jsonrpc".to_owned(), Value::from("2.0")); // some clients forget it
    if object.contains_key("method") {
        object.values_mut().for_each(mend_uris);
        return match serde_json::from_value(Value::Object(object)) {
            Ok(request) => Incoming::Call(request),
            Err(error) => bad(id.unwrap_or(Id::Null), ErrorCode::InvalidRequest, format!("not a request: {error}")),
        };
    }
    let Some(id) = id else {
        return bad(Id::Null, ErrorCode::InvalidRequest, "neither a request nor an answer".to_owned());
    };
    if !object.contains_key("error") {
        // JavaScript clients drop a `result` that is undefined.
        object.entry("result").or_insert(Value::Null);
    }
    match serde_json::from_value(Value::Object(object)) {
        Ok(response) => Incoming::Answer(response),
        // An answer is never answered; it still has to release who waits for it.
        Err(_) => Incoming::Answer(Response::from_error(id, Error::internal_error())),
    }
}

/// The reply to a message that is none.
pub(super) fn bad(id: Id, code: ErrorCode, message: String) -> Incoming {
    Incoming::Bad(Response::from_error(id, Error { code, message: Cow::Owned(message), data: None }))
}

/// Escapes what may not stand in a URI but does in the URIs of some editors (`[`, `]`, `|`, letters beyond ASCII,
/// a `%` that starts no escape), which would otherwise cost the whole message.
fn mend_uris(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                match value {
                    Value::String(uri) if name == "uri" || name.ends_with("Uri") => mend_uri(uri),
                    _ => mend_uris(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(mend_uris),
        _ => {}
    }
}

fn mend_uri(uri: &mut String) {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte);
    let authority = uri.find("://").and_then(|at| uri[at + 3..].find('/').map(|end| at + 3 + end)).unwrap_or(0);
    let (head, path) = uri.split_at(authority);
    let mut mended = String::with_capacity(uri.len());
    for (at, byte) in path.bytes().enumerate() {
        let escape = byte == b'%'
            && path.as_bytes().get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if escape || allowed(byte) {
            mended.push(char::from(byte));
        } else {
            mended.push_str(&format!("%{byte:02X}"));
        }
    }
    if mended != path {
        *uri = format!("{head}{mended}");
    }
}

/// `text` with every escape of a lone surrogate replaced by `\ufffd`; none when there is no such escape.
fn mend_surrogates(text: &str) -> Option<String> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'\\', &text.as_bytes()[at..]) {
        at += found;
        at += match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                mended.push_str(&text[kept..at]);
                mended.push_str("\\ufffd");
                kept = at + 6;
                6
            }
            (Some(_), _) => 6,
            // Another escape: two bytes, or a backslash before a longer character in broken JSON.
            (None, _) => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    (kept > 0).then(|| mended + &text[kept..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: impl AsRef<[u8]>, expected: &str) {
        let got = match decode(body.as_ref()) {
            Incoming::Call(call) => format!("call {call}"),
            Incoming::Answer(answer) => format!("answer {}", serde_json::to_string(&answer).unwrap()),
            Incoming::Bad(answer) => {
                format!("bad {} {}", answer.id(), answer.error().map_or(0, |error| error.code.code()))
            }
        };
        assert_eq!(got, expected);
    }

    #[test]
    fn messages() {
        check(r#"{"jsonrpc":"2.0","method":"a","id":1}"#, r#"call {"jsonrpc":"2.0","method":"a","id":1}"#);
        check(r#"{"method":"a","params":[]}"#, r#"call {"jsonrpc":"2.0","method":"a","params":[]}"#);
        check(r#"{"id":"x","result":3}"#, r#"answer {"jsonrpc":"2.0","result":3,"id":"x"}"#);
        check(r#"{"id":4}"#, r#"answer {"jsonrpc":"2.0","result":null,"id":4}"#);
        check(
            r#"{"id":4,"error":7}"#,
            r#"answer {"jsonrpc":"2.0","error":{"code":-32603,"message":"Internal error"},"id":4}"#,
        );
    }

    #[test]
    fn what_is_no_message() {
        for body in ["", "{", r#"{"jsonrpc":"2.0","id":1,"#] {
            check(body, "bad null -32700");
        }
        check("[".repeat(5000) + &"]".repeat(5000), "bad null -32700");
        for body in ["42", "null", "[]", r#"[{"method":"a"}]"#, r#"{"foo":1}"#, "{}"] {
            check(body, "bad null -32600");
        }
        check(r#"{"id":3,"method":7}"#, "bad 3 -32600");
        check(b"{\"jsonrpc\":\"2.0\",\"method\":\"x\xff\"}", "call {\"jsonrpc\":\"2.0\",\"method\":\"x\u{fffd}\"}");
    }

    #[test]
    fn uris_that_are_none() {
        let check = |uri: &str, mended: &str| {
            let body = serde_json::json!({"method": "a", "params": {"textDocument": {"uri": uri, "text": "[|]"}}});
            let Incoming::Call(call) = decode(body.to_string().as_bytes()) else { panic!("{body}") };
            assert_eq!(call.params().unwrap()["textDocument"], serde_json::json!({"uri": mended, "text": "[|]"}));
        };
        check("file:///a/b%20c.md", "file:///a/b%20c.md");
        check("file:///a/[1] é|.md", "file:///a/%5B1%5D%20%C3%A9%7C.md");
        check("file:///nope/%E0%A4%A", "file:///nope/%E0%A4%25A");
        check("vscode-remote://[::1]/a", "vscode-remote://[::1]/a");
        check("untitled:Untitled 1", "untitled:Untitled%201");
    }

    #[test]
    fn lone_surrogates() {
        let check = |escaped: &str, text: &str| {
            let body = format!(r#"{{"method":"a","params":["{escaped}"]}}"#);
            let Incoming::Call(call) = decode(body.as_bytes()) else { panic!("{body}") };
            assert_eq!(call.params().unwrap()[0], text);
        };
        check(r"a\ud83d b", "a\u{fffd} b");
        check(r"\ud83d\ude00\ud83d", "😀\u{fffd}");
        check(r"\ude00\ud83d\ude00", "\u{fffd}😀");
        check(r"\ud83d\ud83d\ude00", "\u{fffd}😀");
        check(r"\\ud83d\\\ud83d\n", "\\ud83d\\\u{fffd}\n");
    }
}
