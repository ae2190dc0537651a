//! What an editor asks, in its users' terms: a text with a marked point, and what is to be seen there.

mod agency; // one small organisation and its guidance
mod class;
mod everywhere; // every point of every text
mod hover;
mod looks;
mod navigate;
mod rename;

use jiff::civil::date;

use super::Point;
use crate::source::FileId;
use crate::{Analysis, Workspace};

/// Where one points at.
const MARK: char = '▮';

/// Texts, the first of which has a marked point.
pub(super) struct Asked {
    pub(super) analysis: Analysis,
    pub(super) at: Point,
}

/// The texts by path; the mark is taken out before they are read.
pub(super) fn asked(texts: &[(&str, &str)]) -> Asked {
    let mut workspace = Workspace::new(date(2026, 6, 30));
    let mut marked = None;
    for (path, text) in texts {
        if let Some(offset) = text.find(MARK) {
            marked = Some((*path, u32::try_from(offset).unwrap()));
        }
        workspace.set(*path, text.replacen(MARK, "", 1));
    }
    let analysis = workspace.analyze();
    let (path, offset) = marked.expect("a point is marked");
    let file = analysis.files.iter().position(|it| &*it.path == path).unwrap();
    Asked { analysis, at: Point { file: FileId(u32::try_from(file).unwrap()), offset } }
}

/// The small organisation with its guidance, and a point in it: just before `word`, the first behind `after`.
pub(super) fn in_agency(after: &str, word: &str) -> Asked {
    let place = |text: &str| {
        let from = text.find(after)?;
        Some(from + text.get(from..)?.find(word)?)
    };
    let both = [("rules.duly", agency::RULES), ("agency.duly", agency::AGENCY)];
    let texts: Vec<(&str, String)> = both
        .iter()
        .map(|(path, text)| {
            let mut text = (*text).to_owned();
            if let Some(at) = place(&text) {
                text.insert(at, MARK);
            }
            (*path, text)
        })
        .collect();
    assert_eq!(texts.iter().filter(|(_, it)| it.contains(MARK)).count(), 1, "`{after}` … `{word}`");
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
    asked(&texts)
}

impl Asked {
    /// What stands at some places, as `path:line: text`.
    pub(super) fn shown(&self, at: crate::Place) -> String {
        let file = &self.analysis.files[at.file.0 as usize];
        format!("{}:{}: {}", file.path, file.position(at.span.start).line, file.slice(at.span))
    }
}
