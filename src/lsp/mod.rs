//! The only place that knows LSP's types: capabilities, conversion both ways, answers.
//!
//! Everything here is a pure function; `server` owns the clients, the time and the threads.

mod about;
pub mod answer;
pub mod capabilities;
pub mod caret;
pub mod client;
pub mod coverage;
mod findings;
pub mod position;
pub mod settings;
pub mod uri;
mod view;

pub use about::About;
pub use findings::Findings;
pub use view::View;
