//! The reading desk, rename: another name for the same thing, in every file.

use super::{Edit, Point};
use crate::Analysis;
use crate::source::Span;

impl Analysis {
    /// The name that would be changed.
    ///
    /// # Errors
    /// A sentence that says why it cannot be.
    pub fn prepare_rename(&self, _at: Point) -> Result<Span, String> {
        Err("there is no name here".to_owned())
    }

    /// What to change so that the thing at a point is called otherwise and nothing else changes its meaning.
    ///
    /// # Errors
    /// A sentence that says why it cannot be.
    pub fn rename(&self, _at: Point, _name: &str) -> Result<Vec<Edit>, String> {
        Err("there is no name here".to_owned())
    }
}
