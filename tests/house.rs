//! The rules of the house, as tests. ARCHITECTURE.md says why each is there.

#[path = "house/doors.rs"]
mod doors;
#[path = "house/measures.rs"]
mod measures;
#[path = "house/pages.rs"]
mod pages;
#[path = "house/world.rs"]
mod world;
