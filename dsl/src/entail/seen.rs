//! The registry as it is seen by whoever follows one owner's requirements, whoever that may be.

use crate::model::{Entity, Id, Instance, Model, Owner};
use crate::source::Place;

/// A copy of the registry, seen from one owner as if nothing were stated: what holds there holds for whoever follows.
pub(crate) fn seen_from(model: &Model, owner: Owner) -> (Model, Id<Entity>) {
    let mut model = model.clone();
    let entity = match owner {
        Owner::Entity(id) => {
            model.entities[id].fields.clear();
            model.entities[id].calendar = None;
            id
        }
        Owner::Guidance(guidance) => {
            // Terms that an entity adds may be what nothing declared by the guidance is: they count as its own.
            for id in model.terms.ids().collect::<Vec<_>>() {
                if matches!(model.terms[id].owner, Owner::Entity(_)) {
                    model.terms[id].owner = owner;
                }
            }
            let at = model.guidances[guidance].at;
            let follows = vec![guidance];
            model.entities.add(Entity { follows, ..nobody(at) })
        }
    };
    claim_everything(&mut model, entity);
    (model, entity)
}

fn nobody(at: Place) -> Entity {
    let (follows, fields) = (Vec::new(), Vec::new());
    Entity {
        name: String::new(),
        title: None,
        doc: None,
        follows,
        held_to: Vec::new(),
        fields,
        calendar: None,
        at,
        implied: true,
    }
}

/// Somebody may register a subject and state a level for it that no row of the table gives.
fn claim_everything(model: &mut Model, entity: Id<Entity>) {
    let at = model.entities[entity].at;
    let other = model.entities.add(nobody(at));
    let classed = model.classifications.iter().map(|(_, it)| (it.name.clone(), String::new(), it.at)).collect();
    let Some(subject) = model.subjects.ids().next() else { return };
    model.instances.add(Instance {
        name: String::new(),
        title: None,
        doc: None,
        subject,
        entity: other,
        fields: Vec::new(),
        classed,
        changed: None,
        at,
    });
}
