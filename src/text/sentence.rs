use super::{Span, Token, TokenKind};

/// The sentences of `within`, a span of `text` that is one paragraph; `tokens` are those of the whole text.
///
/// A sentence ends at a full stop, question mark, exclamation mark or ellipsis that is followed by a
/// capital letter, a number or a quotation mark; closing quotation marks and brackets behind it belong
/// to it. It does not end inside a quotation or brackets, so a quotation of several sentences stays
/// whole; marks that find no partner in the paragraph do not count. Line ends do not matter. The
/// sentences cover all tokens of `within`, and no white space at their edges.
pub fn sentences(text: &str, tokens: &[Token], within: Span) -> Vec<Span> {
    let first = tokens.partition_point(|t| t.span.start() < within.start());
    let last = tokens.partition_point(|t| t.span.end() <= within.end()).max(first);
    let visible: Vec<Token> = tokens[first..last]
        .iter()
        .filter(|t| !matches!(t.kind, TokenKind::Line | TokenKind::Paragraph))
        .copied()
        .collect();
    let reader = Reader { text, tokens: &visible, depth: depths(text, &visible) };
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < visible.len() {
        let end = reader.behind_closers(at);
        if reader.may_end(at) && reader.ends(at, end) {
            sentences.push(visible[start].span.join(visible[end - 1].span));
            start = end;
        }
        at = at.max(if reader.may_end(at) { end - 1 } else { at }) + 1;
    }
    if start < visible.len() {
        sentences.push(visible[start].span.join(visible[visible.len() - 1].span));
    }
    sentences
}

/// Abbreviations that a name follows: a sentence never ends behind them.
const BEFORE_NAME: &[&str] = &[
    "adm", "amb", "brig", "capt", "cf", "cmdr", "col", "cpl", "det", "dr", "e.g", "ft", "gen", "gov", "hon", "i.e",
    "insp", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "pfc", "pres", "prof", "pvt", "rep", "reps", "rev", "sec",
    "sen", "sens", "sgt", "spc", "supt", "v", "viz", "vs",
];

/// Abbreviations that a number follows.
const BEFORE_NUMBER: &[&str] =
    &["approx", "art", "ca", "ch", "est", "fig", "max", "min", "no", "nos", "p", "para", "pp", "rs", "sec", "vol"];

/// Words that begin sentences and seldom stand inside one with a capital: behind `U.S.`, `Inc.` or
/// `Jan.` only these tell that a sentence ended there.
const STARTERS: &str = "A According After All Also Although An And Another Any As At Because Before Both But By Despite During Each \
    Earlier Even Every Few For From He Her Here His How However I If In Instead It Its Last Later Many Meanwhile \
    Moreover Most Mr. Mrs. Ms. My Neither No Nor Not Now On Once One Only Other Others Our Several She Since So Some \
    Still Such That The Their Then There These They This Those Though Through Thus To Two Under Until We What When \
    Where While Who Why With Yet You Your";

/// Verbs of saying that go on a sentence behind a quotation ended by `?` or `!`: “Why?” Biden asked.
const SAYING: &[&str] = &["said", "says", "asked", "asks", "told", "added", "wrote", "replied", "shouted", "tweeted"];

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// How many quotations and brackets are open behind each token.
    depth: Vec<u32>,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.of(self.text))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    /// Whether a sentence could end at this token at all.
    fn may_end(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(TokenKind::Stop) => true,
            Some(TokenKind::Word) => self.word(at).ends_with('.'),
            _ => false,
        }
    }

    /// The index behind the closing marks that follow a stop.
    fn behind_closers(&self, at: usize) -> usize {
        let mut end = at + 1;
        while let Some(kind) = self.kind(end) {
            let touches = self.tokens[end].span.start() == self.tokens[end - 1].span.end();
            let closes = self.depth[end] < self.depth[end - 1];
            let closer = match kind {
                TokenKind::Stop => touches,
                TokenKind::CloseQuote => true,
                TokenKind::StraightQuote => closes,
                TokenKind::SingleQuote | TokenKind::Close => touches,
                _ => false,
            };
            if !closer {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether a sentence ends at the stop `at`, whose closing marks end before `end`.
    fn ends(&self, at: usize, end: usize) -> bool {
        if self.depth[end - 1] > 0 {
            return false;
        }
        let Some(next) = self.tokens.get(end) else { return true };
        if next.span.start() == self.tokens[end - 1].span.end() {
            return false;
        }
        // The first word of the next sentence may stand behind an opening mark.
        let opened = end
            + self.tokens[end..]
                .iter()
                .take(3)
                .take_while(|t| {
                    use TokenKind::{Dash, Open, OpenQuote, SingleQuote, StraightQuote, Symbol};
                    matches!(t.kind, Open | OpenQuote | SingleQuote | StraightQuote | Symbol | Dash)
                })
                .count();
        let Some(first) = self.tokens.get(opened) else { return true };
        let begins = first.is_capitalised()
            || matches!(first.kind, TokenKind::Number | TokenKind::Handle)
            || (first.is_word() && !first.of(self.text).starts_with(char::is_lowercase))
            || matches!(first.kind, TokenKind::Stop);
        if !begins {
            return false;
        }
        let stop = self.word(at);
        if self.kind(at) == Some(TokenKind::Word) {
            return !self.is_abbreviation(at, first) && (opened > end || self.ends_abbreviation(at, opened));
        }
        if stop == "." && end == at + 1 && at > 0 && self.is_abbreviation(at - 1, first) {
            return false;
        }
        if end > at + 1 && stop != "." && opened == end {
            // “Why?” the minister asked.
            return !(1..=4).any(|ahead| SAYING.contains(&self.word(end + ahead)));
        }
        true
    }

    /// Whether a word is an abbreviation that goes on with `next`. Without a full stop of its own (the
    /// tokens know only the commonest) it must look like one: a capital, or `v.`.
    fn is_abbreviation(&self, at: usize, next: &Token) -> bool {
        let word = self.word(at);
        let folded = word.trim_end_matches('.').to_lowercase();
        let title = word.ends_with('.') || word.starts_with(char::is_uppercase) || folded.len() < 2;
        (title && BEFORE_NAME.binary_search(&folded.as_str()).is_ok())
            || (next.kind == TokenKind::Number && BEFORE_NUMBER.binary_search(&folded.as_str()).is_ok())
    }

    /// Whether a sentence ends at an abbreviation that may stand anywhere.
    fn ends_abbreviation(&self, at: usize, next: usize) -> bool {
        let initial = self.word(at).chars().filter(|c| c.is_alphabetic()).count() == 1;
        !initial && STARTERS.split(' ').any(|starter| starter == self.word(next))
    }
}

/// How many quotations and brackets are open behind each token; only those that are closed count.
fn depths(text: &str, tokens: &[Token]) -> Vec<u32> {
    let mut change = vec![0i32; tokens.len()];
    let mut quote: Option<usize> = None;
    let mut single: Option<usize> = None;
    let mut brackets: Vec<usize> = Vec::new();
    let mut close = |open: &mut Option<usize>, at: usize| {
        if let Some(from) = open.take() {
            change[from] += 1;
            change[at] -= 1;
        }
    };
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::OpenQuote => quote = Some(at),
            TokenKind::CloseQuote => close(&mut quote, at),
            TokenKind::StraightQuote => {
                let opens = quote.is_none() || (opens(text, token.span) && !closes(text, token.span));
                if opens {
                    quote = Some(at);
                } else {
                    close(&mut quote, at);
                }
            }
            TokenKind::SingleQuote if opens(text, token.span) && !closes(text, token.span) => single = Some(at),
            TokenKind::SingleQuote => close(&mut single, at),
            TokenKind::Open => brackets.push(at),
            TokenKind::Close => close(&mut brackets.pop(), at),
            _ => {}
        }
    }
    let mut depth = 0;
    change
        .into_iter()
        .map(|change| {
            depth += change;
            depth.max(0) as u32
        })
        .collect()
}

/// Whether a mark touches what follows it, and white space or an opening bracket stands before it.
fn opens(text: &str, mark: Span) -> bool {
    let before = text[..mark.start()].chars().next_back();
    let after = text[mark.end()..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || "([{“‘—–-".contains(c)) && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether a mark touches what stands before it, and white space or punctuation follows.
fn closes(text: &str, mark: Span) -> bool {
    let before = text[..mark.start()].chars().next_back();
    let after = text[mark.end()..].chars().next();
    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::tokens;

    /// `marked` has a `|` wherever a sentence ends and another begins.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<_> =
            sentences(&text, &tokens(&text), Span::new(0, text.len())).iter().map(|s| s.of(&text).to_owned()).collect();
        let wanted: Vec<_> = marked.split('|').map(|s| s.trim().to_owned()).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn abbreviations_and_initials() {
        for marked in [
            "U.S. Secretary of State Antony Blinken confirmed plans. |He added more.",
            "Mr. Biden told Mr. Putin so. |Mr. Putin replied.",
            "Jan. 21: What you need to know today",
            "George W. Bush spoke. |Gen. Mark Milley did not.",
            "It fell under No. 5 of the treaty. |So did 3.5 percent.",
            "It was sent to the U.S. |The Kremlin waited.",
            "NATO and the U.S. have called the demands “non-starters.” |Moscow has not.",
            "At 5 p.m. Moscow time they met. |They left at 7 p.m. |He stayed.",
            "Shell Inc. |They said so. |Ford Motor Co. President Bill Ford resigned.",
            "He said no. |They left.",
            "He said No. |They left.",
            "It rose by 1.5 points to 3. |Then it fell.",
            "The U.S.-led alliance met. |Was it late? |Yes! |No one knows...",
            "Well ... he said. |He waited… |Then he left. |It was… over.",
        ] {
            check(marked);
        }
    }

    #[test]
    fn quotations_stay_whole() {
        for marked in [
            "“Russia does not have the right. This is a red line,” said Kuleba. |He left.",
            "Lavrov stressed: \"I can't tell you. We'll understand this when we receive it.\" |Then he left.",
            "“I made it clear,” Mr. Biden said. |“We will increase our presence.”",
            "He said that “there could be a call with Mr. Putin. I could visit Moscow.\" |The Kremlin refused.",
            "“Why now?” Biden asked. |“Why here?”",
            "“Why now? Why here?” |The crowd was silent.",
            "He called it ‘a ruse. A trick.’ |It was.",
            "They met (in Geneva. Or Vienna.) and left. |(It was late.) |They slept.",
            "“An open quotation goes on in the next paragraph. |It has no end.",
            "``Old wires do this. They do,'' he said. |It is so.",
        ] {
            check(marked);
        }
    }

    #[test]
    fn line_and_page_breaks_do_not_matter() {
        check("officials who served in the Obama, George W. Bush\n\nand Clinton's administrations\nspoke. |They left.");
        check("Ends here.\n|Begins there.");
    }

    #[test]
    fn tables_are_sorted() {
        assert!(BEFORE_NAME.is_sorted() && BEFORE_NUMBER.is_sorted());
    }

    proptest! {
        #[test]
        fn sentences_cover_all_tokens_in_order(text in "([a-zA-Z]{1,4}|[ .?!…\"“”‘’'()\n]|Mr\\.|U\\.S\\.| ){0,60}") {
            let tokens = tokens(&text);
            let found = sentences(&text, &tokens, Span::new(0, text.len()));
            prop_assert!(found.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            for token in tokens.iter().filter(|t| !matches!(t.kind, TokenKind::Line | TokenKind::Paragraph)) {
                prop_assert_eq!(found.iter().filter(|s| s.covers(token.span)).count(), 1);
            }
        }
    }
}
