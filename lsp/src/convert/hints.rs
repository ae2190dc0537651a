//! A few grey words beside the text.

use duly_dsl::Hint;
use tower_lsp::lsp_types::{
    InlayHint, InlayHintLabel, InlayHintLabelPart, InlayHintLabelPartTooltip, InlayHintTooltip, Location, Position,
};

use super::words;

/// A hint without what else can be said of it.
pub(crate) fn hint(hint: &Hint, position: Position) -> InlayHint {
    InlayHint {
        position,
        label: InlayHintLabel::String(hint.label.clone()),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}

/// The same with the words beside it, and the place that it comes from.
pub(crate) fn told(mut bare: InlayHint, hint: &Hint, from: Option<Location>) -> InlayHint {
    let tip = words(&hint.markdown, true);
    match from {
        Some(location) => {
            bare.label = InlayHintLabel::LabelParts(vec![InlayHintLabelPart {
                value: hint.label.clone(),
                tooltip: Some(InlayHintLabelPartTooltip::MarkupContent(tip)),
                location: Some(location),
                command: None,
            }]);
        }
        None => bare.tooltip = Some(InlayHintTooltip::MarkupContent(tip)),
    }
    bare
}
