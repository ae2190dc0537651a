//! A procedure for programs that draw it themselves.

pub(crate) mod dot;
pub(crate) mod mermaid;
#[cfg(test)]
mod sample;

use duly_dsl::{Chart, ChartNode};

use super::wrap::wrap;
use crate::clean;

/// Columns of the words in a node, and on a line.
const WIDE: usize = 32;

/// What stands in a node: a line each, those in front being its title.
fn lines(node: &ChartNode) -> (Vec<String>, Vec<String>) {
    let stops: Vec<String> = node.stops.iter().map(ToString::to_string).collect();
    let mut title = clean::line(&node.title).into_owned();
    if !stops.is_empty() {
        title = format!("({}) {title}", stops.join(", "));
    }
    if node.is_broken {
        title = format!("! {title}");
    }
    let full = |lines: Vec<String>| lines.into_iter().filter(|it| !it.trim().is_empty()).collect();
    (full(wrap(&title, 0, WIDE)), full(wrap(&clean::line(&node.below), 0, WIDE)))
}

/// The nodes of a frame, or of none, by number.
fn nodes_in(chart: &Chart, frame: Option<usize>) -> impl Iterator<Item = (usize, &ChartNode)> {
    chart.nodes.iter().enumerate().filter(move |(_, it)| it.frame == frame)
}

/// The frames in a frame, or in none, by number.
fn frames_in(chart: &Chart, frame: Option<usize>) -> impl Iterator<Item = (usize, &str)> {
    let inside = chart.frames.iter().enumerate().filter(move |(_, it)| it.inside == frame);
    inside.map(|(number, it)| (number, it.caption.as_str()))
}
