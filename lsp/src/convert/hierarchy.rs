//! Which procedure runs which, and which words are broader or narrower.

use duly_dsl::{Kind, Procedure};
use tower_lsp::lsp_types::{CallHierarchyItem, Location, Range, SymbolKind, TypeHierarchyItem};

use super::targets::enclosing;

/// A procedure as one end of a call. The place of its name is how it is known again.
pub(crate) fn procedure(it: &Procedure, whole: Range, name: Location) -> CallHierarchyItem {
    CallHierarchyItem {
        name: it.name.clone(),
        kind: SymbolKind::FUNCTION,
        tags: None,
        detail: said(&it.title),
        range: enclosing(whole, name.range),
        selection_range: name.range,
        uri: name.uri,
        data: None,
    }
}

/// A word as one end of "is a".
pub(crate) fn kind(it: &Kind, name: Location) -> TypeHierarchyItem {
    let detail = match it.title.as_str() {
        "" => it.vocabulary.clone(),
        title => format!("{title} · {}", it.vocabulary),
    };
    TypeHierarchyItem {
        name: it.name.clone(),
        kind: SymbolKind::ENUM,
        tags: None,
        detail: said(&detail),
        range: name.range,
        selection_range: name.range,
        uri: name.uri,
        data: None,
    }
}

fn said(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}
