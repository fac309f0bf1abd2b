//! `ibid doctor`: what is known of a workspace, how old it is, and what could not be read and why.

use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Outcome;
use super::workspace::{permit, real, settings};
use crate::config::SETTINGS_FILE;
use crate::corpus::{self, Keeper, Layout, Options, Purpose, root_of};

/// Tell what ibid sees of a workspace, and what stands in its way.
///
/// Exit codes: 0 when all is well, 1 when something could not be read or used.
#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds articles and notes [default: found upward from here]
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let root = match &arguments.workspace {
        Some(folder) => real(folder)?,
        None => root_of(&real(".".as_ref())?),
    };
    let (text, well) = examine(&root)?;
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(if well { Outcome::Clean } else { Outcome::Found })
}

/// What there is to tell of a root, and whether all is well.
fn examine(root: &Path) -> anyhow::Result<(String, bool)> {
    let (config, mut problems) = settings(root)?;
    permit(root, &config)?;
    let mut text = String::new();
    writeln!(text, "ibid       {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(text, "workspace  {}", root.display())?;
    let has_settings = root.join(SETTINGS_FILE).is_file();
    writeln!(text, "settings   {}", if has_settings { "ibid.toml" } else { "none: defaults are used" })?;

    let mut keeper = Keeper::open(root, &config, Options::default());
    let age = keeper.folder().and_then(|folder| folder.join("meta.json").metadata().ok()?.modified().ok());
    let before = keeper.corpus().len();
    let report = keeper.refresh(&mut |_| ControlFlow::Continue(()));
    let corpus = keeper.corpus();
    let came = format!("{} new or changed, {} removed just now", report.read, report.removed);
    writeln!(text, "articles   {} ({before} were indexed; {came})", corpus.len())?;
    let layout = Layout::new(root, &config);
    for (name, purpose) in [("notes", Purpose::Note), ("cards", Purpose::Card)] {
        let mut issues = Vec::new();
        writeln!(text, "{name:<10} {}", layout.list(purpose, &mut issues).len())?;
    }
    match keeper.folder() {
        Some(folder) => {
            let kilobytes = corpus::size(folder) as f64 / 1e3;
            let written = age.map(|age| format!(", last written {} ago before this", ago(age))).unwrap_or_default();
            writeln!(text, "index      {} ({kilobytes:.0} kB{written})", folder.display())?;
        }
        None => writeln!(text, "index      in memory: few articles are read anew each time")?,
    }
    let (_, unread) = corpus::notes(root, &config);
    let issues = report.issues.into_iter().chain(unread);
    problems.extend(issues.map(|issue| format!("{}: {}", issue.path.display(), issue.message)));
    if problems.is_empty() {
        writeln!(text, "Everything could be read.")?;
    } else {
        writeln!(text, "\n{} in the way:", if problems.len() == 1 { "One thing is" } else { "These things are" })?;
        problems.iter().try_for_each(|problem| writeln!(text, "  {problem}"))?;
    }
    Ok((text, problems.is_empty()))
}

/// How long ago, for a reader.
fn ago(time: SystemTime) -> String {
    let seconds = SystemTime::now().duration_since(time).unwrap_or_default().as_secs();
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_stands_in_the_way_is_told() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("articles")).unwrap();
        fs::write(dir.path().join("articles/a.txt"), "The bridge was closed on Monday.").unwrap();
        let (text, well) = examine(dir.path()).unwrap();
        assert!(well && text.contains("articles   1 (0 were indexed; 1 new"), "{text}");
        fs::write(dir.path().join("articles/b.txt"), b"\0\x01\x02").unwrap();
        let (text, well) = examine(dir.path()).unwrap();
        assert!(!well && text.contains("b.txt: Not read: it holds no text"), "{text}");
    }

    #[test]
    fn ages_are_rounded() {
        for (seconds, expected) in [(5, "5 s"), (600, "10 min"), (7200, "2 h"), (900_000, "10 days")] {
            assert_eq!(ago(SystemTime::now() - Duration::from_secs(seconds)), expected);
        }
    }
}
