//! Charts for the tests of those who draw them.

use duly_dsl::{Chart, ChartFrame, ChartNode, ChartWay, NodeKind};

/// Titles that would be something else than words, if they could.
pub(super) const HOSTILE: [&str; 9] = [
    "\"] ; evil [label=\"",
    "\\",
    "\\N \\G \\\" \\",
    "<b>bold</b> &lt;script&gt;",
    "a\nb\r\n  end\n  click n0 \"http://evil\"",
    "`code` **bold** __x__ [a](http://b)",
    "%%{init: {}}%% ; # { } |",
    "--> n9 #quot; #35;",
    "\u{202e}\u{0}x",
];

fn node(kind: NodeKind, title: &str, frame: Option<usize>) -> ChartNode {
    let (title, below) = (title.to_owned(), String::new());
    ChartNode { kind, title, below, stops: Vec::new(), on_run: false, is_broken: false, frame }
}

/// A start, a step of a run, a question in two frames, and an end.
pub(super) fn chart() -> Chart {
    let way = |from, to| ChartWay { from, to, label: String::new(), is_aside: false, on_run: false };
    let step = ChartNode {
        below: "screen · officer".into(),
        stops: vec![1],
        on_run: true,
        ..node(NodeKind::Step, "Look first", None)
    };
    Chart {
        title: "Buying".into(),
        remarks: vec!["! not kept".into()],
        nodes: vec![
            node(NodeKind::Start, "start", None),
            step,
            node(NodeKind::Question, "risk is high?", Some(1)),
            node(NodeKind::End, "end", None),
        ],
        ways: vec![
            ChartWay { on_run: true, ..way(0, 1) },
            way(1, 2),
            ChartWay { label: "yes".into(), is_aside: true, ..way(2, 3) },
        ],
        frames: vec![
            ChartFrame { caption: "outer".into(), inside: None },
            ChartFrame { caption: "inner".into(), inside: Some(0) },
        ],
    }
}

/// A chart in which everything says the same.
pub(super) fn saying(words: &str) -> Chart {
    let mut chart = chart();
    chart.title = words.to_owned();
    chart.remarks = vec![words.to_owned()];
    chart.nodes.iter_mut().for_each(|it| (it.title, it.below) = (words.to_owned(), words.to_owned()));
    chart.ways.iter_mut().for_each(|it| it.label = words.to_owned());
    chart.frames.iter_mut().for_each(|it| it.caption = words.to_owned());
    chart
}

/// How many lines it has: words add none.
pub(super) fn drawn_lines(text: &str) -> usize {
    text.lines().count()
}
