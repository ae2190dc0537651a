//! What may follow what.
//!
//! Takes the kinds of the tokens that matter, with their brackets already paired; gives the tree
//! and the faults. One token decides what is read next; after it, a rule never fails: what is
//! missing is reported and left out, and the rest is read.

mod condition;
mod event;
mod expectation;
mod flow;
mod guidance;
mod item;
mod level;
mod parts;
mod record;
mod requirement;
mod rules;
mod scale;
mod value;

use chumsky::Parser;
use chumsky::inspector::SimpleState;

use super::ast::File;
use super::fault::Fault;
use super::reading::Reading;

/// Reads a whole text.
pub(crate) fn read(reading: Reading<'_>) -> (File, Vec<Fault>) {
    let mut state = SimpleState(reading);
    let kinds = reading.stream.kinds.as_slice();
    let (file, faults) = item::file(&rules::Rules::new()).parse_with_state(kinds, &mut state).into_output_errors();
    (file.unwrap_or_default(), faults)
}
