//! What each step is good for, reach: whom what is done for a registered subject reaches, stage by stage.
//!
//! Whom it may reach is what the subject states in a field of some words; what reaches them are the steps of its runs
//! that name them, or more, in a field that is a *scope of* the same words. The stages of a step are those of the
//! requirements that it is for.

use std::collections::BTreeSet;

use crate::Analysis;
use crate::check::{Stop, Study};
use crate::diagnostic::Verdict;
use crate::model::{Entity, FieldType, Id, Instance, Model, Range, Step, Term, Value, Vocabulary};

/// Whom what is done for one registered subject reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    pub subject: String,
    pub title: Option<String>,
    /// The field that says whom it may be: `affects`.
    pub field: String,
    /// The stages at which anything is asked for it, in their order.
    pub stages: Vec<String>,
    pub rows: Vec<ReachRow>,
}

/// One of those it may reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachRow {
    pub name: String,
    pub title: Option<String>,
    /// For each stage, what reaches them; none is a hole.
    pub stages: Vec<Vec<ReachStep>>,
    /// What reaches them at no stage.
    pub besides: Vec<ReachStep>,
}

/// A step that reaches somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachStep {
    /// `procedure: step`
    pub name: String,
    /// Whether it reaches some of them only.
    pub is_partial: bool,
    pub is_optional: bool,
}

pub(super) fn reach(analysis: &Analysis, entity: Id<Entity>) -> Vec<Reach> {
    let model = &analysis.read.model;
    let own: Vec<Id<Instance>> =
        model.instances.iter().filter(|(_, it)| it.entity == entity).map(|(id, _)| id).collect();
    let scopes = scopes(model);
    let has_any =
        |id: &Id<Instance>| model.instances[*id].fields.iter().any(|it| of_scope(model, it, &scopes).is_some());
    if !own.iter().any(has_any) {
        return Vec::new();
    }
    let never = || false;
    let mut study = Study::of_lives(model, entity, analysis.today, Stop(&never));
    own.into_iter().flat_map(|id| of_instance(analysis, &mut study, id, &scopes)).collect()
}

/// The vocabularies that what is done can be a scope of.
fn scopes(model: &Model) -> BTreeSet<usize> {
    let fields = model.terms.iter().flat_map(|(_, it)| &it.fields);
    let scopes =
        fields.filter_map(|&it| if let Some(FieldType::ScopeOf(it)) = model.fields[it].ty { Some(it) } else { None });
    scopes.map(|it| it.index()).collect()
}

/// The vocabulary of a stated field, if what is done can be a scope of it.
fn of_scope(model: &Model, stated: &crate::model::Stated, scopes: &BTreeSet<usize>) -> Option<Id<Vocabulary>> {
    let vocabulary = match model.fields[stated.field].ty? {
        FieldType::OneOf(Range::Vocabulary(it)) | FieldType::SomeOf(Range::Vocabulary(it)) | FieldType::ScopeOf(it) => {
            it
        }
        _ => return None,
    };
    scopes.contains(&vocabulary.index()).then_some(vocabulary)
}

fn of_instance(analysis: &Analysis, study: &mut Study<'_>, id: Id<Instance>, scopes: &BTreeSet<usize>) -> Vec<Reach> {
    let model = &analysis.read.model;
    let it = &model.instances[id];
    let mut reached = BTreeSet::new();
    for course in study.courses_of(id) {
        reached.extend(course.flow.reached);
    }
    let steps = model.steps.iter().filter(|(_, it)| reached.contains(&it.at)).map(|(id, _)| id);
    let steps: Vec<(Id<Step>, BTreeSet<&str>)> = steps.map(|step| (step, stages_of(analysis, id, step))).collect();
    let stages = stages(analysis, id);
    let fields = it.fields.iter().filter_map(|stated| Some((stated, of_scope(model, stated, scopes)?)));
    let table = |(stated, vocabulary): (&crate::model::Stated, Id<Vocabulary>)| Reach {
        subject: it.name.clone(),
        title: it.title.clone(),
        field: model.fields[stated.field].name.clone(),
        stages: stages.clone(),
        rows: terms(stated.value.as_ref())
            .into_iter()
            .map(|term| row(model, term, vocabulary, &steps, &stages))
            .collect(),
    };
    fields.map(table).filter(|it| !it.rows.is_empty()).collect()
}

fn row(
    model: &Model,
    term: Id<Term>,
    vocabulary: Id<Vocabulary>,
    steps: &[(Id<Step>, BTreeSet<&str>)],
    stages: &[String],
) -> ReachRow {
    let mut row = ReachRow {
        name: model.terms[term].name.clone(),
        title: model.terms[term].title.clone(),
        stages: vec![Vec::new(); stages.len()],
        besides: Vec::new(),
    };
    for (id, at) in steps {
        let step = &model.steps[*id];
        let scope = step.fields.iter().filter(|it| model.fields[it.field].ty == Some(FieldType::ScopeOf(vocabulary)));
        let named: Vec<Id<Term>> = scope.flat_map(|it| terms(it.value.as_ref())).collect();
        let whole = named.iter().any(|&it| model.is_a(term, it));
        if !whole && !named.iter().any(|&it| model.is_a(it, term)) {
            continue;
        }
        let name = format!("{}: {}", model.procedures[step.procedure].name, step.name);
        let found = ReachStep { name, is_partial: !whole, is_optional: step.optional };
        let mut is_anywhere = false;
        for (cell, stage) in row.stages.iter_mut().zip(stages) {
            if at.contains(stage.as_str()) {
                cell.push(found.clone());
                is_anywhere = true;
            }
        }
        if !is_anywhere {
            row.besides.push(found);
        }
    }
    row
}

fn terms(value: Option<&Value>) -> Vec<Id<Term>> {
    match value {
        Some(Value::Term(term)) => vec![*term],
        Some(Value::List(all)) => all.iter().flat_map(|it| terms(Some(it))).collect(),
        _ => Vec::new(),
    }
}

/// The stages of the requirements that a step is for, as far as they apply to a subject.
fn stages_of(analysis: &Analysis, id: Id<Instance>, step: Id<Step>) -> BTreeSet<&str> {
    let model = &analysis.read.model;
    let it = &model.instances[id];
    let served = analysis.read.serving().of_step(step).iter();
    let applies = served.filter(|&&requirement| {
        let name = model.requirement_name(requirement);
        let row = |found: &crate::diagnostic::Finding| found.requirement == name && found.subject == it.name;
        let mut found = analysis.verdicts.iter().map(|it| &it.finding).filter(|it| row(it));
        found.any(|found| found.verdict != Verdict::NeverApplies)
    });
    applies.filter_map(|&it| model.requirements[it].stage.as_deref()).collect()
}

/// The stages at which anything is asked for a subject, in the order of the guidance.
fn stages(analysis: &Analysis, id: Id<Instance>) -> Vec<String> {
    let model = &analysis.read.model;
    let (subject, entity) = (&model.instances[id].name, &model.entities[model.instances[id].entity].name);
    let rows = analysis.verdicts.iter().map(|it| &it.finding);
    let asked: BTreeSet<&str> = rows
        .filter(|it| it.subject == *subject && it.entity == *entity && it.verdict != Verdict::NeverApplies)
        .filter_map(|it| it.stage.as_deref())
        .collect();
    let mut stages: Vec<String> = Vec::new();
    for stage in analysis.rulebooks().iter().flat_map(|it| &it.rules).filter_map(|it| it.stage.as_deref()) {
        if asked.contains(stage) && !stages.iter().any(|it| it == stage) {
            stages.push(stage.to_owned());
        }
    }
    stages
}
