//! Bodies to messages: what is a request, what an answer, and what neither; and small slips of clients set right.

use std::io::Read;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use super::field;
use super::frame::{self, Frames};
use super::spelling::Spellings;

/// What a body holds.
pub(super) enum Incoming {
    Request(Request),
    Response(Response),
    /// It is answered with an error.
    Bad(Id, Error),
    /// It wants no answer.
    Nothing,
}

/// Reads a body. If it holds the beginning of another message, that goes back to be read.
pub(super) fn read(body: &[u8], frames: &mut Frames<impl Read>, spellings: &Spellings) -> Incoming {
    match parse(body) {
        Ok(message) => {
            spellings.learn(&message);
            sort(message)
        }
        Err(()) => {
            if let Some(next) = frame::header_within(body) {
                frames.back_to(&body[next..]);
            }
            Incoming::Bad(Id::Null, Error::parse_error())
        }
    }
}

fn parse(body: &[u8]) -> Result<Value, ()> {
    let error = match serde_json::from_slice(body) {
        Ok(message) => return Ok(message),
        Err(error) => error,
    };
    // Half of a pair, as editors send it when a person stands within one, is a character that cannot be shown.
    let text = std::str::from_utf8(body).map_err(|_| ())?;
    let lonely = error.is_syntax() || error.is_data();
    lonely.then(|| without_lone_surrogates(text)).flatten().and_then(|it| serde_json::from_str(&it).ok()).ok_or(())
}

/// The text with each escape that is half of a pair replaced; nothing if there are none.
fn without_lone_surrogates(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let unit = |at: usize| u16::from_str_radix(escape.get(at + 2..at + 6)?, 16).ok();
        let is_unit = |at: usize| escape.get(at..at + 2) == Some("\\u");
        let taken = match (is_unit(0).then(|| unit(0)).flatten(), is_unit(6).then(|| unit(6)).flatten()) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => escape.get(..12),
            (Some(0xd800..=0xdfff), _) => None,
            _ => escape.get(..2),
        };
        if let Some(taken) = taken {
            mended.push_str(taken);
            rest = escape.strip_prefix(taken).unwrap_or("");
        } else {
            found = true;
            mended.push('\u{fffd}');
            rest = escape.get(6..).unwrap_or("");
        }
        if rest.is_empty() {
            break;
        }
    }
    mended.push_str(rest);
    found.then_some(mended)
}

fn sort(mut message: Value) -> Incoming {
    let id = match field(&message, "id") {
        Some(id @ (Value::String(_) | Value::Number(_))) => serde_json::from_value(id.clone()).ok(),
        _ => None,
    };
    if field(&message, "method").is_some() {
        mend(&mut message);
        let bad = || Incoming::Bad(id.unwrap_or(Id::Null), Error::invalid_request());
        return serde_json::from_value(message).map_or_else(|_| bad(), Incoming::Request);
    }
    if field(&message, "result").is_some() || field(&message, "error").is_some() {
        // An answer to nothing that was asked needs no answer itself.
        return serde_json::from_value(message).map_or(Incoming::Nothing, Incoming::Response);
    }
    let words = match message {
        Value::Array(_) => "messages come one by one, not in a list",
        _ => "the message is neither a request nor an answer",
    };
    Incoming::Bad(id.unwrap_or(Id::Null), Error { code: ErrorCode::InvalidRequest, message: words.into(), data: None })
}

/// Sets right what clients write differently and mean well.
fn mend(message: &mut Value) {
    let Some(message) = message.as_object_mut() else { return };
    let method = message.get("method").and_then(Value::as_str).unwrap_or("").to_owned();
    match method.as_str() {
        "shutdown" | "exit" => drop(message.remove("params")),
        // The types of the framework have this ability under a name that the protocol does not use.
        "initialize" => {
            let params = message.get_mut("params");
            let workspace = params.and_then(|it| it.pointer_mut("/capabilities/workspace"));
            let workspace = workspace.and_then(Value::as_object_mut);
            if let Some(workspace) = workspace.filter(|it| !it.contains_key("diagnostic"))
                && let Some(refreshes) = workspace.get("diagnostics").cloned()
            {
                workspace.insert("diagnostic".to_owned(), refreshes);
            }
        }
        "initialized" if !matches!(message.get("params"), Some(Value::Object(_))) => {
            message.insert("params".to_owned(), json!({}));
        }
        "workspace/didChangeConfiguration" => {
            let params = message.entry("params").or_insert_with(|| json!({}));
            if !params.is_object() {
                *params = json!({});
            }
            if let Some(params) = params.as_object_mut() {
                params.entry("settings").or_insert(Value::Null);
            }
        }
        _ => {}
    }
}
