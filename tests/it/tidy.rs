//! Holds the shape of the source: which room may use which, how long a file may grow, what may not stand
//! in it.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up. A room may use those before it; rooms in one row do not know each other.
const ROOMS: &[&[&str]] = &[
    &["text"],
    &["config"],
    &["date"],
    &["actor"],
    &["claim"],
    &["article"],
    &["note"],
    &["corpus"],
    &["world"],
    &["compare"],
    &["check"],
    &["export", "ide"],
    &["lsp"],
    &["server"],
    &["cli"],
];

/// No source file may be longer, in lines: one idea a file.
const LONGEST_FILE: usize = 600;

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > ROOMS.len(), "the sources were not found");
    files
}

/// The room a file stands in: `src/date/mod.rs` and `src/world.rs` → `date`, `world`.
fn room(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.iter().next()?.to_string_lossy();
    let name = first.strip_suffix(".rs").unwrap_or(&first).to_string();
    (name != "main" && name != "lib").then_some(name)
}

fn row(room: &str) -> usize {
    ROOMS.iter().position(|row| row.contains(&room)).unwrap_or_else(|| panic!("`{room}` stands in no row of the house"))
}

/// The rooms that a text names behind `crate::`, each with its line number.
fn used(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split([',', '}']).map(str::trim).collect(),
                None => vec![rest],
            };
            for name in names {
                let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if ROOMS.iter().any(|row| row.contains(&name.as_str())) {
                    found.push((number + 1, name));
                }
            }
        }
    }
    found
}

#[test]
fn arrows_run_downward_only() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(room) = room(&path) else { continue };
        for (line, other) in used(&text) {
            if other != room && row(&other) >= row(&room) {
                wrong.push(format!("{}:{line}: `{room}` may not use `{other}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_edges_know_the_protocol() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(room) = room(&path) else { continue };
        let edge = ["lsp", "server"].contains(&room.as_str());
        if !edge && (text.contains("tower_lsp") || text.contains("tokio::")) {
            wrong.push(path.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "LSP or tokio outside `lsp` and `server`: {}", wrong.join(", "));
}

#[test]
fn only_the_corpus_writes_files() {
    const WRITES: &[&str] =
        &["fs::write", "File::create", "OpenOptions", "fs::remove", "fs::rename", "fs::create_dir", "set_permissions"];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(room) = room(&path) else { continue };
        // Tests may write where they like; they stand at the bottom of a file.
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        if room != "corpus" && WRITES.iter().any(|write| code.contains(write)) {
            wrong.push(path.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "files are written outside `corpus`: {}", wrong.join(", "));
}

#[test]
fn files_stay_one_idea_long() {
    let mut long = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            long.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    // Spelt apart, so that this file does not find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("unimplemented", "!"), concat!("#[ign", "ore")];
    let mut left = Vec::new();
    for (path, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            let comment = line.split_once("//").map_or("", |(_, comment)| comment);
            // What a note's writer leaves for later is the note reader's business; it names the words in backticks.
            if marks.iter().any(|mark| comment.contains(mark)) && !comment.contains('`') {
                left.push(format!("{}:{}", path.display(), number + 1));
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}
