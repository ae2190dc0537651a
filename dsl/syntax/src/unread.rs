//! Which requirements could not be read to their end.
//!
//! Takes the tree and the places of the faults; marks each requirement between whose braces one stands. What was
//! left out there may have asked for more: such a requirement must not look kept.

use super::ast::{Item, ItemKind, Requirement};
use crate::source::Span;

/// Marks what could not be read. `faults` is sorted.
pub(super) fn mark(items: &mut [Item], faults: &[u32]) {
    for item in items {
        match &mut item.kind {
            ItemKind::Requirement(requirement) => requirement.unread = is_unread(requirement, faults),
            ItemKind::Guidance(guidance) => mark(&mut guidance.items, faults),
            ItemKind::Entity(entity) => mark(&mut entity.items, faults),
            ItemKind::Instance(instance) => mark(&mut instance.items, faults),
            _ => {}
        }
    }
}

/// What is suggested asks for nothing, so a fault in it takes nothing away.
fn is_unread(requirement: &Requirement, faults: &[u32]) -> bool {
    let body = requirement.body;
    let within = |start: u32, end: u32| {
        let first = faults.get(faults.partition_point(|&at| at < start)..).and_then(|rest| rest.first());
        first.is_some_and(|&at| at < end)
    };
    let suggested = requirement.suggest.as_ref().map_or(Span { start: body.end, end: body.end }, |it| it.span);
    let begins = body.start.saturating_add(1);
    body.start == body.end || within(begins, suggested.start) || within(suggested.end.max(begins), body.end)
}
