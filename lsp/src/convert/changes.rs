//! Changes of texts.

use std::collections::{BTreeMap, HashMap};

use duly_dsl::{Edit, FileId};
use tower_lsp::lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Range,
    TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use crate::newer::SNIPPET;
use crate::takes::Edits;

/// A file as the editor knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) url: Url,
    /// Of the text that the edits were made for; nothing if it is not open.
    pub(crate) version: Option<i32>,
}

/// The note that a change of prose carries.
const PROSE: &str = "prose";

/// One change over as many files as it takes. Nothing if one of the files cannot be changed: half a change is none.
/// The texts are snippets where `snippets` says so.
pub(crate) fn changes(
    edits: &[Edit],
    snippets: bool,
    sheet: impl Fn(FileId) -> Option<Sheet>,
    range: impl Fn(&Edit) -> Range,
    takes: Edits,
) -> Option<WorkspaceEdit> {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.at.file).or_default().push(edit);
    }
    let fill_in = snippets && !takes.snippets;
    let text = |edit: &Edit| if fill_in { filled_in(&edit.text) } else { edit.text.clone() };
    let plain = |edit: &Edit| TextEdit { range: range(edit), new_text: text(edit) };
    let noted = |edit: &Edit, note: &str| {
        OneOf::Right(AnnotatedTextEdit { text_edit: plain(edit), annotation_id: note.to_owned() })
    };
    if !takes.versioned {
        let mut changes = HashMap::new();
        for (file, edits) in by_file {
            changes.insert(sheet(file)?.url, edits.into_iter().map(plain).collect());
        }
        return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
    }
    let asks = takes.annotated && !snippets && edits.iter().any(|it| it.confirm);
    let mut documents = Vec::new();
    for (file, edits) in by_file {
        let Sheet { url, version } = sheet(file)?;
        let annotated = |it: &Edit| match it.confirm {
            _ if snippets && takes.snippets => noted(it, SNIPPET),
            true if asks => noted(it, PROSE),
            _ => OneOf::Left(plain(it)),
        };
        documents.push(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri: url, version },
            edits: edits.into_iter().map(annotated).collect(),
        });
    }
    let notes = asks.then(|| HashMap::from([(PROSE.to_owned(), prose())]));
    let document_changes = Some(DocumentChanges::Edits(documents));
    Some(WorkspaceEdit { changes: None, document_changes, change_annotations: notes })
}

fn prose() -> ChangeAnnotation {
    ChangeAnnotation {
        label: "in comments and quoted words".to_owned(),
        needs_confirmation: Some(true),
        description: Some("these are words for people; look at each before it is changed".to_owned()),
    }
}

/// What a snippet comes to where nobody fills it in: its own words at every place.
fn filled_in(snippet: &str) -> String {
    let mut words = String::new();
    let mut signs = snippet.chars().peekable();
    let mut open = 0_usize;
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => words.extend(signs.next()),
            '}' if open > 0 => open -= 1,
            '$' if signs.next_if_eq(&'{').is_some() => {
                while signs.next_if(char::is_ascii_digit).is_some() {}
                match signs.next() {
                    Some(':') => open += 1,
                    Some('|') => choice(&mut signs, &mut words),
                    _ => {}
                }
            }
            '$' if signs.peek().is_some_and(char::is_ascii_digit) => {
                while signs.next_if(char::is_ascii_digit).is_some() {}
            }
            _ => words.push(sign),
        }
    }
    words
}

/// `one,two|}`: the first.
fn choice(signs: &mut std::iter::Peekable<std::str::Chars<'_>>, words: &mut String) {
    let mut first = true;
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => {
                let escaped = signs.next();
                words.extend(escaped.filter(|_| first));
            }
            ',' => first = false,
            '|' => {
                signs.next_if_eq(&'}');
                return;
            }
            _ if first => words.push(sign),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use duly_dsl::{Place, Span};
    use serde_json::json;
    use tower_lsp::lsp_types::Position;

    use super::*;

    fn told(edits: &[Edit], takes: Edits) -> serde_json::Value {
        let sheet = |file: FileId| {
            let version = (file.0 == 0).then_some(7);
            (file.0 < 2).then(|| Sheet { url: format!("file:///{}.duly", file.0).parse().unwrap(), version })
        };
        let at = |it: u32| Position::new(0, it);
        let range = |it: &Edit| Range::new(at(it.at.span.start), at(it.at.span.end));
        serde_json::to_value(changes(edits, false, sheet, range, takes)).unwrap()
    }

    fn edit(file: u32, start: u32, text: &str, confirm: bool) -> Edit {
        let at = Place { file: FileId(file), span: Span { start, end: start + 1 } };
        Edit { at, text: text.to_owned(), confirm }
    }

    fn at(start: u32) -> serde_json::Value {
        json!({"start": {"line": 0, "character": start}, "end": {"line": 0, "character": start + 1}})
    }

    #[test]
    fn a_change_says_for_which_version_it_was_made_and_what_a_person_had_better_look_at() {
        let takes = Edits { versioned: true, annotated: true, ..Edits::default() };
        let change = told(&[edit(1, 3, "b", true), edit(0, 1, "a", false)], takes);
        assert_eq!(
            change["documentChanges"],
            json!([
                {"textDocument": {"uri": "file:///0.duly", "version": 7}, "edits": [{"range": at(1), "newText": "a"}]},
                {"textDocument": {"uri": "file:///1.duly", "version": null},
                 "edits": [{"range": at(3), "newText": "b", "annotationId": "prose"}]},
            ])
        );
        assert_eq!(change["changeAnnotations"]["prose"]["needsConfirmation"], json!(true));
    }

    #[test]
    fn an_editor_without_versions_gets_the_plain_form() {
        let change = told(&[edit(0, 1, "a", true)], Edits::default());
        assert_eq!(change, json!({"changes": {"file:///0.duly": [{"range": at(1), "newText": "a"}]}}));
    }

    #[test]
    fn half_a_change_is_none() {
        assert_eq!(told(&[edit(0, 1, "a", false), edit(2, 1, "b", false)], Edits::default()), json!(null));
    }

    #[test]
    fn a_snippet_that_nobody_fills_in_keeps_its_own_words() {
        assert_eq!(filled_in("step ${1:assess}: assess by ${2:role} {$0}"), "step assess: assess by role {}");
        assert_eq!(filled_in(r"\$5 \} \\ ${1|one,two|} ${3} $12!"), r"$5 } \ one  !");
        assert_eq!(filled_in("{ ${1:a ${2:b} c} }"), "{ a b c }");
        for broken in ["$", "${", "${1", "${1:", "${1|a", "\\", "}"] {
            filled_in(broken);
        }
    }
}
