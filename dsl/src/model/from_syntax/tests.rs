//! Texts, and what is said about the names in them.

mod expectations;
mod flow;
mod guidance;
mod owners;
mod sample;
mod words;

use super::{Resolved, Source, resolve};
use crate::source::FileId;
use crate::syntax::{Parse, parse};

/// Reads and resolves files given as `(path, text)`. They must read without a problem.
fn resolved(files: &[(&str, &str)]) -> Resolved {
    let read: Vec<Parse> = files.iter().map(|(_, text)| parse(text)).collect();
    let mut sources = Vec::new();
    for (index, ((path, text), parse)) in files.iter().zip(&read).enumerate() {
        assert_eq!(parse.problems, [], "{path}");
        let id = FileId(u32::try_from(index).unwrap());
        sources.push(Source { id, path, shipped: path.starts_with("guidance:"), tree: &parse.file, text });
    }
    let found = resolve(&sources);
    sources.reverse();
    assert_eq!(found.diagnostics, resolve(&sources).diagnostics, "the order of files does not matter");
    found
}

/// What is said, as `DLY101 file:text: message; help`.
fn said(files: &[(&str, &str)]) -> Vec<String> {
    let found = resolved(files);
    let show = |it: &crate::diagnostic::Diagnostic| {
        let (path, text) = files[it.at.file.0 as usize];
        let place = &text[it.at.span.range()];
        let file = if files.len() > 1 { format!("{path}:") } else { String::new() };
        let help = it.help.as_ref().map_or(String::new(), |it| format!("; {it}"));
        format!("{} {file}{place}: {}{help}", it.code.id, it.message)
    };
    found.diagnostics.iter().map(show).collect()
}

/// Checks what is said about one text in which everything else is in order.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let text = format!("{text}{WORLD}");
    assert_eq!(said(&[("world.duly", &text)]), expected);
}

/// A small world for the texts of the tests.
const WORLD: &str = r#"
entity agency "Agency" { follows base }
role officer { rank: junior }
role director { rank: senior }
guidance base {
  subject use { field context: some of context field data: one of data field cost: money field keep: duration field urgent: yes or no field since-when: date field count: number field note: text }
  subject role { field rank: one of rank }
  vocabulary context { emergency "Emergency" { flood } }
  vocabulary data { personal { sensitive } plain }
  vocabulary rank ordered { junior senior }
  vocabulary trigger { incident }
  vocabulary right { privacy health }
  vocabulary action {
    assess { field covers: scope of right }
    award { donate }
    deploy
    decide
  }
  classify risk for use on [low, high] { high when data is sensitive  otherwise low }
}
"#;
