//! The workspace of a command: its root, found upward from a path, and everything known of it.

use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};

use super::progress::ProgressLine;
use crate::actor::CardFile;
use crate::check;
use crate::config::{Config, SETTINGS_FILE};
use crate::corpus::lock::{self, Lock};
use crate::corpus::{self, Event, Keeper, Options};
use crate::note::Note;
use crate::text::{Encoding, Text};
use crate::world::{Change, World};

/// The path as the file system knows it.
pub(super) fn real(path: &Path) -> anyhow::Result<PathBuf> {
    path.canonicalize().with_context(|| format!("{} cannot be opened", path.display()))
}

/// The settings of a root, and a line for each thing wrong in them.
pub(super) fn settings(root: &Path) -> anyhow::Result<(Config, Vec<String>)> {
    let path = root.join(SETTINGS_FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
    };
    let (config, mut problems) = Config::parse(&text);
    problems.extend(check::unknown_rules(&text));
    let text = Text::new(text);
    let lines = problems.into_iter().map(|problem| {
        let place = text.position(problem.span.start(), Encoding::Utf32);
        format!("{}:{}:{}: {}", path.display(), place.line + 1, place.column + 1, problem.message)
    });
    Ok((config, lines.collect()))
}

/// Asks, on a terminal, whether a root is to be read that was hardly meant: a home folder, a whole disk. Is an
/// error where nobody can be asked.
pub(super) fn permit(root: &Path, config: &Config) -> anyhow::Result<()> {
    let Some(doubt) = corpus::doubt(root, config) else { return Ok(()) };
    let way_out = format!("Put an {SETTINGS_FILE} into the folder that is meant, or read all with `ibid index --all`");
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        bail!("{} {doubt}; it is not read unasked. {way_out}.", root.display());
    }
    eprint!("{} {doubt}. Read them all? [y/N] ", root.display());
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        bail!("nothing was read. {way_out}.");
    }
    Ok(())
}

/// Reads the settings, every article, every card and every note of a root. What could not be read is told on standard
/// error, and how far the reading is when that is a terminal.
pub(super) fn open(root: &Path) -> anyhow::Result<World> {
    let (config, mut remarks) = settings(root)?;
    permit(root, &config)?;
    let mut keeper = Keeper::open(root, &config, Options::default());
    let mut line = ProgressLine::new(io::stderr());
    let report = keeper.refresh(&mut |event| {
        if let Event::Progress(progress) = event {
            line.show(&progress);
        }
        ControlFlow::Continue(())
    });
    drop(line);
    let (cards, illegible) = corpus::cards(root, &config);
    let cards: Vec<_> = cards.into_iter().map(|(path, text)| Arc::new(CardFile::read(path, text))).collect();
    let (texts, unread) = corpus::notes(root, &config);
    let issues = report.issues.into_iter().chain(illegible).chain(unread);
    remarks.extend(issues.map(|issue| format!("{}: {}", issue.path.display(), issue.message)));
    let lock = Lock::read(root).map_err(|reason| anyhow::anyhow!("{}: {reason}", lock::path(root).display()))?;
    for remark in remarks {
        eprintln!("{remark}");
    }
    let world = World::new(root.to_path_buf())
        .changed(Change::Settings(Arc::new(config)))
        .changed(Change::AllCards(cards))
        .changed(Change::Corpus(Arc::new(keeper.corpus())));
    let read = |(path, text)| Arc::new(Note::read_with(path, text, None, None, &world.cards));
    let notes = texts.into_iter().map(read).collect();
    Ok(world.changed(Change::AllNotes(notes)).changed(Change::Lock(Arc::new(lock))))
}
