//! The reading desk, typing: what a key sets right while one types.

use super::{Edit, Point};
use crate::Analysis;

impl Analysis {
    /// After a line end or a closing bracket was typed before this point: what moves.
    #[must_use]
    pub fn after_key(&self, _at: Point, _key: char) -> Vec<Edit> {
        Vec::new()
    }
}
