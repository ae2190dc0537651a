//! What is stated outside of procedures: of the entity, its roles, and what it registers.

use super::super::{Both, Relation};
use super::merged::Merged;
use super::stated::{Difference, Holder};
use super::{Change, Changed};
use crate::model::{Id, Instance, Model};

/// What the subject states less, or more, of itself.
pub(super) fn changes(merged: &Merged) -> Vec<Change> {
    let Merged { model, entities, .. } = merged;
    let holder = Holder { model, entity: entities.measure };
    let (one, other) = (&model.entities[entities.subject], &model.entities[entities.measure]);
    let mut found = holder.fields(&one.name, Changed::Declared, (&one.fields, one.at), (&other.fields, other.at));
    for (_, there) in model.roles.iter().filter(|(_, it)| it.entity == entities.measure) {
        let here = model.roles.iter().map(|(_, it)| it);
        let here = here.filter(|it| it.entity == entities.subject).find(|it| it.name == there.name);
        let Some(here) = here else { continue };
        found.extend(holder.fields(&here.name, Changed::Declared, (&here.fields, here.at), (&there.fields, there.at)));
        if here.external != there.external {
            found.push(Difference {
                what: Changed::Declared,
                relation: if here.external { Relation::Stronger } else { Relation::Weaker },
                message: format!(
                    "`{}` stands {} the organisation, and in the measure {} it",
                    here.name,
                    if here.external { "outside of" } else { "inside" },
                    if here.external { "inside" } else { "outside of" },
                ),
                places: Both { subject: Some(here.at), measure: Some(there.at) },
                values: Both::default(),
            });
        }
    }
    for (here, there) in &merged.registered {
        found.extend(registered(&holder, model, *here, there));
    }
    found.into_iter().map(|it| change(it, None, None)).collect()
}

fn registered(holder: &Holder<'_>, model: &Model, here: Id<Instance>, there: &Option<Id<Instance>>) -> Vec<Difference> {
    let Some(there) = there else { return Vec::new() };
    let (one, other) = (&model.instances[here], &model.instances[*there]);
    holder.fields(&one.name, Changed::Declared, (&one.fields, one.at), (&other.fields, other.at))
}

/// A difference, told of a procedure and a step where it has them.
pub(super) fn change(it: Difference, procedure: Option<Both<String>>, step: Option<Both<String>>) -> Change {
    let some = |it: Option<Both<String>>| match it {
        Some(it) => Both { subject: Some(it.subject), measure: Some(it.measure) },
        None => Both::default(),
    };
    Change {
        relation: it.relation,
        what: it.what,
        message: it.message,
        procedure: some(procedure),
        step: some(step),
        places: it.places,
        values: it.values,
        case: None,
    }
}
