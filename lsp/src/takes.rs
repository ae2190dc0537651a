//! What the editor at the other end can take. Read once, when it introduces itself.
//!
//! Takes the capabilities of a client; gives one plain answer for each question that a feature asks. What a client does
//! not say, it cannot take.

use serde_json::Value;
use tower_lsp::lsp_types::{
    ClientCapabilities, CodeActionClientCapabilities, CompletionItemKind, FoldingRangeClientCapabilities,
    GotoCapability, InlayHintResolveClientCapabilities, MarkupKind, SymbolKind, SymbolKindCapability,
    TextDocumentClientCapabilities, WorkspaceClientCapabilities,
};

use crate::newer::TAKES_SNIPPETS;

/// What the editor can take.
#[derive(Clone, Debug, Default)]
pub(crate) struct Takes {
    pub(crate) completion: Completion,
    /// Whether a hover may be Markdown; the same for a signature.
    pub(crate) hover_markdown: bool,
    pub(crate) signature_markdown: bool,
    /// Whether the parts of a signature may be given as stretches of its label.
    pub(crate) signature_offsets: bool,
    /// Whether a target may say from which word one comes.
    pub(crate) links: Links,
    /// Whether symbols may stand inside symbols.
    pub(crate) symbol_tree: bool,
    pub(crate) symbol_kinds: Option<Vec<SymbolKind>>,
    pub(crate) found_kinds: Option<Vec<SymbolKind>>,
    pub(crate) edits: Edits,
    pub(crate) actions: Actions,
    /// Whether the words beside a hint may be asked for later.
    pub(crate) hint_tooltips: bool,
    /// Whether a hint may lead to the place that it comes from.
    pub(crate) hint_places: bool,
    pub(crate) folds: Folds,
    pub(crate) link_tooltips: bool,
}

/// What it can take in completion.
#[derive(Clone, Debug, Default)]
pub(crate) struct Completion {
    pub(crate) snippets: bool,
    pub(crate) insert_replace: bool,
    pub(crate) label_details: bool,
    pub(crate) markdown: bool,
    /// Whether what a word means may be asked for later.
    pub(crate) resolves_documentation: bool,
    pub(crate) kinds: Option<Vec<CompletionItemKind>>,
}

/// For which kinds of going somewhere it takes links.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Links {
    pub(crate) definition: bool,
    pub(crate) declaration: bool,
    pub(crate) type_definition: bool,
    pub(crate) implementation: bool,
}

/// What it can take in changes of files.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Edits {
    /// Whether a change may say for which version of a text it was made.
    pub(crate) versioned: bool,
    /// Whether a change may say that a person had better look at it.
    pub(crate) annotated: bool,
    /// Whether a change may hold places to fill in.
    pub(crate) snippets: bool,
    /// Whether it may be asked to make a change of its own accord.
    pub(crate) on_request: bool,
}

/// What it can take in code actions.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Actions {
    /// Whether it knows anything but commands.
    pub(crate) literals: bool,
    /// Whether edits may be asked for later.
    pub(crate) resolves_edits: bool,
    pub(crate) preferred: bool,
}

/// What it can take in folding.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Folds {
    pub(crate) whole_lines: bool,
    pub(crate) at_most: Option<u32>,
}

impl Takes {
    /// What a client says of itself.
    pub(crate) fn of(client: &ClientCapabilities) -> Self {
        let document = client.text_document.clone().unwrap_or_default();
        let workspace = client.workspace.clone().unwrap_or_default();
        let symbols = document.document_symbol.clone().unwrap_or_default();
        let signatures = document.signature_help.clone().and_then(|it| it.signature_information);
        let parts = signatures.as_ref().and_then(|it| it.parameter_information.clone());
        let hints = document.inlay_hint.clone().and_then(|it| it.resolve_support);
        Self {
            completion: completion(&document),
            hover_markdown: markdown(document.hover.as_ref().and_then(|it| it.content_format.as_ref())),
            signature_markdown: markdown(signatures.as_ref().and_then(|it| it.documentation_format.as_ref())),
            signature_offsets: parts.and_then(|it| it.label_offset_support).unwrap_or(false),
            links: links(&document),
            symbol_tree: symbols.hierarchical_document_symbol_support.unwrap_or(false),
            symbol_kinds: kinds(symbols.symbol_kind),
            found_kinds: kinds(workspace.symbol.clone().and_then(|it| it.symbol_kind)),
            edits: edits(client, &workspace),
            actions: actions(document.code_action.unwrap_or_default()),
            hint_tooltips: resolves(hints.as_ref(), "tooltip"),
            hint_places: resolves(hints.as_ref(), "label.location"),
            folds: folds(document.folding_range.unwrap_or_default()),
            link_tooltips: document.document_link.and_then(|it| it.tooltip_support).unwrap_or(false),
        }
    }

    /// The kind itself, or the nearest that every client knows.
    pub(crate) fn symbol_kind(&self, kind: SymbolKind) -> SymbolKind {
        known_symbol(self.symbol_kinds.as_deref(), kind)
    }

    /// The same for symbols that were searched for.
    pub(crate) fn found_kind(&self, kind: SymbolKind) -> SymbolKind {
        known_symbol(self.found_kinds.as_deref(), kind)
    }
}

impl Completion {
    /// The kind itself, or the nearest that every client knows.
    pub(crate) fn kind(&self, kind: CompletionItemKind) -> CompletionItemKind {
        match &self.kinds {
            Some(kinds) if kinds.contains(&kind) => kind,
            None if ONCE_COMPLETIONS.contains(&kind) => kind,
            _ if kind == CompletionItemKind::ENUM_MEMBER => CompletionItemKind::VALUE,
            _ if kind == CompletionItemKind::OPERATOR => CompletionItemKind::KEYWORD,
            _ => CompletionItemKind::REFERENCE,
        }
    }
}

/// What a client knows that does not say what it knows: the kinds from `Text` to `Reference`, of those that are used here.
const ONCE_COMPLETIONS: &[CompletionItemKind] = &[
    CompletionItemKind::METHOD,
    CompletionItemKind::FUNCTION,
    CompletionItemKind::FIELD,
    CompletionItemKind::VARIABLE,
    CompletionItemKind::CLASS,
    CompletionItemKind::INTERFACE,
    CompletionItemKind::MODULE,
    CompletionItemKind::PROPERTY,
    CompletionItemKind::VALUE,
    CompletionItemKind::ENUM,
    CompletionItemKind::KEYWORD,
    CompletionItemKind::SNIPPET,
    CompletionItemKind::REFERENCE,
];

fn known_symbol(known: Option<&[SymbolKind]>, kind: SymbolKind) -> SymbolKind {
    let newer = [
        (SymbolKind::KEY, SymbolKind::FIELD),
        (SymbolKind::ENUM_MEMBER, SymbolKind::CONSTANT),
        (SymbolKind::STRUCT, SymbolKind::CLASS),
        (SymbolKind::EVENT, SymbolKind::VARIABLE),
        (SymbolKind::OPERATOR, SymbolKind::FUNCTION),
        (SymbolKind::OBJECT, SymbolKind::VARIABLE),
    ];
    match newer.iter().find(|(it, _)| *it == kind) {
        Some((_, nearest)) if !known.is_some_and(|it| it.contains(&kind)) => *nearest,
        _ => kind,
    }
}

fn kinds(known: Option<SymbolKindCapability>) -> Option<Vec<SymbolKind>> {
    known.and_then(|it| it.value_set)
}

fn resolves(hints: Option<&InlayHintResolveClientCapabilities>, property: &str) -> bool {
    hints.is_some_and(|it| it.properties.iter().any(|it| it == property))
}

/// The first format that a client names is the one it likes best.
fn markdown(formats: Option<&Vec<MarkupKind>>) -> bool {
    formats.and_then(|it| it.first()) == Some(&MarkupKind::Markdown)
}

fn completion(document: &TextDocumentClientCapabilities) -> Completion {
    let all = document.completion.clone().unwrap_or_default();
    let item = all.completion_item.unwrap_or_default();
    let resolves = item.resolve_support.is_some_and(|it| it.properties.iter().any(|it| it == "documentation"));
    Completion {
        snippets: item.snippet_support.unwrap_or(false),
        insert_replace: item.insert_replace_support.unwrap_or(false),
        label_details: item.label_details_support.unwrap_or(false),
        markdown: markdown(item.documentation_format.as_ref()),
        resolves_documentation: resolves,
        kinds: all.completion_item_kind.and_then(|it| it.value_set),
    }
}

fn links(document: &TextDocumentClientCapabilities) -> Links {
    let takes = |it: &Option<GotoCapability>| it.and_then(|it| it.link_support).unwrap_or(false);
    Links {
        definition: takes(&document.definition),
        declaration: takes(&document.declaration),
        type_definition: takes(&document.type_definition),
        implementation: takes(&document.implementation),
    }
}

fn edits(client: &ClientCapabilities, workspace: &WorkspaceClientCapabilities) -> Edits {
    let edits = workspace.workspace_edit.clone().unwrap_or_default();
    let versioned = edits.document_changes.unwrap_or(false);
    let snippets = client.experimental.as_ref().and_then(|it| it.get(TAKES_SNIPPETS)).and_then(Value::as_bool);
    Edits {
        versioned,
        snippets: versioned && snippets.unwrap_or(false),
        annotated: versioned && edits.change_annotation_support.is_some(),
        on_request: workspace.apply_edit.unwrap_or(false),
    }
}

fn actions(client: CodeActionClientCapabilities) -> Actions {
    let resolves = client.resolve_support.is_some_and(|it| it.properties.iter().any(|it| it == "edit"));
    Actions {
        literals: client.code_action_literal_support.is_some(),
        resolves_edits: resolves && client.data_support.unwrap_or(false),
        preferred: client.is_preferred_support.unwrap_or(false),
    }
}

fn folds(client: FoldingRangeClientCapabilities) -> Folds {
    Folds { whole_lines: client.line_folding_only.unwrap_or(false), at_most: client.range_limit }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(client: serde_json::Value) -> Takes {
        Takes::of(&serde_json::from_value(client).unwrap())
    }

    #[test]
    fn a_client_that_says_nothing_gets_the_plainest_of_everything() {
        let client = of(serde_json::json!({}));
        assert!(!client.hover_markdown && !client.completion.snippets && !client.links.definition);
        assert!(!client.edits.versioned && !client.actions.literals && !client.symbol_tree);
        assert_eq!(client.symbol_kind(SymbolKind::ENUM_MEMBER), SymbolKind::CONSTANT);
        assert_eq!(client.completion.kind(CompletionItemKind::ENUM_MEMBER), CompletionItemKind::VALUE);
        assert_eq!(client.completion.kind(CompletionItemKind::FIELD), CompletionItemKind::FIELD);
    }

    #[test]
    fn the_first_format_that_a_client_names_is_the_one_it_gets() {
        let formats = |list: &[&str]| of(serde_json::json!({"textDocument": {"hover": {"contentFormat": list}}}));
        assert!(formats(&["markdown", "plaintext"]).hover_markdown);
        assert!(!formats(&["plaintext", "markdown"]).hover_markdown);
        assert!(!formats(&[]).hover_markdown);
    }

    #[test]
    fn notes_on_changes_go_only_where_changes_are_versioned() {
        let edits = |versioned: bool| {
            of(serde_json::json!({"workspace": {"workspaceEdit":
                {"documentChanges": versioned, "changeAnnotationSupport": {}}}}))
            .edits
        };
        assert!(edits(true).annotated && !edits(false).annotated);
    }
}
