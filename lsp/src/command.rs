//! What a person can ask for by name: pictures and pages. Each answers with what it made; where the editor cannot show
//! that, its words are told.

mod explain;
mod fix_all;
mod page;
mod picture;
mod verdicts;
mod workspace;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{ExecuteCommandParams, MessageType, Position, Url};

use crate::feature::refusal;
use crate::plain::plain;
use crate::state::State;
use crate::tell;

/// The names of all commands.
pub(crate) const NAMES: [&str; 6] =
    ["duly.showRun", "duly.showPicture", "duly.explain", "duly.showVerdicts", "duly.checkWorkspace", "duly.fixAll"];

/// More words than this nobody reads in a message.
const MOST_SAID: usize = 6_000;

/// What a command may be told.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    uri: Option<Url>,
    position: Option<Position>,
    fingerprint: Option<String>,
    name: Option<String>,
    entity: Option<String>,
}

pub(crate) async fn execute(state: &State, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let told: Told = argument(params.arguments)?;
    let answer = match params.command.as_str() {
        "duly.showRun" => picture::run(state, told).await?,
        "duly.showPicture" => picture::procedure(state, told).await?,
        "duly.explain" => explain::explain(state, told).await?,
        "duly.showVerdicts" => verdicts::verdicts(state, told).await?,
        "duly.checkWorkspace" => workspace::check(state).await?,
        "duly.fixAll" => return fix_all::fix_all(state, told).await,
        other => return Err(refusal(format!("there is no command `{}`", other.escape_debug()))),
    };
    Ok(Some(answer))
}

/// The first argument, whatever else came.
fn argument<T: DeserializeOwned + Default>(arguments: Vec<Value>) -> Result<T> {
    match arguments.into_iter().next().filter(|it| !it.is_null()) {
        None => Ok(T::default()),
        Some(value) => serde_json::from_value(value).map_err(|why| refusal(format!("this command was told: {why}"))),
    }
}

/// What was not told and is needed.
fn needed<T>(told: Option<T>, what: &str) -> Result<T> {
    told.ok_or_else(|| refusal(format!("this command needs to be told {what}")))
}

/// A page, and its words for an editor that does not show pages.
fn page(state: &State, title: &str, markdown: &str, more: Value) -> Value {
    if !state.abilities().options.shows.pages {
        say(state, &plain(markdown));
    }
    let mut answer = json!({"title": title, "markdown": markdown});
    if let (Some(answer), Value::Object(more)) = (answer.as_object_mut(), more) {
        answer.extend(more);
    }
    answer
}

fn say(state: &State, words: &str) {
    let short: String = words.chars().take(MOST_SAID).collect();
    let rest = if short.len() < words.len() { "\n…" } else { "" };
    tell::show(&state.client, MessageType::INFO, format!("{short}{rest}"));
}
