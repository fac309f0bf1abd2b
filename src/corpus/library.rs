use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::article::{self, Article, Given, Metadata, Source};
use crate::config::{Config, Entry};
use crate::text::Text;

use super::file;
use super::terms::hash;

/// What others than the files themselves say of articles: the `[[article]]` entries of the settings.
#[derive(Clone, Debug, Default)]
pub(super) struct Library {
    entries: HashMap<PathBuf, Entry>,
}

impl Library {
    pub(super) fn new(root: &Path, config: &Config) -> Self {
        let entries = config.entries.iter().map(|entry| (root.join(&entry.path), entry.clone())).collect();
        Self { entries }
    }

    /// A number that changes with what is said of a path here.
    pub(super) fn digest(&self, path: &Path) -> u64 {
        self.entries.get(path).map_or(0, |entry| hash(&format!("{entry:?}"), "entry"))
    }

    /// Reads the articles of a file; most files hold one. The error is a clause: why there is none.
    pub(super) fn read_file(&self, path: &Arc<Path>) -> Result<Vec<Article>, String> {
        let file = file::read(path)?;
        let text = file::decode(&file.bytes)?;
        self.read_source(path, Text::new(text), file.hash)
    }

    /// Reads the (first) article from the text of a file that an editor holds; where there is none to be
    /// found, the text itself is read.
    pub(super) fn read_text(&self, path: &Path, text: Text) -> Article {
        let hash = Sha256::digest(text.as_str()).into();
        let path: Arc<Path> = path.into();
        let found = self.read_source(&path, text.clone(), hash).ok().and_then(|articles| articles.into_iter().next());
        found.unwrap_or_else(|| {
            let source = Source { path, hash, text, metadata: Metadata::default(), issues: Vec::new() };
            article::read(source, Given::default())
        })
    }

    fn read_source(&self, path: &Arc<Path>, text: Text, hash: [u8; 32]) -> Result<Vec<Article>, String> {
        let sources = article::sources(path, hash, text)?;
        // The settings speak of the file: of one article in several they cannot.
        let entry = self.entries.get(&**path).filter(|_| sources.len() == 1);
        Ok(sources.into_iter().map(|source| article::read(source, Given { entry, ..Given::default() })).collect())
    }
}
