//! For Mermaid, which many websites draw where they show Markdown.

use std::fmt::Write;

use duly_dsl::{Chart, ChartNode, ChartWay, NodeKind};

use super::{frames_in, lines, nodes_in};
use crate::clean;

/// With more lines than this Mermaid draws nothing, unless a website allows it.
pub(crate) const MOST: usize = 500;

/// The whole text.
pub(crate) fn drawn(chart: &Chart) -> String {
    let mut out = String::from("flowchart TD\n");
    let _ = writeln!(out, "  accTitle: {}", bare(&chart.title));
    if !chart.remarks.is_empty() {
        let _ = writeln!(out, "  accDescr: {}", bare(&chart.remarks.join("; ")));
        let words: Vec<String> = chart.remarks.iter().map(|it| escaped(it)).collect();
        let _ = writeln!(out, "  remarks[\"{}\"]:::remark", words.join("<br>"));
    }
    frame(&mut out, chart, None, 1);
    for way in &chart.ways {
        out.push_str(&line(way));
    }
    looks(&mut out, chart);
    out
}

fn frame(out: &mut String, chart: &Chart, within: Option<usize>, depth: usize) {
    let room = "  ".repeat(depth);
    for (number, it) in nodes_in(chart, within) {
        let _ = writeln!(out, "{room}n{number}{}", node(it));
    }
    for (number, caption) in frames_in(chart, within) {
        let _ = writeln!(out, "{room}subgraph f{number}[\"{}\"]", escaped(caption));
        frame(out, chart, Some(number), depth + 1);
        let _ = writeln!(out, "{room}end");
    }
}

fn node(node: &ChartNode) -> String {
    let (open, close) = match node.kind {
        NodeKind::Joint => return "(( ))".to_owned(),
        NodeKind::Start | NodeKind::End | NodeKind::Jump => ("([", "])"),
        NodeKind::Step | NodeKind::OptionalStep => ("[", "]"),
        NodeKind::Decision => ("(", ")"),
        NodeKind::Question => ("{{", "}}"),
        NodeKind::Run => ("[[", "]]"),
    };
    let (title, below) = lines(node);
    let words: Vec<String> = title.iter().chain(&below).map(|it| escaped(it)).collect();
    format!("{open}\"{}\"{close}", words.join("<br>"))
}

fn line(way: &ChartWay) -> String {
    let arrow = match (way.on_run, way.is_aside) {
        (true, _) => "==>",
        (false, true) => "-.->",
        (false, false) => "-->",
    };
    let label = if way.label.is_empty() { String::new() } else { format!("|\"{}\"|", escaped(&way.label)) };
    format!("  n{} {arrow}{label} n{}\n", way.from, way.to)
}

/// What is on the run, what may be left out, and what is chosen.
fn looks(out: &mut String, chart: &Chart) {
    let mut class = |name: &str, looks: &str, is: &dyn Fn(&ChartNode) -> bool| {
        let of = chart.nodes.iter().enumerate().filter(|(_, it)| is(it));
        let names: Vec<String> = of.map(|(number, _)| format!("n{number}")).collect();
        if !names.is_empty() {
            let _ = writeln!(out, "  classDef {name} {looks}\n  class {} {name}", names.join(","));
        }
    };
    class("optional", "stroke-dasharray:6 4", &|it| it.kind == NodeKind::OptionalStep);
    class("run", "stroke:#b42318,stroke-width:4px", &|it| it.on_run && it.kind != NodeKind::Joint);
    if !chart.remarks.is_empty() {
        out.push_str("  classDef remark fill:none,stroke:none,text-align:left\n");
    }
    let lines = chart.ways.iter().enumerate().filter(|(_, it)| it.on_run);
    let lines: Vec<String> = lines.map(|(number, _)| number.to_string()).collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "  linkStyle {} stroke:#b42318,stroke-width:4px", lines.join(","));
    }
}

/// Words that mean nothing to Mermaid, to Markdown or to HTML: every sign that could is written as its number.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for sign in clean::line(text).trim().chars() {
        let plain = sign.is_alphanumeric() || matches!(sign, ' ' | ',' | '(' | ')' | '?' | '·' | '…' | '’');
        let plain = plain || out.chars().last().is_some_and(char::is_alphabetic) && matches!(sign, '-' | '.' | '\'');
        if plain {
            out.push(sign);
        } else {
            let _ = write!(out, "#{};", u32::from(sign));
        }
    }
    if out.is_empty() { " ".to_owned() } else { out }
}

/// Words for a line on which no sign can be written as a number.
fn bare(text: &str) -> String {
    let clean = clean::line(text);
    let signs = clean.chars().map(|it| if matches!(it, ';' | '#' | '%' | '{' | '}' | '<' | '>') { ' ' } else { it });
    let words: String = signs.collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_run_is_thick_and_numbered() {
        let text = drawn(&sample::chart());
        assert!(text.starts_with("flowchart TD\n  accTitle: Buying\n  accDescr: ! not kept\n"), "{text}");
        for part in [
            "  n1[\"(1) Look first<br>screen · officer\"]\n",
            "  n0 ==> n1\n",
            "  n2 -.->|\"yes\"| n3\n",
            "    subgraph f1[\"inner\"]\n",
            "  class n1 run\n",
            "  linkStyle 0 stroke:#b42318,stroke-width:4px\n",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn nothing_written_is_read_as_anything_but_words() {
        for hostile in sample::HOSTILE {
            let text = drawn(&sample::saying(hostile));
            for line in text.lines().filter(|it| it.contains('"') && !it.starts_with("  acc")) {
                let words = line.split('"').nth(1).unwrap().replace("<br>", " ");
                for sign in ['"', '<', '>', '`', '[', ']', '{', '}', '|', '*', '_', '\\', '%', '&', '~'] {
                    assert!(!words.contains(sign), "{sign} in {line}");
                }
                assert_eq!(line.matches('"').count(), 2, "{line}");
            }
            assert_eq!(sample::drawn_lines(&text), sample::drawn_lines(&drawn(&sample::saying("plain"))), "{text}");
        }
    }
}
