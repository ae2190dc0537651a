//! Texts on which the checker and the oracle once disagreed, each with the verdicts that were found right.

use std::path::Path;

use crate::compare;

/// `// expect: REQUIREMENT SUBJECT VERDICT`
const EXPECT: &str = "// expect: ";

#[test]
fn found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("oracle/found");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the folder").flatten().map(|it| it.path()).collect();
    files.sort();
    let wrong: Vec<String> = files.iter().flat_map(|it| disagreements(it)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn disagreements(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("a text");
    let analysis = compare::analysis(&text);
    let rows = analysis.verdicts.iter().map(|it| &it.finding);
    let said: Vec<String> =
        rows.map(|it| format!("{} {} {}", it.requirement, it.subject, it.verdict.words())).collect();
    let expected =
        text.lines().filter_map(|it| it.strip_prefix(EXPECT)).filter(|it| !said.iter().any(|said| said == it));
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let ours: Vec<&String> = said.iter().filter(|it| it.starts_with("mini/")).collect();
    expected.map(|it| format!("{name}: expected {it}, found {ours:?}")).collect()
}
