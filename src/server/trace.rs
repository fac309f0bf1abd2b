//! Trace (LSP 3.17, `$/setTrace`): for each message that was served, which it was and how long it took.

use std::time::Duration;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Id, Request};

/// How much the client wants to be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Trace {
    #[default]
    Off,
    Messages,
    /// With the parameters of each message.
    Verbose,
}

impl Trace {
    /// What `initialize` says as `trace`, or `$/setTrace` as `value`.
    pub(super) fn of(params: Option<&Value>, name: &str) -> Self {
        match params.and_then(|params| params.get(name)).and_then(Value::as_str) {
            Some("messages") => Self::Messages,
            Some("verbose") => Self::Verbose,
            _ => Self::Off,
        }
    }
}

/// A message that is being served.
#[derive(Debug)]
pub(super) struct Traced {
    name: String,
    params: Option<String>,
}

impl Traced {
    /// None when nothing is to be told of it.
    pub(super) fn begin(trace: Trace, request: &Request) -> Option<Self> {
        let number = |id: &Id| format!(" ({id})");
        let name = format!("{}{}", request.method(), request.id().map(number).unwrap_or_default());
        match trace {
            Trace::Off => None,
            Trace::Messages => Some(Self { name, params: None }),
            Trace::Verbose => Some(Self { name, params: request.params().map(Value::to_string) }),
        }
    }

    /// The `$/logTrace` that tells of it, once it is served.
    pub(super) fn end(self, took: Duration) -> Value {
        let message = format!("{}: {:.1} ms", self.name, took.as_secs_f64() * 1000.0);
        let mut params = json!({"message": message});
        if let Some(verbose) = self.params {
            params["verbose"] = Value::from(verbose);
        }
        json!({"jsonrpc": "2.0", "method": "$/logTrace", "params": params})
    }
}
