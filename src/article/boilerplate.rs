use std::sync::LazyLock;

use regex::Regex;

/// Markdown images, links and bare addresses.
static LINK: LazyLock<Regex> = LazyLock::new(|| regex(r"!?\[[^\]\n]*\]\([^)\n]*\)|<?https?://\S+>?|\bwww\.\S+"));

/// A caption's mark: `[File Photo](#)`, `(AP Photo/A. Name)`, `| Photo Credit: AFP`, `FILE PHOTO: …`.
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)^(?:file )?(?:photo|image|picture|caption)(?: credit)?\s*:|^FILE\s*[-–—:]|",
        r"\[(?:file )?(?:photo|image|picture|pic)\]\([^)]*\)\s*$|",
        r"\((?:[a-z]+ )?(?:file )?(?:photo|image|picture)(?:/[^)]*| by [^)]*|: [^)]*)?\)\s*$|",
        r"\|\s*(?:photo|image|picture) credit\s*:"
    ))
});

/// Who helped or edited: `AFP contributed reporting.`, `Reporting by A; Editing by B`.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\bcontributed (?:reporting|to this (?:report|story|article))|^\(?(?:additional )?(?:reporting|writing|editing) by ",
    )
});

/// Rights, navigation, advertising.
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)^(?:©|\(c\) |copyright\b|all rights reserved|downloaded from\b|relevant for:|advertisement\b|",
        r"share (?:this|on|via)\b|follow us\b|subscribe\b|sign up\b|click here\b|also read\b|read (?:more|also)\b|",
        r"related (?:articles?|stories|topics?)\b|download (?:the|our) app\b|print this\b|tags?:|topics?:|filed under\b)|",
        r"\b(?:our|the|a|free|daily|weekly) newsletter\b|\bsubscribe to (?:our|the)\b|\ball rights reserved\b"
    ))
});

/// What closes an article: what follows in short lines belongs to the page, not to the article.
static CLOSING: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^(?:downloaded from\b|©)|^(?:END|ENDS|-\s?30\s?-|#{3}|\*{3})$"));

#[expect(clippy::unwrap_used, reason = "the patterns are constants of this file; its tests compile them all")]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

/// The longest sentence, in words, that a page's furniture or a credit line is taken for.
const LONGEST: usize = 25;

/// Tells the paragraphs that a page put around an article; asked from the first to the last.
#[derive(Default)]
pub(super) struct Boilerplate {
    closed: bool,
}

impl Boilerplate {
    /// Whether a paragraph is no part of what the article says.
    pub(super) fn is(&mut self, paragraph: &str) -> bool {
        let words = paragraph.split_whitespace().take(LONGEST + 1).count();
        let paragraph = paragraph.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
        // Most paragraphs have nothing of what the patterns look for, and to see that costs less than to search them.
        let linked = ["](", "http", "www."].iter().any(|part| paragraph.contains(part));
        let rest = if linked { LINK.replace_all(paragraph, "") } else { paragraph.into() };
        let bare = !rest.contains(char::is_alphanumeric);
        let captioned = || paragraph.contains(['[', '(', '|', ':', '-', '–', '—']) && CAPTION.is_match(paragraph);
        let closing = CLOSING.is_match(paragraph);
        self.closed |= closing;
        bare || closing
            || captioned()
            || (words <= LONGEST && (CREDIT.is_match(paragraph) || FURNITURE.is_match(paragraph)))
            || (self.closed && words <= 12)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_news() {
        for (paragraph, expected) in [
            ("Downloaded from **crackIAS.com**", true),
            ("© **Zuccess App** by crackIAS.com", true),
            ("Relevant for: International Relations | Topic: India - Russia", true),
            ("Tug of war: two presidents have laid out their demands. [File Photo](#)", true),
            ("Soldiers near the border (AP Photo/A. Name)", true),
            ("[Our code of editorial values](#)", true),
            ("![](image.png)", true),
            ("https://example.org/a", true),
            ("END", true),
            ("AFP contributed reporting.", true),
            ("Reporting by A. Name; Editing by B. Name", true),
            ("Subscribe to our newsletter", true),
            ("***", true),
            (
                "Copyright holders sued the ministry on Tuesday over thousands of songs that were played without leave at the parade, \
              and they asked the court for damages of two million euros.",
                false,
            ),
            ("The ministry published a photo of the talks.", false),
            ("The end is near, he said.", false),
            ("Moscow said about 3,000 servicemen had started combat training.", false),
            ("He read [the letter](https://example.org) aloud.", false),
        ] {
            assert_eq!(Boilerplate::default().is(paragraph), expected, "{paragraph}");
        }
    }

    #[test]
    fn short_lines_behind_the_close_belong_to_the_page() {
        let mut boilerplate = Boilerplate::default();
        let told: Vec<_> = ["CrackIAS.com", "END", "CrackIAS.com"].into_iter().map(|p| boilerplate.is(p)).collect();
        assert_eq!(told, [false, true, true]);
    }
}
