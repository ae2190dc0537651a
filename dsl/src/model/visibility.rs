//! Who sees what: an entity the words of the guidance it follows, guidance the words of what it builds on.

use std::collections::BTreeSet;

use super::{Classification, Entity, Field, Guidance, Id, Model, Owner, Requirement, Subject};

impl Model {
    /// Whose words an owner may use: its own first, then those of the guidance it follows or tailors, and so on.
    pub(crate) fn visible(&self, owner: Owner) -> Vec<Owner> {
        let mut order = vec![owner];
        let mut seen = BTreeSet::from([owner]);
        let mut next = 0;
        while let Some(&current) = order.get(next) {
            for guidance in self.builds_on(current) {
                if seen.insert(Owner::Guidance(guidance)) {
                    order.push(Owner::Guidance(guidance));
                }
            }
            next += 1;
        }
        order
    }

    fn builds_on(&self, owner: Owner) -> Vec<Id<Guidance>> {
        match owner {
            Owner::Entity(entity) => {
                [self.entities[entity].follows.as_slice(), &self.entities[entity].held_to].concat()
            }
            Owner::Guidance(guidance) => {
                let guidance = &self.guidances[guidance];
                guidance.tailors.into_iter().chain(guidance.follows.iter().copied()).collect()
            }
        }
    }

    /// Holds an entity to a guidance, both by name, besides what it follows.
    pub(crate) fn hold_to(&mut self, entity: &str, guidance: &str) {
        let guidance = self.guidances.iter().find(|(_, it)| it.name == guidance).map(|(id, _)| id);
        let entity = self.entities.iter().find(|(_, it)| it.name == entity).map(|(id, _)| id);
        if let (Some(entity), Some(guidance)) = (entity, guidance) {
            self.entities[entity].held_to.push(guidance);
        }
    }

    /// The guidance whose requirements an entity is held to: a profile stands in for its base.
    pub(crate) fn guidance_of(&self, entity: Id<Entity>) -> Vec<Id<Guidance>> {
        let follows = &self.entities[entity].follows;
        let mut replaced = BTreeSet::new();
        for &guidance in follows {
            let mut base = self.guidances[guidance].tailors;
            while let Some(current) = base {
                base = if replaced.insert(current) { self.guidances[current].tailors } else { None };
            }
        }
        let mut seen = BTreeSet::new();
        let held_to = &self.entities[entity].held_to;
        let followed = follows.iter().copied().filter(|it| !replaced.contains(it));
        followed.chain(held_to.iter().copied()).filter(|it| seen.insert(*it)).collect()
    }

    /// What an entity is held to: the requirements of the guidance it follows, then its own.
    pub(crate) fn requirements_of(&self, entity: Id<Entity>) -> Vec<Id<Requirement>> {
        let guidance = self.guidance_of(entity).into_iter().map(Owner::Guidance);
        let owners: Vec<Owner> = guidance.chain([Owner::Entity(entity)]).collect();
        let mut found: Vec<_> = self
            .requirements
            .iter()
            .filter_map(|(id, it)| Some((owners.iter().position(|&owner| owner == it.owner)?, id)))
            .collect();
        found.sort();
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// The decision tables that an owner's rules may speak of.
    pub(crate) fn classifications_for(&self, owner: Owner) -> Vec<Id<Classification>> {
        let owners: BTreeSet<Owner> = self.visible(owner).into_iter().collect();
        let seen = self.classifications.iter().filter(|(_, it)| owners.contains(&it.owner));
        seen.map(|(id, _)| id).collect()
    }

    /// `guidance/name`; for what an entity asks of itself `entity/name`, or only the name where no entity is declared.
    pub(crate) fn requirement_name(&self, id: Id<Requirement>) -> String {
        let requirement = &self.requirements[id];
        match self.owner_name(requirement.owner) {
            "" => requirement.name.clone(),
            owner => format!("{owner}/{}", requirement.name),
        }
    }

    /// The name of a guidance or an entity; empty for the entity that no file declares.
    pub(crate) fn owner_name(&self, owner: Owner) -> &str {
        match owner {
            Owner::Guidance(id) => &self.guidances[id].name,
            Owner::Entity(id) => &self.entities[id].name,
        }
    }

    /// The fields of a subject that an owner sees: its facts.
    pub(crate) fn subject_fields(&self, subject: Id<Subject>, owner: Owner) -> Vec<Id<Field>> {
        let owners: BTreeSet<Owner> = self.visible(owner).into_iter().collect();
        let fields = self.subjects[subject].fields.iter().copied();
        fields.filter(|&it| owners.contains(&self.fields[it].owner)).collect()
    }

    /// The subject with this name: `use`, but also `entity`, `role` and `procedure` where guidance gives them fields.
    pub(crate) fn subject_named(&self, name: &str) -> Option<Id<Subject>> {
        self.subjects.iter().find(|(_, it)| it.name == name).map(|(id, _)| id)
    }
}
