//! A folder with one article of each form and encoding, and broken ones among them: each is read or told, and none
//! keeps another from being read.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use expect_test::expect;
use serde_json::Value;

/// What every sound article says, and nothing else does: who speaks is its form.
fn line(who: &str) -> String {
    format!("“The café by the harbour will not open before spring,” said {who} Lund.")
}

/// A page that shows the line without its accent.
const PDF: &[u8] = include_bytes!("files/print.pdf");

/// A web page with enough of a text that a reader finds it.
fn page(who: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Harbour</title></head><body><nav>Home</nav><article><h1>Harbour</h1><p>The \
         storm took the roof of the café, and the masons who were to mend it have been sent to the school first, where \
         children sit in the cold.</p><p>{}</p></article></body></html>",
        line(who)
    )
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(order).collect()
}

fn latin(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '“' => 0x93,
        '”' => 0x94,
        c => u8::try_from(u32::from(c)).unwrap(),
    };
    text.chars().map(byte).collect()
}

fn folder(root: &Path) {
    let sound: Vec<(&str, Vec<u8>)> = vec![
        ("head.txt", format!("date 2022-01-21 {}\n", line("Head")).into()),
        ("site.txt", format!("Skip to main content\nHome\nAbout us\n\n{}\n\nShare on\nFollow us\n", line("Site")).into()),
        ("front.md", format!("---\ntitle: Harbour\ndate: 2022-01-20\n---\n{}\n", line("Front")).into()),
        ("page.html", page("Page").into()),
        ("one.json", serde_json::json!({"title": "Harbour", "text": line("One")}).to_string().into()),
        ("many.jsonl", format!("{}\n{}\n", serde_json::json!({"text": line("First")}), serde_json::json!({"text": line("Second")})).into()),
        ("feed.xml", format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>P</title><item><title>H</title><description>{}</description></item></channel></rss>", line("Feed")).into()),
        ("atom.atom", format!("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>P</title><entry><title>H</title><updated>2022-01-21T08:00:00Z</updated><content type=\"text\">{}</content></entry></feed>", line("Atom")).into()),
        ("mail.eml", format!("From: a@paper.example\nSubject: Harbour\nDate: Fri, 21 Jan 2022 08:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{}\n", line("Mail")).into()),
        ("mark.txt", format!("\u{feff}{}\n", line("Mark")).into()),
        ("wide.txt", utf16(&line("Wide"), u16::to_le_bytes)),
        ("wider.txt", utf16(&line("Wider"), u16::to_be_bytes)),
        ("latin.txt", latin(&line("Latin"))),
        #[cfg(feature = "pdf")]
        ("print.pdf", PDF.to_vec()),
    ];
    let broken: [(&str, Vec<u8>); 6] = [
        ("binary.txt", b"PK\x03\x04\0\0\0\x08".to_vec()),
        ("torn.json", b"{\"title\": \"Harbour\", \"text\": \"The ca".to_vec()),
        ("torn.pdf", PDF[..40].to_vec()),
        ("torn.xml", b"<?xml version=\"1.0\"?><rss><channel><item><title>H".to_vec()),
        ("empty.html", b"<html><head></head><body></body></html>".to_vec()),
        ("some.jsonl", format!("{}\nno record\n", serde_json::json!({"text": line("Kept")})).into()),
    ];
    fs::create_dir_all(root.join("articles")).unwrap();
    fs::create_dir_all(root.join("notes")).unwrap();
    for (name, bytes) in sound.into_iter().chain(broken) {
        fs::write(root.join("articles").join(name), bytes).unwrap();
    }
    fs::write(root.join("ibid.toml"), "[corpus]\narticles = [\"articles/*\"]\n").unwrap();
}

fn ibid(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ibid")).args(arguments).current_dir(root).output().unwrap()
}

const SOUND: [&str; 16] = [
    "head", "site", "front", "page", "one", "many-1", "many-2", "feed", "atom", "mail", "mark", "wide", "wider",
    "latin", "some", "print",
];

#[test]
fn each_form_is_read_or_told() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    folder(root);
    // The words of every sound article stand there: a note that quotes them has nothing to mend, and one that
    // changes a word is told so.
    let sound = SOUND.iter().filter(|key| cfg!(feature = "pdf") || **key != "print");
    let quoted = |word: &str| {
        let cafe = |key: &str| if key == "print" { "cafe" } else { "café" };
        let notes = sound.clone().map(|key| {
            format!("Lund said “the {} by the harbour will not open before {word}” [@{key}].\n\n", cafe(key))
        });
        notes.collect::<String>()
    };
    fs::write(root.join("notes/right.md"), quoted("spring")).unwrap();
    fs::write(root.join("notes/wrong.md"), quoted("summer")).unwrap();
    let output = ibid(root, &["check", "--format", "jsonl", "notes"]);
    let found = String::from_utf8(output.stdout).unwrap();
    let found: Vec<Value> = found.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |note: &str| -> Vec<&Value> {
        found.iter().filter(|finding| finding["path"].as_str().unwrap().ends_with(note)).collect()
    };
    let (right, wrong) = (of("right.md"), of("wrong.md"));
    let lines = |found: &[&Value]| {
        let line = |found: &&Value| format!("{} {} {}", found["line"], found["code"], found["message"]);
        found.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(lines(&right), Vec::<String>::new());
    assert_eq!(wrong.len(), sound.clone().count(), "{:#?}", lines(&wrong));
    assert!(wrong.iter().all(|finding| finding["code"] == "misquote"), "{:#?}", lines(&wrong));

    // What could not be read is named with the reason.
    let told = String::from_utf8(ibid(root, &["doctor"]).stdout).unwrap();
    let articles =
        |line: &str| line.split_once("articles").filter(|_| line.starts_with("  ")).map(|(_, line)| line.to_owned());
    let mut told: Vec<String> = told.lines().filter_map(articles).map(|line| line.replace('\\', "/")).collect();
    told.sort();
    // Where it stands depends on what was built in.
    assert!(told.iter().any(|line| line.starts_with("/torn.pdf: Not read: ")), "{told:?}");
    told.retain(|line| !line.starts_with("/torn.pdf"));
    expect![[r#"
        /binary.txt: Not read: it holds no text (there are zero bytes in it).
        /empty.html: Not read: no text of an article was found in this page.
        /some.jsonl: Line 2 is no JSON object, and was left out.
        /torn.json: Not read: it is no JSON from line 1 on.
        /torn.xml: Not read: This entry holds no text."#]]
    .assert_eq(&told.join("\n"));
}
