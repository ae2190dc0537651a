//! Text as OSCAL takes it. What comes from a file is words and nothing more: OSCAL's texts are Markdown, and two braces
//! insert a parameter into them.

use crate::clean;
use crate::render::markdown;

/// One line that is read as Markdown; where there are no words, the others.
pub(super) fn line(text: &str, otherwise: &str) -> String {
    let words = |text| markdown::at_start(markdown::words_and(text, "{}!"));
    let plain = words(text);
    if plain.is_empty() { words(otherwise) } else { plain }
}

/// One line that is not read as Markdown; nothing where there are no words.
pub(super) fn plain(text: &str) -> Option<String> {
    let line = clean::line(text);
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// Lines of Duly as they are written.
pub(super) fn written(text: &str) -> String {
    let text = clean::source(text).replace('\r', "").replace("{{", "{\u{2060}{");
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}\n{text}\n{fence}")
}

/// Paragraphs, of which each is Markdown already.
pub(super) fn paragraphs(all: impl IntoIterator<Item = String>) -> String {
    let all: Vec<String> = all.into_iter().filter(|it| !it.is_empty()).collect();
    all.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_insert_nothing_and_mark_nothing() {
        assert_eq!(line("{{ insert: param, x }}", "-"), "\\{\\{ insert: param, x \\}\\}");
        assert_eq!(line("# a\n![b](c)", "-"), "\\# a \\!\\[b\\](c)");
        assert_eq!(line(" \n", "a_b"), "a\\_b");
        assert_eq!(plain(" \t\n"), None);
        assert!(!written("a ``` {{ insert: x }}").contains("{{"));
        assert!(written("a ``` b").starts_with("````\n"));
    }
}
