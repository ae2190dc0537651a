//! Pages about what can be told of a text: mistakes in reading and in naming here, lints beside each lint.

use super::Page;
use crate::lint::{LINTS, Lint};

/// What can be asked for by number or by name, and the page about it.
struct Kind {
    code: &'static str,
    name: &'static str,
    page: &'static str,
}

macro_rules! kind {
    ($code:literal, $name:literal) => {
        Kind { code: $code, name: $name, page: include_str!(concat!("pages/", $code, ".md")) }
    };
}

const KINDS: &[Kind] = &[
    kind!("DLY001", "syntax-error"),
    kind!("DLY002", "unclosed-bracket"),
    kind!("DLY003", "unclosed-text"),
    kind!("DLY004", "bidirectional-control"),
    kind!("DLY005", "unreadable-character"),
    kind!("DLY006", "too-deep"),
    kind!("DLY007", "bad-date"),
    kind!("DLY008", "mixed-and-or"),
    kind!("DLY009", "bad-number"),
    kind!("DLY010", "too-long"),
    kind!("DLY101", "unknown-name"),
    kind!("DLY102", "duplicate-declaration"),
    kind!("DLY103", "ambiguous-name"),
    kind!("DLY104", "unclear-owner"),
    kind!("DLY105", "wrong-kind-of-value"),
    kind!("DLY110", "circular-terms"),
    kind!("DLY111", "circular-definition"),
    kind!("DLY112", "circular-classification"),
    kind!("DLY113", "bad-classification"),
    kind!("DLY114", "circular-guidance"),
    kind!("DLY115", "bad-tailoring"),
    kind!("DLY116", "definition-too-large"),
    kind!("DLY121", "jump-into-block"),
    kind!("DLY901", "malformed-directive"),
    kind!("DLY902", "unknown-code"),
    kind!("DLY903", "unused-directive"),
    kind!("DLY904", "lapsed-directive"),
];

/// The page for a number or a name.
pub(super) fn page(asked: &str) -> Option<Page> {
    let is_it = |code: &str, name: &str| code.eq_ignore_ascii_case(asked) || name == asked;
    let kind = KINDS
        .iter()
        .find(|it| is_it(it.code, it.name))
        .map(|it| Page { title: format!("{} {}", it.code, it.name), markdown: it.page.to_owned() });
    kind.or_else(|| {
        let lint = LINTS.iter().find(|it| is_it(it.code, it.name))?;
        Some(page_of(lint))
    })
}

/// The page beside the lint, with its number and name under the title.
fn page_of(lint: &Lint) -> Page {
    let (title, rest) = lint.page.split_once('\n').unwrap_or((lint.page, ""));
    let head = format!("`{}` · {} · {}", lint.code, lint.name, lint.severity.word());
    Page { title: title.trim_start_matches("# ").to_owned(), markdown: format!("{title}\n\n{head}\n{rest}") }
}

/// All numbers and names, for guessing.
pub(super) fn names<'a>() -> impl Iterator<Item = &'a str> {
    let kinds = KINDS.iter().map(|it| [it.name, it.code]);
    let lints = LINTS.iter().map(|it| [it.name, it.code]);
    kinds.chain(lints).flatten()
}
