//! Tables, names and values in `ibid.toml`, from the same table as its schema. Read by lines: a file in the
//! making is seldom whole TOML.

use super::{Completion, CompletionKind, LIMIT, Typed};
use crate::check::all;
use crate::config::{ANY_CODE, Level, SETTINGS, Setting, SettingKind, setting};
use crate::text::Text;
use crate::world::Snapshot;

/// The name of the settings file.
pub(super) const FILE: &str = "ibid.toml";

pub(super) fn complete(snapshot: &Snapshot, text: &Text, typed: &Typed<'_>) -> Vec<Completion> {
    let line = typed.before.trim_start();
    let above = &text.as_str()[..typed.offset - typed.before.len()];
    let rest = &text.as_str()[typed.offset..];
    let table = table(above);
    if line.contains('#') {
        return Vec::new();
    }
    if let Some((name, value)) = line.split_once('=') {
        return values(snapshot, typed, table, name.trim(), value.trim_start());
    }
    // Inside a list of several lines.
    if line.starts_with(['"', '\'', ']']) {
        return Vec::new();
    }
    if line.starts_with('[') || table.is_empty() {
        return tables(text, typed, line);
    }
    names(typed, table, own(above, rest), line)
}

/// The table that a line stands in, from the lines above it; empty before the first.
fn table(above: &str) -> &str {
    let header = above.lines().rev().find(|line| line.trim_start().starts_with('['));
    header.map_or("", |line| line.trim_start().trim_start_matches('[').split(']').next().unwrap_or_default().trim())
}

/// The lines of the table around the caret, but for the caret's own.
fn own<'t>(above: &'t str, rest: &'t str) -> impl Iterator<Item = &'t str> {
    let header = |line: &&str| !line.trim_start().starts_with('[');
    above.lines().rev().take_while(header).chain(rest.lines().skip(1).take_while(header))
}

fn tables(text: &Text, typed: &Typed<'_>, line: &str) -> Vec<Completion> {
    let mut sections: Vec<&str> = SETTINGS.iter().map(|setting| setting.section).collect();
    sections.dedup();
    let header = |section: &str| if section == "article" { format!("[[{section}]]") } else { format!("[{section}]") };
    let there = |header: &String| text.as_str().lines().any(|line| line.trim() == *header);
    let open = sections.into_iter().map(header).filter(|header| header.starts_with("[[") || !there(header));
    let closed = typed.after.chars().take_while(|c| *c == ']').count();
    open.map(|header| Completion {
        detail: match header.trim_matches(['[', ']']) {
            "corpus" => "which files are articles",
            "notes" => "which files are notes",
            "actors" => "your own files on people and organisations",
            "rules" => "how severe each check is",
            _ => "what an article does not say of itself",
        }
        .to_string(),
        kind: CompletionKind::Setting,
        replace: typed.around(line.len(), closed),
        filter: header.clone(),
        new_text: header.clone(),
        label: header,
        passage: None,
    })
    .collect()
}

fn names<'t>(typed: &Typed<'_>, table: &str, set: impl Iterator<Item = &'t str>, line: &str) -> Vec<Completion> {
    let set: Vec<&str> = set.filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
    let item = |name: &str, value: &str, detail: String| Completion {
        label: name.to_string(),
        detail,
        kind: CompletionKind::Setting,
        replace: typed.around(line.len(), 0),
        new_text: format!("{name} = {value}"),
        filter: name.to_string(),
        passage: None,
    };
    let proposals = SETTINGS.iter().filter(|setting| setting.section == table).flat_map(|setting| {
        if setting.name == ANY_CODE {
            let check = |c: &&'static crate::check::Check| {
                item(c.code, &format!("{:?}", c.level.name()), c.summary.to_string())
            };
            all().iter().map(check).collect()
        } else {
            let value = if setting.kind == SettingKind::Globs { "[\"\"]" } else { "\"\"" };
            vec![item(setting.name, value, setting.description.to_string())]
        }
    });
    proposals.filter(|proposal| !set.contains(&proposal.label.as_str())).collect()
}

fn values(snapshot: &Snapshot, typed: &Typed<'_>, table: &str, name: &str, value: &str) -> Vec<Completion> {
    let Some(setting) = setting(table, name) else { return Vec::new() };
    let (quote, begun) = match value.strip_prefix('"') {
        Some(begun) => (true, begun),
        None => (false, value),
    };
    if begun.contains('"') {
        return Vec::new(); // behind the value
    }
    let closed = usize::from(quote && typed.after.starts_with('"'));
    let item = |(value, detail): (String, String)| Completion {
        label: value.clone(),
        detail,
        kind: CompletionKind::Value,
        replace: typed.around(begun.len() + usize::from(quote), closed),
        new_text: format!("\"{value}\""),
        // What is typed may begin with the quotation mark.
        filter: if quote { format!("\"{value}") } else { value },
        passage: None,
    };
    candidates(snapshot, setting, name).into_iter().map(item).collect()
}

/// What a value may be, with a word on each.
fn candidates(snapshot: &Snapshot, setting: &Setting, name: &str) -> Vec<(String, String)> {
    match setting.kind {
        SettingKind::Level => {
            let own = all().iter().find(|check| check.code == name).map(|check| check.level);
            let detail = |level| if own == Some(level) { "the default".to_string() } else { String::new() };
            let levels = [Level::Off, Level::Hint, Level::Information, Level::Warning, Level::Error];
            levels.map(|level| (level.name().to_string(), detail(level))).to_vec()
        }
        SettingKind::Text if setting.name == "path" => {
            let articles = snapshot.corpus.latest(LIMIT).into_iter().filter_map(|id| snapshot.corpus.brief(id));
            let path = |brief: crate::corpus::Brief| {
                let path = brief.path.strip_prefix(&snapshot.root).ok()?.to_str()?.replace('\\', "/");
                Some((path, brief.title.unwrap_or_default()))
            };
            articles.filter_map(path).collect()
        }
        SettingKind::Text | SettingKind::Date | SettingKind::Globs => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is proposed at `|`, and the text with the first proposal taken.
    fn check(marked: &str, labels: &[&str], taken: &str) {
        let offset = marked.find('|').unwrap();
        let text = Text::new(marked.replacen('|', "", 1));
        let snapshot = Snapshot::new(crate::world::World::default());
        let found = complete(&snapshot, &text, &Typed::of(&text, offset));
        let got: Vec<&str> = found.iter().map(|proposal| proposal.label.as_str()).take(labels.len() + 1).collect();
        assert_eq!(&got[..labels.len().min(got.len())], labels, "{marked}");
        let Some(first) = found.first() else { return assert_eq!(taken, "") };
        let (start, end) = (first.replace.start(), first.replace.end());
        let taken_here = format!("{}{}{}", &text.as_str()[..start], first.new_text, &text.as_str()[end..]);
        assert_eq!(taken_here, taken, "{marked}");
    }

    #[test]
    fn tables() {
        check("|", &["[corpus]", "[notes]", "[actors]", "[rules]", "[[article]]"], "[corpus]");
        check("[corpus]\n[|]", &["[notes]"], "[corpus]\n[notes]");
        check("[notes]\n  [ru|", &["[corpus]", "[actors]", "[rules]", "[[article]]"], "[notes]\n  [corpus]");
        check("# [|", &[], "");
    }

    #[test]
    fn names() {
        check("[corpus]\nar|", &["articles", "bibliography"], "[corpus]\narticles = [\"\"]");
        check(
            "[corpus]\n|\narticles = []\n[rules]",
            &["bibliography"],
            "[corpus]\nbibliography = [\"\"]\narticles = []\n[rules]",
        );
        check("[rules]\n|", &["unknown-source"], "[rules]\nunknown-source = \"error\"");
        check("[[article]]\nda|", &["path", "key", "date"], "[[article]]\npath = \"\"");
        check("[corpus]\narticles = [\n  \"se|", &[], "");
    }

    #[test]
    fn values() {
        let levels = ["off", "hint", "information", "warning", "error"];
        check("[rules]\nmisquote = |", &levels, "[rules]\nmisquote = \"off\"");
        check("[rules]\nmisquote = \"wa|\" # why", &levels, "[rules]\nmisquote = \"off\" # why");
        check("[rules]\nmisquote = \"off\"|", &[], "");
        check("[[article]]\ndate = \"|\"", &[], "");
    }
}
