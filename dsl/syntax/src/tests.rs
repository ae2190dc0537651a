//! What is read from which text, and what is said about it.

mod broken;
mod hostile;
mod outline;
mod valid;

use super::{Parse, parse};

/// A file as people write it, with roles, a use, a procedure and a record.
const ENTITY: &str = include_str!("tests/entity.duly");
/// A file of guidance, with every kind of declaration that belongs there.
const GUIDANCE: &str = include_str!("tests/guidance.duly");

/// What was said, a line for each problem: its number, the words it is about, the message.
fn said(text: &str) -> String {
    let Parse { problems, .. } = parse(text);
    let line = |p: &super::Problem| {
        let about = text.get(p.span.range()).unwrap_or("not on a character boundary");
        format!("{} `{about}` {}", p.id, p.message)
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What was read, in a few words.
fn tree(text: &str) -> String {
    outline::outline(&parse(text).file)
}

/// Reads as `expected`, and nothing is said about it.
#[track_caller]
fn reads(text: &str, expected: &str) {
    assert_eq!(said(text), "");
    assert_eq!(tree(text), expected);
}

/// Has one mistake, said so, and this much of it survives.
#[track_caller]
fn mistake(text: &str, message: &str, survives: &str) {
    assert_eq!(said(text), message);
    assert_eq!(tree(text), survives);
}
