use unicode_normalization::char::decompose_canonical;

/// Appends `word` folded for look-ups: lower case, no diacritics, no full stops, one kind of
/// apostrophe; letters that do not decompose (`ł`, `ø`, `ß`) become their usual transcription.
pub(crate) fn fold_into(word: &str, out: &mut String) {
    for c in word.chars() {
        match c {
            '.' => {}
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '\0'..='\x7f' => out.push(c),
            _ => fold_char(c, out),
        }
    }
}

/// As [`fold_into`], into a new string.
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

fn fold_char(c: char, out: &mut String) {
    let lower = c.to_lowercase().next().unwrap_or(c);
    match lower {
        'ł' => out.push('l'),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'ı' => out.push('i'),
        'ħ' => out.push('h'),
        'ə' => out.push('a'),
        'þ' => out.push_str("th"),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        '’' | '‘' | 'ʻ' | 'ʼ' | '`' | '´' => out.push('\''),
        '‐' | '‑' | '–' => out.push('-'),
        _ => decompose_canonical(lower, |part| {
            if !unicode_normalization::char::is_combining_mark(part) {
                out.extend(part.to_lowercase());
            }
        }),
    }
}
