//! Makes up small worlds. Nothing in them is an error of the language, and no run in them is caught for ever.

mod body;
mod register;
mod rules;

use crate::atoms;
use crate::flow::Flow;
use crate::random::Random;
use crate::run::Runs;
use crate::verdict::told_apart;
use crate::world::{Class, Compare, Cond, Fact, Field, Role, Stmt, Terms, World};

/// What a world may contain besides the common things.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Profile {
    pub(crate) triggers: bool,
    pub(crate) timed: bool,
    pub(crate) register: bool,
}

impl Profile {
    fn of(random: &mut Random) -> Self {
        let kind = random.below(10);
        Self { triggers: kind == 7 || kind == 8, timed: (5..7).contains(&kind), register: kind < 3 || kind == 5 }
    }
}

/// The world of a seed.
pub(crate) fn world(seed: u64) -> World {
    let mut random = Random::new(seed);
    let profile = Profile::of(&mut random);
    loop {
        let mut maker = Maker { random: &mut random, profile, world: empty(), next_step: 0 };
        maker.words();
        maker.procedures();
        maker.rules();
        maker.register();
        let world = maker.world;
        if comes_to_an_end(&world) {
            return world;
        }
    }
}

fn empty() -> World {
    World {
        topics: Terms::default(),
        scale: 3,
        facts: Vec::new(),
        givens: Vec::new(),
        class: None,
        actions: Terms::default(),
        decide: None,
        fields: Vec::new(),
        triggers: Terms::default(),
        roles: Vec::new(),
        defines: Vec::new(),
        procedures: Vec::new(),
        requirements: Vec::new(),
        uses: Vec::new(),
        waivers: Vec::new(),
    }
}

/// Whether every run, however far it has come, can still reach an end.
pub(crate) fn comes_to_an_end(world: &World) -> bool {
    let mut scenes = Vec::new();
    let all = told_apart(world, &atoms::of(world), world.scenes(), &mut scenes);
    let runs = Runs { world, flow: Flow::of(world), scenes, anew: all.clone() };
    all.iter().all(|&scene| runs.all_end(scene))
}

struct Maker<'a> {
    random: &'a mut Random,
    profile: Profile,
    world: World,
    next_step: usize,
}

impl Maker<'_> {
    /// Vocabularies, facts, roles.
    fn words(&mut self) {
        let topics = self.random.within(2, 4);
        self.world.topics = self.terms(topics, 60);
        let actions = self.random.within(4, 6);
        self.world.actions = self.terms(actions, 100);
        self.world.decide = self.random.chance(70).then_some(actions - 1);
        if self.profile.triggers {
            let triggers = self.random.within(1, 2);
            self.world.triggers = self.terms(triggers, 60);
        }
        let kinds = [Fact::YesNo, Fact::OneTopic, Fact::SomeTopics, Fact::Scale, Fact::Number];
        for at in self.random.some(kinds.len(), 2, if self.profile.triggers { 2 } else { 4 }) {
            self.world.facts.push(kinds[at]);
        }
        let kinds = [Field::YesNo, Field::Level, Field::One, Field::Some, Field::Scope, Field::Number];
        for at in self.random.some(kinds.len(), 1, 2) {
            self.world.fields.push(kinds[at]);
        }
        for _ in 0..self.random.within(1, 3) {
            let independence = self.random.chance(75).then(|| self.random.below(3));
            self.world.roles.push(Role { independence });
        }
        if self.random.chance(25) {
            let given = (vec![self.atom()], self.consequence());
            self.world.givens.push(given);
        }
        if self.random.chance(35) {
            let levels = self.random.within(2, 3);
            let rows =
                (0..self.random.within(1, 2)).map(|_| (self.random.within(1, levels - 1), self.cond())).collect();
            self.world.class = Some(Class { levels, rows, otherwise: 0 });
        }
    }

    fn terms(&mut self, count: usize, percent_above: usize) -> Terms {
        let mut terms = Terms::default();
        for at in 0..count {
            let mut above = Vec::new();
            if at > 0 && self.random.chance(percent_above) {
                // Mostly right below the first, so that the tree is broad.
                above.push(if self.random.chance(60) { 0 } else { self.random.below(at) });
                let second = self.random.below(at);
                if self.random.chance(10) && !above.contains(&second) {
                    above.push(second);
                }
            }
            terms.above.push(above);
        }
        terms
    }

    fn consequence(&mut self) -> Cond {
        match self.world.facts.iter().position(|it| *it == Fact::SomeTopics) {
            Some(fact) => Cond::Includes { fact, any: vec![self.random.below(self.world.topics.len())] },
            None => self.atom(),
        }
    }

    /// A condition on facts, or on the class where there is one.
    fn cond(&mut self) -> Cond {
        match self.random.below(20) {
            0..=1 => Cond::And(vec![self.atom(), self.atom()]),
            2..=3 => Cond::Or(vec![self.atom(), self.atom()]),
            4 => Cond::Not(Box::new(self.atom())),
            5 => Cond::And(vec![self.atom(), Cond::Or(vec![self.atom(), self.atom()])]),
            _ => self.atom(),
        }
    }

    fn atom(&mut self) -> Cond {
        if let Some(class) = &self.world.class
            && self.random.chance(40)
        {
            let (levels, how) = (class.levels, self.compare());
            return Cond::Class { how: self.random.chance(70).then_some(how), level: self.random.below(levels) };
        }
        let fact = self.random.below(self.world.facts.len());
        let not = self.random.chance(20);
        match self.world.facts[fact] {
            Fact::YesNo => Cond::Yes { fact, value: !not },
            Fact::OneTopic => Cond::Is { fact, any: self.random.some(self.world.topics.len(), 1, 2), not },
            Fact::SomeTopics => Cond::Includes { fact, any: self.random.some(self.world.topics.len(), 1, 2) },
            Fact::Scale if self.random.chance(30) => Cond::Is { fact, any: vec![self.random.below(3)], not },
            Fact::Scale => Cond::Compare { fact, how: self.compare(), with: self.random.below(3) },
            Fact::Number => Cond::Compare { fact, how: self.compare(), with: self.random.within(1, 4) },
        }
    }

    fn compare(&mut self) -> Compare {
        *self.random.pick(&[Compare::AtLeast, Compare::AtLeast, Compare::AtMost, Compare::MoreThan, Compare::LessThan])
    }

    /// The actions that steps have, so that requirements mostly speak of something.
    fn actions_taken(&self) -> Vec<usize> {
        let mut taken = Vec::new();
        for procedure in &self.world.procedures {
            taken_in(&procedure.body, &mut taken);
        }
        taken
    }
}

fn taken_in(body: &[Stmt], taken: &mut Vec<usize>) {
    for stmt in body {
        match stmt {
            Stmt::Step(step) => taken.extend(step.action),
            Stmt::When { then, otherwise, .. } => {
                taken_in(then, taken);
                taken_in(otherwise.as_deref().unwrap_or_default(), taken);
            }
            Stmt::Decide { step, outcomes } => {
                taken.extend(step.action);
                outcomes.iter().for_each(|it| taken_in(&it.body, taken));
            }
            Stmt::Together(body) | Stmt::Repeat { body, .. } | Stmt::On { body, .. } => taken_in(body, taken),
            Stmt::Run(_) | Stmt::GoTo(_) | Stmt::End => {}
        }
    }
}
