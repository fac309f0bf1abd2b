//! When two spellings are one name: word by word, never by likeness of the whole.

mod fold;
mod skeleton;

pub(crate) use fold::{fold, fold_into};
pub use skeleton::skeleton;
