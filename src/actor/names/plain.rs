use std::borrow::Cow;

/// A name without the nickname that stands in it between quotation marks or brackets: `Jane “Red” Roe` is `Jane Roe`.
pub(crate) fn without_nickname(name: &str) -> Cow<'_, str> {
    const OPENS: [char; 5] = ['“', '"', '‘', '\'', '('];
    const CLOSES: [char; 5] = ['”', '"', '’', '\'', ')'];
    if !name.contains(OPENS) {
        return Cow::Borrowed(name);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let open = (1..words.len()).find(|ix| words[*ix].starts_with(OPENS));
    let close = open.and_then(|open| (open..words.len().saturating_sub(1)).find(|ix| words[*ix].ends_with(CLOSES)));
    match open.zip(close) {
        Some((open, close)) => Cow::Owned([&words[..open], &words[close + 1..]].concat().join(" ")),
        None => Cow::Borrowed(name),
    }
}

/// `Zandex.com` is `Zandex`.
pub(crate) fn without_domain(name: &str) -> &str {
    let end = name.len().saturating_sub(4);
    match name.get(end..) {
        Some(domain) if [".com", ".org", ".net"].iter().any(|own| domain.eq_ignore_ascii_case(own)) => &name[..end],
        _ => name,
    }
}

/// `Zand Metal ASA` is `Zand Metal`: the legal form of a company is left out as often as not.
pub(crate) fn without_legal_form(name: &str) -> &str {
    const FORMS: [&str; 20] = [
        "ASA", "AS", "AB", "ApS", "Oyj", "Oy", "Ltd", "Limited", "Inc", "Corp", "PLC", "plc", "LLC", "LLP", "GmbH",
        "AG", "SE", "SpA", "NV", "BV",
    ];
    match name.rsplit_once(' ') {
        Some((rest, last)) if FORMS.contains(&last.trim_end_matches('.')) => rest.trim_end_matches(','),
        _ => name,
    }
}

#[test]
fn only_what_stands_inside_the_name_is_taken_out() {
    for (name, plain) in [
        ("Jane “Red” Roe", "Jane Roe"),
        ("Jan \"the Hand of Stone\" Novak", "Jan Novak"),
        ("James Leo (Jim) Roe", "James Leo Roe"),
        ("Jane Roe", "Jane Roe"),
        ("“Red” Roe", "“Red” Roe"),
        ("Jane “Red”", "Jane “Red”"),
        ("O’Neill", "O’Neill"),
    ] {
        assert_eq!(without_nickname(name), plain);
    }
}
