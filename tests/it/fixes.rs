//! The fixes a writer is offered, each asked for, chosen and made, with what VS Code says of itself.

use serde_json::{Value, json};

use crate::desk::{Desk, able};

const AFP: &str = "date 2022-01-12 KYIV: Ukrainian Foreign Minister Dmytro Kuleba said that “there is a red line that \
    nobody will cross”.\n\nRussia has massed 100,000 troops near the border, Kuleba said. Kuleba met Sergei Lavrov in Geneva.\n";

fn vs_code() -> Value {
    serde_json::from_str(include_str!("clients/vscode.json")).unwrap()
}

/// The fixes offered for the whole of a document, of these kinds.
fn offered(desk: &mut Desk, name: &str, kinds: &[&str]) -> Vec<Value> {
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let context = json!({"diagnostics": [], "only": kinds});
    let actions = desk.ask("codeAction", name, json!({"range": range, "context": context}));
    actions.as_array().unwrap().clone()
}

/// Holds that the fix whose title begins with `title` is offered for a finding of this code in `name`, and makes
/// `expected` of the file `changed`.
fn check(files: &[(&str, &str)], name: &str, code: &str, title: &str, (changed, expected): (&str, &str)) {
    // An editor that asks again for the edit, and one that does not.
    for capabilities in [vs_code(), with_files(able())] {
        let resolves = capabilities["textDocument"]["codeAction"]["resolveSupport"].is_object();
        let mut desk = Desk::with(files, capabilities);
        let text = desk.text(name);
        desk.open(name, &text);
        desk.published(name);
        let actions = offered(&mut desk, name, &["quickfix"]);
        let titles: Vec<String> =
            actions.iter().map(|action| format!("{} {}", action["diagnostics"][0]["code"], action["title"])).collect();
        let fits = |action: &&Value| {
            action["diagnostics"][0]["code"] == code && action["title"].as_str().unwrap().starts_with(title)
        };
        let action = actions.iter().find(fits).unwrap_or_else(|| panic!("no “{title}” among {titles:#?}"));
        assert_eq!(action.get("edit").is_none(), resolves, "{action}");
        let action = desk.client.request("codeAction/resolve", action.clone());
        desk.apply(&action["edit"]);
        assert_eq!(desk.text(changed), expected, "{title}");
        desk.finish();
    }
}

/// An editor that makes files.
fn with_files(mut capabilities: Value) -> Value {
    capabilities["workspace"]["workspaceEdit"] =
        json!({"documentChanges": true, "resourceOperations": ["create", "rename", "delete"]});
    capabilities
}

#[test]
fn a_claim_gets_its_source() {
    check(
        &[("articles/afp.txt", AFP), ("note.md", "Russia has massed 100,000 troops near the border.\n")],
        "note.md",
        "unsourced-claim",
        "Cite afp",
        ("note.md", "Russia has massed 100,000 troops near the border [@afp].\n"),
    );
}

#[test]
fn a_quotation_gets_the_words_of_its_source() {
    check(
        &[("articles/afp.txt", AFP), ("note.md", "Kuleba: “there is a red line that none will cross” [@afp].\n")],
        "note.md",
        "misquote",
        "Use the source’s words",
        ("note.md", "Kuleba: “there is a red line that nobody will cross” [@afp].\n"),
    );
}

#[test]
fn what_is_meant_so_is_silenced() {
    check(
        &[("articles/afp.txt", AFP), ("note.md", "> Kuleba: “there is a red line that none will cross” [@afp].\n")],
        "note.md",
        "misquote",
        "This is intentional",
        (
            "note.md",
            "> Kuleba: “there is a red line that none will cross” [@afp]. <!-- ibid-disable-line misquote -->\n",
        ),
    );
}

#[test]
fn a_relative_date_becomes_absolute() {
    check(
        &[
            ("articles/afp.txt", AFP),
            ("note.md", "---\ndate: 2022-01-21\n---\n\nThe talks of yesterday failed [@afp].\n"),
        ],
        "note.md",
        "relative-date",
        "Write 20 January 2022",
        ("note.md", "---\ndate: 2022-01-21\n---\n\nThe talks of 20 January 2022 failed [@afp].\n"),
    );
}

#[test]
fn an_inferred_date_is_stated_in_settings_that_are_there_or_not() {
    let seeds = [
        ("articles/000.txt", include_str!("../../seeds/000_c11a53263d9f578e.txt")),
        ("articles/001.txt", include_str!("../../seeds/001_36ec4a0469faaa65.txt")),
        ("articles/002.txt", include_str!("../../seeds/002_1721f66ada750ae0.txt")),
    ];
    let stated = "[[article]]\npath = \"articles/000.txt\"\ndate = \"2022-01-11\"\n\n";
    let own = "[rules]\nhedge-dropped = \"off\"\n";
    for (settings, expected) in [(None, stated.to_owned()), (Some(("ibid.toml", own)), format!("{stated}{own}"))] {
        let files: Vec<(&str, &str)> = seeds.into_iter().chain(settings).collect();
        let title = "State 11 January 2022 in ibid.toml";
        check(&files, "articles/000.txt", "undated-source", title, ("ibid.toml", &expected));
    }
}

#[test]
fn a_spelling_is_unified() {
    let note = "Kuleba met Sergei Lavrov in Geneva [@afp].\n\nLater Sergey Lavrov left [@afp].\n";
    check(
        &[("articles/afp.txt", AFP), ("note.md", note)],
        "note.md",
        "name-variant",
        "Write",
        ("note.md", &note.replace("Sergey", "Sergei")),
    );
}

#[test]
fn all_that_has_one_answer_is_fixed_at_once() {
    let note = "Kuleba: “there is a red line that none will cross” [@afp].\n\n<!-- ibid-disable-next-line misquote -->\nNothing.\n";
    let mut desk = Desk::with(&[("articles/afp.txt", AFP), ("note.md", note)], vs_code());
    desk.open("note.md", note);
    desk.published("note.md");
    for kinds in [["source.fixAll"], ["source.fixAll.ibid"], ["source"]] {
        let all = offered(&mut desk, "note.md", &kinds);
        assert_eq!(all.len(), 1, "{all:?}");
    }
    let all = offered(&mut desk, "note.md", &["source.fixAll.ibid"]);
    let all = desk.client.request("codeAction/resolve", all[0].clone());
    desk.apply(&all["edit"]);
    assert!(!desk.text("note.md").contains("ibid-disable"), "{}", desk.text("note.md"));
    desk.finish();
}

#[test]
fn a_fix_for_what_has_changed_is_refused() {
    const CONTENT_MODIFIED: i64 = -32801;
    let note = "Kuleba: “there is a red line that none will cross” [@afp].\n";
    let mut desk = Desk::with(&[("articles/afp.txt", AFP), ("note.md", note)], vs_code());
    desk.open("note.md", note);
    desk.published("note.md");
    let fix = offered(&mut desk, "note.md", &["quickfix"]).remove(0);
    desk.edit("note.md", 2, [0, 0, 0, 0], "Again, ");
    assert_eq!(desk.client.refused("codeAction/resolve", fix), CONTENT_MODIFIED);
    desk.finish();
}

#[test]
fn the_passage_is_shown() {
    let note = "Kuleba: “there is a red line that none will cross” [@afp].\n";
    let mut desk = Desk::with(&[("articles/afp.txt", AFP), ("note.md", note)], vs_code());
    desk.open("note.md", note);
    desk.published("note.md");
    let shows = offered(&mut desk, "note.md", &["ibid.show"]);
    assert_eq!(shows[0]["title"], "Show the passage in afp");
    let command = &shows[0]["command"];
    desk.client.request("workspace/executeCommand", json!({"command": "ibid.show", "arguments": command["arguments"]}));
    let shown = desk.client.expect("window/showDocument");
    assert_eq!(shown["uri"], desk.uri("articles/afp.txt"));
    assert_eq!(shown["selection"]["start"]["line"], 0);
    for (command, arguments) in [("ibid.show", json!([])), ("ibid.show", json!([7])), ("ibid.other", json!([]))] {
        let params = json!({"command": command, "arguments": arguments});
        assert_eq!(desk.client.refused("workspace/executeCommand", params), -32602);
    }
    desk.finish();
}
