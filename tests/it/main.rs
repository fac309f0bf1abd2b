//! The one integration test binary.
#![allow(clippy::unwrap_used)] // a test that cannot go on should stop

mod actors;
mod answers;
mod claims;
mod clean;
mod client;
mod conform;
mod coverage;
mod crash;
mod dates;
mod desk;
mod documents;
mod drafts;
mod edits;
mod fixes;
mod folders;
mod folds;
mod forms;
mod lock;
mod process;
mod quotations;
mod rename;
mod session;
mod spec;
mod tidy;
mod together;
mod wire;
