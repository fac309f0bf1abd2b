//! The dates of the three seeds against their gold, and what the fuzzer or a person found hard in texts with dates,
//! replayed: `tests/fuzz/corpus/date`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use ibid::date::{DatingFacts, Dct, DctOrigin, Interval, find, infer};
use serde_json::Value;

#[test]
fn the_saved_corpus_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus/date");
    let day = "2022-01-21".parse().unwrap();
    let dct = Dct { interval: Interval::day(day), origin: DctOrigin::Head, reasons: Vec::new() };
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for known in [None, Some(&dct)] {
            let mut end = 0;
            for timex in find(&text, known) {
                assert!(timex.span.start() >= end, "{}: {:?}", path.display(), timex.span);
                assert!(text.get(timex.span.range()).is_some(), "{}: {:?}", path.display(), timex.span);
                let value = &timex.value;
                assert!(!value.timex3().is_empty() && !value.prose().is_empty() && !value.reasons().is_empty());
                _ = value.edtf();
                end = timex.span.end();
            }
        }
        infer(&DatingFacts::of("a", &text, None), &[]);
        read += 1;
    }
    assert!(read > 10, "the corpus is gone");
}

/// What `ibid annotate` says of a folder of files: each by its name.
fn annotated(files: &[(&str, &str)]) -> BTreeMap<String, Value> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name).with_extension("txt"), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.arg("annotate").args(files.iter().map(|(name, _)| format!("{name}.txt"))).current_dir(folder.path());
    let lines = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let document = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    lines.lines().map(document).map(|found| (found["doc"].as_str().unwrap().to_owned(), found)).collect()
}

/// The seeds under their own names, with what the gold says of each.
fn seeds() -> Vec<(&'static str, String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gold = fs::read_to_string(root.join("tests/gold/seeds_dates.tsv")).unwrap();
    let of = |name: &str| {
        let rows = gold.lines().filter_map(|row| row.split_once('\t')).filter(|(doc, _)| *doc == name);
        rows.map(|(_, row)| row.to_owned()).collect()
    };
    let read = |name| (name, fs::read_to_string(root.join(format!("seeds/{name}.txt"))).unwrap(), of(name));
    ["000_c11a53263d9f578e", "001_36ec4a0469faaa65", "002_1721f66ada750ae0"].map(read).into()
}

/// The dates found, as the gold writes them.
fn rows(found: &Value) -> Vec<String> {
    let row = |date: &Value| {
        let [text, kind, value] = ["text", "type", "value"].map(|field| date[field].as_str().unwrap());
        format!("{}\t{}\t{text}\t{kind}\t{value}", date["start"], date["end"])
    };
    found["dates"].as_array().unwrap().iter().map(row).collect()
}

#[test]
fn the_seeds_speak_of_the_days_that_the_gold_says() {
    let seeds = seeds();
    assert_eq!(seeds.iter().map(|(.., gold)| gold.len()).sum::<usize>(), 29);
    // Whatever the files are called and in whichever order they come, their dates are worked out from each other.
    for names in [["a", "b", "c"], ["zeta", "alpha", "mid"], ["2", "3", "1"]] {
        let files: Vec<(&str, &str)> = names.iter().zip(&seeds).map(|(name, (_, text, _))| (*name, &**text)).collect();
        let found = annotated(&files);
        let dcts = names.map(|name| found[name]["dct"]["value"].as_str().unwrap().to_owned());
        assert_eq!(dcts, ["2022-01-11/2022-01-12", "2022-01-21", "2021-12-31/2022-01-01"]);
        for (name, (.., gold)) in names.iter().zip(&seeds) {
            assert_eq!(&rows(&found[*name]), gold, "{name}");
        }
    }
}

#[test]
fn a_seed_alone_says_what_it_can_know() {
    // How many of the gold's dates are right, and the days on which it may have been written.
    for ((name, text, gold), (right, dct)) in
        seeds().into_iter().zip([(7, Some("2022-01-09/2022-01-27")), (9, Some("2022-01-21")), (2, None)])
    {
        let found = annotated(&[(name, &text)]);
        let found = &found[name];
        assert_eq!(found["dct"]["value"].as_str(), dct, "{name}");
        let rows = rows(found);
        assert_eq!(rows.iter().filter(|row| gold.contains(row)).count(), right, "{name}");
        // What cannot be known names no day.
        let extent = |row: &String| row.rsplit_once('\t').unwrap().0.to_owned();
        assert_eq!(rows.iter().map(extent).collect::<Vec<_>>(), gold.iter().map(extent).collect::<Vec<_>>());
        for row in rows.iter().filter(|row| !gold.contains(row)) {
            let value = row.rsplit('\t').next().unwrap();
            assert!(value.contains('X') || value.ends_with("_REF") || value.starts_with('P'), "{name}: {row}");
        }
    }
}
