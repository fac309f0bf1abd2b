//! The settings for programs that edit them: a schema of `ibid.toml`, and VS Code's table of settings. Both are
//! made from [`SETTINGS`] and the checks, as the documentation is.

use serde_json::{Map, Value, json};

use crate::check::all;
use crate::config::{ANY_CODE, Level, SETTINGS, Setting, SettingKind};

/// The JSON Schema (draft 7, which editors know) of `ibid.toml`.
pub fn schema() -> Value {
    let mut properties = Map::new();
    for setting in SETTINGS {
        let section = properties.entry(setting.section).or_insert_with(|| section(setting.section));
        let owner = if setting.section == "article" { &mut section["items"] } else { section };
        if setting.name == ANY_CODE {
            owner["properties"] = rules();
        } else {
            owner["properties"][setting.name] = property(setting);
        }
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "ibid.toml",
        "description": "Which files are articles and notes, and how strictly notes are held against articles",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

/// The settings that VS Code offers under `ibid`, by their full names. Those of single articles stand in
/// `ibid.toml` alone.
pub fn editor_settings() -> Value {
    let mut properties = Map::new();
    for setting in SETTINGS.iter().filter(|setting| setting.section != "article") {
        let (name, mut value) = if setting.name == ANY_CODE {
            let value = json!({
                "type": "object",
                "additionalProperties": false,
                "properties": rules(),
                "description": format!("{}.", setting.description),
            });
            (format!("ibid.{}", setting.section), value)
        } else {
            (format!("ibid.{}.{}", setting.section, setting.name), property(setting))
        };
        value["default"] = if setting.kind == SettingKind::Globs { json!([]) } else { json!({}) };
        value["scope"] = json!("resource");
        properties.insert(name, value);
    }
    Value::Object(properties)
}

fn section(name: &str) -> Value {
    let table = json!({ "type": "object", "additionalProperties": false, "properties": {} });
    match name {
        "article" => json!({ "type": "array", "items": table }),
        _ => table,
    }
}

fn property(setting: &Setting) -> Value {
    let description = match setting.default {
        "" => format!("{}.", setting.description),
        default => format!("{}. Default: {default}.", setting.description),
    };
    match setting.kind {
        SettingKind::Globs => json!({ "type": "array", "items": { "type": "string" }, "description": description }),
        SettingKind::Level => json!({ "type": "string", "enum": levels(), "description": description }),
        SettingKind::Text => json!({ "type": "string", "description": description }),
        SettingKind::Date => json!({
            "type": "string",
            "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
            "description": description,
        }),
    }
}

/// A severity for each check.
fn rules() -> Value {
    let rule = |check: &&crate::check::Check| {
        let value = json!({
            "type": "string", "enum": levels(), "default": check.level.name(), "description": check.summary,
        });
        (check.code.to_owned(), value)
    };
    Value::Object(all().iter().map(rule).collect())
}

fn levels() -> [&'static str; 5] {
    [Level::Off, Level::Hint, Level::Information, Level::Warning, Level::Error].map(Level::name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_place_in_both() {
        let (schema, editor) = (schema(), editor_settings());
        for setting in SETTINGS.iter().filter(|setting| setting.name != ANY_CODE) {
            let pointer = match setting.section {
                "article" => format!("/properties/article/items/properties/{}", setting.name),
                section => format!("/properties/{section}/properties/{}", setting.name),
            };
            assert!(schema.pointer(&pointer).is_some(), "{pointer}");
            let name = format!("ibid.{}.{}", setting.section, setting.name);
            assert_eq!(editor.get(&name).is_some(), setting.section != "article", "{name}");
        }
        for check in all() {
            let level = &schema["properties"]["rules"]["properties"][check.code]["default"];
            assert_eq!(level, check.level.name());
            assert_eq!(&editor["ibid.rules"]["properties"][check.code]["default"], level);
        }
    }
}
