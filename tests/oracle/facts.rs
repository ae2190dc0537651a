//! What can be true of a use: every assignment of its facts, tried one by one.

use crate::world::{Class, Compare, Cond, Fact, Terms, Use, Value, World};

/// One complete assignment, with the class that follows from it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scene {
    pub(crate) facts: Vec<Value>,
    pub(crate) class: usize,
}

/// What the decisions of a run chose last: `(step, outcome)`.
pub(crate) type Memory = Vec<(usize, usize)>;

impl World {
    /// Every possible assignment.
    pub(crate) fn scenes(&self) -> Vec<Scene> {
        let open = vec![None; self.facts.len()];
        self.assignments(&open).into_iter().filter(|it| self.possible(it)).collect()
    }

    /// Every completion of what a registered use says.
    pub(crate) fn completions(&self, of: &Use) -> Vec<Scene> {
        let mut all = Vec::new();
        for mut scene in self.assignments(&of.facts) {
            self.add_given(&mut scene, of);
            if !self.possible(&scene) {
                continue;
            }
            // A stated level that is higher than what follows is taken at its word; a lower one is not.
            scene.class = scene.class.max(of.class.unwrap_or(0));
            all.push(scene);
        }
        all
    }

    /// `given … includes t` adds `t` to a list that is stated.
    fn add_given(&self, scene: &mut Scene, of: &Use) {
        for _ in 0..=self.givens.len() {
            for (when, then) in &self.givens {
                let Cond::Includes { fact, any } = then else { continue };
                let lacking = self.all_hold(when, scene) && !self.holds(then, scene, &Memory::new());
                if let (true, [term], true) = (lacking, any.as_slice(), of.facts[*fact].is_some())
                    && let Value::List(list) = &mut scene.facts[*fact]
                {
                    list.push(*term);
                    scene.class = self.classify(&scene.facts);
                }
            }
        }
    }

    fn possible(&self, scene: &Scene) -> bool {
        let none = Memory::new();
        self.givens.iter().all(|(when, then)| !self.all_hold(when, scene) || self.holds(then, scene, &none))
    }

    fn all_hold(&self, conds: &[Cond], scene: &Scene) -> bool {
        conds.iter().all(|it| self.holds(it, scene, &Memory::new()))
    }

    /// All ways to fill what is left open.
    fn assignments(&self, stated: &[Option<Value>]) -> Vec<Scene> {
        let mut all = vec![Vec::new()];
        for (fact, value) in stated.iter().enumerate() {
            let values = value.clone().map_or_else(|| self.values(fact), |it| vec![it]);
            all = all.iter().flat_map(|head| values.iter().map(|it| extended(head, it))).collect();
        }
        all.into_iter().map(|facts| Scene { class: self.classify(&facts), facts }).collect()
    }

    /// Every value of a fact that any condition could tell from the others.
    fn values(&self, fact: usize) -> Vec<Value> {
        match self.facts[fact] {
            Fact::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
            Fact::OneTopic => (0..self.topics.len()).map(Value::Term).collect(),
            Fact::Scale => (0..self.scale).map(Value::Term).collect(),
            Fact::SomeTopics => (0..1_usize << self.topics.len()).map(|bits| Value::List(chosen(bits))).collect(),
            // Conditions compare with 1 to 4 only; halves stand for what lies between, 0 for what lies below.
            Fact::Number => (0..=9).map(Value::Number).collect(),
        }
    }

    /// The most severe row that holds; else `otherwise`. A row cannot ask for the class itself.
    fn classify(&self, facts: &[Value]) -> usize {
        let Some(Class { rows, otherwise, .. }) = &self.class else { return 0 };
        let scene = Scene { facts: facts.to_vec(), class: 0 };
        let holding = rows.iter().filter(|(_, when)| self.holds(when, &scene, &Memory::new()));
        holding.map(|(level, _)| *level).max().unwrap_or(*otherwise)
    }

    /// Whether a condition holds for these facts, after these decisions.
    pub(crate) fn holds(&self, cond: &Cond, scene: &Scene, memory: &Memory) -> bool {
        match cond {
            Cond::And(all) => all.iter().all(|it| self.holds(it, scene, memory)),
            Cond::Or(any) => any.iter().any(|it| self.holds(it, scene, memory)),
            Cond::Not(it) => !self.holds(it, scene, memory),
            Cond::Yes { fact, value } => scene.facts[*fact] == Value::YesNo(*value),
            Cond::Is { fact, any, not } => {
                let terms = Terms { above: vec![Vec::new(); self.scale] };
                let terms = if self.facts[*fact] == Fact::Scale { &terms } else { &self.topics };
                lists_one_of(terms, &scene.facts[*fact], any) != *not
            }
            Cond::Includes { fact, any } => lists_one_of(&self.topics, &scene.facts[*fact], any),
            Cond::Compare { fact, how, with } => compare(*how, &scene.facts[*fact], *with),
            Cond::Class { how: None, level } => scene.class == *level,
            Cond::Class { how: Some(how), level } => how.holds(scene.class as i64, *level as i64),
            Cond::Decided { step, outcome, not } => memory.contains(&(*step, *outcome)) != *not,
        }
    }
}

fn extended(head: &[Value], with: &Value) -> Vec<Value> {
    let mut longer = head.to_vec();
    longer.push(with.clone());
    longer
}

fn chosen(bits: usize) -> Vec<usize> {
    (0..usize::BITS as usize).filter(|bit| bits >> bit & 1 == 1).collect()
}

/// Whether the value, or one in the list, is one of these terms or below it.
fn lists_one_of(terms: &Terms, value: &Value, any: &[usize]) -> bool {
    let is_one = |term: usize| any.iter().any(|&asked| terms.is_a(term, asked));
    match value {
        Value::Term(term) => is_one(*term),
        Value::List(list) => list.iter().any(|&term| is_one(term)),
        Value::YesNo(_) | Value::Number(_) => false,
    }
}

/// Facts that are numbers are counted in halves, so that there is one between any two thresholds.
fn compare(how: Compare, value: &Value, with: usize) -> bool {
    match value {
        Value::Number(halves) => how.holds(*halves as i64, 2 * with as i64),
        Value::Term(level) => how.holds(*level as i64, with as i64),
        Value::YesNo(_) | Value::List(_) => false,
    }
}
