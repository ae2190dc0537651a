//! What is read from which text, and what is said about it.

use super::{Parse, parse};

/// A file as people write it, with roles, a use, a procedure and a record.
const ENTITY: &str = include_str!("tests/entity.duly");
/// A file of guidance, with every kind of declaration that belongs there.
const GUIDANCE: &str = include_str!("tests/guidance.duly");

/// What was said, a line for each problem.
fn said(text: &str) -> String {
    let lines = |parse: &Parse| -> Vec<String> {
        parse
            .problems
            .iter()
            .map(|p| {
                format!(
                    "{} `{}` {}",
                    p.id,
                    text.get(p.span.range()).unwrap_or("?"),
                    p.message
                )
            })
            .collect()
    };
    lines(&parse(text)).join("\n")
}

#[test]
fn the_samples_are_read_without_a_word() {
    assert_eq!(said(ENTITY), "");
    assert_eq!(said(GUIDANCE), "");
}
