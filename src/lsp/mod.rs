//! The only place that knows LSP types: capabilities, conversion both ways, handlers.

pub mod client;
pub mod position;
pub mod uri;
