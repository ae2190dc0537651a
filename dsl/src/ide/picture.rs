//! The reading desk, picture: a procedure as a picture.

use crate::Analysis;
use crate::source::Place;

/// A picture of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub title: String,
    /// A whole SVG document; it refers to nothing outside and holds no script.
    pub svg: String,
    /// The same for those who cannot see it.
    pub text: String,
}

impl Analysis {
    /// The procedure whose name stands there, with the run of a diagnostic, by its number, drawn into it.
    #[must_use]
    pub fn picture(&self, _procedure: Place, _run: Option<usize>) -> Option<Picture> {
        None
    }
}
