//! The lists of words that Kate and Emacs colour by are those of the language.
//!
//! ```sh
//! DULY_WRITE=1 cargo test -p duly-tests --test editors word_lists
//! ```
//! writes them anew.

use std::fs;

use duly_dsl::{WordClass, words};
use duly_tests::repository::{read, root};

#[test]
fn kate_colours_the_words_of_the_language() {
    holds("editors/kate/duly.template.xml", "editors/kate/duly.xml");
}

#[test]
fn emacs_colours_the_words_of_the_language() {
    holds("editors/emacs/duly-words.template.el", "editors/emacs/duly-words.el");
}

#[track_caller]
fn holds(template: &str, written: &str) {
    let name = template.rsplit('/').next().unwrap_or_default();
    let made: String = read(template).lines().map(|line| filled(line, name) + "\n").collect();
    if std::env::var_os("DULY_WRITE").is_some() {
        fs::write(root().join(written), &made).expect("the list can be written");
    }
    let now = fs::read_to_string(root().join(written)).unwrap_or_default();
    assert!(now == made, "{written} is not what its template and the words of the language make: write it anew");
}

/// A line of a template with the words put in.
fn filled(line: &str, template: &str) -> String {
    let Some((before, rest)) = line.split_once("<<") else {
        return line.to_owned();
    };
    let (asked, after) = rest.split_once(">>").expect("what is opened by << is closed by >>");
    let put_in = match asked.split_once(' ') {
        Some(("items", class)) => {
            of(class).iter().map(|it| format!("      <item>{it}</item>")).collect::<Vec<_>>().join("\n")
        }
        Some(("strings", class)) => of(class).iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(" "),
        _ => format!("Made of {template} and the words of the language by tests/editors/word_lists.rs."),
    };
    format!("{before}{put_in}{after}")
}

fn of(name: &str) -> Vec<&'static str> {
    let class = match name {
        "reserved" => WordClass::Reserved,
        "declares" => WordClass::Declares,
        "contextual" => WordClass::Contextual,
        _ => panic!("there is no class `{name}`"),
    };
    words().iter().filter(|it| it.class == class).map(|it| it.text).collect()
}
