//! Over real pipes.
