//! ibid holds notes about news articles against the articles themselves.

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
