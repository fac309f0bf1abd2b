//! Commands: arguments, output for people and programs, exit codes.

mod annotate;

pub use annotate::annotate;
