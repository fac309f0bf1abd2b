use super::Span;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// Letters, with inner apostrophes (`don't`), hyphens (`live-fire`, `S-400`) and, for abbreviations
    /// and initials, their full stops (`U.S.`, `Mr.`, `W.`).
    Word,
    /// Digits with inner separators: `100,000`, `1,00,000`, `1.5`, `2022-01-21`, `10th`, `9/11`, `5pm`.
    Number,
    /// `'s` or a bare `'` behind a plural: the possessive mark alone.
    Possessive,
    /// `@name`.
    Handle,
    /// An address of the web or of mail, as one token.
    Url,
    /// `“` `«` `„`, or the typist's ``` `` ```.
    OpenQuote,
    /// `”` `»`, or the typist's `''`.
    CloseQuote,
    /// `"`, which may open or close.
    StraightQuote,
    /// A single quotation mark that is no apostrophe: `‘` `’` `'` at the edge of a word.
    SingleQuote,
    /// `.` `!` `?` and `…` (also `...`) that end no abbreviation.
    Stop,
    Comma,
    Colon,
    Semicolon,
    /// `—` `–` `--`, or a hyphen between spaces.
    Dash,
    /// `(` `[` `{`.
    Open,
    /// `)` `]` `}`.
    Close,
    /// `$` `%` `&` `#` and everything else that is visible.
    Symbol,
    /// A line end inside a paragraph.
    Line,
    /// One or more empty lines.
    Paragraph,
}

/// The case of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// No letters.
    None,
    /// `word`
    Lower,
    /// `Word`, also a single capital
    Capitalised,
    /// `WORD`, two letters or more, `U.S.` among them
    Upper,
    /// `iPhone`, `McDonald`, `RIA-Novosti`
    Mixed,
}

/// One token; `span` is in bytes of the text it was cut from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
    pub shape: Shape,
}

impl Token {
    #[inline]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    #[inline]
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Begins with a capital letter.
    #[inline]
    pub fn is_capitalised(&self) -> bool {
        matches!(self.shape, Shape::Capitalised | Shape::Upper | Shape::Mixed)
    }
}

/// Cuts `text` into tokens, in order, without overlap; white space other than line ends is left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut scanner =
        Scanner { text, bytes: text.as_bytes(), at: 0, open_single: false, tokens: Vec::with_capacity(text.len() / 5) };
    scanner.tokens.reserve(text.len() / 5);
    scanner.run();
    scanner.tokens
}

/// Abbreviations whose full stop belongs to the word, whatever follows.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "aug", "ave", "blvd", "brig", "bros", "capt", "cmdr", "co", "col", "corp", "cpl", "dec", "dept",
    "det", "dr", "esq", "etc", "feb", "fig", "ft", "gen", "gov", "hon", "inc", "insp", "jan", "jr", "llc", "lt", "ltd",
    "maj", "messrs", "mr", "mrs", "ms", "mt", "nov", "oct", "pfc", "plc", "pres", "prof", "pvt", "rep", "reps", "rev",
    "sen", "sens", "sept", "sep", "sgt", "spc", "sr", "st", "supt", "vs",
];

/// Abbreviated American states: words of their own elsewhere, so only behind a comma (“Boise, Ind.”).
const STATES: &[&str] = &[
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "mass", "md",
    "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis",
    "wyo",
];

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// A single quotation mark was opened in this paragraph, so a lone `'` may close it.
    open_single: bool,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.byte(0) {
            match byte {
                b' ' | b'\t' => self.at += 1,
                b'\n' | b'\r' => self.line_end(),
                b'a'..=b'z' | b'A'..=b'Z' => self.word(),
                b'0'..=b'9' => self.number(),
                b'.' if self.byte(1) == Some(b'.') => {
                    let dots = self.bytes[self.at..].iter().take_while(|b| **b == b'.').count();
                    self.push(TokenKind::Stop, dots);
                }
                b'.' | b'!' | b'?' => self.push(TokenKind::Stop, 1),
                b',' => self.push(TokenKind::Comma, 1),
                b':' => self.push(TokenKind::Colon, 1),
                b';' => self.push(TokenKind::Semicolon, 1),
                b'"' => self.push(TokenKind::StraightQuote, 1),
                b'\'' if self.byte(1) == Some(b'\'') => self.push(TokenKind::CloseQuote, 2),
                b'`' if self.byte(1) == Some(b'`') => self.push(TokenKind::OpenQuote, 2),
                b'\'' => self.apostrophe(1),
                b'(' | b'[' | b'{' => self.push(TokenKind::Open, 1),
                b')' | b']' | b'}' => self.push(TokenKind::Close, 1),
                b'-' => self.hyphen(),
                b'@' if self.byte(1).is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_') => self.handle(),
                0..=0x7f if byte.is_ascii_control() => self.at += 1,
                0..=0x7f => self.push(TokenKind::Symbol, 1),
                _ => self.other(),
            }
        }
    }

    #[inline]
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// The character at a byte offset that is known to be a boundary.
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    fn push(&mut self, kind: TokenKind, len: usize) {
        self.push_shaped(kind, len, Shape::None);
    }

    fn push_shaped(&mut self, kind: TokenKind, len: usize, shape: Shape) {
        self.tokens.push(Token { span: Span::new(self.at, self.at + len), kind, shape });
        self.at += len;
    }

    /// Runs of white space with line ends: one is a line, more are a paragraph.
    fn line_end(&mut self) {
        let mut at = self.at;
        let (mut ends, mut behind_last) = (0, at);
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'\r' if self.bytes.get(at + 1) == Some(&b'\n') => at += 1,
                b'\n' | b'\r' => {
                    ends += 1;
                    at += 1;
                    behind_last = at;
                }
                b' ' | b'\t' => at += 1,
                _ => break,
            }
        }
        let kind = if ends > 1 { TokenKind::Paragraph } else { TokenKind::Line };
        self.open_single &= kind == TokenKind::Line;
        self.push(kind, behind_last - self.at);
    }

    fn hyphen(&mut self) {
        let run = self.bytes[self.at..].iter().take_while(|b| **b == b'-').count();
        let before = self.at == 0 || self.bytes[self.at - 1].is_ascii_whitespace();
        let after = self.byte(run).is_none_or(|b| b.is_ascii_whitespace());
        let kind = if run > 1 || (before && after) { TokenKind::Dash } else { TokenKind::Symbol };
        self.push(kind, run);
    }

    fn handle(&mut self) {
        let name = self.bytes[self.at + 1..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        self.push(TokenKind::Handle, 1 + name);
    }

    /// A `'` or `’` that does not stand inside a word.
    fn apostrophe(&mut self, len: usize) {
        let behind_s = self
            .tokens
            .last()
            .is_some_and(|t| t.is_word() && t.span.end() == self.at && t.of(self.text).ends_with(['s', 'S', 'x', 'z']));
        if behind_s && !self.open_single {
            return self.push(TokenKind::Possessive, len);
        }
        let opens =
            self.at == 0 || self.text[..self.at].ends_with(|c: char| c.is_whitespace() || "([{“\"—–-".contains(c));
        self.open_single = opens;
        self.push(TokenKind::SingleQuote, len);
    }

    fn other(&mut self) {
        let Some(c) = self.char_at(self.at) else {
            self.at += 1;
            return;
        };
        let len = c.len_utf8();
        match c {
            '“' | '«' | '„' | '‟' => self.push(TokenKind::OpenQuote, len),
            '”' | '»' => self.push(TokenKind::CloseQuote, len),
            '‘' | '‚' => {
                self.open_single = true;
                self.push(TokenKind::SingleQuote, len);
            }
            '’' => self.apostrophe(len),
            '—' | '–' | '―' | '‒' => self.push(TokenKind::Dash, len),
            '…' => self.push(TokenKind::Stop, len),
            '\u{2028}' | '\u{2029}' | '\u{85}' => self.at += len,
            c if c.is_whitespace() || c.is_control() || is_invisible(c) => self.at += len,
            c if c.is_alphabetic() => self.word(),
            c if c.is_numeric() => self.number(),
            _ => self.push(TokenKind::Symbol, len),
        }
    }

    fn number(&mut self) {
        let mut at = self.at;
        while let Some(&byte) = self.bytes.get(at) {
            let digit_next = self.bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
            match byte {
                b'0'..=b'9' => at += 1,
                b',' | b'.' | b'/' | b':' | b'-' if digit_next => at += 1,
                _ => break,
            }
        }
        if at == self.at {
            // A numeral outside ASCII: it counts as a word.
            return self.word();
        }
        let letters = self.bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let joined = self.bytes.get(at) == Some(&b'-') && self.bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
        if joined {
            return self.word();
        }
        self.push(TokenKind::Number, at - self.at + letters);
    }

    fn word(&mut self) {
        let start = self.at;
        let mut at = start;
        let (mut upper, mut lower, mut first_upper) = (0usize, 0usize, false);
        let mut dots = 0usize;
        let mut possessive = 0usize;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'a'..=b'z' => {
                    lower += 1;
                    at += 1;
                }
                b'A'..=b'Z' => {
                    first_upper |= upper + lower == 0;
                    upper += 1;
                    at += 1;
                }
                b'0'..=b'9' => at += 1,
                b'\'' | b'-' | b'&' | b'.' | b'@' | b':' | b'_' => {
                    let Some(next) =
                        self.bytes.get(at + 1).copied().filter(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
                    else {
                        if byte == b':' && self.bytes[at..].starts_with(b"://") {
                            return self.url();
                        }
                        break;
                    };
                    match byte {
                        b'\'' if !next.is_ascii_alphabetic() => break,
                        b'\'' if is_possessive(self.bytes, at + 1) => {
                            possessive = 2;
                            break;
                        }
                        // `U.S`, `a.m`, and names with a lower-case part such as `example.com`.
                        b'.' if is_dotted(self.bytes, start, at) || next.is_ascii_lowercase() => dots += 1,
                        b'.' | b':' => break,
                        b'@' => return self.url(),
                        b'_' | b'-' | b'&' | b'\'' => {}
                        _ => break,
                    }
                    at += 1;
                }
                0..=0x7f => break,
                _ => {
                    let Some(c) = self.char_at(at) else { break };
                    let next = at + c.len_utf8();
                    if c == '’' {
                        if !self.char_at(next).is_some_and(char::is_alphabetic) {
                            break;
                        }
                        if is_possessive(self.bytes, next) {
                            possessive = c.len_utf8() + 1;
                            break;
                        }
                    } else if c == '\u{2010}' || c == '\u{2011}' {
                        if !self.char_at(next).is_some_and(char::is_alphanumeric) {
                            break;
                        }
                    } else if c.is_uppercase() {
                        first_upper |= upper + lower == 0;
                        upper += 1;
                    } else if c.is_alphabetic() {
                        lower += 1;
                    } else if !(c.is_numeric() || is_mark(c) || is_invisible(c)) {
                        break;
                    }
                    at = next;
                }
            }
        }
        if at == start {
            return self.push(TokenKind::Symbol, self.char_at(start).map_or(1, char::len_utf8));
        }
        if self.bytes[start..at].first_chunk() == Some(b"www.") {
            return self.url();
        }
        if self.bytes.get(at) == Some(&b'.') && self.keeps_stop(start, at, dots) {
            at += 1;
        }
        let shape = match (upper, lower) {
            (0, 0) => Shape::None,
            (0, _) => Shape::Lower,
            (1, 0) => Shape::Capitalised,
            (_, 0) => Shape::Upper,
            (1, _) if first_upper => Shape::Capitalised,
            _ => Shape::Mixed,
        };
        self.push_shaped(TokenKind::Word, at - start, shape);
        if possessive > 0 {
            self.push(TokenKind::Possessive, possessive);
        }
    }

    /// Whether the full stop behind the word `start..end` is part of it.
    fn keeps_stop(&self, start: usize, end: usize, dots: usize) -> bool {
        let word = &self.text[start..end];
        if dots > 0 {
            return is_dotted(self.bytes, start, end);
        }
        let rest = self.text[end + 1..].trim_start_matches([' ', '\t']);
        let next = rest.chars().next();
        if word.len() == 1 {
            // An initial: `George W. Bush`; not the pronoun, nor the end of a sentence.
            return word.as_bytes()[0].is_ascii_uppercase() && word != "I" && next.is_some_and(char::is_uppercase);
        }
        if word.len() > 6 || !word.is_ascii() {
            return false;
        }
        let mut folded = [0u8; 6];
        folded[..word.len()].copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        let folded = std::str::from_utf8(&folded[..word.len()]).unwrap_or("");
        let capitalised = word.as_bytes()[0].is_ascii_uppercase();
        if ABBREVIATIONS.binary_search(&folded).is_ok() {
            return capitalised || matches!(folded, "etc" | "vs" | "dept" | "fig");
        }
        match folded {
            "no" | "nos" => next.is_some_and(|c| c.is_ascii_digit()),
            "eg" | "ie" | "cf" => true,
            _ => capitalised && self.behind_comma() && STATES.binary_search(&folded).is_ok(),
        }
    }

    fn behind_comma(&self) -> bool {
        self.tokens.last().is_some_and(|t| t.kind == TokenKind::Comma)
    }

    /// An address, up to white space, brackets or quotation marks; closing punctuation stays outside.
    fn url(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| c.is_whitespace() || "<>()[]{}\"“”‘’".contains(c)).unwrap_or(rest.len());
        let len = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']).len();
        self.push(TokenKind::Url, len.max(1));
    }
}

/// `s` behind an apostrophe that ends the word there.
fn is_possessive(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b's' | b'S'))
        && !bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-' || is_utf8_letter(bytes, at + 1))
}

/// Whether a letter outside ASCII starts at `at`; quotation marks and dashes (U+2000 to U+2FFF) are none.
fn is_utf8_letter(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|b| *b >= 0xC3 && *b != 0xE2)
}

/// Whether `start..end` is single letters with full stops between: `U.S`, `a.m`, `J.R.R`.
fn is_dotted(bytes: &[u8], start: usize, end: usize) -> bool {
    let word = &bytes[start..end];
    word.len() % 2 == 1
        && word.len() < 12
        && word.iter().enumerate().all(|(i, b)| if i % 2 == 0 { b.is_ascii_alphabetic() } else { *b == b'.' })
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Soft hyphen, zero-width space and joiners, byte-order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: Expect) {
        let shown: Vec<String> = tokens(text).iter().map(|t| format!("{:?}:{}", t.kind, t.of(text))).collect();
        expected.assert_eq(&shown.join(" ").replace('\n', "⏎"));
    }

    #[test]
    fn abbreviations_keep_their_stop_and_sentences_do_not() {
        check("U.S. Secretary met Mr. Biden.", expect!["Word:U.S. Word:Secretary Word:met Word:Mr. Word:Biden Stop:."]);
        check(
            "George W. Bush. World War I. It",
            expect!["Word:George Word:W. Word:Bush Stop:. Word:World Word:War Word:I Stop:. Word:It"],
        );
        check("No. 5, no. He", expect!["Word:No. Number:5 Comma:, Word:no Stop:. Word:He"]);
        check(
            "Reno, Nev., at 5 a.m. today",
            expect!["Word:Reno Comma:, Word:Nev. Comma:, Word:at Number:5 Word:a.m. Word:today"],
        );
    }

    #[test]
    fn apostrophes() {
        check(
            "Russia’s States’ don't O'Brien's",
            expect!["Word:Russia Possessive:’s Word:States Possessive:’ Word:don't Word:O'Brien Possessive:'s"],
        );
        check("‘the allies’ said", expect!["SingleQuote:‘ Word:the Word:allies SingleQuote:’ Word:said"]);
    }

    #[test]
    fn numbers() {
        check(
            "1,00,000 or 3,000-4,000, 10th, 5pm; S-400 24-hour $1.5m",
            expect![
                "Number:1,00,000 Word:or Number:3,000-4,000 Comma:, Number:10th Comma:, Number:5pm Semicolon:; Word:S-400 Word:24-hour Symbol:$ Number:1.5m"
            ],
        );
    }

    #[test]
    fn quotation_marks_dashes_and_breaks() {
        check(
            "“a” ``b'' \"c\" -- d—e - f\n\n g\nh…",
            expect![
                "OpenQuote:“ Word:a CloseQuote:” OpenQuote:`` Word:b CloseQuote:'' StraightQuote:\" Word:c StraightQuote:\" Dash:-- Word:d Dash:— Word:e Dash:- Word:f Paragraph:⏎⏎ Word:g Line:⏎ Word:h Stop:…"
            ],
        );
    }

    #[test]
    fn handles_and_addresses() {
        check(
            "(@DmytroKuleba) a@b.org, https://x.org/a?b=1. crackIAS.com",
            expect![
                "Open:( Handle:@DmytroKuleba Close:) Url:a@b.org Comma:, Url:https://x.org/a?b=1 Stop:. Word:crackIAS.com"
            ],
        );
    }

    proptest::proptest! {
        #[test]
        fn tokens_are_in_order_and_on_boundaries(text in "[ a-zA-Z0-9.,'’“”\"@\\-\n\réß😀\u{ad}]{0,80}|\\PC{0,40}") {
            let mut end = 0;
            for token in tokens(&text) {
                proptest::prop_assert!(token.span.start() >= end && !token.span.is_empty());
                proptest::prop_assert!(text.get(token.span.range()).is_some());
                end = token.span.end();
            }
        }
    }
}
