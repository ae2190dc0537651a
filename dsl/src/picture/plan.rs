//! What is drawn: shapes with places, lines between them, frames around them.

use std::ops::Range;

use crate::source::Span;

/// The number of a shape.
pub(super) type Number = usize;

/// What a shape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Where it begins.
    Start,
    /// Where it ends, on its own or by `end`.
    End,
    Step,
    OptionalStep,
    /// A step with outcomes.
    Decision,
    /// What `when` asks.
    Question,
    /// Another procedure.
    Run,
    /// A jump to a step.
    Jump,
    /// What could not be read.
    Unread,
    /// Where lines meet; not seen.
    Joint,
}

/// A shape. Its place is that of the middle of its upper edge.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    /// Lines in bold, then lines that are plain.
    pub(super) title: Vec<String>,
    pub(super) below: Vec<String>,
    /// What it is called, for those who do not see it.
    pub(super) words: String,
    /// The name of the step, the procedure or the target.
    pub(super) name: String,
    /// The places in the text by which a run names it: its name, and the whole statement.
    pub(super) at: Option<Span>,
    pub(super) whole: Option<Span>,
}

impl Shape {
    pub(super) fn joint(y: i32) -> Self {
        Self {
            kind: Kind::Joint,
            x: 0,
            y,
            width: 0,
            height: 0,
            title: Vec::new(),
            below: Vec::new(),
            words: String::new(),
            name: String::new(),
            at: None,
            whole: None,
        }
    }

    pub(super) fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// Whether a run stops here, if it comes by.
    pub(super) fn stops(&self) -> bool {
        matches!(self.kind, Kind::Step | Kind::OptionalStep | Kind::Decision)
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    /// Goes round something that may be left out, or back.
    Dotted,
    /// Joins shapes in thought, and is not drawn.
    Hidden,
    /// Leads back to wherever the way was left; not drawn.
    Resumes,
}

/// When a line is taken.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Way {
    Always,
    /// What was asked holds, or does not; the span of the condition.
    Asked(Span, bool),
    /// A decision chose this.
    Chosen(String),
}

/// A line from shape to shape.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) from: Number,
    pub(super) to: Number,
    pub(super) points: Vec<(i32, i32)>,
    pub(super) style: Style,
    pub(super) arrow: bool,
    pub(super) way: Way,
    /// Its words, and where the middle of the first of their lines stands.
    pub(super) label: Vec<String>,
    pub(super) label_at: (i32, i32),
}

/// A frame around a part, with a caption in its upper left corner.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) caption: String,
    /// The shapes in it.
    pub(super) holds: Range<Number>,
}

/// All that is drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) shapes: Vec<Shape>,
    pub(super) lines: Vec<Line>,
    pub(super) frames: Vec<Frame>,
}

/// How much there was at one moment: what came later can be moved as one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    shapes: usize,
    lines: usize,
    frames: usize,
}

impl Plan {
    pub(super) fn mark(&self) -> Mark {
        Mark { shapes: self.shapes.len(), lines: self.lines.len(), frames: self.frames.len() }
    }

    /// Moves all that came since one moment and before another.
    pub(super) fn shift(&mut self, from: Mark, to: Mark, right: i32, down: i32) {
        for it in self.shapes.iter_mut().take(to.shapes).skip(from.shapes) {
            it.x += right;
            it.y += down;
        }
        for it in self.lines.iter_mut().take(to.lines).skip(from.lines) {
            for point in &mut it.points {
                point.0 += right;
                point.1 += down;
            }
            it.label_at.0 += right;
            it.label_at.1 += down;
        }
        for it in self.frames.iter_mut().take(to.frames).skip(from.frames) {
            it.left += right;
            it.top += down;
        }
    }

    /// The shapes that came between two moments.
    pub(super) fn between(from: Mark, to: Mark) -> Range<Number> {
        from.shapes..to.shapes
    }

    pub(super) fn add(&mut self, shape: Shape) -> Number {
        self.shapes.push(shape);
        self.shapes.len() - 1
    }

    pub(super) fn line(&mut self, from: Number, to: Number, points: Vec<(i32, i32)>) -> &mut Line {
        let (style, way) = (Style::Plain, Way::Always);
        self.lines.push(Line { from, to, points, style, arrow: false, way, label: Vec::new(), label_at: (0, 0) });
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    /// A line with nothing to see.
    pub(super) fn hidden(&mut self, from: Number, to: Number) -> &mut Line {
        let line = self.line(from, to, Vec::new());
        line.style = Style::Hidden;
        line
    }

    /// Whether lines end here as at something to be seen.
    pub(super) fn is_seen(&self, number: Number) -> bool {
        self.shapes.get(number).is_some_and(|it| it.kind != Kind::Joint)
    }
}
