//! An index says what was put into it, through merges, removals and commits, in memory and on disk, and
//! believes no byte that has changed.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use proptest::prelude::*;

use super::*;

/// Path, and version, of each article that should be there.
type Model = BTreeMap<u64, u64>;

fn of_path(path: u64) -> u64 {
    (1 << 44) | path
}

fn terms(path: u64, version: u64) -> Vec<u64> {
    let term = |kind: u64, value: u64| (kind << 44) | value;
    let mut terms = vec![of_path(path), term(2, version), term(2, path % 3), term(3, (path * 31 + version) % 97)];
    // In nearly every article, so that lists of all forms occur.
    terms.extend((!path.is_multiple_of(7)).then_some(term(4, 0)));
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn name(path: u64, version: u64) -> String {
    format!("{}é{path:03}-{version}", ["alpha", "alphabet", "beta"][path as usize % 3])
}

fn document(path: u64, version: u64) -> Document {
    Document {
        record: Record { path, stamp: version, content: path ^ version },
        day: if path.is_multiple_of(5) { NO_DAY } else { version as i32 },
        card: format!("card of {path} {}", "x".repeat(path as usize % 90)).into_bytes(),
        names: vec![name(path, version)],
        terms: terms(path, version),
    }
}

/// Puts an article in the place of what was there.
fn put(writer: &mut Writer, path: u64, version: u64) {
    writer.remove(path, of_path(path)).unwrap();
    writer.add(document(path, version)).unwrap();
}

/// Holds that the index has exactly the articles of `model`, and finds each by all that finds it.
fn check(snapshot: &Snapshot, model: &Model) {
    let mut records = BTreeMap::new();
    let mut by_term: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    let mut names = Vec::new();
    for part in &snapshot.parts {
        part.segment
            .records(|article, record| {
                if !part.is_gone(article) {
                    assert_eq!(part.segment.record(article).unwrap(), record);
                    assert_eq!(part.segment.card(article).unwrap(), document(record.path, record.stamp).card);
                    assert_eq!(part.segment.day(article), document(record.path, record.stamp).day);
                    assert_eq!(records.insert(record.path, record.stamp), None, "twice: {}", record.path);
                }
            })
            .unwrap();
        for term in model.iter().flat_map(|(path, version)| terms(*path, *version)) {
            let found = by_term.entry(term).or_default();
            let before = found.len();
            let all = (0..part.segment.len).collect::<Vec<_>>();
            let mut among = Vec::new();
            part.segment.with_term(term, |list| list.among(&all, |ix| among.push(all[ix]))).unwrap();
            let mut each = Vec::new();
            let len = part.segment.with_term(term, |list| {
                list.each(|article| each.push(article))?;
                Ok(list.len)
            });
            assert_eq!((each.len(), &each), (len.unwrap().unwrap_or(0), &among));
            if before == found.len() {
                let kept = each.into_iter().filter(|article| !part.is_gone(*article));
                found.extend(kept.map(|article| part.segment.record(article).unwrap().path));
            }
        }
        part.segment
            .names_from("alphabet", |name, article| {
                if !part.is_gone(article) {
                    names.push(name.to_owned());
                }
                ControlFlow::Continue(())
            })
            .unwrap();
    }
    assert_eq!(&records, model);
    for (term, mut found) in by_term {
        found.sort_unstable();
        found.dedup();
        let expected = model.iter().filter(|(path, version)| terms(**path, **version).contains(&term));
        assert_eq!(found, expected.map(|(path, _)| *path).collect::<Vec<_>>(), "{term:x}");
    }
    names.sort();
    let mut expected: Vec<String> = model.iter().map(|(path, version)| name(*path, *version)).collect();
    expected.retain(|name| **name >= *"alphabet");
    expected.sort();
    assert_eq!(names, expected);
    snapshot.check().unwrap();
}

#[derive(Clone, Debug)]
enum Step {
    Put(u64),
    Remove(u64),
    Commit,
    /// Another process takes over; what was not committed is forgotten.
    Takeover,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => (0..400_u64).prop_map(Step::Put),
        2 => (0..400_u64).prop_map(Step::Remove),
        2 => Just(Step::Commit),
        1 => Just(Step::Takeover),
    ];
    proptest::collection::vec(step, 0..150)
}

fn open(folder: &Path) -> std::sync::Arc<Shared> {
    std::sync::Arc::new(Shared::open(folder).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn it_says_what_was_put_into_it(steps in steps(), disk in any::<bool>()) {
        let dir = tempfile::tempdir().unwrap();
        let mut shared = if disk { open(dir.path()) } else { std::sync::Arc::new(Shared::in_memory()) };
        let (mut model, mut committed) = (Model::new(), Model::new());
        let mut writer = Writer::open(&shared, u32::MAX).unwrap().unwrap();
        for (version, step) in steps.into_iter().enumerate() {
            match step {
                Step::Put(path) => {
                    put(&mut writer, path, version as u64);
                    model.insert(path, version as u64);
                }
                Step::Remove(path) => {
                    writer.remove(path, of_path(path)).unwrap();
                    model.remove(&path);
                }
                Step::Commit => {
                    // Now and then what was merged is there in time.
                    if version % 2 == 0 {
                        while writer.is_merging() && !writer.has_merged() {
                            std::thread::yield_now();
                        }
                    }
                    writer.commit().unwrap();
                    committed = model.clone();
                }
                Step::Takeover => {
                    drop(writer);
                    if disk {
                        shared = open(dir.path());
                    }
                    check(&shared.current(), &committed);
                    model = committed.clone();
                    writer = Writer::open(&shared, u32::MAX).unwrap().unwrap();
                }
            }
        }
        check(&shared.current(), &committed);
    }
}

#[test]
fn many_commits_leave_few_segments() {
    let dir = tempfile::tempdir().unwrap();
    let shared = open(dir.path());
    let follower = open(dir.path());
    let mut writer = Writer::open(&shared, u32::MAX).unwrap().unwrap();
    assert!(Writer::open(&follower, u32::MAX).unwrap().is_err(), "one writes at a time");
    let mut model = Model::new();
    for round in 0..160 {
        put(&mut writer, round % 120, round);
        model.insert(round % 120, round);
        writer.commit().unwrap();
        while writer.is_merging() {
            writer.commit().unwrap();
        }
        if round % 40 == 0 {
            assert!(follower.follow().unwrap() && !follower.follow().unwrap());
            check(&follower.current(), &model);
        }
    }
    let current = shared.current();
    assert!(current.parts.len() < 25, "{} segments", current.parts.len());
    check(&current, &model);
    let files = std::fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(files, current.parts.len() + 2, "manifest, lock and what they speak of");
}

#[test]
fn no_changed_byte_is_believed() {
    let mut pending = build::Pending::default();
    (0..60).for_each(|path| pending.add(document(path, 7)));
    let build::Written::Memory(bytes) = pending.write(block::Output::Memory(Vec::new())).unwrap() else {
        unreachable!("it was written to memory")
    };
    Segment::in_memory(bytes.clone()).unwrap().check().unwrap();
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x41;
        let found = Segment::in_memory(flipped).and_then(|segment| segment.check());
        assert!(matches!(found, Err(Fault::Damaged(_))), "byte {at}");
        if at % 7 == 0 {
            assert!(Segment::in_memory(bytes[..at].to_vec()).is_err(), "cut at {at}");
        }
    }
}
