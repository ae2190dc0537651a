//! Over real pipes, with a service that does what the worst handler could.

use std::cell::RefCell;
use std::io::{PipeReader, PipeWriter, Read, Write, pipe};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer, LspService};

use super::{Ending, run};

/// Much longer than anything takes; a hang takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Handlers as they should not be.
struct Mock {
    client: Client,
    /// What began and what ended, in order.
    log: Arc<Mutex<Vec<String>>>,
}

impl Mock {
    fn note(&self, words: impl Into<String>) {
        self.log.lock().unwrap().push(words.into());
    }

    async fn slow(&self, milliseconds: u64) -> Result<u64> {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        Ok(milliseconds)
    }

    /// Breaks down at once, or after it has waited.
    async fn break_down(&self, late: bool) -> Result<()> {
        if late {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("on purpose");
    }

    /// Asks the client and waits for it, which no request should.
    async fn ask(&self, _: Value) -> Result<usize> {
        Ok(self.client.configuration(vec![ConfigurationItem::default()]).await?.len())
    }

    async fn read_log(&self, _: Value) -> Result<Vec<String>> {
        Ok(self.log.lock().unwrap().clone())
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Mock {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let version = params.text_document.version;
        self.note(format!("begin {version}"));
        // All wait, and later ones wait less, so that they would overtake if they could.
        tokio::task::yield_now().await;
        if version % 3 == 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        self.note(format!("end {version}"));
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        let asked = self.client.configuration(vec![ConfigurationItem::default()]).await;
        self.note(format!("configured {}", asked.is_ok()));
    }

    async fn hover(&self, _: HoverParams) -> Result<Option<Hover>> {
        Ok(None)
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.note(format!("opened {}", params.text_document.text.len()));
    }
}

/// A client at the other end of two pipes.
struct Talk {
    _runtime: Runtime,
    write: Option<PipeWriter>,
    messages: Receiver<Value>,
    /// What was heard while something else was waited for.
    heard: RefCell<Vec<Value>>,
    server: JoinHandle<Ending>,
}

/// A client that reads, and a server that serves it.
fn talk() -> Talk {
    let (talk, read) = silent();
    let (say, messages) = channel();
    thread::spawn(move || while_there_is_something(read, |message| say.send(message).is_ok()));
    let mut talk = Talk { messages, ..talk };
    let answer = talk.ask(1_000_000, "initialize", json!({"capabilities": {}}));
    assert!(answer["result"]["capabilities"].is_object(), "{answer}");
    talk.tell("initialized", json!({}));
    talk
}

/// A client that does not read yet.
fn silent() -> (Talk, PipeReader) {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap();
    let (input, write) = pipe().unwrap();
    let (read, output) = pipe().unwrap();
    let handle = runtime.handle().clone();
    let log = Arc::default();
    let (service, socket) = LspService::build(|client| Mock { client, log })
        .custom_method("test/slow", Mock::slow)
        .custom_method("test/break", Mock::break_down)
        .custom_method("test/ask", Mock::ask)
        .custom_method("test/log", Mock::read_log)
        .finish();
    let server = thread::spawn(move || run(input, output, service, socket, &handle));
    let (_nobody, messages) = channel();
    (Talk { _runtime: runtime, write: Some(write), messages, heard: RefCell::default(), server }, read)
}

fn while_there_is_something(mut read: impl Read, mut hear: impl FnMut(Value) -> bool) {
    let mut bytes = Vec::new();
    loop {
        while let Some((message, length)) = first(&bytes) {
            bytes.drain(..length);
            if !hear(message) {
                return;
            }
        }
        let mut more = vec![0; 1 << 16];
        match read.read(&mut more) {
            Ok(0) | Err(_) => return,
            Ok(length) => bytes.extend_from_slice(&more[..length]),
        }
    }
}

fn first(bytes: &[u8]) -> Option<(Value, usize)> {
    let head = bytes.windows(4).position(|it| it == b"\r\n\r\n")?;
    let length = std::str::from_utf8(&bytes[..head]).unwrap().strip_prefix("Content-Length: ").unwrap();
    let end = head + 4 + length.parse::<usize>().unwrap();
    (bytes.len() >= end).then(|| (serde_json::from_slice(&bytes[head + 4..end]).unwrap(), end))
}

fn framed(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

impl Talk {
    fn raw(&mut self, bytes: &[u8]) {
        self.write.as_mut().unwrap().write_all(bytes).unwrap();
    }

    fn send(&mut self, message: &Value) {
        self.raw(&framed(&message.to_string()));
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn begin(&mut self, id: i64, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
    }

    /// The next message that is so, whatever comes before.
    fn until(&self, is: impl Fn(&Value) -> bool) -> Value {
        let mut heard = self.heard.borrow_mut();
        if let Some(at) = heard.iter().position(&is) {
            return heard.remove(at);
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = self.messages.recv_timeout(left).expect("an answer in time");
            if is(&message) {
                return message;
            }
            heard.push(message);
        }
    }

    fn nothing_more(&self) -> bool {
        self.heard.borrow().is_empty() && self.messages.try_recv().is_err()
    }

    fn answer(&self, id: i64) -> Value {
        self.until(|it| it["id"] == id && it.get("method").is_none())
    }

    fn ask(&mut self, id: i64, method: &str, params: Value) -> Value {
        self.begin(id, method, params);
        self.answer(id)
    }

    fn hover(&mut self, id: i64) -> Value {
        let at = json!({"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}});
        self.ask(id, "textDocument/hover", at)
    }

    /// The code of the next complaint about nothing in particular.
    fn complaint(&self) -> i64 {
        self.until(|it| it["id"].is_null() && it.get("method").is_none())["error"]["code"].as_i64().unwrap()
    }

    fn change(&mut self, version: i32) {
        let document = json!({"uri": "file:///a", "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": []}));
    }

    fn log(&mut self, id: i64) -> Vec<String> {
        serde_json::from_value(self.ask(id, "test/log", json!({}))["result"].clone()).unwrap()
    }

    fn ending(self) -> Ending {
        let end = Instant::now() + PATIENCE;
        while !self.server.is_finished() {
            assert!(Instant::now() < end, "the server does not end");
            thread::sleep(Duration::from_millis(5));
        }
        self.server.join().unwrap()
    }
}

#[test]
fn changes_begin_and_end_in_the_order_they_came() {
    let mut talk = talk();
    for version in 1..=3000 {
        talk.change(version);
    }
    let end = Instant::now() + PATIENCE;
    let mut id = 0;
    let log = loop {
        id += 1;
        let log = talk.log(id);
        if log.len() == 6000 {
            break log;
        }
        assert!(Instant::now() < end, "{} of 6000", log.len());
        thread::sleep(Duration::from_millis(20));
    };
    for word in ["begin", "end"] {
        let order = log.iter().filter_map(|it| it.strip_prefix(word)?.trim().parse::<i32>().ok());
        assert!(order.eq(1..=3000), "{word}");
    }
}

#[test]
fn exit_ends_it_though_the_pipe_stays_open() {
    let mut talk = talk();
    talk.ask(1, "shutdown", Value::Null);
    talk.tell("exit", Value::Null);
    assert_eq!(talk.ending(), Ending::Orderly);
}

#[test]
fn exit_without_shutdown_is_no_orderly_end() {
    let mut talk = talk();
    talk.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(talk.ending(), Ending::Abrupt);
}

#[test]
fn a_client_that_is_gone_ends_it() {
    let mut talk = talk();
    talk.write = None;
    assert_eq!(talk.ending(), Ending::Abrupt);
}

#[test]
fn a_client_that_is_gone_in_the_middle_of_a_message_ends_it() {
    let mut talk = talk();
    talk.raw(b"Content-Length: 500\r\n\r\n{\"jsonrpc\"");
    talk.write = None;
    assert_eq!(talk.ending(), Ending::Abrupt);
}

#[test]
fn shutdown_may_come_with_or_without_params() {
    for message in [
        json!({"jsonrpc": "2.0", "id": 1, "method": "shutdown"}),
        json!({"jsonrpc": "2.0", "id": 1, "method": "shutdown", "params": null}),
        json!({"jsonrpc": "2.0", "id": 1, "method": "shutdown", "params": {}}),
    ] {
        let mut talk = talk();
        talk.send(&message);
        assert_eq!(talk.answer(1).get("result"), Some(&Value::Null), "{message}");
        assert_eq!(talk.hover(2)["error"]["code"], -32600);
        talk.tell("exit", json!({}));
        assert_eq!(talk.ending(), Ending::Orderly);
    }
}

#[test]
fn a_breakdown_is_answered_and_harms_nothing_else() {
    let mut talk = talk();
    talk.begin(1, "test/slow", json!(100));
    for (id, late) in [(2, false), (3, true)] {
        assert_eq!(talk.ask(id, "test/break", json!(late))["error"]["code"], -32603);
        assert_eq!(talk.hover(10 + id).get("result"), Some(&Value::Null));
    }
    assert_eq!(talk.answer(1)["result"], 100);
    assert_eq!(talk.ask(2, "test/slow", json!(0))["result"], 0, "its number can be used again");
}

#[test]
fn whatever_is_cancelled_is_answered_however_much_is_going_on() {
    let mut talk = talk();
    let began = Instant::now();
    for id in 1..=20 {
        talk.begin(id, "test/slow", json!(60_000));
    }
    assert!(talk.hover(100).get("result").is_some(), "a quick one is not held up");
    for id in 1..=20 {
        talk.tell("$/cancelRequest", json!({"id": id}));
    }
    for id in 1..=20 {
        assert_eq!(talk.answer(id)["error"]["code"], -32800);
    }
    assert!(began.elapsed() < PATIENCE);
    talk.tell("$/cancelRequest", json!({"id": 77}));
    assert!(talk.hover(101).get("result").is_some(), "what is not going on may be cancelled");
}

#[test]
fn notifications_that_ask_the_client_do_not_lock_up() {
    let mut talk = talk();
    for _ in 0..400 {
        talk.tell("textDocument/didSave", json!({"textDocument": {"uri": "file:///a"}}));
    }
    for _ in 0..400 {
        let asked = talk.until(|it| it["method"] == "workspace/configuration");
        talk.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": [null]}));
    }
    let end = Instant::now() + PATIENCE;
    let mut id = 0;
    while talk.log(id).iter().filter(|it| *it == "configured true").count() < 400 {
        assert!(Instant::now() < end);
        id += 1;
    }
}

#[test]
fn a_client_that_does_not_read_holds_up_nothing() {
    let (mut talk, read) = silent();
    talk.begin(0, "initialize", json!({"capabilities": {}}));
    let at = json!({"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}});
    for id in 1..=5000 {
        talk.begin(id, "textDocument/hover", at.clone());
    }
    let mut answers = 0;
    while_there_is_something(read, |message| {
        answers += i64::from(message["id"].is_i64());
        answers <= 5000
    });
    assert_eq!(answers, 5001);
}

#[test]
fn a_client_that_can_no_longer_be_written_to_ends_it() {
    let (mut talk, read) = silent();
    drop(read);
    let end = Instant::now() + PATIENCE;
    talk.begin(0, "initialize", json!({"capabilities": {}}));
    let mut id = 1;
    while !talk.server.is_finished() {
        assert!(Instant::now() < end, "it goes on and on");
        // Once it has ended, nobody reads this any more.
        let message = framed(&json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/nothing"}).to_string());
        drop(talk.write.as_mut().unwrap().write_all(&message));
        id += 1;
    }
    assert_eq!(talk.ending(), Ending::Abrupt);
}

#[test]
fn an_answer_that_nobody_waits_for_any_more_harms_nothing() {
    let mut talk = talk();
    talk.begin(1, "test/ask", json!({}));
    let asked = talk.until(|it| it["method"] == "workspace/configuration");
    talk.tell("$/cancelRequest", json!({"id": 1}));
    assert_eq!(talk.answer(1)["error"]["code"], -32800);
    talk.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": [null]}));
    talk.send(&json!({"jsonrpc": "2.0", "id": 4711, "result": [null]}));
    talk.send(&json!({"jsonrpc": "2.0", "id": null, "result": 1}));
    assert!(talk.hover(2).get("result").is_some());
}

#[test]
fn bad_frames_are_answered_and_the_next_good_one_is_fine() {
    let good = r#"{"jsonrpc":"2.0","id":9,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a"},"position":{"line":0,"character":0}}}"#;
    let bad: &[(&str, Vec<u8>, i64)] = &[
        ("bad JSON", framed(r#"{"jsonrpc":"2.0","method":"#), -32700),
        ("bad UTF-8", b"Content-Length: 4\r\n\r\n\"\xff\xfe\"".to_vec(), -32700),
        ("a list", framed("[]"), -32600),
        ("a list of requests", framed(&format!("[{good}]")), -32600),
        ("a word", framed("\"hello\""), -32600),
        ("nothing in particular", framed(r#"{"jsonrpc":"2.0"}"#), -32600),
        ("another protocol", framed(r#"{"jsonrpc":"1.0","method":"x"}"#), -32600),
        ("a negative length", b"Content-Length: -5\r\n\r\n".to_vec(), -32700),
        ("a negative length and a body", b"Content-Length: -5\r\n\r\n{\"a\":1}".to_vec(), -32700),
        ("no number", b"Content-Length: many\r\n\r\n".to_vec(), -32700),
        ("no length", b"Content-Type: x\r\nhello\r\n\r\n".to_vec(), -32700),
        ("junk", b"hello\r\n\r\n".to_vec(), -32700),
        ("a long line of junk", [vec![b'x'; 100_000], b"\r\n\r\n".to_vec()].concat(), -32700),
        ("a message cut short", framed(good)[..80].to_vec(), -32700),
        ("a header cut short", b"Content-Len".to_vec(), -32700),
        ("a body that is too short", b"Content-Length: 90\r\n\r\n{\"jsonrpc\":\"2.0\"".to_vec(), -32700),
    ];
    let mut talk = talk();
    for (what, bytes, code) in bad {
        talk.raw(bytes);
        talk.raw(&framed(good));
        assert_eq!(talk.complaint(), *code, "{what}");
        assert!(talk.answer(9).get("result").is_some(), "{what}");
    }
    // The last complaint was about the last of them: there were not more than one for each.
    assert!(talk.nothing_more());
}

#[test]
fn odd_headers_are_taken() {
    let body = r#"{"jsonrpc":"2.0","id":3,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a"},"position":{"line":0,"character":0}}}"#;
    let length = body.len();
    let mut talk = talk();
    for head in [
        format!("content-length: {length}\r\n\r\n"),
        format!("CONTENT-LENGTH:{length}\r\n\r\n"),
        format!("Content-Length: {length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n"),
        format!("Content-Type: x; charset=utf-8\r\nContent-Length: {length}\r\nX-Third: 1\r\n\r\n"),
        format!("Content-Length: {length}\n\n"),
        format!("\r\n\r\nContent-Length:   {length}  \r\n\r\n"),
    ] {
        talk.raw(format!("{head}{body}").as_bytes());
        assert!(talk.answer(3).get("result").is_some(), "{head}");
    }
    assert!(talk.nothing_more(), "nothing is complained of");
}

#[test]
fn a_message_may_come_byte_by_byte() {
    let mut talk = talk();
    let message = json!({"jsonrpc": "2.0", "id": 5, "method": "test/log", "params": {"é": "😀"}});
    for byte in framed(&message.to_string()) {
        talk.raw(&[byte]);
    }
    assert!(talk.answer(5).get("result").is_some());
}

#[test]
fn half_of_a_pair_is_a_character_that_cannot_be_shown() {
    let mut talk = talk();
    let open = |text: &str| {
        let document = format!(r#"{{"uri":"file:///a","languageId":"duly","version":1,"text":"{text}"}}"#);
        framed(&format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{document}}}}}"#
        ))
    };
    for text in [r"a\ud83dz", r"\ude00\\ud83d\n", r"\ud83d\ude00\ud83d"] {
        talk.raw(&open(text));
    }
    let log = talk.log(1);
    assert_eq!(log, ["opened 5", "opened 10", "opened 7"]);
}

#[test]
fn fifty_megabytes_are_taken_and_a_message_beyond_all_measure_is_passed_over() {
    let mut talk = talk();
    let text = "// é\n".repeat(9 << 20);
    let document = json!({"uri": "file:///a", "languageId": "duly", "version": 1, "text": text});
    talk.tell("textDocument/didOpen", json!({"textDocument": document}));
    assert_eq!(talk.log(1), [format!("opened {}", text.len())]);
}

#[test]
fn unknown_methods_are_answered_and_unknown_notifications_are_not() {
    let mut talk = talk();
    for (id, method) in [(1, "textDocument/nothing"), (2, "$/nothing"), (3, "duly/nothing")] {
        assert_eq!(talk.ask(id, method, json!({}))["error"]["code"], -32601, "{method}");
    }
    for method in ["$/setTrace", "$/nothing", "duly/nothing", "textDocument/nothing"] {
        talk.tell(method, json!({"value": "off"}));
    }
    assert!(talk.hover(4).get("result").is_some());
    assert!(talk.nothing_more());
}

#[test]
fn a_life_goes_its_way() {
    let (talk, read) = silent();
    let (say, messages) = channel();
    thread::spawn(move || while_there_is_something(read, |message| say.send(message).is_ok()));
    let mut talk = Talk { messages, ..talk };
    assert_eq!(talk.hover(1)["error"]["code"], -32002, "nothing before it is introduced");
    talk.change(1);
    let bad = talk.ask(2, "initialize", json!({"capabilities": 7}));
    assert_eq!(bad["error"]["code"], -32602);
    assert!(talk.ask(3, "initialize", json!({"capabilities": {}}))["result"].is_object());
    assert_eq!(talk.ask(4, "initialize", json!({"capabilities": {}}))["error"]["code"], -32600, "only once");
    assert!(talk.log(5).is_empty(), "what was told before does not count");
    talk.send(&json!({"jsonrpc": "2.0", "id": "a word", "method": "textDocument/nothing"}));
    assert_eq!(talk.until(|it| it["id"] == "a word")["error"]["code"], -32601);
    talk.begin(6, "test/slow", json!(50));
    assert_eq!(talk.ask(6, "test/slow", json!(0))["error"]["code"], -32600, "a number is used once at a time");
}
