//! What a person can set, and what they wrote that nobody knows.

use duly_dsl::Date;
use serde_json::Value;

/// Of which files findings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scope {
    #[default]
    Workspace,
    OpenFiles,
}

/// The section `duly`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) scope: Scope,
    /// How long an error on the line being written waits for rest, in milliseconds.
    pub(crate) settle_ms: u64,
    pub(crate) inlay_hints: bool,
    pub(crate) code_lens: bool,
    pub(crate) today: Option<Date>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { scope: Scope::Workspace, settle_ms: 300, inlay_hints: true, code_lens: true, today: None }
    }
}

/// Nobody rests longer than this, and a finding is not held back longer.
const LONGEST_REST: u64 = 10_000;

/// The keys there are; the last two are for the editor alone.
const KEYS: [&str; 7] = [
    "diagnostics.scope",
    "diagnostics.settleMs",
    "inlayHints.enabled",
    "codeLens.enabled",
    "today",
    "server.path",
    "trace.server",
];

impl Settings {
    /// Reads the section, nested or with dots in its keys, and says what is wrong with it.
    pub(crate) fn read(section: &Value) -> (Self, Vec<String>) {
        let section = section.get("duly").filter(|it| it.is_object()).unwrap_or(section);
        let mut pairs = Vec::new();
        flatten("", section, &mut pairs);
        let (mut settings, mut wrong) = (Self::default(), Vec::new());
        for (key, value) in pairs {
            let key = key.strip_prefix("duly.").unwrap_or(&key);
            if let Some(words) = settings.set(key, value) {
                wrong.push(words);
            }
        }
        (settings, wrong)
    }

    fn set(&mut self, key: &str, value: &Value) -> Option<String> {
        let refuse = |expected: &str| Some(format!("`duly.{key}` is {expected}, not `{value}`"));
        match (key, value) {
            // An editor sends `null` for what is not set.
            (_, Value::Null) if KEYS.contains(&key) => {}
            ("diagnostics.scope", Value::String(word)) if word == "workspace" => self.scope = Scope::Workspace,
            ("diagnostics.scope", Value::String(word)) if word == "openFiles" => self.scope = Scope::OpenFiles,
            ("diagnostics.scope", _) => return refuse("`workspace` or `openFiles`"),
            ("diagnostics.settleMs", value) => match value.as_u64() {
                Some(rest) => self.settle_ms = rest.min(LONGEST_REST),
                None => return refuse("a number of milliseconds"),
            },
            ("inlayHints.enabled", Value::Bool(on)) => self.inlay_hints = *on,
            ("codeLens.enabled", Value::Bool(on)) => self.code_lens = *on,
            ("inlayHints.enabled" | "codeLens.enabled", _) => return refuse("`true` or `false`"),
            ("today", Value::String(day)) if day.trim().is_empty() => self.today = None,
            ("today", Value::String(day)) => match day.trim().parse() {
                Ok(day) => self.today = Some(day),
                Err(_) => return refuse("a day like `2026-11-22`"),
            },
            ("today", _) => return refuse("a day like `2026-11-22`"),
            ("server.path" | "trace.server", _) => {}
            _ => return Some(format!("there is no setting `duly.{key}`; there are {}", known())),
        }
        None
    }
}

fn known() -> String {
    KEYS.iter().map(|key| format!("`duly.{key}`")).collect::<Vec<_>>().join(", ")
}

fn flatten<'a>(prefix: &str, value: &'a Value, pairs: &mut Vec<(String, &'a Value)>) {
    let Some(object) = value.as_object() else { return };
    for (key, value) in object {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        if value.is_object() && !KEYS.contains(&key.as_str()) {
            flatten(&key, value, pairs);
        } else {
            pairs.push((key, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nested_and_dotted_keys_mean_the_same() {
        let nested = json!({"diagnostics": {"scope": "openFiles", "settleMs": 50}, "codeLens": {"enabled": false}});
        let dotted =
            json!({"duly": {"diagnostics.scope": "openFiles", "diagnostics.settleMs": 50, "codeLens.enabled": false}});
        let expected = Settings { scope: Scope::OpenFiles, settle_ms: 50, code_lens: false, ..Settings::default() };
        assert_eq!(Settings::read(&nested), (expected.clone(), vec![]));
        assert_eq!(Settings::read(&dotted), (expected, vec![]));
    }

    #[test]
    fn what_is_not_set_is_as_it_was_made() {
        let nothing = (Settings::default(), vec![]);
        assert_eq!(Settings::read(&Value::Null), nothing);
        assert_eq!(
            Settings::read(&json!({"today": null, "server": {"path": ""}, "trace": {"server": "off"}})),
            nothing
        );
        assert_eq!(Settings::read(&json!({"today": " "})), nothing);
    }

    #[test]
    fn a_key_that_nobody_knows_is_told_with_those_there_are() {
        let (settings, wrong) = Settings::read(&json!({"diagnostic": {"scope": "workspace"}, "today": "tomorrow"}));
        assert_eq!(settings, Settings::default());
        assert!(
            wrong[0].starts_with("there is no setting `duly.diagnostic.scope`; there are `duly.diagnostics.scope`")
        );
        assert_eq!(wrong[1], "`duly.today` is a day like `2026-11-22`, not `\"tomorrow\"`");
    }
}
