//! What the protocol has and the framework's types have no word for, put in on the way in and out.
//!
//! Stands between the transport and the framework. Knows of two things: that broader and narrower words can be asked
//! for, and changes that hold places to fill in.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::{Request, Response};
use tower_service::Service;

/// The note on a change whose text is a snippet, until it goes out.
pub(crate) const SNIPPET: &str = "duly.snippet";

/// Where in the capabilities it is said, on the way in, that the client takes such changes.
pub(crate) const TAKES_SNIPPETS: &str = "snippetTextEdit";

/// A service that says a little more than the one within.
pub(crate) struct Newer<S>(pub(crate) S);

impl<S, E> Service<Request> for Newer<S>
where
    S: Service<Request, Response = Option<Response>, Error = E>,
    S::Future: Send + 'static,
{
    type Response = Option<Response>;
    type Error = E;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, E>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), E>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let mend = match request.method() {
            "initialize" => say_more,
            "codeAction/resolve" | "textDocument/codeAction" => name_snippets,
            _ => return Box::pin(self.0.call(request)),
        };
        let answer = self.0.call(hear_more(request));
        Box::pin(async move { Ok(answer.await?.map(|it| mended(it, mend))) })
    }
}

fn mended(response: Response, mend: impl Fn(&mut Value)) -> Response {
    let (id, body) = response.into_parts();
    let body = body.map(|mut result| {
        mend(&mut result);
        result
    });
    Response::from_parts(id, body)
}

/// That a client takes snippets stands where the types do not look.
fn hear_more(request: Request) -> Request {
    const SAID: &str = "/capabilities/workspace/workspaceEdit/snippetEditSupport";
    let takes = request.params().and_then(|it| it.pointer(SAID)).and_then(Value::as_bool).unwrap_or(false);
    if request.method() != "initialize" || !takes {
        return request;
    }
    let (method, id, params) = request.into_parts();
    let mut params = params.unwrap_or_default();
    if let Some(Value::Object(capabilities)) = params.get_mut("capabilities") {
        let experimental = capabilities.entry("experimental").or_insert(Value::Null);
        if !experimental.is_object() {
            *experimental = Value::Object(Map::new());
        }
        if let Some(experimental) = experimental.as_object_mut() {
            experimental.insert(TAKES_SNIPPETS.to_owned(), Value::Bool(true));
        }
    }
    let again = Request::build(method).params(params);
    match id {
        Some(id) => again.id(id).finish(),
        None => again.finish(),
    }
}

fn say_more(result: &mut Value) {
    if let Some(Value::Object(capabilities)) = result.get_mut("capabilities") {
        capabilities.insert("typeHierarchyProvider".to_owned(), Value::Bool(true));
    }
}

/// Every change that is noted as a snippet becomes one.
fn name_snippets(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(name_snippets),
        Value::Object(all) if all.get("annotationId").and_then(Value::as_str) == Some(SNIPPET) => {
            all.remove("annotationId");
            let text = all.remove("newText").unwrap_or_default();
            all.insert("snippet".to_owned(), json!({"kind": "snippet", "value": text}));
        }
        Value::Object(all) => all.values_mut().for_each(name_snippets),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_takes_snippets_is_heard() {
        let ask = |workspace: Value| {
            let params = json!({"capabilities": {"workspace": workspace, "experimental": {"other": 1}}});
            let request = hear_more(Request::build("initialize").params(params).id(7).finish());
            assert_eq!(request.id(), Some(&7.into()));
            request.params().unwrap()["capabilities"]["experimental"].clone()
        };
        assert_eq!(
            ask(json!({"workspaceEdit": {"snippetEditSupport": true}})),
            json!({"other": 1, "snippetTextEdit": true})
        );
        assert_eq!(ask(json!({"workspaceEdit": {}})), json!({"other": 1}));
    }

    #[test]
    fn snippets_go_out_as_such_and_nothing_else_changes() {
        let edit = |note: &str| json!({"range": 1, "newText": "${1:a}", "annotationId": note});
        let mut result = json!([{"edit": {"documentChanges": [{"edits": [edit(SNIPPET), edit("prose")]}]}}]);
        name_snippets(&mut result);
        let snippet = json!({"range": 1, "snippet": {"kind": "snippet", "value": "${1:a}"}});
        assert_eq!(result, json!([{"edit": {"documentChanges": [{"edits": [snippet, edit("prose")]}]}}]));
    }
}
