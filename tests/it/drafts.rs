//! `ibid init --actors` on the seeds: the cards that it proposes, and those that it leaves alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::expect;

fn ibid(root: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_ibid")).args(arguments).current_dir(root).output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn cards(root: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(root.join("actors")).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

#[test]
fn drafts_say_what_the_articles_say_and_change_no_card() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    fs::create_dir_all(root.join("articles")).unwrap();
    for entry in fs::read_dir(&seeds).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_some_and(|ending| ending == "txt") {
            fs::copy(&entry, root.join("articles").join(entry.file_name().unwrap())).unwrap();
        }
    }
    fs::create_dir_all(root.join("actors")).unwrap();
    let mine = "---\nname: The Alliance\naliases: [NATO]\ntype: organisation\n---\nMine.\n";
    fs::write(root.join("actors/nato.md"), mine).unwrap();
    // No card yet, but a file in the way.
    fs::write(root.join("actors/joe-biden.md"), "Some words.\n").unwrap();
    fs::write(root.join("note.md"), "Sergei Lavrov spoke, and Sergey Lavrov listened.\n").unwrap();

    let said = ibid(root, &["init", "--actors"]);
    expect![[r#"
        Wrote drafts. What a card says goes before what ibid works out: look them through.
          actors/vladimir-putin.md: Vladimir Putin, in 3 articles
          actors/antony-blinken.md: Antony Blinken, in 2 articles
          actors/sergey-lavrov.md: Sergey Lavrov, in 2 articles
        There already, and left as they are:
          actors/joe-biden.md
    "#]]
    .assert_eq(&said.replace('\\', "/"));
    let written = cards(root);
    assert_eq!(written["nato"], mine);
    assert_eq!(written["joe-biden"], "Some words.\n");
    expect![[r#"
        ---
        name: Sergey Lavrov
        type: person
        aliases:
          - Sergei Lavrov
        roles:
          - title: Foreign Minister
            of: Russia
            source: "001_36ec4a0469faaa65" # Friday 21 January 2022
        ---"#]]
    .assert_eq(written["sergey-lavrov"].split("\n\n").next().unwrap());
    // The drafts are sound cards, and either spelling is the user's now.
    let told = ibid(root, &["check", "--fail-on", "error"]);
    assert!(told.contains("[broken-card]") && told.contains("\n1 warning; 1 note"), "{told}");

    // Again: nobody is left, and nothing changes.
    let said = ibid(root, &["init", "--actors"]);
    assert!(said.starts_with("Nobody without a card"), "{said}");
    assert_eq!(cards(root), written);
}
