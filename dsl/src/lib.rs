//! Duly: the language, and what it means. Begin reading at [`Workspace::analyze`].

// No panic is reachable from a text, and no order of a hash reaches an answer. Tests may break down; that is how they fail.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::string_slice,
        clippy::iter_over_hash_type
    )
)]

mod analysis; // the front desk: inputs in, one answer out
mod check; // what must
mod checklist; // what will be done for one subject
mod compare; // what is asked less
mod diagnostic; // what is wrong, as data
mod entail; // what follows from what
mod explain; // one page about one name
mod facts; // what can be true of a subject
mod format; // a text in house style
mod graph; // what can happen in a procedure
mod ide; // what an editor may ask
mod keeps; // what each step is good for
mod lint; // what had better be otherwise
mod logic; // sets, and nothing else
#[allow(dead_code, reason = "the registry keeps all that is declared; not everything has a reader yet")]
mod model; // tree to meaning: names resolved
mod picture; // a procedure as a picture
mod shipped; // the guidance that comes along

use duly_syntax::{self as syntax, source}; // what is written: texts, and from text to tree

pub use analysis::{Analysis, Analyst, Row, Workspace};
pub use checklist::{Checklist, ChecklistPart, Entry, Outcome, Served, Task, Unsettled};
pub use compare::{
    Both, Case, Change, Changed, Compared, Comparison, Departure, Party, PartyKind, Relation, Side, Unknown, Which,
    compare,
};
pub use diagnostic::{Code, Diagnostic, Finding, Label, Severity, Stop, Verdict, Witness};
pub use explain::{Expectation, Page, Rule, Rulebook, Tailored};
pub use format::{Formatted, format};
pub use ide::*;
pub use jiff::civil::Date;
pub use keeps::{Keeping, Loss, Named, Reach, ReachRow, ReachStep, Share, StepKeeps};
pub use picture::{Chart, ChartFrame, ChartNode, ChartWay, Described, NodeKind, Picture};
pub use source::{FileId, Place, Position, SourceFile, Span};
