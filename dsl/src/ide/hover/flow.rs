//! Procedures, their steps, and what a decision may choose.

use super::Card;
use super::actor::{role_words, stated_words};
use super::rule::requirement_words;
use super::words::{bounded, meaning, term_words};
use crate::Analysis;
use crate::facts::duration_words;
use crate::ide::prose::{code, count, listed};
use crate::model::{Actors, Id, Procedure, Statement, Step, Thing, each_statement};
use crate::source::Place;

impl Analysis {
    pub(super) fn procedure_card(&self, id: Id<Procedure>) -> Card {
        let model = &self.read.model;
        let it = &model.procedures[id];
        let about = match &it.subject {
            None => "run by others only".to_owned(),
            Some(of) => match of.only {
                Some(one) => format!("for {}", code(&model.instances[one].name)),
                None => format!("for any {}", code(&model.subjects[of.subject].name)),
            },
        };
        let steps = model.steps.iter().filter(|(_, step)| step.procedure == id).count();
        let after = listed(it.after.iter().map(|&it| code(&model.procedures[it].name)));
        let runs = listed(self.run_by(id).into_iter().map(|it| code(&model.procedures[it].name)));
        let run_by = model.procedures.ids().filter(|&other| self.run_by(other).contains(&id));
        let run_by = listed(run_by.map(|it| code(&model.procedures[it].name)));
        Card::titled(it.title.as_deref(), &it.name, &format!("a procedure {about} · {}", count(steps, "step")))
            .doc(it.doc.as_deref())
            .labelled("Starts after", &after)
            .labelled("Runs", &runs)
            .labelled("Is run by", &run_by)
            .labelled("Broken here", &self.broken_in(id))
            .part(stated_words(model, &it.fields))
    }

    /// The requirements that a run through a procedure breaks.
    fn broken_in(&self, id: Id<Procedure>) -> String {
        let mut names: Vec<String> = Vec::new();
        for number in self.broken_runs(id) {
            let name = self.diagnostics.get(number).and_then(|it| it.finding.as_ref()).map(|it| code(&it.requirement));
            names.extend(name.filter(|it| !names.contains(it)));
        }
        listed(names)
    }

    pub(super) fn step_card(&self, id: Id<Step>) -> Card {
        let model = &self.read.model;
        let it = &model.steps[id];
        let decides = self.decides(id);
        let kind = if decides { "a decision" } else { "a step" };
        let optional = if it.optional { " · may be left out" } else { "" };
        let of = code(&model.procedures[it.procedure].name);
        let action = it.action.map(|it| meaning(model, it)).unwrap_or_default();
        let within = it.within.map(|it| code(&duration_words(it))).unwrap_or_default();
        let serves = self.read.serving().of_step(id).iter().map(|&it| requirement_words(model, it));
        let serves: Vec<String> = serves.collect();
        let heading = match serves.len() {
            1 => "Serves 1 requirement".to_owned(),
            number => format!("Serves {number} requirements"),
        };
        Card::titled(it.title.as_deref(), &it.name, &format!("{kind} of {of}{optional}"))
            .doc(it.doc.as_deref())
            .labelled("Action", &action)
            .labelled("Who", &self.actor_words(&it.actors))
            .labelled("Within", &within)
            .labelled("May choose", &listed(self.outcomes_of(id).into_iter().map(|it| code(&it))))
            .labelled("Only changed by", &it.fixed_by.as_deref().map(code).unwrap_or_default())
            .part(stated_words(model, &it.fields))
            .list(&heading, bounded(serves))
    }

    fn actor_words(&self, actors: &Actors) -> String {
        let model = &self.read.model;
        let any = |roles: &[Id<crate::model::Role>]| {
            roles.iter().take(6).map(|&it| role_words(model, it)).collect::<Vec<_>>().join(" or ")
        };
        match actors {
            Actors::Unstated => "nobody is named".to_owned(),
            Actors::Roles(roles) => any(roles),
            Actors::Cases { cases, otherwise } => {
                let mut parts: Vec<String> =
                    cases.iter().take(6).map(|(_, roles)| format!("{} in some cases", any(roles))).collect();
                parts.extend((!otherwise.is_empty()).then(|| format!("{} otherwise", any(otherwise))));
                parts.join(", ")
            }
        }
    }

    pub(super) fn outcome_card(&self, number: usize, name: Place) -> Card {
        let model = &self.read.model;
        let text = self.text_of(name);
        let of = self.read.catalogue().outcome(number);
        let what = match of {
            Some(step) => format!("what {} may choose", code(&model.steps[step].name)),
            None => "what a suggested decision may choose".to_owned(),
        };
        let terms = self.mentions_at(name).iter().flat_map(|it| self.read.catalogue().at(it.declared));
        let terms: Vec<String> = terms
            .filter_map(|it| if let Thing::Term(id) = it.thing { Some(term_words(model, id)) } else { None })
            .collect();
        let others = of.map(|it| self.outcomes_of(it)).unwrap_or_default().into_iter().filter(|it| it != text);
        Card::titled(None, text, &what)
            .labelled("Word", &listed(terms))
            .labelled("Or else", &listed(others.map(|it| code(&it))))
    }

    /// Whether a step has outcomes.
    pub(in crate::ide) fn decides(&self, id: Id<Step>) -> bool {
        !self.outcomes_of(id).is_empty()
    }

    /// What a decision may choose, in the order of the text.
    pub(super) fn outcomes_of(&self, id: Id<Step>) -> Vec<String> {
        let step = &self.read.model.steps[id];
        let within = self.read.catalogue().in_file(step.whole.file);
        let from = within.partition_point(|it| it.name.span.start < step.whole.span.start);
        let until = within.partition_point(|it| it.name.span.start < step.whole.span.end);
        let inside = within.get(from..until).unwrap_or(&[]).iter();
        let own =
            inside.filter(|it| matches!(it.thing, Thing::Outcome(n) if self.read.catalogue().outcome(n) == Some(id)));
        own.map(|it| self.text_of(it.name).to_owned()).collect()
    }

    /// The procedures that a procedure runs, each once.
    pub(super) fn run_by(&self, id: Id<Procedure>) -> Vec<Id<Procedure>> {
        let mut found: Vec<Id<Procedure>> = Vec::new();
        each_statement(&self.read.model.procedures[id].body, &mut |it| {
            if let Statement::Run(runs) = it
                && !found.contains(&runs.procedure)
            {
                found.push(runs.procedure);
            }
        });
        found
    }
}
