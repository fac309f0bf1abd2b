//! When two spellings are one name: word by word, never by likeness of the whole.

mod fold;
mod same;
mod skeleton;

pub(crate) use fold::{fold, fold_into};
pub use same::{Reason, closest, name_keys, same_person};
pub use skeleton::skeleton;

#[cfg(test)]
mod tests;
