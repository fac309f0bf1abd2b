//! ibid holds notes about news articles against the articles themselves.
//!
//! A writer keeps a folder of **articles** and writes Markdown **notes** about them. ibid knows who, when
//! and who-said-what of every article, and answers an editor (or a terminal) from that: evidence on
//! hover, jumps into the source, and findings where a note and its source differ. It compares notes with
//! *their sources*; it never says what is true.
//!
//! # The rooms, from the ground up
//!
//! | room | what it is for | knows nothing of |
//! |---|---|---|
//! | [`text`] | buffers, spans, positions, tokens, sentences, folding | everything else |
//! | [`config`] | `ibid.toml` and editor settings → values and problems | files, editors |
//! | [`date`] | words → days, and why | articles, notes |
//! | [`actor`] | words → who is named, under which form | articles, notes |
//! | [`claim`] | words → who said what, with which figures | articles, notes |
//! | [`article`] | one source → what it is and says | notes, folders |
//! | [`note`] | one Markdown text → citations, claims, suppressions | whether a source exists |
//! | [`corpus`] | all articles: reading folders, the index, look-ups | notes, editors |
//! | [`world`] | what is known now; snapshots | I/O |
//! | [`compare`] | a note's words against its sources' words | severities, wording |
//! | [`check`] | one file a diagnostic: code, documentation, check | editors |
//! | [`ide`] | hover, definition, references, symbols, actions | LSP |
//! | [`export`] | findings and facts in other tools' forms | editors |
//! | [`lsp`] | LSP's types, both ways; handlers | the wire |
//! | [`server`] | the wire, dispatch, tasks, watching | what is answered |
//! | [`cli`] | commands | the wire |
//!
//! A room may use those above it in this table and none below; `tests/it/tidy.rs` reads every
//! `use crate::` and holds that.
//!
//! # The way of an edit
//!
//! [`server`] takes a frame off the wire and polls the handler in arrival order; the handler applies the
//! edit to the [`world`] before its first `await` (copy and swap). [`note::Note::read`] re-reads the blocks
//! the edit touched. After the debounce a task takes a [`world::Snapshot`], runs [`check::findings`] on the
//! blocking pool and publishes them with the version they belong to; a result older than the note is dropped.
//!
//! # The way of a hover
//!
//! The handler takes a snapshot before its first `await` and gives it to the blocking pool with a cancel
//! flag. [`ide::hover`] finds the thing under the caret, [`compare`] finds the passages it rests on through
//! the [`corpus`]'s look-ups, and [`lsp`] turns spans into the client's positions.
//!
//! # Invariants
//!
//! - Offsets are bytes of UTF-8 inside; [`text::Text`] alone converts. LSP types stay in [`lsp`] and [`server`].
//! - Parsers are total: any text is an article, a note, a set of dates. What was not understood is a value.
//! - [`date`], [`actor`], [`claim`], [`article`], [`note`], [`world`], [`compare`], [`check`] and [`ide`] do no I/O.
//!   Only [`corpus`] writes files, and never an article or a note.
//! - Nothing costs O(corpus) on an edit, a hover or a jump: look-ups touch postings.
//! - One writer: the dispatch loop. A panic answers one request and leaves the old world.
//! - Nothing is executed, no network is opened, nothing but the wire goes to standard output in `ibid lsp`.
//! - Doubt lowers a finding's severity or silences it.

pub mod text;

pub mod config;

pub mod date;

pub mod actor;

pub mod claim;

pub mod article;

pub mod note;

pub mod corpus;

pub mod world;

pub mod compare;

pub mod check;

pub mod export;
pub mod ide;

pub mod lsp;

pub mod server;

pub mod cli;
