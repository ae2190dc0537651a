//! For Graphviz.

use std::fmt::Write;

use duly_dsl::{Chart, ChartNode, ChartWay, NodeKind};

use super::{WIDE, frames_in, lines, nodes_in};
use crate::clean;
use crate::render::wrap::wrap;

/// The run that breaks something.
const RUN: &str = "#b42318";

/// The whole text.
pub(crate) fn drawn(chart: &Chart) -> String {
    let mut out = String::from("digraph procedure {\n");
    let heading: Vec<String> =
        [&chart.title].into_iter().chain(&chart.remarks).flat_map(|it| wrapped(it, 90)).collect();
    let mut line = |text: &str| out.push_str(text);
    line(&format!("  graph [label={} labelloc=t labeljust=l fontname=\"sans-serif\" fontsize=15", left(&heading)));
    line(" rankdir=TB ranksep=0.35 nodesep=0.3 compound=true]\n");
    line("  node [shape=box style=\"rounded,filled\" fillcolor=\"#f6f8fa\" color=\"#6e7781\" fontname=\"sans-serif\"");
    line(" fontsize=12]\n  edge [color=\"#6e7781\" fontname=\"sans-serif\" fontsize=11]\n");
    frame(&mut out, chart, None, 1);
    for way in &chart.ways {
        out.push_str(&edge(way));
    }
    out.push_str("}\n");
    out
}

fn frame(out: &mut String, chart: &Chart, within: Option<usize>, depth: usize) {
    let room = "  ".repeat(depth);
    for (number, node) in nodes_in(chart, within) {
        let _ = writeln!(out, "{room}n{number} [{}]", looks(node));
    }
    for (number, caption) in frames_in(chart, within) {
        let label = left(&wrapped(caption, WIDE));
        let _ = writeln!(out, "{room}subgraph cluster_{number} {{");
        let _ = writeln!(out, "{room}  label={label} labeljust=l style=dashed color=\"#afb8c1\" fontsize=11");
        frame(out, chart, Some(number), depth + 1);
        let _ = writeln!(out, "{room}}}");
    }
}

fn looks(node: &ChartNode) -> String {
    if node.kind == NodeKind::Joint {
        return "shape=point width=0.05".to_owned();
    }
    let (title, below) = lines(node);
    let all: Vec<String> = title.into_iter().chain(below).collect();
    let shape = match node.kind {
        NodeKind::Start | NodeKind::End | NodeKind::Jump => " shape=box style=\"rounded,filled\" height=0.3",
        NodeKind::Step | NodeKind::Joint => "",
        NodeKind::OptionalStep => " style=\"rounded,filled,dashed\"",
        NodeKind::Decision => " style=\"rounded,filled\" fillcolor=\"#eaf3ff\" peripheries=2",
        NodeKind::Question => " shape=hexagon style=filled fillcolor=\"#fff8e1\"",
        NodeKind::Run => " shape=box3d style=filled",
    };
    let on_run = if node.on_run { format!(" color=\"{RUN}\" penwidth=3") } else { String::new() };
    format!("label={}{shape}{on_run}", joined(&all, "\\n"))
}

fn edge(way: &ChartWay) -> String {
    let mut looks = Vec::new();
    if !way.label.is_empty() {
        looks.push(format!("label={}", joined(&wrapped(&way.label, WIDE), "\\n")));
    }
    if way.is_aside {
        looks.push("style=dashed".to_owned());
    }
    if way.on_run {
        looks.push(format!("color=\"{RUN}\" penwidth=4"));
    }
    let looks = if looks.is_empty() { String::new() } else { format!(" [{}]", looks.join(" ")) };
    format!("  n{} -> n{}{looks}\n", way.from, way.to)
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    wrap(&clean::line(text), 0, width)
}

/// Lines that begin on the left.
fn left(lines: &[String]) -> String {
    let ended: Vec<String> = lines.iter().map(|it| format!("{}\\l", escaped(it))).collect();
    format!("\"{}\"", ended.concat())
}

fn joined(lines: &[String], end: &str) -> String {
    let lines: Vec<String> = lines.iter().map(|it| escaped(it)).collect();
    format!("\"{}\"", lines.join(end))
}

/// Words that mean nothing to Graphviz: it reads backslashes, and names of characters.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_run_is_thick_and_numbered() {
        let text = drawn(&sample::chart());
        assert!(
            text.contains(r##"n1 [label="(1) Look first\nscreen · officer" color="#b42318" penwidth=3]"##),
            "{text}"
        );
        assert!(text.contains(r##"n0 -> n1 [color="#b42318" penwidth=4]"##), "{text}");
        assert!(text.contains("subgraph cluster_1 {\n      label=\"inner\\l\""), "{text}");
        assert!(text.contains("n2 -> n3 [label=\"yes\" style=dashed]"), "{text}");
    }

    #[test]
    fn nothing_written_is_read_as_anything_but_words() {
        for hostile in sample::HOSTILE {
            let text = drawn(&sample::saying(hostile));
            let mut inside = false;
            let mut signs = text.chars();
            while let Some(sign) = signs.next() {
                match sign {
                    '"' => inside = !inside,
                    '\\' if inside => {
                        let next = signs.next();
                        assert!(matches!(next, Some('\\' | '"' | 'n' | 'l')), "{next:?} in {text}");
                    }
                    '<' | '>' if inside => panic!("{text}"),
                    '{' | '}' | '[' | ']' | ';' if inside => {}
                    '\n' => assert!(!inside, "{text}"),
                    _ => {}
                }
            }
            assert!(!inside, "{text}");
            assert_eq!(sample::drawn_lines(&text), sample::drawn_lines(&drawn(&sample::saying("plain"))), "{text}");
        }
    }
}
