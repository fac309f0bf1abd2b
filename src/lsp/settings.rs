//! The editor's settings, in the same shape as `ibid.toml`:
//! `{"corpus": {"articles": […], "bibliography": […]}, "notes": {"include": […]}, "actors": {"cards": […]},
//! "rules": {"misquote": "warning"}}`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::config::{Config, Level};

/// What the editor says; `None` where it says nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settings {
    articles: Option<Vec<String>>,
    bibliography: Option<Vec<String>>,
    notes: Option<Vec<String>>,
    cards: Option<Vec<String>>,
    rules: BTreeMap<String, Level>,
}

impl Settings {
    /// Reads the value of the section `ibid`, or an object that holds it; null is no settings. What has the
    /// wrong shape is named in the list, and passed over.
    pub fn parse(value: &Value) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        let value = value.get("ibid").unwrap_or(value);
        let mut settings = Self::default();
        for (section, content) in entries(value, "", &mut problems) {
            for (name, value) in entries(content, section, &mut problems) {
                let place = match (section, name) {
                    ("corpus", "articles") => &mut settings.articles,
                    ("corpus", "bibliography") => &mut settings.bibliography,
                    ("notes", "include") => &mut settings.notes,
                    ("actors", "cards") => &mut settings.cards,
                    ("rules", code) => {
                        match value.as_str().and_then(level) {
                            Some(level) => drop(settings.rules.insert(code.to_owned(), level)),
                            None => problems.push(format!(
                                "ibid.rules.{code} is one of \"off\", \"hint\", \"information\", \"warning\", \"error\""
                            )),
                        }
                        continue;
                    }
                    _ => continue, // settings of the extension, such as the path of this program
                };
                match serde_json::from_value(value.clone()) {
                    Ok(globs) => *place = globs,
                    Err(_) => problems.push(format!("ibid.{section}.{name} is a list of globs")),
                }
            }
        }
        (settings, problems)
    }

    /// The settings of a folder: a file's globs stand, because the team shares them; severities are the
    /// writer's own.
    pub fn over(&self, file: Config) -> Config {
        let or = |file: Vec<String>, editor: &Option<Vec<String>>| match editor {
            Some(globs) if file.is_empty() => globs.clone(),
            _ => file,
        };
        let mut rules = file.rules;
        rules.extend(self.rules.iter().map(|(code, level)| (code.clone(), *level)));
        Config {
            articles: or(file.articles, &self.articles),
            bibliography: or(file.bibliography, &self.bibliography),
            notes: or(file.notes, &self.notes),
            cards: or(file.cards, &self.cards),
            rules,
            ..file
        }
    }
}

fn entries<'a>(value: &'a Value, name: &str, problems: &mut Vec<String>) -> Vec<(&'a str, &'a Value)> {
    const SECTIONS: [&str; 5] = ["", "corpus", "notes", "actors", "rules"];
    match value {
        Value::Object(object) => object.iter().map(|(name, value)| (name.as_str(), value)).collect(),
        Value::Null => Vec::new(),
        _ if SECTIONS.contains(&name) => {
            let dot = if name.is_empty() { "" } else { "." };
            problems.push(format!("ibid{dot}{name} is an object"));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn level(name: &str) -> Option<Level> {
    Some(match name {
        "off" => Level::Off,
        "hint" => Level::Hint,
        "information" => Level::Information,
        "warning" => Level::Warning,
        "error" => Level::Error,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_fits_is_used() {
        let (settings, problems) = Settings::parse(&json!({"ibid": {
            "corpus": {"articles": ["a/*.txt"]}, "rules": {"misquote": "off"}, "path": "/bin/ibid", "trace": {"server": 1}}}));
        assert_eq!(problems, [""; 0]);
        let config = settings.over(Config::default());
        assert_eq!(config.articles, ["a/*.txt"]);
        assert_eq!(config.level("misquote", Level::Error), Level::Off);
        let file = Config { articles: vec!["b".into()], ..Config::default() };
        assert_eq!(settings.over(file).articles, ["b"]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let (settings, problems) = Settings::parse(&json!({"rules": 7, "corpus": [], "notes": {"include": "x"}}));
        assert_eq!(settings, Settings::default());
        assert_eq!(
            problems,
            ["ibid.rules is an object", "ibid.corpus is an object", "ibid.notes.include is a list of globs"]
        );
        assert_eq!(Settings::parse(&json!(null)), Default::default());
        assert_eq!(Settings::parse(&json!({"rules": {"x": "loud"}})).1.len(), 1);
        assert_eq!(Settings::parse(&json!("x")).1, ["ibid is an object"]);
    }
}
