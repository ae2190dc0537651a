//! What each step is good for: which requirements it keeps, and what would be lost without it.
//!
//! Takes an answer; takes each step out of account and decides again whatever could hang on it. Nothing is guessed: what
//! is said to be lost was decided to be, and what is said to be shared was decided with all others out of account.

mod reach; // whom what is done reaches, stage by stage
#[cfg(test)]
mod tests;
mod without; // what is lost without a step

pub use reach::{Reach, ReachRow, ReachStep};

use crate::Analysis;
use crate::diagnostic::Verdict;
use crate::lint;
use crate::source::Place;

/// What the steps of one organisation are good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// Its name; empty where no file says.
    pub entity: String,
    pub title: Option<String>,
    /// In the order of the texts.
    pub steps: Vec<StepKeeps>,
    /// For each registered subject, whom what is done for it reaches at which stage.
    pub reach: Vec<Reach>,
}

/// What one step is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepKeeps {
    pub procedure: String,
    pub name: String,
    pub title: Option<String>,
    pub at: Place,
    /// What would be lost without it.
    pub loses: Vec<Loss>,
    /// What it would keep if no other step did, and others do.
    pub shares: Vec<Share>,
    /// What it is for, and is not kept all the same.
    pub tries: Vec<Named>,
}

impl StepKeeps {
    /// Whether it keeps nothing, neither alone nor with others.
    #[must_use]
    pub fn keeps_nothing(&self) -> bool {
        self.loses.is_empty() && self.shares.is_empty()
    }
}

/// A requirement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// `un-hrdd/assess-before-commitment`.
    pub requirement: String,
    pub title: Option<String>,
}

/// What would be lost of a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub of: Named,
    /// For whom: `any use`, or registered subjects.
    pub subjects: Vec<String>,
    /// How it stands, and how it would stand without the step.
    pub with: Verdict,
    pub without: Verdict,
}

/// A requirement that several steps keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub of: Named,
    /// The other steps that could, by name.
    pub others: Vec<String>,
}

impl Analysis {
    /// What every step is good for, organisation by organisation. `tell` is told how many steps are done, of how many.
    #[must_use]
    pub fn keepings(&self, tell: &dyn Fn(usize, usize)) -> Vec<Keeping> {
        let model = &self.read.model;
        let steps = without::steps(self);
        let all = steps.values().map(Vec::len).sum();
        let mut done = 0;
        let mut found = Vec::new();
        for (entity, steps) in steps {
            let mut trial = without::Trial::new(self, entity);
            let kept = steps.into_iter().map(|(procedure, step)| {
                tell(done, all);
                done += 1;
                trial.step(procedure, step)
            });
            let it = &model.entities[entity];
            found.push(Keeping {
                entity: it.name.clone(),
                title: it.title.clone(),
                steps: kept.collect(),
                reach: reach::reach(self, entity),
            });
        }
        found
    }

    /// What the caller's requirements come to beside one another: those that add nothing, and those that contradict.
    #[must_use]
    pub fn rules_beside_one_another(&self) -> Vec<String> {
        let about = self.diagnostics.iter().filter(|it| lint::is_about_rules(&it.code.id));
        about.map(|it| it.message.clone()).collect()
    }
}
