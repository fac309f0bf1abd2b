//! Indexing is killed at any moment and nothing is lost: what was committed is there, nothing is wrong, no
//! hand has to mend anything. Two processes index one folder and agree. A full disk takes nothing away.

use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use ibid::config::Config;
use ibid::corpus::{Keeper, Options, Report, Storage};
use ibid::text::grams;

/// So many articles that indexing them takes longer than the longest life of a process below.
const ARTICLES: usize = 400;

/// How often indexing is killed: 6 times, or as often as `IBID_KILLS` says.
fn kills() -> usize {
    std::env::var("IBID_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6)
}

fn article(number: usize, version: usize) -> String {
    let mut text =
        format!("The mark{number}of{version} ship sailed from port on Monday with {number} tonnes of grain.\n\n");
    for line in 0..12 {
        let word = (number * 31 + line * 7 + version) % 997;
        text.push_str(&format!(
            "Minister Anna Verdon{word} said the {word} boats of town{number} had come home {line}.\n\n"
        ));
    }
    text
}

fn write(root: &Path, number: usize, version: usize) {
    fs::write(root.join(format!("articles/a{number:05}.txt")), article(number, version)).unwrap();
}

fn index(root: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.args(["index", "--workspace"]).arg(root).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn keeper(root: &Path) -> Keeper {
    let options = Options { storage: Storage::Disk, cache: Some(root.join("cache")), ..Options::default() };
    Keeper::open(root, &Config::default(), options)
}

fn refresh(keeper: &mut Keeper) -> Report {
    keeper.refresh(&mut |_| ControlFlow::Continue(()))
}

/// Holds that what the index has of `numbers` is right, each article in one of its versions.
fn check(keeper: &Keeper, numbers: impl Iterator<Item = usize>, versions: &[usize]) -> usize {
    let corpus = keeper.corpus();
    let mut found = 0;
    for number in numbers {
        let path = keeper.root().join(format!("articles/a{number:05}.txt"));
        let Some(id) = corpus.by_path(&path) else { continue };
        found += 1;
        let by_words =
            |version: &usize| corpus.with_grams(&grams(&article(number, *version)[..40]), 1).first() == Some(&id);
        assert!(versions.iter().any(by_words), "article {number} is not found by its words");
        assert_eq!(corpus.brief(id).unwrap().key, format!("a{number:05}"));
    }
    found
}

#[test]
fn killed_at_any_moment_nothing_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    fs::create_dir(root.join("articles")).unwrap();
    (0..ARTICLES).for_each(|number| write(&root, number, 0));
    let mut random = 88_172_645_463_325_252_u64;
    let mut least = 0;
    for kill in 0..kills() {
        if least == ARTICLES {
            // From here on it is updates that are killed; now and then all is begun anew.
            if kill % 5 == 0 {
                fs::remove_dir_all(root.join(".ibid")).unwrap();
                least = 0;
            } else {
                (0..200).for_each(|number| write(&root, (kill * 131 + number) % ARTICLES, kill));
            }
        }
        let mut child = index(&root);
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::thread::sleep(Duration::from_millis(random % 700));
        let _ = child.kill();
        child.wait().unwrap();

        let mut keeper = keeper(&root);
        let held = keeper.corpus().len();
        assert!(held >= least, "{held} articles after kill {kill}, {least} before it");
        let versions: Vec<usize> = (0..=kill).collect();
        check(&keeper, (0..ARTICLES).step_by(37), &versions);
        if kill % 2 == 1 {
            let report = refresh(&mut keeper);
            assert_eq!(report.issues, [], "kill {kill}");
            assert_eq!(keeper.corpus().len(), ARTICLES, "kill {kill}");
        }
        least = keeper.corpus().len();
    }
    let mut keeper = keeper(&root);
    assert_eq!(refresh(&mut keeper).issues, []);
    assert_eq!(check(&keeper, 0..ARTICLES, &(0..kills().max(1)).collect::<Vec<_>>()), ARTICLES);
}

#[test]
fn two_processes_index_one_folder() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    fs::create_dir(root.join("articles")).unwrap();
    (0..400).for_each(|number| write(&root, number, 0));
    for version in 0..3 {
        (0..40).for_each(|number| write(&root, number, version));
        let processes = [index(&root), index(&root), index(&root)];
        for process in processes {
            let output = process.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let mut keeper = keeper(&root);
        // Files as young as their stamps may be read once more.
        refresh(&mut keeper);
        assert_eq!(keeper.corpus().len(), 400);
        assert_eq!(check(&keeper, 0..40, &[version]), 40);
    }
}

/// Needs a small file system, which only an administrator may mount; elsewhere there is nothing to test.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_takes_nothing_away() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    fs::create_dir_all(root.join("articles")).unwrap();
    fs::create_dir(root.join(".ibid")).unwrap();
    let mount = |arguments: &[&str], at: &Path| {
        Command::new(arguments[0])
            .args(&arguments[1..])
            .arg(at)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
    };
    if !mount(&["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs"], &root.join(".ibid")) {
        return;
    }
    (0..50).for_each(|number| write(&root, number, 0));
    let mut keeper = keeper(&root);
    let first = refresh(&mut keeper);
    let before = keeper.corpus();
    // Whatever an index takes, there is no room for another.
    let mut filler = fs::File::create(root.join(".ibid/filler")).unwrap();
    while filler.write_all(&[0; 512]).is_ok() {}
    (0..ARTICLES).for_each(|number| write(&root, number, 1));
    let report = refresh(&mut keeper);
    let held = keeper.corpus().len();
    let still = before.len();
    let found = check(&keeper, 0..ARTICLES, &[1]);
    drop((keeper, before, filler));
    assert!(mount(&["umount"], &root.join(".ibid")));
    assert_eq!((first.issues, still), (vec![], 50));
    assert_eq!((held, found), (ARTICLES, ARTICLES));
    assert!(report.issues.iter().any(|issue| issue.message.starts_with("The index cannot be written")), "{report:?}");
}
