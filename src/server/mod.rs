//! The edges of the language server: the wire, the dispatch loop, tasks, watching, the log.
