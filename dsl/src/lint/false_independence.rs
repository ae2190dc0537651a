//! Roles that say they stand apart from what they do themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cx, Here, Lint, Run};
use crate::diagnostic::Severity;
use crate::model::{
    Actors, Alternative, Comparison, Constraint, Event, Field, FieldType, Held, Id, Model, On, Pattern, Range, Role,
    Scope, Stated, Step, Term, Value, What,
};

pub(super) const LINT: Lint = Lint {
    code: "DLY202",
    name: "false-independence",
    severity: Severity::Warning,
    page: include_str!("false_independence.md"),
    run: Run::Entity(run),
};

/// A requirement wants somebody of a certain standing to do one thing before another is done.
struct Wanted<'m> {
    look: Id<Term>,
    field: Id<Field>,
    least: Id<Term>,
    above: bool,
    before: Vec<&'m Alternative>,
}

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    let model = here.model;
    let wanted = wanted(here);
    if wanted.is_empty() {
        return;
    }
    let mut said: BTreeSet<(Id<Role>, Id<Field>)> = BTreeSet::new();
    for lived in &here.checked.study.lives {
        let steps: BTreeSet<Id<Step>> = lived.graph.stops().map(|(_, step, _)| step).collect();
        for it in &wanted {
            let mut looks: BTreeMap<Id<Role>, Id<Step>> = BTreeMap::new();
            for &step in steps.iter().filter(|&&step| is(model, step, it.look)) {
                if let Some(role) = only_role(model, step) {
                    looks.entry(role).or_insert(step);
                }
            }
            looks.retain(|&role, _| claim(model, role, it).is_some());
            if looks.is_empty() {
                continue;
            }
            for &step in &steps {
                let Some((role, &look)) = only_role(model, step).and_then(|it| looks.get_key_value(&it)) else {
                    continue;
                };
                let does = step != look && it.before.iter().any(|event| happens(model, step, event));
                if does && said.insert((*role, it.field)) {
                    report(cx, model, it, *role, (look, step));
                }
            }
        }
    }
}

fn report(cx: &mut Cx<'_>, model: &Model, wanted: &Wanted<'_>, role: Id<Role>, (look, step): (Id<Step>, Id<Step>)) {
    let Some(stated) = claim(model, role, wanted) else {
        return;
    };
    let (role, field) = (&model.roles[role].name, &model.fields[wanted.field].name);
    let (look, step) = (&model.steps[look], &model.steps[step]);
    let message = format!("`{role}` states its {field}, and does itself what it has to look at from outside");
    cx.report(
        LINT.at(stated.at, message)
            .label(look.at, format!("`{}` asks for somebody who stands apart", look.name))
            .label(step.at, format!("`{}` is what that is done for, by the same role", step.name))
            .why("nobody sees the harm in their own work, and the people it is done to have no one else")
            .help("give one of the two steps to another role, or state what is true of this one"),
    );
}

/// What is asked of whoever looks before something is done, and of nobody else: not, for instance, how senior one must be.
fn wanted<'m>(here: &Here<'_, 'm>) -> Vec<Wanted<'m>> {
    let model = here.model;
    let (mut found, mut general) = (Vec::new(), BTreeSet::new());
    for requirement in model.requirements_of(here.entity) {
        for clause in &model.requirements[requirement].clauses {
            let before = match &clause.scope {
                Scope::Before(event) | Scope::Between(_, event) => Some(event),
                Scope::Globally | Scope::After(_) | Scope::AfterUntil(..) => None,
            };
            match (&clause.pattern, before) {
                (Pattern::Require { event, .. }, Some(before)) => {
                    found.extend(event.alternatives.iter().flat_map(|it| asked(model, it, before)));
                }
                (pattern, _) => fields_in(pattern, &mut general),
            }
        }
    }
    found.retain(|it| !general.contains(&it.field));
    found
}

fn asked<'m>(model: &Model, look: &'m Alternative, before: &'m Event) -> Vec<Wanted<'m>> {
    let What::Action(action) = look.what else {
        return Vec::new();
    };
    let standing = |it: &Constraint| match (it.on, &it.held) {
        (On::Field(field), Held::Compare(comparison, Value::Term(least))) => {
            let on_scale = matches!(model.fields[field].ty, Some(FieldType::OneOf(Range::Vocabulary(it))) if model.vocabularies[it].ordered);
            let above = *comparison == Comparison::MoreThan;
            (on_scale && (above || *comparison == Comparison::AtLeast)).then(|| Wanted {
                look: action,
                field,
                least: *least,
                above,
                before: before.alternatives.iter().collect(),
            })
        }
        _ => None,
    };
    of_actor(&look.constraints).filter_map(standing).collect()
}

/// What is asked of the role that acts.
fn of_actor(constraints: &[Constraint]) -> impl Iterator<Item = &Constraint> {
    constraints.iter().filter(|it| it.on == On::Actor).flat_map(|it| match &it.held {
        Held::Nested(inner) => inner.as_slice(),
        _ => &[],
    })
}

/// What everybody is asked who does a thing at all.
fn fields_in(pattern: &Pattern, found: &mut BTreeSet<Id<Field>>) {
    let mut constraints: Vec<&Constraint> = Vec::new();
    match pattern {
        Pattern::Each { event, must } => {
            constraints.extend(must.iter().flat_map(|it| of_actor(it)));
            constraints.extend(event.alternatives.iter().flat_map(|it| of_actor(&it.constraints)));
        }
        Pattern::Never(event) => {
            constraints.extend(event.alternatives.iter().flat_map(|it| of_actor(&it.constraints)));
        }
        _ => {}
    }
    found.extend(constraints.iter().filter_map(|it| match it.on {
        On::Field(field) => Some(field),
        _ => None,
    }));
}

fn is(model: &Model, step: Id<Step>, action: Id<Term>) -> bool {
    model.steps[step].action.is_some_and(|it| model.is_a(it, action))
}

fn happens(model: &Model, step: Id<Step>, event: &Alternative) -> bool {
    event.constraints.is_empty() && matches!(event.what, What::Action(action) if is(model, step, action))
}

/// The one role that does a step.
fn only_role(model: &Model, step: Id<Step>) -> Option<Id<Role>> {
    match &model.steps[step].actors {
        Actors::Roles(roles) => match roles.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        Actors::Unstated | Actors::Cases { .. } => None,
    }
}

/// Where a role states as much as is wanted.
fn claim<'m>(model: &'m Model, role: Id<Role>, wanted: &Wanted<'_>) -> Option<&'m Stated> {
    let mut fields = model.roles[role].fields.iter();
    let stated = fields.find(|it| it.field == wanted.field)?;
    let Some(Value::Term(term)) = &stated.value else {
        return None;
    };
    let rank = |term: Id<Term>| model.terms[term].rank;
    let (has, least) = rank(*term).zip(rank(wanted.least))?;
    let enough = if wanted.above { has > least } else { has >= least };
    enough.then_some(stated)
}
