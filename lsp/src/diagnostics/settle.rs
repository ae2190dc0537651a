//! What waits for rest: an error on the very line that is being written, as long as it is being written.
//!
//! A half-typed word is no mistake yet. Only what cannot be read or is not known by name waits, only where it is new,
//! and never longer than the rest that was agreed upon; all else is told at once, and what is gone is gone at once.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString};

use crate::state::document::Touch;

/// Beginnings of the codes of what cannot be read, and of what is not known by name.
const READING: [&str; 2] = ["DLY0", "DLY1"];

/// What is shown now, and when the rest of it is due.
#[derive(Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) now: Vec<Diagnostic>,
    pub(super) due: Option<Instant>,
}

/// Holds back what waits for rest, given what was shown before.
pub(super) fn shown(
    found: &[Diagnostic],
    before: &[Diagnostic],
    touch: Option<Touch>,
    rest: Duration,
    now: Instant,
) -> Shown {
    let Some(touch) = touch.filter(|it| now < it.when + rest) else {
        return Shown { now: found.to_vec(), due: None };
    };
    // What was shown already may stay, wherever it has moved.
    let mut stays: BTreeMap<(String, String), usize> = BTreeMap::new();
    for it in before.iter().filter(|it| is_of_reading(it)) {
        *stays.entry(kind(it)).or_default() += 1;
    }
    let mut due = None;
    let mut waits = |it: &&Diagnostic| {
        if !is_of_reading(it) {
            return false;
        }
        if let Some(left) = stays.get_mut(&kind(it)).filter(|left| **left > 0) {
            *left -= 1;
            return false;
        }
        let waits = (it.range.start.line..=it.range.end.line).contains(&touch.line);
        due = if waits { Some(touch.when + rest) } else { due };
        waits
    };
    let now = found.iter().filter(|it| !waits(it)).cloned().collect();
    Shown { now, due }
}

fn is_of_reading(diagnostic: &Diagnostic) -> bool {
    let code = code(diagnostic);
    diagnostic.severity == Some(DiagnosticSeverity::ERROR) && READING.iter().any(|it| code.starts_with(it))
}

fn kind(diagnostic: &Diagnostic) -> (String, String) {
    (code(diagnostic).to_owned(), diagnostic.message.clone())
}

fn code(diagnostic: &Diagnostic) -> &str {
    match &diagnostic.code {
        Some(NumberOrString::String(code)) => code,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::lsp_types::{Position, Range};

    const REST: Duration = Duration::from_millis(300);

    fn error(code: &str, line: u32, message: &str) -> Diagnostic {
        let at = Position { line, character: 0 };
        let code = Some(NumberOrString::String(code.to_owned()));
        let severity = Some(DiagnosticSeverity::ERROR);
        Diagnostic { range: Range { start: at, end: at }, code, severity, message: message.into(), ..<_>::default() }
    }

    /// What is shown on line 3 right after typing there, and after a rest.
    fn after_typing(found: &[Diagnostic], before: &[Diagnostic]) -> (Vec<Diagnostic>, bool, Vec<Diagnostic>) {
        let when = Instant::now();
        let touch = Some(Touch { line: 3, when });
        let at = |after: Duration| shown(found, before, touch, REST, when + after);
        let (soon, late) = (at(Duration::ZERO), at(REST));
        assert_eq!(late.due, None);
        (soon.now, soon.due.is_some(), late.now)
    }

    #[test]
    fn an_error_on_the_line_being_written_waits_and_comes() {
        let found = [error("DLY001", 3, "a"), error("DLY101", 3, "b")];
        assert_eq!(after_typing(&found, &[]), (vec![], true, found.to_vec()));
    }

    #[test]
    fn an_error_on_another_line_and_a_broken_requirement_come_at_once() {
        let found = [error("DLY001", 2, "a"), error("un-hrdd/x", 3, "b"), error("DLY301", 3, "c")];
        assert_eq!(after_typing(&found, &[]), (found.to_vec(), false, found.to_vec()));
    }

    #[test]
    fn an_error_that_was_there_stays_and_a_second_of_its_kind_waits() {
        let one = error("DLY001", 3, "a");
        let once = [one.clone()];
        assert_eq!(after_typing(&once, &[error("DLY001", 2, "a")]).0, once);
        let two = [one.clone(), one];
        assert_eq!(after_typing(&two, &once), (once.to_vec(), true, two.to_vec()));
    }

    #[test]
    fn an_error_that_is_gone_is_gone_at_once() {
        assert_eq!(after_typing(&[], &[error("DLY001", 3, "a")]), (vec![], false, vec![]));
    }
}
