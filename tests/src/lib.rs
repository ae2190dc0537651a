//! What the tests beside this folder share: reading the repository, and asking the checker.

pub mod ask;
pub mod repository;
pub mod typing;
