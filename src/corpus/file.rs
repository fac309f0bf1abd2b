use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};

/// Files beyond this many bytes are reported and not read: no article is as long, and one that is
/// would hold up everything else.
pub const LARGEST_FILE: u64 = 32 << 20;

/// A file as it lay on disk when it was read.
#[derive(Clone, Debug)]
pub(super) struct Bytes {
    pub(super) bytes: Vec<u8>,
    /// SHA-256 of `bytes`.
    pub(super) hash: [u8; 32],
}

/// Reads a regular file. The error is a clause for a reader: why it could not be read.
pub(super) fn read(path: &Path) -> Result<Bytes, String> {
    let file = File::open(path).map_err(|error| reason(&error))?;
    let meta = file.metadata().map_err(|error| reason(&error))?;
    if !meta.is_file() {
        return Err("it is no regular file".to_owned());
    }
    if meta.len() > LARGEST_FILE {
        return Err(too_large(meta.len()));
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    // It may grow while it is read.
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(bytes.len() as u64));
    }
    let hash = Sha256::digest(&bytes).into();
    Ok(Bytes { bytes, hash })
}

/// Why a file of `len` bytes is not read.
pub(super) fn too_large(len: u64) -> String {
    format!("it is {} MB long, and files over {} MB are not read", len >> 20, LARGEST_FILE >> 20)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is gone".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        _ => error.to_string(),
    }
}

/// The words of a text file: by its byte order mark, else UTF-8, else UTF-16 by its zeros, else the
/// likeliest older encoding. The mark itself is no part of the text.
pub(super) fn decode(bytes: &[u8]) -> Result<Arc<str>, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(decoded(encoding, &bytes[mark..]));
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(decoded(encoding, bytes));
    }
    if bytes.contains(&0) {
        return Err("it holds no text (there are zero bytes in it)".to_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.into());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(decoded(detector.guess(None, Utf8Detection::Allow), bytes))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Arc<str> {
    encoding.decode_without_bom_handling(bytes).0.into()
}

/// UTF-16 without a mark: Western text has a zero in nearly every other byte, and on one side only.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    if sample.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = sample.len() / 2 * 3 / 4;
    match (even, odd) {
        (0, odd) if odd > most => Some(UTF_16LE),
        (even, 0) if even > most => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let text = decode(bytes);
        assert_eq!(text.as_deref().map_err(String::as_str), expected, "{bytes:x?}");
    }

    #[test]
    fn encodings_are_told_apart() {
        let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        check(b"", Ok(""));
        check("“Kyiv” – café".as_bytes(), Ok("“Kyiv” – café"));
        check("\u{feff}Kyiv".as_bytes(), Ok("Kyiv"));
        check(b"\x93Kyiv\x94 \x96 caf\xe9, said the minister", Ok("“Kyiv” – café, said the minister"));
        check(&utf16("\u{feff}“Kyiv”", u16::to_le_bytes), Ok("“Kyiv”"));
        check(&utf16("\u{feff}“Kyiv”", u16::to_be_bytes), Ok("“Kyiv”"));
        check(&utf16("Troops near the border", u16::to_le_bytes), Ok("Troops near the border"));
        check(&utf16("Troops near the border", u16::to_be_bytes), Ok("Troops near the border"));
        check(b"PK\x03\x04\0\0\0\x08", Err("it holds no text (there are zero bytes in it)"));
    }

    #[test]
    fn what_is_no_file_is_said_to_be_none() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(&dir.path().join("none.txt")).unwrap_err(), "it is gone");
        assert!(read(dir.path()).is_err());
        let large = dir.path().join("large.txt");
        File::create(&large).unwrap().set_len(LARGEST_FILE + 1).unwrap();
        assert_eq!(read(&large).unwrap_err(), "it is 32 MB long, and files over 32 MB are not read");
    }
}
