#![no_main]
//! Any text, with and without a date to hang on: no panic, sound spans, everything renders.

use ibid::date::{DatingFacts, Dct, DctOrigin, Interval, Timex, find, infer};
use libfuzzer_sys::fuzz_target;

fn check(text: &str, timexes: &[Timex]) {
    let mut end = 0;
    for timex in timexes {
        assert!(timex.span.start() >= end && text.get(timex.span.range()).is_some());
        let value = &timex.value;
        _ = (value.timex3(), value.edtf(), value.prose(), value.reasons());
        end = timex.span.end();
    }
}

fuzz_target!(|text: &str| {
    let day = Some(ibid::date::Date::constant(2022, 1, 21));
    let dct = Dct { interval: Interval::new(day, day), origin: DctOrigin::Head, reasons: Vec::new() };
    check(text, &find(text, None));
    check(text, &find(text, Some(&dct)));
    infer(&DatingFacts::of("a", text, None), &[]);
});
