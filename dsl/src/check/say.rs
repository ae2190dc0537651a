//! Verdicts in the reader's words.

mod clause;

pub(crate) use clause::event_words;
use clause::{asks_words, clause_words, fork_words, list};

use super::decide::{About, Decision, Shown};
use super::study::{Asks, Question, Study};
use super::witness::Happened;
use crate::diagnostic::{Diagnostic, Finding, Severity, Stop, Verdict, Witness};
use crate::facts::Era;
use crate::graph::{Fork, Kind, Way};
use crate::model::{Level, Operand};
use crate::source::Place;

/// A clause and everything decided about it, with what is needed to speak of it.
pub(super) struct Report<'r, 's, 'm> {
    pub(super) study: &'s mut Study<'m>,
    pub(super) question: &'r Question<'m>,
}

impl Report<'_, '_, '_> {
    /// What was decided, as plain data.
    pub(super) fn finding(&mut self, decision: &Decision) -> Finding {
        let model = self.study.model;
        let requirement = &model.requirements[self.question.requirement];
        Finding {
            requirement: model.requirement_name(self.question.requirement),
            level: decision.level.word().to_owned(),
            stage: requirement.stage.clone(),
            entity: model.entities[self.study.entity].name.clone(),
            subject: self.subject_words(decision.about),
            also: Vec::new(),
            verdict: decision.verdict,
            witness: decision.shown.as_ref().and_then(|shown| self.witness(shown)),
        }
    }

    fn subject_words(&self, about: About) -> String {
        let model = self.study.model;
        match (about, self.question.subject) {
            (About::Registered(instance), _) => model.instances[instance].name.clone(),
            (About::Any, Some(subject)) => format!("any {}", model.subjects[subject].name),
            (About::Any, None) => "any".to_owned(),
        }
    }

    fn witness(&mut self, shown: &Shown) -> Option<Witness> {
        let run = shown.run.as_ref()?;
        let stops = run.happened().iter().filter_map(|it| self.stop(shown.life, it));
        Some(Witness { facts: shown.facts.clone(), run: stops.collect() })
    }

    /// The names of what a fork asks about.
    fn asks(&self, fork: &Fork) -> Vec<String> {
        let model = self.study.model;
        let name = |asked: &Operand| match asked {
            Operand::Fact(field) => model.fields[*field].name.clone(),
            Operand::Class(class) => model.classifications[*class].name.clone(),
            Operand::Decision(step) => model.steps[*step].name.clone(),
        };
        fork.asks.iter().map(name).collect()
    }

    /// The fork that a run comes to, if it is one.
    fn fork(&self, life: usize, happened: &Happened) -> Option<&Fork> {
        match happened {
            Happened::Stop(node) => self.study.lives.get(life)?.graph.fork(*node),
            _ => None,
        }
    }

    /// A stop as it stands in a sentence.
    fn stop_words(&self, life: usize, happened: &Happened) -> Option<String> {
        let stop = self.stop(life, happened)?;
        Some(match self.fork(life, happened) {
            Some(fork) => fork_words(&self.asks(fork)),
            None => format!("`{}`", stop.step),
        })
    }

    fn stop(&self, life: usize, happened: &Happened) -> Option<Stop> {
        let graph = &self.study.lives.get(life)?.graph;
        let model = self.study.model;
        match happened {
            Happened::Stop(node) => {
                if let Some(fork) = graph.fork(*node) {
                    return Some(Stop { step: asks_words(&self.asks(fork)), at: fork.at });
                }
                let node = graph.node(*node);
                let Kind::Stop { step, outcome } = &node.kind else {
                    return None;
                };
                let step = &model.steps[*step];
                let name =
                    outcome.as_ref().map_or_else(|| step.name.clone(), |outcome| format!("{}: {outcome}", step.name));
                Some(Stop { step: name, at: node.at.unwrap_or(step.at) })
            }
            Happened::Fired { block, .. } => {
                let block = graph.blocks.get(*block)?;
                let names: Vec<&str> = block.triggers.iter().map(|&it| model.terms[it].name.as_str()).collect();
                Some(Stop { step: format!("on {}", names.join(" or ")), at: block.at })
            }
            Happened::Left(_) | Happened::Jumped(_) | Happened::Ended => None,
        }
    }

    /// What to tell about a clause that is not kept. `also` are registered subjects with the same verdict.
    pub(super) fn diagnostic(&mut self, decision: &Decision, also: Vec<String>, remarks: &[String]) -> Diagnostic {
        let model = self.study.model;
        let requirement = &model.requirements[self.question.requirement];
        let mut finding = self.finding(decision);
        finding.also.clone_from(&also);
        let name = finding.requirement.clone();
        let mut diagnostic = Diagnostic::new(
            &name,
            &name,
            severity(decision.level, decision.verdict),
            self.place(decision),
            self.message(decision),
        );
        if let Some(shown) = &decision.shown {
            self.tell_run(shown, &mut diagnostic);
        }
        if decision.reasons.len() > MOST_REASONS {
            let rest = decision.reasons.get(MOST_REASONS..).unwrap_or_default();
            diagnostic.notes.push(format!("besides, {}", list(rest, "and")));
        }
        if !also.is_empty() {
            diagnostic.notes.push(format!("the same holds for {}", list(&also, "and")));
        }
        diagnostic.notes.extend(remarks.iter().cloned());
        if !requirement.cases.is_empty() {
            diagnostic.notes.push(format!("how strict it is: {}", requirement.level_words()));
        }
        if let Asks::Judge(question) = &self.question.asks {
            diagnostic.notes.push(format!("the question: {question}"));
        }
        diagnostic.why.clone_from(&requirement.because);
        diagnostic.sources.clone_from(&requirement.sources);
        diagnostic.help = self.help(decision);
        diagnostic.notes.extend(requirement.notes.iter().chain(&requirement.defaults).cloned());
        diagnostic.finding = Some(finding);
        diagnostic
    }

    /// The last stop of the run; without one, the thing, the procedure or the entity it is about.
    fn place(&self, decision: &Decision) -> Place {
        let model = self.study.model;
        if let Some(thing) = decision.things.first() {
            return thing.at;
        }
        let shown = decision.shown.as_ref();
        let last = shown.and_then(|shown| {
            let ended = shown.run.as_ref().is_none_or(|run| run.happened().last() == Some(&Happened::Ended));
            if ended {
                // Nothing stands where something is missing: the place is where it was asked for.
                return shown.origin.as_ref().and_then(|it| self.stop(shown.life, it));
            }
            let mut stops = shown.run.iter().flat_map(|run| run.happened()).filter_map(|it| self.stop(shown.life, it));
            stops.next_back()
        });
        if let Some(stop) = last {
            return stop.at;
        }
        let procedure =
            shown.and_then(|it| self.study.lives.get(it.life)).and_then(|it| it.life.procedures.first().copied());
        let entity = &model.entities[self.study.entity];
        let first = || model.procedures.iter().find(|(_, it)| it.entity == self.study.entity).map(|(id, _)| id);
        match (decision.about, procedure) {
            (_, Some(procedure)) => model.procedures[procedure].at,
            (About::Registered(instance), None) => model.instances[instance].at,
            (About::Any, None) if entity.implied => first().map_or(entity.at, |it| model.procedures[it].at),
            (About::Any, None) => entity.at,
        }
    }

    fn tell_run(&mut self, shown: &Shown, diagnostic: &mut Diagnostic) {
        if !shown.facts.is_empty() {
            diagnostic.notes.push(format!("facts: {}", facts_words(&shown.facts)));
        }
        let Some(run) = &shown.run else { return };
        for happened in run.happened() {
            if let Some(stop) = self.stop(shown.life, happened) {
                let is_fork = self.fork(shown.life, happened).is_some();
                let text = if is_fork { stop.step } else { format!("`{}`", stop.step) };
                diagnostic.labels.push(crate::diagnostic::Label { at: stop.at, text });
            }
            self.tell_way(shown.life, happened, diagnostic);
        }
        if run.happened().last() == Some(&Happened::Ended) {
            diagnostic.notes.push("this run goes on to its end".to_owned());
        }
    }

    fn tell_way(&mut self, life: usize, happened: &Happened, diagnostic: &mut Diagnostic) {
        let Some(graph) = self.study.lives.get(life).map(|it| &it.graph) else {
            return;
        };
        let model = self.study.model;
        match happened {
            Happened::Left(node) => {
                let node = graph.node(*node);
                // The other way on from where an optional step is left out is the step.
                let step = node.edges.iter().find_map(|edge| match graph.node(edge.to).kind {
                    Kind::Stop { step, .. } if edge.way == Way::Onward => Some(&model.steps[step]),
                    _ => None,
                });
                if let (Some(at), Some(step)) = (node.at, step) {
                    let text = format!("`{}` is optional, and left out", step.name);
                    diagnostic.labels.push(crate::diagnostic::Label { at, text });
                }
            }
            Happened::Jumped(node) => {
                if let Some(at) = graph.node(*node).at {
                    diagnostic.labels.push(crate::diagnostic::Label { at, text: "the run jumps from here".to_owned() });
                }
            }
            Happened::Fired { case: Some(case), .. } => {
                let case = case.clone();
                let facts = self.study.facts.striking(&case, Era::Anew);
                if !facts.is_empty() {
                    diagnostic.notes.push(format!("after the trigger the facts are: {}", facts_words(&facts)));
                }
            }
            Happened::Fired { case: None, .. } | Happened::Stop(_) | Happened::Ended => {}
        }
    }

    fn message(&self, decision: &Decision) -> String {
        let model = self.study.model;
        let requirement = &model.requirements[self.question.requirement];
        let title = requirement.title.clone().unwrap_or_else(|| requirement.name.replace('-', " "));
        let part = self.question.clause.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
        let what = self.what(decision);
        let subject = match decision.about {
            About::Registered(_) if !decision.things.is_empty() => String::new(),
            About::Registered(instance) => format!("for `{}`, ", model.instances[instance].name),
            About::Any => String::new(),
        };
        let told = match decision.verdict {
            Verdict::Unknown if decision.reasons.is_empty() => {
                format!("{subject}it cannot be told whether this is kept ({what})")
            }
            Verdict::Unknown => {
                let because = bounded(&decision.reasons);
                format!("{subject}it cannot be told whether this is kept, because {because}")
            }
            Verdict::Undecided => format!("{subject}this could not be decided: {}", bounded(&decision.reasons)),
            Verdict::KeptIfOptional => format!("{subject}{what} when optional steps are left out"),
            Verdict::ToBeJudged => format!("{subject}a person has to judge this, and nobody has"),
            _ => format!("{subject}{what}"),
        };
        format!("{}{part}: {told}", lower_first(&title))
    }

    /// What goes wrong, as a clause.
    fn what(&self, decision: &Decision) -> String {
        let model = self.study.model;
        if let Some(trigger) = &decision.unanswered {
            return format!("no procedure answers `{trigger}`");
        }
        let last = decision.shown.as_ref().and_then(|shown| {
            let mut stops =
                shown.run.iter().flat_map(|run| run.happened()).filter_map(|it| self.stop_words(shown.life, it));
            stops.next_back()
        });
        let last = last.unwrap_or_else(|| "what is recorded".to_owned());
        let origin = decision.shown.as_ref().and_then(|it| self.stop_words(it.life, it.origin.as_ref()?));
        clause_words(model, self.question.clause, &last, origin, decision)
    }

    fn help(&self, decision: &Decision) -> Option<String> {
        let model = self.study.model;
        let requirement = &model.requirements[self.question.requirement];
        if decision.verdict == Verdict::ToBeJudged {
            let of = match decision.about {
                About::Registered(instance) => format!(" of {}", model.instances[instance].name),
                About::Any => String::new(),
            };
            let name = &requirement.name;
            return Some(format!(
                "let somebody answer, and record it: judgement {name}-judged: {name}{of} by ROLE on DATE {{ answer: yes  reason: \"…\" }}"
            ));
        }
        if let Some(fixed) = self.fixed_by(decision) {
            return Some(format!("this step is fixed by {fixed}: the entity cannot change it, so raise it there"));
        }
        let suggested = requirement.suggest.as_ref().map(|it| format!("put in, where it comes in time:\n{it}"));
        let doubt = (decision.verdict == Verdict::Unknown)
            .then(|| "say what is not said; until then it counts as broken".to_owned());
        let optional =
            (decision.verdict == Verdict::KeptIfOptional).then(|| "take the word `optional` away".to_owned());
        optional.or(doubt).or(suggested)
    }

    /// Who fixed the last step of the run, if somebody above the entity did.
    fn fixed_by(&self, decision: &Decision) -> Option<String> {
        let shown = decision.shown.as_ref()?;
        let graph = &self.study.lives.get(shown.life)?.graph;
        let last = shown.run.as_ref()?.stops().last()?;
        match &graph.node(last).kind {
            Kind::Stop { step, .. } => self.study.model.steps[*step].fixed_by.clone(),
            _ => None,
        }
    }
}

fn severity(level: Level, verdict: Verdict) -> Severity {
    let worst = match level {
        Level::Must => Severity::Error,
        Level::Should => Severity::Warning,
        Level::May => Severity::Info,
    };
    // What a person has to judge is not broken: it is asked for.
    if verdict == Verdict::ToBeJudged { worst.min(Severity::Warning) } else { worst }
}

fn facts_words(facts: &[(String, Vec<String>)]) -> String {
    let each = facts.iter().map(|(field, values)| format!("{field}: {}", values.join(", ")));
    each.collect::<Vec<_>>().join("; ")
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        // An abbreviation stays as it is.
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// So many reasons are named in one sentence; the others stand in a note.
const MOST_REASONS: usize = 3;

/// The first few reasons, and how many there are besides.
fn bounded(reasons: &[String]) -> String {
    match reasons.split_at_checked(MOST_REASONS) {
        Some((first, rest)) if !rest.is_empty() => format!("{}, and {} more", first.join(", "), rest.len()),
        _ => list(reasons, "and"),
    }
}
