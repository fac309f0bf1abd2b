use toml::de::{DeTable, DeValue};

use crate::text::Span;

/// Where an `[[article]]` of `ibid.toml` stands: spans are of the values, with their quotation marks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryPlace {
    pub path: String,
    pub path_span: Span,
    pub key: Option<(String, Span)>,
}

/// The places of all `[[article]]` that name a file, for who changes them.
pub fn entry_places(text: &str) -> Vec<EntryPlace> {
    let (table, _) = DeTable::parse_recoverable(text);
    let Some(entries) = table.get_ref().get("article").and_then(|value| value.get_ref().as_array()) else {
        return Vec::new();
    };
    let place = |entry: &toml::Spanned<DeValue<'_>>| {
        let value = |name: &str| {
            let value = entry.get_ref().as_table()?.get(name)?;
            Some((value.get_ref().as_str()?.to_owned(), Span::from(value.span())))
        };
        let (path, path_span) = value("path")?;
        Some(EntryPlace { path, path_span, key: value("key") })
    };
    entries.iter().filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_paths_and_keys_stand() {
        let text = "[corpus]\n[[article]]\nkey = 'k'\npath = \"a/b.txt\" # x\n[[article]]\ndate = 1\n";
        let found = entry_places(text);
        let [EntryPlace { path, path_span, key: Some((key, key_span)) }] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!((path.as_str(), path_span.of(text)), ("a/b.txt", "\"a/b.txt\""));
        assert_eq!((key.as_str(), key_span.of(text)), ("k", "'k'"));
        assert_eq!(entry_places("article = 3\n["), []);
    }
}
