//! Through the service, without pipes.

use std::time::{Duration, Instant};

use futures::StreamExt;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use tower_lsp::jsonrpc::Request;
use tower_lsp::{ClientSocket, LspService};
use tower_service::Service;

use super::desk::STONE;
use crate::server::Server;

const PATIENCE: Duration = Duration::from_secs(60);

struct Talk {
    runtime: Runtime,
    service: LspService<Server>,
    socket: ClientSocket,
}

impl Talk {
    fn new() -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap();
        let handle = runtime.handle().clone();
        let (service, socket) = LspService::new(|client| Server::new(client, handle));
        let mut talk = Self { runtime, service, socket };
        talk.ask("initialize", json!({"capabilities": {}}));
        talk.tell("initialized", json!({}));
        talk
    }

    fn call(&mut self, request: Request) -> Value {
        let call = self.service.call(request);
        let answer = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, call).await });
        serde_json::to_value(answer.expect("an answer in time").unwrap()).unwrap()
    }

    fn tell(&mut self, method: &'static str, params: Value) {
        self.call(Request::build(method).params(params).finish());
    }

    fn ask(&mut self, method: &'static str, params: Value) -> Value {
        self.call(Request::build(method).params(params).id(1).finish())
    }

    fn open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "duly", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn fold(&mut self, uri: &str) -> Value {
        self.ask("textDocument/foldingRange", json!({"textDocument": {"uri": uri}}))
    }

    /// The next thing the client is told that is so.
    fn told(&mut self, mut is: impl FnMut(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let next = self.runtime.block_on(async { tokio::time::timeout(left, self.socket.next()).await });
            let message = serde_json::to_value(next.expect("a message in time")).unwrap();
            if is(&message) {
                return message;
            }
        }
    }
}

#[test]
fn a_breakdown_at_one_desk_is_told_and_the_others_go_on() {
    let (bad, good) = ("untitled:bad", "untitled:good");
    let mut talk = Talk::new();
    talk.open(bad, STONE);
    talk.open(good, "entity town {\n");
    assert_eq!(talk.fold(bad)["error"]["code"], -32603);
    assert!(talk.fold(good).get("result").is_some());
    let (mut said, mut found) = (false, false);
    talk.told(|it| {
        said |= it["method"] == "window/showMessage" && it.to_string().contains("Duly itself made a mistake");
        found |= it["params"]["uri"] == good && it["params"]["diagnostics"][0]["code"] == "DLY002";
        said && found
    });
    let document = json!({"uri": bad, "version": 2});
    talk.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": [{"text": "entity a {"}]}));
    assert!(talk.fold(bad).get("result").is_some(), "with the next change all is well");
    talk.told(|it| it["params"]["uri"] == bad && it["params"]["diagnostics"][0]["code"] == "DLY002");
}
