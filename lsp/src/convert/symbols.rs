//! The table of contents of a file, and what is found by its name.

use duly_dsl::{Found, Span, Symbol, SymbolKind};
use tower_lsp::lsp_types::{self, DocumentSymbol, DocumentSymbolResponse, Location, Range, SymbolInformation, Url};

use super::targets::enclosing;
use crate::takes::Takes;

/// A table of contents, as a tree or as a list.
pub(crate) fn contents(
    symbols: &[Symbol],
    url: &Url,
    range: &dyn Fn(Span) -> Range,
    takes: &Takes,
) -> DocumentSymbolResponse {
    if takes.symbol_tree {
        return DocumentSymbolResponse::Nested(symbols.iter().map(|it| nested(it, range, takes)).collect());
    }
    let mut flat = Vec::new();
    for symbol in symbols {
        flatten(symbol, None, url, range, takes, &mut flat);
    }
    DocumentSymbolResponse::Flat(flat)
}

#[allow(deprecated, reason = "the type asks for a field that the protocol has given up")]
fn nested(symbol: &Symbol, range: &dyn Fn(Span) -> Range, takes: &Takes) -> DocumentSymbol {
    let (whole, name) = (range(symbol.whole), range(symbol.at));
    let inside: Vec<DocumentSymbol> = symbol.inside.iter().map(|it| nested(it, range, takes)).collect();
    DocumentSymbol {
        name: named(&symbol.name),
        detail: Some(symbol.detail.clone()).filter(|it| !it.is_empty()),
        kind: takes.symbol_kind(kind(symbol.kind)),
        tags: None,
        deprecated: None,
        range: enclosing(whole, name),
        selection_range: name,
        children: (!inside.is_empty()).then_some(inside),
    }
}

fn flatten(
    symbol: &Symbol,
    within: Option<&str>,
    url: &Url,
    range: &dyn Fn(Span) -> Range,
    takes: &Takes,
    flat: &mut Vec<SymbolInformation>,
) {
    let location = Location { uri: url.clone(), range: enclosing(range(symbol.whole), range(symbol.at)) };
    flat.push(information(&symbol.name, takes.symbol_kind(kind(symbol.kind)), location, within));
    for inner in &symbol.inside {
        flatten(inner, Some(&symbol.name), url, range, takes, flat);
    }
}

/// Something that was found by its name.
pub(crate) fn found(found: &Found, location: Location, takes: &Takes) -> SymbolInformation {
    // The editor seeks its query in the name, so a title that was meant has to stand there too.
    let name = match found.detail.as_str() {
        "" => found.name.clone(),
        title => format!("{} — {title}", found.name),
    };
    let within = Some(found.inside.as_str()).filter(|it| !it.is_empty());
    information(&name, takes.found_kind(kind(found.kind)), location, within)
}

#[allow(deprecated, reason = "the type asks for a field that the protocol has given up")]
fn information(name: &str, kind: lsp_types::SymbolKind, location: Location, within: Option<&str>) -> SymbolInformation {
    let container_name = within.map(str::to_owned);
    SymbolInformation { name: named(name), kind, tags: None, deprecated: None, location, container_name }
}

/// An editor refuses a name of no letters.
fn named(name: &str) -> String {
    if name.trim().is_empty() { "(no name)".to_owned() } else { name.to_owned() }
}

fn kind(kind: SymbolKind) -> lsp_types::SymbolKind {
    use lsp_types::SymbolKind as Kind;
    match kind {
        SymbolKind::Guidance => Kind::MODULE,
        SymbolKind::Subject => Kind::INTERFACE,
        SymbolKind::Field => Kind::FIELD,
        SymbolKind::Vocabulary => Kind::ENUM,
        SymbolKind::Term => Kind::ENUM_MEMBER,
        SymbolKind::Table => Kind::ARRAY,
        SymbolKind::Definition => Kind::CONSTANT,
        SymbolKind::Requirement => Kind::KEY,
        SymbolKind::Clause => Kind::PROPERTY,
        SymbolKind::Expectation => Kind::STRING,
        SymbolKind::Entity => Kind::CLASS,
        SymbolKind::Role => Kind::VARIABLE,
        SymbolKind::Instance => Kind::OBJECT,
        SymbolKind::Procedure => Kind::FUNCTION,
        SymbolKind::Step => Kind::METHOD,
        SymbolKind::Decision => Kind::OPERATOR,
        SymbolKind::Outcome => Kind::EVENT,
        SymbolKind::Block => Kind::NAMESPACE,
        SymbolKind::Record => Kind::FILE,
        SymbolKind::Judgement => Kind::BOOLEAN,
        SymbolKind::Waiver => Kind::NULL,
    }
}
