//! The reading desk, words: what the language itself is made of, for colouring where no server runs.

use crate::syntax::words::{Class, Word};

/// How a word of the language is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordClass {
    /// Never a name.
    Reserved,
    /// Begins a declaration.
    Declares,
    /// Means something in its place, and is a name everywhere else.
    Contextual,
}

/// A word of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanguageWord {
    pub text: &'static str,
    pub class: WordClass,
    /// What it does, in a few words.
    pub meaning: &'static str,
}

/// Every word of the language, each once.
#[must_use]
pub fn words() -> Vec<LanguageWord> {
    let class = |word: Word| match word.class() {
        Class::Reserved => WordClass::Reserved,
        Class::Declares => WordClass::Declares,
        Class::Contextual => WordClass::Contextual,
    };
    Word::ALL.iter().map(|it| LanguageWord { text: it.text(), class: class(*it), meaning: it.meaning() }).collect()
}
