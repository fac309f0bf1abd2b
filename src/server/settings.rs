//! The client's settings: asked for, where it answers, and told of when they change.

use std::sync::Arc;

use tower_lsp::ls_types::{ConfigurationItem, Registration};

use super::session::{PATIENCE, Session};

impl Session {
    /// Asks the client for its settings, without making anybody wait.
    pub(super) fn pull_settings(self: &Arc<Self>) {
        let session = Arc::downgrade(self);
        let client = self.client.clone();
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some("ibid".to_owned()) };
            let answer = tokio::time::timeout(PATIENCE, client.configuration(vec![item])).await;
            if let (Ok(Ok(values)), Some(session)) = (answer, session.upgrade()) {
                // A client without settings for us answers null: what `initialize` said stands.
                if let Some(value) = values.first().filter(|value| !value.is_null()) {
                    session.configure(value);
                }
            }
        });
    }

    /// Asks the client to tell when its settings change.
    pub(super) fn register_settings(&self) {
        let client = self.client.clone();
        let method = "workspace/didChangeConfiguration".to_owned();
        let options = serde_json::json!({"section": "ibid"});
        let registration = Registration { id: "ibid/settings".to_owned(), method, register_options: Some(options) };
        tokio::spawn(async move {
            let _ = tokio::time::timeout(PATIENCE, client.register_capability(vec![registration])).await;
        });
    }
}
