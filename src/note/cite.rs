use super::{Citation, Locator, Syntax};
use crate::text::Span;

/// Prefixes of Quarto's cross-references, which look like citations.
const CROSS_REFERENCES: &[&str] = &["fig-", "tbl-", "sec-", "eq-", "lst-", "thm-", "fig:", "tbl:", "sec:", "eq:"];

/// How many words may stand before the key between brackets: `[see also @key]`.
const LONGEST_PREFIX: usize = 5;

/// How many words without a number may follow a key that words stand before: `[told @name of it]` inserts
/// words into a quotation and cites nothing.
const LONGEST_SUFFIX: usize = 3;

/// The citations between brackets, as in Pandoc: `[@key, p. 3; see @other, para. 4-6]`. `bracket` is the
/// span in `text` with both brackets; empty when it is no citation.
pub(super) fn bracketed(text: &str, bracket: Span) -> Vec<Citation> {
    let inner = Span::new(bracket.start() + 1, bracket.end().saturating_sub(1).max(bracket.start() + 1));
    let mut citations = Vec::new();
    for part in parts(text, inner) {
        let Some(key) = find(text, part) else { continue };
        let prefix = Span::new(part.start(), key.start).of(text);
        let suffix = Span::new(key.end, part.end()).of(text);
        let is_told = !prefix.trim().is_empty()
            && suffix.split_whitespace().count() > LONGEST_SUFFIX
            && !suffix.contains(|c: char| c.is_ascii_digit());
        if prefix.split_whitespace().count() > LONGEST_PREFIX || is_told {
            return Vec::new();
        }
        citations.push(Citation {
            span: bracket,
            key_span: key.span,
            key: key.span.of(text).to_owned(),
            syntax: Syntax::Bracketed,
            locator: locator(text, Span::new(key.end, part.end())),
            covers: Vec::new(),
            marks: Vec::new(),
        });
    }
    citations
}

/// The bare citations of `prose` (what is no prose is blanked in it): `@key says`, `@key [p. 33] says`.
pub(super) fn bare(prose: &str) -> Vec<Citation> {
    let mut citations = Vec::new();
    let mut from = 0;
    while let Some(key) = find(prose, Span::new(from, prose.len())) {
        from = key.end;
        let bracketed = prose[..key.start].ends_with(['(', '[', '\\']) && prose[key.end..].starts_with([')', ']']);
        if bracketed || prose[..key.start].ends_with('\\') {
            continue;
        }
        let mut citation = Citation {
            span: Span::new(key.start, key.end),
            key_span: key.span,
            key: key.span.of(prose).to_owned(),
            syntax: Syntax::Bare,
            locator: None,
            covers: Vec::new(),
            marks: Vec::new(),
        };
        let bracket =
            prose[key.end..].strip_prefix(" [").and_then(|rest| rest.find([']', '[', '\n']).map(|len| (rest, len)));
        if let Some((rest, len)) = bracket.filter(|(rest, len)| rest[*len..].starts_with(']')) {
            citation.locator = locator(prose, Span::new(key.end + 2, key.end + 2 + len))
                .filter(|_| rest[..len].contains(|c: char| c.is_ascii_digit()));
            if citation.locator.is_some() {
                citation.span = Span::new(key.start, key.end + 2 + len + 1);
                from = citation.span.end();
            }
        }
        citations.push(citation);
    }
    citations
}

/// A key and its `@`.
struct Key {
    /// The key itself.
    span: Span,
    /// Where the citation begins: at `@`, or at the `-` before it.
    start: usize,
    /// Behind the key and its brace.
    end: usize,
}

/// The first key in `within`: `@` that no word stands before, and a key by Pandoc's rules behind it.
fn find(text: &str, within: Span) -> Option<Key> {
    let words = within.of(text);
    for at in memchr::memchr_iter(b'@', words.as_bytes()) {
        let at = within.start() + at;
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || "._@/".contains(c)) {
            continue;
        }
        let rest = &text[at + 1..within.end()];
        let (span, end) = if let Some(braced) = rest.strip_prefix('{') {
            let Some(len) = braced.find(['}', '\n']).filter(|len| *len > 0 && braced[*len..].starts_with('}')) else {
                continue;
            };
            (Span::new(at + 2, at + 2 + len), at + 2 + len + 1)
        } else {
            let len = key_len(rest);
            if len == 0 || CROSS_REFERENCES.iter().any(|prefix| rest.starts_with(prefix)) {
                continue;
            }
            (Span::new(at + 1, at + 1 + len), at + 1 + len)
        };
        let suppressed = before == Some('-') && at > within.start() && !text[..at - 1].ends_with(char::is_alphanumeric);
        return Some(Key { span, start: if suppressed { at - 1 } else { at }, end });
    }
    None
}

/// Whether a text is a key that needs no braces, and no cross-reference.
pub fn is_key(text: &str) -> bool {
    !text.is_empty() && key_len(text) == text.len() && !CROSS_REFERENCES.iter().any(|prefix| text.starts_with(prefix))
}

/// How long the key at the start of `rest` is: letters, digits and `_`, with single punctuation inside.
fn key_len(rest: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = end > 0 && ":.#$%&-+?<>~/".contains(c) && chars.peek().is_some_and(|&(_, next)| is_word(next));
        if is_word(c) {
            end = at + c.len_utf8();
        } else if !joins {
            break;
        }
    }
    end
}

/// The parts between semicolons, those in braces not counted.
fn parts(text: &str, inner: Span) -> Vec<Span> {
    let (mut parts, mut start, mut braces) = (Vec::new(), inner.start(), 0usize);
    for (at, byte) in inner.of(text).bytes().enumerate() {
        match byte {
            b'{' => braces += 1,
            b'}' => braces = braces.saturating_sub(1),
            b';' if braces == 0 => {
                parts.push(Span::new(start, inner.start() + at));
                start = inner.start() + at + 1;
            }
            _ => {}
        }
    }
    parts.push(Span::new(start, inner.end()));
    parts
}

/// What stands behind a key: `, p. 3`, ` {35-89}`, `, passim`; none when nothing does.
fn locator(text: &str, suffix: Span) -> Option<Locator> {
    let words = suffix.of(text);
    let trimmed = words.trim_start_matches(|c: char| c.is_whitespace() || ",{>".contains(c));
    let start = suffix.start() + words.len() - trimmed.len();
    let trimmed = trimmed.trim_end_matches(|c: char| c.is_whitespace() || c == '}');
    let span = Span::new(start, start + trimmed.len());
    (!trimmed.is_empty()).then(|| Locator { span, paragraphs: paragraphs(trimmed) })
}

/// `para. 4-6`, `¶ 9`, `paragraphs 4 to 6`; none for pages and everything else.
fn paragraphs(locator: &str) -> Option<(u32, u32)> {
    let folded = locator.to_lowercase();
    let rest = folded.trim_start_matches('¶');
    let rest = if rest.len() < folded.len() {
        rest
    } else {
        let label = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        ["para", "paras", "par", "paragraph", "paragraphs"]
            .contains(&&rest[..label])
            .then(|| rest[label..].trim_start_matches('.'))?
    };
    let mut numbers = rest.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse::<u32>().ok());
    let first = numbers.next().filter(|_| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))?;
    let between = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let is_range = between.trim_start().starts_with(['-', '–', 't']);
    Some((first, numbers.next().filter(|last| is_range && *last >= first).unwrap_or(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, citation: &Citation) -> String {
        let locator = citation.locator.as_ref().map_or(String::new(), |l| match l.paragraphs {
            Some((a, b)) => format!(" ({}: {a}-{b})", l.span.of(text)),
            None => format!(" ({})", l.span.of(text)),
        });
        format!("{}{locator}", citation.key)
    }

    #[test]
    fn between_brackets() {
        for (text, expected) in [
            ("[@key]", "key"),
            ("[@key, p. 3; see @other, para. 4-6]", "key (p. 3) | other (para. 4-6: 4-6)"),
            ("[-@key]", "key"),
            ("[see also -@key ¶9]", "key (¶9: 9-9)"),
            ("[@{any key:/?}, p. 1]", "any key:/? (p. 1)"),
            ("[@k {35-89}]", "k (35-89)"),
            ("[@k, passim]", "k (passim)"),
            ("[@a.b-c_d:e.]", "a.b-c_d:e (.)"),
            ("[@Müller2020]", "Müller2020"),
            ("[u@e.org]", ""),
            ("[@fig-map]", ""),
            ("[@]", ""),
            ("[a long insertion in words of somebody about @key]", ""),
            ("[@k, paragraphs 4 to 6]", "k (paragraphs 4 to 6: 4-6)"),
            ("[@k, para. 4, 9]", "k (para. 4, 9: 4-4)"),
            ("[@k, parade 4]", "k (parade 4)"),
        ] {
            let found: Vec<_> = bracketed(text, Span::new(0, text.len())).iter().map(|c| shown(text, c)).collect();
            assert_eq!(found.join(" | "), expected, "{text}");
        }
    }

    #[test]
    fn bare_keys() {
        for (text, expected) in [
            ("@key says", "key"),
            ("As @key [p. 33] says, @other.", "key (p. 33) | other"),
            ("@key [Moscow] says", "key"),
            ("— Dmytro Kuleba (@DmytroKuleba) said", ""),
            ("write to a@b.org or \\@x", ""),
            ("@fig-map shows, @{a b} says", "a b"),
            ("(as @key says)", "key"),
            ("@ nothing @@", ""),
        ] {
            let found: Vec<_> = bare(text).iter().map(|c| shown(text, c)).collect();
            assert_eq!(found.join(" | "), expected, "{text}");
        }
    }
}
