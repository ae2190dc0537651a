//! Somebody who types: edits of texts, drawn by chance, and the same for the same seed.

use std::collections::BTreeMap;
use std::ops::Range;

/// Numbers drawn by chance; the seed is the test.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The chance of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below this one; 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}

/// The texts somebody types in, and how they were to begin with.
#[derive(Clone, Debug)]
pub struct Desk {
    /// By path.
    pub texts: BTreeMap<String, String>,
    first: BTreeMap<String, String>,
    chance: Chance,
}

impl Desk {
    /// Sits down before these texts.
    #[must_use]
    pub fn new(texts: BTreeMap<String, String>, seed: u64) -> Self {
        Self { first: texts.clone(), texts, chance: Chance::new(seed) }
    }

    /// Makes one edit, and says what it was.
    pub fn edit(&mut self) -> String {
        let paths: Vec<String> = self.texts.keys().cloned().collect();
        let Some(path) = paths.get(self.chance.below(paths.len())).cloned() else {
            self.texts = self.first.clone();
            return "everything as it was".to_owned();
        };
        let kind = self.chance.below(20);
        let what = match kind {
            0 => {
                self.texts = self.first.clone();
                return "everything as it was".to_owned();
            }
            1 => self.with_files(&path),
            _ => {
                let text = self.texts.get(&path).cloned().unwrap_or_default();
                let (what, text) = self.typed(&text, kind);
                self.texts.insert(path.clone(), text);
                what
            }
        };
        format!("{path}: {what}")
    }

    fn with_files(&mut self, path: &str) -> String {
        match self.chance.below(3) {
            0 => {
                self.texts.remove(path);
                "taken away".to_owned()
            }
            1 => {
                let name = format!("{}/a{}.duly", folder(path), self.chance.below(9));
                let text = self.texts.get(path).cloned().unwrap_or_default();
                self.texts.insert(name.clone(), text);
                format!("copied to {name}")
            }
            _ => {
                let name = format!("{}/z{}.duly", folder(path), self.chance.below(9));
                let text = self.texts.remove(path).unwrap_or_default();
                self.texts.insert(name.clone(), text);
                format!("is now {name}")
            }
        }
    }

    fn typed(&mut self, text: &str, kind: usize) -> (String, String) {
        let words = words(text);
        let Some(at) = words.get(self.chance.below(words.len())).cloned() else {
            return ("begun".to_owned(), "entity nobody {}\n".to_owned());
        };
        let other = words.get(self.chance.below(words.len())).cloned().unwrap_or(at.clone());
        let word = &text[at.clone()];
        let line = text[..at.start].rfind('\n').map_or(0, |it| it + 1);
        let new = match kind {
            2 => (at.clone(), String::new()),
            3 => (at.clone(), format!("{word} {word}")),
            4 => (at.clone(), text[other].to_owned()),
            5 => (line..line, "// a word to myself\n".to_owned()),
            6 => (line..line, "\n\n".to_owned()),
            7 => (at.start..at.start, "  ".to_owned()),
            8 => return self.line_moved(text, line),
            9 | 10 => (half(text, &at)..at.end, String::new()),
            11 => (line..line, "/// A word to all.\n".to_owned()),
            12 => (line..line, "optional ".to_owned()),
            13 => (at.end..at.end, "x".to_owned()),
            14 => (line..line, format!("step s{} \"New\": assess\n", self.chance.below(99))),
            15 => (at.start..at.start, ["\"", "{", "}", "(", "/*", ",", "…"][self.chance.below(7)].to_owned()),
            16 => return title(text, &at),
            _ => return self.two_swapped(text, &words),
        };
        let (range, put) = new;
        (format!("{kind}: {:?} for {:?}", put, &text[range.clone()]), replaced(text, range, &put))
    }

    fn line_moved(&mut self, text: &str, line: usize) -> (String, String) {
        let end = text[line..].find('\n').map_or(text.len(), |it| line + it + 1);
        let moved = text[line..end].to_owned();
        let rest = replaced(text, line..end, "");
        let lines: Vec<usize> = rest.match_indices('\n').map(|(at, _)| at + 1).collect();
        let to = lines.get(self.chance.below(lines.len())).copied().unwrap_or(0);
        (format!("{moved:?} moved"), replaced(&rest, to..to, &moved))
    }

    fn two_swapped(&mut self, text: &str, words: &[Range<usize>]) -> (String, String) {
        let first = self.chance.below(words.len().saturating_sub(1));
        let [one, other] = words.get(first..first + 2).unwrap_or(&[]) else {
            return ("nothing".to_owned(), text.to_owned());
        };
        let (left, right) = (&text[one.clone()], &text[other.clone()]);
        let swapped = format!("{right}{}{left}", &text[one.end..other.start]);
        (format!("{left:?} and {right:?} swapped"), replaced(text, one.start..other.end, &swapped))
    }
}

/// Something else in the next title.
fn title(text: &str, at: &Range<usize>) -> (String, String) {
    let Some(quote) = text[at.start..].find('"').map(|it| at.start + it + 1) else {
        return ("no title".to_owned(), text.to_owned());
    };
    ("a title".to_owned(), replaced(text, quote..quote, "Really: "))
}

fn folder(path: &str) -> &str {
    path.rfind('/').map_or(".", |at| &path[..at])
}

fn half(text: &str, at: &Range<usize>) -> usize {
    let middle = (at.start + at.end) / 2;
    (middle..=at.end).find(|&it| text.is_char_boundary(it)).unwrap_or(at.end)
}

fn replaced(text: &str, range: Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &text[..range.start], &text[range.end..])
}

/// The words and signs of a text.
#[must_use]
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, it)| !it.is_whitespace()) {
        let is_word = |it: char| it.is_alphanumeric() || it == '-';
        let end = at + letter.len_utf8();
        match found.last_mut().filter(|it| it.end == at && is_word(letter)) {
            Some(last) if text[last.clone()].chars().all(is_word) => last.end = end,
            _ => found.push(at..end),
        }
    }
    found
}
