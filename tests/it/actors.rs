//! The actors of the three seeds against their gold, mention → actor id; pairs of names that are one person’s or two’s.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ibid::actor::names::same_person;
use ibid::actor::{Cards, Form, cluster, find};
use ibid::text::tokens;
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    doc: String,
    start: usize,
    end: usize,
    text: String,
    actor: String,
    form: String,
}

/// Gold offsets count code points.
fn byte(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(ix, _)| ix)
}

#[test]
fn the_seeds_mean_whom_the_gold_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gold = fs::read_to_string(root.join("tests/gold/seeds_actors.jsonl")).unwrap();
    let mut documents: BTreeMap<String, Vec<Gold>> = BTreeMap::new();
    for line in gold.lines() {
        let row: Gold = serde_json::from_str(line).unwrap();
        documents.entry(row.doc.clone()).or_default().push(row);
    }
    let texts: Vec<(String, Vec<Gold>)> = documents
        .into_iter()
        .map(|(doc, gold)| (fs::read_to_string(root.join("seeds").join(doc)).unwrap(), gold))
        .collect();
    let found: Vec<_> = texts.iter().map(|(text, _)| find(text, &tokens(text))).collect();
    let clusters = cluster(&found.iter().collect::<Vec<_>>(), &Cards::default());
    let (mut right, mut all, mut metonyms, mut all_metonyms) = (0, 0, 0, 0);
    let mut wrong = String::new();
    for (ix, (text, gold)) in texts.iter().enumerate() {
        for row in gold {
            let (start, end) = (byte(text, row.start), byte(text, row.end));
            let mention = found[ix].mentions.iter().find(|m| {
                m.span.start() == start && m.span.end() == end && !matches!(m.form, Form::Nominal | Form::Pronoun)
            });
            let id = mention.and_then(|m| clusters.id(ix, m.actor)).unwrap_or("-");
            all += 1;
            right += usize::from(id == row.actor);
            let city = matches!(row.text.as_str(), "Moscow" | "Kyiv" | "Washington" | "Kremlin");
            all_metonyms += usize::from(city);
            let government = mention.is_some_and(|m| m.form == Form::Metonym);
            metonyms += usize::from(city && government == (row.form == "metonym") && id == row.actor);
            if id != row.actor {
                wrong.push_str(&format!("{} {start}: {} is {id}, gold {}\n", row.doc, row.text, row.actor));
            }
        }
    }
    println!("mention -> actor id {right} of {all}; metonyms {metonyms} of {all_metonyms}\n{wrong}");
    assert_eq!(metonyms, all_metonyms, "{wrong}");
    assert!(right * 1000 >= all * 970, "{right} of {all}\n{wrong}");
}

#[test]
fn pairs_of_names_are_told_apart() {
    let pairs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/name_pairs.tsv")).unwrap();
    let (mut found, mut missed, mut merged) = (0, Vec::new(), Vec::new());
    for pair in pairs.lines().filter(|line| !line.starts_with('#')) {
        let [a, b, same] = pair.split('\t').collect::<Vec<_>>().try_into().unwrap();
        match (same == "1", same_person(a, b)) {
            (true, Some(_)) => found += 1,
            (true, None) => missed.push((a, b)),
            (false, Some(reason)) => merged.push((a, b, reason)),
            (false, None) => {}
        }
    }
    println!("{found} of {} pairs found; missed {missed:?}", found + missed.len());
    assert!(merged.is_empty(), "{merged:?}");
    assert!(missed.len() * 20 <= found + missed.len(), "{missed:?}");
}
