//! Answers that were worked out before.
//!
//! An edit changes one sentence of a note; what was found for the others is found again here instead of being
//! worked out once more. A memo belongs to one corpus and goes with it, so an answer can depend only on what its
//! question says and on articles that do not change.

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

/// Answers kept before the older half is forgotten; enough for the sentences of a few long notes.
const KEPT: usize = 2048;

type Answers = HashMap<u128, Arc<dyn Any + Send + Sync>>;

/// Answers by question, those asked for last.
#[derive(Default)]
pub struct Memo(Mutex<Shelves>);

#[derive(Default)]
struct Shelves {
    new: Answers,
    /// What was asked before `new` began to fill; what is asked again moves over, the rest goes with the next turn.
    old: Answers,
}

impl Memo {
    /// The answer to `question`, worked out by `answer` unless it is known. The question must name everything that the
    /// answer depends on, the corpus aside. Nobody waits while an answer is worked out; two may do it at once.
    pub fn answer<T: Any + Send + Sync>(&self, question: impl Hash, answer: impl FnOnce() -> T) -> Arc<T> {
        let key = key(&question, std::any::type_name::<T>());
        if let Some(known) = self.lock().get(key).and_then(|known| known.downcast().ok()) {
            return known;
        }
        let made = Arc::new(answer());
        self.lock().put(key, Arc::clone(&made) as Arc<dyn Any + Send + Sync>);
        made
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shelves> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelves {
    fn get(&mut self, key: u128) -> Option<Arc<dyn Any + Send + Sync>> {
        if let Some(known) = self.new.get(&key) {
            return Some(Arc::clone(known));
        }
        let known = self.old.remove(&key)?;
        self.put(key, Arc::clone(&known));
        Some(known)
    }

    fn put(&mut self, key: u128, answer: Arc<dyn Any + Send + Sync>) {
        if self.new.len() >= KEPT {
            self.old = std::mem::take(&mut self.new);
        }
        self.new.insert(key, answer);
    }
}

/// A question as a number: two of them alike are less likely than a fault of the machine.
fn key(question: &impl Hash, kind: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, kind).hash(&mut hasher);
        question.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_once_and_forgotten_in_the_end() {
        let memo = Memo::default();
        assert_eq!((*memo.answer("a", || 1), *memo.answer("a", || 2)), (1, 1));
        // Another kind of answer is another question.
        assert_eq!(*memo.answer("a", || "text"), "text");
        (0..KEPT).for_each(|n| drop(memo.answer(n, || n)));
        assert_eq!(*memo.answer("a", || 3), 1, "asked again in time");
        (0..3 * KEPT).for_each(|n| drop(memo.answer(n, || n)));
        assert_eq!(*memo.answer("a", || 4), 4);
        assert!(memo.lock().new.len() <= KEPT && memo.lock().old.len() <= KEPT);
    }
}
