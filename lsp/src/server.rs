//! The server: every method of the protocol that is answered, each in a few lines that say who answers it.

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer};

use crate::abilities::Abilities;
use crate::capabilities;
use crate::lifecycle;
use crate::state::State;
use tokio::runtime::Handle;

/// Answers the client.
pub(crate) struct Server {
    state: Arc<State>,
}

impl Server {
    pub(crate) fn new(client: Client, runtime: Handle) -> Self {
        Self { state: State::new(client, runtime) }
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params);
        let result = capabilities::result(&abilities);
        self.state.meet(abilities);
        lifecycle::begin(&self.state, params);
        Ok(result)
    }

    async fn initialized(&self, _: InitializedParams) {
        lifecycle::initialized(&self.state);
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.state.open(document.uri, document.version, document.text);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.state.change(&document.uri, document.version, params.content_changes);
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.state.look_again();
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.state.close(&params.text_document.uri);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        lifecycle::folders(&self.state, &params.event);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        lifecycle::configure(&self.state, params.settings);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.state.changed(params.changes.iter().map(|it| &it.uri));
    }

    async fn did_create_files(&self, _: CreateFilesParams) {
        self.state.look_again();
    }

    async fn did_rename_files(&self, _: RenameFilesParams) {
        self.state.look_again();
    }

    async fn did_delete_files(&self, _: DeleteFilesParams) {
        self.state.look_again();
    }
}
