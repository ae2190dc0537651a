//! Names that are declared and used nowhere.

use std::collections::BTreeSet;

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;
use crate::model::{Id, Owner, Procedure, Statement, Term, each_statement};
use crate::source::Place;
use crate::syntax::ast::ItemKind;

pub(super) const LINT: Lint = Lint {
    code: "DLY130",
    name: "unused-name",
    severity: Severity::Warning,
    page: include_str!("unused_name.md"),
    run: Run::Workspace(run),
};

/// As long as some name means nothing, nobody can tell which names are not used.
fn run(cx: &mut Cx<'_>) {
    if cx.mistakes.iter().any(|&it| cx.is_own(it)) {
        return;
    }
    let mut found: Vec<(Place, String, &str)> = Vec::new();
    roles(cx, &mut found);
    terms(cx, &mut found);
    definitions(cx, &mut found);
    procedures(cx, &mut found);
    for (at, message, help) in found {
        cx.report(LINT.at(at, message).why("it reads as if somebody could rely on it, and nobody can").help(help));
    }
}

type Found = Vec<(Place, String, &'static str)>;

fn roles(cx: &Cx<'_>, found: &mut Found) {
    let steps = cx.model.steps.iter();
    let fixers: BTreeSet<&str> = steps.filter_map(|(_, it)| it.fixed_by.as_deref()).collect();
    for (_, role) in cx.model.roles.iter() {
        if !cx.used.contains(&role.at) && !fixers.contains(role.name.as_str()) {
            let message = format!("the role `{}` does nothing", role.name);
            found.push((role.at, message, "give it a step, or take it out"));
        }
    }
}

/// A term is used if it is named, or if a narrower one is.
fn terms(cx: &Cx<'_>, found: &mut Found) {
    let model = cx.model;
    let mut used: BTreeSet<Id<Term>> = BTreeSet::new();
    for (id, term) in model.terms.iter() {
        if cx.used.contains(&term.at) {
            used.extend(model.above(id));
        }
    }
    for (id, term) in model.terms.iter() {
        if matches!(term.owner, Owner::Entity(_)) && !used.contains(&id) {
            let kind = &model.vocabularies[term.vocabulary].name;
            let message = format!("the {kind} `{}` is used nowhere", term.name);
            found.push((term.at, message, "say where it counts, or take it out"));
        }
    }
}

fn definitions(cx: &Cx<'_>, found: &mut Found) {
    for (&at, item) in &cx.items {
        if let (ItemKind::Define(_), Some(name)) = (&item.kind, &item.name)
            && !cx.used.contains(&at)
        {
            let message = format!("the definition `{}` is used nowhere", name.text);
            found.push((at, message, "use it in a requirement, or take it out"));
        }
    }
}

/// A procedure that is for nothing has to be run by one that is.
fn procedures(cx: &Cx<'_>, found: &mut Found) {
    let model = cx.model;
    let mut begun: BTreeSet<Id<Procedure>> = BTreeSet::new();
    let mut open: Vec<Id<Procedure>> =
        model.procedures.iter().filter(|(_, it)| it.subject.is_some()).map(|(id, _)| id).collect();
    while let Some(id) = open.pop() {
        if begun.insert(id) {
            each_statement(&model.procedures[id].body, &mut |it| {
                if let Statement::Run(it) = it {
                    open.push(it.procedure);
                }
            });
        }
    }
    for (id, procedure) in model.procedures.iter() {
        if !begun.contains(&id) {
            let message = format!("nothing ever begins `{}`", procedure.name);
            let help = "say what it is for, as in `for any use`, or `run` it from another procedure";
            found.push((procedure.at, message, help));
        }
    }
}
