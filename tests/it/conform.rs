//! An independent model of the protocol reads everything the server sends, and must write the same again: what
//! we send means to others what it means to us, with no field misspelt, misplaced or of another type.

use gen_lsp_types::{Notification, Request, lsp_notification, lsp_request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The value as the model understands it.
fn again<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, serde_json::Error> {
    serde_json::to_value(serde_json::from_value::<T>(value.clone())?)
}

macro_rules! methods {
    ($name:ident, $of:ident, $trait:ident::$part:ident, $($method:tt)*) => {
        fn $name(method: &str, value: &Value) -> Option<Result<Value, serde_json::Error>> {
            match method {
                $($method => Some(again::<<$of!($method) as $trait>::$part>(value)),)*
                _ => None,
            }
        }
    };
}

methods! { result, lsp_request, Request::Result,
    "initialize" "shutdown" "textDocument/hover" "textDocument/declaration" "textDocument/definition"
    "textDocument/typeDefinition" "textDocument/implementation"
    "textDocument/references" "textDocument/documentHighlight" "textDocument/documentSymbol"
    "textDocument/codeAction" "textDocument/codeLens" "textDocument/documentLink" "textDocument/inlayHint"
    "textDocument/completion" "completionItem/resolve" "textDocument/selectionRange" "textDocument/foldingRange"
    "textDocument/linkedEditingRange"
    "textDocument/semanticTokens/full" "textDocument/semanticTokens/full/delta" "textDocument/semanticTokens/range"
    "textDocument/prepareRename" "textDocument/rename" "textDocument/prepareCallHierarchy"
    "callHierarchy/incomingCalls" "callHierarchy/outgoingCalls" "textDocument/diagnostic" "workspace/diagnostic"
    "workspace/symbol" "workspace/willRenameFiles" "workspace/executeCommand" "codeAction/resolve"
    "codeLens/resolve" "documentLink/resolve" "inlayHint/resolve"
}

methods! { request, lsp_request, Request::Params,
    "client/registerCapability" "window/workDoneProgress/create" "workspace/configuration"
    "workspace/workspaceFolders" "workspace/semanticTokens/refresh" "workspace/inlayHint/refresh"
    "workspace/codeLens/refresh" "workspace/diagnostic/refresh" "window/showDocument" "window/showMessageRequest"
}

methods! { notification, lsp_notification, Notification::Params,
    "textDocument/publishDiagnostics" "window/showMessage" "window/logMessage" "$/progress" "$/logTrace"
}

fn check(what: &str, sent: &Value, understood: Option<Result<Value, serde_json::Error>>) {
    match understood {
        Some(Ok(understood)) => assert_eq!(*sent, understood, "{what}: sent, and understood"),
        Some(Err(error)) => panic!("{what} is not understood: {error}\n{sent}"),
        None => panic!("{what} is missing in the table of the test"),
    }
}

/// Holds the result of a request against the model. Methods that the protocol does not know are passed over.
pub(crate) fn check_result(method: &str, sent: &Value) {
    if method == "initialize" || method.contains('/') {
        check(method, sent, result(method, sent));
    }
}

/// Holds a request or notification of the server against the model.
pub(crate) fn check_message(message: &Value) {
    let method = message["method"].as_str().expect("a method");
    let sent = message.get("params").unwrap_or(&Value::Null);
    check(method, sent, if message.get("id").is_some() { request(method, sent) } else { notification(method, sent) });
}
