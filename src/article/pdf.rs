use crate::text::{Extract, Text};

/// The text of a PDF, its pages one after the other. No place in it is one that an editor could show, so all
/// are the beginning of the file. The error is a clause: why there is none.
pub(super) fn read(bytes: &[u8]) -> Result<Text, String> {
    let text = paragraphs(&pages(bytes)?);
    if text.is_empty() {
        return Err("it shows pictures of text only; save its text beside it (OCR)".to_owned());
    }
    let mut extract = Extract::default();
    extract.put(&text, 0, 0);
    Ok(extract.of(&Text::new("")))
}

#[cfg(feature = "pdf")]
fn pages(bytes: &[u8]) -> Result<Vec<String>, String> {
    // The reader of PDF panics at what it does not expect, and PDF is full of that.
    let read = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem_by_pages(bytes));
    match read {
        Ok(Ok(pages)) => Ok(pages),
        Ok(Err(error)) => Err(format!("its PDF cannot be taken apart ({error}); save its text beside it")),
        Err(_) => Err("its PDF cannot be taken apart; save its text beside it (`pdftotext -layout`)".to_owned()),
    }
}

#[cfg(not(feature = "pdf"))]
fn pages(_: &[u8]) -> Result<Vec<String>, String> {
    Err("this ibid is built without PDF; save its text beside it (`pdftotext -layout`)".to_owned())
}

/// Pages as paragraphs, an empty line between two: lines joined, words that a line's end has cut made whole,
/// page numbers left out.
fn paragraphs(pages: &[String]) -> String {
    let mut text = String::new();
    for page in pages {
        let lines: Vec<&str> = page.lines().map(str::trim).collect();
        let numbered =
            |line: &&str| !line.is_empty() && line.len() < 5 && line.bytes().all(|byte| byte.is_ascii_digit());
        let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
        let last = lines.iter().rposition(|line| !line.is_empty()).unwrap_or(0);
        let shown = lines.iter().enumerate().filter(|(ix, line)| !((*ix == first || *ix == last) && numbered(line)));
        let mut ended = true;
        for (_, line) in shown {
            if line.is_empty() {
                ended = true;
                continue;
            }
            if ended && !text.is_empty() {
                text.push_str("\n\n");
            } else if !ended && is_cut(&text, line) {
                text.pop();
            } else if !ended {
                text.push(' ');
            }
            text.push_str(line);
            ended = false;
        }
    }
    text
}

/// Whether the last word of `text` goes on in `line`: `minis-` and `ter`, but not `G-` and `20`.
fn is_cut(text: &str, line: &str) -> bool {
    let mut letters = text.chars().rev();
    matches!(letters.next(), Some('-' | '\u{2010}'))
        && letters.next().is_some_and(char::is_lowercase)
        && line.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: &[&str], expected: &str) {
        let pages: Vec<String> = pages.iter().map(|page| (*page).to_owned()).collect();
        assert_eq!(paragraphs(&pages), expected);
    }

    #[test]
    fn lines_become_paragraphs() {
        check(
            &["1\n\nThe minis-\nter of trans-\nport spoke\nof the G-\n20.\n\nNext.\n\n", "\nThe last one.\n2"],
            "The minister of transport spoke of the G- 20.\n\nNext.\n\nThe last one.",
        );
        check(&["", "\n\n", "12"], "");
    }

    /// The least PDF that shows a line.
    #[cfg(feature = "pdf")]
    fn pdf(line: &str) -> Vec<u8> {
        let stream = format!("BT /F1 12 Tf 72 700 Td ({line}) Tj ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut file = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (ix, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n{object}\nendobj\n", ix + 1).bytes());
        }
        let table = file.len();
        file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
        places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
        let trailer = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", places.len() + 1);
        file.extend(trailer.bytes());
        file
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn a_page_is_read() {
        let text = read(&pdf("The bridge was shut on Monday.")).unwrap();
        assert_eq!(text.as_str(), "The bridge was shut on Monday.");
        assert_eq!(text.position(9, crate::text::Encoding::Utf16), crate::text::Position::new(0, 0));
        assert!(read(&pdf("")).unwrap_err().contains("OCR"));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for bytes in [&b""[..], b"%PDF-1.4", b"\0\x01"] {
            assert!(read(bytes).unwrap_err().contains("save its text beside it"));
        }
    }
}
