//! Letters of a name, in order: the whole name first, then its beginning, then the beginnings of its words.

/// What is searched for.
pub(super) struct Query(Vec<char>);

/// Nobody types a longer one.
const LONGEST: usize = 80;

impl Query {
    pub(super) fn new(text: &str) -> Self {
        Self(text.to_lowercase().chars().filter(|it| !it.is_whitespace()).take(LONGEST).collect())
    }

    /// How far a name or a title is from what is searched for; nothing if it does not hold its letters.
    pub(super) fn score(&self, name: &str, title: &str) -> Option<u32> {
        let title = self.distance(title).map(|it| it.saturating_add(1));
        self.distance(name).into_iter().chain(title).min()
    }

    /// 0 is the very name; then less is nearer.
    fn distance(&self, text: &str) -> Option<u32> {
        let text: Vec<char> = text.to_lowercase().chars().filter(|it| !it.is_whitespace()).collect();
        if text == self.0 {
            return Some(0);
        }
        if text.starts_with(&self.0) {
            return Some(10);
        }
        if self.0.is_empty() {
            return Some(20);
        }
        if let Some(at) = text.windows(self.0.len()).position(|it| it == self.0) {
            let word = at.checked_sub(1).and_then(|it| text.get(it)).is_some_and(|it| !it.is_alphanumeric());
            return Some(if word { 20 } else { 30 });
        }
        self.gaps(&text).map(|gaps| 100 + gaps)
    }

    /// How many letters stand between those that are searched for, if all of them are there in order.
    fn gaps(&self, text: &[char]) -> Option<u32> {
        let (mut at, mut gaps) = (0, 0);
        for (number, letter) in self.0.iter().enumerate() {
            let found = text.get(at..)?.iter().position(|it| it == letter)?;
            gaps += if number == 0 { 0 } else { u32::try_from(found).unwrap_or(u32::MAX) };
            at += found + 1;
        }
        Some(gaps)
    }
}
