//! `duly compare`: who is held against whom, what it says, and the number it ends with.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

const GUIDANCE: &str = r#"guidance code "A code" {
  subject use { field data: some of data }
  vocabulary data { personal }
  vocabulary action { assess award }
  subject role { field rank: one of rank }
  vocabulary rank ordered { officer director }
  requirement look-first "Look | <before> [you](http://x) buy" must {
    before award, require assess
    because "what is not looked at hurts somebody"
    source: "A 1"
  }
}
"#;
const ENTITY: &str = "entity town { follows code role clerk \"Clerk\" { rank: officer } }\n";
const CLEAN: &str = "procedure buy for any use {\n  step look: assess by clerk\n  step sign: award by clerk\n}\n";
const LOOSE: &str =
    "procedure buy for any use {\n  optional step look: assess by clerk\n  step sign: award by clerk\n}\n";

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compare").join(name);
    let _there_may_be_none = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let (code, out, err) = run_raw(folder, args);
    (code, String::from_utf8(out).unwrap(), err)
}

/// The same, where what is printed is no text.
fn run_raw(folder: &Path, args: &[&str]) -> (Option<i32>, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duly"));
    command.current_dir(folder).arg("compare").args(args).stdin(Stdio::null());
    command.env("DULY_TODAY", "2026-11-22").env_remove("NO_COLOR").env_remove("COLUMNS");
    let output = command.output().unwrap();
    (output.status.code(), output.stdout, String::from_utf8(output.stderr).unwrap())
}

fn town(name: &str, procedure: &str) -> PathBuf {
    folder(name, &[("code.duly", GUIDANCE), ("town.duly", ENTITY), ("buying.duly", procedure)])
}

#[test]
fn an_entity_that_asks_as_much_ends_with_0_and_one_that_asks_less_with_1() {
    let (code, out, err) = run(&town("clean", CLEAN), &[]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("town held against code\n\n1 equal\n"), "{out}");
    let (code, out, _) = run(&town("loose", LOOSE), &["town"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("weaker") && out.contains("→ sign  buying.duly:3:8"), "{out}");
    assert!(!out.contains('\u{1b}'), "no colour where nobody asked for it");
}

#[test]
fn the_number_hangs_on_what_fails_and_never_on_the_format() {
    let loose = town("formats", LOOSE);
    for format in ["text", "markdown", "html", "json", "xlsx"] {
        assert_eq!(run_raw(&loose, &["--output-format", format]).0, Some(1), "{format}");
        let lenient = ["--output-format", format, "--fail-on", "missing,unjudged"];
        assert_eq!(run_raw(&loose, &lenient).0, Some(0), "{format}");
        assert_eq!(run_raw(&loose, &["--output-format", format, "--exit-zero"]).0, Some(0), "{format}");
    }
}

#[test]
fn two_folders_are_two_versions_and_point_at_the_word() {
    let both = folder(
        "versions",
        &[
            ("old/code.duly", GUIDANCE),
            ("old/town.duly", ENTITY),
            ("old/buying.duly", CLEAN),
            ("new/code.duly", GUIDANCE),
            ("new/town.duly", ENTITY),
            ("new/buying.duly", LOOSE),
        ],
    );
    let (code, out, err) = run(&both, &["new", "--baseline", "old"]);
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    assert!(out.contains("weaker       `sign` can be reached without `look`"), "{out}");
    assert!(out.contains("new: new/buying.duly:2:3"), "{out}");
    let (code, out, _) = run(&both, &["old", "new"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("stronger"), "{out}");
}

#[test]
fn a_revision_of_git_is_a_version() {
    let town = town("revision", CLEAN);
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(&town).args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]);
        assert!(command.args(args).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success(), "{args:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "first"]);
    assert_eq!(run(&town, &["--since", "HEAD"]).0, Some(0));
    fs::write(town.join("buying.duly"), LOOSE).unwrap();
    let (code, out, err) = run(&town, &["--since", "HEAD"]);
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    assert!(out.contains("HEAD: buying.duly:2:8") && out.contains("buying.duly:2:3"), "{out}");
    for wrong in ["no-such", "--all", "HEAD:buying.duly"] {
        let (code, out, err) = run(&town, &["--since", wrong]);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{wrong}: {err}");
    }
}

#[test]
fn nothing_and_what_cannot_be_understood_are_never_as_much_as_something() {
    let typo = CLEAN.replace("assess by", "asses by");
    let all = folder(
        "mistakes",
        &[
            ("good/code.duly", GUIDANCE),
            ("good/town.duly", ENTITY),
            ("good/buying.duly", CLEAN),
            ("typo/code.duly", GUIDANCE),
            ("typo/town.duly", ENTITY),
            ("typo/buying.duly", &typo),
            ("more/code.duly", GUIDANCE),
            ("more/town/town.duly", ENTITY),
            ("more/town/buying.duly", CLEAN),
            (
                "more/city/city.duly",
                "entity city { follows code role mayor \"Mayor\" { rank: director } }\n\
                 procedure plan for any use { step see: assess by mayor step give: award by mayor }\n",
            ),
            ("none/read-me.txt", "nothing"),
        ],
    );
    for (subject, measure) in [("typo/", "good/"), ("good/", "typo/")] {
        let (code, _, err) = run(&all, &[subject, measure, "--fail-on", "missing"]);
        assert_eq!(code, Some(1), "{err}");
        assert!(err.contains("`typo/buying.duly` in `typo/` has mistakes"), "{err}");
    }
    for (subject, measure) in [("none/", "good/"), ("good/", "none/")] {
        let (code, _, err) = run(&all, &[subject, measure]);
        assert_eq!(code, Some(3), "{err}");
        assert!(err.contains("there is no `.duly` text under `none/`"), "{err}");
    }
    let (code, _, err) = run(&all, &["more/", "good/"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("`city` was not there before"), "{err}");
}

#[test]
fn what_is_not_there_is_said_with_what_there_is() {
    let (code, out, err) = run(&town("unknown", CLEAN), &["twon"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("called `twon`; there is `town`"), "{err}");
    assert_eq!(run(&folder("nothing", &[("readme.txt", "")]), &["--in", "."]).0, Some(3));
}

#[test]
fn text_from_files_formats_nothing_in_a_pull_request() {
    let (_, out, _) = run(&town("hostile", LOOSE), &["--output-format", "markdown"]);
    assert!(out.contains("Look \\| \\<before\\> \\[you\\]("), "{out}");
    assert!(!out.contains("http://"), "{out}");
}

#[test]
fn programs_get_an_object_with_places_and_the_run() {
    let (_, out, _) = run(&town("object", LOOSE), &["--output-format", "json"]);
    let object: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(object["schema"], "duly-compare/1");
    let row = &object["comparisons"][0]["requirements"][0];
    assert_eq!((&row["relation"], &row["requirement"]), (&"weaker".into(), &"code/look-first".into()));
    assert_eq!(row["case"]["run"][0]["step"], "sign");
    assert_eq!(row["case"]["run"][0]["at"]["range"]["start"]["line"], 3);
    assert_eq!(object["comparisons"][0]["counts"]["weaker"], 1);
}

#[test]
fn the_page_loads_nothing_runs_nothing_and_shows_text_as_text() {
    let loose = town("page", LOOSE);
    let (_, page, _) = run(&loose, &["--output-format", "html"]);
    assert!(page.contains("Look | &lt;before&gt; [you](http://x) buy"), "{page}");
    // One script is allowed, by its print; it is no part of what a file says.
    assert_eq!((page.matches("<script").count(), page.matches("script-src 'sha256-").count()), (1, 1));
    for active in ["<img", "<link", "src=", "href=\"http", "url("] {
        assert!(!page.contains(active), "{active}");
    }
    assert!(page.contains("default-src 'none'"));
    assert_eq!(page, run(&loose, &["--output-format", "html"]).1, "the same bytes every time");
    for tag in [
        "details", "div", "table", "tbody", "section", "ol", "ul", "li", "p", "span", "main", "header", "footer", "tr",
        "td", "th", "figure", "pre", "svg",
    ] {
        let (opened, closed) = (
            page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count(),
            page.matches(&format!("</{tag}>")).count(),
        );
        assert_eq!(opened, closed, "{tag}");
    }
}

const REGISTER: &str = r#"guidance code "A code" {
  subject use { field data: some of data  field people: one of people }
  subject waiver "A departure" { field rank: one of rank }
  vocabulary data { personal { palms } }
  vocabulary people { children staff }
  vocabulary action { assess award }
  subject role { field rank: one of rank }
  vocabulary rank ordered { officer director }
  classify risk for use on [low, high] {
    high when data includes personal and people is children
    otherwise low
  }
  requirement look-first "=1+1" must {
    before award, require assess
    because "@SUM(A1) <b>&</b>"
    source: "A 1"
  }
  requirement heard "Those concerned are heard" should {
    judge "are those concerned heard?"
  }
}
entity town { follows code role clerk "Clerk" { rank: officer } role chief "Chief" { rank: director } }
use palms "=HYPERLINK(\"http://x\") palms at the gate" { data: [palms]  people: children }
use maps "Maps" { data: [personal] }
waiver gone: look-first on 2025-01-01 by chief until 2025-12-31 { reason: "the old gate" }
waiver later: look-first of maps on 2026-01-01 by chief until 2027-03-01 { reason: "until the new gate stands" }
waiver soon: look-first of palms on 2026-01-01 by chief until 2026-12-01 { reason: "-1 the gate" }
procedure buy for any use {
  optional step look: assess by clerk
  step sign: award by clerk
}
"#;

#[test]
fn the_page_opens_to_both_texts_the_case_its_picture_and_the_registers() {
    let town = folder("opened", &[("town.duly", REGISTER)]);
    let (_, page, _) = run(&town, &["--output-format", "html"]);
    assert!(page.contains("data-how=\"weaker\"") && page.contains("<th scope=\"row\">=1+1"), "{page}");
    for line in ["before award, require assess", "<mark>  step sign: award by clerk</mark>"] {
        assert!(page.contains(line), "{line}: {page}");
    }
    assert!(page.contains("class=\"duly\"") && page.contains("with the run marked in it"), "{page}");
    assert!(page.contains("high because data includes palms, which is personal"), "{page}");
    assert!(page.contains("does not count: it has expired: its last day was 2025-12-31"), "{page}");
    assert!(page.contains("are those concerned heard?"), "{page}");
    assert!(page.contains("id=\"filter\" role=\"search\" aria-label=\"Look for requirements\" hidden"), "{page}");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|it| it.split('"').next().unwrap()).collect();
    let each: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(each.len(), ids.len(), "an id stands twice: {ids:?}");
    for to in page.split("href=\"#").skip(1).map(|it| it.split('"').next().unwrap()) {
        assert!(ids.contains(&to), "nothing is called {to}");
    }
}

/// The cells of a sheet as text, row by row.
fn cells(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let formulas = book.worksheet_formula(sheet).unwrap();
    assert!(formulas.used_cells().all(|it| it.2.is_empty()), "{sheet} holds a formula");
    let range = book.worksheet_range(sheet).unwrap();
    let text = |it: &Data| match it {
        Data::String(text) => text.clone(),
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        other => panic!("{sheet}: {other:?} is no text"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn a_workbook_says_what_the_object_says() {
    let town = folder("workbook", &[("town.duly", REGISTER)]);
    let (code, bytes, err) = run_raw(&town, &["--output-format", "xlsx"]);
    assert_eq!(code, Some(1), "{err}");
    assert_eq!(bytes, run_raw(&town, &["--output-format", "xlsx"]).1, "the same bytes every time");
    assert_eq!(run(&town, &["--output-format", "xlsx", "-o", "out.xlsx"]).1, "");
    assert_eq!(fs::read(town.join("out.xlsx")).unwrap(), bytes);
    let object: Value = serde_json::from_str(&run(&town, &["--output-format", "json"]).1).unwrap();
    let said = &object["comparisons"][0];
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let word = |it: &Value| it.as_str().unwrap_or("").to_owned();

    let rows = cells(&mut book, "Requirements");
    let asked = said["requirements"].as_array().unwrap();
    assert_eq!(rows.len(), asked.len() + 1);
    let column = |name: &str| rows[0].iter().position(|it| it == name).unwrap();
    for (row, it) in rows[1..].iter().zip(asked) {
        let pairs = [
            ("Requirement", &it["requirement"]),
            ("What it asks", &it["title"]),
            ("Level", &it["level"]),
            ("How it stands", &it["relation"]),
            ("In the first", &it["verdicts"]["subject"]),
            ("Why it is asked", &it["because"]),
            ("To be judged by a person", &it["question"]),
        ];
        for (name, value) in pairs {
            assert_eq!(row[column(name)], word(value), "{name}");
        }
    }
    assert_eq!(rows[1][column("What it asks")], "=1+1", "what looks like a formula is a text");
    assert!(rows[1][column("Place in the first")].starts_with("town.duly:"), "{:?}", rows[1]);

    let summary = cells(&mut book, "Summary");
    for (relation, count) in said["counts"].as_object().unwrap().iter().filter(|it| it.1 != 0) {
        let line = summary.iter().find(|it| it[1] == relation.replace('-', " ")).unwrap();
        assert_eq!(line[2], count.to_string());
    }
    let print = word(&said["sources"][0]["sha256"]);
    assert!(print.len() == 64 && summary.iter().any(|it| it.contains(&print)), "{summary:?}");
    assert_eq!(cells(&mut book, "To be judged")[1][1], word(&said["questions"][0]["question"]));
    assert_eq!(cells(&mut book, "Own rules")[1][0], "none");
}

#[test]
fn the_registers_say_how_grave_a_use_is_and_why_and_what_lapses_first() {
    let town = folder("registers", &[("town.duly", REGISTER)]);
    let (_, bytes, _) = run_raw(&town, &["--output-format", "xlsx"]);
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let uses = cells(&mut book, "Registered");
    assert_eq!(uses[1][2], "=HYPERLINK(\"http://x\") palms at the gate");
    assert_eq!((uses[1][3].as_str(), uses[1][4].as_str()), ("use palms", "risk: high"));
    assert_eq!(uses[1][5], "high because data includes palms, which is personal, people is children");
    assert_eq!(uses[2][4], "risk: low to high");
    assert!(uses[2][5].contains("perhaps high, for it is not stated: people"), "{}", uses[2][5]);

    let waivers = cells(&mut book, "Waivers");
    let names: Vec<&str> = waivers[1..].iter().map(|it| it[2].as_str()).collect();
    assert_eq!(names, ["gone", "soon", "later"]);
    assert_eq!(waivers[1][7], "does not count: it has expired: its last day was 2025-12-31");
    assert_eq!((waivers[2][7].as_str(), waivers[2][9].as_str()), ("counts, for 9 more days", "-1 the gate"));
    assert_eq!(waivers[2][4], "code/look-first, of palms");

    let (_, out, _) = run(&town, &["--output-format", "json"]);
    let object: Value = serde_json::from_str(&out).unwrap();
    let register = &object["comparisons"][0]["registers"]["subject"];
    let class = &register["registered"][0]["classes"][0];
    assert_eq!((&class["table"], &class["least"], &class["most"]), (&"risk".into(), &"high".into(), &"high".into()));
    assert_eq!(class["rows"][0]["holds"], true);
    assert_eq!((&register["waivers"][0]["lapsed"], &register["waivers"][1]["counts"]), (&true.into(), &true.into()));
    assert_eq!(object["comparisons"][0]["registers"]["measure"], Value::Null, "guidance registers nothing");

    let (_, out, _) = run(&town, &["--output-format", "markdown"]);
    assert!(out.contains("| `2025-12-31`") || out.contains("| 2025-12-31 | **does not count: it has expired"), "{out}");
    assert!(out.contains("**risk: high**: high because data includes palms"), "{out}");
    assert!(out.contains("\\=HYPERLINK(") && !out.contains("http://"), "{out}");
}
