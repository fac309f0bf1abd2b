//! Numbers and strings as bytes, and bytes as files hold them.

use std::fs::File;
use std::io;
use std::sync::Arc;

/// Why the index does not answer.
#[derive(Debug)]
pub(in crate::corpus) enum Fault {
    /// The bytes are not those that were written.
    Damaged(&'static str),
    /// The file system refused.
    Refused(io::Error),
}

pub(in crate::corpus) type Result<T> = std::result::Result<T, Fault>;

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged("a file ends too early"),
            io::ErrorKind::NotFound => Self::Damaged("a file is missing"),
            _ => Self::Refused(error),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Damaged(what) => f.write_str(what),
            Self::Refused(error) => error.fmt(f),
        }
    }
}

const SHORT: Fault = Fault::Damaged("a block ends too early");

/// Appends a number in groups of seven bits, the lowest first (LEB128).
pub(in crate::corpus) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number off the front of `bytes`.
pub(in crate::corpus) fn number(bytes: &mut &[u8]) -> Result<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or(SHORT)?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(Fault::Damaged("a number is too long"))
}

/// Takes `len` bytes off the front of `bytes`.
pub(super) fn take<'b>(bytes: &mut &'b [u8], len: usize) -> Result<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(len).ok_or(SHORT)?;
    *bytes = rest;
    Ok(taken)
}

pub(in crate::corpus) fn put_string(out: &mut Vec<u8>, string: &str) {
    put_number(out, string.len() as u64);
    out.extend_from_slice(string.as_bytes());
}

/// Takes a string off the front of `bytes`.
pub(in crate::corpus) fn string<'b>(bytes: &mut &'b [u8]) -> Result<&'b str> {
    let len = number(bytes)? as usize;
    std::str::from_utf8(take(bytes, len)?).map_err(|_| Fault::Damaged("a string is no UTF-8"))
}

pub(super) fn four(bytes: &mut &[u8]) -> Result<u32> {
    let taken = take(bytes, 4)?;
    Ok(u32::from_le_bytes(taken.try_into().map_err(|_| SHORT)?))
}

pub(super) fn eight(bytes: &mut &[u8]) -> Result<u64> {
    let taken = take(bytes, 8)?;
    Ok(u64::from_le_bytes(taken.try_into().map_err(|_| SHORT)?))
}

/// Bytes that can be read from anywhere, by many at once.
#[derive(Debug)]
pub(super) enum Input {
    File(File),
    Memory(Arc<[u8]>),
}

impl Input {
    /// Exactly `len` bytes from `at` on.
    pub(super) fn read(&self, at: u64, len: usize) -> Result<Vec<u8>> {
        match self {
            Self::Memory(bytes) => {
                let part = bytes.get(at as usize..).and_then(|rest| rest.get(..len));
                part.map(<[u8]>::to_vec).ok_or(SHORT)
            }
            Self::File(file) => {
                let mut bytes = vec![0; len];
                read_at(file, &mut bytes, at)?;
                Ok(bytes)
            }
        }
    }

    pub(super) fn len(&self) -> Result<u64> {
        match self {
            Self::Memory(bytes) => Ok(bytes.len() as u64),
            Self::File(file) => Ok(file.metadata()?.len()),
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, at) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                bytes = &mut bytes[read..];
                at += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
