use duly_dsl::{Date, FileId, Place, Span, Workspace};

use super::*;
use crate::render::sample;

fn draw(analysis: &Analysis, color: bool) -> String {
    let mut out = Vec::new();
    write(&mut out, analysis, Style { color, width: 80 }).unwrap();
    String::from_utf8(out).unwrap()
}

/// A picture of one place in one text.
fn one(text: &str, span: Span) -> String {
    let at = Place { file: FileId(0), span };
    let found = Diagnostic::new("DLY101", "unknown-name", Severity::Error, at, "this is unknown");
    let day = Date::constant(2026, 3, 1);
    let mut analysis = Workspace::new(day).analyze();
    analysis.files = vec![sample::file("a.duly", text)];
    analysis.diagnostics = vec![found];
    draw(&analysis, false)
}

fn without_color(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |all, part| all + part.split_once('m').unwrap().1)
}

#[test]
fn a_run_reads_from_top_to_bottom() {
    let drawn = draw(&sample::analysis(), false);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/render/full/expected.txt"), &drawn).unwrap();
    }
    assert_eq!(drawn, include_str!("expected.txt"));
}

#[test]
fn colour_adds_no_words() {
    let colored = draw(&sample::analysis(), true);
    assert!(colored.contains("\x1b[1;31merror"));
    assert!(colored.contains(" \"Screen for human rights risk\""));
    assert_eq!(without_color(&colored), draw(&sample::analysis(), false));
}

#[test]
fn no_line_is_wider_than_the_page() {
    let drawn = draw(&sample::analysis(), false);
    for line in drawn.lines() {
        assert!(line.width() <= 80, "{line}");
    }
}

#[test]
fn any_place_can_be_drawn() {
    let texts = ["", "\n", "é", "é\u{1b}[31m\r\nü\u{2028}\n", "\u{feff}a\t猫\rb", "a\n\n"];
    for text in texts {
        for start in 0..=text.len() + 2 {
            for end in start..=text.len() + 2 {
                let drawn = one(text, Span::new(start, end));
                assert!(drawn.contains("here"), "{text:?} {start}..{end}\n{drawn}");
                assert!(!drawn.contains(['\u{1b}', '\u{2028}', '\0']), "{drawn:?}");
            }
        }
    }
}

#[test]
fn a_very_long_line_is_shown_around_its_place() {
    let text = format!("// one\n{} wrong {}\n", "word ".repeat(100_000), "word ".repeat(100_000));
    let at = text.find("wrong").unwrap();
    let drawn = one(&text, Span::new(at, at + 5));
    assert!(drawn.contains("a.duly:2:500002"), "{drawn}");
    assert!(drawn.contains(" 2 │ …"), "{drawn}");
    assert!(drawn.lines().all(|line| line.width() <= 80), "{drawn}");
    let columns = |words: &str| drawn.lines().find_map(|line| Some(line.split_once(words)?.0.width()));
    assert_eq!(columns("wrong"), columns("╰"), "{drawn}");
}

#[test]
fn places_in_a_second_file_are_named_rightly() {
    let mut analysis = sample::analysis();
    let at = sample::place(&analysis.files, 1, "urgent", 0);
    let main = sample::place(&analysis.files, 0, "mitigate", 0);
    let found = Diagnostic::new("DLY102", "name-used-twice", Severity::Info, main, "`x` is declared twice");
    analysis.diagnostics = vec![found.label(at, "first here")];
    let drawn = draw(&analysis, false);
    assert!(drawn.contains("╭─[ agency/adopt-tool.duly:23:23 ]"), "{drawn}");
    assert!(drawn.contains("├─[ agency/fast-track.duly:4:5 ]"), "{drawn}");
}

#[test]
fn many_pictures_of_a_long_text_take_no_time() {
    let text = "step a: b by c { within: 10 days }\n".repeat(30_000);
    let mut analysis = Workspace::new(Date::constant(2026, 3, 1)).analyze();
    analysis.files = vec![sample::file("a.duly", &text)];
    let at = |line: usize| Place { file: FileId(0), span: Span::new(line * 35 + 5, line * 35 + 6) };
    let found = |line| Diagnostic::new("DLY101", "unknown-name", Severity::Error, at(line), "x").label(at(7), "y");
    analysis.diagnostics = (0..1000).map(|index| found(index * 30)).collect();
    let began = std::time::Instant::now();
    assert!(draw(&analysis, false).len() > 100_000);
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
}
