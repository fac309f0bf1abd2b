//! When two spellings are one name: word by word, never by likeness of the whole.

mod fold;
mod plain;
mod same;
mod skeleton;
mod slip;

pub(crate) use fold::{fold, fold_into};
pub(crate) use plain::{without_domain, without_legal_form, without_nickname};
pub use same::{Reason, name_keys, same_person};
pub use skeleton::skeleton;
pub use slip::{Likely, Slip, likely};

#[cfg(test)]
mod tests;
