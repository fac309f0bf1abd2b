//! Renames through the server: the key of an article wherever it is stated, and files that move.

use serde_json::{Value, json};

use crate::desk::{Desk, able};

const ARTICLE: &str = "KYIV: Ukrainian Foreign Minister Dmytro Kuleba said that “there is a red line”.\n";

/// An editor that renames files, too.
fn renaming() -> Value {
    let mut capabilities = able();
    capabilities["workspace"]["workspaceEdit"] =
        json!({"documentChanges": true, "resourceOperations": ["create", "rename", "delete"]});
    capabilities["textDocument"]["rename"] = json!({"prepareSupport": true});
    capabilities
}

/// A desk that has read its files.
fn desk(files: &[(&str, &str)], capabilities: Value) -> Desk {
    let mut desk = Desk::with(files, capabilities);
    let first = files.iter().find(|(name, _)| name.ends_with("note.md")).expect("a note");
    desk.open(first.0, first.1);
    desk.published(first.0);
    desk
}

/// Renames what stands at the caret in `note.md`; the reason when it is refused.
fn rename(desk: &mut Desk, marked: &str, new: &str) -> Result<(), String> {
    let position = desk.place("note.md", marked);
    let params = json!({"textDocument": {"uri": desk.uri("note.md")}, "position": position, "newName": new});
    let id = desk.client.ask("textDocument/rename", params);
    let answer = desk.client.answer(id);
    match answer["error"]["message"].as_str() {
        Some(reason) => Err(reason.to_owned()),
        None => {
            desk.apply(&answer["result"]);
            Ok(())
        }
    }
}

/// The files that `new` holds in place of those in `files`, after the rename at the caret of `note.md`.
fn check(files: &[(&str, &str)], marked: &str, new: &str, expected: &[(&str, &str)]) {
    let mut desk = desk(files, renaming());
    rename(&mut desk, marked, new).unwrap();
    let changed = expected.iter().map(|(name, _)| (*name, desk.text(name)));
    let changed: Vec<_> = changed.collect();
    let changed: Vec<_> = changed.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(changed, expected);
    desk.finish();
}

#[test]
fn a_key_of_the_bibliography() {
    let settings = "[corpus]\nbibliography = [\"library.bib\"]\n";
    let bib =
        "@article{lee2022, title = {Red line},\n  file = {articles/bridge.txt}}\n@misc{other, crossref = {lee2022}}\n";
    check(
        &[
            ("ibid.toml", settings),
            ("library.bib", bib),
            ("articles/bridge.txt", ARTICLE),
            ("note.md", "So [@lee2022, para. 1] and [@lee].\n\nAs [@bridge] and @lee2022 say.\n"),
            ("notes/other.md", "See [[lee2022|this]] or [it](../articles/bridge.txt).\n"),
        ],
        "[@le|e2022,",
        "lee-2022",
        &[
            ("note.md", "So [@lee-2022, para. 1] and [@lee-2022].\n\nAs [@bridge] and @lee-2022 say.\n"),
            ("notes/other.md", "See [[lee-2022|this]] or [it](../articles/bridge.txt).\n"),
            ("library.bib", &bib.replace("lee2022", "lee-2022")),
        ],
    );
}

#[test]
fn a_key_of_the_other_bibliographies() {
    for (name, text) in [
        ("library.json", r#"[{"id": "lee2022", "title": "lee2022", "file": "articles/bridge.txt"}]"#),
        ("library.yml", "lee2022:\n  type: article\n  title: Lee\n  file: articles/bridge.txt\n"),
    ] {
        let settings = format!("[corpus]\nbibliography = [\"{name}\"]\n");
        check(
            &[
                ("ibid.toml", &settings),
                (name, text),
                ("articles/bridge.txt", ARTICLE),
                ("note.md", "So [@lee2022].\n"),
            ],
            "@lee|2022",
            "lee-2022",
            &[("note.md", "So [@lee-2022].\n"), (name, &text.replacen("lee2022", "lee-2022", 1))],
        );
    }
}

#[test]
fn a_key_of_the_front_matter_and_of_the_settings() {
    let article = |key: &str| format!("---\ntitle: Red line\ncitekey: {key}\n---\n\n{ARTICLE}");
    let settings = |key: &str| format!("[[article]]\npath = \"articles/b.txt\"\nkey = \"{key}\"\n");
    let files = [
        ("ibid.toml", settings("two")),
        ("articles/a.md", article("one")),
        ("articles/b.txt", ARTICLE.to_owned()),
        ("note.md", "So [@one; @two].\n".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    check(
        &files,
        "@on|e",
        "2022",
        &[("note.md", "So [@2022; @two].\n"), ("articles/a.md", &article("\"2022\"")), ("ibid.toml", &settings("two"))],
    );
    check(
        &files,
        "@tw|o",
        "deux",
        &[("note.md", "So [@one; @deux].\n"), ("articles/a.md", &article("one")), ("ibid.toml", &settings("deux"))],
    );
}

#[test]
fn a_key_that_is_the_files_name() {
    let files = [
        ("ibid.toml", "[[article]]\npath = \"articles/afp-1.txt\"\ndate = \"2022-01-11\"\n"),
        ("articles/afp-1.txt", ARTICLE),
        ("articles/reuters.txt", ARTICLE),
        ("note.md", "So [@afp-1], [@afp] and [x](articles/afp-1.txt#here).\n"),
    ];
    check(
        &files,
        "@af|p-1",
        "afp-2022",
        &[
            ("note.md", "So [@afp-2022], [@afp-2022] and [x](articles/afp-2022.txt#here).\n"),
            ("articles/afp-2022.txt", ARTICLE),
            ("ibid.toml", "[[article]]\npath = \"articles/afp-2022.txt\"\ndate = \"2022-01-11\"\n"),
        ],
    );
    // An editor that renames no files is told how to go about it; nothing is changed.
    let mut plain = desk(&files, able());
    let refused = rename(&mut plain, "@af|p-1", "afp-2022").unwrap_err();
    assert_eq!(refused, "This key is the file's name: rename the file, and the citations follow.");
    plain.finish();
    let mut desk = desk(&files, renaming());
    for (new, reason) in [
        ("reuters", "“reuters” names another article already: articles/reuters.txt."),
        ("a b", "“a b” is no key: write letters and digits, with single “-”, “_”, “.” or “:” between."),
        ("afp:1", "This key is the name of a file, which cannot hold “:”."),
        ("", "A name has at least one letter."),
    ] {
        assert_eq!(rename(&mut desk, "@af|p-1", new), Err(reason.to_owned()));
    }
    // The beginning of a key is renamed as the whole key.
    let position = desk.place("note.md", "[@a|fp] and");
    let prepared = desk.ask("prepareRename", "note.md", json!({"position": position}));
    assert_eq!(prepared["placeholder"], "afp-1");
    assert_eq!(prepared["range"]["end"]["character"], 18);
    desk.finish();
}

/// What `workspace/willRenameFiles` makes of the files, and then of what is found in `note.md`.
fn follow(files: &[(&str, &str)], moves: &[(&str, &str)], expected: &[(&str, &str)]) {
    let mut desk = desk(files, renaming());
    let renamed = moves.iter().map(|(old, new)| json!({"oldUri": desk.uri(old), "newUri": desk.uri(new)}));
    let params = json!({"files": renamed.collect::<Vec<_>>()});
    let edit = desk.client.request("workspace/willRenameFiles", params.clone());
    desk.apply(&edit);
    for (old, new) in moves {
        let (old, new) = (desk.folder.path().join(old), desk.folder.path().join(new));
        std::fs::create_dir_all(new.parent().unwrap()).unwrap();
        std::fs::rename(old, new).unwrap();
    }
    for (name, text) in expected {
        assert_eq!(desk.text(name), *text, "{name}");
    }
    // And now that it is done, every citation is known again.
    let before = desk.text(moves.iter().find(|(old, _)| *old == "note.md").map_or("note.md", |(_, new)| new));
    desk.close("note.md");
    desk.client.notify("workspace/didRenameFiles", params);
    desk.open("again.md", &before);
    loop {
        if desk.published("again.md").1.iter().all(|found| !found.starts_with("unknown-source")) {
            break;
        }
    }
    desk.finish();
}

#[test]
fn citations_and_links_follow_an_article() {
    follow(
        &[
            ("articles/afp-1.txt", ARTICLE),
            ("note.md", "So [@afp-1], [@afp-1.txt], @afp-1, [x](articles/afp-1.txt), [[afp-1#^p|y]].\n"),
        ],
        &[("articles/afp-1.txt", "articles/2022/afp (a).txt")],
        &[(
            "note.md",
            "So [@{afp (a)}], [@{afp (a).txt}], @{afp (a)}, [x](articles/2022/afp%20%28a%29.txt), [[afp (a)#^p|y]].\n",
        )],
    );
}

#[test]
fn a_folder_moves_with_all_that_is_in_it() {
    follow(
        &[
            (
                "ibid.toml",
                "[corpus]\narticles = [\"*/a/*.txt\"]\nbibliography = [\"old/library.bib\"]\n[[article]]\npath = 'old/a/afp-1.txt'\nkey = 'k'\n",
            ),
            ("old/library.bib", "@misc{lee, file = {x:a/afp-2.txt:y}}\n@misc{no, note = {old/a/afp-2.txts}}\n"),
            ("old/a/afp-1.txt", ARTICLE),
            ("old/a/afp-2.txt", ARTICLE),
            (
                "note.md",
                "[@k], [@lee], [one](old/a/afp-1.txt), ![two](<old/a/afp-2.txt>), [three][3].\n\n[3]: old/a/afp-1.txt\n",
            ),
        ],
        &[("old/a", "new/b/a")],
        &[
            (
                "note.md",
                "[@k], [@lee], [one](new/b/a/afp-1.txt), ![two](<new/b/a/afp-2.txt>), [three][3].\n\n[3]: new/b/a/afp-1.txt\n",
            ),
            (
                "ibid.toml",
                "[corpus]\narticles = [\"*/a/*.txt\"]\nbibliography = [\"old/library.bib\"]\n[[article]]\npath = \"new/b/a/afp-1.txt\"\nkey = 'k'\n",
            ),
        ],
    );
}

#[test]
fn links_follow_a_note_both_ways() {
    follow(
        &[
            ("articles/afp-1.txt", ARTICLE),
            (
                "note.md",
                "[@afp-1] [x](articles/afp-1.txt) ![p](pictures/p.png) [up](#top) [w](https://a.org/b) [[other]]\n",
            ),
            ("other.md", "[[note]] [[note.md#x|y]] [[NOTE]] [l](note.md#x) [[noted]] `[[note]]`\n"),
            ("noted.md", "x\n"),
        ],
        &[("note.md", "deep/er/my note.md")],
        &[
            (
                "deep/er/my note.md",
                "[@afp-1] [x](../../articles/afp-1.txt) ![p](../../pictures/p.png) [up](#top) [w](https://a.org/b) [[other]]\n",
            ),
            (
                "other.md",
                "[[my note]] [[my note.md#x|y]] [[my note]] [l](deep/er/my%20note.md#x) [[noted]] `[[note]]`\n",
            ),
        ],
    );
}
