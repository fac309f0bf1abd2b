/// A setting of `ibid.toml`, and of an editor under the same names: the one table from which the schema,
/// the documentation and the editors' settings are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    /// The table it stands in: `corpus`; `article` for a `[[article]]`.
    pub section: &'static str,
    /// Its name there; in `rules` the names are the codes of the checks.
    pub name: &'static str,
    pub kind: SettingKind,
    /// What holds where nothing is said, for a reader.
    pub default: &'static str,
    pub description: &'static str,
}

/// What values a setting takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SettingKind {
    /// A list of globs, relative to the workspace.
    Globs,
    /// `off`, `hint`, `information`, `warning` or `error`.
    Level,
    Text,
    /// A day, a month or a year: `2022-01-21`, `2022-01`, `2022`.
    Date,
}

/// Stands for the name of any check.
pub const ANY_CODE: &str = "*";

/// Every setting.
pub const SETTINGS: &[Setting] = &[
    Setting {
        section: "corpus",
        name: "articles",
        kind: SettingKind::Globs,
        default: "the files of all forms that are read under articles/, sources/, clippings/ and seeds/",
        description: "The articles that notes are held against",
    },
    Setting {
        section: "corpus",
        name: "bibliography",
        kind: SettingKind::Globs,
        default: "none",
        description: "Bibliographies that give keys, titles and dates to articles",
    },
    Setting {
        section: "notes",
        name: "include",
        kind: SettingKind::Globs,
        default: "every other Markdown file",
        description: "The notes",
    },
    Setting {
        section: "actors",
        name: "cards",
        kind: SettingKind::Globs,
        default: "the Markdown and JSON Lines files under actors/",
        description: "Your own files on people and organisations; they are not read as notes",
    },
    Setting {
        section: "rules",
        name: ANY_CODE,
        kind: SettingKind::Level,
        default: "the check’s own",
        description: "The severity of a check, by its code",
    },
    Setting {
        section: "article",
        name: "path",
        kind: SettingKind::Text,
        default: "",
        description: "The article of which the rest of the table speaks",
    },
    Setting {
        section: "article",
        name: "key",
        kind: SettingKind::Text,
        default: "the key in its front matter, else the file’s name without its ending",
        description: "What a citation calls the article",
    },
    Setting {
        section: "article",
        name: "date",
        kind: SettingKind::Date,
        default: "what the article or its address states, else inferred",
        description: "When the article was published; its relative dates hang on this",
    },
    Setting {
        section: "article",
        name: "title",
        kind: SettingKind::Text,
        default: "the article’s own",
        description: "What the article is called in lists and hovers",
    },
    Setting {
        section: "article",
        name: "url",
        kind: SettingKind::Text,
        default: "the article’s own",
        description: "Where the article was published; a link to this address cites it",
    },
];

/// The setting of this name, or the one that stands for every code.
pub fn setting(section: &str, name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.section == section && (setting.name == name || setting.name == ANY_CODE))
}
