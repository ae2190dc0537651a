//! `duly keeps`: which step keeps which requirement, and what would be lost without it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const GUIDANCE: &str = "guidance ours \"Ours\" {
  subject use { field big: yes or no  field affects: some of group }
  vocabulary group { people { children elders } }
  vocabulary action { look { field whom: scope of group }  ask buy stamp }
  requirement look-first \"Look first\" must { stage: plan  before buy, require look }
  requirement asked \"Ask once\" must { stage: carry-out  require ask }
}
requirement own-look \"Look first, here too\" must { before buy, require look }
";

const TOWN: &str = "entity town \"The town\" { follows ours  role clerk { } }
use lamp \"A new lamp\" { big: yes  affects: [children, elders] }
procedure p for any use {
  step look \"Look closely\": look by clerk { whom: children }
  step ask: ask by clerk
  step ask-again: ask by clerk
  step stamp: stamp by clerk
  step buy: buy by clerk
}
";

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("keeps-{name}"));
    let _there_may_be_none = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        fs::write(folder.join(path), text).unwrap();
    }
    folder
}

fn run(folder: &PathBuf, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).arg("keeps").args(args).stdin(Stdio::null()).env("DULY_TODAY", "2026-11-28");
    let output = command.env("COLUMNS", "80").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

const TEXT: &str = r#"The town
5 steps: without 1 something would be lost, 2 share what they keep, 2 keep
  nothing

p
  look Look closely · t.duly:4
    keeps Look first (ours/look-first)
      without it broken for any use, lamp; now kept
    keeps Look first, here too (ours/own-look)
      without it broken for any use, lamp; now kept
  ask · t.duly:5
    shares Ask once (ours/asked)
      nothing would be lost; also: ask-again
  ask-again · t.duly:6
    shares Ask once (ours/asked)
      nothing would be lost; also: ask
  stamp · t.duly:7
    keeps nothing: no requirement would fare worse without it
  buy · t.duly:8
    keeps nothing: no requirement would fare worse without it

Who is reached when: A new lamp (affects)
  children
    plan: p: look
    nothing at: carry-out
  elders
    nothing at: plan, carry-out

Requirements beside one another
  `own-look` asks for just what `look-first` asks for
"#;
const MARKDOWN: &str = r#"# The town

5 steps: without 1 something would be lost, 2 share what they keep, 2 keep nothing.

## p

| Step | Where | What it keeps | Without it |
| --- | --- | --- | --- |
| `look` | t.duly:4 | Look first (ours/look-first) | broken for any use, lamp; now kept |
| `look` | t.duly:4 | Look first, here too (ours/own-look) | broken for any use, lamp; now kept |
| `ask` | t.duly:5 | Ask once (ours/asked) | nothing would be lost; also: ask-again |
| `ask-again` | t.duly:6 | Ask once (ours/asked) | nothing would be lost; also: ask |
| `stamp` | t.duly:7 | nothing | no requirement would fare worse |
| `buy` | t.duly:8 | nothing | no requirement would fare worse |

## Who is reached when: A new lamp (affects)

|  | plan | carry-out |
| --- | --- | --- |
| children | p: look | – |
| elders | – | – |

## Requirements beside one another

- \`own-look\` asks for just what \`look-first\` asks for
"#;

#[test]
fn each_step_says_what_would_be_lost_without_it() {
    let folder = folder("lost", &[("g.duly", GUIDANCE), ("t.duly", TOWN)]);
    let (code, text, err) = run(&folder, &[]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(text.lines().all(|it| it.chars().count() <= 80), "{text}");
    assert_eq!(text, TEXT);
    assert_eq!(run(&folder, &["--format", "markdown"]).1, MARKDOWN);
    let json: serde_json::Value = serde_json::from_str(&run(&folder, &["--output-format", "json"]).1).unwrap();
    let steps = json["entities"][0]["steps"].as_array().unwrap();
    let nothing: Vec<&str> =
        steps.iter().filter(|it| it["keeps_nothing"] == true).filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(nothing, ["stamp", "buy"]);
}

#[test]
fn nothing_to_read_is_said() {
    let folder = folder("empty", &[]);
    assert_eq!(run(&folder, &[]).0, Some(3));
    assert_eq!(run(&folder, &["missing"]).0, Some(2));
}
