//! Registered subjects that state a lower level than the classification gives.

use super::{Cx, Here, Lint, Run};
use crate::diagnostic::Severity;
use crate::facts::Formula;
use crate::model::{Classification, Id, Instance, Owner};
use crate::source::Place;

pub(super) const LINT: Lint = Lint {
    code: "DLY205",
    name: "understated-risk",
    severity: Severity::Error,
    page: include_str!("understated_risk.md"),
    run: Run::Entity(run),
};

fn run(cx: &mut Cx<'_>, here: &mut Here<'_, '_>) {
    let model = here.model;
    let classes = model.classifications_for(Owner::Entity(here.entity));
    for id in here.registered() {
        for (name, level, at) in &model.instances[id].classed {
            for &class in &classes {
                let table = &model.classifications[class];
                let stated = table.levels.iter().position(|it| it == level);
                if let Some(stated) = stated.filter(|_| table.name == *name) {
                    weigh(cx, here, id, class, (stated, *at));
                }
            }
        }
    }
}

fn weigh(
    cx: &mut Cx<'_>,
    here: &mut Here<'_, '_>,
    id: Id<Instance>,
    class: Id<Classification>,
    (stated, at): (usize, Place),
) {
    let (model, facts) = (here.model, &mut here.checked.study.facts);
    facts.space.refill(400_000);
    let all = facts.of_instance(id);
    let Some(rows) = facts.rows_in(all, class).filter(|_| !all.is_none()) else {
        return;
    };
    let table = &model.classifications[class];
    let level = |level| Formula::Level { class, levels: vec![level] };
    let given = facts.derived_levels(all, level, table.levels.len());
    let least = given.first().copied().filter(|&it| it > stated);
    let (Some(least), false) = (least, facts.space.exhausted()) else {
        return;
    };
    let word = |level: usize| table.levels.get(level).map_or("", String::as_str);
    let at_least = if given.len() > 1 { "at least " } else { "" };
    let message = format!(
        "`{}` is said to be `{}`, and by its facts it is {at_least}`{}`",
        model.instances[id].name,
        word(stated),
        word(least)
    );
    let mut diagnostic = LINT
        .at(at, message)
        .why("a level that is stated too low would take away the protection that people are owed")
        .help("state the level that follows from the facts, or leave it out");
    let mut rows = rows.into_iter().filter_map(|row| table.rows.get(row)).filter(|row| row.level >= least).peekable();
    if rows.peek().is_none() {
        diagnostic = diagnostic.label(table.at, "by what holds where no row does");
    }
    for row in rows.take(3) {
        diagnostic = diagnostic.label(row.at, format!("by this row it is `{}`", word(row.level)));
    }
    cx.report(diagnostic);
}
