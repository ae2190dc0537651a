//! The reading desk, format: a text in house style, by as few changes as will do.

use super::Edit;
use crate::Analysis;
use crate::format::{self, Change};
use crate::source::{FileId, Place, Span};

impl Analysis {
    /// What sets a file in house style: changes of white space, none where nothing has to move. Nothing for a file with
    /// a mistake in it, nor for one that ships.
    #[must_use]
    pub fn format(&self, file: FileId) -> Vec<Edit> {
        edits(file, self.changes(file))
    }

    /// As [`Self::format`], for the lines that a stretch touches, and not for any other.
    #[must_use]
    pub fn format_range(&self, file: FileId, range: Span) -> Vec<Edit> {
        let Some(source) = self.files.get(file.0 as usize) else { return Vec::new() };
        edits(file, format::within(&source.text, self.changes(file), range))
    }

    fn changes(&self, file: FileId) -> Vec<Change> {
        let (source, parse) = (self.files.get(file.0 as usize), self.read.parses.get(file.0 as usize));
        let own = source.filter(|source| !source.shipped).zip(parse);
        own.map(|(source, parse)| format::changes(&source.text, parse)).unwrap_or_default()
    }
}

pub(super) fn edits(file: FileId, changes: Vec<Change>) -> Vec<Edit> {
    changes.into_iter().map(|(span, text)| Edit { at: Place { file, span }, text, confirm: false }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Formatted, Workspace};

    fn read(text: &str) -> (Analysis, FileId) {
        let mut workspace = Workspace::new(Date::constant(2026, 1, 1));
        workspace.set("a.duly", text);
        let analysis = crate::Analyst::new().read(&workspace);
        let file = FileId(u32::try_from(analysis.files.len()).unwrap() - 1);
        (analysis, file)
    }

    const UGLY: &str = "entity town{\r\n   follows   un-hrdd\r\n\trole clerk \"Clerk\"{rank:officer}\r\n}\r\n";

    #[test]
    fn the_changes_make_the_formatted_text_and_leave_what_is_in_order() {
        let (analysis, file) = read(UGLY);
        let mut text = UGLY.to_owned();
        for edit in analysis.format(file).into_iter().rev() {
            text.replace_range(edit.at.span.range(), &edit.text);
        }
        assert_eq!(crate::format(UGLY), Formatted::Text(text.clone()));
        assert_eq!(text, "entity town {\r\n  follows un-hrdd\r\n  role clerk \"Clerk\" { rank: officer }\r\n}\r\n");
        let (analysis, file) = read(&text);
        assert!(analysis.format(file).is_empty());
    }

    #[test]
    fn one_line_can_be_set_by_itself() {
        let (analysis, file) = read(UGLY);
        let second = Span::new(UGLY.find("follows").unwrap(), UGLY.find("un-hrdd").unwrap());
        let edits = analysis.format_range(file, second);
        let changed: Vec<_> = edits.iter().map(|it| (&UGLY[it.at.span.range()], it.text.as_str())).collect();
        assert_eq!(changed, [(" ", ""), ("  ", "")]);
    }

    #[test]
    fn what_cannot_be_read_and_what_ships_is_left_alone() {
        let (analysis, file) = read("entity town {\n   follows un-hrdd\n");
        assert!(analysis.format(file).is_empty());
        assert!(analysis.format(FileId(0)).is_empty(), "guidance that ships");
        assert!(analysis.format(FileId(u32::MAX)).is_empty());
    }
}
