//! Actions: mistakes in writing whose mend is plain: a sign that is missing or too many, quotes, brackets.

use super::choose::Offered;
use super::desk::Desk;
use super::mend::Draft;
use super::page::Page;
use crate::diagnostic::Diagnostic;
use crate::ide::Edit;
use crate::source::{Place, Span};

/// Quotes that a word processor writes.
const CURLY: [char; 5] = ['“', '”', '„', '«', '»'];

pub(super) fn offers(desk: Desk<'_>, notice: &Diagnostic) -> Vec<Offered> {
    let page = desk.page(notice.at.file);
    let at = notice.at;
    let (start, end) = (at.span.start as usize, at.span.end as usize);
    let mut offers = Vec::new();
    let quotes = straight(page, at);
    if !quotes.is_empty() {
        let draft = Draft { title: "put the text in straight quotes".to_owned(), edits: quotes };
        offers.extend(Offered::tried(vec![draft]).map(Offered::safe));
    }
    match notice.code.id.as_str() {
        "DLY002" => offers.extend(Offered::tried(brackets(page, at))),
        "DLY003" => offers.extend(Offered::tried(closing_quote(page, at))),
        "DLY004" | "DLY005" => {
            let draft = Draft { title: taken_out(page, at), edits: vec![put(at, start, end, "")] };
            // Other signs may be a remark, or part of a name: whose they are only the author knows.
            let plain = is_hidden(page.slice(at.span)) || page.slice(at.span) == ";";
            offers.extend(Offered::tried(vec![draft]).map(|it| if plain { it.safe() } else { it }));
        }
        "DLY001" => offers.extend(Offered::tried(signs(page, at))),
        "DLY105" => offers.extend(Offered::tried(other_test(page, at))),
        _ => {}
    }
    offers
}

fn put(at: Place, start: usize, end: usize, text: &str) -> Edit {
    Edit { at: Place { file: at.file, span: Span::new(start, end) }, text: text.to_owned(), confirm: false }
}

fn taken_out(page: Page<'_>, at: Place) -> String {
    let written = page.slice(at.span);
    if is_hidden(written) {
        return "take out the hidden sign".to_owned();
    }
    let short: String = written.chars().take(20).filter(|&it| !is_unseen(it)).collect();
    format!("take out `{short}`")
}

/// Whether nothing of it can be seen.
fn is_hidden(text: &str) -> bool {
    text.chars().all(is_unseen)
}

fn is_unseen(sign: char) -> bool {
    let apart = matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    apart || sign.is_control() || sign.is_whitespace()
}

/// The curly quotes of a line made straight.
fn straight(page: Page<'_>, at: Place) -> Vec<Edit> {
    if !page.slice(at.span).contains(CURLY) {
        return Vec::new();
    }
    let start = page.line_start(at.span.start as usize);
    let line = page.line(at.span.start as usize);
    let curly = line.char_indices().filter(|(_, it)| CURLY.contains(it));
    curly.map(|(offset, it)| put(at, start + offset, start + offset + it.len_utf8(), "\"")).collect()
}

/// One sign more, or one word less, next to where reading stopped.
fn signs(page: Page<'_>, at: Place) -> Vec<Draft> {
    let (start, end) = (at.span.start as usize, at.span.end as usize);
    let written = page.slice(at.span);
    let mut drafts = Vec::new();
    let mut put_in = |offset: usize, text: &str| {
        let title = format!("put in `{}`", text.trim());
        drafts.push(Draft { title, edits: vec![put(at, offset, offset, text)] });
    };
    // What is missing stands before the blanks that lead to what was found.
    let before = Span::new(page.line_start(start), start);
    let gap = start - (page.slice(before).len() - page.slice(before).trim_end().len());
    for text in [":", ",", " {", " }", "]", ")"] {
        put_in(gap, text);
        put_in(end, text);
    }
    for text in ["is ", "includes ", "at ", "by ", "to ", "step "] {
        put_in(start, text);
    }
    let is_name = !written.is_empty() && written.chars().all(|it| it.is_alphanumeric() || it == '-');
    if is_name {
        let action = page.slice(Span::new(page.line_start(start), start)).trim_end();
        let name = action.rsplit(char::is_whitespace).next().unwrap_or("");
        // `step assess by panel`: the step is named for what is done.
        put_in(gap, &format!(": {name}"));
        let quoted = format!("\"{written}\"");
        drafts.push(Draft { title: format!("write `{quoted}`"), edits: vec![put(at, start, end, &quoted)] });
    }
    if !written.is_empty() && written.chars().count() <= 40 {
        let gone = page.removal(at.span);
        let inside = if page.same_line(gone.start as usize, gone.end as usize) { gone } else { at.span };
        let edit = Edit { at: Place { file: at.file, span: inside }, text: String::new(), confirm: false };
        drafts.push(Draft { title: format!("take out `{written}`"), edits: vec![edit] });
    }
    drafts
}

/// A bracket that is never closed is closed before what stands as far out as its line; one that closes nothing goes.
fn brackets(page: Page<'_>, at: Place) -> Vec<Draft> {
    let (start, end) = (at.span.start as usize, at.span.end as usize);
    let closer = match page.slice(at.span) {
        "{" => "}",
        "[" => "]",
        "(" => ")",
        other => {
            let draft = Draft { title: format!("take out `{other}`"), edits: vec![put(at, start, end, "")] };
            return vec![draft];
        }
    };
    let title = format!("put in `{closer}`");
    let indent = page.indent(start);
    let mut ends = Vec::new();
    let mut line = page.next_line(start);
    let mut last = line;
    while line < page.len() {
        let text = page.line(line);
        if !text.trim().is_empty() {
            if page.indent(line).len() <= indent.len() {
                ends.push(last);
                break;
            }
            last = page.next_line(line);
        }
        line = page.next_line(line);
    }
    ends.push(last);
    let mut drafts = Vec::new();
    if closer != "}" || page.rest_of_line(end).len() > 1 {
        let text = page.line(start).trim_end();
        let line_end = page.line_start(start) + text.len();
        let blank = if closer == "}" { " " } else { "" };
        drafts.push(Draft {
            title: title.clone(),
            edits: vec![put(at, line_end, line_end, &format!("{blank}{closer}"))],
        });
    }
    for offset in ends {
        let (eol, ended) = (page.eol(), offset == 0 || page.begins_line(offset) && offset == page.line_start(offset));
        let before = if ended { "" } else { eol };
        drafts.push(Draft {
            title: title.clone(),
            edits: vec![put(at, offset, offset, &format!("{before}{indent}{closer}{eol}"))],
        });
    }
    drafts
}

/// A text that is never closed ends before the brace on its line, or with it.
fn closing_quote(page: Page<'_>, at: Place) -> Vec<Draft> {
    let start = at.span.start as usize;
    let line = page.line(start);
    let from = start - page.line_start(start) + 1;
    let mut drafts = Vec::new();
    for (offset, sign) in
        line.char_indices().filter(|(offset, sign)| *offset >= from && matches!(sign, '{' | '}' | ']' | ','))
    {
        let before = line.get(..offset).unwrap_or("").trim_end().len();
        let offset = page.line_start(start) + before;
        let _ = sign;
        drafts.push(offset);
    }
    drafts.push(page.line_start(start) + line.trim_end().len());
    let draft = |offset: usize| Draft {
        title: "close the text with `\"`".to_owned(),
        edits: vec![put(at, offset, offset, "\"")],
    };
    drafts.into_iter().map(draft).collect()
}

/// `is` for one value, `includes` for several.
fn other_test(page: Page<'_>, at: Place) -> Vec<Draft> {
    let start = page.line_start(at.span.start as usize);
    let line = page.line(at.span.start as usize);
    let from = (at.span.start as usize).saturating_sub(start);
    let mut drafts = Vec::new();
    for (word, other) in [("is not", "includes"), ("is", "includes"), ("includes", "is")] {
        for (offset, _) in line.match_indices(word) {
            let end = offset + word.len();
            let apart = |it: Option<char>| it.is_none_or(|it| it.is_whitespace());
            let before = line.get(..offset).and_then(|it| it.chars().next_back());
            let after = line.get(end..).and_then(|it| it.chars().next());
            if apart(before) && apart(after) && word != "is not" {
                let edit = put(at, start + offset, start + end, other);
                drafts.push((offset.abs_diff(from), Draft { title: format!("write `{other}`"), edits: vec![edit] }));
            }
        }
    }
    drafts.sort_by_key(|(far, _)| *far);
    drafts.into_iter().take(3).map(|(_, draft)| draft).collect()
}
