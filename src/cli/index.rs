//! `ibid index`: reads the articles of a workspace now, so that nothing has to be read later.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::Outcome;
use super::progress::ProgressLine;
use super::workspace::{permit, real, settings};
use crate::corpus::{Event, Keeper, Options, Report, Storage, root_of};

/// Read every article that is new or changed, and keep what finds it.
#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// The folder that holds articles and notes [default: found upward from here]
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// How many threads read articles [default: one for each core]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// Read a home folder, a whole disk or a very large folder without asking
    #[arg(long)]
    all: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let root = match &arguments.workspace {
        Some(folder) => real(folder)?,
        None => root_of(&real(".".as_ref())?),
    };
    let (config, problems) = settings(&root)?;
    if !arguments.all {
        permit(&root, &config)?;
    }
    let options = Options { jobs: arguments.jobs, storage: Storage::Disk, ..Options::default() };
    let mut keeper = Keeper::open(&root, &config, options);
    let mut line = ProgressLine::new(io::stderr());
    let report = keeper.refresh(&mut |event| {
        if let Event::Progress(progress) = event {
            line.show(&progress);
        }
        ControlFlow::Continue(())
    });
    drop(line);
    let issues = report.issues.iter().map(|issue| format!("{}: {}", issue.path.display(), issue.message));
    for remark in problems.into_iter().chain(issues) {
        eprintln!("{remark}");
    }
    let mut output = anstream::stdout().lock();
    writeln!(output, "{}", describe(&report, keeper.corpus().len()))?;
    match keeper.folder() {
        Some(folder) => writeln!(output, "The index lies in {}.", folder.display())?,
        None => writeln!(output, "The index could not be kept; it ends with this command.")?,
    }
    output.flush()?;
    Ok(if report.issues.is_empty() { Outcome::Clean } else { Outcome::Found })
}

/// `3 articles: 2 read (12.4 kB, 5.1 MB/s), 1 unchanged, 1 moved, 1 removed`
fn describe(report: &Report, articles: usize) -> String {
    let kilobytes = report.bytes as f64 / 1e3;
    let rate = kilobytes / 1e3 / report.elapsed.as_secs_f64().max(1e-3);
    let mut text = format!("{articles} articles: {} read", report.read);
    if report.read > 0 {
        text.push_str(&format!(" ({kilobytes:.1} kB, {rate:.1} MB/s)"));
    }
    for (count, what) in [
        (report.unchanged, "unchanged"),
        (report.moved, "moved"),
        (report.removed, "removed"),
        (report.issues.len(), "with a problem"),
    ] {
        if count > 0 {
            text.push_str(&format!(", {count} {what}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_report_is_a_line() {
        let report = Report {
            read: 2,
            moved: 1,
            unchanged: 4,
            bytes: 12_400,
            elapsed: Duration::from_millis(10),
            ..Report::default()
        };
        assert_eq!(describe(&report, 6), "6 articles: 2 read (12.4 kB, 1.2 MB/s), 4 unchanged, 1 moved");
        assert_eq!(describe(&Report::default(), 0), "0 articles: 0 read");
    }
}
