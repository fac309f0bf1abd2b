use super::{Word, Words};

/// The hashed 3-grams of the words of `text`, in order: one for every three words in a row, so a text of
/// fewer words has none. Quotations find articles by these, in the folding of [`Words`].
pub fn grams(text: &str) -> Vec<u64> {
    grams_of(&Words::of(text)).collect()
}

/// As [`grams`], for words already cut. The index keeps these numbers: they are the same on every machine,
/// and another release may change them only with the form of the index.
pub fn grams_of(words: &[Word]) -> impl Iterator<Item = u64> + '_ {
    words.windows(3).map(|window| window.iter().fold(0, |gram: u64, word| mix(gram.rotate_left(21) ^ word.key)))
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

    #[test]
    fn typography_does_not_change_grams() {
        let curly = grams("“This is a ‘red line’ that Kyiv’s partners won’t cross,” he said");
        assert_eq!(curly, grams("this is a \"red line\" that Kyiv's partners won't cross he said"));
        assert_eq!(curly.len(), 10);
        assert!(grams("red line").is_empty());
    }

    /// Should these change, so must the form of the index.
    #[test]
    fn hashes_are_stable() {
        expect_test::expect!["3410fa63347f6856"].assert_eq(&format!("{:x}", grams("a red line")[0]));
    }
}
