//! What an editor offers to mend: whatever is offered as solving something does solve it.

#[path = "actions/all.rs"]
mod all;
#[path = "actions/apply.rs"]
mod apply;
#[path = "examples/change.rs"]
mod change;
#[path = "actions/one_click.rs"]
mod one_click;
#[path = "actions/pages.rs"]
mod pages;
#[path = "actions/small.rs"]
mod small;
#[path = "actions/sweep.rs"]
mod sweep;
