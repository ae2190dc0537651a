//! How the client spells its documents, where that is not how it is spelled by the book.
//!
//! A client that writes a space or an accent as it is would not know its own document in `%20` and `%C3%A9`. So what it
//! wrote when it opened the document is kept, and written back.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value};
use tower_lsp::lsp_types::Url;

/// Nobody has so many documents open that are spelled in a way of their own.
const MOST: usize = 4096;

/// The client's own spellings, by those of the book.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// Whether there are any: nearly always there are none, and nothing needs to be looked at.
    any: AtomicBool,
    own: Mutex<BTreeMap<String, String>>,
}

impl Spellings {
    /// Looks whether a message opens a document in a spelling of its own.
    pub(super) fn learn(&self, message: &Value) {
        let opens = message.get("method").and_then(Value::as_str) == Some("textDocument/didOpen");
        let uri = message.pointer("/params/textDocument/uri").and_then(Value::as_str).filter(|_| opens);
        let Some((own, book)) = uri.and_then(|own| Some((own, Url::parse(own).ok()?))) else { return };
        let mut spellings = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if own == book.as_str() {
            spellings.remove(own);
        } else if spellings.len() < MOST {
            spellings.insert(book.into(), own.to_owned());
        }
        self.any.store(!spellings.is_empty(), Ordering::Release);
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.any.load(Ordering::Acquire)
    }

    /// The same message with the documents spelled as the client does.
    pub(super) fn respell(&self, message: Value) -> Value {
        respell(message, &self.own.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn respell(value: Value, own: &BTreeMap<String, String>) -> Value {
    let name = |text: String| own.get(&text).cloned().unwrap_or(text);
    match value {
        Value::String(text) => Value::String(name(text)),
        Value::Array(items) => items.into_iter().map(|it| respell(it, own)).collect(),
        Value::Object(fields) => {
            let respelled = fields.into_iter().map(|(key, value)| (name(key), respell(value, own)));
            Value::Object(respelled.collect::<Map<_, _>>())
        }
        other => other,
    }
}
