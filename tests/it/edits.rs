//! The law of editing: whatever an editor sends, the text, the note's facts and its findings are those of
//! the same text read from scratch.

use std::path::Path;
use std::sync::Arc;

use ibid::check;
use ibid::config::Config;
use ibid::corpus;
use ibid::note::Note;
use ibid::text::{Encoding, Position, Text};
use ibid::world::{Change, Kind, Snapshot, TextChange, World};
use proptest::prelude::*;

fn path() -> Arc<Path> {
    Path::new("/w/note.md").into()
}

/// A world with the three seeds as its articles.
fn world() -> World {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let config = Config { articles: vec!["*.txt".to_owned()], ..Config::default() };
    let (corpus, issues) = corpus::load(&seeds, &config);
    assert!(issues.is_empty() && corpus.len() == 3, "{issues:?}");
    World::new("/w".into()).changed(Change::Corpus(Arc::new(corpus)))
}

fn edit(version: i32, step: &Step) -> Change {
    let place = |line, column| Position::new(line, column);
    let changes = step.iter().map(|(range, new_text)| TextChange {
        range: range.map(|[a, b, c, d]| (place(a, b), place(c, d))),
        encoding: Encoding::Utf16,
        new_text: new_text.clone(),
    });
    Change::Edit { path: path(), version, changes: changes.collect() }
}

/// Offsets as the specification describes them, without help from `Text`: units of UTF-16, lines ended by
/// LF, CRLF or CR, columns and lines beyond the end clamped.
fn naive_offset(text: &str, line: u32, column: u32) -> usize {
    let mut starts = vec![0];
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            starts.push(at + 1);
        }
    }
    let Some(&start) = starts.get(line as usize) else { return text.len() };
    let end = starts.get(line as usize + 1).copied().unwrap_or(text.len());
    let mut units = 0;
    for (at, c) in text[start..end].trim_end_matches(['\r', '\n']).char_indices() {
        if units + c.len_utf16() as u32 > column {
            return start + at;
        }
        units += c.len_utf16() as u32;
    }
    start + text[start..end].trim_end_matches(['\r', '\n']).len()
}

fn words() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a",
        " ",
        "\n",
        "\r\n",
        "\r",
        "😃",
        "é",
        "“",
        "”",
        "\"",
        "[@k]",
        "[[k]]",
        "Lavrov said ",
        "We will not allow our initiatives to be drowned in endless talks",
        "We will not allow our initiatives ",
        "[@002]",
        "100,000 troops",
        "Tuesday, January 12, 2022",
        "February 30",
        "<!-- ibid-disable-line misquote -->",
        ".",
        "# ",
        "> ",
        "`",
        "<!--",
        "-->",
        "\u{2028}",
        "on Tuesday ",
        "\n\n",
        "*",
        "[^1]",
        "[^1]: ",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..6).prop_map(|pieces| pieces.concat())
}

type Step = Vec<(Option<[u32; 4]>, String)>;

fn step() -> impl Strategy<Value = Step> {
    let place = || (prop_oneof![9 => 0..8u32, 1 => Just(u32::MAX)], prop_oneof![9 => 0..20u32, 1 => Just(u32::MAX)]);
    let range = prop::option::weighted(0.9, (place(), place()).prop_map(|((a, b), (c, d))| [a, b, c, d]));
    prop::collection::vec((range, words()), 1..3)
}

#[test]
fn edited_is_as_from_scratch() {
    let world = world();
    // The number of sequences; each has one to six edits.
    let cases = std::env::var("IBID_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(first in words(), steps in prop::collection::vec(step(), 1..6))| {
        let open = Change::Open { path: path(), version: 1, text: first.clone(), kind: Kind::Note };
        let mut world = world.changed(open);
        let mut text = first;
        for (version, step) in (2..).zip(&steps) {
            world = world.changed(edit(version, step));
            for (range, new) in step {
                match range {
                    Some([a, b, c, d]) => {
                        let (start, end) = (naive_offset(&text, *a, *b), naive_offset(&text, *c, *d));
                        text.replace_range(start.min(end)..start.max(end), new);
                    }
                    None => text.clone_from(new),
                }
            }
            prop_assert_eq!(world.open[&path()].text.as_str(), &text);
        }
        let note = Arc::clone(world.notes.get(&path()).unwrap());
        let fresh = Note::read(path(), Text::new(text.as_str()), note.version, None);
        prop_assert_eq!(format!("{note:?}"), format!("{fresh:?}"));
        let snapshot = Snapshot::new(world);
        prop_assert_eq!(check::findings(&snapshot, &note), check::findings(&snapshot, &fresh));
    });
}
