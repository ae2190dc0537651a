//! Which way less is: whether guidance asks for at least so much of a field, or for at most so much.

use std::cmp::Ordering;

use crate::model::{Comparison, Constraint, Demand, Field, Held, Id, Model, On, Pattern};

/// What counts as more of a field: `Greater` where guidance asks for at least so much, `Less` where it asks for at most;
/// nothing where it asks for neither, or for both.
pub(super) fn better(model: &Model, field: Id<Field>) -> Option<Ordering> {
    let mut found = None;
    let patterns = model.requirements.iter().flat_map(|(_, it)| &it.clauses).map(|it| &it.pattern);
    for constraint in patterns.flat_map(asked) {
        let way = match (&constraint.on, &constraint.held) {
            (On::Field(of), Held::Compare(Comparison::AtLeast | Comparison::MoreThan, _)) if *of == field => {
                Ordering::Greater
            }
            (On::Field(of), Held::Compare(Comparison::AtMost | Comparison::LessThan, _)) if *of == field => {
                Ordering::Less
            }
            _ => continue,
        };
        if found.is_some_and(|it| it != way) {
            return None;
        }
        found = Some(way);
    }
    found
}

/// What has to hold of what is asked for. What is asked about, or forbidden, says nothing of what is better.
fn asked(pattern: &Pattern) -> Vec<&Constraint> {
    match pattern {
        Pattern::Require { event, .. } => event.alternatives.iter().flat_map(|it| &it.constraints).collect(),
        Pattern::Each { must, .. } => must.iter().flatten().collect(),
        Pattern::EachThing { must, .. }
        | Pattern::EachRole { must }
        | Pattern::EachProcedure { must }
        | Pattern::EachWaiver { must }
        | Pattern::Entity { must } => must.iter().filter_map(of_demand).collect(),
        _ => Vec::new(),
    }
}

fn of_demand(demand: &Demand) -> Option<&Constraint> {
    match demand {
        Demand::Constraint(constraint) => Some(constraint),
        _ => None,
    }
}
