//! The demands that requirements make on fields, each once, by number.

use std::collections::HashMap;

use super::value::{Demand, Slot};
use crate::model::{Constraint, Held, Model, On};

/// Every demand that was met so far.
#[derive(Debug, Default)]
pub(super) struct Demands<'m> {
    known: Vec<(Slot, Demand<'m>)>,
    numbers: HashMap<(Slot, String), usize>,
}

impl<'m> Demands<'m> {
    /// The number of a demand, the same for demands that say the same; `None` if it could not be read.
    pub(super) fn number(&mut self, model: &Model, constraint: &'m Constraint) -> Option<usize> {
        let slot = Slot::of(model, constraint.on)?;
        let field = if let On::Field(field) = constraint.on { Some(field) } else { None };
        let next = self.known.len();
        let number = *self.numbers.entry((slot.clone(), key(&constraint.held))).or_insert(next);
        if number == next {
            self.known.push((slot, Demand { field, held: &constraint.held }));
        }
        Some(number)
    }

    pub(super) fn slot(&self, number: usize) -> Option<&Slot> {
        self.known.get(number).map(|(slot, _)| slot)
    }

    pub(super) fn demand(&self, number: usize) -> Option<Demand<'m>> {
        self.known.get(number).map(|(_, demand)| *demand)
    }

    /// Those of some demands that are on each slot.
    pub(super) fn by_slot(&self, numbers: &[usize]) -> Vec<(Slot, Vec<usize>)> {
        let mut slots: Vec<(Slot, Vec<usize>)> = Vec::new();
        for &number in numbers {
            let Some(slot) = self.slot(number) else { continue };
            match slots.iter_mut().find(|(known, _)| known == slot) {
                Some((_, all)) => all.push(number),
                None => slots.push((slot.clone(), vec![number])),
            }
        }
        slots
    }
}

/// What a demand says, the same for demands that say the same.
fn key(held: &Held) -> String {
    match held {
        Held::Nested(inner) => {
            let one = |it: &Constraint| format!("{:?}: {}", it.on, key(&it.held));
            format!("{{ {} }}", inner.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        held => format!("{held:?}"),
    }
}
