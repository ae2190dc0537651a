//! OSCAL, the interchange format for what is asked and how it stands: one model, one file. Each mirrors the model's own
//! structure with plain structs; nothing is put together from strings.
//!
//! An export is never the source. Every id in it follows from names alone, so that a line that moves or a requirement
//! that is added changes no other id.

pub(crate) mod catalog;
mod id;
pub(crate) mod mapping;
mod metadata;
pub(crate) mod profile;
pub(crate) mod results;
mod text;

use std::io::{self, Write};

use serde::Serialize;

/// The newest edition that both validators of the trial in `tests/oscal` accept.
pub(crate) const VERSION: &str = "1.2.1";

/// Properties, parts and types that OSCAL does not know are Duly's.
pub(crate) const NAMESPACE: &str = "urn:duly:oscal";

/// Writes a document.
pub(crate) fn write(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)
}

/// The name of a requirement without its guidance.
fn short(name: &str) -> &str {
    name.split_once('/').map_or(name, |it| it.1)
}
