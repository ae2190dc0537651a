//! Tells Zed how the language server is started. It has to be on the `PATH`, or named in the settings; nothing is downloaded.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Duly;

impl zed::Extension for Duly {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let wished = LspSettings::for_worktree(server.as_ref(), worktree).ok().and_then(|it| it.binary);
        let (path, args) = wished.map_or((None, None), |it| (it.path, it.arguments));
        let command = path.or_else(|| worktree.which("duly"));
        let command = command.ok_or("`duly` is not on the PATH; install it, or name it in the settings")?;
        Ok(Command { command, args: args.unwrap_or_else(|| vec!["server".into()]), env: worktree.shell_env() })
    }

    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree).ok().and_then(|it| it.settings);
        Ok(settings.map(|it| zed::serde_json::json!({ "duly": it })))
    }
}

zed::register_extension!(Duly);
