//! The front desk, directives: `// duly: ignore[unused-name] the registry of 2027 names it`.
//!
//! Leaves out what lints found where a comment says that it may stay, and why. What a directive cannot do is said:
//! it hides no mistake in reading or naming, and no requirement; from those one departs by a waiver.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::read::Text;
use crate::check::says_nothing;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::LINTS;
use crate::source::{FileId, Place, SourceFile, Span};
use crate::syntax::token::Kind;
use crate::syntax::{Parse, read_date};

const MALFORMED: (&str, &str) = ("DLY901", "malformed-directive");
const UNKNOWN: (&str, &str) = ("DLY902", "unknown-code");
const UNUSED: (&str, &str) = ("DLY903", "unused-directive");
const LAPSED: (&str, &str) = ("DLY904", "lapsed-directive");

/// How one is written.
const SHAPE: &str = "write `// duly: ignore[CODE] why it may stay`, with `until DATE` before the reason if it ends";

/// `ignore[CODE, CODE] until DATE REASON`, and what it is about.
#[derive(Debug)]
struct Directive {
    at: Place,
    /// Number or name, as written.
    codes: Vec<(String, Place)>,
    until: Option<Date>,
    /// The line it speaks of.
    line: usize,
}

/// Takes out what may stay as it is, and adds what is wrong with the directives. Whether one is needed can be told only
/// if everything was decided.
pub(super) fn heed(text: &Text, found: Vec<Diagnostic>, today: Date, all_decided: bool) -> Vec<Diagnostic> {
    let (files, parses) = (text.files.as_slice(), text.read.parses.as_slice());
    let mut problems = Vec::new();
    let mut directives = Vec::new();
    for (id, (file, parse)) in (0..).map(FileId).zip(files.iter().zip(parses)).filter(|(_, (file, _))| !file.shipped) {
        gather(id, file, parse, &mut directives, &mut problems);
    }
    if directives.is_empty() {
        return [found, problems].concat();
    }
    let lapsed = |it: &Directive| it.until.is_some_and(|until| until < today);
    problems.extend(directives.iter().filter(|it| lapsed(it)).map(over));
    directives.retain(|it| !lapsed(it));
    let mut used: BTreeSet<Place> = BTreeSet::new();
    let mut kept = Vec::new();
    let lines = by_line(&directives);
    for notice in found {
        let heeded = codes_for(files, &lines, &notice);
        if heeded.is_empty() {
            kept.push(notice);
        }
        used.extend(heeded);
    }
    // Lints say less where something could not be read, so nobody can tell then which directive is not needed.
    let readable = |it: &Diagnostic| it.severity < Severity::Error || it.finding.is_some() || is_lint(&it.code.id);
    if all_decided && kept.iter().chain(&problems).all(readable) {
        let all = directives.iter().flat_map(|it| &it.codes);
        let known = all.filter(|(code, at)| !used.contains(at) && unknown(code, *at).is_none());
        problems.extend(known.map(|(code, at)| unused(code, *at)));
    }
    kept.extend(problems);
    kept
}

/// The codes that are to be ignored, by the line they are ignored on.
type ByLine<'d> = BTreeMap<(FileId, usize), Vec<&'d (String, Place)>>;

fn by_line(directives: &[Directive]) -> ByLine<'_> {
    let mut lines = ByLine::new();
    for directive in directives {
        lines.entry((directive.at.file, directive.line)).or_default().extend(&directive.codes);
    }
    lines
}

/// The places of the codes that let a notice go.
fn codes_for(files: &[SourceFile], lines: &ByLine<'_>, notice: &Diagnostic) -> Vec<Place> {
    if notice.finding.is_some() || !is_lint(&notice.code.id) {
        return Vec::new();
    }
    let Some(file) = files.get(notice.at.file.0 as usize) else { return Vec::new() };
    let line = file.position(notice.at.span.start).line;
    let codes = lines.get(&(notice.at.file, line)).into_iter().flatten();
    codes.filter(|(code, _)| notice.code.id == *code || notice.code.name == *code).map(|(_, at)| *at).collect()
}

fn is_lint(code: &str) -> bool {
    LINTS.iter().any(|it| it.code == code)
}

fn gather(
    id: FileId,
    file: &SourceFile,
    parse: &Parse,
    directives: &mut Vec<Directive>,
    problems: &mut Vec<Diagnostic>,
) {
    let text: &str = &file.text;
    for (number, token) in parse.tokens.iter().enumerate() {
        if !matches!(token.kind, Kind::Comment | Kind::Doc) {
            continue;
        }
        let written = text.get(token.span.range()).unwrap_or("");
        let inner = written.trim_start_matches('/').trim_start();
        let Some(words) = inner.strip_prefix("duly:") else { continue };
        let at = Place {
            file: id,
            span: Span::new(token.span.start as usize, token.span.start as usize + written.trim_end().len()),
        };
        if token.kind == Kind::Doc {
            problems.push(
                malformed(at, "this stands in a comment that documents what follows")
                    .help("write it with two strokes, after `//`"),
            );
            continue;
        }
        let offset = token.span.start as usize + written.len() - words.len();
        match read(at, words, offset) {
            Ok(mut directive) => {
                directive.line = line_of(file, parse, number);
                problems.extend(directive.codes.iter().filter_map(|(code, at)| unknown(code, *at)));
                directives.push(directive);
            }
            Err(problem) => problems.push(problem),
        }
    }
}

/// The line of a directive if something stands before it there, else that of what comes next.
fn line_of(file: &SourceFile, parse: &Parse, number: usize) -> usize {
    let line = |number: usize| parse.tokens.get(number).map(|it| file.position(it.span.start).line);
    let own = line(number).unwrap_or(0);
    let speaks = |number: &usize| parse.tokens.get(*number).is_some_and(|it| !it.kind.is_trivia());
    let before = (0..number).rev().find(speaks).and_then(line);
    if before == Some(own) {
        return own;
    }
    (number + 1..parse.tokens.len()).find(speaks).and_then(line).unwrap_or(0)
}

/// Reads what stands behind `duly:`; `offset` is where that begins.
#[expect(clippy::result_large_err, reason = "what cannot be read is rare, and told at once")]
fn read(at: Place, words: &str, offset: usize) -> Result<Directive, Diagnostic> {
    let trimmed = words.trim_start();
    let Some(rest) = trimmed.strip_prefix("ignore") else {
        let word: String = trimmed.chars().take_while(|it| it.is_alphanumeric() || *it == '-').take(30).collect();
        return Err(malformed(at, &format!("there is no directive `{word}`")).help(SHAPE));
    };
    let listed = rest.trim_start().strip_prefix('[').and_then(|it| it.split_once(']'));
    let Some((list, rest)) = listed else {
        return Err(malformed(at, "this does not say in square brackets what is to be ignored").help(SHAPE));
    };
    let begin = offset + words.len() - rest.len() - 1 - list.len();
    let codes = codes(at.file, list, begin);
    if codes.is_empty() {
        return Err(malformed(at, "this does not say what is to be ignored").help(SHAPE));
    }
    let (until, reason) = until(at, rest.trim_start())?;
    if says_nothing(reason.trim_start_matches(['-', '–', '—', ':', ' '])) {
        let problem = malformed(at, "this gives no reason");
        return Err(problem.help("say behind the brackets why it may stay, in words that a reader can weigh"));
    }
    Ok(Directive { at, codes, until, line: 0 })
}

fn codes(file: FileId, list: &str, begin: usize) -> Vec<(String, Place)> {
    let mut codes = Vec::new();
    let mut start = begin;
    for part in list.split(',') {
        let code = part.trim();
        let lead = part.len() - part.trim_start().len();
        if !code.is_empty() {
            let span = Span::new(start + lead, start + lead + code.len());
            codes.push((code.to_owned(), Place { file, span }));
        }
        start += part.len() + 1;
    }
    codes
}

/// `until DATE`, and what stands behind it.
#[expect(clippy::result_large_err, reason = "what cannot be read is rare, and told at once")]
fn until(at: Place, rest: &str) -> Result<(Option<Date>, &str), Diagnostic> {
    let Some(after) = rest.strip_prefix("until ") else { return Ok((None, rest)) };
    let written = after.split_whitespace().next().unwrap_or("");
    match read_date(written) {
        Some(date) => Ok((Some(date), after.trim_start().strip_prefix(written).unwrap_or("").trim_start())),
        None => Err(malformed(at, &format!("`{}` is not a date", written.chars().take(30).collect::<String>()))
            .help("write it as `2027-06-30`")),
    }
}

fn problem((id, name): (&str, &str), severity: Severity, at: Place, message: &str) -> Diagnostic {
    Diagnostic::new(id, name, severity, at, message)
}

fn malformed(at: Place, message: &str) -> Diagnostic {
    problem(MALFORMED, Severity::Error, at, message)
        .why("what looks as if it were accepted for a reason is not, or nobody can see the reason")
}

/// What a code that nothing can be ignored by would need.
fn unknown(code: &str, at: Place) -> Option<Diagnostic> {
    if LINTS.iter().any(|it| it.code == code || it.name == code) {
        return None;
    }
    let (message, help) = if code.contains('/') {
        (
            format!("`{code}` is a requirement, and cannot be ignored"),
            "depart from it by a `waiver`, with a reason, an approver and an end",
        )
    } else if code.starts_with("DLY0") || code.starts_with("DLY1") || code.starts_with("DLY9") {
        (format!("`{code}` cannot be ignored"), "put it right: what cannot be read is not checked")
    } else {
        (
            format!("there is nothing called `{code}` that could be ignored"),
            "write the number or the name that stands with what was found",
        )
    };
    let why = "it would look as if something were accepted that is not";
    Some(problem(UNKNOWN, Severity::Error, at, &message).why(why).help(help))
}

fn unused(code: &str, at: Place) -> Diagnostic {
    problem(UNUSED, Severity::Warning, at, &format!("there is no `{code}` here to ignore"))
        .why("what is excused and not there hides the next one that comes")
        .help("take it out")
}

fn over(directive: &Directive) -> Diagnostic {
    let until = directive.until.map(|it| it.to_string()).unwrap_or_default();
    problem(LAPSED, Severity::Error, directive.at, &format!("this held until {until}"))
        .why("what was let stand for a while tends to stay")
        .help("put right what it is about, or say anew until when it may stay and why")
}

#[cfg(test)]
mod tests;
