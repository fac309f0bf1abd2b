use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::actor::Cards;
use crate::article::{self, Article, Given, Metadata, Source, references};
use crate::config::{Config, Entry};
use crate::text::Text;

use super::key::plain_url;
use super::terms::hash;
use super::{Issue, file};

/// What others than the files themselves say of articles: the `[[article]]` entries of the settings, and
/// the bibliographies.
#[derive(Clone, Debug, Default)]
pub(super) struct Library {
    entries: HashMap<PathBuf, Entry>,
    /// References by the file that they name.
    by_file: HashMap<PathBuf, Arc<Metadata>>,
    /// By their key, which may be a file's stem.
    by_stem: HashMap<String, Arc<Metadata>>,
    by_url: HashMap<String, Arc<Metadata>>,
    /// Of all references with an address: which article one is for is only known when it is read.
    addresses: u64,
}

impl Library {
    /// Reads the bibliographies that the settings name; those that cannot be used are issues.
    pub(super) fn new(root: &Path, config: &Config, issues: &mut Vec<Issue>) -> Self {
        let entries = config.entries.iter().map(|entry| (root.join(&entry.path), entry.clone())).collect();
        let mut library = Self { entries, ..Self::default() };
        for name in &config.bibliography {
            let path = root.join(name);
            let read = file::read(&path).and_then(|file| file::decode(&file.bytes));
            match read.and_then(|text| references(&path, &text)) {
                Ok(references) => references.into_iter().for_each(|reference| {
                    let metadata = Arc::new(reference.metadata);
                    // A file is named from the bibliography's folder or from the root.
                    let beside = path.parent().unwrap_or(root);
                    for file in reference.files.iter().filter(|file| !file.is_empty()) {
                        library.by_file.insert(beside.join(file), Arc::clone(&metadata));
                        library.by_file.insert(root.join(file), Arc::clone(&metadata));
                    }
                    if let Some(url) = &metadata.url {
                        library.addresses ^= hash(&format!("{metadata:?}"), "reference");
                        library.by_url.insert(plain_url(url), Arc::clone(&metadata));
                    }
                    if let Some(key) = &metadata.key {
                        library.by_stem.insert(key.clone(), Arc::clone(&metadata));
                    }
                }),
                Err(reason) => issues.push(Issue::new(&path, format!("The bibliography is not used: {reason}."))),
            }
        }
        library
    }

    /// A number that changes with what is said of a path here.
    pub(super) fn digest(&self, path: &Path) -> u64 {
        let entry = self.entries.get(path).map_or(0, |entry| hash(&format!("{entry:?}"), "entry"));
        let reference = self.reference(path).map_or(self.addresses, |said| hash(&format!("{said:?}"), "reference"));
        entry ^ reference
    }

    fn reference(&self, path: &Path) -> Option<&Arc<Metadata>> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        self.by_file.get(path).or_else(|| self.by_stem.get(&*stem))
    }

    /// Reads the articles of a file in the light of `cards`; most files hold one. The error is a clause: why there is none.
    pub(super) fn read_file(&self, path: &Arc<Path>, cards: &Arc<Cards>) -> Result<Vec<Article>, String> {
        let file = file::read(path)?;
        let text = match article::rendered(path, &file.bytes) {
            Some(text) => text?,
            None => Text::new(file::decode(&file.bytes)?),
        };
        self.read_source(path, text, file.hash, cards)
    }

    /// Reads the (first) article from the text of a file that an editor holds; where there is none to be
    /// found, the text itself is read.
    pub(super) fn read_text(&self, path: &Path, text: Text, cards: &Arc<Cards>) -> Article {
        let hash = Sha256::digest(text.as_str()).into();
        let path: Arc<Path> = path.into();
        let found =
            self.read_source(&path, text.clone(), hash, cards).ok().and_then(|articles| articles.into_iter().next());
        // It stands for the file, also where others follow it.
        found.map(|article| Article { path: Arc::clone(&path), ..article }).unwrap_or_else(|| {
            let source =
                Source { path: Arc::clone(&path), hash, text, metadata: Metadata::default(), issues: Vec::new() };
            article::read(source, Given { cards: Some(cards), ..Given::default() })
        })
    }

    fn read_source(
        &self,
        path: &Arc<Path>,
        text: Text,
        hash: [u8; 32],
        cards: &Arc<Cards>,
    ) -> Result<Vec<Article>, String> {
        let sources = article::sources(path, hash, text)?;
        // Settings and file names speak of the file: of one article in several they cannot.
        let single = sources.len() == 1;
        let entry = self.entries.get(&**path).filter(|_| single);
        let named = self.reference(path).filter(|_| single).map(|said| &**said);
        let read = |source: Source| {
            let again = (named.is_none() && !self.by_url.is_empty()).then(|| source.clone());
            let given = Given { entry, reference: named, cards: Some(cards) };
            let article = article::read(source, given);
            let reference = article.url.as_ref().and_then(|url| self.by_url.get(&plain_url(url)));
            match (again, reference) {
                (Some(source), Some(said)) => article::read(source, Given { reference: Some(&**said), ..given }),
                _ => article,
            }
        };
        Ok(sources.into_iter().map(read).collect())
    }
}
