//! Changes that mean nothing.

use duly_tests::ask;
use duly_tests::repository::{File, files, folders};

use super::{against, relations, unequal};

#[test]
fn every_example_is_equal_to_itself() {
    for example in folders("examples") {
        let analysis = ask::analyze_folder(&format!("examples/{example}"));
        assert_eq!(unequal(&against(&analysis, &analysis)), Vec::<String>::new(), "{example}");
    }
}

const EXAMPLE: &str = "examples/local-partner-mended";

/// A name in all files, where it stands alone.
fn renamed(files: &[File], from: &str, to: &str) -> Vec<File> {
    let is_name = |c: Option<char>| c.is_some_and(|it| it.is_alphanumeric() || it == '-' || it == '_');
    let rename = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(from) {
            let (before, after) = (&rest[..at], &rest[at + from.len()..]);
            out.push_str(before);
            let alone = !is_name(before.chars().last().or(out.chars().last())) && !is_name(after.chars().next());
            out.push_str(if alone { to } else { from });
            rest = after;
        }
        out + rest
    };
    files.iter().map(|it| File { path: it.path.clone(), text: rename(&it.text) }).collect()
}

#[test]
fn other_files_another_order_comments_and_layout_mean_nothing() {
    let before = files(EXAMPLE, ".duly");
    let then = ask::analyze(&before);
    // Every file under another name, so that they come in another order, with comments and room in it.
    let after: Vec<File> = before
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let name = format!("{EXAMPLE}/{}.duly", 90 - at);
            File { path: name, text: it.text.replace("\n  ", "\n\n    // as before\n      ") }
        })
        .collect();
    assert_eq!(unequal(&against(&ask::analyze(&after), &then)), Vec::<String>::new());
}

#[test]
fn other_names_for_steps_procedures_and_roles_mean_nothing() {
    let before = files(EXAMPLE, ".duly");
    let then = ask::analyze(&before);
    let text: String = before.iter().map(|it| it.text.as_str()).collect();
    let named = |keyword: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|it| it.trim_start().strip_prefix(keyword));
        let names = lines.filter_map(|it| it.split([' ', ':', '"', '{']).next());
        names.filter(|it| it.len() > 3).map(str::to_owned).take(6).collect()
    };
    let mut after = before.clone();
    for name in ["procedure ", "role "].into_iter().flat_map(named) {
        after = renamed(&after, &name, &format!("other-{name}"));
    }
    let now = ask::analyze(&after);
    assert_eq!(ask::mistakes(&now), Vec::<String>::new());
    assert_eq!(unequal(&against(&now, &then)), Vec::<String>::new());
}

#[test]
fn held_the_other_way_round_everything_is_in_a_mirror() {
    let partner = ask::analyze_folder(EXAMPLE);
    let agency = ask::analyze_folder("examples/field-agency");
    let (one, other) = (against(&partner, &agency), against(&agency, &partner));
    assert!(one.rows.len() > 70);
    assert_eq!(relations(&one, false), relations(&other, true));
}
