//! `ibid.lock` through the program: written on command, told when an article changes, mended by a fix.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const ARTICLE: &str = "date 2023-05-04\n\n“We shall build on rock,” said Mayor Ana Brook.\n\nThe wall is high.\n";

/// Runs `ibid check` in a folder; answers the findings' codes, each with its fixes.
fn check(root: &Path, more: &[&str]) -> Vec<(String, Value)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    let output = command.args(["check", "--format", "jsonl"]).args(more).current_dir(root).output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let findings = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    findings.map(|f| (f["code"].as_str().unwrap().to_owned(), f["fixes"].clone())).collect()
}

fn codes(root: &Path, more: &[&str]) -> Vec<String> {
    check(root, more).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn a_changed_article_is_told_until_somebody_looks_again() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let put = |name: &str, text: &str| {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        fs::write(root.join(name), text).unwrap();
    };
    let lock = || fs::read_to_string(root.join("ibid.lock")).unwrap();
    put("ibid.toml", "");
    put("articles/harbour.txt", ARTICLE);
    put("notes/a.md", "Ana Brook said: “We shall build on rock” [@harbour].\n");
    put("notes/b.md", "The mayor, Ana Brook, said: “We shall … on rock” [@harbour].\n");
    assert!(codes(root, &[]).is_empty());
    assert!(!root.join("ibid.lock").exists(), "nothing is written unasked");

    assert!(codes(root, &["--update-lock"]).is_empty());
    let first = lock();
    assert_eq!(first.lines().filter(|line| line.starts_with('{')).count(), 1, "{first}");
    codes(root, &["--update-lock"]);
    assert_eq!(lock(), first, "the same notes make the same file");

    put("articles/harbour.txt", &ARTICLE.replace("\n\n", "\n\n\n").replace(" wall", "  wall"));
    assert!(codes(root, &[]).is_empty(), "white space is no change");

    put("articles/harbour.txt", &ARTICLE.replace("high", "low"));
    let found = check(root, &["notes/a.md"]);
    assert_eq!(found.len(), 1, "{found:?}");
    let (code, fixes) = &found[0];
    assert_eq!((code.as_str(), &fixes[0]["title"]), ("source-changed", &Value::from("Check again")));
    let edit = &fixes[0]["edits"][0];
    assert_eq!(edit["path"], "ibid.lock");
    // The edit is of one line.
    let mut lines: Vec<String> = lock().lines().map(str::to_owned).collect();
    assert_eq!((&edit["line"], &edit["column"]), (&edit["end_line"], &Value::from(1)));
    lines[edit["line"].as_u64().unwrap() as usize - 1] = edit["new_text"].as_str().unwrap().to_owned();
    put("ibid.lock", &(lines.join("\n") + "\n"));
    assert!(codes(root, &[]).is_empty());

    // What no longer stands keeps its entry, and is not forgotten by an update of other notes.
    put("articles/harbour.txt", &ARTICLE.replace("on rock", "on sand"));
    let told = codes(root, &["--update-lock"]);
    assert!(told.contains(&"misquote".to_owned()) && told.contains(&"source-changed".to_owned()), "{told:?}");
    put("notes/c.md", "The wall is high, the mayor said [@harbour].\n");
    codes(root, &["notes/c.md", "--update-lock"]);
    assert!(lock().contains("We shall build on rock"));
}
