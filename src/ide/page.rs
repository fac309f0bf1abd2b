//! The page a hover shows: a bold first line, a line of context, a rule, evidence, counts. Read by a
//! person, in a graphical editor, in a terminal, or aloud.

use crate::article::Article;
use crate::date::{Dct, DctOrigin, day, long_day};

/// The longest passage quoted in a hover, in characters.
const LONGEST_PASSAGE: usize = 420;

/// A hover as it is put together. Blocks are joined by empty lines.
#[derive(Default)]
pub(crate) struct Page {
    blocks: Vec<String>,
}

impl Page {
    /// The line that says what this is: `**name** · more`.
    pub(crate) fn head(&mut self, name: &str, more: &[String]) -> &mut Self {
        let mut line = format!("**{}**", escape(name));
        for part in more.iter().filter(|part| !part.is_empty()) {
            line.push_str(" · ");
            line.push_str(&escape(part));
        }
        self.blocks.push(line);
        self
    }

    /// A line of plain text; escaped.
    pub(crate) fn line(&mut self, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.blocks.push(escape(text));
        }
        self
    }

    pub(crate) fn rule(&mut self) -> &mut Self {
        self.blocks.push("---".into());
        self
    }

    /// Words of an article, with a line below that says where they stand.
    pub(crate) fn passage(&mut self, words: &str, below: &str) -> &mut Self {
        let mut block = format!("> {}", escape(&shortened(words)));
        if !below.is_empty() {
            block.push_str("\n>\n> — ");
            block.push_str(&escape(below));
        }
        self.blocks.push(block);
        self
    }

    pub(crate) fn finish(self) -> String {
        self.blocks.join("\n\n")
    }
}

/// `key · Friday 31 December 2021 (date inferred)`
pub(crate) fn source_line(article: &Article) -> String {
    match article.dct.as_ref().map(dated) {
        Some(date) => format!("{} · {date}", article.key),
        None => format!("{} · no date", article.key),
    }
}

/// An article's date in words; says so when nobody stated it.
pub(crate) fn dated(dct: &Dct) -> String {
    let days = match (dct.interval.earliest, dct.interval.latest) {
        (Some(a), Some(b)) if a == b => long_day(a),
        (Some(a), Some(b)) if a.tomorrow().ok() == Some(b) => format!("{} or the day after", long_day(a)),
        (Some(a), Some(b)) => format!("{} to {}", day(a), day(b)),
        (Some(a), None) => format!("{} or later", day(a)),
        (None, Some(b)) => format!("{} or earlier", day(b)),
        (None, None) => "no date".into(),
    };
    if dct.origin == DctOrigin::Inferred { format!("{days} (date inferred)") } else { days }
}

/// `2 articles`, `1 article`
pub(crate) fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// One line of at most [`LONGEST_PASSAGE`] characters, cut at a word.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(LONGEST_PASSAGE) else { return line };
    let cut = line[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", line[..cut].trim_end_matches([',', ';', ' ']))
}

/// Escapes what CommonMark would read as markup, and no more, because terminals show the backslashes:
/// text of an article can make no link, image, HTML or heading in a hover.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let after = rest.chars().next().unwrap_or(' ');
        let inside_word = before.is_alphanumeric() && after.is_alphanumeric();
        let at_start = escaped.is_empty();
        let markup = match c {
            '\\' | '`' | '*' | '[' | '<' => true,
            '_' | '~' => !inside_word,
            '&' => is_entity(rest),
            '#' | '>' | '+' | '-' | '=' => at_start,
            // `1. ` begins a list, `71.8` does not.
            '.' | ')' => {
                let numbered = escaped.chars().all(|c| c.is_ascii_digit()) && !at_start && escaped.len() < 10;
                numbered && after.is_whitespace()
            }
            _ => false,
        };
        if markup {
            escaped.push('\\');
        }
        // A line end would let the text leave its quotation block.
        escaped.push(if c == '\n' || c == '\r' { ' ' } else { c });
        before = c;
    }
    escaped
}

/// Whether what follows an ampersand makes it a character reference: `amp;`, `#38;`.
fn is_entity(rest: &str) -> bool {
    rest.find(';').is_some_and(|end| end > 0 && rest[..end].chars().all(|c| c.is_ascii_alphanumeric() || c == '#'))
}

/// A page for who shows no Markdown: the same lines without its marks.
pub fn plain(page: &str) -> String {
    let mut lines = Vec::new();
    for line in page.lines() {
        if line == "---" {
            continue; // the empty line before it parts enough
        }
        let mut words = String::with_capacity(line.len());
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match (c, chars.peek()) {
                ('\\', Some(next)) if next.is_ascii_punctuation() => words.extend(chars.next()),
                ('*', Some('*')) => {
                    chars.next();
                }
                _ => words.push(c),
            }
        }
        let is_empty = words.trim_matches(['>', ' ']).is_empty();
        if !(is_empty && lines.last().is_some_and(|last: &String| last.trim_matches(['>', ' ']).is_empty())) {
            lines.push(words);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_an_article_stays_text() {
        let cases = [
            ("[Our code](command:x) <img src=x>", r"\[Our code](command:x) \<img src=x>"),
            ("AT&T said *no* &amp; 002_1721", r"AT&T said \*no\* \&amp; 002_1721"),
            ("# 5. a-b", r"\# 5. a-b"),
            ("12. January", r"12\. January"),
            ("one\ntwo", "one two"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected);
        }
    }

    #[test]
    fn a_plain_page_has_the_words_alone() {
        let mut page = Page::default();
        page.head("AT&T *no*", &["since # 5".into()]).rule().passage("[a] <b> 002_1", "key · no date");
        let expected = "AT&T *no* · since # 5\n\n> [a] <b> 002_1\n>\n> — key · no date";
        assert_eq!(plain(&page.finish()), expected);
    }

    #[test]
    fn long_passages_are_cut_at_a_word() {
        let cut = shortened(&"word ".repeat(200));
        assert!(cut.ends_with("word …") && cut.chars().count() <= LONGEST_PASSAGE + 2, "{cut}");
    }
}
