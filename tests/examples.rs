//! The examples: what each must be found to break, and nothing else; and that a small change for the worse is seen.

#[path = "examples/change.rs"]
mod change;
#[path = "examples/expected.rs"]
mod expected;
#[path = "examples/mutation.rs"]
mod mutation;
#[path = "examples/one_change.rs"]
mod one_change;
#[path = "examples/order.rs"]
mod order;
