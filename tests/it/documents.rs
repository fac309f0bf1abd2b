//! What is written in several places says the same in all of them. `UPDATE_EXPECT=1` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};

use ibid::check::all;
use ibid::config::{ANY_CODE, SETTINGS};
use ibid::export::{editor_settings, schema};
use serde_json::Value;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Holds that the file says `expected`, or makes it say so.
fn check(path: &str, expected: &str) {
    let path = root(path);
    let is = fs::read_to_string(&path).unwrap_or_default();
    if is == expected {
        return;
    }
    assert!(std::env::var_os("UPDATE_EXPECT").is_some(), "{} is out of date: run with UPDATE_EXPECT=1", path.display());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, expected).unwrap();
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

#[test]
fn the_schema_of_the_settings_file() {
    check("editors/vscode/schemas/ibid.json", &pretty(&schema()));
}

#[test]
fn the_settings_of_vs_code() {
    let path = "editors/vscode/package.json";
    let mut package: Value = serde_json::from_str(&fs::read_to_string(root(path)).unwrap()).unwrap();
    let properties = package["contributes"]["configuration"]["properties"].as_object_mut().unwrap();
    // The extension's own settings stand in the file itself, before those that the server reads.
    properties.retain(|name, _| ["ibid.path", "ibid.arguments", "ibid.trace.server"].contains(&name.as_str()));
    properties.extend(editor_settings().as_object().unwrap().clone());
    check(path, &pretty(&package));
}

/// Holds that the README has these lines between `<!-- name -->` and `<!-- /name -->`.
fn check_part(name: &str, lines: &str) {
    let readme = fs::read_to_string(root("README.md")).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    let start = readme.find(&open).unwrap() + open.len();
    let end = readme.find(&close).unwrap();
    check("README.md", &format!("{}{lines}{}", &readme[..start], &readme[end..]));
}

#[test]
fn the_tables_of_the_readme() {
    let mut settings = String::from("| setting | default | what it is |\n|---|---|---|\n");
    for setting in SETTINGS {
        let name = match (setting.section, setting.name) {
            (section, ANY_CODE) => format!("[{section}] CODE"),
            ("article", name) => format!("[[article]] {name}"),
            (section, name) => format!("[{section}] {name}"),
        };
        settings.push_str(&format!("| `{name}` | {} | {} |\n", setting.default, setting.description));
    }
    check_part("settings", &settings);
    let mut checks = String::from("| code | severity | what it reports |\n|---|---|---|\n");
    for check in all() {
        checks.push_str(&format!("| `{}` | {} | {} |\n", check.code, check.level.name(), check.summary));
    }
    check_part("checks", &checks);
}
