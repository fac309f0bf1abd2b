//! `ibid check`: what a writer should look at, for people, programs and continuous integration.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::ValueEnum;

use super::Outcome;
use super::human::{human, summary};
use super::workspace::{open, real, root_of};
use crate::check::findings;
use crate::config::Level;
use crate::corpus::{self, Layout, Purpose};
use crate::export::{self, Places, Report};
use crate::note::Note;
use crate::world::{Snapshot, World};

/// Hold notes against the articles they cite.
///
/// Exit codes: 0 when nothing at or above --fail-on was found, 1 when something was, 2 when the check could
/// not run.
#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// Notes, or folders of notes; all notes of the workspace when none is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder that holds articles and notes [default: found upward from each PATH]
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t = Severity::Warning)]
    fail_on: Severity,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For reading
    Human,
    /// One finding a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Reviewdog's format
    Rdjson,
    /// Workflow commands of GitHub Actions
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Severity {
    Error,
    Warning,
    Information,
    Hint,
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Information => Self::Information,
            Severity::Hint => Self::Hint,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    let base = real(&here)?;
    let (mut reports, mut places) = (Vec::new(), Places::new(&base));
    let mut articles = 0;
    for (root, paths) in roots(arguments, &base)? {
        let mut world = open(&root)?;
        articles += world.corpus.len();
        let notes = chosen(&mut world, &paths)?;
        let snapshot = Snapshot::new(world);
        for note in notes {
            let report = Report { path: Arc::clone(&note.path), findings: findings(&snapshot, &note) };
            places.add(&snapshot, &report);
            reports.push(report);
        }
    }
    print(arguments.format, &reports, &places, articles)?;
    let worst = reports.iter().flat_map(|report| &report.findings).map(|finding| finding.level).max();
    Ok(if worst >= Some(arguments.fail_on.into()) { Outcome::Found } else { Outcome::Clean })
}

/// What to check in which root. The paths are real; a root itself stands for all its notes.
fn roots(arguments: &Arguments, base: &Path) -> anyhow::Result<BTreeMap<PathBuf, Vec<PathBuf>>> {
    let given = arguments.workspace.as_deref().map(real).transpose()?;
    let mut roots: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for path in &arguments.paths {
        let path = real(path)?;
        let root = given.clone().unwrap_or_else(|| root_of(&path));
        anyhow::ensure!(path.starts_with(&root), "{} is not in the workspace {}", path.display(), root.display());
        roots.entry(root).or_default().push(path);
    }
    if roots.is_empty() {
        let root = given.unwrap_or_else(|| root_of(base));
        roots.insert(root.clone(), vec![root]);
    }
    Ok(roots)
}

/// The notes at or below the paths, in order. A Markdown file that was asked for by name is read as a note
/// even where the settings do not list it.
fn chosen(world: &mut World, paths: &[PathBuf]) -> anyhow::Result<Vec<Arc<Note>>> {
    let layout = Layout::new(&world.root, &world.config);
    for path in paths.iter().filter(|path| path.is_file()) {
        let markdown = path.extension().is_some_and(|ending| ending == "md" || ending == "markdown");
        match layout.purpose(path) {
            Some(Purpose::Note) => {}
            Some(Purpose::Article) => eprintln!("{}: an article, not a note; passed over", path.display()),
            Some(Purpose::Card) => eprintln!("{}: a card, not a note; passed over", path.display()),
            None if markdown => {
                let text = corpus::read_text(path);
                let text = text.map_err(|reason| anyhow::anyhow!("{} cannot be read: {reason}", path.display()))?;
                let path: Arc<Path> = path.as_path().into();
                world.notes.insert(Arc::clone(&path), Arc::new(Note::read(path, text, None, None)));
            }
            None => eprintln!("{}: no Markdown; passed over", path.display()),
        }
    }
    let below = |note: &&Arc<Note>| paths.iter().any(|path| note.path.starts_with(path));
    let mut notes: Vec<Arc<Note>> = world.notes.values().filter(below).cloned().collect();
    notes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(notes)
}

fn print(format: Format, reports: &[Report], places: &Places, articles: usize) -> anyhow::Result<()> {
    if format == Format::Human {
        let mut text = String::new();
        human(reports, places, width(), &mut text)?;
        text.push_str(&summary(reports, articles));
        text.push('\n');
        let mut output = anstream::stdout().lock();
        output.write_all(text.as_bytes())?;
        return Ok(output.flush()?);
    }
    let mut output = BufWriter::new(io::stdout().lock());
    match format {
        Format::Jsonl => export::jsonl(reports, places, &mut output)?,
        Format::Sarif => export::sarif(reports, places, &mut output)?,
        Format::Rdjson => export::rdjson(reports, places, &mut output)?,
        Format::Github => export::github(reports, places, &mut output)?,
        Format::Human => {}
    }
    Ok(output.flush()?)
}

/// The columns to lay text out for: what the shell says, else a hundred.
fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.unwrap_or(100).clamp(40, 160)
}
