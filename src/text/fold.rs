use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::Span;

/// A text folded for the comparison of quotations, with the way back.
///
/// Folding removes what typists and typesetters change and writers do not mean: the shape of
/// quotation marks, apostrophes and dashes, kinds and runs of space, line breaks, soft hyphens,
/// ligatures, composed or decomposed accents. It never touches case, words, digits or other
/// punctuation. Every kind of double quotation mark becomes `"`, every single one and every apostrophe
/// `'`, a dash that parts clauses `—` without spaces, a dash that joins `-`, an ellipsis `...`.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    pub text: String,
    /// For each byte of `text` the byte offset in the original of the character it came from; the last
    /// entry is the offset behind the original's last visible character.
    pub origin: Vec<u32>,
}

impl Folded {
    pub fn new(original: &str) -> Self {
        let mut fold = Folder { original, folded: Self::default(), space: None };
        let mut at = 0;
        while let Some(c) = original[at..].chars().next() {
            at = fold.step(c, at);
        }
        let end = fold.space.unwrap_or(at);
        fold.folded.origin.push(end as u32);
        fold.folded
    }

    /// Where a span of the folded text stands in the original.
    pub fn original(&self, span: Span) -> Span {
        let last = self.origin.len().saturating_sub(1);
        let of = |at: usize| self.origin.get(at.min(last)).map_or(0, |&offset| offset as usize);
        Span::new(of(span.start()), of(span.end()))
    }
}

/// Whether two (folded) texts are equal but for the case of their first letter.
pub fn equal_but_first_case(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars(), b.chars());
    let first = match (a.next(), b.next()) {
        (Some(a), Some(b)) => a == b || a.to_lowercase().eq(b.to_lowercase()),
        (a, b) => a == b,
    };
    first && a.as_str() == b.as_str()
}

struct Folder<'a> {
    original: &'a str,
    folded: Folded,
    /// Where the run of space began that is not yet written.
    space: Option<usize>,
}

impl Folder<'_> {
    /// Folds what begins with `c` at `at`; answers where it ends.
    fn step(&mut self, c: char, at: usize) -> usize {
        let next = at + c.len_utf8();
        let rest = &self.original[next..];
        if c.is_whitespace() {
            self.space.get_or_insert(at);
            return next;
        }
        if is_invisible(c) {
            return next;
        }
        match c {
            '\'' if rest.starts_with('\'') => return self.put("\"", at, next + 1),
            '`' if rest.starts_with('`') => return self.put("\"", at, next + 1),
            '.' | '…' => return self.stops(c, at, next),
            '-' | '–' | '—' | '―' | '‒' | '−' | '‐' | '‑' => return self.dash(c, at, next),
            _ if c.is_ascii() && rest.as_bytes().first().is_none_or(u8::is_ascii) && c != '`' => {
                self.flush();
                self.push(c, at);
                return next;
            }
            _ => {}
        }
        if let Some(mark) = mark(c) {
            return self.put(mark, at, next);
        }
        let marks = rest.chars().take_while(|&c| canonical_combining_class(c) != 0).map(char::len_utf8).sum::<usize>();
        let end = next + marks;
        self.flush();
        for c in self.original[at..end].nfc() {
            self.push(c, at);
        }
        end
    }

    /// `…`, `...` and `. . .` are one thing; other full stops are themselves.
    fn stops(&mut self, c: char, at: usize, next: usize) -> usize {
        let spaced =
            |tail: &str| [". .", "\u{a0}.\u{a0}."].iter().find(|t| tail.trim_start().starts_with(**t)).is_some();
        let rest = &self.original[next..];
        if c == '…' {
            return self.put("...", at, next);
        }
        if rest.starts_with("..") {
            return self.put("...", at, next + 2);
        }
        if rest.starts_with([' ', '\u{a0}']) && spaced(rest) {
            let end = rest.match_indices('.').nth(1).map_or(next, |(ix, _)| next + ix + 1);
            return self.put("...", at, end);
        }
        self.put(".", at, next)
    }

    /// A dash of two or three hyphens, an em dash and any dash between spaces part clauses.
    fn dash(&mut self, c: char, at: usize, next: usize) -> usize {
        let hyphens = self.original[at..].bytes().take_while(|&b| b == b'-').count();
        let end = next.max(at + hyphens);
        let rest = &self.original[end..];
        let spaced = self.space.is_some() && rest.starts_with(char::is_whitespace);
        if hyphens > 1 || matches!(c, '—' | '―') || spaced {
            let start = self.space.take().unwrap_or(at);
            self.push('—', start);
            return end + rest.len() - rest.trim_start().len();
        }
        // A hyphen at the end of a line goes on in the next.
        let broken = rest.trim_start_matches([' ', '\t', '\r']);
        self.put("-", at, end);
        match broken.strip_prefix('\n') {
            Some(tail) if tail.trim_start().starts_with(char::is_alphabetic) => {
                end + rest.len() - tail.trim_start().len()
            }
            _ => end,
        }
    }

    fn put(&mut self, text: &str, at: usize, next: usize) -> usize {
        self.flush();
        text.chars().for_each(|c| self.push(c, at));
        next
    }

    fn flush(&mut self) {
        if let Some(start) = self.space.take()
            && !self.folded.text.is_empty()
        {
            self.push(' ', start);
        }
    }

    fn push(&mut self, c: char, at: usize) {
        self.folded.text.push(c);
        self.folded.origin.extend(std::iter::repeat_n(at as u32, c.len_utf8()));
    }
}

/// Characters that show nothing: soft hyphen, zero-width space and joiners, direction marks, BOM.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// What a mark or ligature is folded to.
fn mark(c: char) -> Option<&'static str> {
    Some(match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' | '＂' => "\"",
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' | '´' | '`' | '＇' => "'",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding() {
        for (text, folded) in [
            ("“It’s here,” he said", "\"It's here,\" he said"),
            ("``It's here,'' he said", "\"It's here,\" he said"),
            ("  two\u{a0}\n spaces ", "two spaces"),
            ("so\u{ad}ft\u{200b} zero", "soft zero"),
            ("a word — another", "a word—another"),
            ("a word -- another", "a word—another"),
            ("a word—another", "a word—another"),
            ("a word - another", "a word—another"),
            ("Euro–Atlantic, 1939‑1945", "Euro-Atlantic, 1939-1945"),
            ("live-fire, -5", "live-fire, -5"),
            ("long-\nterm", "long-term"),
            ("wait … and", "wait ... and"),
            ("wait . . . and", "wait ... and"),
            ("wait... and.", "wait... and."),
            ("Me\u{301}lanie", "Mélanie"),
            ("ﬁrst oﬃce", "first office"),
            ("Case STAYS", "Case STAYS"),
            ("«oui» ‹non›", "\"oui\" 'non'"),
            ("😀 é", "😀 é"),
            ("", ""),
            (" \n", ""),
        ] {
            assert_eq!(Folded::new(text).text, folded, "{text:?}");
        }
    }

    #[test]
    fn the_way_back() {
        let text = "He said:  “We — all of\nus — won’t.”  ";
        let folded = Folded::new(text);
        for (part, original) in [
            ("We—all of us—won't", "We — all of\nus — won’t"),
            ("said:", "said:"),
            ("\"We", "“We"),
            ("won't.\"", "won’t.”"),
            ("all of us", "all of\nus"),
        ] {
            let at = folded.text.find(part).unwrap();
            assert_eq!(folded.original(Span::new(at, at + part.len())).of(text), original);
        }
    }

    #[test]
    fn case_of_the_first_letter() {
        for (a, b, equal) in [
            ("We will", "we will", true),
            ("Élan", "élan", true),
            ("we Will", "we will", false),
            ("", "", true),
            ("a", "", false),
        ] {
            assert_eq!(equal_but_first_case(a, b), equal, "{a} / {b}");
        }
    }

    proptest! {
        #[test]
        fn folding_is_total(text in "(\\PC|[ \n\r\t\u{301}\u{ad}'`.–—-]){0,40}") {
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.origin.len(), folded.text.len() + 1);
            prop_assert!(folded.origin.is_sorted());
            prop_assert!(folded.origin.iter().all(|&at| text.is_char_boundary(at as usize)));
        }
    }
}
