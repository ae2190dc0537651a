//! An editor, as far as the server can tell: it starts the program and speaks to it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Much longer than anything takes on a slow machine; a hang takes longer.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) const TODAY: &str = "2026-11-22";

/// A running server and what was heard from it.
pub(crate) struct Client {
    pub(crate) child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    next_id: i64,
    /// What `workspace/configuration` is answered with.
    pub(crate) settings: Value,
    /// Everything that was heard and not asked for, in order.
    pub(crate) heard: Vec<Value>,
    /// What both sides said, where somebody wants to read it.
    record: Option<Vec<Value>>,
}

/// An editor that does not ask for diagnostics, and one that does.
pub(crate) fn pushed() -> Value {
    json!({})
}

pub(crate) fn pulling() -> Value {
    json!({
        "textDocument": {"diagnostic": {"relatedDocumentSupport": false}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    })
}

impl Client {
    /// Starts a server and says nothing yet.
    pub(crate) fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
        command.args(["server", "--stdio"]).env("DULY_TODAY", TODAY);
        command.env("XDG_CACHE_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take().unwrap());
        let (say, messages) = channel();
        thread::spawn(move || {
            let mut reader = BufReader::new(stdout);
            while let Some(message) = next(&mut reader) {
                if say.send(message).is_err() {
                    return;
                }
            }
        });
        Self { child, stdin, messages, next_id: 0, settings: Value::Null, heard: Vec::new(), record: None }
    }

    /// Starts a server for some folders.
    pub(crate) fn open(capabilities: &Value, folders: &[&Path]) -> Self {
        Self::open_with(capabilities, folders, json!({"status": true}))
    }

    pub(crate) fn open_with(capabilities: &Value, folders: &[&Path], options: Value) -> Self {
        let mut client = Self::start();
        let folder = |path: &&Path| json!({"uri": uri(path), "name": "folder"});
        let folders: Vec<Value> = folders.iter().map(folder).collect();
        let params = json!({
            "processId": null, "rootUri": null, "capabilities": capabilities,
            "workspaceFolders": folders, "initializationOptions": options,
        });
        let answer = client.ask("initialize", params);
        assert!(answer["result"]["capabilities"].is_object(), "{answer}");
        client.tell("initialized", json!({}));
        client
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).and_then(|()| stdin.flush()).unwrap();
    }

    pub(crate) fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// From here on everything that is said is kept.
    pub(crate) fn record(&mut self) {
        self.record = Some(Vec::new());
    }

    /// What was said, and by whom.
    pub(crate) fn recorded(&self) -> &[Value] {
        self.record.as_deref().unwrap_or_default()
    }

    fn note(&mut self, from: &str, message: &Value) {
        if let Some(record) = &mut self.record {
            record.push(json!({"from": from, "msg": message}));
        }
    }

    pub(crate) fn send(&mut self, message: &Value) {
        self.note("client", message);
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    pub(crate) fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params}));
        self.next_id
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        self.answer(id)
    }

    pub(crate) fn answer(&mut self, id: i64) -> Value {
        self.until(|it| it["id"] == id && it.get("method").is_none())
    }

    /// The next message that is so. What the server asks meanwhile is answered; the rest is kept.
    #[track_caller]
    pub(crate) fn until(&mut self, is: impl Fn(&Value) -> bool) -> Value {
        self.within(PATIENCE, is).expect("a message in time")
    }

    pub(crate) fn within(&mut self, time: Duration, is: impl Fn(&Value) -> bool) -> Option<Value> {
        let end = Instant::now() + time;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = match self.messages.recv_timeout(left) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => panic!("the server is gone: {:?}", self.child.try_wait()),
            };
            self.note("server", &message);
            self.reply(&message);
            if is(&message) {
                return Some(message);
            }
            self.heard.push(message);
        }
    }

    fn reply(&mut self, message: &Value) {
        let (Some(method), Some(id)) = (message["method"].as_str(), message.get("id")) else { return };
        let result = if method == "workspace/configuration" { json!([self.settings]) } else { Value::Null };
        self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
    }

    /// Waits until everything is decided, and takes what was heard.
    #[track_caller]
    pub(crate) fn ready(&mut self) -> Vec<Value> {
        let ready = self.until(|it| it["method"] == "duly/status" && it["params"]["state"] == "ready");
        self.heard.push(ready);
        std::mem::take(&mut self.heard)
    }

    /// Waits until everything is decided and nothing more comes, and takes what was heard.
    #[track_caller]
    pub(crate) fn quiet(&mut self) -> Vec<Value> {
        loop {
            while let Some(message) = self.within(Duration::from_millis(700), |_| true) {
                self.heard.push(message);
            }
            let last = self.heard.iter().rev().find(|it| it["method"] == "duly/status");
            if last.is_some_and(|it| it["params"]["state"] == "ready") {
                return std::mem::take(&mut self.heard);
            }
        }
    }

    pub(crate) fn did_open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "duly", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
    }

    pub(crate) fn did_change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    pub(crate) fn did_close(&mut self, uri: &str) {
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    pub(crate) fn pull(&mut self, uri: &str, previous: Option<&str>) -> Value {
        let params = json!({"textDocument": {"uri": uri}, "previousResultId": previous});
        let answer = self.ask("textDocument/diagnostic", params);
        assert!(answer["result"].is_object(), "{answer}");
        answer["result"].clone()
    }

    /// The number it ends with.
    pub(crate) fn ending(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < end, "the server does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _it_may_be_gone = self.child.kill();
        let _nothing_is_left = self.child.wait();
    }
}

fn next(reader: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => length = line.strip_prefix("Content-Length: ").map(|it| it.parse().unwrap()).or(length),
        }
    }
    let mut body = vec![0; length.expect("a header")];
    reader.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("every message is JSON"))
}

/// What was published, by URI: the last set for each, and that versions never went backwards.
pub(crate) fn published(heard: &[Value]) -> BTreeMap<String, Value> {
    let mut last: BTreeMap<String, Value> = BTreeMap::new();
    for params in heard.iter().filter(|it| it["method"] == "textDocument/publishDiagnostics").map(|it| &it["params"]) {
        let uri = params["uri"].as_str().unwrap().to_owned();
        let before = last.get(&uri).and_then(|it| it["version"].as_i64());
        if let (Some(before), Some(now)) = (before, params["version"].as_i64()) {
            assert!(before <= now, "{uri}: version {now} after {before}");
        }
        last.insert(uri, params.clone());
    }
    last
}

/// The URI of a path, as an editor spells it.
pub(crate) fn uri(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    for byte in path.to_str().unwrap().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// A folder of its own for a test.
pub(crate) fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).canonicalize().unwrap().join("server").join(name);
    let _there_may_be_none = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Where the repository begins.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().canonicalize().unwrap()
}
