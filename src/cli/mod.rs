//! Commands: arguments, output for people and programs, exit codes.
