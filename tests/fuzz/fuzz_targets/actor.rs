#![no_main]
//! Any text: no panic, spans in order and on letters, every mention has its actor.

use ibid::actor::find;
use ibid::text::tokens;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let actors = find(text, &tokens(text));
    let mut last = 0;
    for mention in &actors.mentions {
        assert!(mention.span.start() >= last && text.get(mention.span.range()).is_some());
        assert!(actors.get(mention.actor).is_some());
        last = mention.span.start();
    }
});
