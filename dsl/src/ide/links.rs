//! The reading desk, links: what in a text can be opened.

use super::prose::{cut, plain};
use crate::Analysis;
use crate::model::Thing;
use crate::source::{FileId, Span};
use crate::syntax::token::Kind;

/// So many links of a file are given.
const MOST: usize = 2_000;
/// Longer addresses and paths lead nowhere that anybody wrote.
const LONGEST: usize = 2_000;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTo {
    /// `https://…`
    Web(String),
    /// A path, relative to the folder of the file.
    Path(String),
    /// The page about a name; see [`Analysis::explain`].
    Page(String),
}

/// Something that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub span: Span,
    pub to: LinkTo,
    /// What is shown beside it.
    pub tip: String,
}

impl Analysis {
    /// What can be opened from a file: evidence, web addresses, the guidance that is followed.
    #[must_use]
    pub fn links(&self, file: FileId) -> Vec<Link> {
        let Some((source, parse)) = self.file(file) else { return Vec::new() };
        let mut links = self.pages(file);
        let mut evidence = Evidence::No;
        for token in &parse.tokens {
            let text = source.slice(token.span);
            match token.kind {
                Kind::Comment | Kind::Doc => addresses(text, token.span, &mut links),
                Kind::Text => {
                    let before = links.len();
                    addresses(text, token.span, &mut links);
                    if links.len() == before && evidence.holds() {
                        links.extend(path(text, token.span));
                    }
                }
                _ => {}
            }
            if !token.kind.is_trivia() {
                evidence = evidence.then(token.kind, text);
            }
        }
        links.sort_by_key(|it| it.span);
        links.truncate(MOST);
        links
    }

    /// The guidance that is followed or tailored, and its page.
    fn pages(&self, file: FileId) -> Vec<Link> {
        let model = &self.read.model;
        let mut links = Vec::new();
        for declared in self.read.catalogue().in_file(file) {
            if !matches!(declared.thing, Thing::Entity(_) | Thing::Guidance(_)) {
                continue;
            }
            let Some(item) = self.item(declared.name) else { continue };
            for path in item.builds_on() {
                let Some(last) = path.names.last() else { continue };
                let at = crate::source::Place { file, span: last.span };
                let meant = self.named(at).and_then(|it| it.thing());
                if let Some(Thing::Guidance(id)) = meant {
                    let it = &model.guidances[id];
                    let title = it.title.as_deref().unwrap_or(&it.name);
                    let tip = format!("the page about {}", cut(&plain(title), 80));
                    links.push(Link { span: path.span, to: LinkTo::Page(it.name.clone()), tip });
                }
            }
        }
        links
    }
}

/// Whether a text is said to be evidence: `evidence: "…"`, or one in a list.
#[derive(Clone, Copy, PartialEq)]
enum Evidence {
    No,
    Word,
    Value,
    List,
}

impl Evidence {
    fn holds(self) -> bool {
        matches!(self, Self::Value | Self::List)
    }

    fn then(self, kind: Kind, text: &str) -> Self {
        match (self, kind) {
            (_, Kind::Name) if text == "evidence" => Self::Word,
            (Self::Word, Kind::Colon) => Self::Value,
            (Self::Value, Kind::ListOpen) | (Self::List, Kind::Text | Kind::Comma) => Self::List,
            _ => Self::No,
        }
    }
}

/// The web addresses in a stretch of text.
fn addresses(text: &str, at: Span, links: &mut Vec<Link>) {
    for scheme in ["https://", "http://"] {
        for (start, _) in text.match_indices(scheme) {
            let rest = text.get(start..).unwrap_or("");
            let ends = |it: char| it.is_whitespace() || it.is_control() || "\"<>`{}|\\^".contains(it);
            let address = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or("");
            let address = address.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
            let host = address.get(scheme.len()..).unwrap_or("").split('/').next().unwrap_or("");
            if host.is_empty() || address.len() > LONGEST {
                continue;
            }
            let start = at.start as usize + start;
            let span = Span::new(start, start + address.len());
            links.push(Link {
                span,
                to: LinkTo::Web(address.to_owned()),
                tip: format!("open {}", cut(&plain(host), 80)),
            });
        }
    }
}

/// A file beside this one. What begins at a root or names another way of opening things is no such file.
fn path(text: &str, at: Span) -> Option<Link> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let odd = |it: char| it.is_control() || matches!(it, ':' | '\\' | '?' | '*' | '<' | '>' | '|' | '"');
    let path = inner.trim();
    if path.is_empty() || path.len() > LONGEST || path.starts_with(['/', '~']) || path.contains(odd) {
        return None;
    }
    let names_a_file = path.contains('/') || path.rsplit_once('.').is_some_and(|(_, end)| (1..=5).contains(&end.len()));
    let span = Span::new(at.start as usize + 1, at.end as usize - 1);
    let tip = format!("open {}", cut(&plain(path), 80));
    names_a_file.then(|| Link { span, to: LinkTo::Path(path.to_owned()), tip })
}
