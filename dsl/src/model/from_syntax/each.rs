//! `each … must have`: demands on every event, thing, role or procedure.

use super::super::{Demand, Id, Pattern, Subject, What};
use super::event::Definitions;
use super::field::Carrier;
use super::lookup::Want;
use super::names::Kind;
use super::problem::{WRONG_KIND, problem};
use super::{Resolver, Standpoint};
use crate::syntax::ast;

/// What `each … must have` is about.
enum Each {
    Event,
    Subject(Id<Subject>),
    Role,
    Procedure,
    Waiver,
}

impl Resolver<'_> {
    pub(super) fn each(
        &mut self,
        from: Standpoint<'_>,
        event: &ast::Event,
        must: &[ast::Demand],
        definitions: &Definitions,
    ) -> Pattern {
        match self.each_what(from, event, must) {
            Each::Subject(subject) => {
                let carrier = Carrier::Subject(Some(subject), "");
                Pattern::EachThing { subject, must: self.demands(from, &carrier, must) }
            }
            Each::Role => {
                let carrier = Carrier::Subject(self.kinds.role, "role");
                Pattern::EachRole { must: self.demands(from, &carrier, must) }
            }
            Each::Procedure => {
                let carrier = Carrier::Subject(self.kinds.procedure, "procedure");
                Pattern::EachProcedure { must: self.demands(from, &carrier, must) }
            }
            Each::Waiver => {
                let carrier = Carrier::Subject(self.kinds.waiver, "waiver");
                Pattern::EachWaiver { must: self.demands(from, &carrier, must) }
            }
            Each::Event => self.each_event(from, event, must, definitions),
        }
    }

    fn each_what(&mut self, from: Standpoint<'_>, event: &ast::Event, must: &[ast::Demand]) -> Each {
        let [alternative] = event.alternatives.as_slice() else {
            return Each::Event;
        };
        let ([name], true) = (alternative.name.names.as_slice(), alternative.constraints.is_empty()) else {
            return Each::Event;
        };
        match name.text.as_str() {
            "role" => return Each::Role,
            "procedure" => return Each::Procedure,
            "waiver" => return Each::Waiver,
            "step" => return Each::Event,
            _ => {}
        }
        let events = self.names.seen(from.owner, &name.text, |kind| Want::Event.accepts(self, kind));
        let subject = self.names.seen(from.owner, &name.text, |kind| kind == Kind::Subject).first().copied();
        let records = must.iter().any(|it| matches!(it, ast::Demand::Record { .. }));
        match subject {
            Some(subject) if events.is_empty() || records => {
                self.mention(from.at(name.span), subject.at);
                Each::Subject(Id::new(subject.index))
            }
            _ => Each::Event,
        }
    }

    /// What an event must carry: each alternative is asked for the field that it carries under that name.
    fn each_event(
        &mut self,
        from: Standpoint<'_>,
        event: &ast::Event,
        must: &[ast::Demand],
        definitions: &Definitions,
    ) -> Pattern {
        let written_at = event.span;
        let event = self.event(from, event, definitions);
        let mut written = Vec::new();
        for demand in must {
            match demand {
                ast::Demand::Constraint(constraint) => written.push(constraint.clone()),
                ast::Demand::Record { span, .. } => {
                    let message = "a step has no records of its own";
                    let problem = problem(WRONG_KIND, from.at(*span), message)
                        .help("ask it of the thing, as in `each use must have { record assess }`");
                    self.report(problem);
                }
            }
        }
        if event.alternatives.iter().any(|it| it.what == What::Branch) {
            let problem = problem(WRONG_KIND, from.at(written_at), "a branch has nothing that could be asked of it")
                .help("say what comes before or after it, as in `before branch { on: risk }, require assess`");
            self.report(problem);
            return Pattern::Unreadable;
        }
        let mut must = Vec::new();
        for alternative in &event.alternatives {
            let Some(carrier) = self.carrier(alternative.what) else {
                return Pattern::Unreadable;
            };
            must.push(self.constraints(from, &carrier, &written));
        }
        Pattern::Each { event, must }
    }

    pub(super) fn demands(&mut self, from: Standpoint<'_>, carrier: &Carrier, must: &[ast::Demand]) -> Vec<Demand> {
        let mut demands = Vec::new();
        for demand in must {
            match demand {
                ast::Demand::Constraint(constraint) => {
                    demands.push(Demand::Constraint(self.constraint(from, carrier, constraint)))
                }
                ast::Demand::Record { action, constraints, span } => {
                    let Some(action) = self.find_action(from, action) else {
                        continue;
                    };
                    let carrier = self.term_carrier(action);
                    let constraints = self.constraints(from, &carrier, constraints);
                    demands.push(Demand::Record { action, constraints, at: from.at(*span) });
                }
            }
        }
        demands
    }
}
