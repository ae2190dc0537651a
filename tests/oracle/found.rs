//! Texts on which the checker and the oracle once disagreed, each with the verdicts that were found right.

use crate::compare;

/// `// expect: REQUIREMENT SUBJECT VERDICT`
#[test]
fn found() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/oracle/found");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the folder").flatten().map(|it| it.path()).collect();
    files.sort();
    for file in files.iter().filter(|it| it.extension().is_some_and(|it| it == "duly")) {
        let text = std::fs::read_to_string(file).expect("a text");
        let analysis = compare::analysis(&text);
        for expected in text.lines().filter_map(|it| it.strip_prefix("// expect: ")) {
            let rows = analysis.verdicts.iter().map(|it| &it.finding);
            let mut said = rows.map(|it| format!("{} {} {}", it.requirement, it.subject, it.verdict.words()));
            let (requirement, _) = expected.split_once(' ').unwrap_or((expected, ""));
            let all: Vec<String> = said.by_ref().filter(|it| it.starts_with(&format!("{requirement} "))).collect();
            assert!(all.iter().any(|it| it == expected), "{}: expected {expected}, found {all:?}", file.display());
        }
    }
}
