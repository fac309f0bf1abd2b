use std::path::{Component, Path, PathBuf};

use crate::text::percent_decoded;

/// `%20` and the like as characters, where that makes a text.
pub fn decoded(destination: &str) -> String {
    String::from_utf8(percent_decoded(destination)).unwrap_or_else(|_| destination.to_owned())
}

/// `path` from `folder` on, with `.` and `..` taken out by their letters.
pub fn joined(folder: &Path, path: &Path) -> PathBuf {
    let mut full = folder.to_path_buf();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(full.pop()),
            Component::CurDir => {}
            part => full.push(part),
        }
    }
    full
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_from_a_folder() {
        let check =
            |path: &str, full: &str| assert_eq!(joined(Path::new("/w/notes"), Path::new(path)), Path::new(full));
        check("../a/./b.txt", "/w/a/b.txt");
        check("../../../x", "/x");
        check("/y", "/y");
    }
}
