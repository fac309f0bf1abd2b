//! `ibid check`: what a writer should look at, for people, programs and continuous integration.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::ValueEnum;

use super::Outcome;
use super::human::{Tally, human, summary};
use super::update_lock;
use super::workspace::{open, real};
use crate::actor::CardFile;
use crate::check::{findings_in, findings_of_article, findings_of_card};
use crate::compare::{Reading, Source};
use crate::config::Level;
use crate::corpus::{self, ArticleId, Layout, Purpose, root_of};
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
    /// Write to ibid.lock what the quotations were checked against, so that a later change of an article is told
    #[arg(long)]
    update_lock: bool,
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
    let mut tally = Tally { notes: 0, articles: 0 };
    for (root, paths) in roots(arguments, &base)? {
        let mut world = open(&root)?;
        let chosen = chosen(&mut world, &paths)?;
        let all_notes = paths.contains(&root);
        let mut checked = Vec::new();
        let snapshot = Snapshot::new(world);
        tally.articles += snapshot.corpus.len();
        tally.notes += chosen.notes.len();
        let mut articles: BTreeSet<ArticleId> = chosen.articles.into_iter().collect();
        let mut found = Vec::new();
        for note in chosen.notes {
            let reading = Reading::of(&snapshot, &note);
            // An article that a note cites matters to it; the others may wait until they are cited.
            for ix in 0..note.citations.len() {
                if let Source::Article(id, _) = reading.source(ix) {
                    articles.insert(*id);
                }
            }
            found.push(Report { path: Arc::clone(&note.path), findings: findings_in(&reading) });
            if arguments.update_lock {
                checked.extend(update_lock::checked(&reading));
            }
        }
        if arguments.update_lock {
            update_lock::write(&root, &snapshot.lock, checked, all_notes)?;
        }
        let mut articles: Vec<_> = articles.into_iter().filter_map(|id| snapshot.corpus.get(id)).collect();
        articles.sort_by(|a, b| a.path.cmp(&b.path));
        for article in articles {
            let findings = findings_of_article(&snapshot, &article);
            found.push(Report { path: Arc::clone(&article.path), findings });
        }
        for file in chosen.cards {
            found.push(Report { path: Arc::clone(&file.path), findings: findings_of_card(&snapshot, &file) });
        }
        for report in found.into_iter().filter(|report| !report.findings.is_empty()) {
            places.add(&snapshot, &report);
            reports.push(report);
        }
    }
    print(arguments.format, &reports, &places, tally)?;
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

/// What to check of one workspace.
struct Chosen {
    notes: Vec<Arc<Note>>,
    articles: Vec<ArticleId>,
    cards: Vec<Arc<CardFile>>,
}

/// The notes and cards at or below the paths, by path, and the articles asked for by name. A Markdown file that was
/// asked for by name is read as a note even where the settings do not list it.
fn chosen(world: &mut World, paths: &[PathBuf]) -> anyhow::Result<Chosen> {
    let layout = Layout::new(&world.root, &world.config);
    let mut articles = Vec::new();
    for path in paths.iter().filter(|path| path.is_file()) {
        let markdown = path.extension().is_some_and(|ending| ending == "md" || ending == "markdown");
        match layout.purpose(path) {
            Some(Purpose::Note | Purpose::Card) => {}
            Some(Purpose::Article) => articles.extend(world.corpus.by_path(path)),
            None if markdown => {
                let text = corpus::read_text(path);
                let text = text.map_err(|reason| anyhow::anyhow!("{} cannot be read: {reason}", path.display()))?;
                let path: Arc<Path> = path.as_path().into();
                let note = Note::read_with(Arc::clone(&path), text, None, None, &world.cards);
                world.notes.insert(path, Arc::new(note));
            }
            None => eprintln!("{}: neither note nor article; passed over", path.display()),
        }
    }
    let below = |file: &Path| paths.iter().any(|path| file.starts_with(path));
    Ok(Chosen {
        notes: world.notes.values().filter(|note| below(&note.path)).cloned().collect(),
        articles,
        cards: world.cards.files().iter().filter(|file| below(&file.path)).cloned().collect(),
    })
}

fn print(format: Format, reports: &[Report], places: &Places, tally: Tally) -> anyhow::Result<()> {
    if format == Format::Human {
        let mut text = String::new();
        human(reports, places, width(), &mut text)?;
        text.push_str(&summary(reports, tally));
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
