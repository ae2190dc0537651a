//! The language server. It answers nothing yet; `duly check` is the one door for now.

mod convert; // plain data to the words of the protocol
mod library; // what ships, as files
mod plain; // Markdown to words
mod takes; // what the client can take
