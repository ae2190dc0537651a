//! Housekeeping: what had better be otherwise, whatever guidance asks.
//!
//! Takes the model, the trees and what was checked for each entity; gives diagnostics. A lint is a constant and a
//! function in a file of its own, with a page beside it that explains it and is its test.
//! Knows no requirement and no field by name, and speaks of the user's own texts only.

mod branch_always_holds;
mod branch_never_holds;
mod circular_run;
mod compared;
mod contradictory_expectation;
mod contradictory_facts;
mod contradictory_requirements;
mod endless_round;
mod false_independence;
mod future_date;
mod idle_requirement;
mod idle_waiver;
mod implied_requirement;
mod lapsed_judgement;
mod lapsed_waiver;
mod look_alike_name;
mod looks_at;
mod missing_answer;
mod missing_approver;
mod missing_date;
mod missing_reason;
mod mixed_script_name;
mod no_guidance;
mod no_procedure;
mod stale_record;
mod statements;
mod step_without_role;
#[cfg(test)]
mod tests;
mod unanswered_expectation;
mod unbounded_waiver;
mod uncovered_use;
mod understated_risk;
mod unexplained_requirement;
mod unkeepable_requirement;
mod unkept_promise;
mod unreachable_step;
mod unused_name;
mod unwaivable_requirement;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;

use crate::check::{Checked, Flaw, Flow, flaws_of_judgement, flaws_of_waiver};
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::Shown;
use crate::model::{Entity, Expectation, Id, Instance, Mention, Model, Requirement, Source, Statement, each_statement};
use crate::source::{FileId, Place, Span};
use crate::syntax::ast::{Item, ItemKind};
use compared::Compared;
use statements::{conditions, place_of, statement_place};

/// Every lint, by number.
pub(crate) const LINTS: &[&Lint] = &[
    &unused_name::LINT,
    &look_alike_name::LINT,
    &mixed_script_name::LINT,
    &step_without_role::LINT,
    &false_independence::LINT,
    &no_procedure::LINT,
    &uncovered_use::LINT,
    &understated_risk::LINT,
    &contradictory_facts::LINT,
    &stale_record::LINT,
    &unexplained_requirement::LINT,
    &no_guidance::LINT,
    &unwaivable_requirement::LINT,
    &missing_reason::LINT,
    &missing_approver::LINT,
    &missing_date::LINT,
    &future_date::LINT,
    &unbounded_waiver::LINT,
    &lapsed_waiver::LINT,
    &lapsed_judgement::LINT,
    &idle_waiver::LINT,
    &unkept_promise::LINT,
    &missing_answer::LINT,
    &idle_requirement::LINT,
    &unkeepable_requirement::LINT,
    &contradictory_requirements::LINT,
    &implied_requirement::LINT,
    &unreachable_step::LINT,
    &branch_never_holds::LINT,
    &branch_always_holds::LINT,
    &endless_round::LINT,
    &circular_run::LINT,
    &unanswered_expectation::LINT,
    &contradictory_expectation::LINT,
];

/// Whether a code is of a lint that tells what requirements come to beside one another.
pub(crate) fn is_about_rules(code: &str) -> bool {
    LINTS.iter().any(|it| it.code == code && matches!(it.run, Run::Rules(_)))
}

/// One thing that had better be otherwise.
#[derive(Debug)]
pub(crate) struct Lint {
    /// `DLY301`
    pub(crate) code: &'static str,
    /// `unreachable-step`
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    /// What it is about, for reading; also its test.
    pub(crate) page: &'static str,
    run: Run,
}

/// What a lint looks at.
#[derive(Debug)]
enum Run {
    /// Everything that was declared.
    Workspace(fn(&mut Cx<'_>)),
    /// What requirements come to beside one another.
    Rules(fn(&mut Cx<'_>)),
    /// One entity, with what was checked for it.
    Entity(fn(&mut Cx<'_>, &mut Here<'_, '_>)),
}

/// One entity, with what was checked for it.
struct Here<'h, 'm> {
    model: &'m Model,
    entity: Id<Entity>,
    checked: &'h mut Checked<'m>,
    /// What the runs of its procedures come to.
    flow: Flow,
}

/// Where lints look things up, and say what they found.
pub(crate) struct Cx<'a> {
    model: &'a Model,
    today: Date,
    shipped: BTreeSet<FileId>,
    /// The declarations, by the place of the name.
    items: BTreeMap<Place, &'a Item>,
    /// The places of names that are used somewhere.
    used: BTreeSet<Place>,
    /// Where earlier rooms found mistakes.
    mistakes: BTreeSet<Place>,
    /// What the requirements come to beside one another, once that was asked.
    compared: Option<Rc<Compared>>,
    found: Vec<Diagnostic>,
}

impl<'a> Cx<'a> {
    /// Makes ready to look; `earlier` is what reading and resolving found.
    pub(crate) fn new(
        model: &'a Model,
        mentions: &[Mention],
        sources: &'a [Source<'a>],
        earlier: &[Diagnostic],
        today: Date,
    ) -> Self {
        let mut items = BTreeMap::new();
        for source in sources {
            add_items(source.id, &source.tree.items, &mut items);
        }
        Self {
            model,
            today,
            shipped: sources.iter().filter(|it| it.shipped).map(|it| it.id).collect(),
            items,
            used: mentions.iter().map(|it| it.declared).collect(),
            mistakes: earlier.iter().map(|it| it.at).collect(),
            compared: None,
            found: Vec::new(),
        }
    }

    /// Looks at one entity, and gives what was found.
    pub(crate) fn entity(&mut self, checked: &mut Checked<'_>) -> Vec<Diagnostic> {
        let flow = checked.study.flow_of_all();
        let mut here = Here { model: checked.study.model, entity: checked.entity, checked, flow };
        for lint in LINTS {
            if let Run::Entity(run) = lint.run {
                run(self, &mut here);
            }
        }
        std::mem::take(&mut self.found)
    }

    /// Holds requirements against each other, and gives what was found.
    pub(crate) fn rules(&mut self) -> Vec<Diagnostic> {
        for lint in LINTS {
            if let Run::Rules(run) = lint.run {
                run(self);
            }
        }
        std::mem::take(&mut self.found)
    }

    /// Looks at everything else, and gives what was found.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        for lint in LINTS {
            if let Run::Workspace(run) = lint.run {
                run(&mut self);
            }
        }
        self.found
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if self.is_own(diagnostic.at) {
            self.found.push(diagnostic);
        }
    }

    /// Whether a place lies in a text of the user.
    fn is_own(&self, at: Place) -> bool {
        !self.shipped.contains(&at.file)
    }

    /// Whether an earlier room found a mistake within a stretch of text: then nothing more is said of what is missing there.
    fn has_mistake(&self, within: Place) -> bool {
        let at = |offset| Place { file: within.file, span: Span { start: offset, end: 0 } };
        self.mistakes.range(at(within.span.start)..at(within.span.end)).next().is_some()
    }

    /// The same for a whole declaration, by the place of its name.
    fn is_mistaken(&self, name: Place) -> bool {
        let whole = self.items.get(&name).map_or(name, |item| Place { file: name.file, span: item.span });
        self.has_mistake(whole)
    }

    /// Every name that the user declares or that ships, with its place.
    fn names(&self) -> Vec<(&'a str, Place)> {
        let model = self.model;
        let mut names: Vec<(&str, Place)> = Vec::new();
        names.extend(self.items.iter().filter_map(|(&at, it)| it.name.as_ref().map(|name| (name.text.as_str(), at))));
        names.extend(model.terms.iter().map(|(_, it)| (it.name.as_str(), it.at)));
        names.extend(model.fields.iter().map(|(_, it)| (it.name.as_str(), it.at)));
        names.extend(model.steps.iter().map(|(_, it)| (it.name.as_str(), it.at)));
        for (_, procedure) in model.procedures.iter() {
            each_statement(&procedure.body, &mut |it| {
                if let Statement::Decide { outcomes, .. } = it {
                    names.extend(outcomes.iter().map(|it| (it.name.as_str(), it.at)));
                }
            });
        }
        names.sort_by_key(|&(_, at)| at);
        names.dedup();
        names
    }

    /// The waivers and judgements that have a flaw of one kind, in the words for them: keyword, name, place, flaw.
    fn flawed(&self, is: impl Fn(&Flaw) -> bool) -> Vec<Departure<'a>> {
        let model = self.model;
        let waivers = model.waivers.iter().map(|(_, it)| Departure {
            keyword: "waiver",
            name: &it.name,
            at: it.at,
            flaws: flaws_of_waiver(model, it, self.today),
        });
        let judgements = model.judgements.iter().map(|(_, it)| Departure {
            keyword: "judgement",
            name: &it.name,
            at: it.at,
            flaws: flaws_of_judgement(it, self.today),
        });
        let mut found: Vec<Departure<'a>> = waivers.chain(judgements).collect();
        found.retain_mut(|it| {
            it.flaws.retain(&is);
            !it.flaws.is_empty() && !self.is_mistaken(it.at)
        });
        found
    }
}

/// A waiver or a judgement, and what is wrong with it.
struct Departure<'a> {
    keyword: &'static str,
    name: &'a str,
    at: Place,
    flaws: Vec<Flaw>,
}

impl Here<'_, '_> {
    /// Whether some run comes to a statement. What stands in no life is not spoken of.
    fn is_reached(&self, at: Place) -> bool {
        self.flow.reached.contains(&at) || !self.flow.present.contains(&at)
    }

    /// The registered subjects of this entity.
    fn registered(&self) -> Vec<Id<Instance>> {
        let of = self.model.instances.iter().filter(|(_, it)| it.entity == self.entity);
        of.map(|(id, _)| id).collect()
    }
}

impl Lint {
    /// Something this lint found.
    fn at(&self, at: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.name, self.severity, at, message)
    }
}

fn add_items<'a>(file: FileId, items: &'a [Item], found: &mut BTreeMap<Place, &'a Item>) {
    for item in items {
        let span = item.name.as_ref().map_or(item.keyword.span, |it| it.span);
        found.insert(Place { file, span }, item);
        match &item.kind {
            ItemKind::Guidance(it) => add_items(file, &it.items, found),
            ItemKind::Entity(it) => add_items(file, &it.items, found),
            ItemKind::Instance(it) => add_items(file, &it.items, found),
            _ => {}
        }
    }
}

/// The expectations that are answered, each with the first requirement that does.
fn answered(model: &Model) -> BTreeMap<Id<Expectation>, Id<Requirement>> {
    let mut found = BTreeMap::new();
    for (id, it) in model.requirements.iter() {
        for &expectation in &it.answers {
            found.entry(expectation).or_insert(id);
        }
    }
    found
}

/// `facts: context: humanitarian-emergency; risk: high`
fn facts_words(facts: &Shown) -> Option<String> {
    if facts.is_empty() {
        return None;
    }
    let words: Vec<String> = facts.iter().map(|(field, values)| format!("{field}: {}", values.join(", "))).collect();
    Some(format!("facts: {}", words.join("; ")))
}
