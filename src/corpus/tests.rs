//! The corpus on real folders: what changes is seen, what breaks is mended, nobody is in another's way.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use crate::config::Config;
use crate::text::{Text, grams};

use super::*;

const BRIDGE: &str = "The bridge over the strait was closed to lorries on Monday, the ministry said.";
const HARVEST: &str = "Farmers brought in the largest harvest for twenty years, the cooperative said.";
const STRIKE: &str = "Pilots of the regional airline went on strike for the third time this spring.";

/// A folder with articles, kept on disk.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::Builder::new().prefix("ibid").tempdir().unwrap());
        fs::create_dir(folder.path("")).unwrap();
        files.iter().for_each(|(name, text)| folder.write(name, text));
        folder
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join("articles").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn keeper(&self) -> Keeper {
        let cache = Some(self.root().join("cache"));
        let options = Options { storage: Storage::Disk, cache, ..Options::default() };
        Keeper::open(self.root(), &Config::default(), options)
    }
}

fn refresh(keeper: &mut Keeper) -> Report {
    keeper.refresh(&mut |_| ControlFlow::Continue(()))
}

/// Holds that `corpus` has exactly these articles (by key) and finds each by its own words.
fn check(corpus: &Corpus, expected: &[(&str, &str)]) {
    let all: Vec<String> = corpus.with_prefix("", 100).into_iter().map(|brief| brief.key).collect();
    assert_eq!(all, expected.iter().map(|(key, _)| *key).collect::<Vec<_>>());
    assert_eq!(corpus.len(), expected.len());
    for (key, text) in expected {
        let found = corpus.with_grams(&grams(text), 1);
        assert_eq!(corpus.brief(found[0]).unwrap().key, *key);
        assert_eq!(corpus.get(found[0]).unwrap().text.as_str(), *text);
        assert_eq!(corpus.resolve(key), KeyMatch::One(found[0]));
    }
}

#[test]
fn only_what_changed_is_read() {
    let folder = Folder::new(&[("bridge.txt", BRIDGE), ("harvest.txt", HARVEST)]);
    std::thread::sleep(std::time::Duration::from_millis(40));
    let mut keeper = folder.keeper();
    let report = refresh(&mut keeper);
    assert_eq!((report.read, report.unchanged, report.issues), (2, 0, vec![]));
    check(&keeper.corpus(), &[("bridge", BRIDGE), ("harvest", HARVEST)]);

    let report = refresh(&mut keeper);
    assert_eq!((report.read, report.unchanged), (0, 2));
    let before = keeper.corpus();

    folder.write("harvest.txt", STRIKE);
    fs::rename(folder.path("bridge.txt"), folder.path("moved.txt")).unwrap();
    let report = refresh(&mut keeper);
    assert_eq!((report.read, report.moved, report.removed, report.unchanged), (2, 1, 0, 0));
    check(&keeper.corpus(), &[("harvest", STRIKE), ("moved", BRIDGE)]);
    assert_eq!(before.with_prefix("", 9).len(), 2, "an older view still answers as it did");

    fs::remove_file(folder.path("moved.txt")).unwrap();
    assert_eq!(refresh(&mut keeper).removed, 1);
    check(&keeper.corpus(), &[("harvest", STRIKE)]);
    // What another process finds later, before it reads anything.
    drop(keeper);
    let mut told = Vec::new();
    folder.keeper().refresh(&mut |event| {
        told.extend(if let Event::Corpus(corpus) = event { Some(corpus.len()) } else { None });
        ControlFlow::Continue(())
    });
    // A file that is as young as its stamp is read once more; that changes nothing.
    assert!(!told.is_empty() && told.iter().all(|count| *count == 1), "{told:?}");
    check(&folder.keeper().corpus(), &[("harvest", STRIKE)]);
}

#[test]
fn named_paths_alone_are_looked_at() {
    let folder = Folder::new(&[("bridge.txt", BRIDGE), ("harvest.txt", HARVEST)]);
    let mut keeper = folder.keeper();
    refresh(&mut keeper);
    folder.write("bridge.txt", STRIKE);
    folder.write("new.txt", BRIDGE);
    fs::remove_file(folder.path("harvest.txt")).unwrap();
    let paths = ["bridge.txt", "new.txt", "harvest.txt", "none.txt", "x.swp"].map(|name| folder.path(name));
    let report = keeper.update(&paths, &mut |_| ControlFlow::Continue(()));
    assert_eq!((report.read, report.removed, report.moved), (2, 1, 0));
    check(&keeper.corpus(), &[("bridge", STRIKE), ("new", BRIDGE)]);
}

#[test]
fn settings_change_what_is_read() {
    let folder = Folder::new(&[("bridge.txt", BRIDGE)]);
    std::thread::sleep(std::time::Duration::from_millis(40));
    let mut keeper = folder.keeper();
    refresh(&mut keeper);
    let (config, problems) = Config::parse("[corpus]\narticles = [\"none/*.txt\"]\n");
    assert_eq!(problems, []);
    keeper.configure(&config);
    if !config.articles.is_empty() {
        assert_eq!(refresh(&mut keeper).removed, 1);
    }
}

#[test]
fn a_missing_folder_takes_no_article_away() {
    let folder = Folder::new(&[("bridge.txt", BRIDGE)]);
    let cache = tempfile::tempdir().unwrap();
    let mut keeper = folder.keeper();
    refresh(&mut keeper);
    let away = cache.path().join("away");
    fs::rename(folder.root(), &away).unwrap();
    let report = refresh(&mut keeper);
    assert_eq!((report.removed, report.issues.len()), (0, 1), "{report:?}");
    fs::rename(&away, folder.root()).unwrap();
    check(&keeper.corpus(), &[("bridge", BRIDGE)]);
}

#[test]
fn unreadable_files_are_told_each_time() {
    let folder = Folder::new(&[("bridge.txt", BRIDGE)]);
    fs::write(folder.path("binary.txt"), b"PK\x03\x04\0\0").unwrap();
    let mut keeper = folder.keeper();
    for _ in 0..2 {
        let issues = refresh(&mut keeper).issues;
        assert_eq!(issues.len(), 1, "{issues:?}");
        assert_eq!(issues[0].message, "Not read: it holds no text (there are zero bytes in it).");
    }
    let corpus = keeper.corpus();
    let keys: Vec<String> = corpus.with_prefix("", 9).into_iter().map(|brief| brief.key).collect();
    assert_eq!(keys, ["bridge"], "nobody is offered it");
    // A note that cites it has a source, if one that cannot be compared.
    let KeyMatch::One(id) = corpus.resolve("binary") else { panic!("it is not known") };
    assert!(corpus.get(id).is_none() && corpus.brief(id).unwrap().unread);
    fs::write(folder.path("binary.txt"), HARVEST).unwrap();
    assert_eq!(refresh(&mut keeper).issues, []);
    check(&keeper.corpus(), &[("binary", HARVEST), ("bridge", BRIDGE)]);
}

/// One article of each form, and of each kind of trouble: each is read, or told of.
#[cfg(unix)]
#[test]
fn every_form_is_read_and_every_trouble_told() {
    let folder = Folder::new(&[
        ("plain.txt", BRIDGE),
        ("marks.txt", "\u{feff}The bridge was closed.\rAgain.\u{b}And\u{85}again.\u{2028}"),
        ("clip.md", "---\ntitle: T\n---\nThe *bridge* was closed.\n"),
        ("torn.md", "---\ntitle: [\n---\nThe bridge was closed.\n"),
        ("page.html", "<p>The bridge over the strait was closed to lorries on Monday, the ministry said.</p>"),
        ("void.html", "<script>x</script>"),
        ("one.json", r#"{"title": "T", "text": "The bridge was closed."}"#),
        ("two.jsonl", "{\"text\": \"The bridge.\"}\n{\"text\": \"The harbour.\"}\n"),
        ("torn.json", r#"{"title": "T", "text": "#),
        ("other.json", "[1, 2]"),
        ("mail.eml", "Subject: T\n\nThe bridge was closed.\n"),
        ("packed.eml", "Content-Transfer-Encoding: base64\n\nVGhl\n"),
        ("feed.rss", "<rss><channel><item><description>The bridge.</description></item></channel></rss>"),
        ("feed.atom", "<feed><entry><summary>One.</summary></entry><entry><summary>Two.</summary></entry></feed>"),
        ("no-feed.xml", "<html/>"),
        ("paper.pdf", "%PDF-1.4"),
        ("empty.txt", ""),
        ("picture.png", "PNG"),
    ]);
    let utf16: Vec<u8> = "The bridge was closed.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path("utf16.txt"), utf16).unwrap();
    fs::write(folder.path("latin.txt"), b"The caf\xe9 was closed, the minist\xe8re said.").unwrap();
    fs::write(folder.path("binary.txt"), b"PK\x03\x04\0\0").unwrap();
    fs::File::create(folder.path("large.txt")).unwrap().set_len(LARGEST_FILE + 1).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path("device.txt")).unwrap();
    std::os::unix::fs::symlink(folder.root(), folder.path("loop")).unwrap();
    std::os::unix::net::UnixListener::bind(folder.path("socket.txt")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(folder.path("pipe.txt")).status();
    assert!(pipe.unwrap().success());

    let mut keeper = folder.keeper();
    let report = refresh(&mut keeper);
    let corpus = keeper.corpus();
    let keys: Vec<String> = corpus.with_prefix("", 99).into_iter().map(|brief| brief.key).collect();
    expect_test::expect!["clip feed feed-1 feed-2 latin mail marks one page plain torn two-1 two-2 utf16"]
        .assert_eq(&keys.join(" "));
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut told: Vec<String> =
        report.issues.iter().map(|issue| format!("{}: {}", name(&issue.path), issue.message)).collect();
    told.sort();
    expect_test::expect![[r#"
        binary.txt: Not read: it holds no text (there are zero bytes in it).
        device.txt: Not read: it is a link, and links are not followed.
        empty.txt: Not read: it is empty.
        large.txt: Not read: it is 32 MB long, and files over 32 MB are not read.
        loop: Not read: it is a link, and links are not followed.
        no-feed.xml: Not read: it is no RSS or Atom feed.
        other.json: Not read: it holds no article.
        packed.eml: Not read: its text is packed as base64; save it as text.
        paper.pdf: Not read: this ibid is built without PDF; save its text beside it (`pdftotext -layout`).
        pipe.txt: Not read: it is a pipe.
        socket.txt: Not read: it is a socket.
        torn.json: Not read: it is no JSON from line 1 on.
        void.html: Not read: no text of an article was found in this page."#]]
    .assert_eq(&told.join("\n"));
    let text = |key: &str| match corpus.resolve(key) {
        KeyMatch::One(id) => corpus.get(id).unwrap().text.as_str().to_owned(),
        other => panic!("{key}: {other:?}"),
    };
    assert_eq!(text("utf16"), "The bridge was closed.");
    assert_eq!(text("latin"), "The café was closed, the ministère said.");
    assert_eq!(
        (text("two-1"), text("two-2"), text("feed-2")),
        ("The bridge.".into(), "The harbour.".into(), "Two.".into())
    );
    // Each of several articles in a file has a path of its own.
    for key in ["two-1", "two-2", "one", "feed-1"] {
        let KeyMatch::One(id) = corpus.resolve(key) else { panic!("{key}") };
        let path = corpus.get(id).unwrap().path.clone();
        assert_eq!((corpus.by_path(&path), &corpus.brief(id).unwrap().path), (Some(id), &path), "{key}");
    }
    assert_eq!(refresh(&mut keeper).issues.len(), report.issues.len(), "they are told each time");
}

#[test]
fn it_is_broken_off_at_once_and_goes_on_later() {
    let names: Vec<String> = (0..3000).map(|ix| format!("a{ix:04}.txt")).collect();
    let folder = Folder::new(&[]);
    names.iter().enumerate().for_each(|(ix, name)| folder.write(name, &format!("Item {ix}. {BRIDGE} {HARVEST}")));
    let mut keeper = folder.keeper();
    let report = keeper.refresh(&mut |_| ControlFlow::Break(()));
    assert!(report.cancelled && report.read == 0, "{report:?}");
    let report = keeper.refresh(&mut |event| match event {
        Event::Corpus(_) => ControlFlow::Continue(()),
        Event::Progress(_) => ControlFlow::Break(()),
    });
    if report.cancelled {
        assert!(report.read < 3000, "{report:?}");
    }
    let report = refresh(&mut keeper);
    assert!(!report.cancelled && keeper.corpus().len() == 3000, "{report:?}");
}

#[test]
fn a_damaged_index_is_set_aside_and_built_again() {
    let folder = Folder::new(&[("bridge.txt", BRIDGE), ("harvest.txt", HARVEST)]);
    let mut keeper = folder.keeper();
    refresh(&mut keeper);
    let index = keeper.folder().unwrap().to_owned();
    drop(keeper);
    let segment = |entry: &fs::DirEntry| entry.path().extension().is_some_and(|ending| ending == "segment");
    for torn in ["manifest", "segment", "lost segment"] {
        let path = match torn {
            "manifest" => index.join("manifest"),
            _ => fs::read_dir(&index).unwrap().flatten().find(segment).unwrap().path(),
        };
        match torn {
            "lost segment" => fs::remove_file(path).unwrap(),
            _ => fs::write(path, "torn").unwrap(),
        }
        let mut keeper = folder.keeper();
        let report = refresh(&mut keeper);
        assert_eq!(report.issues.len(), 1, "{torn}: {report:?}");
        check(&keeper.corpus(), &[("bridge", BRIDGE), ("harvest", HARVEST)]);
    }
    assert_eq!(refresh(&mut folder.keeper()).issues, []);
}

/// Each byte of each file in turn would take minutes; every 401st (each one with `IBID_ALL_FLIPS`) shows
/// the same.
#[test]
fn no_flipped_byte_is_believed() {
    let folder = Folder::new(&[("bridge.txt", BRIDGE), ("harvest.txt", HARVEST)]);
    let mut keeper = folder.keeper();
    refresh(&mut keeper);
    let index = keeper.folder().unwrap().to_owned();
    drop(keeper);
    let step = if std::env::var_os("IBID_ALL_FLIPS").is_some() { 1 } else { 401 };
    let files: Vec<_> = fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path()).collect();
    let sound: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    let mut rejected = 0;
    for (file, bytes) in files.iter().zip(&sound) {
        for at in (0..bytes.len()).step_by(step) {
            fs::remove_dir_all(&index).unwrap();
            fs::create_dir(&index).unwrap();
            files.iter().zip(&sound).for_each(|(file, bytes)| fs::write(file, bytes).unwrap());
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x55;
            fs::write(file, flipped).unwrap();
            let mut keeper = folder.keeper();
            rejected += usize::from(!refresh(&mut keeper).issues.is_empty());
            check(&keeper.corpus(), &[("bridge", BRIDGE), ("harvest", HARVEST)]);
        }
    }
    assert!(rejected > 0);
}

#[test]
fn a_root_that_cannot_be_written_is_served() {
    let folder = Folder::new(&[("bridge.txt", BRIDGE)]);
    // Permissions do not hold back an administrator, a file in the way does.
    fs::write(folder.root().join(".ibid"), "no folder").unwrap();
    let mut keeper = folder.keeper();
    let report = refresh(&mut keeper);
    assert_eq!(report.issues.len(), 1, "{report:?}");
    assert!(report.issues[0].message.starts_with("The index cannot be kept here"), "{report:?}");
    check(&keeper.corpus(), &[("bridge", BRIDGE)]);
}

#[test]
fn two_keepers_on_one_folder() {
    let folder = Folder::new(&[("bridge.txt", BRIDGE)]);
    let (mut one, mut two) = (folder.keeper(), folder.keeper());
    refresh(&mut one);
    check(&two.follow().unwrap(), &[("bridge", BRIDGE)]);
    assert!(two.follow().is_none());
    for round in 0..10 {
        folder.write("harvest.txt", &format!("{HARVEST} Round {round}."));
        std::thread::scope(|scope| {
            let one = scope.spawn(|| refresh(&mut one));
            let two = scope.spawn(|| refresh(&mut two));
            assert_eq!((one.join().unwrap().issues, two.join().unwrap().issues), (vec![], vec![]));
        });
        for keeper in [&mut one, &mut two] {
            keeper.follow();
            check(&keeper.corpus(), &[("bridge", BRIDGE), ("harvest", &format!("{HARVEST} Round {round}."))]);
        }
    }
}

#[test]
fn a_bibliography_names_and_dates_articles() {
    let page = "<html><head><link rel='canonical' href='https://www.paper.example/strike/'></head>\
        <body><article><p>Pilots of the regional airline went on strike for the third time this spring, \
        and the unions said that nobody would fly before Easter.</p></article></body></html>";
    let folder = Folder::new(&[("bridge.txt", BRIDGE), ("harvest.txt", HARVEST), ("saved.html", page)]);
    let library = "@misc{lee, title = {Bridge}, date = {2022-01-21}, file = {articles/bridge.txt}}
        @misc{harvest, title = {Harvest}, date = {2021-09-30}}
        @misc{strike, title = {Strike}, date = {2020-04-02}, url = {https://paper.example/strike}}";
    fs::write(folder.root().join("library.bib"), library).unwrap();
    let config = Config { bibliography: vec!["library.bib".to_owned(), "none.bib".to_owned()], ..Config::default() };
    let mut keeper = folder.keeper();
    keeper.configure(&config);
    let report = refresh(&mut keeper);
    assert_eq!(report.issues.len(), 1, "{report:?}");
    let told: Vec<String> = keeper
        .corpus()
        .with_prefix("", 9)
        .into_iter()
        .filter_map(|brief| Some(format!("{} {}", brief.key, brief.dct?.interval.latest?)))
        .collect();
    assert_eq!(told, ["harvest 2021-09-30", "lee 2022-01-21", "strike 2020-04-02"]);
}

fn seeds() -> (Corpus, Vec<Issue>) {
    let seeds = Config { articles: vec!["seeds/*.txt".into()], ..Config::default() };
    load(Path::new(env!("CARGO_MANIFEST_DIR")), &seeds)
}

#[test]
fn the_seeds_are_found() {
    let (corpus, issues) = seeds();
    assert_eq!((corpus.len(), issues), (3, vec![]));
    let key = |id: &ArticleId| corpus.brief(*id).unwrap().key[..3].to_owned();
    let keys = |ids: &[ArticleId]| ids.iter().map(key).collect::<Vec<_>>();

    let quotation = grams("the starting point for discussing security guarantees in the Euro-Atlantic space");
    assert_eq!(keys(&corpus.with_grams(&quotation, 1)), ["000"]);
    assert_eq!(keys(&corpus.with_words(&["pro-Russian", "separatist", "lawmakers", "independence"], 1)), ["001"]);
    assert_eq!(corpus.with_grams(&[], 5), []);
}

#[test]
fn articles_that_state_no_date_are_dated_by_their_neighbours() {
    let (corpus, _) = seeds();
    let date = |key: &str| {
        let KeyMatch::One(id) = corpus.resolve(key) else { panic!("{key}") };
        let dct = corpus.brief(id).unwrap().dct.unwrap();
        assert_eq!(corpus.get(id).unwrap().dct.as_ref(), Some(&dct));
        let day = |day: Option<crate::date::Date>| day.map_or("open".to_owned(), |day| day.to_string());
        format!("{} to {}, {:?}", day(dct.interval.earliest), day(dct.interval.latest), dct.origin)
    };
    expect_test::expect!["2022-01-11 to 2022-01-12, Inferred"].assert_eq(&date("000"));
    expect_test::expect!["2022-01-21 to 2022-01-21, Head"].assert_eq(&date("001"));
    expect_test::expect!["2021-12-31 to 2022-01-01, Inferred"].assert_eq(&date("002"));
}

#[test]
fn keys_are_resolved() {
    let (corpus, _) = seeds();
    let one = |key: &str| match corpus.resolve(key) {
        KeyMatch::One(id) => corpus.brief(id).unwrap().key,
        other => format!("{other:?}"),
    };
    assert_eq!(one("001_36ec4a0469faaa65"), "001_36ec4a0469faaa65");
    assert_eq!(one("001_36ec4a0469faaa65.txt"), "001_36ec4a0469faaa65");
    assert_eq!(one("001"), "001_36ec4a0469faaa65");
    assert_eq!(one("0"), one("00"));
    assert!(matches!(corpus.resolve("00"), KeyMatch::Many(ids) if ids.len() == 3));
    assert_eq!(corpus.resolve("003"), corpus.resolve("003"));
    assert!(matches!(corpus.resolve("nothing"), KeyMatch::None(keys) if keys.is_empty()));
    assert!(matches!(corpus.resolve(""), KeyMatch::None(_)));
}

#[test]
fn an_open_article_stands_before_its_file() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("articles")).unwrap();
    let path = dir.path().join("articles/a.txt");
    fs::write(&path, "Nothing was said about the bridge over the river.").unwrap();
    let (corpus, _) = load(dir.path(), &Config::default());
    let edited = corpus.read(&path, Text::new("The bridge over the strait was opened again."));
    let open = corpus.with_open([Arc::new(edited)]);
    let holding = |corpus: &Corpus, text: &str| corpus.with_grams(&grams(text), 3).len();
    assert_eq!((open.len(), holding(&open, "bridge over the strait was")), (1, 1));
    assert_eq!(holding(&open, "nothing was said about"), 0);
    assert_eq!(holding(&corpus, "nothing was said about"), 1);
}
