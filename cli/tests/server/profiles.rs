//! What editors say of themselves, as far as it decides what they are sent.

use serde_json::{Value, json};

fn all(kinds: std::ops::RangeInclusive<u32>) -> Value {
    kinds.collect::<Vec<_>>().into()
}

/// The newest VS Code, with its own client.
pub(crate) fn vs_code() -> Value {
    let both = json!(["markdown", "plaintext"]);
    json!({
        "workspace": {
            "applyEdit": true, "configuration": true, "workspaceFolders": true,
            "workspaceEdit": {
                "documentChanges": true, "resourceOperations": ["create", "rename", "delete"],
                "failureHandling": "textOnlyTransactional", "normalizesLineEndings": true,
                "changeAnnotationSupport": {"groupsOnLabel": true}, "snippetEditSupport": true,
            },
            "symbol": {"symbolKind": {"valueSet": all(1..=26)}},
            "codeLens": {"refreshSupport": true}, "inlayHint": {"refreshSupport": true},
            "semanticTokens": {"refreshSupport": true}, "diagnostics": {"refreshSupport": true},
        },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true, "versionSupport": false, "tagSupport": {"valueSet": [1, 2]},
                "codeDescriptionSupport": true, "dataSupport": true,
            },
            "diagnostic": {"dynamicRegistration": true, "relatedDocumentSupport": false},
            "completion": {
                "contextSupport": true,
                "completionItem": {
                    "snippetSupport": true, "documentationFormat": both, "insertReplaceSupport": true,
                    "labelDetailsSupport": true,
                    "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]},
                },
                "completionItemKind": {"valueSet": all(1..=25)},
            },
            "hover": {"contentFormat": both},
            "signatureHelp": {"signatureInformation": {
                "documentationFormat": both, "activeParameterSupport": true,
                "parameterInformation": {"labelOffsetSupport": true},
            }},
            "definition": {"linkSupport": true}, "declaration": {"linkSupport": true},
            "typeDefinition": {"linkSupport": true}, "implementation": {"linkSupport": true},
            "documentSymbol": {
                "hierarchicalDocumentSymbolSupport": true, "symbolKind": {"valueSet": all(1..=26)},
            },
            "codeAction": {
                "isPreferredSupport": true, "disabledSupport": true, "dataSupport": true,
                "resolveSupport": {"properties": ["edit"]}, "honorsChangeAnnotations": true,
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
            },
            "rename": {"prepareSupport": true, "honorsChangeAnnotations": true},
            "documentLink": {"tooltipSupport": true},
            "foldingRange": {"rangeLimit": 5000, "lineFoldingOnly": true},
            "inlayHint": {"resolveSupport": {"properties":
                ["tooltip", "textEdits", "label.tooltip", "label.location", "label.command"]}},
            "semanticTokens": tokens(),
        },
        "general": {"positionEncodings": ["utf-16"]},
        "window": {"workDoneProgress": true, "showDocument": {"support": true}},
    })
}

fn tokens() -> Value {
    json!({
        "requests": {"range": true, "full": {"delta": true}}, "tokenTypes": [], "tokenModifiers": [],
        "formats": ["relative"], "overlappingTokenSupport": false, "multilineTokenSupport": false,
    })
}

/// Counts in UTF-8, asks for diagnostics, has no snippets of its own in code actions.
pub(crate) fn neovim_new() -> Value {
    json!({
        "workspace": {
            "applyEdit": true, "configuration": true, "workspaceFolders": true,
            "workspaceEdit": {"resourceOperations": ["rename", "create", "delete"], "documentChanges": true,
                "changeAnnotationSupport": {"groupsOnLabel": true}},
            "symbol": {"symbolKind": {"valueSet": all(1..=26)}},
        },
        "textDocument": {
            "diagnostic": {"dynamicRegistration": true},
            "publishDiagnostics": {"relatedInformation": true, "dataSupport": true, "tagSupport": {"valueSet": [1, 2]}},
            "completion": {"completionItem": {"snippetSupport": true, "documentationFormat": ["markdown", "plaintext"],
                "resolveSupport": {"properties": ["additionalTextEdits", "command"]}},
                "completionItemKind": {"valueSet": all(1..=25)}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "definition": {"linkSupport": true}, "declaration": {"linkSupport": true},
            "typeDefinition": {"linkSupport": true}, "implementation": {"linkSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true, "symbolKind": {"valueSet": all(1..=26)}},
            "codeAction": {"isPreferredSupport": true, "dataSupport": true, "resolveSupport": {"properties": ["edit"]},
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}}},
            "rename": {"prepareSupport": true}, "semanticTokens": tokens(),
            "inlayHint": {"resolveSupport": {"properties": ["textEdits", "tooltip", "location", "command"]}},
        },
        "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
    })
}

/// Says nothing of encodings, knows no snippets.
pub(crate) fn neovim_old() -> Value {
    json!({
        "workspace": {"applyEdit": true, "configuration": true, "workspaceFolders": true,
            "workspaceEdit": {"resourceOperations": ["rename", "create", "delete"]},
            "symbol": {"symbolKind": {"valueSet": all(1..=26)}}},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true, "tagSupport": {"valueSet": [1, 2]}},
            "completion": {"completionItem": {"snippetSupport": false, "documentationFormat": ["markdown", "plaintext"]},
                "completionItemKind": {"valueSet": all(1..=25)}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "definition": {"linkSupport": true}, "declaration": {"linkSupport": true},
            "typeDefinition": {"linkSupport": true}, "implementation": {"linkSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true, "symbolKind": {"valueSet": all(1..=26)}},
            "codeAction": {"dataSupport": true, "resolveSupport": {"properties": ["edit"]},
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source"]}}},
            "rename": {"prepareSupport": true},
        },
    })
}

/// Emacs without Markdown and without snippets; counts in UTF-32.
pub(crate) fn emacs() -> Value {
    json!({
        "workspace": {"applyEdit": true, "configuration": true, "workspaceFolders": true,
            "workspaceEdit": {"documentChanges": true}, "executeCommand": {"dynamicRegistration": false},
            "symbol": {"dynamicRegistration": false}},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": false, "codeDescriptionSupport": false,
                "tagSupport": {"valueSet": [1, 2]}},
            "completion": {"contextSupport": true, "completionItem": {"snippetSupport": false,
                "resolveSupport": {"properties": ["documentation", "details", "additionalTextEdits"]}}},
            "hover": {"contentFormat": ["plaintext"]},
            "signatureHelp": {"signatureInformation": {"parameterInformation": {"labelOffsetSupport": true},
                "documentationFormat": ["plaintext"], "activeParameterSupport": true}},
            "definition": {"linkSupport": true}, "declaration": {"linkSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true, "symbolKind": {"valueSet": all(1..=26)}},
            "codeAction": {"dataSupport": true, "resolveSupport": {"properties": ["edit"]}, "isPreferredSupport": true,
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}}},
            "rename": {}, "inlayHint": {},
        },
        "general": {"positionEncodings": ["utf-32", "utf-8", "utf-16"]},
    })
}

pub(crate) fn helix() -> Value {
    json!({
        "workspace": {"applyEdit": true, "configuration": true, "workspaceFolders": true,
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create", "rename", "delete"],
                "failureHandling": "abort", "normalizesLineEndings": false},
            "symbol": {"dynamicRegistration": false}},
        "textDocument": {
            "publishDiagnostics": {"versionSupport": true, "tagSupport": {"valueSet": [1, 2]}},
            "diagnostic": {"dynamicRegistration": false, "relatedDocumentSupport": true},
            "completion": {"completionItem": {"snippetSupport": true, "insertReplaceSupport": true,
                "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]}}},
            "hover": {"contentFormat": ["markdown"]},
            "signatureHelp": {"signatureInformation": {"documentationFormat": ["markdown"],
                "parameterInformation": {"labelOffsetSupport": true}, "activeParameterSupport": true}},
            "codeAction": {"dataSupport": true, "isPreferredSupport": true, "disabledSupport": true,
                "resolveSupport": {"properties": ["edit", "command"]},
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}}},
            "rename": {"prepareSupport": true}, "inlayHint": {},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
        "general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]},
    })
}

/// Says nothing of its workspace, and little else.
pub(crate) fn kate() -> Value {
    json!({
        "textDocument": {
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "publishDiagnostics": {"relatedInformation": true},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "semanticTokens": tokens(),
        },
        "window": {"workDoneProgress": true},
    })
}

/// Says nothing at all.
pub(crate) fn silent() -> Value {
    json!({})
}
