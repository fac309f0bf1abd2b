//! Laws of quotations: what stands in an article is never reported, what does not always is.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use ibid::article::{Article, Given, Source, read};
use ibid::check::{self, Finding};
use ibid::config::Level;
use ibid::corpus::Corpus;
use ibid::note::Note;
use ibid::text::{Text, Words};
use ibid::world::{Change, Snapshot, World};
use proptest::prelude::*;

fn article(name: &str, text: &str) -> Arc<Article> {
    let path = Path::new("/w/articles").join(format!("{name}.txt"));
    let source = Source {
        path: path.into(),
        hash: [0; 32],
        text: Text::new(text),
        metadata: Default::default(),
        issues: Vec::new(),
    };
    Arc::new(read(source, Given::default()))
}

/// The seeds, and an article made of common words, in which every run stands at several places.
fn articles() -> Vec<Arc<Article>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    let mut articles: Vec<_> = files
        .iter()
        .map(|path| article(&path.file_stem().unwrap().to_string_lossy(), &fs::read_to_string(path).unwrap()))
        .collect();
    let words = ["the", "river", "and", "its", "old", "bridge", "were", "not", "closed", "in", "winter"];
    let made: String = (0..900).map(|n: usize| format!("{} ", words[(n * n + n / 7) % words.len()])).collect();
    articles.push(article("made", &made));
    articles
}

fn errors_and_warnings(corpus: &Corpus, text: &str) -> Vec<Finding> {
    let path: Arc<Path> = Path::new("/w/n.md").into();
    let note = Arc::new(Note::read(path, Text::new(text), None, None));
    let world = World::new("/w".into())
        .changed(Change::Corpus(Arc::new(corpus.clone())))
        .changed(Change::AllNotes(vec![Arc::clone(&note)]));
    let mut findings = check::findings(&Snapshot::new(world), &note);
    // A span may be torn from its “not” or “if” word for word: that is another matter than its words.
    findings.retain(|finding| finding.level >= Level::Warning && finding.code != "elision-changes-sense");
    findings
}

/// `length` words of the article from word `at` on, as they stand there; none when Markdown or a quotation mark
/// in them would end the quotation.
fn span(article: &Article, at: usize, length: usize) -> Option<String> {
    let words: &Words = article.text.words();
    let start = words.get(at % words.len())?.span;
    let end = words.get(at % words.len() + length - 1)?.span;
    let text = start.join(end).of(article.text.as_str());
    let plain = |c: char| c.is_alphanumeric() || " ,.;:’'-—&".contains(c);
    text.chars().all(plain).then(|| text.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_verbatim_span_is_clean(which in 0usize..4, at in 0usize..2000, length in 3usize..40) {
        let articles = articles();
        let Some(quotation) = span(&articles[which], at, length) else { return Ok(()) };
        let corpus = Corpus::new(articles.clone());
        let note = format!("It says: “{quotation}” [@{}].", articles[which].key);
        let codes: Vec<_> = errors_and_warnings(&corpus, &note).iter().map(|f| f.message.clone()).collect();
        prop_assert!(codes.is_empty(), "{note}\n{codes:?}");
    }

    #[test]
    fn a_changed_word_is_never_clean(which in 0usize..3, at in 0usize..2000, length in 5usize..40, word in 0usize..40) {
        let articles = articles();
        let Some(quotation) = span(&articles[which], at, length) else { return Ok(()) };
        let words = Words::of(&quotation);
        let mut changed = quotation.clone();
        changed.replace_range(words[word % words.len()].span.range(), "velvet");
        let corpus = Corpus::new(articles.clone());
        let note = format!("It says: “{changed}” [@{}].", articles[which].key);
        let codes: Vec<_> = errors_and_warnings(&corpus, &note).iter().map(|f| f.code).collect();
        prop_assert!(codes.contains(&"misquote"), "{note}\n{codes:?}");
    }
}
