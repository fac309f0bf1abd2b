//! Folding, linked editing and selection through the server, as editors of different ability take them.

use serde_json::{Value, json};

use crate::desk::{Desk, able};

const NOTE: &str = "---\ndate: 2022-01-21\n---\n\n# Talks\n\nKuleba drew a line[^1].\n\n> “There is a red line\n> that nobody will cross.”\n\n\
    ## Troops\n\nSome 100,000 troops stand there[^1].\n\n[^1]: See [@afp-1],\n    para. 1.\n";

fn desk(capabilities: Value) -> Desk {
    let mut desk = Desk::with(&[("articles/afp-1.txt", "An article.\n"), ("note.md", NOTE)], capabilities);
    desk.open("note.md", NOTE);
    desk.published("note.md");
    desk
}

#[test]
fn a_note_folds_by_lines() {
    let folds = |desk: &mut Desk| -> Vec<(u64, u64)> {
        let folds = desk.ask("foldingRange", "note.md", json!({}));
        let line = |fold: &Value, name: &str| fold[name].as_u64().unwrap();
        folds.as_array().unwrap().iter().map(|fold| (line(fold, "startLine"), line(fold, "endLine"))).collect()
    };
    let mut able_desk = desk(able());
    assert_eq!(folds(&mut able_desk), [(0, 2), (4, 16), (8, 9), (11, 16), (15, 16)]);
    able_desk.finish();
    let mut capabilities = able();
    capabilities["textDocument"]["foldingRange"] = json!({"rangeLimit": 2, "lineFoldingOnly": true});
    let mut small = desk(capabilities);
    assert_eq!(folds(&mut small), [(0, 2), (4, 16)]);
    small.finish();
}

#[test]
fn a_footnote_is_edited_with_its_marks() {
    let mut desk = desk(able());
    let position = desk.place("note.md", "line[^|1]");
    let linked = desk.ask("linkedEditingRange", "note.md", json!({"position": position}));
    let lines: Vec<_> = linked["ranges"].as_array().unwrap().iter().map(|range| &range["start"]["line"]).collect();
    assert_eq!(lines, [6, 13, 15]);
    let position = desk.place("note.md", "@afp|-1");
    assert_eq!(desk.ask("linkedEditingRange", "note.md", json!({"position": position})), Value::Null);
    desk.finish();
}

#[test]
fn the_selection_grows_from_word_to_note() {
    let mut desk = desk(able());
    let position = desk.place("note.md", "100|,000");
    let answer = desk.ask("selectionRange", "note.md", json!({"positions": [position]}));
    let mut grown = Vec::new();
    let mut range = &answer[0];
    while range.is_object() {
        let place = |end: &str| {
            let place = &range["range"][end];
            (place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap())
        };
        grown.push((place("start"), place("end")));
        range = &range["parent"];
    }
    // The number, the figure, what is claimed, the paragraph, everything.
    assert_eq!(
        grown,
        [((13, 5), (13, 12)), ((13, 0), (13, 19)), ((13, 0), (13, 31)), ((13, 0), (13, 36)), ((0, 0), (17, 0))]
    );
    desk.finish();
}
