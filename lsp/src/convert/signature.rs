//! Which parts a clause takes.

use duly_dsl::Signature;
use tower_lsp::lsp_types::{Documentation, ParameterInformation, ParameterLabel, SignatureHelp, SignatureInformation};

use super::words;
use crate::takes::Takes;

/// The shape of a clause.
pub(crate) fn help(signature: &Signature, takes: &Takes) -> SignatureHelp {
    let told = |markdown: &str| {
        (!markdown.is_empty()).then(|| Documentation::MarkupContent(words(markdown, takes.signature_markdown)))
    };
    let parts = signature.parts.iter().map(|(range, markdown)| ParameterInformation {
        label: label(&signature.label, range, takes.signature_offsets),
        documentation: told(markdown),
    });
    // A number past the end means none; editors take the first where no number is given.
    let past = signature.parts.len();
    let active = u32::try_from(signature.active.unwrap_or(past)).ok();
    SignatureHelp {
        signatures: vec![SignatureInformation {
            label: signature.label.clone(),
            documentation: told(&signature.markdown),
            parameters: Some(parts.collect()),
            active_parameter: None,
        }],
        active_signature: Some(0),
        active_parameter: active,
    }
}

/// Offsets in a label count UTF-16, whatever positions in a text count.
fn label(whole: &str, range: &std::ops::Range<usize>, as_offsets: bool) -> ParameterLabel {
    let part = whole.get(range.clone()).unwrap_or("");
    if !as_offsets {
        return ParameterLabel::Simple(part.to_owned());
    }
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let start = units(whole.get(..range.start).unwrap_or(""));
    ParameterLabel::LabelOffsets([start, start + units(part)])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_part_is_counted_as_the_label_is_whatever_its_script() {
        let label = "étape 😀 NAME: ACTION".to_owned();
        let at = label.find("ACTION").unwrap();
        let parts = vec![(at..at + 6, "what is done".to_owned())];
        let signature = Signature { label, markdown: String::new(), parts, active: None };
        let takes = Takes { signature_offsets: true, ..Takes::default() };
        let told = serde_json::to_value(help(&signature, &takes)).unwrap();
        assert_eq!(told["signatures"][0]["parameters"][0]["label"], json!([15, 21]));
        assert_eq!(told["activeParameter"], json!(1));
        let plain = serde_json::to_value(help(&signature, &Takes::default())).unwrap();
        assert_eq!(plain["signatures"][0]["parameters"][0]["label"], json!("ACTION"));
    }
}
