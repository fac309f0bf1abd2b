//! Frames: `Content-Length: N`, a blank line, N bytes of JSON (LSP 3.17, “Base Protocol”).
//!
//! A reader that never gives up: what is no frame costs one [`BadFrame`], and reading goes on at the next
//! header. Stock readers stop at the first error, and an editor that counts code points where it should count
//! bytes then loses its server.

use std::fmt;
use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The longest body that is kept: 64 MiB. A longer one is read and thrown away.
pub(super) const MAX_BODY: u64 = 64 << 20;
/// Beyond this a length is taken for a slip and nothing is thrown away: 4 GiB.
const MAX_DRAINED: u64 = 4 << 30;
/// The longest header line that is looked at.
const MAX_HEADER: usize = 16 << 10;

/// Why there is no body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum BadFrame {
    /// The header names no length, or one that is no number.
    NoLength,
    /// The body is longer than [`MAX_BODY`].
    TooLong(u64),
}

impl fmt::Display for BadFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLength => f.write_str("the header names no usable Content-Length"),
            Self::TooLong(length) => write!(f, "the message has {length} bytes; {MAX_BODY} is the limit"),
        }
    }
}

/// Reads the next frame: none at the end of input (also when it ends inside a frame).
///
/// Header names are matched without regard to case; other headers are skipped. A line in which the
/// length's header stands behind rubbish still starts a frame, so that a body longer than announced
/// costs one message.
pub(super) async fn read_frame<R: AsyncBufRead + Unpin>(
    input: &mut R,
) -> io::Result<Option<Result<Vec<u8>, BadFrame>>> {
    let mut length = None;
    let mut seen = false;
    let mut line = Vec::new();
    loop {
        if !read_line(input, &mut line).await? {
            return Ok(None);
        }
        if line.is_empty() {
            if seen {
                break;
            }
            continue; // blank lines between frames
        }
        seen = true;
        if let Some(found) = content_length(&line) {
            length = Some(found);
        }
    }
    let Some(length) = length.flatten() else { return Ok(Some(Err(BadFrame::NoLength))) };
    if length > MAX_DRAINED {
        return Ok(Some(Err(BadFrame::TooLong(length))));
    }
    if length > MAX_BODY {
        let drained = tokio::io::copy(&mut input.take(length), &mut tokio::io::sink()).await?;
        return Ok((drained == length).then_some(Err(BadFrame::TooLong(length))));
    }
    let mut body = Vec::new();
    let read = input.take(length).read_to_end(&mut body).await?;
    Ok((read as u64 == length).then_some(Ok(body)))
}

/// Writes one frame whole: one write and one flush, so that frames never interleave and never wait.
pub(super) async fn write_frame<W: AsyncWrite + Unpin>(output: &mut W, body: &[u8]) -> io::Result<()> {
    let mut frame = Vec::with_capacity(body.len() + 32);
    frame.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    frame.extend_from_slice(body);
    output.write_all(&frame).await?;
    output.flush().await
}

/// Reads a line without its line end into `line`, keeping its last [`MAX_HEADER`] bytes at most. False at
/// the end of input.
async fn read_line<R: AsyncBufRead + Unpin>(input: &mut R, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    loop {
        let chunk = input.fill_buf().await?;
        if chunk.is_empty() {
            return Ok(false);
        }
        let end = memchr::memchr(b'\n', chunk);
        let used = end.map_or(chunk.len(), |at| at + 1);
        line.extend_from_slice(&chunk[..used]);
        input.consume(used);
        if end.is_some() {
            line.pop();
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(true);
        }
        if line.len() > 2 * MAX_HEADER {
            line.drain(..line.len() - MAX_HEADER);
        }
    }
}

/// The length a header line names: none when it is another header, `Some(None)` when it is no number.
fn content_length(line: &[u8]) -> Option<Option<u64>> {
    const NAME: &[u8] = b"content-length";
    let at = line.windows(NAME.len()).rposition(|window| window.eq_ignore_ascii_case(NAME))?;
    let value = std::str::from_utf8(&line[at + NAME.len()..]).ok()?.trim_start().strip_prefix(':')?;
    Some(value.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads all frames of `input`; bad frames as `!`.
    fn check(input: &[u8], expected: &[&str]) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        // A buffer of three bytes, so that every boundary falls inside something.
        let mut input = tokio::io::BufReader::with_capacity(3, input);
        let mut frames = Vec::new();
        while let Some(frame) = runtime.block_on(read_frame(&mut input)).unwrap() {
            frames.push(frame.map_or("!".to_owned(), |body| String::from_utf8_lossy(&body).into_owned()));
        }
        assert_eq!(frames, expected);
    }

    #[test]
    fn reads_frames() {
        check(b"Content-Length: 2\r\n\r\n{}Content-Length: 1\r\n\r\n1", &["{}", "1"]);
        check(b"content-length:2\r\nContent-Type: x; charset=utf-8\r\nX: 1\r\n\r\n{}", &["{}"]);
        check(b"CONTENT-LENGTH : 2\n\n{}", &["{}"]);
        check(b"Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1", &["", "1"]);
        check("Content-Length: 4\r\n\r\n😃".as_bytes(), &["😃"]);
    }

    #[test]
    fn goes_on_after_what_is_no_frame() {
        let good = "Content-Length: 1\r\n\r\n1";
        for bad in [
            "X-Other: 1\r\n\r\n",
            "Content-Length: -5\r\n\r\n",
            "Content-Length: many\r\n\r\n",
            "Content-Length: 9000000000000000000\r\n\r\n",
            "Content-Length: 99999999999999999999999\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
        ] {
            check(format!("{bad}{good}").as_bytes(), &["!", "1"]);
        }
        // Bodies longer and shorter than announced: the next frame, or the one after it, is read again.
        check(format!("Content-Length: 1\r\n\r\n1}}{good}").as_bytes(), &["1", "1"]);
        check(format!("{}\r\n{good}", "x".repeat(100_000)).as_bytes(), &["1"]);
    }

    #[test]
    fn drains_a_body_that_is_too_long() {
        let mut input = format!("Content-Length: {}\r\n\r\n", MAX_BODY + 1).into_bytes();
        input.resize(input.len() + MAX_BODY as usize + 1, b'x');
        input.extend_from_slice(b"Content-Length: 1\r\n\r\n1");
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut input = &input[..];
        let mut next = || runtime.block_on(read_frame(&mut input)).unwrap();
        assert_eq!(next(), Some(Err(BadFrame::TooLong(MAX_BODY + 1))));
        assert_eq!(next(), Some(Ok(b"1".to_vec())));
        assert_eq!(next(), None);
    }

    #[test]
    fn ends_inside_a_frame() {
        for cut in ["", "Content-", "Content-Length: 5\r\n", "Content-Length: 5\r\n\r\n12"] {
            check(cut.as_bytes(), &[]);
        }
    }
}
