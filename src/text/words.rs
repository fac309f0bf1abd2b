use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// A word as comparison sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// Where it stands, without punctuation at its edges.
    pub span: Span,
    /// Equal for words that differ only in typography: FNV-1a of the folded letters.
    pub key: u64,
}

/// The words of a text folded for comparison, in order.
///
/// Folded are case, diacritics, the form of apostrophes, full stops of initials (`U.S.` = `US`), the
/// grouping of digits (`1,00,000` = `100,000`), `%` and `&`; hyphens and dashes part words, so that
/// `live-fire` is two. Never folded are letters and digits themselves. `US` is not `us`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    words: Vec<Word>,
}

impl Words {
    pub fn of(text: &str) -> Self {
        let mut words = Vec::with_capacity(text.len() / 6);
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let next = at + c.len_utf8();
            if c.is_alphanumeric() {
                let word = scan(text, at);
                at = word.span.end();
                words.push(word);
                continue;
            }
            if let Some(key) = symbol(c) {
                words.push(Word { span: Span::new(at, next), key });
            }
            at = next;
        }
        Self { words }
    }

    /// The indices of the words that lie wholly in `span`.
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.words.partition_point(|w| w.span.start() < span.start());
        let end = self.words.partition_point(|w| w.span.end() <= span.end());
        start..end.max(start)
    }
}

impl std::ops::Deref for Words {
    type Target = [Word];

    fn deref(&self) -> &[Word] {
        &self.words
    }
}

/// The key of a word given by itself, e.g. for a table of words to compare with.
pub fn word_key(word: &str) -> u64 {
    scan(word, 0).key
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

struct Fnv(u64);

impl Fnv {
    const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
    }

    fn push(&mut self, c: char) {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes).bytes().for_each(|byte| self.byte(byte));
    }
}

/// Signs that are read aloud count as words.
fn symbol(c: char) -> Option<u64> {
    match c {
        '%' => Some(const { fnv("percent") }),
        '&' => Some(const { fnv("and") }),
        '$' | '€' | '£' | '¥' | '₹' | '₽' => {
            let mut hash = Fnv(FNV_OFFSET);
            hash.push(c);
            Some(hash.0)
        }
        _ => None,
    }
}

/// The word that begins at `start`, which is a letter or a digit.
fn scan(text: &str, start: usize) -> Word {
    let mut hash = Fnv(FNV_OFFSET);
    let mut chars = text.get(start..).unwrap_or("").char_indices().peekable();
    // Letters since the last full stop, letters in all, and how many of them are capitals.
    let (mut run, mut letters, mut capitals) = (0, 0, 0);
    let mut initials = true;
    let mut end = start;
    let mut before = ' ';
    while let Some(&(at, c)) = chars.peek() {
        if c.is_alphanumeric() || is_combining_mark(c) {
            fold(c, |folded| hash.push(folded));
            run += 1;
            letters += 1;
            capitals += usize::from(c.is_uppercase());
            end = start + at + c.len_utf8();
            before = c;
            chars.next();
            continue;
        }
        let mut after = chars.clone().skip(1).map(|(_, c)| c);
        let (next, second) = (after.next().unwrap_or(' '), after.next().unwrap_or(' '));
        let goes_on = match c {
            // Soft hyphens and characters without width are not there for a reader.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => true,
            '\'' | '’' | '‘' | 'ʼ' | '′' | '`' if next.is_alphanumeric() => {
                hash.push('\'');
                initials = false;
                true
            }
            ',' => before.is_ascii_digit() && next.is_ascii_digit(),
            '.' if before.is_ascii_digit() && next.is_ascii_digit() => {
                hash.push('.');
                true
            }
            '.' => {
                let initial = initials && run == 1 && next.is_alphabetic() && !second.is_alphanumeric();
                initial && before.is_alphabetic()
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        initials &= c == '.';
        run = 0;
        chars.next();
    }
    let mut key = hash.0;
    if letters == 2 && capitals == 2 && key == US {
        key = !key;
    }
    Word { span: Span::new(start, end), key }
}

/// To part the country from the pronoun.
const US: u64 = fnv("us");

const fn fnv(word: &str) -> u64 {
    let (bytes, mut hash, mut at) = (word.as_bytes(), Fnv(FNV_OFFSET), 0);
    while at < bytes.len() {
        hash.byte(bytes[at]);
        at += 1;
    }
    hash.0
}

/// Lower case without diacritics.
fn fold(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        return push(c.to_ascii_lowercase());
    }
    for c in c.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &[&str]) {
        let found: Vec<_> = Words::of(text).iter().map(|w| w.span.of(text).to_string()).collect();
        assert_eq!(found, words, "{text}");
    }

    fn same(a: &str, b: &str) -> bool {
        let keys = |text| Words::of(text).iter().map(|w| w.key).collect::<Vec<_>>();
        keys(a) == keys(b)
    }

    #[test]
    fn cuts_words_at_punctuation_and_hyphens() {
        check("“We’re live-fire,” he said…", &["We’re", "live", "fire", "he", "said"]);
        check("1,00,000 U.S. troops, 1.5% (5:30)", &["1,00,000", "U.S", "troops", "1.5", "%", "5", "30"]);
        check("the workers' ''right'' *not* _now_.", &["the", "workers", "right", "not", "now"]);
        check("Mr. Biden. A day", &["Mr", "Biden", "A", "day"]);
        check("$5 AT&T", &["$", "5", "AT", "&", "T"]);
        check("", &[]);
    }

    #[test]
    fn typography_is_folded() {
        for (a, b) in [
            ("can’t", "can't"),
            ("U.S. troops", "US troops"),
            ("1,00,000", "100,000"),
            ("100,000", "100000"),
            ("Erdoğan", "Erdogan"),
            ("Me\u{301}lanie", "Mélanie"),
            ("de\u{ad}fence", "defence"),
            ("Live-Fire", "live – fire"),
            ("5%", "5 percent"),
            ("“We”", "\"we\""),
        ] {
            assert!(same(a, b), "{a} | {b}");
        }
    }

    #[test]
    fn words_and_numbers_are_not() {
        for (a, b) in [
            ("we're", "were"),
            ("can", "can't"),
            ("1.5", "15"),
            ("troops", "troop"),
            ("not", "now"),
            ("told us", "told the US"),
            ("told us", "told US"),
            ("$5", "5"),
            ("fifteen", "15"),
        ] {
            assert!(!same(a, b), "{a} | {b}");
        }
    }

    #[test]
    fn finds_the_words_of_a_span() {
        let words = Words::of("one two three");
        assert_eq!(words.within(Span::new(4, 13)), 1..3);
        assert_eq!(words.within(Span::new(5, 13)), 2..3);
        assert_eq!(words.within(Span::new(5, 6)), 2..2);
    }
}
