//! Changes of a card that keep everything else in it as the user wrote it.

use super::Card;
use super::yaml::fences;
use crate::text::{Span, lines};

/// The edit of a Markdown card that adds an alias: the bytes of the span give way to the text. None when the
/// front matter cannot be understood well enough to leave the rest as it is.
pub(super) fn add_alias(text: &str, alias: &str) -> Option<(Span, String)> {
    let inner = fences(text)?;
    let rows: Vec<Span> = lines(inner.of(text)).map(|line| line.shift(inner.start())).collect();
    let key = rows.iter().position(|row| row.of(text).starts_with("aliases:"));
    let Some(key) = key else {
        let end = if text.get(..inner.end())?.ends_with("\r\n") { "\r\n" } else { "\n" };
        return Some((Span::at(inner.end()), format!("aliases: [{}]{end}", scalar(alias))));
    };
    let value = rows[key].of(text)["aliases:".len()..].trim();
    if value.is_empty() {
        // A list below: behind its last item, indented as that is.
        let items = rows.get(key + 1..)?.iter().take_while(|row| row.of(text).trim_start().starts_with("- "));
        let last = items.last()?;
        let indent: String = last.of(text).chars().take_while(|c| c.is_whitespace()).collect();
        return Some((Span::at(last.end()), format!("\n{indent}- {}", scalar(alias))));
    }
    let end = rows[key].start() + rows[key].of(text).trim_end().len();
    match value.strip_prefix('[').map(|list| list.strip_suffix(']')) {
        Some(Some("")) => Some((Span::at(end - 1), scalar(alias))),
        Some(Some(_)) => Some((Span::at(end - 1), format!(", {}", scalar(alias)))),
        Some(None) => None,
        None if value.contains([',', '#']) || value.starts_with(['|', '>', '&', '*', '!', '{']) => None,
        None => {
            let start = end - value.len();
            Some((Span::new(start, end), format!("[{value}, {}]", scalar(alias))))
        }
    }
}

/// The edits of a Markdown card that give it another name and keep the old one as an alias.
pub(super) fn rename(text: &str, card: &Card, new_name: &str) -> Option<Vec<(Span, String)>> {
    let inner = fences(text)?;
    let named = lines(inner.of(text)).any(|line| line.of(inner.of(text)).starts_with("name:"));
    let name = match named {
        true => (card.place, scalar(new_name)),
        // The file's own name was the actor's.
        false => (Span::at(inner.start()), format!("name: {}\n", scalar(new_name))),
    };
    let known = card.names().skip(1).any(|alias| alias == card.name) || card.name == new_name;
    let alias = if known { None } else { Some(add_alias(text, &card.name)?) };
    Some(std::iter::once(name).chain(alias).collect())
}

/// A text as YAML may hold it in a list.
pub(crate) fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '’' | '\'');
    let safe = text.chars().all(plain) && text.starts_with(char::is_alphabetic);
    let word = ["true", "false", "null", "yes", "no", "on", "off"].contains(&text.to_lowercase().as_str());
    if safe && !word { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(front: &str, expected: &str) {
        let text = format!("---\nname: Ana Quispe\n{front}---\nText.\n");
        let (span, new_text) = add_alias(&text, "Anna Quispe").unwrap();
        let mut edited = text.clone();
        edited.replace_range(span.range(), &new_text);
        assert_eq!(edited, format!("---\nname: Ana Quispe\n{expected}---\nText.\n"));
        let card = Card::read(&edited, "x").0.unwrap();
        assert_eq!(card.aliases.last().map(String::as_str), Some("Anna Quispe"), "{edited}");
    }

    #[test]
    fn an_alias_is_added_and_the_rest_stays() {
        check("type: person\n", "type: person\naliases: [Anna Quispe]\n");
        check("aliases: [A. Quispe]\ntype: person\n", "aliases: [A. Quispe, Anna Quispe]\ntype: person\n");
        check("aliases: []\n", "aliases: [Anna Quispe]\n");
        check("aliases: A. Quispe\n", "aliases: [A. Quispe, Anna Quispe]\n");
        check("aliases:\n  - A. Quispe\nid: x\n", "aliases:\n  - A. Quispe\n  - Anna Quispe\nid: x\n");
    }

    #[test]
    fn a_renamed_card_keeps_its_old_name() {
        for (text, expected) in [
            ("---\nname: Ana Roe\n---\n", "---\nname: \"Ana: R.\"\naliases: [Ana Roe]\n---\n"),
            ("---\naliases: [A. R.]\n---\n", "---\nname: \"Ana: R.\"\naliases: [A. R., Ana Roe]\n---\n"),
        ] {
            let card = Card::read(text, "Ana Roe").0.unwrap();
            let mut edits = rename(text, &card, "Ana: R.").unwrap();
            edits.sort_by_key(|(span, _)| std::cmp::Reverse(*span));
            let mut edited = text.to_owned();
            edits.iter().for_each(|(span, new_text)| edited.replace_range(span.range(), new_text));
            assert_eq!(edited, expected);
        }
    }

    #[test]
    fn what_is_not_understood_is_left_alone() {
        assert_eq!(add_alias("no card", "x"), None);
        assert_eq!(add_alias("---\naliases: [a,\n  b]\n---\n", "x"), None);
        assert_eq!(add_alias("---\naliases: a # a remark\n---\n", "x"), None);
        assert_eq!(scalar("O: “x”"), "\"O: “x”\"");
        assert_eq!(scalar("No"), "\"No\"");
    }
}
