//! The edges of the language server: the wire, the dispatch loop, tasks, watching, the log.
//!
//! ```text
//! input ─► wire ─► decode ─► dispatch ─► backend ─► lsp::answer on the pool ─► outbox ─► output
//!                                           │ changes                            ▲
//!                  folder's thread ─► Folder (World) ─► publish, progress ───────┘
//! ```
//! A [`Backend`] has one session; a session has folders, each with a world and a thread that reads files into it.

mod backend;
mod decode;
mod dispatch;
mod documents;
mod folder;
mod listen;
mod log;
mod outbox;
mod process;
mod progress;
mod publish;
mod pull;
mod reader;
mod roots;
mod sent_tokens;
mod session;
mod settings;
mod tasks;
mod trace;
mod voice;
mod watch;
mod wire;

pub use backend::Backend;
pub use dispatch::serve;
pub use listen::{Address, run};
