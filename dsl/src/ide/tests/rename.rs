//! Another name for the same thing.

use std::collections::BTreeMap;

use super::{Asked, asked, in_agency};
use crate::{Edit, Workspace};

/// The texts after the edits that nobody has to confirm.
fn changed(asked: &Asked, edits: &[Edit]) -> BTreeMap<String, String> {
    let files = (0..).zip(&asked.analysis.files).filter(|(_, it)| !it.shipped);
    let changed = files.map(|(number, file)| {
        let mut text = file.text.to_string();
        for edit in edits.iter().rev().filter(|it| it.at.file.0 == number && !it.confirm) {
            text.replace_range(edit.at.span.range(), &edit.text);
        }
        (file.path.to_string(), text)
    });
    changed.collect()
}

fn refused(after: &str, word: &str, name: &str) -> String {
    let asked = in_agency(after, word);
    asked.analysis.rename(asked.at, name).expect_err("it is refused")
}

/// Every name can be changed, and then changed back, and every verdict stays what it was.
#[test]
fn what_is_renamed_stands_as_it_stood() {
    let cases = [
        ("role head", "head"),
        ("by head", "head"),
        ("step look \"Look first", "look"),
        ("go to", "look"),
        ("decide approval", "approval"),
        ("vocabulary outcome", "stop"),
        ("when approval is", "stop"),
        ("use gate", "gate"),
        ("procedure again", "again"),
        ("waiver hurry", "later"),
        ("requirement look-before", "look-before"),
        ("classify", "risk"),
        ("[low", "moderate"),
        ("covers: [privacy]", "covers"),
        ("covers: [privacy]", "privacy"),
        ("vocabulary technology", "biometric"),
        ("entity agency", "agency"),
        ("guidance house-rules", "house-rules"),
        ("answers:", "look-first"),
        ("look-at \"Look", "look-at"),
        ("define commitment", "commitment"),
        ("waiver hurry", "hurry"),
    ];
    for (after, word) in cases {
        let asked = in_agency(after, word);
        let edits = asked.analysis.rename(asked.at, "quite-another").unwrap_or_else(|why| panic!("{word}: {why}"));
        assert!(edits.iter().any(|it| !it.confirm), "{word}");
        let mut workspace = Workspace::new(asked.analysis.today);
        for (path, text) in changed(&asked, &edits) {
            workspace.set(path, text);
        }
        let after = workspace.analyze();
        let verdicts = |it: &crate::Analysis| it.verdicts.iter().map(|it| it.finding.verdict).collect::<Vec<_>>();
        assert_eq!(verdicts(&after), verdicts(&asked.analysis), "{word}");
        assert_eq!(after.diagnostics.len(), asked.analysis.diagnostics.len(), "{word}");
    }
}

#[test]
fn why_not_is_said_in_a_sentence() {
    let cases = [
        ("role head", "head", "clerk", "`clerk` is taken already, in `agency.duly`, line 6"),
        ("role head", "head", "step", "`step` is a word of the language (something that is done); choose another name"),
        (
            "role head",
            "head",
            "two words",
            "`two words` is not a name; write letters, digits and hyphens, without spaces",
        ),
        ("role head", "head", "", "a name needs at least one letter"),
        ("role head", "head", "2026-01-01", "`2026-01-01` is not a name; write letters, digits and hyphens"),
        ("step look \"Look first", "look", "start", "`start` is taken already, in `agency.duly`, line 22"),
        ("first: before", "before", "x", "`before` is a word of the language and cannot be called otherwise"),
        (
            "vocabulary action",
            "action",
            "deed",
            "the language itself looks for `action`, so it cannot be called otherwise",
        ),
        ("field retention", "retention", "pilot", "`pilot` is taken already, in `rules.duly`, line 31"),
        ("vocabulary technology", "maps", "faces", "`faces` is taken already, in `rules.duly`, line 19"),
    ];
    for (after, word, name, expected) in cases {
        let why = refused(after, word, name);
        // Which line it is may change.
        let line = |it: &str| it.rsplit_once(", line ").map_or(it.to_owned(), |it| it.0.to_owned());
        assert_eq!(line(&why), line(expected), "{word} to {name}");
    }
}

#[test]
fn what_comes_along_is_not_renamed() {
    let text = "entity a { follows un-▮hrdd }\n";
    let asked = asked(&[("a.duly", text)]);
    let why = asked.analysis.prepare_rename(asked.at).expect_err("it is shipped");
    assert!(why.starts_with("`un-hrdd` comes along with the program"), "{why}");
}

#[test]
fn remarks_and_titles_are_offered_to_be_looked_at() {
    let text =
        "/// What the clerk does. Not the clerks.\nrole ▮clerk \"The clerk\" { }\nprocedure p { step a: x by clerk }\n";
    let asked = asked(&[("a.duly", text)]);
    let edits = asked.analysis.rename(asked.at, "scribe").unwrap();
    assert_eq!(edits.iter().filter(|it| it.confirm).count(), 2, "{edits:?}");
    assert_eq!(edits.iter().filter(|it| !it.confirm).count(), 2, "{edits:?}");
}

/// A name that would be caught by another, nearer declaration.
#[test]
fn a_name_that_would_be_understood_otherwise_is_refused() {
    let text = "guidance g { }\nvocabulary action { one two }\nrequirement r must { require ▮one }\n\
                define three: two\n";
    let asked = asked(&[("a.duly", text)]);
    let why = asked.analysis.rename(asked.at, "three").expect_err("`three` is a definition");
    assert!(why.contains("would mean something else") || why.contains("taken"), "{why}");
}

#[test]
fn kinds_of_things_and_of_words_are_renamed_too() {
    let text = "guidance g { }\nvocabulary gizmo { lever }\nsubject ▮gadget { field has: some of gizmo }\n\
                requirement r for gadget must { applies when gadget.has includes lever  judge \"Is it safe?\" }\n\
                gadget one { has: lever }\n";
    for (from, word) in [("subject", "gadget"), ("vocabulary", "gizmo"), ("field", "has"), ("gizmo {", "lever")] {
        let mut text = text.replace('▮', "");
        let at = text.find(from).unwrap();
        let at = at + text[at..].find(word).unwrap();
        text.insert(at, '▮');
        let asked = asked(&[("a.duly", &text)]);
        let edits = asked.analysis.rename(asked.at, "quite-another").unwrap_or_else(|why| panic!("{word}: {why}"));
        let after = changed(&asked, &edits);
        assert!(!after["a.duly"].contains(word), "{word}: {}", after["a.duly"]);
    }
}

#[test]
fn what_is_one_with_what_comes_along_keeps_its_name() {
    let why = refused("use gate", "use", "deployment");
    assert!(why.starts_with("`use` is one with what `guidance:un-hrdd/guidance.duly` declares"), "{why}");
}
