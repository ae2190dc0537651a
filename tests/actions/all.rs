//! Everything at once that needs no decision: it is done once and for all, and decides nothing.

use duly_dsl::{Analysis, FileId};
use duly_tests::ask;
use duly_tests::repository::{File, files};

use crate::apply::{made, table};

/// The answer once all that is safe was made in every text, and how many texts that changed.
fn all_made(mut analysis: Analysis) -> (Analysis, usize) {
    let mut changed = 0;
    for file in 0..analysis.files.len() {
        let edits = analysis.fix_all(FileId(u32::try_from(file).unwrap()), &|| false);
        if !edits.is_empty() {
            changed += 1;
            analysis = made(&analysis, &edits).analyze();
        }
    }
    (analysis, changed)
}

fn texts(of: &Analysis) -> Vec<(String, String)> {
    let own = of.files.iter().filter(|it| !it.shipped);
    own.map(|it| (it.path.to_string(), it.text.to_string())).collect()
}

/// The lines that say who has to do what by when, however their quotes are written.
fn duties(of: &Analysis) -> Vec<String> {
    const WORDS: &[&str] =
        &["must", "should", "may", "optional", "step", "decide", "by", "within", "until", "require", "never", "every"];
    let all = texts(of);
    let lines = all.iter().flat_map(|(_, text)| text.lines()).filter(|it| !it.trim_start().starts_with("//"));
    let plain = lines.map(|it| {
        let straight = it.replace(['“', '”', '„', '«', '»'], "\"").replace(';', "");
        let straight = straight.replace(
            |it| matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'),
            "",
        );
        straight.split("//").next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    });
    plain.filter(|it| it.split(' ').any(|word| WORDS.contains(&word))).collect()
}

#[track_caller]
fn look(name: &str, analysis: Analysis) -> Analysis {
    let before = duties(&analysis);
    let readable = ask::mistakes(&analysis).is_empty();
    let verdicts = table(&analysis);
    let (once, _) = all_made(analysis);
    assert_eq!(duties(&once), before, "{name}");
    if readable {
        assert_eq!(table(&once), verdicts, "{name}");
    }
    let first = texts(&once);
    let (twice, changed) = all_made(once);
    assert_eq!((changed, texts(&twice)), (0, first), "{name}: the second time changes something");
    twice
}

/// What is wrong in the writing, put into the first text that holds a step.
fn written_badly(folder: &str) -> Vec<File> {
    let mut files = files(folder, ".duly");
    let file = files.iter_mut().find(|it| it.text.contains("\n  step ")).expect("somewhere there is a step");
    let at = file.text.find("\n  step ").unwrap() + 1;
    file.text.insert_str(at, "  // duly: ignore[unreachable-step] it is not\n");
    let quote = at + file.text[at..].find(" \"").unwrap() + 1;
    file.text.replace_range(quote..=quote, "“");
    let end = quote + file.text[quote..].find('"').unwrap();
    file.text.replace_range(end..=end, "”");
    let line = end + file.text[end..].find('\n').unwrap();
    file.text.insert(line, ';');
    files
}

#[test]
fn in_examples_it_changes_nothing_that_is_decided() {
    look("local-partner", ask::analyze_folder("examples/local-partner"));
}

#[test]
fn what_is_written_badly_is_written_well_and_means_what_it_did() {
    let folder = "examples/local-partner-mended";
    let clean = ask::analyze_folder(folder);
    let bad = ask::analyze(&written_badly(folder));
    assert!(bad.diagnostics.len() > clean.diagnostics.len());
    let mended = look(folder, bad);
    assert_eq!(table(&mended), table(&clean));
    assert_eq!(texts(&mended), texts(&clean));
}

#[test]
fn in_broken_texts_it_is_done_once_and_for_all() {
    for file in files("tests/broken", ".duly") {
        look(&file.path.clone(), ask::analyze(&[file]));
    }
}
