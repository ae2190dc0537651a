//! What the server says it can do: what is written here is answered.

mod features;

use tower_lsp::lsp_types::*;

use crate::abilities::Abilities;

/// The answer to `initialize`.
pub(crate) fn result(abilities: &Abilities) -> InitializeResult {
    let version = Some(env!("CARGO_PKG_VERSION").to_owned());
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(abilities.encoding.kind()),
            text_document_sync: Some(sync()),
            diagnostic_provider: abilities.pulls.then(diagnostics),
            workspace: Some(workspace()),
            ..features::features()
        },
        server_info: Some(ServerInfo { name: "duly".to_owned(), version }),
    }
}

fn sync() -> TextDocumentSyncCapability {
    TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    })
}

fn diagnostics() -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some("duly".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    })
}

fn workspace() -> WorkspaceServerCapabilities {
    WorkspaceServerCapabilities {
        workspace_folders: Some(WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(OneOf::Left(true)),
        }),
        file_operations: Some(WorkspaceFileOperationsServerCapabilities {
            did_create: Some(files()),
            did_rename: Some(files()),
            did_delete: Some(files()),
            ..WorkspaceFileOperationsServerCapabilities::default()
        }),
    }
}

/// Our files, and folders, which may hold some.
pub(crate) fn files() -> FileOperationRegistrationOptions {
    let filter = |glob: &str, kind| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob: glob.to_owned(), matches: Some(kind), options: None },
    };
    let filters =
        vec![filter("**/*.duly", FileOperationPatternKind::File), filter("**", FileOperationPatternKind::Folder)];
    FileOperationRegistrationOptions { filters }
}
