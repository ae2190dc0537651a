//! Nothing breaks completion: at every point of every text, whole or broken, it answers, and the same again.

use duly_dsl::{Analysis, Analyst, Date, FileId, Point, Workspace};
use duly_tests::repository::files;

fn read(path: &str, text: &str) -> (Analysis, FileId) {
    let mut workspace = Workspace::new(Date::constant(2026, 11, 28));
    workspace.set(path, text);
    let analysis = Analyst::new().read(&workspace);
    let file = analysis.files.iter().position(|it| &*it.path == path).expect("the file was given");
    (analysis, FileId(u32::try_from(file).expect("few files")))
}

fn every_point(path: &str, text: &str) {
    let (analysis, file) = read(path, text);
    let end = u32::try_from(text.len()).expect("short texts") + 2;
    for offset in 0..=end {
        let at = Point { file, offset };
        let offers = analysis.complete(at);
        assert!(offers.offers.len() <= 600, "{path}:{offset}");
        assert!(offers.replaces.start <= offset || offset > end - 2, "{path}:{offset}");
        let ranks: Vec<u32> = offers.offers.iter().map(|it| it.rank).collect();
        assert!(ranks.is_sorted(), "{path}:{offset}");
        let _ = analysis.signature(at);
        if offset % 97 == 0 {
            assert_eq!(offers, analysis.complete(at), "{path}:{offset}");
        }
    }
}

#[test]
fn every_point_of_the_examples_answers() {
    for file in files("examples", ".duly") {
        every_point(&file.path, &file.text);
    }
}

#[test]
fn every_point_of_the_guidance_answers() {
    for file in files("dsl/guidance", ".duly") {
        every_point(&file.path, &file.text);
    }
}

#[test]
fn every_point_of_a_broken_text_answers() {
    for file in files("examples/field-agency", ".duly") {
        let text: String = file.text.chars().take(1_500).collect();
        for (at, _) in text.char_indices().filter(|(_, it)| "{}[]:\"".contains(*it)).step_by(5) {
            every_point("a.duly", &format!("{}{}", &text[..at], &text[at + 1..]));
        }
    }
    let odd =
        ["", "{", "}", "\"", "step", "é", "a.b.c.", "procedure p { step é: x by ", "//", "[[[[", "\u{feff}entity"];
    for text in odd {
        every_point("a.duly", text);
    }
}

#[test]
fn nested_without_end() {
    let deep = format!("procedure p {{ {}", "when a is b { ".repeat(4_000));
    let (analysis, file) = read("a.duly", &deep);
    let _ = analysis.complete(Point { file, offset: u32::try_from(deep.len()).expect("short texts") });
    let brackets = format!("procedure p {{ when {}", "(".repeat(20_000));
    let (analysis, file) = read("a.duly", &brackets);
    let _ = analysis.complete(Point { file, offset: u32::try_from(brackets.len()).expect("short texts") });
}

#[test]
fn a_file_that_is_not_there_offers_nothing() {
    let (analysis, _) = read("a.duly", "");
    assert!(analysis.complete(Point { file: FileId(9_999), offset: 3 }).offers.is_empty());
}
