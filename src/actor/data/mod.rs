//! The tables, as the binary holds them. Each file says in its first line what its columns are.

pub(crate) mod classes;
