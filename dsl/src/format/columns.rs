//! Columns: what an author lined up on neighbouring lines stays lined up, and is lined up again after a change.
//!
//! Rows are neighbours of one kind in one block. They are gone through cell by cell from the left; those whose cells
//! are alike so far are held against each other. Whether a cell was lined up is seen in the blanks before it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::members::Member;
use super::page::Page;
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

/// How many blanks are put in to line something up. Beyond, the eye does not find the way.
const FARTHEST: usize = 60;

/// Where a cell can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'t> {
    Title,
    AfterColon,
    /// Before `by`, `when` and their like.
    Word(&'t str),
    Brace,
    /// Before a neighbour on the same line, or within braces that close on it.
    Member(&'t str),
}

/// One line of a table.
#[derive(Clone, Debug)]
struct Row<'t> {
    line: Range<usize>,
    cells: Vec<(Place<'t>, usize)>,
    /// The column its newest cell begins in, from where the row begins.
    column: usize,
    /// The piece that cell begins with.
    piece: usize,
    /// Whether that cell is lined up: then one that was moved is enough for the next to be.
    lined_up: bool,
}

/// One cell of one row, among its like.
struct Candidate {
    row: usize,
    piece: usize,
    /// The blanks before it if it is not moved, as the other cells of its column count them.
    least: usize,
    /// The column it begins in if nothing is put in before it.
    natural: usize,
    padded: bool,
}

impl<'t> Page<'t> {
    /// Lines up what was lined up.
    pub(super) fn line_up(&mut self) {
        for mut rows in self.tables() {
            let all = (0..rows.len()).collect();
            self.columns(&mut rows, all, 0, &mut |page, piece, blanks| page.spots[piece].blanks = blanks);
        }
        self.line_up_comments();
    }

    /// For each piece that begins a line, whether the line is part of a table with cells within braces.
    pub(super) fn in_table(&mut self) -> Vec<bool> {
        let mut table = vec![false; self.pieces.len()];
        for mut rows in self.tables() {
            let lines: Vec<Range<usize>> = rows.iter().map(|row| row.line.clone()).collect();
            let mut found = Vec::new();
            let all = (0..rows.len()).collect();
            self.columns(&mut rows, all, 0, &mut |_, piece, _| found.push(piece));
            found.sort_unstable();
            let is_inner = |line: &Range<usize>| {
                let open = line.clone().find(|&at| self.pieces[at].kind == Kind::Open).unwrap_or(line.end);
                let inner = found.partition_point(|&piece| piece < open);
                let mut inner = found[inner..].iter().take_while(|&&it| it < line.end);
                inner.any(|&it| self.pieces[it].member.is_some())
            };
            let inner = lines.iter().any(is_inner);
            lines.iter().for_each(|line| table[line.start] = inner);
        }
        table
    }

    /// Runs of neighbours of one kind.
    fn tables(&self) -> Vec<Vec<Row<'t>>> {
        let mut out = Vec::new();
        let mut open: Vec<Vec<Row<'t>>> = vec![Vec::new()];
        let mut start = 0;
        while start < self.pieces.len() {
            let line = start..self.line_end(start);
            for at in line.clone() {
                let piece = &self.pieces[at];
                if at == start
                    && let Some(member) = piece.member
                    && let Some(run) = open.last_mut()
                {
                    if run.last().is_some_and(|above| !self.is_neighbour(above, at, member)) {
                        out.push(std::mem::take(run));
                    }
                    run.push(self.row(line.clone()));
                }
                if piece.opens() {
                    open.push(Vec::new());
                } else if piece.closes() && open.len() > 1 {
                    out.extend(open.pop());
                }
            }
            start = line.end;
        }
        out.extend(open);
        out.retain(|rows| rows.len() > 1);
        out
    }

    /// Whether a line goes on with the table that the row above is part of. Declarations do so across blank lines.
    fn is_neighbour(&self, above: &Row<'t>, at: usize, member: Member) -> bool {
        let (above, here) = (&self.pieces[above.line.start], &self.pieces[at]);
        above.member == Some(member)
            && match member {
                Member::Item | Member::Define => above.text == here.text,
                Member::Statement => above.text == here.text && self.spots[at].lines < 2,
                _ => self.spots[at].lines < 2,
            }
    }

    fn row(&self, line: Range<usize>) -> Row<'t> {
        let mut cells = Vec::new();
        let (mut depth, mut colon) = (0usize, false);
        for at in line.start + 1..line.end {
            let (piece, before) = (&self.pieces[at], &self.pieces[at - 1]);
            if piece.is_comment() || before.is_tall() {
                break;
            }
            depth -= usize::from(piece.closes() && depth > 0);
            let place = match piece.kind {
                _ if depth > 1 => None,
                _ if piece.member.is_some() => (before.kind != Kind::Open).then_some(Place::Member(piece.text)),
                _ if depth > 0 => None,
                _ if before.kind == Kind::Colon && !colon => {
                    colon = true;
                    Some(Place::AfterColon)
                }
                Kind::Text => before.kind.is_word().then_some(Place::Title),
                Kind::Open => Some(Place::Brace),
                Kind::Word(Word::By | Word::When | Word::Is | Word::On | Word::Of | Word::Until | Word::For) => {
                    Some(Place::Word(piece.text))
                }
                _ => None,
            };
            cells.extend(place.map(|place| (place, at)));
            depth += usize::from(piece.opens());
        }
        let piece = line.start;
        Row { line, cells, column: 0, piece, lined_up: false }
    }

    /// Goes through the cells of rows that are alike up to cell `number`, and reports what is lined up.
    fn columns(
        &mut self,
        rows: &mut [Row<'t>],
        alike: Vec<usize>,
        number: usize,
        report: &mut dyn FnMut(&mut Self, usize, usize),
    ) {
        let mut next = vec![(alike, number)];
        while let Some((alike, number)) = next.pop() {
            let mut groups: BTreeMap<Place<'t>, Vec<Candidate>> = BTreeMap::new();
            for row in alike {
                if let Some(&(place, piece)) = rows[row].cells.get(number) {
                    groups.entry(place).or_default().push(self.candidate(&rows[row], row, piece, place));
                }
            }
            for group in groups.into_values().filter(|group| group.len() > 1) {
                self.column(rows, &group, report);
                next.push((group.iter().map(|it| it.row).collect(), number + 1));
            }
        }
    }

    fn candidate(&self, row: &Row<'t>, number: usize, piece: usize, place: Place<'t>) -> Candidate {
        let least = if matches!(place, Place::Member(_)) { 2 } else { self.gap(piece) };
        let cell = self.pieces[row.piece].width
            + (row.piece + 1..piece).map(|at| self.gap(at) + self.pieces[at].width).sum::<usize>();
        let written = &self.pieces[piece];
        let padded = written.breaks == 0 && written.gap > least;
        Candidate { row: number, piece, least, natural: row.column + cell + least, padded }
    }

    fn column(&mut self, rows: &mut [Row<'t>], group: &[Candidate], report: &mut dyn FnMut(&mut Self, usize, usize)) {
        let most = group.iter().map(|it| it.natural).max().unwrap_or(0);
        let least = group.iter().map(|it| it.natural).min().unwrap_or(0);
        let padded = group.iter().any(|it| it.padded);
        let in_table = padded && group.iter().all(|it| rows[it.row].lined_up);
        let lined_up = most - least <= FARTHEST && (in_table || self.is_lined_up(group, most));
        for cell in group {
            let column = if lined_up && padded { most } else { cell.natural + self.gap(cell.piece) - cell.least };
            if lined_up {
                report(self, cell.piece, column + cell.least - cell.natural);
            }
            let row = &mut rows[cell.row];
            (row.column, row.piece, row.lined_up) = (column, cell.piece, lined_up);
        }
    }

    /// Whether the author lined these cells up: nearly all of them stand where they would, or neighbours do.
    fn is_lined_up(&self, group: &[Candidate], most: usize) -> bool {
        let in_place = |it: &&Candidate| it.padded || it.natural == most;
        if group.iter().all(|it| it.natural == most) {
            return true;
        }
        let placed = group.iter().filter(in_place).count();
        if !group.iter().any(|it| it.padded) || placed < 2 {
            return false;
        }
        if placed * 4 >= group.len() * 3 {
            return true;
        }
        let column = |it: &Candidate| self.pieces[it.piece].column;
        let beside = |two: &[Candidate]| column(&two[0]) == column(&two[1]) && (two[0].padded || two[1].padded);
        let together = group.windows(2).filter(|two| beside(two)).count() + 1;
        together > 1 && together * 2 >= group.len()
    }

    /// Comments at the end of neighbouring lines that began in one column.
    fn line_up_comments(&mut self) {
        let mut run: Vec<(usize, usize)> = Vec::new();
        let mut start = 0;
        while start < self.pieces.len() {
            let line = start..self.line_end(start);
            let last = line.end - 1;
            let trails = self.pieces[last].is_comment() && last > line.start;
            let beside = run.last().is_some_and(|&(above, _)| {
                self.spots[start].lines == 1 && self.pieces[above].column == self.pieces[last].column
            });
            if !(trails && beside) {
                self.line_up_run(&run);
                run.clear();
            }
            if trails {
                run.push((last, self.code_width(start..last)));
            }
            start = line.end;
        }
        self.line_up_run(&run);
    }

    fn line_up_run(&mut self, run: &[(usize, usize)]) {
        let gap = run.iter().map(|&(comment, _)| self.spots[comment].blanks).min().unwrap_or(1);
        let most = run.iter().map(|it| it.1).max().unwrap_or(0);
        let least = run.iter().map(|it| it.1).min().unwrap_or(0);
        if run.len() < 2 || most - least > FARTHEST {
            return;
        }
        for &(comment, width) in run {
            self.spots[comment].blanks = most - width + gap;
        }
    }

    /// The column after the last piece of a line that ends before a comment.
    fn code_width(&self, line: Range<usize>) -> usize {
        let mut width = 0;
        for at in line {
            let piece = &self.pieces[at];
            width += self.spots[at].blanks + piece.width;
            if piece.is_tall() {
                let last = piece.text.rsplit(['\n', '\r']).next().unwrap_or("");
                width = unicode_width::UnicodeWidthStr::width(last);
            }
        }
        width
    }
}
