//! What lints look at besides the registry: for telling whether what they found still holds.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::{Cx, no_guidance};
use crate::model::{Entity, Id, Model, Owner, Print, Prints};

impl Cx<'_> {
    /// Adds what the lints about one entity look at.
    pub(crate) fn looks_at<H: Hasher>(&self, entity: Id<Entity>, sum: &mut H) {
        let model: &Model = self.model;
        let here = &model.entities[entity];
        no_guidance::is_named(self, here.at).hash(sum);
        (self.is_own(here.at), self.is_mistaken(here.at)).hash(sum);
        if self.mistakes.is_empty() {
            return;
        }
        // Only what is mistaken counts: that there is a mistake elsewhere changes nothing here.
        let instances = model.instances.iter().filter(|(_, it)| it.entity == entity);
        for (number, _) in instances.enumerate().filter(|(_, (_, it))| self.is_mistaken(it.at)) {
            ("instance", number).hash(sum);
        }
        let waivers = model.waivers.iter().filter(|(_, it)| it.entity == entity);
        for (number, _) in waivers.enumerate().filter(|(_, (_, it))| self.is_mistaken(it.at)) {
            ("waiver", number).hash(sum);
        }
        let steps = model.steps.iter().filter(|(_, it)| model.procedures[it.procedure].entity == entity);
        for (number, _) in steps.enumerate().filter(|(_, (_, it))| self.has_mistake(it.whole)) {
            ("step", number).hash(sum);
        }
    }

    /// The print of what is held against each other.
    pub(crate) fn rules_print(&self, prints: &Prints) -> Print {
        let mut sum = DefaultHasher::new();
        let mut print = prints.guidance.clone();
        print.sum.hash(&mut sum);
        for (entity, of) in self.model.entities.ids().zip(&prints.entities) {
            if self.model.requirements.iter().any(|(_, it)| it.owner == Owner::Entity(entity)) {
                of.sum.hash(&mut sum);
                print.places.extend_from_slice(&of.places);
            }
        }
        for (_, it) in self.model.requirements.iter() {
            (self.is_own(it.at), self.is_mistaken(it.at)).hash(&mut sum);
        }
        print.sum = sum.finish();
        print
    }
}
