//! Pages about the kinds of mistake in reading and in naming, and about what the lints look for.

use super::Page;
use crate::lint::LINTS;

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
];

/// The page for a number or a name.
pub(super) fn page(asked: &str) -> Option<Page> {
    let kinds = KINDS.iter().map(|it| (it.code, it.name, it.page));
    let mut all = kinds.chain(LINTS.iter().map(|it| (it.code, it.name, it.page)));
    let (code, name, page) = all.find(|(code, name, _)| code.eq_ignore_ascii_case(asked) || *name == asked)?;
    Some(Page { title: format!("{code} {name}"), markdown: page.to_owned() })
}

/// All numbers and names, for guessing.
pub(super) fn names<'a>() -> impl Iterator<Item = &'a str> {
    let lints = LINTS.iter().flat_map(|it| [it.name, it.code]);
    KINDS.iter().flat_map(|it| [it.name, it.code]).chain(lints)
}
