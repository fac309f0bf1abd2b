/// A part of a marked-up text, in order of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece<'t> {
    Tag {
        name: &'t str,
        attributes: &'t str,
        closes: bool,
    },
    /// Words, with entities still written out.
    Text {
        start: usize,
        end: usize,
    },
    Script {
        attributes: &'t str,
        body: &'t str,
    },
}

/// Cuts HTML into tags, words and scripts; comments, declarations and styles are left out. Never fails:
/// what is not closed ends with the text.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
        let end_of = |mark: &str| rest.find(mark).map_or(html.len(), |found| at + found + mark.len());
        if rest.starts_with("<!--") {
            at = end_of("-->");
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            at = end_of(">");
        } else if let Some(tag) = tag(rest) {
            let end = at + tag.len;
            if !tag.closes && ["script", "style"].iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
                let closing = format!("</{}", tag.name.to_ascii_lowercase());
                let body = &html[end..];
                let length = find_ignoring_case(body, &closing).unwrap_or(body.len());
                if tag.name.eq_ignore_ascii_case("script") {
                    pieces.push(Piece::Script { attributes: tag.attributes, body: &body[..length] });
                }
                at = end + length;
            } else {
                pieces.push(Piece::Tag { name: tag.name, attributes: tag.attributes, closes: tag.closes });
                at = end;
            }
        } else {
            // A `<` that opens no tag is a word like any other.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let length = rest[first..].find('<').map_or(rest.len(), |found| found + first);
            pieces.push(Piece::Text { start: at, end: at + length });
            at += length;
        }
    }
    pieces
}

pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    pub(super) attributes: &'t str,
    pub(super) closes: bool,
    /// From `<` to behind `>`, in bytes.
    pub(super) len: usize,
}

/// The tag that `rest` begins with. A `>` inside quotation marks does not end it.
pub(super) fn tag(rest: &str) -> Option<Tag<'_>> {
    let inner = rest.strip_prefix('<')?;
    let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let end = inner.bytes().position(|byte| match quote {
        Some(open) => {
            quote = quote.filter(|_| byte != open);
            false
        }
        None if byte == b'"' || byte == b'\'' => {
            quote = Some(byte);
            false
        }
        None => byte == b'>',
    });
    let end = end.or_else(|| inner.find('>')).unwrap_or(inner.len());
    let body = &inner[..end];
    let name_end = body.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(body.len());
    let len = (rest.len() - inner.len() + end + 1).min(rest.len());
    Some(Tag { name: &body[..name_end], attributes: &body[name_end..], closes, len })
}

fn find_ignoring_case(text: &str, lower: &str) -> Option<usize> {
    text.as_bytes().windows(lower.len()).position(|window| window.eq_ignore_ascii_case(lower.as_bytes()))
}

/// The value of an attribute, its entities decoded.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some(equals) = rest.find('=') {
        let key = rest[..equals].trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
        let value = rest[equals + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        if key.eq_ignore_ascii_case(name) {
            let mut decoded = String::new();
            decode(value, 0, value.len(), &mut |words, _, _| decoded.push_str(words));
            return Some(decoded);
        }
        rest = after;
    }
    None
}

/// Calls `found` with the words between two places of `text` and where each stands: as they are, or one
/// decoded entity at a time.
pub(super) fn decode(text: &str, start: usize, end: usize, found: &mut dyn FnMut(&str, usize, usize)) {
    let mut at = start;
    let mut plain = start;
    while let Some(mark) = text.get(at..end).and_then(|rest| rest.find('&')).map(|mark| at + mark) {
        if let Some((letter, len)) = entity(&text[mark..end]) {
            if plain < mark {
                found(&text[plain..mark], plain, mark);
            }
            found(letter.encode_utf8(&mut [0; 4]), mark, mark + len);
            (at, plain) = (mark + len, mark + len);
        } else {
            at = mark + 1;
        }
    }
    if plain < end {
        found(&text[plain..end], plain, end);
    }
}

/// The character that an entity at the start of `text` stands for, and the entity's length.
fn entity(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 44] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("rdquo", '”'),
        ("ldquo", '“'),
        ("sbquo", '‚'),
        ("bdquo", '„'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("bull", '•'),
        ("middot", '·'),
        ("shy", '\u{ad}'),
        ("euro", '€'),
        ("pound", '£'),
        ("yen", '¥'),
        ("cent", '¢'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("deg", '°'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("agrave", 'à'),
        ("ccedil", 'ç'),
        ("uuml", 'ü'),
        ("ouml", 'ö'),
        ("auml", 'ä'),
        ("Uuml", 'Ü'),
        ("Ouml", 'Ö'),
        ("Auml", 'Ä'),
        ("szlig", 'ß'),
        ("ntilde", 'ñ'),
        ("aacute", 'á'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
    ];
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(12).position(|byte| byte == b';')?;
    let name = &body[..end];
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            let code = hex.unwrap_or_else(|| number.parse()).ok()?;
            // Pages of old number quotation marks as Windows-1252 does.
            match code {
                0x91 => '‘',
                0x92 => '’',
                0x93 => '“',
                0x94 => '”',
                0x96 => '–',
                0x97 => '—',
                code => char::from_u32(code)?,
            }
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((letter, end + 2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_may_begin_with_any_letter() {
        let words = |html: &str| {
            let texts = pieces(html).into_iter().filter_map(|piece| match piece {
                Piece::Text { start, end } => Some(html[start..end].to_string()),
                _ => None,
            });
            texts.collect::<Vec<_>>()
        };
        assert_eq!(words("<p>“Yes,”</p><p>é < ö</p>"), ["“Yes,”", "é ", "< ö"]);
        assert_eq!(words("< “a” <"), ["< “a” ", "<"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_loss_of_order(html in "(<|>|/|p|b|\"|'|“|é|😀| |<!--|-->|<script>|</script>|&#8220;|=){0,40}") {
            let mut reach = 0;
            for piece in pieces(&html) {
                if let Piece::Text { start, end } = piece {
                    prop_assert!(reach <= start && start < end && html.get(start..end).is_some());
                    reach = end;
                }
            }
        }
    }
}
