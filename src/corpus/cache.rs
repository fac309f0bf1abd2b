use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::Article;

/// How many bytes of text the cached articles may have. Their facts take some ten times as much.
const MOST_TEXT: usize = 2 << 20;

/// The articles that were read last, shared by all views of a corpus. A file that is read again has
/// another stamp, so an outdated article is never found.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<Shelf>);

/// Path, stamp and number within the file.
type At = (u64, u64, usize);

#[derive(Debug, Default)]
struct Shelf {
    articles: HashMap<At, (Arc<Article>, u64)>,
    /// Counts look-ups: who was used last has the highest number.
    clock: u64,
    text: usize,
}

impl Cache {
    /// An article of the file at a path (by its term) with a stamp; `read` gives all that the file holds
    /// unless it is there. Two readers may read at once; nobody waits for a file under the lock.
    pub(super) fn get(
        &self,
        path: u64,
        stamp: u64,
        part: usize,
        read: impl FnOnce() -> Vec<Article>,
    ) -> Option<Arc<Article>> {
        {
            let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            shelf.clock += 1;
            let now = shelf.clock;
            if let Some((article, used)) = shelf.articles.get_mut(&(path, stamp, part)) {
                *used = now;
                return Some(Arc::clone(article));
            }
        }
        let articles: Vec<Arc<Article>> = read().into_iter().map(Arc::new).collect();
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        articles.iter().enumerate().for_each(|(ix, article)| shelf.put((path, stamp, ix), Arc::clone(article)));
        articles.get(part).cloned()
    }
}

impl Shelf {
    fn put(&mut self, at: At, article: Arc<Article>) {
        self.text += article.text.len();
        if let Some((old, _)) = self.articles.insert(at, (article, self.clock)) {
            self.text -= old.text.len();
        }
        if self.text <= MOST_TEXT {
            return;
        }
        // Half goes at once, so that the sorting is paid for by many look-ups.
        let mut used: Vec<(u64, At)> = self.articles.iter().map(|(at, (_, used))| (*used, *at)).collect();
        used.sort_unstable();
        for (_, at) in used {
            if self.text <= MOST_TEXT / 2 || self.articles.len() == 1 {
                break;
            }
            if let Some((old, _)) = self.articles.remove(&at) {
                self.text -= old.text.len();
            }
        }
    }
}
