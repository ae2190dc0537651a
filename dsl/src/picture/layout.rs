//! Where everything goes.
//!
//! A procedure is a tree of blocks, so it is laid out as one: what follows stands below, what is chosen stands side by
//! side, what belongs together stands in a frame. Every part keeps an axis, on which the way goes in and out; parts are
//! put together by their extents, so no two shapes ever overlap, and the time grows with the text.

use super::columns::{Column, Piece, extent, label, places};
use super::measure::{LINE, width, wrap};
use super::plan::{Frame, Kind, Mark, Number, Plan, Shape, Style, Way};
use super::words::Words;
use crate::syntax::ast::{Block, Condition, Decide, Outcome, Statement, StatementKind, Step};

/// The size of letters in shapes, and on lines.
pub(super) const SIZE: i32 = 13;
pub(super) const SMALL: i32 = 12;

pub(super) const WIDTH: i32 = 250;
const PADDING: i32 = 12;
const GAP: i32 = 30;
pub(super) const BESIDE: i32 = 28;
/// Members of a `together` stand side by side as far as this.
const ROW: i32 = 800;

pub(super) struct Layout<'a> {
    words: &'a Words<'a>,
    pub(super) plan: Plan,
}

/// Lays out a procedure, from its start to its end.
pub(super) fn lay_out(words: &Words<'_>, body: &Block) -> Plan {
    let mut layout = Layout { words, plan: Plan::default() };
    let start = layout.terminal(Kind::Start, "start");
    let body = layout.sequence(&body.statements);
    let end = layout.terminal(Kind::End, "end");
    layout.stack(&[start, body, end]);
    layout.plan
}

impl Layout<'_> {
    fn piece(&mut self, shape: Shape, goes_on: bool) -> Piece {
        let from = self.plan.mark();
        let (half, height) = ((shape.width + 1) / 2, shape.height);
        let number = self.plan.add(shape);
        let last = goes_on.then_some(number);
        Piece { left: -half, right: half, height, first: number, last, from, to: self.plan.mark() }
    }

    fn terminal(&mut self, kind: Kind, word: &str) -> Piece {
        let mut shape = Shape::joint(0);
        (shape.kind, shape.width, shape.height) = (kind, 64, 28);
        shape.title = vec![word.to_owned()];
        shape.words = word.to_owned();
        self.piece(shape, kind == Kind::Start)
    }

    fn sequence(&mut self, statements: &[Statement]) -> Piece {
        let pieces: Vec<Piece> = statements.iter().map(|it| self.statement(it)).collect();
        if pieces.is_empty() {
            return self.piece(Shape::joint(0), true);
        }
        self.stack(&pieces)
    }

    /// Parts one below the other, on one axis.
    fn stack(&mut self, pieces: &[Piece]) -> Piece {
        let (mut y, mut left, mut right) = (0, 0, 0);
        let mut last: Option<Number> = None;
        for (at, piece) in pieces.iter().enumerate() {
            self.plan.shift(piece.from, piece.to, 0, y);
            if let Some(before) = last {
                self.join(before, piece.first);
            }
            (left, right) = (left.min(piece.left), right.max(piece.right));
            last = piece.last;
            y += piece.height + if at + 1 < pieces.len() { GAP } else { 0 };
        }
        let here = self.plan.mark();
        let from = pieces.first().map_or(here, |it| it.from);
        let first = pieces.first().map_or(0, |it| it.first);
        Piece { left, right, height: y, first, last, from, to: here }
    }

    /// A line straight down the axis.
    fn join(&mut self, from: Number, to: Number) {
        let (Some(upper), Some(lower)) = (self.plan.shapes.get(from), self.plan.shapes.get(to)) else {
            return;
        };
        let points = vec![(upper.x, upper.bottom()), (lower.x, lower.y)];
        let arrow = self.plan.is_seen(to);
        self.plan.line(from, to, points).arrow = arrow;
    }

    fn statement(&mut self, statement: &Statement) -> Piece {
        let mut piece = match &statement.kind {
            StatementKind::Step(step) => self.step(step, statement),
            StatementKind::When { condition, then, otherwise } => {
                self.when(condition, then, otherwise.as_ref(), statement)
            }
            StatementKind::Decide(decide) => self.decide(decide, statement),
            StatementKind::Together(block) => self.together(block),
            StatementKind::Repeat { every, body } => {
                let caption = every
                    .map_or_else(|| "again and again".to_owned(), |it| format!("every {}", self.words.slice(it.span)));
                self.repeat(&caption, body)
            }
            StatementKind::On { triggers, body } => self.on(&self.words.triggers(triggers), body, statement),
            StatementKind::Run(path) => {
                let mut shape = boxed(Kind::Run, &self.words.procedure(path), "another procedure", WIDTH);
                (shape.name, shape.whole) = (super::words::last(path), Some(statement.span));
                self.piece(shape, true)
            }
            StatementKind::GoTo(path) => {
                let title = format!("go to: {}", self.words.step_title(&super::words::last(path)));
                let mut shape = boxed(Kind::Jump, &title, "", WIDTH - 50);
                (shape.name, shape.whole) = (super::words::last(path), Some(statement.span));
                self.piece(shape, false)
            }
            StatementKind::End => self.terminal(Kind::End, "end"),
            StatementKind::Error => {
                let shape = boxed(Kind::Unread, "cannot be read", "", WIDTH);
                self.piece(shape, true)
            }
        };
        piece.to = self.plan.mark();
        piece
    }

    fn step_shape(&mut self, step: &Step, statement: &Statement, kind: Kind) -> Shape {
        let (title, below) = self.words.step(step);
        let mut shape = boxed(kind, &title, &below, WIDTH);
        shape.name = step.name.as_ref().map_or(String::new(), |it| it.text.clone());
        shape.at = step.name.as_ref().map(|it| it.span);
        shape.whole = Some(statement.span);
        shape
    }

    fn step(&mut self, step: &Step, statement: &Statement) -> Piece {
        if step.optional.is_none() {
            let shape = self.step_shape(step, statement, Kind::Step);
            return self.piece(shape, true);
        }
        let from = self.plan.mark();
        let above = self.plan.add(Shape::joint(0));
        let mut shape = self.step_shape(step, statement, Kind::OptionalStep);
        shape.y = GAP;
        let bottom = shape.bottom() + GAP;
        let number = self.plan.add(shape);
        let below = self.plan.add(Shape::joint(bottom));
        self.join(above, number);
        self.join(number, below);
        let words = "or left out";
        let half = width(words, SMALL) / 2 + 8;
        let lane = WIDTH / 2 + half;
        let round = self.plan.line(above, below, vec![(0, 4), (lane, 4), (lane, bottom - 4), (0, bottom - 4)]);
        round.style = Style::Dotted;
        round.label = vec![words.to_owned()];
        round.label_at = (lane, bottom / 2 - LINE / 2);
        Piece { left: -WIDTH / 2, right: lane + half, height: bottom, first: above, last: Some(below), from, to: from }
    }

    fn when(&mut self, condition: &Condition, then: &Block, otherwise: Option<&Block>, statement: &Statement) -> Piece {
        let span = super::words::span_of(condition);
        let mut shape = boxed(Kind::Question, &format!("{}?", self.words.slice(span)), "", WIDTH + 20);
        shape.whole = Some(statement.span);
        shape.height += 4;
        let head = self.piece(shape, true);
        let mut columns = vec![self.column(Way::Asked(span, true), "yes", then)];
        columns.push(match otherwise {
            Some(block) => self.column(Way::Asked(span, false), "no", block),
            None => label(Way::Asked(span, false), "no"),
        });
        self.choice(head, columns)
    }

    fn column(&mut self, way: Way, words: &str, block: &Block) -> Column {
        let piece = if block.statements.is_empty() { None } else { Some(self.sequence(&block.statements)) };
        Column { piece, ..label(way, words) }
    }

    fn decide(&mut self, decide: &Decide, statement: &Statement) -> Piece {
        let shape = self.step_shape(&decide.step, statement, Kind::Decision);
        let head = self.piece(shape, true);
        let columns: Vec<Column> = decide.outcomes.iter().map(|it| self.outcome(it)).collect();
        if columns.is_empty() {
            return head;
        }
        self.choice(head, columns)
    }

    fn outcome(&mut self, outcome: &Outcome) -> Column {
        let when = outcome.when.as_ref().map(|it| format!(" when {}", self.words.slice(super::words::span_of(it))));
        let words = format!("{}{}", outcome.name.text, when.unwrap_or_default());
        self.column(Way::Chosen(outcome.name.text.clone()), &words, &outcome.body)
    }

    /// A head, and the ways on from it side by side.
    fn choice(&mut self, head: Piece, columns: Vec<Column>) -> Piece {
        let extents: Vec<(i32, i32)> = columns.iter().map(extent).collect();
        let places = places(&columns, &extents);
        let bus = head.height + 14;
        let label_lines = columns.iter().map(|it| it.label.len()).max().unwrap_or(0);
        let top = bus + 10 + LINE * i32::try_from(label_lines).unwrap_or(0) + 12;
        let lowest = columns.iter().filter_map(|it| it.piece).map(|it| it.height).max().unwrap_or(0);
        let goes_on = columns.iter().any(|it| it.piece.is_none_or(|it| it.last.is_some()));
        let bottom = top + lowest + 20;
        let joint = goes_on.then(|| self.plan.add(Shape::joint(bottom)));
        let (mut left, mut right) = (head.left, head.right);
        for ((column, &x), &(out_left, out_right)) in columns.iter().zip(&places).zip(&extents) {
            (left, right) = (left.min(x + out_left), right.max(x + out_right));
            let start = self.plan.shapes.get(head.first).map_or(head.height, Shape::bottom);
            let mut points = vec![(0, start), (0, bus), (x, bus)];
            let (to, arrow) = match (column.piece, joint) {
                (Some(piece), _) => {
                    self.plan.shift(piece.from, piece.to, x, top);
                    points.push((x, top));
                    (piece.first, self.plan.is_seen(piece.first))
                }
                (None, Some(joint)) => {
                    points.extend([(x, bottom), (0, bottom)]);
                    (joint, false)
                }
                (None, None) => continue,
            };
            let line = self.plan.line(head.first, to, points);
            line.arrow = arrow;
            line.way = column.way.clone();
            line.label.clone_from(&column.label);
            line.label_at = (x, bus + 10);
            if let (Some(last), Some(joint)) = (column.piece.and_then(|it| it.last), joint) {
                let end = self.plan.shapes.get(last).map_or(bottom, Shape::bottom);
                self.plan.line(last, joint, vec![(x, end), (x, bottom), (0, bottom)]);
            }
        }
        let height = if goes_on { bottom } else { top + lowest };
        Piece { left, right, height, first: head.first, last: joint, from: head.from, to: head.to }
    }

    /// A frame around parts, with a way in above and a way out below.
    fn framed(&mut self, caption: &str, inner: (i32, i32, i32), from: Mark, ends: (Number, Number)) -> Piece {
        const TOP: i32 = 38;
        const BOTTOM: i32 = 16;
        let (left, right, height) = inner;
        let caption_width = width(caption, SMALL) + 2 * PADDING;
        let right = (right + 16).max(left - 16 + caption_width);
        let whole = height + TOP + BOTTOM;
        let to = self.plan.mark();
        self.plan.shift(from, to, 0, TOP);
        let (above, below) = ends;
        for (number, y) in [(above, 0), (below, whole)] {
            if let Some(shape) = self.plan.shapes.get_mut(number) {
                (shape.x, shape.y) = (0, y);
            }
        }
        let (caption, holds) = (caption.to_owned(), Plan::between(from, to));
        let frame = Frame { left: left - 16, top: 0, width: right - left + 16, height: whole, caption, holds };
        self.plan.frames.push(frame);
        Piece { left: left - 16, right, height: whole, first: above, last: Some(below), from, to }
    }

    fn together(&mut self, block: &Block) -> Piece {
        let from = self.plan.mark();
        let above = self.plan.add(Shape::joint(0));
        let below = self.plan.add(Shape::joint(0));
        let pieces: Vec<Piece> = block.statements.iter().map(|it| self.statement(it)).collect();
        let mut rows: Vec<(i32, Vec<Piece>)> = Vec::new();
        for piece in pieces {
            let wide = piece.right - piece.left + BESIDE;
            match rows.last_mut() {
                Some((filled, row)) if *filled + wide <= ROW => {
                    *filled += wide;
                    row.push(piece);
                }
                _ => rows.push((wide, vec![piece])),
            }
        }
        let (mut y, mut half) = (4, WIDTH / 2);
        for (filled, row) in rows {
            let mut x = -(filled - BESIDE) / 2;
            half = half.max((filled - BESIDE + 1) / 2);
            let tallest = row.iter().map(|it| it.height).max().unwrap_or(0);
            for piece in row {
                self.plan.shift(piece.from, piece.to, x - piece.left, y);
                x += piece.right - piece.left + BESIDE;
                self.plan.hidden(above, piece.first);
                self.plan.hidden(piece.last.unwrap_or(piece.first), below);
            }
            y += tallest + BESIDE - 8;
        }
        self.framed("in any order", (-half, half, y - BESIDE + 8), from, (above, below))
    }

    fn repeat(&mut self, caption: &str, body: &Block) -> Piece {
        let from = self.plan.mark();
        let above = self.plan.add(Shape::joint(0));
        let below = self.plan.add(Shape::joint(0));
        let inner = self.sequence(&body.statements);
        let (lane, end) = (inner.left - BESIDE, inner.height + 8);
        let piece = self.framed(caption, (lane, inner.right, inner.height + 12), from, (above, below));
        self.join(above, inner.first);
        if let Some(last) = inner.last {
            self.join(last, below);
            // Back to the first, round the left side.
            let (top, bottom) = (29, end + 38);
            let back = self.plan.line(last, inner.first, vec![(0, bottom), (lane, bottom), (lane, top), (0, top)]);
            back.style = Style::Dotted;
        }
        piece
    }

    /// What waits beside the way for something to happen.
    fn on(&mut self, triggers: &str, body: &Block, statement: &Statement) -> Piece {
        let from = self.plan.mark();
        let above = self.plan.add(Shape::joint(0));
        let below = self.plan.add(Shape::joint(0));
        let marked = self.plan.mark();
        let mut entry = Shape::joint(0);
        entry.whole = Some(statement.span);
        let entry = self.plan.add(entry);
        let exit = self.plan.add(Shape::joint(0));
        let inner = self.sequence(&body.statements);
        let caption = format!("on {triggers}");
        let lines = wrap(&caption, SMALL, WIDTH * 2, 1);
        let caption = lines.first().map_or("", String::as_str);
        let framed = self.framed(caption, (inner.left, inner.right, inner.height), marked, (entry, exit));
        // The way in begins below the caption.
        if let Some(shape) = self.plan.shapes.get_mut(entry) {
            shape.y = 22;
        }
        self.join(entry, inner.first);
        let to = self.plan.mark();
        let x = BESIDE - framed.left;
        self.plan.shift(marked, to, x, 0);
        let height = framed.height + 4;
        if let Some(shape) = self.plan.shapes.get_mut(below) {
            shape.y = height;
        }
        self.join(above, below);
        let edge = x + framed.left;
        let wait = self.plan.line(above, entry, vec![(0, 14), (edge, 14)]);
        (wait.style, wait.arrow) = (Style::Dotted, true);
        if let Some(last) = inner.last {
            self.plan.hidden(last, below).style = Style::Resumes;
        }
        Piece { left: 0, right: x + framed.right, height, first: above, last: Some(below), from, to: self.plan.mark() }
    }
}

/// A shape with its words in it.
fn boxed(kind: Kind, title: &str, below: &str, widest: i32) -> Shape {
    let mut shape = Shape::joint(0);
    let inner = widest - 2 * PADDING;
    shape.kind = kind;
    shape.title = wrap(title, SIZE, inner, 6);
    shape.below = wrap(below, SMALL, inner, 6);
    shape.width = widest;
    let lines = shape.title.len() + shape.below.len();
    shape.height = LINE * i32::try_from(lines.max(1)).unwrap_or(1) + 2 * PADDING - 4;
    shape.words = title.to_owned();
    shape
}
