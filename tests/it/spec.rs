//! Runs the specification: the Markdown files under `tests/spec` (its README says how they are read).
//!
//! Each file is written anew with what ibid answers, and must come out as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid::actor::CardFile;
use ibid::article::file_of;
use ibid::check::{self, Finding};
use ibid::config::{Config, Level};
use ibid::corpus;
use ibid::ide;
use ibid::note::Note;
use ibid::text::{Encoding, Span};
use ibid::world::{Change, Snapshot, World};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec")
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "md") && !path.ends_with("README.md"));
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn ibid_answers_as_specified() {
    for path in files() {
        let text = fs::read_to_string(&path).unwrap();
        expect_test::expect_file![&path].assert_eq(&Document::read(&text).run());
    }
}

#[test]
fn every_check_is_shown_at_work_and_silent() {
    let mut lacking = Vec::new();
    for check in check::all() {
        let Ok(text) = fs::read_to_string(folder().join(format!("{}.md", check.code))) else { continue };
        let fires = text.matches(&format!("⟨{}", check.code)).count();
        let silent: usize = Document::read(&text).blocks.iter().map(Block::silent_lines).sum();
        if fires < 3 || silent < 5 {
            lacking.push(format!("{}: {fires} at work, {silent} silent", check.code));
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

/// A specification, cut where its fences begin and end.
struct Document {
    blocks: Vec<Block>,
}

enum Block {
    Prose(String),
    /// `marks` is the run of backticks.
    Fence {
        marks: String,
        info: String,
        body: String,
    },
}

impl Block {
    /// Lines of a note that raise nothing.
    fn silent_lines(&self) -> usize {
        match self {
            Block::Fence { info, body, .. } if info.starts_with("markdown ") || info.ends_with("checked") => {
                body.lines().filter(|line| !line.trim().is_empty() && !line.contains('⟦')).count()
            }
            _ => 0,
        }
    }
}

impl Document {
    fn read(text: &str) -> Self {
        let mut blocks = Vec::new();
        let mut prose = String::new();
        let mut lines = text.split_inclusive('\n');
        while let Some(line) = lines.next() {
            let ticks = line.len() - line.trim_start_matches('`').len();
            if ticks < 3 {
                prose.push_str(line);
                continue;
            }
            blocks.push(Block::Prose(std::mem::take(&mut prose)));
            let (marks, info) = line.split_at(ticks);
            let body = lines.by_ref().take_while(|line| line.trim_end() != marks).collect();
            blocks.push(Block::Fence { marks: marks.to_string(), info: info.trim_end().to_string(), body });
        }
        blocks.push(Block::Prose(prose));
        Self { blocks }
    }

    /// The document with the answers of ibid in it.
    fn run(&self) -> String {
        let mut shared = BTreeMap::new();
        let mut copies = Vec::new();
        let mut out = String::new();
        let mut section: Vec<&Block> = Vec::new();
        let mut in_section = false;
        for block in &self.blocks {
            if let Block::Prose(text) = block
                && text.lines().any(|line| line.starts_with("## "))
            {
                // The prose before a heading still belongs to what stands above it; it holds no answers.
                out.push_str(&run_section(&mut shared, &mut copies, &section, !in_section));
                (section, in_section) = (Vec::new(), true);
            }
            section.push(block);
        }
        out.push_str(&run_section(&mut shared, &mut copies, &section, !in_section));
        out
    }
}

type Files = BTreeMap<String, String>;

fn run_section(shared: &mut Files, copies: &mut Vec<String>, blocks: &[&Block], preamble: bool) -> String {
    let mut files = shared.clone();
    let mut carets: Vec<(String, usize)> = Vec::new();
    for block in blocks {
        let Block::Fence { info, body, .. } = block else { continue };
        match info.split_once(' ') {
            None if info == "copy" => copies.extend(body.lines().map(str::to_string)),
            Some((language, path)) if !["fixed", "fixes"].contains(&language) => {
                let path = path.trim_end_matches(" checked");
                let mut text = unmarked(body);
                if let Some(at) = text.find("$0") {
                    text.replace_range(at..at + 2, "");
                    carets.push((path.to_string(), at));
                }
                files.insert(path.to_string(), text);
            }
            _ => {}
        }
    }
    if preamble {
        *shared = files.clone();
    }
    let world = Folder::new(&files, copies);
    let mut carets = carets.into_iter().peekable();
    let mut caret = None;
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Prose(text) => out.push_str(text),
            Block::Fence { marks, info, body } => {
                let (kind, path) = info.split_once(' ').unwrap_or((info, ""));
                let answer = match kind {
                    "hover" => world.hover(caret.as_ref().unwrap()),
                    "definition" => world.definition(caret.as_ref().unwrap()),
                    "fixed" => world.fixed(path),
                    "fixes" => world.fixes(path),
                    "markdown" | "text" | "jsonl" if path.starts_with("notes/") || path.ends_with(" checked") => {
                        let path = path.trim_end_matches(" checked");
                        let at = carets.next_if(|(file, _)| file == path);
                        caret = at.or(caret);
                        world.marked(path, caret.as_ref().filter(|(file, _)| file == path).map(|(_, at)| *at))
                    }
                    _ => {
                        if let Some(at) = carets.next_if(|(file, _)| file == path) {
                            caret = Some(at);
                        }
                        body.clone()
                    }
                };
                out.push_str(&format!("{marks}{info}\n{answer}{marks}\n"));
            }
        }
    }
    out
}

/// A text without the marks of findings.
fn unmarked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['⟦', '⟧', '⟨']) {
        let (before, mark) = rest.split_at(at);
        out.push_str(before);
        let width = mark.chars().next().unwrap().len_utf8();
        let note = mark.starts_with('⟨').then(|| mark.find('⟩').map(|end| end + '⟩'.len_utf8()));
        rest = &mark[note.flatten().unwrap_or(width)..];
    }
    out + rest
}

/// The files of one section in a folder of their own, read as ibid reads a workspace.
struct Folder {
    root: tempfile::TempDir,
    snapshot: Snapshot,
}

impl Folder {
    fn new(files: &Files, copies: &[String]) -> Self {
        let root = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        for copy in copies {
            for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(copy)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|ext| ext == "txt") {
                    let name = format!("{copy}/{}", path.file_name().unwrap().to_string_lossy());
                    put(&name, &fs::read_to_string(&path).unwrap());
                }
            }
        }
        files.iter().for_each(|(path, text)| put(path, text));
        let settings = files.get("ibid.toml").map_or("", String::as_str);
        let (config, problems) = Config::parse(settings);
        assert!(problems.is_empty(), "{problems:?} in {settings}");
        let (corpus, issues) = corpus::load(root.path(), &config);
        assert!(issues.is_empty(), "{issues:?}");
        let (texts, _) = corpus::notes(root.path(), &config);
        let notes = texts.into_iter().map(|(path, text)| Arc::new(Note::read(path, text, None, None))).collect();
        let (texts, _) = corpus::cards(root.path(), &config);
        let cards = texts.into_iter().map(|(path, text)| Arc::new(CardFile::read(path, text))).collect();
        let world = World::new(root.path().to_path_buf())
            .changed(Change::Settings(Arc::new(config)))
            .changed(Change::Corpus(Arc::new(corpus)))
            .changed(Change::AllNotes(notes))
            .changed(Change::AllCards(cards))
            .changed(Change::Lock(Arc::new(corpus::lock::Lock::read(root.path()).unwrap())));
        Self { snapshot: Snapshot::new(world), root }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn findings(&self, path: &str) -> Vec<Finding> {
        let path = self.path(path);
        match (self.snapshot.notes.get(&path), self.snapshot.cards.file(&path)) {
            (Some(note), _) => check::findings(&self.snapshot, note),
            (None, Some(file)) => check::findings_of_card(&self.snapshot, file),
            (None, None) => {
                let id = self.snapshot.corpus.by_path(&path).unwrap();
                check::findings_of_article(&self.snapshot, &self.snapshot.corpus.get(id).unwrap())
            }
        }
    }

    /// The file with its findings marked.
    fn marked(&self, path: &str, caret: Option<usize>) -> String {
        let text = fs::read_to_string(self.path(path)).unwrap();
        let findings = self.findings(path);
        // What to put in at an offset; at one place first what ends, the innermost first, then what begins.
        let mut marks: Vec<(usize, u8, usize, String)> = Vec::new();
        let mut spans: Vec<Span> = findings.iter().map(|finding| finding.span).collect();
        spans.dedup();
        for span in spans {
            let notes: String = findings.iter().filter(|finding| finding.span == span).map(label).collect();
            let end_rank = if span.is_empty() { 3 } else { 0 };
            marks.push((span.start(), 2, usize::MAX - span.end(), "⟦".to_string()));
            marks.push((span.end(), end_rank, usize::MAX - span.start(), format!("⟧{notes}")));
        }
        marks.extend(caret.map(|at| (at, 1, 0, "$0".to_string())));
        marks.sort();
        let mut out = String::new();
        let mut at = 0;
        for (offset, _, _, mark) in marks {
            out.push_str(&text[at..offset]);
            out.push_str(&mark);
            at = offset;
        }
        out + &text[at..]
    }

    fn fixes(&self, path: &str) -> String {
        let lines = self.findings(path).into_iter().flat_map(|finding| {
            let line = move |fix: check::Fix| {
                format!("{}: {}{}\n", finding.code, fix.title, if fix.preferred { " (preferred)" } else { "" })
            };
            finding.fixes.into_iter().map(line)
        });
        lines.collect()
    }

    /// The file after the first fix of each finding that edits it.
    fn fixed(&self, path: &str) -> String {
        let full = self.path(path);
        let mut text = fs::read_to_string(&full).unwrap();
        let firsts = self.findings(path).into_iter().filter_map(|finding| finding.fixes.into_iter().next());
        let mut edits: Vec<_> = firsts.flat_map(|fix| fix.edits).filter(|edit| *edit.path == *full).collect();
        edits.sort_by_key(|edit| (edit.span.start(), edit.span.end()));
        for edit in edits.into_iter().rev() {
            text.replace_range(edit.span.range(), &edit.new_text);
        }
        text
    }

    fn hover(&self, (path, at): &(String, usize)) -> String {
        ide::hover(&self.snapshot, &self.path(path), *at).map_or("nothing\n".to_string(), |hover| hover.markdown + "\n")
    }

    /// `path:line:column “the words it lands on”`, one a line.
    fn definition(&self, (path, at): &(String, usize)) -> String {
        let targets = ide::definition(&self.snapshot, &self.path(path), *at);
        let lines = targets.into_iter().map(|target| {
            let text = self.snapshot.text(&target.path).unwrap();
            let place = text.position(target.span.start(), Encoding::Utf32);
            let path = file_of(&target.path).0.strip_prefix(self.root.path()).unwrap().display();
            format!("{path}:{}:{} “{}”\n", place.line + 1, place.column + 1, target.span.of(text.as_str()))
        });
        lines.collect()
    }
}

/// `⟨code: message⟩`, with the severity where it is not the default.
fn label(finding: &Finding) -> String {
    let default = check::by_code(finding.code).unwrap().level;
    let level = match finding.level {
        level if level == default => "",
        Level::Off => " off",
        Level::Hint => " hint",
        Level::Information => " information",
        Level::Warning => " warning",
        Level::Error => " error",
    };
    format!("⟨{}{level}: {}⟩", finding.code, finding.message)
}
