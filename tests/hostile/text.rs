//! Texts that are empty, foreign, broken off, or full of what cannot be seen.

use super::{answer, answer_to, file, many, tells};
use duly_tests::ask;

const PLAIN: &str = r#"entity town "A town" {
  follows un-hrdd
  role clerk "Clerk" { rank: officer }
}

/// How a tool comes in,
/// in two lines.
procedure adopt "Taking up" for any use {
  step start "It
  starts": deploy by clerk
}
"#;

#[test]
fn nothing_at_all() {
    for text in ["", " ", "\n", "\r\n", "\u{feff}", "\u{feff}\n", "//", "///", "\0"] {
        answer_to("nothing", text);
    }
    assert_eq!(ask::told(&answer("no file", Vec::new())), Vec::<String>::new());
}

/// The same is decided whatever program the text was written with.
#[test]
fn marks_and_line_ends_of_other_programs() {
    let plain = ask::not_kept(&answer_to("plain", PLAIN));
    assert!(!plain.is_empty());
    let crlf = PLAIN.replace('\n', "\r\n");
    let variants = [format!("\u{feff}{PLAIN}"), crlf.clone(), format!("\u{feff}{crlf}"), PLAIN.replace('\n', "\r")];
    for text in variants {
        let analysis = answer_to("foreign", text);
        assert_eq!(ask::mistakes(&analysis), Vec::<String>::new());
        assert_eq!(ask::not_kept(&analysis), plain);
    }
}

#[test]
fn a_text_that_never_ends() {
    let text = PLAIN.replace("starts\"", "starts");
    assert!(tells(&answer_to("unclosed text", text), "DLY003"));
    answer_to("unclosed texts", "\"\n".repeat(many(1_000_000, 50_000)));
    answer_to("one long text", format!("entity a \"{}\"", "x".repeat(many(5_000_000, 500_000))));
}

#[test]
fn broken_off_anywhere() {
    for end in (0..PLAIN.len()).step_by(many(1, 11)) {
        answer_to("broken off", &PLAIN[..end]);
    }
}

#[test]
fn what_cannot_be_seen() {
    let titles = [
        "\u{7}\u{8}\u{1b}[31m",
        "\0\u{1}",
        "\u{202e}desserts",
        "\u{200b}\u{200d}",
        "\u{e000}\u{10ffff}",
        "a\u{301}\u{301}",
    ];
    for title in titles {
        let analysis = answer_to("unseen in a title", PLAIN.replace("Taking up", title));
        assert!(!ask::not_kept(&analysis).is_empty(), "{title:?} hides a requirement");
        answer_to("unseen in a name", PLAIN.replace("adopt", title));
    }
    let turned = PLAIN.replace("Taking up", "\u{202e}desserts");
    assert!(tells(&answer_to("turned", turned), "DLY004"));
}

#[test]
fn names_in_any_script() {
    for name in ["évaluation", "評価", "تقييم", "оценка", "मूल्यांकन"] {
        let analysis = answer_to("script", PLAIN.replace("clerk", name));
        assert_eq!(ask::mistakes(&analysis), Vec::<String>::new());
    }
}

#[test]
fn two_files_with_the_same_entity() {
    let twice = vec![file("a.duly", PLAIN), file("b.duly", PLAIN)];
    assert!(tells(&answer("twice in a folder", twice), "DLY102"));
    answer("twice in two folders", vec![file("a/x.duly", PLAIN), file("b/x.duly", PLAIN)]);
}
