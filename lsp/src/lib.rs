//! The language server. It answers nothing yet; `duly check` is the one door for now.
