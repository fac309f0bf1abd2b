//! What an editor asks: hover, definition, references, symbols, actions. Pure functions over a snapshot,
//! plain data in and out; knows no LSP.
