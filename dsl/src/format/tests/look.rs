//! What is kept, and what is changed.
