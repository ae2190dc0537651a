//! What a file looks like: its table of contents, its colours, its folds, its hints and lenses.

use super::{asked, in_agency};
use crate::{LensAsks, LinkTo, Span, Symbol, SymbolKind, TokenKind};

fn outline(symbols: &[Symbol], depth: usize, out: &mut String) {
    for it in symbols {
        out.push_str(&format!("{}{} ({})\n", "  ".repeat(depth), it.name, it.detail));
        outline(&it.inside, depth + 1, out);
    }
}

#[test]
fn the_outline_is_a_table_of_contents() {
    let asked = in_agency("entity agency", "agency");
    let mut out = String::new();
    outline(&asked.analysis.symbols(asked.at.file), 0, &mut out);
    let expected = "\
agency (Refugee Agency)
  clerk (Clerk)
  head (Head of Office)
  panel (Review panel)
gate (Fingerprints at the gate)
atlas (Maps of wells)
adopt (Adopting a tool)
  when risk is high ()
    look (Look first)
  approval ()
    go-on ()
    stop ()
  start (Start)
  when approval is stop ()
  on incident ()
again (Look again)
  ask (ask-around)
hurry (In a hurry)
";
    assert_eq!(out, expected);
}

#[test]
fn a_broken_text_has_an_outline_too() {
    let asked = asked(&[("a.duly", "▮procedure p { step : \n when { step b: c \n decide x { y { ")]);
    let symbols = asked.analysis.symbols(asked.at.file);
    assert_eq!(symbols.first().map(|it| it.kind), Some(SymbolKind::Procedure));
}

#[test]
fn names_and_titles_are_found_by_some_of_their_letters() {
    let asked = in_agency("entity agency", "agency");
    let names = |query: &str| asked.analysis.find_symbols(query).into_iter().map(|it| it.name).collect::<Vec<_>>();
    assert_eq!(names("look")[0], "look");
    assert!(names("lkbfr").contains(&"look-before".to_owned()));
    assert!(names("fingerprints at").contains(&"gate".to_owned()));
    assert!(names("zzz").is_empty());
    let found = asked.analysis.find_symbols("start");
    assert_eq!((found[0].inside.as_str(), found[0].detail.as_str()), ("adopt", "Start"));
}

/// `text kind` of each token.
fn colours(text: &str) -> Vec<(String, TokenKind, bool)> {
    let asked = asked(&[("a.duly", text)]);
    let file = &asked.analysis.files[asked.at.file.0 as usize];
    let tokens = asked.analysis.semantic_tokens(asked.at.file);
    tokens.iter().map(|it| (file.slice(it.span).to_owned(), it.kind, it.declares)).collect()
}

#[test]
fn words_are_coloured_by_what_they_mean() {
    let text = "▮role record \"A role called record\" { }\n\
                procedure p { step s: nothing-known by record { within: 10 working days } }\n";
    let found = colours(text);
    let kind = |word: &str| found.iter().filter(|it| it.0 == word).map(|it| it.1).collect::<Vec<_>>();
    assert_eq!(kind("record"), [TokenKind::Role, TokenKind::Role]);
    assert_eq!(kind("nothing-known"), [TokenKind::Unknown]);
    assert_eq!(kind("step"), [TokenKind::Keyword]);
    assert_eq!(kind("within"), [TokenKind::Field]);
    assert_eq!(kind("working"), [TokenKind::Date]);
    assert_eq!(kind("10"), [TokenKind::Date]);
    assert!(found.contains(&("p".to_owned(), TokenKind::Procedure, true)));
}

#[test]
fn blocks_and_runs_of_remarks_fold() {
    let asked = asked(&[("a.duly", "▮// one\n// two\n\n// three\nentity a {\n  role b { }\n}\n")]);
    let file = &asked.analysis.files[asked.at.file.0 as usize];
    let folds: Vec<&str> = asked.analysis.folds(asked.at.file).iter().map(|it| file.slice(it.0)).collect();
    assert_eq!(folds, ["// one\n// two", "{\n  role b { }\n}"]);
}

#[test]
fn a_selection_grows_from_the_word_to_the_file() {
    let asked = in_agency("when technology includes biometric and", "affects");
    let file = &asked.analysis.files[asked.at.file.0 as usize];
    let grown: Vec<&str> = asked.analysis.selections(asked.at).iter().map(|it| file.slice(*it)).collect();
    assert_eq!(
        grown[..3],
        ["affects", "affects includes vulnerable", "technology includes biometric and affects includes vulnerable"]
    );
    assert!(grown[3].starts_with("high when technology"));
    assert_eq!(grown.last().copied(), Some(&*file.text));
}

#[test]
fn what_is_not_written_is_hinted_at() {
    let asked = in_agency("entity agency", "agency");
    let whole = Span::new(0, 1 << 20);
    let hints = asked.analysis.hints(asked.at.file, whole);
    let labels: Vec<&str> = hints.iter().map(|it| it.label.as_str()).collect();
    let expected =
        ["risk high", "risk low to moderate", "serves 1 requirement", "serves 1 requirement", "lapses in 12 days"];
    assert_eq!(labels, expected);
    assert!(hints[0].markdown.contains("`technology` includes `fingerprints`"), "{}", hints[0].markdown);
    assert!(hints[2].markdown.contains("Look before you use"), "{}", hints[2].markdown);
    let gate = asked.shown(hints[0].from.unwrap());
    assert!(gate.contains("high when technology includes biometric"), "{gate}");
}

#[test]
fn rows_above_the_text_stand_before_the_answer_is_there() {
    let asked = in_agency("entity agency", "agency");
    let mut workspace = crate::Workspace::new(asked.analysis.today);
    for file in asked.analysis.files.iter().filter(|it| !it.shipped) {
        workspace.set(file.path.clone(), file.text.clone());
    }
    let read = crate::Analyst::new().read(&workspace);
    let decided = asked.analysis.lenses(asked.at.file);
    let places = |lenses: &[crate::Lens]| lenses.iter().map(|it| it.at).collect::<Vec<_>>();
    assert_eq!(places(&read.lenses(asked.at.file)), places(&decided));
    let entity = &decided[0];
    assert_eq!(entity.asks, LensAsks::Verdicts { entity: "agency".to_owned() });
    assert!(entity.title.contains("broken"), "{}", entity.title);
    assert!(decided.iter().all(|it| it.asks != LensAsks::Uses), "no row above each role: {decided:?}");
    let adopt = decided.iter().find(|it| matches!(it.asks, LensAsks::Run { .. })).unwrap();
    let LensAsks::Run { diagnostics } = &adopt.asks else { unreachable!() };
    assert!(!diagnostics.is_empty() && adopt.title.contains("break 1 requirement"), "{}", adopt.title);
}

#[test]
fn evidence_addresses_and_guidance_can_be_opened() {
    let text = "▮/// See https://example.org/a(b).\nentity a { follows un-hrdd }\n\
                record r: x on 2026-01-01 { evidence: \"papers/2018 é.pdf\" }\n\
                record s: x on 2026-01-01 { evidence: \"http://example.org/x\" }\n\
                record t: x on 2026-01-01 { evidence: \"/etc/passwd\" }\n\
                record u: x on 2026-01-01 { evidence: \"command:evil\" }\n";
    let asked = asked(&[("a.duly", text)]);
    let links: Vec<LinkTo> = asked.analysis.links(asked.at.file).into_iter().map(|it| it.to).collect();
    let expected = [
        LinkTo::Web("https://example.org/a(b".to_owned()),
        LinkTo::Page("un-hrdd".to_owned()),
        LinkTo::Path("papers/2018 é.pdf".to_owned()),
        LinkTo::Web("http://example.org/x".to_owned()),
    ];
    assert_eq!(links, expected);
}
