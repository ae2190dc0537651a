//! The list to go by, entries: what the runs of one subject come to, in the order of the text.

use super::task::{self, spoken};
use super::written::Written;
use super::{ChecklistPart, Entry, Outcome};
use crate::Analysis;
use crate::check::Flow;
use crate::facts::duration_words;
use crate::model::{Atom, Condition, Id, Instance, Operand, Procedure, Statement, Step};
use crate::source::Place;

/// Goes through the statements of a procedure.
pub(super) struct Walk<'a> {
    pub(super) analysis: &'a Analysis,
    /// Whose list it is.
    pub(super) of: Id<Instance>,
    /// Where its runs go.
    pub(super) flow: &'a Flow,
    pub(super) written: &'a Written<'a>,
    pub(super) running: Vec<Id<Procedure>>,
    /// The number of the last step.
    pub(super) number: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn part(&mut self, procedure: Id<Procedure>) -> ChecklistPart {
        let it = &self.analysis.read.model.procedures[procedure];
        ChecklistPart {
            name: it.name.clone(),
            title: it.title.clone(),
            when: self.written.condition(it.at),
            is_complete: !self.flow.incomplete,
            entries: self.procedure(procedure),
        }
    }

    fn procedure(&mut self, procedure: Id<Procedure>) -> Vec<Entry> {
        if self.running.contains(&procedure) {
            return Vec::new();
        }
        self.running.push(procedure);
        let model = &self.analysis.read.model;
        let entries = self.statements(&model.procedures[procedure].body, false);
        self.running.pop();
        entries
    }

    fn statements(&mut self, body: &'a [Statement], together: bool) -> Vec<Entry> {
        body.iter().flat_map(|it| self.statement(it, together)).collect()
    }

    fn is_reached(&self, at: Place) -> bool {
        self.flow.reached.contains(&at)
    }

    fn statement(&mut self, statement: &'a Statement, together: bool) -> Vec<Entry> {
        let model = &self.analysis.read.model;
        match statement {
            Statement::Step(step) => self.task(*step, together, false).into_iter().collect(),
            Statement::When { condition, then, otherwise, at } => self.when(condition, then, otherwise, *at, together),
            Statement::Decide { step, outcomes } => {
                let task = self.task(*step, together, true);
                let Some(task) = task else { return Vec::new() };
                let mut all = Vec::new();
                for outcome in outcomes.iter().filter(|it| self.flow.reached.contains(&it.at)) {
                    let when = self.written.condition(outcome.at);
                    let entries = self.statements(&outcome.body, false);
                    all.push(Outcome { name: outcome.name.clone(), when, entries });
                }
                if all.is_empty() { vec![task] } else { vec![task, Entry::Outcomes(all)] }
            }
            Statement::Together { members, at } if self.is_reached(*at) => {
                some(self.statements(members, true), Entry::AnyOrder)
            }
            Statement::Repeat { every, body, at } if self.is_reached(*at) => {
                let every = every.map(duration_words);
                some(self.statements(body, false), |it| Entry::Every(every, it))
            }
            Statement::Run(runs) if self.is_reached(runs.at) => {
                let it = &model.procedures[runs.procedure];
                let title = it.title.clone().unwrap_or_else(|| spoken(&it.name));
                vec![Entry::Run(title, self.procedure(runs.procedure))]
            }
            Statement::GoTo(jump) if self.is_reached(jump.at) => {
                let it = &model.steps[jump.step];
                vec![Entry::GoTo(it.title.clone().unwrap_or_else(|| spoken(&it.name)))]
            }
            Statement::On { triggers, body, at } if self.is_reached(*at) => {
                let name = |it: &Id<_>| task::term_words(model, *it);
                let triggers = triggers.iter().map(name).collect();
                some(self.statements(body, false), |it| Entry::On(triggers, it))
            }
            Statement::End { at } if self.is_reached(*at) => vec![Entry::End],
            Statement::Together { .. }
            | Statement::Repeat { .. }
            | Statement::Run(_)
            | Statement::GoTo(_)
            | Statement::On { .. }
            | Statement::End { .. } => Vec::new(),
        }
    }

    fn task(&mut self, step: Id<Step>, together: bool, is_decision: bool) -> Option<Entry> {
        let at = self.analysis.read.model.steps[step].at;
        if !self.is_reached(at) {
            return None;
        }
        self.number += 1;
        let conditions = self.written.conditions(at);
        let mut task = task::task(self.analysis, self.of, step, &conditions, together);
        (task.number, task.is_decision) = (self.number, is_decision);
        Some(Entry::Task(Box::new(task)))
    }

    /// What the facts settle is no question any more.
    fn when(
        &mut self,
        condition: &Condition,
        then: &'a [Statement],
        otherwise: &'a [Statement],
        at: Place,
        together: bool,
    ) -> Vec<Entry> {
        let [yes, no] = [0, 1].map(|way| self.flow.taken.contains(&(at, way)));
        if yes != no {
            return self.statements(if yes { then } else { otherwise }, together);
        }
        if !yes {
            return Vec::new();
        }
        let (then, otherwise) = (self.statements(then, false), self.statements(otherwise, false));
        if then.is_empty() && otherwise.is_empty() {
            return Vec::new();
        }
        let condition_words = self.written.condition(at).unwrap_or_else(|| "what cannot be read holds".to_owned());
        let mut open = Vec::new();
        self.open(condition, &mut open);
        vec![Entry::If { condition: condition_words, open, then, otherwise }]
    }

    /// The facts that a condition asks about and nobody states.
    fn open(&self, condition: &Condition, found: &mut Vec<String>) {
        let model = &self.analysis.read.model;
        match condition {
            Condition::And(parts) | Condition::Or(parts) => parts.iter().for_each(|it| self.open(it, found)),
            Condition::Not(part) => self.open(part, found),
            Condition::Atom(Atom { operand, .. }) => {
                let name = match operand {
                    Operand::Fact(field) => {
                        let is_stated = model.instances[self.of].fields.iter().any(|it| it.field == *field);
                        (!is_stated).then(|| &model.fields[*field].name)
                    }
                    Operand::Class(class) => Some(&model.classifications[*class].name),
                    Operand::Decision(_) => None,
                };
                found.extend(name.filter(|it| !found.contains(it)).cloned());
            }
            Condition::Unreadable => {}
        }
    }
}

fn some(entries: Vec<Entry>, make: impl FnOnce(Vec<Entry>) -> Entry) -> Vec<Entry> {
    if entries.is_empty() { entries } else { vec![make(entries)] }
}
