//! `ibid explain`: what a diagnostic is for, from the check's own documentation.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use super::Outcome;
use crate::check::{Check, all, by_code};

/// Explain a diagnostic: why it matters, what it reports and what not, how to configure it.
#[derive(clap::Args, Debug)]
pub(super) struct Arguments {
    /// The diagnostic's code, e.g. misquote; all codes are listed when none is given
    code: Option<String>,
}

const TITLE: Style = AnsiColor::Green.on_default().bold();
const CODE: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let text = match &arguments.code {
        None => index(all()),
        Some(code) => {
            let check = by_code(code).ok_or_else(|| {
                anyhow::anyhow!("there is no diagnostic “{code}”; `ibid explain` lists those there are")
            })?;
            styled(&check.page())
        }
    };
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(Outcome::Clean)
}

/// A line for every check.
fn index(checks: &[&Check]) -> String {
    let wide = checks.iter().map(|check| check.code.len()).max().unwrap_or(0);
    checks
        .iter()
        .map(|check| {
            let (code, level) = (check.code, check.level.name());
            format!("{CODE}{code:wide$}{CODE:#}  {DIM}{level:11}{DIM:#}  {}\n", check.summary)
        })
        .collect()
}

/// A page of Markdown with its titles set off; without colour it stays the page as it is.
fn styled(page: &str) -> String {
    let line = |line: &str| match line.starts_with('#') {
        true => format!("{TITLE}{line}{TITLE:#}\n"),
        false => format!("{line}\n"),
    };
    page.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_line_and_a_page() {
        let index = anstream::adapter::strip_str(&index(all())).to_string();
        for check in all() {
            assert!(index.lines().any(|line| line.starts_with(check.code)), "{index}");
            let page = check.page();
            assert_eq!(anstream::adapter::strip_str(&styled(&page)).to_string(), page);
        }
    }
}
