//! Registered uses with what is known of them, records, waivers.

use super::Maker;
use crate::world::{Fact, Record, Use, Value, Waiver};

impl Maker<'_> {
    pub(super) fn register(&mut self) {
        if self.profile.register {
            for _ in 0..self.random.within(1, 2) {
                let registered = self.registered();
                self.world.uses.push(registered);
            }
        }
        if !self.profile.triggers && self.random.chance(25) {
            let waiver = self.waiver();
            self.world.waivers.push(waiver);
        }
    }

    fn registered(&mut self) -> Use {
        let topics = self.world.topics.len();
        let mut facts = Vec::new();
        for fact in 0..self.world.facts.len() {
            let value = match self.world.facts[fact] {
                Fact::YesNo => Value::YesNo(self.random.chance(50)),
                Fact::OneTopic => Value::Term(self.random.below(topics)),
                Fact::SomeTopics => Value::List(self.random.some(topics, 0, 3)),
                Fact::Scale => Value::Term(self.random.below(3)),
                Fact::Number => Value::Number(self.random.below(10)),
            };
            facts.push(self.random.chance(65).then_some(value));
        }
        let levels = self.world.class.as_ref().map_or(0, |it| it.levels);
        let class = (levels > 0 && self.random.chance(20)).then(|| self.random.below(levels));
        let changed = self.random.chance(25).then(|| *self.random.pick(&[5, 25, 60]));
        Use { facts, class, changed, records: self.records() }
    }

    fn records(&mut self) -> Vec<Record> {
        let mut records: Vec<Record> = Vec::new();
        for _ in 0..self.random.below(3) {
            let ago = *self.random.pick(&[2, 5, 12, 30, 100]);
            let action = self.random.within(1, self.world.actions.len() - 1);
            let by = self.random.chance(80).then(|| self.random.below(self.world.roles.len()));
            if records.iter().all(|it| it.ago != ago) {
                records.push(Record { action, ago, by, fields: self.fields() });
            }
        }
        records
    }

    fn waiver(&mut self) -> Waiver {
        let uses = self.world.uses.len();
        Waiver {
            requirement: self.random.below(self.world.requirements.len()),
            of: (uses > 0 && self.random.chance(50)).then(|| self.random.below(uses)),
            when: self.random.chance(60).then(|| self.cond()),
            until: self.random.chance(90).then(|| *self.random.pick(&[-30, -1, 0, 1, 200, 200])),
            by: self.random.chance(92).then(|| self.random.below(self.world.roles.len())),
            reason: self.random.chance(92),
        }
    }
}
