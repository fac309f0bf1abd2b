//! The table of the protocol is true: what it says is offered, answered, and written down.

use expect_test::expect_file;
use ibid::lsp::coverage::{Coverage, METHODS, table};
use ibid::server::Backend;
use serde_json::{Value, json};

use crate::client::Client;

#[test]
fn the_table_is_written_down() {
    expect_file![concat!(env!("CARGO_MANIFEST_DIR"), "/editors/protocol.md")].assert_eq(&table());
    assert!(METHODS.is_sorted_by_key(|(method, _)| *method));
}

#[test]
fn what_is_spoken_is_offered_and_nothing_else() {
    let mut client = Client::new(Backend::service);
    let text = json!({
        "diagnostic": {}, "rename": {"prepareSupport": true},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "dataSupport": true, "resolveSupport": {"properties": ["edit"]},
        },
        "inlayHint": {"resolveSupport": {"properties": ["tooltip", "label.location"]}},
    });
    let capabilities = json!({
        "textDocument": text,
        "window": {"showDocument": {"support": true}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let result = client.initialize(json!({"processId": null, "rootUri": null, "capabilities": capabilities}));
    let mut offered = result["capabilities"].clone();
    let mut spoken: Vec<&str> = METHODS
        .iter()
        .filter_map(|(_, coverage)| match coverage {
            Coverage::Spoken(pointer, _) if !pointer.is_empty() => Some(*pointer),
            _ => None,
        })
        .collect();
    spoken.sort_unstable();
    for pointer in &spoken {
        let value = result["capabilities"].pointer(pointer);
        assert!(value.is_some_and(|value| *value != Value::Bool(false)), "{pointer} is not offered: {result}");
    }
    // And the other way round: every provider that is offered stands in the table.
    let names = offered.as_object_mut().unwrap().keys().filter(|name| name.ends_with("Provider"));
    for name in names {
        assert!(spoken.iter().any(|pointer| pointer[1..].starts_with(name.as_str())), "{name} is not in the table");
    }
    assert_eq!(client.finish(), 0);
}

#[test]
fn what_is_left_out_is_refused_and_nothing_else() {
    const UNKNOWN_METHOD: i64 = -32601;
    let mut client = Client::new(Backend::service);
    client.initialize(json!({"processId": null, "rootUri": null, "capabilities": {}}));
    for (method, coverage) in METHODS {
        // Only requests that a client makes; the others are proved elsewhere.
        let ours = ["window/", "client/", "telemetry/", "$/"].iter().any(|start| method.starts_with(start));
        let ours = ours || method.ends_with("/refresh") || method.contains("/did") || method.contains("publish");
        let lifecycle = ["initialize", "initialized", "shutdown", "exit", "textDocument/willSave"];
        let asked_by_us = ["workspace/applyEdit", "workspace/configuration", "workspace/workspaceFolders"];
        if ours || lifecycle.contains(method) || asked_by_us.contains(method) {
            continue;
        }
        let id = client.ask_without_model(method, json!({"wrong": true}));
        let code = client.answer(id)["error"]["code"].as_i64();
        match coverage {
            // What is implemented says what is wrong with the parameters.
            Coverage::Spoken(..) => assert_ne!(code, Some(UNKNOWN_METHOD), "{method} is not spoken"),
            Coverage::LeftOut(_) => assert!(code.is_some(), "{method} is spoken"),
        }
    }
    assert_eq!(client.finish(), 0);
}
