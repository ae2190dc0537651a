//! What holds for every text, however it was spoilt.

use std::path::Path;

use super::super::{Change, changes, edits, within};
use super::damage::{ALL, Dice, spoil};
use crate::source::Span;
use crate::syntax::token::Kind;
use crate::syntax::{Parse, parse};

/// Every text of the repository.
#[expect(clippy::disallowed_methods, reason = "a test may look at the whole house")]
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders: Vec<_> = ["examples", "dsl/guidance", "dsl/src", "docs", "tests"].map(|it| root.join(it)).into();
    let mut out = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "duly") {
                out.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    out.sort();
    assert!(out.len() > 300, "the texts are gone");
    out
}

/// A token that matters or a comment, and for a comment what stands around it.
fn tokens(text: &str, parse: &Parse) -> Vec<(Kind, String)> {
    let pieces = parse.tokens.iter().filter(|it| it.kind != Kind::Space);
    let word = |it: &crate::syntax::Token| text[it.span.range()].trim_end_matches([' ', '\t']).to_owned();
    pieces.map(|it| (it.kind, word(it))).collect()
}

/// The tree without places.
fn tree(parse: &Parse) -> String {
    let all = format!("{:?}", parse.file);
    let mut out = String::new();
    let mut rest = all.as_str();
    while let Some(at) = rest.find("Span { ") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |it| it.1);
    }
    out + rest
}

/// Whether each comment stands at the end of a line or on its own.
fn trailing(text: &str, parse: &Parse) -> Vec<bool> {
    let comments = parse.tokens.iter().filter(|it| matches!(it.kind, Kind::Comment | Kind::Doc));
    let code = |span: Span| {
        let before = &text[..span.start as usize];
        let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
        !line.trim_start_matches('\u{feff}').trim().is_empty()
    };
    comments.map(|it| code(it.span)).collect()
}

/// Sets a text and holds the result against it; the result.
fn hold(name: &str, text: &str) -> Option<String> {
    let before = parse(text);
    let changes = changes(text, &before);
    if !before.problems.is_empty() {
        assert!(changes.is_empty(), "{name}: touched, though it cannot be read");
        return None;
    }
    in_order(name, text, &changes);
    let new = edits::apply(text, &changes);
    let after = parse(&new);
    assert!(after.problems.is_empty(), "{name}: {:?}\n{text}\n-----\n{new}", after.problems.first());
    assert_eq!(tokens(text, &before), tokens(&new, &after), "{name}: tokens");
    assert_eq!(trailing(text, &before), trailing(&new, &after), "{name}: comments moved\n{text}\n-----\n{new}");
    assert_eq!(tree(&before), tree(&after), "{name}: meaning\n{text}\n-----\n{new}");
    let again = edits::apply(&new, &super::super::changes(&new, &after));
    assert!(again == new, "{name}: not at rest\n{text}\n----- once\n{new}\n----- twice\n{again}");
    Some(new)
}

/// Changes come in order, change white space only, and none begins or ends within a line end.
fn in_order(name: &str, text: &str, changes: &[Change]) {
    let mut at = 0;
    for (span, new) in changes {
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(at <= start && start <= end, "{name}: {span:?}");
        assert!(text[start..end].trim().is_empty() && new.trim().is_empty(), "{name}: {span:?} {new:?}");
        assert!(text[start..end] != *new, "{name}: {span:?} changes nothing");
        for edge in [start, end] {
            let splits = text[..edge].ends_with('\r') && text[edge..].starts_with('\n');
            assert!(!splits, "{name}: {span:?} begins within a line end");
        }
        at = end;
    }
}

#[test]
fn every_text_of_the_repository_holds_the_laws() {
    let set = texts().iter().filter(|(name, text)| hold(name, text).is_some()).count();
    assert!(set > 250, "only {set} texts could be read");
}

#[test]
fn however_a_text_was_spoilt_nothing_but_white_space_changes() {
    let mut set = [0; 6];
    for (number, (name, text)) in texts().iter().enumerate() {
        let short = text.len() < 6_000 || number % 8 == 0;
        for (kind, &how) in ALL.iter().enumerate().filter(|_| short) {
            let mut dice = Dice::new(number as u64 * 16 + kind as u64 + 1);
            let spoilt = spoil(text, how, &mut dice);
            let name = format!("{name}, {how:?}");
            set[kind] += usize::from(hold(&name, &spoilt).is_some());
        }
    }
    assert!(set.iter().all(|&set| set > 20), "too few texts survived to say anything: {set:?}");
}

#[test]
fn long_lines_and_deep_blocks_hold_the_laws() {
    let steps = "step a \"Title\": b by c { within: 2 days } decide d by e { proceed { } refuse { end } } ";
    let (open, close) = ("when risk is high and not (data is a or b) { ".repeat(61), "} ".repeat(61));
    let deep = format!("procedure p for any use {{ {open}{}{close} }}\n", steps.repeat(3));
    let clause = "before a { x: [a, b]  by: { rank: at least c } } or b, require c { y: z } within 2 days ".repeat(4);
    let long = format!(
        "requirement r \"{}\" must when {} a is b, should otherwise {{ {clause} because \"{}\" }}\n",
        "x".repeat(99),
        "a is b and ".repeat(40),
        "y".repeat(300)
    );
    for (name, text) in [("deep", deep), ("long", long)] {
        assert!(hold(name, &text).is_some(), "{name}: {:?}", parse(&text).problems.first());
        for seed in 1..9 {
            let mut dice = Dice::new(seed);
            for &how in ALL {
                hold(&format!("{name}, {how:?}"), &spoil(&text, how, &mut dice));
            }
        }
    }
}

#[test]
fn a_range_changes_nothing_outside_of_its_lines() {
    for (number, (name, text)) in texts().iter().enumerate().step_by(7) {
        let mut dice = Dice::new(number as u64 + 1);
        let text = spoil(text, ALL[number % 2], &mut dice);
        let parse = parse(&text);
        if !parse.problems.is_empty() {
            continue;
        }
        let all = changes(&text, &parse);
        for _ in 0..4 {
            let (a, b) = (dice.roll(text.len()), dice.roll(text.len()));
            let (a, b) = (text.floor_char_boundary(a.min(b)), text.floor_char_boundary(a.max(b)));
            let some = within(&text, all.clone(), Span::new(a, b));
            let start = text[..a].rfind(['\n', '\r']).map_or(0, |end| end + 1);
            let end = b + text[b..].find(['\n', '\r']).unwrap_or(text.len() - b);
            let new = edits::apply(&text, &some);
            assert!(new.starts_with(&text[..start]) && new.ends_with(&text[end..]), "{name}: {a}..{b}");
            let inside =
                |(span, _): &&Change| (start..=end).contains(&(span.start as usize)) && span.end as usize <= end;
            assert_eq!(some.len(), all.iter().filter(inside).count(), "{name}: a line of the range is left as it was");
        }
    }
}
