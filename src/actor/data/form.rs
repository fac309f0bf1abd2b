/// Whether `word` is a regular form of a common word: its plural, its past, its participle or its adverb, also
/// behind a prefix that makes such words without end (`redesignated`). `common` knows the words of the list.
#[allow(unreachable_pub)] // build.rs uses this file too
pub fn is_form(word: &str, common: impl Fn(&str) -> bool) -> bool {
    let stem = |stem: &str| stem.len() > 2 && common(stem);
    let form = |word: &str| {
        ["s", "es", "ed", "ing", "ly"].iter().any(|ending| word.strip_suffix(ending).is_some_and(stem))
            || word.strip_suffix("ies").is_some_and(|start| stem(&format!("{start}y")))
            || word.strip_suffix("ing").is_some_and(|start| stem(&format!("{start}e")))
            || word.ends_with("ed") && stem(&word[..word.len() - 1])
    };
    let verb = |word: &str| word.ends_with("ed") || word.ends_with("ing");
    let prefixed = |rest: &str| rest.len() > 4 && verb(rest) && (common(rest) || form(rest));
    word.len() > 4
        && (form(word)
            || verb(word)
                && ["re", "in", "un", "de", "dis", "over"].iter().any(|p| word.strip_prefix(p).is_some_and(prefixed)))
}
