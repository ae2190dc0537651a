//! A line above the text: how a procedure stands.

use duly_dsl::LensAsks;
use serde_json::{Value, json};
use tower_lsp::lsp_types::{CodeLens, Command, Location, Position, Range, Url};

/// The row of a lens; its words are asked for when it comes into sight. `number` is its number in the file.
pub(crate) fn row(range: Range, url: &Url, number: usize) -> CodeLens {
    CodeLens { range, command: None, data: Some(json!({"uri": url, "number": number})) }
}

/// Which lens of which file a row is.
pub(crate) fn row_of(lens: &CodeLens) -> Option<(Url, usize)> {
    let data = lens.data.as_ref()?;
    let number = data.get("number").and_then(Value::as_u64)?;
    Some((data.get("uri")?.as_str()?.parse().ok()?, usize::try_from(number).ok()?))
}

/// What a click on a lens asks for.
pub(crate) struct Click<'a> {
    pub(crate) url: &'a Url,
    pub(crate) at: Position,
    /// Of the gravest finding, if the lens speaks of any.
    pub(crate) fingerprint: Option<String>,
    /// Where it is used, if the client can show that.
    pub(crate) uses: Vec<Location>,
}

/// The words of a lens and what a click does.
pub(crate) fn command(title: &str, asks: &LensAsks, click: &Click<'_>) -> Command {
    let (command, argument) = match (asks, &click.fingerprint) {
        (LensAsks::Verdicts { entity }, _) => ("duly.showVerdicts", json!({"uri": click.url, "entity": entity})),
        (LensAsks::Run { .. }, Some(fingerprint)) => {
            ("duly.showRun", json!({"uri": click.url, "fingerprint": fingerprint}))
        }
        (LensAsks::Run { .. }, None) => ("duly.showPicture", json!({"uri": click.url, "position": click.at})),
        (LensAsks::Uses, _) if click.uses.is_empty() => return unclickable(title),
        (LensAsks::Uses, _) => {
            let arguments = vec![json!(click.url), json!(click.at), json!(click.uses)];
            let command = "editor.action.showReferences".to_owned();
            return Command { title: title.to_owned(), command, arguments: Some(arguments) };
        }
    };
    Command { title: title.to_owned(), command: command.to_owned(), arguments: Some(vec![argument]) }
}

/// Words that only stand there.
pub(crate) fn unclickable(title: &str) -> Command {
    Command { title: title.to_owned(), command: String::new(), arguments: None }
}
