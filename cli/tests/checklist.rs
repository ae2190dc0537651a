//! `duly checklist`: the steps that will be taken for one use, to be ticked off.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const GUIDANCE: &str = "guidance ours \"Ours\" {
  subject use { field big: yes or no  field far: yes or no }
  vocabulary action { look { field covers: some of matter }  ask buy tell }
  vocabulary matter { price people }
  vocabulary outcome { yes no }
  vocabulary trigger { storm }
  requirement look-first \"Look first\" must {
    before buy, require look { covers: people }
    because \"Later is too late.\"
  }
  requirement heard \"They were heard\" should { judge \"Were they heard?\" }
  requirement told \"They were told\" must { require tell }
}
";

const TOWN: &str = "entity town \"The town\" { follows ours
  role clerk \"Town clerk\" { }
  role mayor { external }
}
use lamp \"A new lamp\" { big: yes }
use bulb { big: no  far: no }
procedure p \"How we buy\" for any use {
  when big is yes { step look \"Look closely\": look by clerk { covers: people  within: 10 days } }
  otherwise { step glance: look by clerk }
  when far is yes { step ask: ask by mayor }
  decide buy: buy by mayor or clerk { yes { } no { end } }
  on storm { step tell: tell by clerk }
}
record l: look of lamp on 2026-01-02 by clerk { covers: people }
";

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("checklist-{name}"));
    let _there_may_be_none = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        fs::write(folder.join(path), text).unwrap();
    }
    folder
}

fn run(folder: &PathBuf, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).arg("checklist").args(args).stdin(Stdio::null()).env("DULY_TODAY", "2026-11-28");
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

const MARKDOWN: &str = r#"# Checklist: A new lamp

The town, use lamp, as of 2026-11-28.

## What is stated

- big: yes

## How we buy

- [ ] **1\. Look closely**
  - What: look
  - Who: Town clerk
  - By when: within 10 days of the step before
  - On record: l, 2026-01-02
  - What is to be in it: covers: people
  - For: Look first (must) – Later is too late.
- If far is yes (not stated: far):
  - [ ] **2\. ask**
    - What: ask
    - Who: mayor (external)
- [ ] **3\. buy** (to be decided)
  - What: buy
  - Who: mayor (external) or Town clerk
- If what is decided is yes:
  - go on below
- If what is decided is no:
  - This is the end.
- Whenever this happens: storm:
  - [ ] **4\. tell**
    - What: tell
    - Who: Town clerk
    - For: They were told (must, broken)

## To be judged

Only a person can say, and nobody has. Write down who judged, when, and why.

- [ ] They were heard (should)
  - Were they heard?

## Not kept as things stand

Doing every step above is not enough for these.

- They were told (must, broken)
"#;

#[test]
fn what_the_facts_settle_is_no_question_and_what_they_leave_open_is_listed_both_ways() {
    let folder = folder("facts", &[("g.duly", GUIDANCE), ("t.duly", TOWN)]);
    let (code, list, err) = run(&folder, &["lamp"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(list, MARKDOWN);
    let (_, bulb, _) = run(&folder, &["town.bulb"]);
    assert!(bulb.contains("glance") && !bulb.contains("Look closely") && !bulb.contains("far is yes"), "{bulb}");
}

#[test]
fn every_form_lists_the_same_steps() {
    let folder = folder("forms", &[("g.duly", GUIDANCE), ("t.duly", TOWN)]);
    let (_, markdown, _) = run(&folder, &["lamp"]);
    let (_, html, _) = run(&folder, &["lamp", "--format", "html"]);
    let (_, csv, _) = run(&folder, &["lamp", "--output-format", "csv"]);
    for step in ["Look closely", "ask", "buy"] {
        for list in [&markdown, &html, &csv] {
            assert!(list.contains(step), "{step} in {list}");
        }
    }
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"), "{html}");
    assert!(csv.starts_with("\"list\",\"procedure\",\"number\","), "{csv}");
}

#[test]
fn what_is_not_registered_is_said() {
    let folder = folder("trouble", &[("g.duly", GUIDANCE), ("t.duly", TOWN)]);
    let (code, out, err) = run(&folder, &["lam"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert_eq!(err, "duly: nothing is registered as `lam`; there is `lamp`, `bulb`\n");
}
