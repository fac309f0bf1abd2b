/// How many words a gram spans.
const GRAM: usize = 3;

/// Calls `found` with each word of `text`, folded as the corpus folds it: lower case, without
/// diacritics, without apostrophes (`don’t` → `dont`) and possessive `’s`. Everything that is neither
/// letter nor digit parts words. The word is only lent for the call.
pub fn fold_words(text: &str, mut found: impl FnMut(&str)) {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    let mut word = String::new();
    // Where in `word` the last apostrophe stood.
    let mut apostrophe = None;
    let mut end = |word: &mut String, apostrophe: &mut Option<usize>| {
        if apostrophe.take().is_some_and(|at| at > 0 && &word[at..] == "s") {
            word.pop();
        }
        if !word.is_empty() {
            found(word);
            word.clear();
        }
    };
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => word.push(c),
            'A'..='Z' => word.push(c.to_ascii_lowercase()),
            '\'' | '’' => apostrophe = Some(word.len()),
            c if c.is_ascii() => end(&mut word, &mut apostrophe),
            c if c.is_alphanumeric() || is_combining_mark(c) => {
                let letters = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c));
                word.extend(letters.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()));
            }
            // The soft hyphen and the joiners of the web are seen by nobody.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            _ => end(&mut word, &mut apostrophe),
        }
    }
    end(&mut word, &mut apostrophe);
}

/// The hash of one folded word. Stable over releases and machines, as it is kept on disk (FNV-1a with
/// a finishing mix).
pub fn word_hash(word: &str) -> u64 {
    mix(word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

/// The hashed 3-grams of the folded words of `text`, in order: one for every three words in a row, so a
/// text of fewer words has none. Quotations and articles are compared by these; both must come from here.
pub fn grams(text: &str) -> Vec<u64> {
    let mut hashes = Vec::new();
    fold_words(text, |word| hashes.push(word_hash(word)));
    hashes
        .windows(GRAM)
        .map(|window| window.iter().fold(0, |gram: u64, word| mix(gram.rotate_left(21) ^ word)))
        .collect()
}

/// Spreads every bit of `hash` over all of them (the finisher of MurmurHash3).
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut words = Vec::new();
        fold_words(text, |word| words.push(word.to_owned()));
        assert_eq!(words.join(" "), expected, "{text}");
    }

    #[test]
    fn words_are_folded() {
        check("“Let’s call a spade a spade.”", "let call a spade a spade");
        check("Don't — the Czechs' café, Putin's 'red line'", "dont the czechs cafe putin red line");
        check("İstanbul, naïve co\u{ad}operate, ﬁnal", "istanbul naive cooperate final");
        check("1,00,000 troops", "1 00 000 troops");
        check("Đuro Škoda", "đuro skoda");
        check("", "");
    }

    #[test]
    fn typography_does_not_change_grams() {
        let curly = grams("“This is a ‘red line’ that Kyiv’s partners won’t cross,” he said");
        assert_eq!(curly, grams("this is a \"red line\" that Kyiv's partners won't cross he said"));
        assert_eq!(curly.len(), 10);
        assert!(grams("red line").is_empty());
    }

    /// The index keeps these numbers: should they change, its version has to.
    #[test]
    fn hashes_are_stable() {
        assert_eq!(grams("a red line"), [grams("A red line!")[0]]);
        expect_test::expect!["f26eb85c21dcaa34"].assert_eq(&format!("{:x}", grams("a red line")[0]));
    }
}
