//! `ibid init --actors`: writes draft cards of those whom the articles name most.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::Context;

use super::Outcome;
use super::workspace;
use crate::config::SETTINGS_FILE;
use crate::corpus::{self, Layout};
use crate::ide::{DRAFTED_FROM, drafts};
use crate::world::Snapshot;

/// Drafts that are written at once: so many can be looked through.
const MOST: usize = 40;

pub(super) fn run(root: &Path) -> anyhow::Result<Outcome> {
    let snapshot = Snapshot::new(workspace::open(root)?);
    let layout = Layout::new(root, &snapshot.config);
    let folder = layout.card_folder().with_context(|| {
        format!("the cards of {SETTINGS_FILE} name no folder: write cards = [\"actors/*.md\"] under [actors]")
    })?;
    let (mut written, mut left) = (String::new(), String::new());
    for draft in drafts(&snapshot, MOST) {
        let place = folder.join(&draft.id).with_extension("md");
        let path = root.join(&place);
        match corpus::create(&path, &draft.text) {
            Ok(()) => _ = writeln!(written, "  {}: {}, in {} articles", place.display(), draft.name, draft.articles),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => _ = writeln!(left, "  {}", place.display()),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be written", path.display())),
        }
    }
    let mut out = std::io::stdout();
    if written.is_empty() {
        writeln!(out, "Nobody without a card is named in two articles or more. Nothing was written.")?;
    } else {
        writeln!(
            out,
            "Wrote drafts. What a card says goes before what ibid works out: look them through.\n{}",
            written.trim_end()
        )?;
    }
    if snapshot.corpus.len() > DRAFTED_FROM {
        writeln!(out, "Looked into the newest {DRAFTED_FROM} of {} articles.", snapshot.corpus.len())?;
    }
    if !left.is_empty() {
        writeln!(out, "There already, and left as they are:\n{}", left.trim_end())?;
    }
    Ok(Outcome::Clean)
}
