//! The files that describe articles, read when somebody is about to change them.

use std::path::Path;
use std::sync::Arc;

use crate::corpus;
use crate::ide::Descriptions;
use crate::world::Snapshot;

use super::folder::SETTINGS;

/// The settings and bibliographies of a folder, as the editor holds them, else from disk; those that cannot be
/// read are left out.
pub(super) fn read(snapshot: &Snapshot) -> Descriptions {
    let names = snapshot.config.bibliography.iter().map(String::as_str).chain([SETTINGS]);
    let read = |name: &str| {
        let path: Arc<Path> = snapshot.root.join(name).into();
        let text = snapshot.text(&path).or_else(|| corpus::read_text(&path).ok())?;
        Some((path, text))
    };
    names.filter_map(read).collect()
}
