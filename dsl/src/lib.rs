//! Duly: the language, and what it means. Begin reading at [`Workspace::analyze`].

mod analysis; // the front desk: inputs in, one answer out
mod diagnostic; // what is wrong, as data
#[allow(dead_code, unused_imports)]
mod model; // tree to meaning: names resolved
mod source; // what is written
#[allow(dead_code)]
mod syntax; // text to tree

pub use analysis::{Analysis, Page, Row, Workspace};
pub use diagnostic::{Code, Diagnostic, Finding, Label, Severity, Stop, Verdict, Witness};
pub use jiff::civil::Date;
pub use source::{FileId, Place, Position, SourceFile, Span};
