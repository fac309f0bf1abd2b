//! Addresses of documents: the editor's URIs ↔ our paths.
//!
//! A `file:` URI of this machine is an absolute path, made plain (`.` and `..` resolved by their letters). Every
//! other URI (`untitled:Untitled-1`, `http://…`, `file://host/…`) stands for itself as a path that names no
//! file: it is not absolute, so nothing looks for it on disk.

use std::fmt::Write;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use tower_lsp::ls_types::Uri;

use crate::article::file_of;
use crate::text::percent_decoded;

/// The path that a URI names; total.
pub fn to_path(uri: &Uri) -> Arc<Path> {
    file_path(uri.as_str()).unwrap_or_else(|| PathBuf::from(uri.as_str())).into()
}

/// The URI of a path, of the file for one of several articles in it; none for a relative path that is no URI.
pub fn from_path(path: &Path) -> Option<Uri> {
    exact(file_of(path).0)
}

/// The URI that leads back to just this path: see [`to_path`].
pub fn exact(path: &Path) -> Option<Uri> {
    if !path.is_absolute() {
        return Uri::from_str(path.to_str()?).ok();
    }
    let mut uri = String::from("file://");
    for byte in bytes(path) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => write!(uri, "%{byte:02X}").ok()?,
        }
    }
    if cfg!(windows) {
        uri.insert("file://".len(), '/');
    }
    Uri::from_str(&uri).ok()
}

fn file_path(uri: &str) -> Option<PathBuf> {
    let scheme = uri.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("file:"))?;
    let rest = &uri[scheme.len()..];
    let rest = rest.split(['?', '#']).next()?;
    let path = match rest.strip_prefix("//") {
        Some(authority) => {
            let (host, path) = authority.split_at(authority.find('/')?);
            (host.is_empty() || host.eq_ignore_ascii_case("localhost")).then_some(path)?
        }
        None => rest.starts_with('/').then_some(rest)?,
    };
    let decoded = percent_decoded(path);
    if decoded.contains(&0) {
        return None; // no file system has such a name
    }
    Some(plain(&path_of(decoded)?))
}

/// Without `.` and `..`; those that lead above the root are dropped.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(unix)]
fn bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

/// `/c:/Users` is `C:\Users`: editors differ in the case of the drive.
#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    let text = String::from_utf8(bytes).ok()?;
    let mut text = text.strip_prefix('/').unwrap_or(&text).to_owned();
    if text.as_bytes().get(1) == Some(&b':') {
        text[..1].make_ascii_uppercase();
    }
    Some(text.into())
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(uri: &str, path: &str) {
        assert_eq!(*to_path(&Uri::from_str(uri).unwrap()), *Path::new(path), "{uri}");
    }

    #[test]
    fn uris_of_files() {
        check("file:///a/b.md", "/a/b.md");
        check("file:///a%20b/%C3%A9%5B1%5D.md", "/a b/é[1].md");
        check("file://localhost/a", "/a");
        check("FILE:/a", "/a");
        check("file:///a/./b/../c", "/a/c");
        check("file:///..//../etc/passwd", "/etc/passwd");
        check("file:///a%2Fb", "/a/b");
        check("file:///a?x#y", "/a");
    }

    #[test]
    fn uris_of_nothing_on_disk() {
        for uri in [
            "untitled:Untitled-1",
            "http://x/y",
            "file://host/share/a.md",
            "file:a",
            "vscode-vfs://g/a",
            "file:///a%00",
        ] {
            check(uri, uri);
            assert_eq!(from_path(Path::new(uri)).unwrap().as_str(), uri);
        }
        assert_eq!(from_path(Path::new("no uri at all")), None);
    }

    #[test]
    fn names_that_are_no_unicode() {
        let uri = Uri::from_str("file:///a%FF").unwrap();
        assert_eq!(bytes(&to_path(&uri)), b"/a\xff");
        assert_eq!(from_path(&to_path(&uri)).unwrap(), uri);
    }

    proptest! {
        #[test]
        fn every_path_comes_back(parts in prop::collection::vec("[^/\u{0}]{1,8}", 1..4)) {
            let path = plain(Path::new(&format!("/{}", parts.join("/"))));
            prop_assert_eq!(&*to_path(&from_path(&path).unwrap()), &*path);
        }

        #[test]
        fn every_uri_is_a_path(text in "(file:|file://)?[!-~]{0,20}") {
            if let Ok(uri) = Uri::from_str(&text) {
                let path = to_path(&uri);
                if path.is_absolute() {
                    prop_assert_eq!(&to_path(&from_path(&path).unwrap()), &path);
                }
            }
        }
    }
}
