//! The cutting itself.

use jiff::civil::Date;
use logos::{Lexer, Logos};

use super::characters::{
    begins_word, continues_word, instead_of, is_bidirectional, is_direction_mark, is_odd_line_end,
};
use super::{Kind, Token};
use crate::MOST_PROBLEMS;
use crate::problem::{self, Problem};
use crate::source::Span;
use crate::words::Word;

/// What a piece begins with decides what it is; where it ends is found by the functions named here.
#[derive(Logos, Clone, Copy, Debug, PartialEq)]
#[logos(extras = Quotes)]
enum Piece {
    #[regex(r"[ \t\r\n]+")]
    Space,
    #[regex(r"//[^\r\n]*", allow_greedy = true)]
    Comment,
    #[regex(r"[A-Za-z0-9_][A-Za-z0-9_\-]*", extend_word)]
    Word,
    #[regex(r"[0-9]+\.[0-9]+")]
    Decimal,
    #[token("\"", text)]
    Text(Ending),
    #[regex(r"[^\x00-\x7F]", other_script)]
    Other(Script),
    #[token("{")]
    Open,
    #[token("}")]
    Close,
    #[token("[")]
    ListOpen,
    #[token("]")]
    ListClose,
    #[token("(")]
    ParenOpen,
    #[token(")")]
    ParenClose,
    #[token(":")]
    Colon,
    #[token(",")]
    Comma,
    #[token(".")]
    Dot,
}

/// How a quoted text ended.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    Closed,
    /// At the end of its line, for want of a quote.
    Unclosed,
}

/// What a character beyond ASCII turned out to begin.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Script {
    Word,
    /// “…”, closed on the same line.
    CurlyText,
    Unreadable,
}

/// Up to where no text may run over several lines: a search from before found no use in it.
/// Without it, a file of lone quotes would be searched to its end once for each.
#[derive(Default)]
struct Quotes {
    barred: usize,
}

fn extend_word(lexer: &mut Lexer<Piece>) {
    let more = lexer.remainder().find(|c| !continues_word(c)).unwrap_or(lexer.remainder().len());
    lexer.bump(more);
}

fn other_script(lexer: &mut Lexer<Piece>) -> Script {
    let first = lexer.slice().chars().next().unwrap_or(' ');
    if begins_word(first) {
        extend_word(lexer);
        return Script::Word;
    }
    if matches!(first, '“' | '„') {
        let rest = lexer.remainder();
        let end = rest.char_indices().find(|(_, c)| matches!(c, '”' | '“' | '„' | '"' | '\n'));
        if let Some((end, last @ ('”' | '“'))) = end {
            lexer.bump(end + last.len_utf8());
            return Script::CurlyText;
        }
    }
    Script::Unreadable
}

/// Finds the closing quote. A quote that a letter follows opens the *next* text, so this one was
/// never closed; then it ends with its line.
fn text(lexer: &mut Lexer<Piece>) -> Ending {
    let start = lexer.span().end;
    let rest = lexer.remainder();
    let Reach { quote, line } = reach(rest, start < lexer.extras.barred);
    if let Some(end) = quote {
        let follows = rest.get(end + 1..).and_then(|after| after.chars().next());
        if line.is_none() || !follows.is_some_and(begins_word) {
            lexer.bump(end + 1);
            return Ending::Closed;
        }
    }
    if start >= lexer.extras.barred {
        lexer.extras.barred = quote.map_or(usize::MAX, |end| start + end);
    }
    // A bracket at the end of the line was hardly meant to be part of the text.
    let line = rest.get(..line.unwrap_or(rest.len())).unwrap_or("");
    lexer.bump(line.trim_end_matches([' ', '\t', '{', '}', ']', ')']).len());
    Ending::Unclosed
}

/// How far a search for a closing quote got.
struct Reach {
    quote: Option<usize>,
    /// The first end of a line on the way there.
    line: Option<usize>,
}

fn reach(text: &str, one_line: bool) -> Reach {
    let (mut escaped, mut line) = (false, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !escaped => {
                return Reach { quote: Some(at), line };
            }
            b'\n' | b'\r' if line.is_none() => {
                line = Some(at);
                if one_line {
                    break;
                }
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    Reach { quote: None, line }
}

/// All tokens of a text, and what was wrong with single ones.
pub fn tokens(text: &str) -> (Vec<Token>, Vec<Problem>) {
    let mut out = Table { text, tokens: Vec::with_capacity(text.len() / 4), problems: Vec::new() };
    let mut lexer = Piece::lexer(text);
    while let Some(piece) = lexer.next() {
        let span = Span::new(lexer.span().start, lexer.span().end);
        out.push(piece.ok(), span, lexer.slice());
    }
    let problems = out.unreadable();
    out.problems.extend(problems);
    (out.tokens, out.problems)
}

struct Table<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    problems: Vec<Problem>,
}

impl Table<'_> {
    fn push(&mut self, piece: Option<Piece>, span: Span, slice: &str) {
        let kind = match piece {
            Some(Piece::Space) => Kind::Space,
            Some(Piece::Comment) => self.comment(span, slice),
            Some(Piece::Word) => self.word(span, slice),
            Some(Piece::Decimal) => Kind::Number,
            Some(Piece::Text(ending)) => self.quoted(ending, span, slice),
            Some(Piece::Other(script)) => self.other(script, span, slice),
            Some(Piece::Open) => Kind::Open,
            Some(Piece::Close) => Kind::Close,
            Some(Piece::ListOpen) => Kind::ListOpen,
            Some(Piece::ListClose) => Kind::ListClose,
            Some(Piece::ParenOpen) => Kind::ParenOpen,
            Some(Piece::ParenClose) => Kind::ParenClose,
            Some(Piece::Colon) => Kind::Colon,
            Some(Piece::Comma) => Kind::Comma,
            Some(Piece::Dot) => Kind::Dot,
            None => Kind::Unreadable,
        };
        match self.tokens.last_mut() {
            Some(last) if kind == Kind::Unreadable && last.kind == kind && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ => self.tokens.push(Token { kind, span }),
        }
    }

    /// Keeps a problem, though no more of them than are ever shown.
    fn report(&mut self, problem: Problem) {
        if self.problems.len() <= MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn comment(&mut self, span: Span, slice: &str) -> Kind {
        self.look_for_bidirectional(span, slice);
        let is_doc = slice.starts_with("///") && !slice.starts_with("////");
        if is_doc { Kind::Doc } else { Kind::Comment }
    }

    fn other(&mut self, script: Script, span: Span, slice: &str) -> Kind {
        match script {
            Script::Word => self.word(span, slice),
            Script::CurlyText => {
                self.look_for_bidirectional(span, slice);
                let problem = Problem::new(problem::UNREADABLE, span, "this text stands in curly quotes");
                self.problems.push(problem.help("put texts in straight double quotes: `\"…\"`"));
                Kind::Text
            }
            Script::Unreadable if span.start == 0 && slice == "\u{FEFF}" => Kind::Space,
            Script::Unreadable => Kind::Unreadable,
        }
    }

    fn quoted(&mut self, ending: Ending, span: Span, slice: &str) -> Kind {
        self.look_for_bidirectional(span, slice);
        if ending == Ending::Unclosed {
            let problem = Problem::new(problem::UNCLOSED_TEXT, span, "this text is never closed");
            self.report(problem.help("end the text with `\"`"));
            return Kind::UnclosedText;
        }
        Kind::Text
    }

    fn look_for_bidirectional(&mut self, span: Span, slice: &str) {
        if slice.is_ascii() {
            return;
        }
        if let Some((at, c)) = slice.char_indices().find(|&(_, c)| is_bidirectional(c)) {
            let at = span.start as usize + at;
            self.problems.push(bidirectional(Span::new(at, at + c.len_utf8())));
        }
    }

    fn word(&mut self, span: Span, slice: &str) -> Kind {
        let digit_first = slice.starts_with(|c: char| c.is_ascii_digit());
        if !digit_first {
            let currency = slice.len() == 3 && slice.bytes().all(|b| b.is_ascii_uppercase());
            return match Word::read(slice) {
                Some(word) => Kind::Word(word),
                None if currency => Kind::Currency,
                None => Kind::Name,
            };
        }
        if slice.bytes().all(|b| b.is_ascii_digit()) {
            return Kind::Number;
        }
        if slice.chars().any(char::is_alphabetic) {
            return Kind::Name;
        }
        if read_date(slice).is_some() {
            return Kind::Date;
        }
        let what = format!("`{slice}` is not a day of the calendar");
        let problem = Problem::new(problem::BAD_DATE, span, what);
        self.problems.push(problem.help("write a date as year, month, day: `2026-03-01`"));
        Kind::BadValue
    }

    /// Reports what has no place in a text, once for each run of such characters.
    fn unreadable(&self) -> Vec<Problem> {
        let bad = self.tokens.iter().filter(|token| token.kind == Kind::Unreadable);
        bad.take(MOST_PROBLEMS + 1).map(|token| self.describe(token.span)).collect()
    }

    fn describe(&self, span: Span) -> Problem {
        let slice = self.text.get(span.range()).unwrap_or("");
        if slice.chars().any(|c| is_bidirectional(c) || is_direction_mark(c)) {
            return bidirectional(span);
        }
        let shown = slice.chars().next().unwrap_or(' ');
        if is_odd_line_end(shown) {
            let message = format!("a line cannot end with the invisible character U+{:04X}", u32::from(shown));
            return Problem::new(problem::UNREADABLE, span, message).help("end the line with the return key");
        }
        if shown.is_control() || shown.is_whitespace() || shown == '\u{FEFF}' || is_invisible(shown) {
            let message = format!("there is an invisible character here, U+{:04X}", u32::from(shown));
            return Problem::new(problem::UNREADABLE, span, message).help("replace it with a plain space");
        }
        let shown: String = slice.chars().take(12).collect();
        let problem = Problem::new(problem::UNREADABLE, span, format!("`{shown}` has no meaning here"));
        match instead_of(slice) {
            Some(help) => problem.help(help),
            None => problem,
        }
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}')
}

fn bidirectional(span: Span) -> Problem {
    let message = "an invisible character turns the direction of writing here";
    Problem::new(problem::BIDIRECTIONAL, span, message)
        .why("what people see would differ from what is checked")
        .help("remove it")
}

/// `2026-03-01`, if there is such a day.
pub fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let shape = (year.len(), month.len(), day.len()) == (4, 2, 2) && parts.next().is_none();
    let day = shape.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok());
    day.flatten()
}
