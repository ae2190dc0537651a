//! What can be written at a point.

use duly_dsl::{Offer, OfferKind};
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionTextEdit, Documentation,
    InsertReplaceEdit, InsertTextFormat, Range, TextEdit,
};

use super::words;
use crate::takes::Completion;

/// An offer. `insert` is the word as far as it is written, `replace` all of it.
pub(crate) fn item(offer: &Offer, insert: Range, replace: Range, takes: &Completion) -> CompletionItem {
    let new_text = if takes.snippets { offer.snippet.clone() } else { offer.plain.clone() };
    let holds_places = takes.snippets && offer.snippet != offer.plain;
    let edit = if takes.insert_replace && insert != replace {
        CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text, insert, replace })
    } else {
        CompletionTextEdit::Edit(TextEdit { range: replace, new_text })
    };
    let detail = Some(offer.detail.clone()).filter(|it| !it.is_empty());
    let beside = CompletionItemLabelDetails { detail: None, description: detail.clone() };
    CompletionItem {
        label: offer.label.clone(),
        label_details: detail.is_some().then_some(beside).filter(|_| takes.label_details),
        kind: Some(takes.kind(kind(offer.kind))),
        detail: detail.filter(|_| !takes.label_details),
        documentation: (!takes.resolves_documentation).then(|| documentation(offer, takes)).flatten(),
        sort_text: Some(format!("{:06}", offer.rank)),
        insert_text_format: Some(if holds_places { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT }),
        text_edit: Some(edit),
        ..CompletionItem::default()
    }
}

/// What an offer means.
pub(crate) fn documentation(offer: &Offer, takes: &Completion) -> Option<Documentation> {
    (!offer.markdown.is_empty()).then(|| Documentation::MarkupContent(words(&offer.markdown, takes.markdown)))
}

fn kind(kind: OfferKind) -> CompletionItemKind {
    match kind {
        OfferKind::Keyword => CompletionItemKind::KEYWORD,
        OfferKind::Field => CompletionItemKind::FIELD,
        OfferKind::Term => CompletionItemKind::ENUM_MEMBER,
        OfferKind::Value => CompletionItemKind::VALUE,
        OfferKind::Role => CompletionItemKind::VARIABLE,
        OfferKind::Step => CompletionItemKind::METHOD,
        OfferKind::Procedure => CompletionItemKind::FUNCTION,
        OfferKind::Requirement => CompletionItemKind::INTERFACE,
        OfferKind::Entity => CompletionItemKind::CLASS,
        OfferKind::Guidance => CompletionItemKind::MODULE,
        OfferKind::Snippet => CompletionItemKind::SNIPPET,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower_lsp::lsp_types::Position;

    use super::*;

    fn told(takes: &Completion) -> serde_json::Value {
        let offer = Offer {
            label: "step".to_owned(),
            detail: "of a procedure".to_owned(),
            kind: OfferKind::Snippet,
            snippet: "step ${1:name}: $0".to_owned(),
            plain: "step name: ".to_owned(),
            markdown: "Something that *somebody* does.".to_owned(),
            rank: 12,
        };
        let to = |end| Range::new(Position::new(0, 0), Position::new(0, end));
        serde_json::to_value(item(&offer, to(2), to(4), takes)).unwrap()
    }

    #[test]
    fn an_editor_that_knows_everything_gets_everything_in_its_place() {
        let takes = Completion {
            snippets: true,
            insert_replace: true,
            label_details: true,
            resolves_documentation: true,
            ..Completion::default()
        };
        let it = told(&takes);
        assert_eq!(it["insertTextFormat"], json!(2));
        assert_eq!(it["textEdit"]["newText"], json!("step ${1:name}: $0"));
        assert_eq!(it["textEdit"]["insert"]["end"]["character"], json!(2));
        assert_eq!(it["textEdit"]["replace"]["end"]["character"], json!(4));
        assert_eq!(it["labelDetails"], json!({"description": "of a procedure"}));
        assert_eq!((&it["documentation"], &it["sortText"]), (&json!(null), &json!("000012")));
    }

    #[test]
    fn an_editor_that_knows_nothing_gets_plain_words() {
        let it = told(&Completion::default());
        assert_eq!(it["insertTextFormat"], json!(1));
        assert_eq!(it["textEdit"]["newText"], json!("step name: "));
        assert_eq!(it["detail"], json!("of a procedure"));
        assert_eq!(it["documentation"], json!({"kind": "plaintext", "value": "Something that somebody does."}));
    }
}
