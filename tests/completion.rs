//! Completion: what was written is offered where it stood, what is offered can be written, and nothing breaks it.

#[path = "completion/offered.rs"]
mod offered;
#[path = "completion/points.rs"]
mod points;
#[path = "completion/truth.rs"]
mod truth;
#[path = "completion/words.rs"]
mod words;
