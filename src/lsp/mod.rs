//! The only place that knows LSP's types: capabilities, conversion both ways, handlers.
