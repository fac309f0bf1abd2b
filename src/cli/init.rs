//! `ibid init`: writes a commented `ibid.toml` that says what ibid found, for the user to change; with `--actors`
//! draft cards.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::workspace::real;
use super::{Outcome, init_actors};
use crate::config::{Config, SETTINGS_FILE};
use crate::corpus::{self, ARTICLE_FOLDERS, Brief, Keeper, Options, Storage};
use crate::date::DctOrigin;

/// Write a commented ibid.toml for a folder of articles and notes.
///
/// Looks which folders hold articles and notes, and lists the articles that state no date with the one that is
/// inferred for each. An ibid.toml that is there already is never changed.
#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds articles and notes
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,

    /// Write draft cards of those whom several articles name, instead of an ibid.toml. A card that is there already
    /// is never changed
    #[arg(long)]
    actors: bool,
}

/// Undated articles that are listed; where there are more, one shows how it is done.
const LISTED: usize = 20;

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let root = real(&arguments.folder)?;
    anyhow::ensure!(root.is_dir(), "{} is no folder", root.display());
    if arguments.actors {
        return init_actors::run(&root);
    }
    let path = root.join(SETTINGS_FILE);
    let found = Found::in_folder(&root);
    match corpus::create(&path, &found.settings()) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            anyhow::bail!("{} is there already and was left as it is", path.display())
        }
        written => written.with_context(|| format!("{} cannot be written", path.display()))?,
    }
    writeln!(std::io::stdout(), "Wrote {}: {}\n{}", path.display(), found.summary(), found.advice())?;
    Ok(Outcome::Clean)
}

/// What a folder holds.
struct Found {
    articles: Vec<String>,
    notes: Vec<String>,
    all: usize,
    undated: Vec<Brief>,
    written: usize,
    root: PathBuf,
}

impl Found {
    fn in_folder(root: &Path) -> Self {
        let articles = article_globs(root);
        let notes = if root.join("notes").is_dir() { vec!["notes/**/*.md".to_owned()] } else { Vec::new() };
        let config = Config { articles: articles.clone(), notes: notes.clone(), ..Config::default() };
        let options = Options { storage: Storage::Memory, ..Options::default() };
        let mut keeper = Keeper::open(root, &config, options);
        keeper.refresh(&mut |_| ControlFlow::Continue(()));
        let corpus = keeper.corpus();
        let inferred = |brief: &Brief| brief.dct.as_ref().is_none_or(|dct| dct.origin == DctOrigin::Inferred);
        let undated = corpus.with_prefix("", usize::MAX).into_iter().filter(inferred).collect();
        let written = corpus::notes(root, &config).0.len();
        Self { articles, notes, all: corpus.len(), undated, written, root: root.to_path_buf() }
    }

    /// The text of `ibid.toml`.
    fn settings(&self) -> String {
        let mut text = String::from("# Settings of ibid. Everything here may be changed or left out.\n\n[corpus]\n");
        list(&mut text, "articles", &self.articles, "[\"articles/**/*.{txt,md,html}\"]");
        text.push_str("\n[notes]\n");
        list(&mut text, "include", &self.notes, "[\"notes/**/*.md\"]");
        text.push_str(
            "\n# How severe a finding is: off, hint, information, warning or error. `ibid explain` lists the codes.\n",
        );
        text.push_str("[rules]\n# relative-date = \"off\"\n");
        if !self.undated.is_empty() {
            text.push_str(
                "\n# These articles state no date. Their relative dates (“on Tuesday”) hang on the inferred one, if\n",
            );
            text.push_str("# there is any. Where you know the day, take the # away and set it right.\n");
        }
        for brief in self.undated.iter().take(LISTED) {
            let path = brief.path.strip_prefix(&self.root).unwrap_or(&brief.path).to_string_lossy().replace('\\', "/");
            let _ = write!(text, "#\n# [[article]]\n# path = {}\n", quoted(&path));
            match brief.dct.as_ref().and_then(|dct| dct.interval.earliest) {
                Some(day) => _ = writeln!(text, "# date = \"{day}\""),
                None => text.push_str("# date = \"YYYY-MM-DD\"\n"),
            }
        }
        text
    }

    fn summary(&self) -> String {
        let undated = match self.undated.len() {
            0 => String::new(),
            count => format!(" ({count} without a date)"),
        };
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        format!("{} article{}{undated}, {} note{}.", self.all, plural(self.all), self.written, plural(self.written))
    }

    fn advice(&self) -> &'static str {
        match (self.all, self.written) {
            (0, _) => "Put articles as text or Markdown into articles/, or name their folder under [corpus].",
            (_, 0) => "Write a note in Markdown, cite an article with [@name-of-its-file], and open it in your editor.",
            _ => "Next: ibid check",
        }
    }
}

/// The globs of the articles: none where they lie in folders that ibid takes for articles anyway, because a glob
/// could only narrow that; else of the folders with text files, the root's own among them.
fn article_globs(root: &Path) -> Vec<String> {
    if ARTICLE_FOLDERS.iter().any(|name| root.join(name).is_dir()) {
        return Vec::new();
    }
    let every = Config { articles: vec!["**/*.txt".to_owned()], ..Config::default() };
    let found = corpus::Layout::new(root, &every).list(corpus::Purpose::Article, &mut Vec::new());
    let top_folder = |file: &corpus::Found| {
        let mut parts = file.path.strip_prefix(root).ok()?.components();
        let first = parts.next()?.as_os_str().to_string_lossy().into_owned();
        parts.next().map(|_| first)
    };
    let folders: BTreeSet<String> = found.iter().filter_map(top_folder).collect();
    let top = found.iter().any(|file| file.path.parent() == Some(root));
    let own = top.then(|| "*.txt".to_owned());
    own.into_iter().chain(folders.into_iter().map(|name| format!("{name}/**/*.txt"))).collect()
}

/// `name = [...]`, or a comment that shows how.
fn list(text: &mut String, name: &str, globs: &[String], example: &str) {
    let quoted: Vec<String> = globs.iter().map(|glob| quoted(glob)).collect();
    let _ = match quoted.as_slice() {
        [] => writeln!(text, "# {name} = {example}"),
        globs => writeln!(text, "{name} = [{}]", globs.join(", ")),
    };
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
            c => String::from(c),
        })
        .collect();
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use expect_test::{Expect, expect};

    use super::*;

    /// Writes these files (path, text), and shows the settings for them, which must be sound.
    fn check(files: &[(&str, &str)], expected: Expect) {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let settings = Found::in_folder(dir.path()).settings();
        assert_eq!(Config::parse(&settings).1, []);
        let uncommented = settings.replace("# [[", "[[").replace("# path", "path").replace("# date", "date");
        assert!(uncommented.contains("YYYY") || Config::parse(&uncommented).1.is_empty(), "{uncommented}");
        let lines: Vec<&str> = settings.lines().filter(|line| line.contains('=')).collect();
        expected.assert_eq(&lines.join("\n"));
    }

    #[test]
    fn what_is_there_is_named() {
        check(
            &[
                ("articles/a b.txt", "The gates were shut on Tuesday."),
                ("articles/c.html", "<p>The gates were shut.</p>"),
                ("notes/n.md", "# Day"),
            ],
            expect![[r##"
                # articles = ["articles/**/*.{txt,md,html}"]
                include = ["notes/**/*.md"]
                # relative-date = "off"
                # path = "articles/a b.txt"
                # date = "YYYY-MM-DD"
                # path = "articles/c.html"
                # date = "YYYY-MM-DD""##]],
        );
        check(
            &[("one.txt", "date 2022-01-21 The gates were shut."), ("press/deep/two.txt", "date 2022-01-21 Open.")],
            expect![[r#"
                articles = ["*.txt", "press/**/*.txt"]
                # include = ["notes/**/*.md"]
                # relative-date = "off""#]],
        );
        check(
            &[],
            expect![[r##"
                # articles = ["articles/**/*.{txt,md,html}"]
                # include = ["notes/**/*.md"]
                # relative-date = "off""##]],
        );
    }

    #[test]
    fn settings_that_are_there_stay() {
        let dir = tempfile::tempdir().unwrap();
        let arguments = Arguments { folder: dir.path().to_path_buf(), actors: false };
        fs::write(dir.path().join(SETTINGS_FILE), "# mine\n").unwrap();
        assert!(run(&arguments).is_err());
        assert_eq!(fs::read_to_string(dir.path().join(SETTINGS_FILE)).unwrap(), "# mine\n");
    }
}
