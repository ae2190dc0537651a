//! The reading desk, typing: what a key sets right while one types.

use super::{Edit, Point};
use crate::Analysis;
use crate::format;

impl Analysis {
    /// After a line end or a closing bracket was typed before this point: what moves, which is the beginning of its line
    /// and nothing else. Within a text or a comment, nothing does.
    #[must_use]
    pub fn after_key(&self, at: Point, key: char) -> Vec<Edit> {
        let (source, parse) = (self.files.get(at.file.0 as usize), self.read.parses.get(at.file.0 as usize));
        let Some((source, parse)) = source.zip(parse) else { return Vec::new() };
        let offset = (at.offset as usize).min(source.text.len());
        let Some(before) = source.text.get(..offset) else { return Vec::new() };
        let line = before.get(before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..).unwrap_or("");
        let moves = match key {
            '\n' => line.trim_matches([' ', '\t']).is_empty(),
            '}' | ']' | ')' => line.trim_matches([' ', '\t']) == key.to_string(),
            _ => false,
        };
        let change = moves.then(|| format::indent_line(&source.text, parse, offset)).flatten();
        super::format::edits(at.file, change.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Date, FileId, Point, Workspace};

    /// A text after a key was typed where `▮` stands, and what was set right.
    fn typed(text: &str, key: char) -> String {
        let offset = text.find('▮').unwrap();
        let mut text = text.replace('▮', "");
        let mut workspace = Workspace::new(Date::constant(2026, 1, 1));
        workspace.set("a.duly", text.as_str());
        let analysis = crate::Analyst::new().read(&workspace);
        let file = FileId(u32::try_from(analysis.files.len()).unwrap() - 1);
        let offset = u32::try_from(offset).unwrap();
        for edit in analysis.after_key(Point { file, offset }, key) {
            text.replace_range(edit.at.span.range(), &edit.text);
        }
        text
    }

    #[test]
    fn a_line_end_after_a_brace_goes_one_step_in() {
        assert_eq!(typed("procedure buy for any use {\n▮\n}\n", '\n'), "procedure buy for any use {\n  \n}\n");
        assert_eq!(typed("procedure buy for any use {\n▮", '\n'), "procedure buy for any use {\n  ");
        assert_eq!(
            typed("procedure buy for any use\n  when risk is high {\n    ▮\n}\n", '\n'),
            "procedure buy for any use\n  when risk is high {\n  \n}\n",
            "from where the procedure begins, not from where its head ends"
        );
    }

    #[test]
    fn a_line_end_after_a_statement_stays_at_its_depth() {
        let text = "procedure buy for any use {\n  step a: screen by clerk\n▮\n  step b: award by clerk\n}\n";
        assert_eq!(typed(text, '\n'), text.replace("▮", "  "));
    }

    #[test]
    fn a_line_end_after_what_asks_for_more_goes_on_deeper() {
        let text = "requirement r must {\n  before deploy, require\n▮\n}\n";
        assert_eq!(typed(text, '\n'), text.replace("▮", "    "));
        let text = "use u \"U\" {\n  data: [\n    biometric,\n▮\n  ]\n}\n";
        assert_eq!(typed(text, '\n'), text.replace("▮", "    "));
    }

    #[test]
    fn a_closing_brace_stands_under_what_it_closes() {
        let text = "procedure buy for any use {\n  when risk is high {\n    end\n    }▮\n}\n";
        assert_eq!(typed(text, '}'), "procedure buy for any use {\n  when risk is high {\n    end\n  }\n}\n");
        let text = "procedure buy for any use {\n  step a: screen by clerk { within: 2 days }▮\n}\n";
        assert_eq!(typed(text, '}'), text.replace("▮", ""), "one that closes a block on its own line moves nothing");
    }

    #[test]
    fn nothing_moves_in_a_text_or_a_comment() {
        for text in [
            "use u \"U\" {\n  note: \"first\n▮second\"\n}\n",
            "use u \"U\" {\n  note: \"first\n▮\n}\n",
            "use u \"U\" {\n  // }▮\n}\n",
        ] {
            let key = if text.contains('/') { '}' } else { '\n' };
            assert_eq!(typed(text, key), text.replace("▮", ""), "{text}");
        }
    }
}
