//! Long and deep texts.

use super::{answer, answer_to, file, many, short_answer_to, tells};

#[test]
fn brackets_left_open() {
    let many = many(1_000_000, 50_000);
    for open in ["{", "[", "(", "procedure p { ", "entity e { ", "when a is b { ", "vocabulary v { t { "] {
        short_answer_to(&format!("open {open}"), open.repeat(many / open.len()));
    }
    short_answer_to("closed only", "}".repeat(many));
}

#[test]
fn blocks_nested_deeply() {
    let depth = many(100_000, 5_000);
    let nested = |head: &str, open: &str, close: &str| {
        let text = format!("{head}{}{}", open.repeat(depth), close.repeat(depth + 1));
        assert!(tells(&short_answer_to(&format!("deep {open}"), text), "DLY006"));
    };
    nested("procedure p for any use { ", "when a is b { ", "}");
    nested("procedure p for any use { ", "together { ", "}");
    nested("procedure p for any use { ", "decide d { go { ", "} }");
    nested("vocabulary action { ", "t { ", "}");
    nested("entity a { ", "entity a { ", "}");
    nested("requirement r must { never a { ", "b: { ", "}");
}

/// A file far longer than anybody writes; most of it is not read, and that is said.
#[test]
fn a_file_of_fifty_megabytes() {
    let size = many(50 << 20, 10 << 20);
    let record = "record r: assess of u on 2020-01-01 by a { evidence: \"x\" }\n";
    for (name, piece) in [("comments", "// nothing\n"), ("records", record), ("words", "a "), ("signs", "; ")] {
        let text = piece.repeat(size / piece.len());
        let analysis = answer_to(&format!("{} MB of {name}", size >> 20), text);
        // Where there is much else to tell, it may not come to that.
        assert!(tells(&analysis, "DLY010") || tells(&analysis, "DLY005"), "{name}");
    }
}

#[test]
fn very_many_declarations() {
    let roles: String = (0..many(50_000, 3_000)).map(|at| format!("role r{at} \"R\" {{ rank: officer }}\n")).collect();
    answer_to("roles", format!("entity e {{ follows un-hrdd {roles} }}"));
    let unknown: String = (0..many(50_000, 3_000)).map(|at| format!("step s{at}: asess{at} by nobody{at}\n")).collect();
    answer_to("misspelt names", format!("entity e {{ follows un-hrdd }} procedure p for any use {{ {unknown} }}"));
    let files = (0..many(5_000, 300)).map(|at| file(&format!("{at}/a.duly"), format!("entity e{at} {{ }}")));
    answer("files", files.collect());
}
