use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::{ANY_CODE, SETTINGS, Setting, SettingKind, setting};
use super::{Config, Entry, Level, Problem};
use crate::text::Span;

type Table<'t> = DeTable<'t>;
type Key<'t> = Spanned<Cow<'t, str>>;
type Value<'t> = Spanned<DeValue<'t>>;

/// Reads `ibid.toml`; what cannot be used is a problem, and its default holds.
pub(super) fn parse(text: &str) -> (Config, Vec<Problem>) {
    let mut reader = Reader::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().map_or(Span::at(0), Span::from);
        reader.problem(span.range(), format!("not read here: {}", error.message()));
    }
    for (key, value) in in_order(table.get_ref()) {
        reader.section(key, value);
    }
    let Reader { config, mut problems } = reader;
    problems.sort_by_key(|problem| problem.span);
    (config, problems)
}

/// The codes in `[rules]` that are none of `known`.
pub(super) fn unknown_codes(text: &str, known: &[&str]) -> Vec<Problem> {
    let (table, _) = DeTable::parse_recoverable(text);
    let Some(rules) = table.get_ref().get("rules").and_then(|rules| rules.get_ref().as_table()) else {
        return Vec::new();
    };
    let unknown = in_order(rules).into_iter().filter(|(key, _)| !known.contains(&&**key.get_ref()));
    let problem = |key: &Key<'_>| Problem {
        span: key.span().into(),
        message: format!("no check is called “{}”{}", key.get_ref(), closest(key.get_ref(), known)),
    };
    unknown.map(|(key, _)| problem(key)).collect()
}

#[derive(Default)]
struct Reader {
    config: Config,
    problems: Vec<Problem>,
}

impl Reader {
    fn problem(&mut self, span: Range<usize>, message: String) {
        self.problems.push(Problem { span: span.into(), message });
    }

    fn section(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let section: &str = key.get_ref();
        let known: Vec<&str> = SETTINGS.iter().map(|setting| setting.section).collect();
        if !known.contains(&section) {
            let message = format!("there is no [{section}]{}", closest(section, &known));
            return self.problem(key.span(), message);
        }
        match (section, value.get_ref()) {
            ("article", DeValue::Array(entries)) => entries.iter().for_each(|entry| self.entry(entry)),
            ("article", _) => self.problem(key.span(), "each article has a table of its own: [[article]]".to_owned()),
            (_, DeValue::Table(table)) => {
                for (name, value) in in_order(table) {
                    self.setting(section, name, value);
                }
            }
            _ => self.problem(key.span(), format!("[{section}] is a table")),
        }
    }

    fn setting(&mut self, section: &str, name: &Key<'_>, value: &Value<'_>) {
        let Some(setting) = self.known(section, name) else { return };
        if setting.kind == SettingKind::Level {
            match value.get_ref().as_str().and_then(Level::from_name) {
                Some(level) => drop(self.config.rules.insert(name.get_ref().to_string(), level)),
                None => self.wrong(name, setting, value),
            }
            return;
        }
        let Some(globs) = globs(value) else { return self.wrong(name, setting, value) };
        match (setting.section, setting.name) {
            ("corpus", "articles") => self.config.articles = globs,
            ("corpus", "bibliography") => self.config.bibliography = globs,
            ("notes", "include") => self.config.notes = globs,
            _ => self.config.cards = globs,
        }
    }

    /// One `[[article]]`.
    fn entry(&mut self, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            return self.problem(value.span(), "an [[article]] is a table".to_owned());
        };
        let mut entry = Entry::default();
        for (name, value) in in_order(table) {
            let Some(setting) = self.known("article", name) else { continue };
            let text = match value.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                DeValue::Datetime(date) if setting.kind == SettingKind::Date => date.date.map(|date| date.to_string()),
                DeValue::Integer(year) if setting.kind == SettingKind::Date => Some(year.as_str().to_owned()),
                _ => None,
            };
            let text = text.filter(|text| !text.is_empty() && (setting.kind != SettingKind::Date || is_date(text)));
            match (setting.name, text) {
                (_, None) => self.wrong(name, setting, value),
                ("path", Some(text)) => entry.path = text,
                ("key", text) => entry.key = text,
                ("date", text) => entry.date = text,
                ("title", text) => entry.title = text,
                (_, text) => entry.url = text,
            }
        }
        if entry.path.is_empty() {
            self.problem(value.span(), "this [[article]] has no path, so that it speaks of none".to_owned());
        } else {
            self.config.entries.push(entry);
        }
    }

    fn known(&mut self, section: &str, name: &Key<'_>) -> Option<&'static Setting> {
        let found = setting(section, name.get_ref());
        if found.is_none() {
            let names: Vec<&str> = SETTINGS.iter().filter(|s| s.section == section).map(|s| s.name).collect();
            let message = format!("[{section}] has no “{}”{}", name.get_ref(), closest(name.get_ref(), &names));
            self.problem(name.span(), message);
        }
        found
    }

    fn wrong(&mut self, name: &Key<'_>, setting: &Setting, value: &Value<'_>) {
        let wanted = match setting.kind {
            SettingKind::Globs => "a list of globs, such as [\"notes/**/*.md\"]",
            SettingKind::Level => "one of \"off\", \"hint\", \"information\", \"warning\", \"error\"",
            SettingKind::Text => "a text in quotation marks",
            SettingKind::Date => "a date that exists, such as \"2022-01-21\"",
        };
        let default = match setting.default {
            "" => String::new(),
            default => format!("; the default is used: {default}"),
        };
        let message =
            format!("{} is {wanted}{default}", if setting.name == ANY_CODE { name.get_ref() } else { setting.name });
        self.problem(value.span(), message);
    }
}

/// A list of texts; one text alone is a list of one.
fn globs(value: &Value<'_>) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::String(glob) => Some(vec![glob.to_string()]),
        DeValue::Array(globs) => globs.iter().map(|glob| glob.get_ref().as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// `2022-01-21`, `2022-01` or `2022`.
fn is_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    whole.len() == 10 && whole.parse::<Date>().is_ok()
}

/// The entries of a table as they stand in the file.
fn in_order<'a, 't>(table: &'a Table<'t>) -> Vec<(&'a Key<'t>, &'a Value<'t>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// `; closest: “…”`, or nothing when no name is near.
fn closest(name: &str, known: &[&str]) -> String {
    let near = known.iter().filter(|known| **known != ANY_CODE).map(|known| (distance(name, known), known));
    match near.min().filter(|(distance, _)| *distance <= name.len().max(4) / 2) {
        Some((_, known)) => format!("; closest: “{known}”"),
        None => String::new(),
    }
}

/// The edit distance of two names (Levenshtein), by bytes.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let changed = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each problem as `words at its span: message`.
    fn check(text: &str, expected: &[&str]) -> Config {
        let (config, problems) = parse(text);
        let shown: Vec<_> = problems.iter().map(|p| format!("{}: {}", p.span.of(text), p.message)).collect();
        assert_eq!(shown, expected, "{text}");
        config
    }

    #[test]
    fn the_whole_file() {
        let config = check(
            "[corpus]\narticles = [\"seeds/*.txt\"]\nbibliography = \"library.bib\"\n[notes]\ninclude = [\"notes/**/*.md\"]\n\
             [actors]\ncards = [\"actors/*.md\"]\n[rules]\nhedge-dropped = \"off\"\n\
             [[article]]\npath = \"a.txt\"\nkey = \"afp\"\ndate = \"2022-01-11\"\n\
             [[article]]\npath = \"b.txt\"\ndate = 2022-01-12\n",
            &[],
        );
        assert_eq!(config.articles, ["seeds/*.txt"]);
        assert_eq!(config.bibliography, ["library.bib"]);
        assert_eq!(config.notes, ["notes/**/*.md"]);
        assert_eq!(config.cards, ["actors/*.md"]);
        assert_eq!(config.level("hedge-dropped", Level::Hint), Level::Off);
        assert_eq!(config.level("misquote", Level::Error), Level::Error);
        assert_eq!(config.entries[0].key.as_deref(), Some("afp"));
        assert_eq!(config.entries[1].date.as_deref(), Some("2022-01-12"));
        assert_eq!(check("", &[]), Config::default());
    }

    #[test]
    fn unknown_names() {
        check("[corpsu]\narticles = []", &["corpsu: there is no [corpsu]; closest: “corpus”"]);
        check("[corpus]\narticels = []", &["articels: [corpus] has no “articels”; closest: “articles”"]);
        check("quite = 1", &["quite: there is no [quite]"]);
        check("[[article]]\npath = \"a\"\nkye = \"b\"", &["kye: [article] has no “kye”; closest: “key”"]);
    }

    #[test]
    fn wrong_values() {
        let list = "[\"notes/**/*.md\"]; the default is used:";
        check(
            "[notes]\ninclude = 3",
            &[&format!("3: include is a list of globs, such as {list} every other Markdown file")],
        );
        check(
            "[notes]\ninclude = [3]",
            &[&format!("[3]: include is a list of globs, such as {list} every other Markdown file")],
        );
        let levels =
            "one of \"off\", \"hint\", \"information\", \"warning\", \"error\"; the default is used: the check’s own";
        check("[rules]\nmisquote = \"loud\"", &[&format!("\"loud\": misquote is {levels}")]);
        check("rules = 1", &["rules: [rules] is a table"]);
        check("[article]\npath = \"a\"", &["article: each article has a table of its own: [[article]]"]);
        check("[[article]]\nkey = \"a\"", &["[[article]]: this [[article]] has no path, so that it speaks of none"]);
        let (config, problems) = parse("[[article]]\npath = \"a\"\ndate = \"2022-02-30\"\ntitle = 1");
        assert_eq!((problems.len(), config.entries.len()), (2, 1));
        assert_eq!(config.entries[0].date, None);
    }

    #[test]
    fn broken_toml_keeps_the_rest() {
        let (config, problems) = parse("[corpus]\narticles = [\"a\"]\n[notes\ninclude = [\"b\"]\n");
        assert_eq!(config.articles, ["a"]);
        assert!(!problems.is_empty());
        for text in ["[", "=", "a = ", "\"", "[[article]]\n[[article]]", "\u{0}", "[rules]\n\"\" = \"\""] {
            parse(text);
        }
    }

    #[test]
    fn codes_of_checks() {
        let text = "[rules]\nmisqoute = \"off\"\nmisquote = \"off\"\nzzzzzzzz = \"off\"";
        let found: Vec<_> =
            unknown_codes(text, &["misquote", "unknown-source"]).into_iter().map(|p| p.message).collect();
        assert_eq!(found, ["no check is called “misqoute”; closest: “misquote”", "no check is called “zzzzzzzz”"]);
    }
}
