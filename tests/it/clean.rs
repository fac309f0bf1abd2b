//! Clean notes raise nothing; every slip planted in them is found (`tests/clean`).

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

fn loud(world: &World, path: &Path, text: &str) -> Vec<Finding> {
    let note = Arc::new(Note::read(path.into(), Text::new(text), None, None));
    let world = world.clone().changed(Change::AllNotes(vec![Arc::clone(&note)]));
    let mut findings = check::findings(&Snapshot::new(world), &note);
    findings.retain(|finding| finding.level >= Level::Warning);
    findings
}

#[test]
fn clean_notes_raise_nothing() {
    let world = world();
    let mut shown = Vec::new();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root().join("tests/clean/notes")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let lines = Text::new(text.as_str());
        for finding in loud(&world, &path, &text) {
            let line = lines.position(finding.span.start(), Encoding::Utf8).line + 1;
            let name = path.file_name().unwrap().to_string_lossy();
            shown.push(format!("{name}:{line}: {} {} “{}”", finding.code, finding.message, finding.span.of(&text)));
        }
    }
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn planted_faults_are_found() {
    let world = world();
    let mut missed = Vec::new();
    for line in fs::read_to_string(root().join("tests/clean/faults.tsv")).unwrap().lines() {
        let [name, words, slip, code] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let path = root().join("tests/clean/notes").join(name);
        let text = fs::read_to_string(&path).unwrap();
        let (words, slip) = (words.replace("\\n", "\n"), slip.replace("\\n", "\n"));
        assert_eq!(text.matches(&words).count(), 1, "{line}");
        let findings = loud(&world, &path, &text.replace(&words, &slip));
        if !findings.iter().any(|finding| finding.code == code) {
            missed.push(format!("{line}: {:?}", findings.iter().map(|f| f.code).collect::<Vec<_>>()));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
