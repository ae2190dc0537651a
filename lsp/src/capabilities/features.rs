//! What can be asked about a text.

use tower_lsp::lsp_types::*;

use crate::command;
use crate::convert::{actions, tokens};

/// The features, without what keeps texts in step.
pub(super) fn features() -> ServerCapabilities {
    ServerCapabilities {
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(completion()),
        signature_help_provider: Some(signatures()),
        declaration_provider: Some(DeclarationCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        type_definition_provider: Some(TypeDefinitionProviderCapability::Simple(true)),
        implementation_provider: Some(ImplementationProviderCapability::Simple(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(code_actions())),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(true) }),
        document_link_provider: Some(links()),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: Some(keys()),
        rename_provider: Some(OneOf::Right(rename())),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        execute_command_provider: Some(commands()),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        semantic_tokens_provider: Some(semantic_tokens().into()),
        inlay_hint_provider: Some(OneOf::Right(hints())),
        ..ServerCapabilities::default()
    }
}

fn completion() -> CompletionOptions {
    // A list comes up by itself where a name has to follow: after a space, in a list, in `guidance/name`.
    let keys = [" ", "[", ",", "/", "."];
    CompletionOptions {
        resolve_provider: Some(true),
        trigger_characters: Some(keys.map(str::to_owned).to_vec()),
        ..CompletionOptions::default()
    }
}

fn signatures() -> SignatureHelpOptions {
    let keys = [" ", ":"].map(str::to_owned).to_vec();
    SignatureHelpOptions { trigger_characters: Some(keys), ..SignatureHelpOptions::default() }
}

fn code_actions() -> CodeActionOptions {
    CodeActionOptions {
        code_action_kinds: Some(actions::kinds()),
        resolve_provider: Some(true),
        ..CodeActionOptions::default()
    }
}

fn links() -> DocumentLinkOptions {
    DocumentLinkOptions {
        resolve_provider: Some(false),
        work_done_progress_options: WorkDoneProgressOptions::default(),
    }
}

fn keys() -> DocumentOnTypeFormattingOptions {
    let first_trigger_character = "\n".to_owned();
    DocumentOnTypeFormattingOptions { first_trigger_character, more_trigger_character: Some(vec!["}".to_owned()]) }
}

fn rename() -> RenameOptions {
    let work_done_progress_options = WorkDoneProgressOptions::default();
    RenameOptions { prepare_provider: Some(true), work_done_progress_options }
}

fn commands() -> ExecuteCommandOptions {
    let commands = command::NAMES.map(str::to_owned).to_vec();
    ExecuteCommandOptions { commands, ..ExecuteCommandOptions::default() }
}

fn semantic_tokens() -> SemanticTokensOptions {
    SemanticTokensOptions {
        legend: tokens::legend(),
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..SemanticTokensOptions::default()
    }
}

fn hints() -> InlayHintServerCapabilities {
    let options = InlayHintOptions { resolve_provider: Some(true), ..InlayHintOptions::default() };
    InlayHintServerCapabilities::Options(options)
}
