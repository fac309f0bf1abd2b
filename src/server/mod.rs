//! The edges of the language server: the wire, the dispatch loop, tasks, watching, the log.
//!
//! [`wire`] cuts frames, [`decode`] makes messages of them, [`dispatch`] hands them to tower-lsp's service in
//! order, [`outbox`] writes what goes back.

mod decode;
mod dispatch;
mod log;
mod outbox;
mod process;
mod wire;

pub use dispatch::serve;
