//! Clean notes raise nothing; every slip planted in them is found (`tests/clean`).

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid::check::{self, Finding};
use ibid::config::{Config, Level};
use ibid::corpus;
use ibid::note::Note;
use ibid::text::{Encoding, Text};
use ibid::world::{Change, Snapshot, World};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn world() -> World {
    let (config, problems) = Config::parse(
        "[corpus]\narticles = [\"seeds/*.txt\", \"tests/clean/articles/*\"]\n[notes]\ninclude = [\"none/*.md\"]\n",
    );
    assert!(problems.is_empty(), "{problems:?}");
    let (corpus, _) = corpus::load(&root(), &config);
    assert!(corpus.len() > 3, "the articles were not found");
    World::new(root()).changed(Change::Settings(Arc::new(config))).changed(Change::Corpus(Arc::new(corpus)))
}

fn findings(world: &World, path: &Path, text: &str) -> Vec<Finding> {
    let note = Arc::new(Note::read(path.into(), Text::new(text), None, None));
    let world = world.clone().changed(Change::AllNotes(vec![Arc::clone(&note)]));
    check::findings(&Snapshot::new(world), &note)
}

fn notes() -> Vec<(PathBuf, String)> {
    let folder = fs::read_dir(root().join("tests/clean/notes")).unwrap();
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn clean_notes_raise_nothing() {
    let world = world();
    let mut shown = Vec::new();
    let mut sentences = 0;
    let notes = notes();
    for (path, text) in &notes {
        let lines = Text::new(text.as_str());
        sentences += Note::read(path.as_path().into(), lines.clone(), None, None).sentences.len();
        for finding in findings(&world, path, text).iter().filter(|finding| finding.level >= Level::Warning) {
            let line = lines.position(finding.span.start(), Encoding::Utf8).line + 1;
            let name = path.file_name().unwrap().to_string_lossy();
            shown.push(format!("{name}:{line}: {} {} “{}”", finding.code, finding.message, finding.span.of(text)));
        }
    }
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    assert!(notes.len() >= 30 && sentences >= 600, "{} notes, {sentences} sentences", notes.len());
}

/// A slip counts as found when the note with it has a finding more of the code than the note without.
#[test]
fn planted_faults_are_found() {
    let world = world();
    let count = |findings: &[Finding], code: &str| findings.iter().filter(|finding| finding.code == code).count();
    let clean: HashMap<String, (PathBuf, String, Vec<Finding>)> = notes()
        .into_iter()
        .map(|(path, text)| {
            let found = findings(&world, &path, &text);
            (path.file_name().unwrap().to_string_lossy().into_owned(), (path, text, found))
        })
        .collect();
    let mut missed = Vec::new();
    let faults = fs::read_to_string(root().join("tests/clean/faults.tsv")).unwrap();
    for line in faults.lines() {
        let [name, words, slip, code] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let (path, text, before) = &clean[name];
        let (words, slip) = (words.replace("\\n", "\n"), slip.replace("\\n", "\n"));
        assert_eq!(text.matches(&words).count(), 1, "{line}");
        let found = findings(&world, path, &text.replace(&words, &slip));
        if count(&found, code) <= count(before, code) {
            missed.push(format!("{line}: {:?}", found.iter().map(|f| f.code).collect::<Vec<_>>()));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(faults.lines().count() >= 120);
}
