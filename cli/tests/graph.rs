//! `duly graph`: what is drawn of which procedure, with which run, and how it ends.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const GUIDANCE: &str = "guidance ours \"Ours\" {
  subject use { field big: yes or no }
  vocabulary action { look ask buy }
  requirement look-first \"Look first\" must { before buy, require look }
  requirement ask-first \"Ask first\" should { before buy, require ask }
}
";

/// Where it is big, nobody looks.
const TOWN: &str = "entity town { follows ours  role clerk \"Town clerk\" { } }
procedure p \"How we buy\" for any use {
  when big is no { step look: look by clerk }
  together { optional step ask: ask by clerk  step note: ask by clerk }
  step buy \"Buy it\": buy by clerk
}
";

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("graph-{name}"));
    let _there_may_be_none = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        fs::write(folder.join(path), text).unwrap();
    }
    folder
}

fn run(folder: &PathBuf, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).arg("graph").args(args).stdin(Stdio::null()).env("DULY_TODAY", "2026-11-28");
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_broken_run_is_marked_in_every_form() {
    let folder = folder("run", &[("g.duly", GUIDANCE), ("t.duly", TOWN)]);
    let (code, svg, err) = run(&folder, &["p"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(svg.starts_with("<svg ") && svg.contains("<title id=\"duly-") && svg.contains("class=\"run\""), "{svg}");
    let (_, dot, _) = run(&folder, &["town.p", "--format", "dot"]);
    assert_eq!(dot, DOT);
    let (_, mermaid, _) = run(&folder, &["p", ".", "--output-format", "mermaid"]);
    assert_eq!(mermaid, MERMAID);
}

const DOT: &str = r##"digraph procedure {
  graph [label="How we buy\l! look first: `buy` is reached without `look` before it\lThe case: big: yes\l" labelloc=t labeljust=l fontname="sans-serif" fontsize=15 rankdir=TB ranksep=0.35 nodesep=0.3 compound=true]
  node [shape=box style="rounded,filled" fillcolor="#f6f8fa" color="#6e7781" fontname="sans-serif" fontsize=12]
  edge [color="#6e7781" fontname="sans-serif" fontsize=11]
  n0 [label="start" shape=box style="rounded,filled" height=0.3]
  n1 [label="big is no?" shape=hexagon style=filled fillcolor="#fff8e1" color="#b42318" penwidth=3]
  n2 [label="look\nlook · Town clerk"]
  n6 [label="! (3) Buy it\nbuy · Town clerk" color="#b42318" penwidth=3]
  n7 [label="end" shape=box style="rounded,filled" height=0.3]
  subgraph cluster_0 {
    label="in any order\l" labeljust=l style=dashed color="#afb8c1" fontsize=11
    n3 [shape=point width=0.05]
    n4 [label="(1) ask\nask · Town clerk" style="rounded,filled,dashed" color="#b42318" penwidth=3]
    n5 [label="(2) note\nask · Town clerk" color="#b42318" penwidth=3]
  }
  n1 -> n2 [label="yes"]
  n3 -> n5
  n0 -> n1 [color="#b42318" penwidth=4]
  n6 -> n7
  n2 -> n3
  n1 -> n3 [label="no" color="#b42318" penwidth=4]
  n5 -> n6 [color="#b42318" penwidth=4]
  n3 -> n4 [color="#b42318" penwidth=4]
  n4 -> n6
  n3 -> n6 [label="or left out" style=dashed]
}
"##;
const MERMAID: &str = r##"flowchart TD
  accTitle: How we buy
  accDescr: ! look first: `buy` is reached without `look` before it The case: big: yes
  remarks["#33; look first#58; #96;buy#96; is reached without #96;look#96; before it<br>The case#58; big#58; yes"]:::remark
  n0(["start"])
  n1{{"big is no?"}}
  n2["look<br>look · Town clerk"]
  n6["#33; (3) Buy it<br>buy · Town clerk"]
  n7(["end"])
  subgraph f0["in any order"]
    n3(( ))
    n4["(1) ask<br>ask · Town clerk"]
    n5["(2) note<br>ask · Town clerk"]
  end
  n1 -->|"yes"| n2
  n3 --> n5
  n0 ==> n1
  n6 --> n7
  n2 --> n3
  n1 ==>|"no"| n3
  n5 ==> n6
  n3 ==> n4
  n4 --> n6
  n3 -.->|"or left out"| n6
  classDef optional stroke-dasharray:6 4
  class n4 optional
  classDef run stroke:#b42318,stroke-width:4px
  class n1,n4,n5,n6 run
  classDef remark fill:none,stroke:none,text-align:left
  linkStyle 2,5,6,7 stroke:#b42318,stroke-width:4px
"##;

#[test]
fn a_requirement_that_is_kept_marks_nothing_and_says_so() {
    let folder = folder("kept", &[("g.duly", GUIDANCE), ("t.duly", TOWN)]);
    let (code, svg, err) = run(&folder, &["p", "--requirement", "ask-first"]);
    assert_eq!(code, Some(0));
    assert_eq!(err, "duly: no run of `p` is known to break `ask-first`; it is drawn without one\n");
    assert!(!svg.contains("class=\"run\""), "{svg}");
    let (_, svg, _) = run(&folder, &["p", "--requirement", "ours/look-first"]);
    assert!(svg.contains("class=\"run\""), "{svg}");
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let folder = folder("trouble", &[("g.duly", GUIDANCE), ("t.duly", TOWN)]);
    let told = |args: &[&str]| {
        let (code, out, err) = run(&folder, args);
        assert_eq!(out, "");
        (code, err)
    };
    let expected = "duly: there is no procedure called `q`; there is `p`\n".to_owned();
    assert_eq!(told(&["q"]), (Some(2), expected));
    let (code, err) = told(&["p", "--requirement", "look-frist"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("did you mean `look-first`"), "{err}");
    assert_eq!(told(&["p", "missing"]).0, Some(2));
    fs::create_dir_all(folder.join("empty")).unwrap();
    assert_eq!(told(&["p", "empty"]).0, Some(3));
    fs::write(folder.join("u.duly"), "entity city { }\nprocedure p { step s: look }\n").unwrap();
    let (_, err) = told(&["p"]);
    assert!(err.contains("there is no procedure called") || err.contains("say which of"), "{err}");
}

#[test]
fn a_picture_is_written_whole_to_a_file() {
    let folder = folder("file", &[("g.duly", GUIDANCE), ("t.duly", TOWN)]);
    assert_eq!(run(&folder, &["p", "--output", "p.svg"]), (Some(0), String::new(), String::new()));
    assert_eq!(fs::read_to_string(folder.join("p.svg")).unwrap(), run(&folder, &["p"]).1);
}
