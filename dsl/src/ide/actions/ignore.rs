//! Actions: a lint is left standing, with the reason beside it.

use super::choose::Offered;
use super::desk::Desk;
use super::mend::Draft;
use crate::diagnostic::Diagnostic;
use crate::ide::Edit;
use crate::lint::LINTS;
use crate::source::{Place, Span};

/// Only what lints find can be left as it is; from a requirement one departs by a waiver.
pub(super) fn offer(desk: Desk<'_>, notice: &Diagnostic) -> Option<Offered> {
    LINTS.iter().find(|it| it.code == notice.code.id)?;
    let page = desk.page(notice.at.file);
    let start = notice.at.span.start as usize;
    let at = page.line_start(start);
    let text = format!("{}// duly: ignore[{}] ${{1:<why>}}{}", page.indent(start), notice.code.id, page.eol());
    let edit = Edit { at: Place { file: notice.at.file, span: Span::new(at, at) }, text, confirm: false };
    let title = format!("leave this as it is, and say why (`{}`)", notice.code.name);
    Some(Offered::to_fill_in(Draft { title, edits: vec![edit] }))
}
