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

    /// Reads an article from its file. The error is a clause: why there is none.
    pub(super) fn read_file(&self, path: &Arc<Path>) -> Result<Article, String> {
        let file = file::read(path)?;
        let text = file::decode(&file.bytes)?;
        Ok(self.read_source(path, Text::new(text), file.hash))
    }

    /// Reads an article from the text that an editor holds.
    pub(super) fn read_text(&self, path: &Path, text: Text) -> Article {
        let hash = Sha256::digest(text.as_str()).into();
        self.read_source(&path.into(), text, hash)
    }

    fn read_source(&self, path: &Arc<Path>, text: Text, hash: [u8; 32]) -> Article {
        let source = Source { path: Arc::clone(path), hash, text, metadata: Metadata::default(), issues: Vec::new() };
        article::read(source, Given { entry: self.entries.get(&**path), ..Given::default() })
    }
}
