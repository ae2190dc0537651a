//! What would mend what was found.

use duly_dsl::{Action, ActionKind};
use serde_json::Value;
use tower_lsp::lsp_types::{CodeAction, CodeActionKind, Diagnostic};

/// The kinds that are ever offered.
pub(crate) fn kinds() -> Vec<CodeActionKind> {
    vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE, fix_all()]
}

/// All that can be mended without asking, in files of this language.
pub(crate) fn fix_all() -> CodeActionKind {
    CodeActionKind::new("source.fixAll.duly")
}

fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        ActionKind::FixAll => fix_all(),
    }
}

/// Whether a client that asked for these kinds wants one of this kind: `refactor` also asks for `refactor.rewrite`.
pub(crate) fn wanted(only: Option<&[CodeActionKind]>, it: ActionKind) -> bool {
    let it = kind(it);
    let holds = |asked: &CodeActionKind| {
        let rest = it.as_str().strip_prefix(asked.as_str());
        asked.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    match only {
        None => it != fix_all(),
        Some(only) => only.iter().any(holds),
    }
}

/// An action without its edits, which are asked for by `data`.
pub(crate) fn action(it: &Action, solves: Vec<Diagnostic>, takes_preferred: bool, data: Option<Value>) -> CodeAction {
    CodeAction {
        title: it.title.clone(),
        kind: Some(kind(it.kind)),
        diagnostics: (!solves.is_empty()).then_some(solves),
        is_preferred: (it.preferred && takes_preferred).then_some(true),
        data,
        ..CodeAction::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_gets_the_kinds_it_asks_for_and_no_others() {
        let wants = |only: &[&str], it| {
            let only: Vec<CodeActionKind> = only.iter().map(|it| CodeActionKind::from((*it).to_owned())).collect();
            wanted(Some(&only), it)
        };
        assert!(wants(&["quickfix"], ActionKind::QuickFix) && !wants(&["quickfix"], ActionKind::Rewrite));
        assert!(wants(&["refactor"], ActionKind::Rewrite) && !wants(&["refactor.extract"], ActionKind::Rewrite));
        assert!(wants(&["source.fixAll"], ActionKind::FixAll) && wants(&["source"], ActionKind::FixAll));
        assert!(wants(&["source.fixAll.duly"], ActionKind::FixAll));
        assert!(!wants(&["source.fixAll.other"], ActionKind::FixAll) && !wants(&["source.fix"], ActionKind::FixAll));
        assert!(wants(&[""], ActionKind::QuickFix) && !wants(&[], ActionKind::QuickFix));
        // Nobody wants everything mended who only looks what there is.
        assert!(wanted(None, ActionKind::QuickFix) && !wanted(None, ActionKind::FixAll));
    }
}
