//! What a text looks like once it is set, and what holds whatever it looked like before.

mod damage;
mod laws;
mod look;

use super::{Formatted, format};

/// A text that is in house style already.
#[track_caller]
fn stays(text: &str) {
    becomes(text, text);
}

/// What a text becomes.
#[track_caller]
fn becomes(text: &str, expected: &str) {
    let expected = Formatted::Text(expected.to_owned());
    assert_eq!(
        format(text),
        expected,
        "\n{}",
        if let Formatted::Text(text) = format(text) { text } else { String::new() }
    );
}
