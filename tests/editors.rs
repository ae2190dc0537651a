//! What editors are given that knows the language without a server: it says what the language says.

#[path = "editors/grammar.rs"]
mod grammar;
#[path = "editors/manifest.rs"]
mod manifest;
#[path = "editors/snippets.rs"]
mod snippets;
#[path = "editors/word_lists.rs"]
mod word_lists;
