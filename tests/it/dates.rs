//! What the fuzzer or a person found hard in texts with dates, replayed: `tests/fuzz/corpus/date`.

use std::fs;
use std::path::Path;

use ibid::date::{DatingFacts, Dct, DctOrigin, Interval, find, infer};

#[test]
fn the_saved_corpus_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus/date");
    let day = "2022-01-21".parse().unwrap();
    let dct = Dct { interval: Interval::day(day), origin: DctOrigin::Head, reasons: Vec::new() };
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for known in [None, Some(&dct)] {
            let mut end = 0;
            for timex in find(&text, known) {
                assert!(timex.span.start() >= end, "{}: {:?}", path.display(), timex.span);
                assert!(text.get(timex.span.range()).is_some(), "{}: {:?}", path.display(), timex.span);
                let value = &timex.value;
                assert!(!value.timex3().is_empty() && !value.prose().is_empty() && !value.reasons().is_empty());
                _ = value.edtf();
                end = timex.span.end();
            }
        }
        infer(&DatingFacts::of("a", &text, None), &[]);
        read += 1;
    }
    assert!(read > 10, "the corpus is gone");
}
