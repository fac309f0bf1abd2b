use super::load::{Found, from_metadata};
use super::{Metadata, stated};
use crate::text::{Extract, Span, Text, lines};

/// How deep parts may hold parts.
const DEEPEST: usize = 8;

/// The plain text of a mail, each word where it stands in the file. The error is a clause: why not.
pub(super) fn read(file: &Text) -> Result<Found, String> {
    let mail = file.as_str();
    let part = Part::read(mail, Span::new(0, mail.len()));
    let sender =
        part.header("from").map(|from| from.split('<').next().unwrap_or("").trim().trim_matches('"').to_owned());
    let day = part.header("date").and_then(|date| stated::date(&date));
    let metadata = Metadata {
        title: part.header("subject").filter(|subject| !subject.starts_with("=?")),
        byline: sender.filter(|name| !name.is_empty() && !name.starts_with("=?")).into_iter().collect(),
        date: day.map(|day| from_metadata(day, "the mail’s header states it")),
        ..Metadata::default()
    };
    let text = part.plain(mail, 0).ok_or("it has no part in plain text")?;
    let mut extract = Extract::default();
    match text.header("content-transfer-encoding").unwrap_or_default().to_lowercase().as_str() {
        "base64" => return Err("its text is packed as base64; save it as text".to_owned()),
        "quoted-printable" => unquote(mail, text.body, &mut extract),
        _ => extract.push(text.body.of(mail), text.body.start()),
    }
    extract.trim_end();
    let problem = extract.text().trim().is_empty().then(|| "This mail holds no text.".to_owned());
    Ok(Found { text: extract.of(file), metadata, problem })
}

/// A mail, or a part of one.
#[derive(Debug)]
struct Part {
    /// Names in lower case.
    headers: Vec<(String, String)>,
    body: Span,
}

impl Part {
    fn read(mail: &str, span: Span) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut body = Span::at(span.end());
        for line in lines(span.of(mail)) {
            let words = line.of(span.of(mail));
            if words.trim().is_empty() {
                let after = &span.of(mail)[line.end()..];
                let end_of_line = after.len()
                    - after.strip_prefix("\r\n").or(after.strip_prefix(['\n', '\r'])).unwrap_or(after).len();
                body = Span::new(span.start() + line.end() + end_of_line, span.end());
                break;
            }
            match headers.last_mut() {
                Some((_, value)) if words.starts_with([' ', '\t']) => {
                    value.push(' ');
                    value.push_str(words.trim());
                }
                _ => {
                    if let Some((name, value)) = words.split_once(':') {
                        headers.push((name.trim().to_lowercase(), value.trim().to_owned()));
                    }
                }
            }
        }
        Self { headers, body }
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// This part if it is plain text, else the first such part within.
    fn plain(self, mail: &str, depth: usize) -> Option<Self> {
        let kind = self.header("content-type").unwrap_or_else(|| "text/plain".to_owned());
        let lower = kind.to_lowercase();
        if lower.starts_with("text/plain") {
            return Some(self);
        }
        if !lower.starts_with("multipart/") || depth == DEEPEST {
            return None;
        }
        let boundary = kind.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?.trim_matches('"');
        let mark = format!("--{boundary}");
        let mut start = None;
        for line in lines(self.body.of(mail)).map(|line| line.shift(self.body.start())) {
            if line.of(mail).starts_with(&mark) {
                let within = start.map(|start| Span::new(start, line.start()));
                if let Some(part) = within.and_then(|span| Self::read(mail, span).plain(mail, depth + 1)) {
                    return Some(part);
                }
                let next = mail.get(line.end()..)?;
                start = Some(mail.len() - next.strip_prefix('\r').unwrap_or(next).trim_start_matches('\n').len());
            }
        }
        None
    }
}

/// Decodes quoted-printable (RFC 2045 §6.7): `=E2=80=99` is a character, `=` at the end of a line joins.
fn unquote(mail: &str, body: Span, extract: &mut Extract) {
    let mut at = body.start();
    while let Some(rest) = mail.get(at..body.end()).filter(|rest| !rest.is_empty()) {
        let Some(mark) = rest.find('=') else {
            extract.push(rest, at);
            break;
        };
        extract.push(&rest[..mark], at);
        at += mark;
        let rest = &rest[mark..];
        if let Some(joined) = rest.strip_prefix("=\r\n").or(rest.strip_prefix("=\n")) {
            at += rest.len() - joined.len();
            continue;
        }
        let byte = |ix: usize| {
            let code = rest.get(ix * 3..ix * 3 + 3)?.strip_prefix('=')?;
            u8::from_str_radix(code, 16).ok()
        };
        let bytes: Vec<u8> = (0..).map_while(byte).take(4).collect();
        let letter = (1..=bytes.len()).find_map(|len| Some((std::str::from_utf8(bytes.get(..len)?).ok()?, len)));
        match letter {
            Some((letter, len)) => {
                extract.put(letter, at, at + len * 3);
                at += len * 3;
            }
            None => {
                extract.push("=", at);
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Encoding;

    use super::*;

    #[test]
    fn the_plain_part_is_read_where_it_stands() {
        let mail = "From: \"Ann Lee\" <ann@paper.example>\r\nSubject: Bridge\r\n closed\r\n\
            Date: Fri, 21 Jan 2022 08:00:00 +0000\r\nContent-Type: multipart/alternative; boundary=\"x\"\r\n\r\n\
            --x\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\nThe bridge=E2=80=99s cables =\r\nbroke.\r\n--x--\r\n";
        let found = read(&Text::new(mail)).unwrap();
        assert_eq!(found.text.as_str(), "The bridge’s cables broke.");
        assert_eq!(found.metadata.title.as_deref(), Some("Bridge closed"));
        assert_eq!(found.metadata.byline, ["Ann Lee"]);
        assert_eq!(found.metadata.date.unwrap().interval.latest.unwrap().to_string(), "2022-01-21");
        let at = found.text.as_str().find("broke").unwrap();
        assert_eq!(found.text.position(at, Encoding::Utf8).column, 0);
    }

    #[test]
    fn what_holds_no_text_is_said() {
        let packed = "Content-Transfer-Encoding: base64\n\nVGhlIGJyaWRnZQ==\n";
        assert!(read(&Text::new(packed)).unwrap_err().contains("base64"));
        assert!(read(&Text::new("Content-Type: multipart/mixed\n\nx")).is_err());
        assert!(read(&Text::new("")).unwrap().problem.is_some());
    }
}
