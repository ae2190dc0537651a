//! Plain cases, told in the language itself; and what is said, held against every short run.

mod plain;
mod words;
