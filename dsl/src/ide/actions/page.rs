//! Actions: lines, indents and comments of one text, so that a change looks as if the author had made it.

use crate::source::Span;

/// As wide as a line may become.
const WIDEST: usize = 120;

/// One text, for those who change it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'t> {
    text: &'t str,
}

impl<'t> Page<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text }
    }

    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.range()).unwrap_or("")
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    fn before(&self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or("")
    }

    fn after(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or("")
    }

    /// How its lines end.
    pub(super) fn eol(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.before(at).rfind('\n').map_or(0, |it| it + 1)
    }

    /// Where the next line begins, or the end of the text.
    pub(super) fn next_line(&self, at: usize) -> usize {
        self.after(at).find('\n').map_or(self.text.len(), |it| at + it + 1)
    }

    /// The line that holds a byte, without its end.
    pub(super) fn line(&self, at: usize) -> &'t str {
        let (start, end) = (self.line_start(at), self.next_line(at));
        self.text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// The blanks before the first sign of a line.
    pub(super) fn indent(&self, at: usize) -> &'t str {
        let line = self.line(at);
        line.get(..line.len() - line.trim_start().len()).unwrap_or("")
    }

    /// Whether nothing but blanks stands before it on its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.text.get(self.line_start(at)..at).unwrap_or("x").trim().is_empty()
    }

    /// What stands behind it on its line.
    pub(super) fn rest_of_line(&self, at: usize) -> &'t str {
        self.text.get(at..self.next_line(at)).unwrap_or("").trim()
    }

    pub(super) fn same_line(&self, left: usize, right: usize) -> bool {
        self.line_start(left) == self.line_start(right)
    }

    /// The start of the lines directly above that are comments and belong to what begins here.
    pub(super) fn with_comments(&self, at: usize) -> usize {
        self.above(at, |line| line.starts_with("//"))
    }

    fn above(&self, at: usize, belongs: impl Fn(&str) -> bool) -> usize {
        let mut start = self.line_start(at);
        while start > 0 {
            let above = self.line_start(start - 1);
            if !belongs(self.line(above).trim_start()) {
                break;
            }
            start = above;
        }
        start
    }

    fn is_blank(&self, at: usize) -> bool {
        self.line(at).trim().is_empty()
    }

    /// What goes when a declaration or a statement is taken out: it, what documents it, and its line.
    pub(super) fn removal(&self, span: Span) -> Span {
        let (start, end) = (span.start as usize, span.end as usize);
        if !self.begins_line(start) {
            return self.removal_within_line(start, end);
        }
        let documented = |line: &str| line.starts_with("///") || line.starts_with("// duly:");
        let from = self.above(start, documented);
        let rest = self.rest_of_line(end);
        if rest.starts_with("//") {
            // What is remarked behind it is the author's, and stays.
            let comment = end + self.after(end).find("//").unwrap_or(0);
            return Span::new(start.min(from + self.indent(start).len()), comment);
        }
        if !rest.is_empty() {
            let next = end + (self.after(end).len() - self.after(end).trim_start_matches([' ', '\t']).len());
            return Span::new(start, next);
        }
        let mut to = self.next_line(end);
        let blank_above = from == 0 || self.is_blank(from - 1) || self.line(from - 1).trim_end().ends_with('{');
        if blank_above && to < self.text.len() && self.is_blank(to) {
            to = self.next_line(to);
        }
        if to >= self.text.len() && from > 0 && self.is_blank(from - 1) {
            return Span::new(self.line_start(from - 1), to);
        }
        Span::new(from, to)
    }

    fn removal_within_line(&self, start: usize, end: usize) -> Span {
        let blanks = |text: &str| text.len() - text.trim_end_matches([' ', '\t']).len();
        let before = blanks(self.before(start));
        let rest = self.after(end);
        let after = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        // One blank stays where something follows on the line.
        let follows = !self.rest_of_line(end).is_empty();
        let from = if follows && before > 0 { start } else { start - before };
        let to = if follows && before > 0 { end + after } else { end };
        Span::new(from, to)
    }
}

/// A text of several lines on one, if that is not too wide.
pub(super) fn flat(text: &str, indent: usize) -> Option<String> {
    if text.contains("//") {
        return None;
    }
    let mut line = String::new();
    for part in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let opens = line.is_empty() || line.ends_with(['{', '[', '(', ',']);
        let closes = part.starts_with(['}', ']', ')']);
        let between = if line.is_empty() {
            ""
        } else if opens || closes {
            " "
        } else {
            "  "
        };
        line.push_str(between);
        line.push_str(part);
    }
    (indent + line.chars().count() <= WIDEST).then_some(line)
}

/// A text of several lines, each moved to an indent.
pub(super) fn indented(text: &str, indent: &str, eol: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let common = lines.iter().skip(1).filter(|it| !it.trim().is_empty());
    let common = common.map(|it| it.len() - it.trim_start().len()).min().unwrap_or(0);
    // Where the last line closes what the first opened, it stands where the first does.
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            out.push_str(eol);
        }
        let line =
            if number == 0 { line.trim_start() } else { line.get(common..).unwrap_or_else(|| line.trim_start()) };
        if !line.trim().is_empty() {
            out.push_str(indent);
            out.push_str(line.trim_end());
        }
    }
    out
}
