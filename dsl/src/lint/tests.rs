//! Every page of a lint is its test: each block is a whole workspace, and exactly what the carets say is found.

use jiff::civil::date;

use super::{LINTS, Lint};
use crate::Workspace;
use crate::diagnostic::Diagnostic;
use crate::model::{Source, resolve};
use crate::shipped::SHIPPED;
use crate::source::FileId;

/// A line, and what is told below it.
type Told = (usize, String);

/// What one lint tells of a text, as it would stand below its lines.
fn told(lint: &Lint, text: &str) -> Vec<Told> {
    let mut workspace = Workspace::new(date(2026, 6, 30));
    workspace.set("page.duly", text);
    let analysis = workspace.analyze();
    let carets = |it: &Diagnostic| {
        let file = &analysis.files[it.at.file.0 as usize];
        let from = file.position(it.at.span.start);
        let to = file.position(it.at.span.end);
        let line = file.line(from.line).unwrap_or("");
        let end = if to.line == from.line { to.column } else { line.chars().count() + 1 };
        let below = format!(
            "//{}{} {}: {}",
            " ".repeat(from.column.saturating_sub(3)),
            "^".repeat((end - from.column).max(1)),
            it.severity.word(),
            it.message
        );
        (from.line, below)
    };
    let own = |it: &&Diagnostic| it.code.name == lint.name && !analysis.files[it.at.file.0 as usize].shipped;
    analysis.diagnostics.iter().filter(own).map(carets).collect()
}

/// The blocks of a page under a heading.
fn blocks(page: &str, heading: &str) -> Vec<String> {
    let section = page.split("\n## ").find_map(|it| it.strip_prefix(heading)).unwrap_or("");
    let parts = section.split("```duly\n").skip(1);
    parts.map(|it| it.split("```").next().unwrap_or("").to_owned()).collect()
}

fn is_caret_line(line: &str) -> bool {
    line.trim_start().strip_prefix("//").is_some_and(|it| it.trim_start().starts_with('^'))
}

/// What the carets of a block say, by the line above them.
fn expected(block: &str) -> Vec<Told> {
    let (mut found, mut above) = (Vec::new(), 0);
    for (number, line) in (1..).zip(block.lines()) {
        if is_caret_line(line) {
            found.push((above, line.to_owned()));
        } else {
            above = number;
        }
    }
    found
}

#[test]
fn every_page_tells_the_truth() {
    for lint in LINTS {
        let (reported, clean) = (blocks(lint.page, "Reported"), blocks(lint.page, "Not reported"));
        assert!(!reported.is_empty(), "{}: nothing is reported", lint.name);
        assert!(!clean.is_empty(), "{}: nothing is not reported", lint.name);
        assert!(lint.page.contains("\n## What to do\n"), "{}", lint.name);
        for block in &reported {
            assert_eq!(told(lint, block), expected(block), "{}", lint.name);
            assert!(!expected(block).is_empty(), "{}: no carets", lint.name);
        }
        for block in &clean {
            assert_eq!(told(lint, block), [], "{}", lint.name);
        }
    }
}

#[test]
fn every_lint_has_a_number_and_a_name_of_its_own() {
    let mut codes: Vec<&str> = LINTS.iter().map(|it| it.code).collect();
    let mut names: Vec<&str> = LINTS.iter().map(|it| it.name).collect();
    assert!(codes.is_sorted(), "{codes:?}");
    codes.dedup();
    names.sort_unstable();
    names.dedup();
    assert_eq!((codes.len(), names.len()), (LINTS.len(), LINTS.len()));
}

/// What lints tell of a workspace: code and message.
fn all_told(files: &[(&str, &str)]) -> Vec<String> {
    let mut workspace = Workspace::new(date(2026, 6, 30));
    for (path, text) in files {
        workspace.set(*path, *text);
    }
    let analysis = workspace.analyze();
    let of_lints = |it: &&Diagnostic| LINTS.iter().any(|lint| lint.code == it.code.id);
    let found = analysis.diagnostics.iter().filter(of_lints);
    found.map(|it| format!("{} {}", it.code.name, it.message)).collect()
}

#[test]
fn what_is_in_order_is_not_spoken_of() {
    let mended = [
        ("adoption.duly", include_str!("../../../examples/field-agency-mended/adoption.duly")),
        ("agency.duly", include_str!("../../../examples/field-agency-mended/agency.duly")),
        ("emergency.duly", include_str!("../../../examples/field-agency-mended/emergency.duly")),
        ("first-look.duly", include_str!("../../../examples/field-agency-mended/first-look.duly")),
        ("keeping.duly", include_str!("../../../examples/field-agency-mended/keeping.duly")),
        ("register.duly", include_str!("../../../examples/field-agency-mended/register.duly")),
    ];
    let secretariat = [
        ("acquiring.duly", include_str!("../../../examples/secretariat-pandemic/acquiring.duly")),
        ("in-use.duly", include_str!("../../../examples/secretariat-pandemic/in-use.duly")),
        ("questions.duly", include_str!("../../../examples/secretariat-pandemic/questions.duly")),
        ("register.duly", include_str!("../../../examples/secretariat-pandemic/register.duly")),
        ("secretariat.duly", include_str!("../../../examples/secretariat-pandemic/secretariat.duly")),
    ];
    assert_eq!(all_told(&mended), [] as [&str; 0]);
    assert_eq!(all_told(&secretariat), [] as [&str; 0]);
}

#[test]
fn a_mistake_that_was_told_is_not_told_again() {
    let text = r#"
entity town { follows un-hrdd  role clerk  role idle }
procedure buy for any use {
  step look: screen by clrek
  step buy: award by clerk
}
waiver w: separate-duties on 2026-01-10 by mayor until 2026-12-31 { reason: "r" }
"#;
    assert_eq!(all_told(&[("a.duly", text)]), [] as [&str; 0]);
}

#[test]
fn the_facts_decide_what_is_reached() {
    let text = r#"
entity town { follows un-hrdd  role clerk }
procedure buy for any use {
  decide first: screen by clerk {
    clear { }
    hit   { when data includes personal { end } }
  }
  when first is hit and data includes personal {
    step dead: assess by clerk
  }
  step last: award by clerk
  on incident { step answer: review by clerk  when data includes personal { step tell: inform by clerk } }
}
"#;
    assert_eq!(all_told(&[("a.duly", text)]), ["branch-never-holds this never holds here"]);
}

#[test]
fn a_round_with_a_way_out_is_none() {
    let text = |leaves: &str, proceeds: &str| {
        format!(
            r#"
entity town {{ follows un-hrdd  role clerk }}
procedure buy for any use {{
  step look: screen by clerk
  when data includes personal {{
    optional step ask: engage by clerk
    {leaves}
    go to look
  }}
  step last: award by clerk
}}
procedure wait for any use {{
  step begin: screen by clerk
  decide enough by clerk {{
    redesign {{ go to begin }}
    proceed {proceeds} {{ }}
  }}
  step last-one: award by clerk
}}
"#
        )
    };
    let decision = "decide leave by clerk { refuse { end } redesign { } }";
    let endless = "endless-round from here a run goes round and never ends";
    assert_eq!(all_told(&[("a.duly", &text(decision, ""))]), [] as [&str; 0]);
    assert_eq!(all_told(&[("a.duly", &text(decision, "when data includes personal"))]), [endless]);
    // Nobody can count on a trigger.
    assert_eq!(all_told(&[("a.duly", &text("on incident { end }", ""))]), [endless]);
}

#[test]
fn the_guidance_that_comes_along_is_held_against_itself() {
    let parses: Vec<_> = SHIPPED.iter().map(|(_, text)| crate::syntax::parse(text)).collect();
    let source = |((id, &(path, text)), parse)| Source { id: FileId(id), path, shipped: true, tree: parse, text };
    let trees = parses.iter().map(|it| &it.file);
    let sources: Vec<Source<'_>> = (0..).zip(SHIPPED).zip(trees).map(source).collect();
    let model = resolve(&sources).model;
    let found = super::compared::compare(&model, &|_| true, &|_| false);
    let name = |id| model.requirement_name(id);
    let idle = found.idle.iter().map(|(id, it)| format!("{} asks for nothing: {it:?}", name(*id)));
    let unkeepable = found.unkeepable.iter().map(|(id, it)| format!("{} cannot be kept: {it:?}", name(*id)));
    let contradictory =
        found.contradictory.iter().map(|(id, other, it)| format!("{} against {}: {it:?}", name(*id), name(*other)));
    let implied = found.implied.iter().map(|(id, by, _)| format!("{} follows from {}", name(*id), name(*by)));
    let told: Vec<String> = idle.chain(unkeepable).chain(contradictory).chain(implied).collect();
    assert_eq!(told, [] as [&str; 0]);
}
