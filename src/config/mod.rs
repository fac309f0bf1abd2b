//! Settings: what `ibid.toml` and the editor say, as one [`Config`] and the [`Problem`]s found in it.
//!
//! Pure: text in, settings out. An unknown key or a value of the wrong type is a problem at its place,
//! and the default is used.

mod parse;
mod places;
mod settings;

use std::collections::BTreeMap;

use crate::text::Span;

pub use places::{EntryPlace, entry_places};
pub use settings::{ANY_CODE, SETTINGS, Setting, SettingKind, setting};

/// The name of the settings file, at the root of a workspace folder.
pub const SETTINGS_FILE: &str = "ibid.toml";

/// All settings of one workspace folder.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Config {
    /// Globs of articles, relative to the root; empty: the text files under `articles/`, `sources/`,
    /// `clippings/`, `seeds/`.
    pub articles: Vec<String>,
    pub bibliography: Vec<String>,
    /// Globs of notes; empty: every Markdown file that is no article and no card.
    pub notes: Vec<String>,
    pub cards: Vec<String>,
    /// Severities by code.
    pub rules: BTreeMap<String, Level>,
    pub entries: Vec<Entry>,
}

/// A severity, or none at all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    Off,
    Hint,
    Information,
    Warning,
    Error,
}

impl Level {
    /// The severity of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Off, Self::Hint, Self::Information, Self::Warning, Self::Error]
            .into_iter()
            .find(|level| level.name() == name)
    }

    /// Its name in settings and in every output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Hint => "hint",
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The codes in the `[rules]` of an `ibid.toml` that are none of `known`, as problems.
pub fn unknown_codes(text: &str, known: &[&str]) -> Vec<Problem> {
    parse::unknown_codes(text, known)
}

/// One `[[article]]`: what the file itself does not say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    pub path: String,
    pub key: Option<String>,
    pub date: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
}

/// Something wrong in the settings; `span` is into `ibid.toml`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    pub span: Span,
    pub message: String,
}

impl Config {
    /// Reads `ibid.toml`.
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        parse::parse(text)
    }

    /// The severity of `code`: what the settings say, else its own default.
    pub fn level(&self, code: &str, default: Level) -> Level {
        self.rules.get(code).copied().unwrap_or(default)
    }
}
