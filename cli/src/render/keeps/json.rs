//! For programs: one object that says which shape it has.

use std::io::{self, Write};

use duly_dsl::{Keeping, Named, Reach, ReachRow, ReachStep, StepKeeps};
use serde_json::{Value, json};

use super::{Report, place};

/// Changes when a field changes its meaning or goes; not when one is added.
const SCHEMA: &str = "duly-keeps/1";

/// Writes the object.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let entities: Vec<Value> = report.keepings.iter().map(|it| keeping(report, it)).collect();
    let object = json!({ "schema": SCHEMA, "entities": entities, "rules": report.rules });
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

fn keeping(report: &Report<'_>, it: &Keeping) -> Value {
    let steps: Vec<Value> = it.steps.iter().map(|it| step(report, it)).collect();
    let reach: Vec<Value> = it.reach.iter().map(reach).collect();
    json!({ "name": it.entity, "title": it.title, "steps": steps, "reach": reach })
}

fn step(report: &Report<'_>, it: &StepKeeps) -> Value {
    let loses = it.loses.iter().map(|it| {
        json!({
            "requirement": named(&it.of),
            "subjects": it.subjects,
            "with": it.with.words(),
            "without": it.without.words(),
        })
    });
    let shares = it.shares.iter().map(|it| json!({ "requirement": named(&it.of), "others": it.others }));
    json!({
        "procedure": it.procedure,
        "name": it.name,
        "title": it.title,
        "place": place(report, it),
        "loses": loses.collect::<Vec<_>>(),
        "shares": shares.collect::<Vec<_>>(),
        "tries": it.tries.iter().map(named).collect::<Vec<_>>(),
        "keeps_nothing": it.keeps_nothing(),
    })
}

fn named(it: &Named) -> Value {
    json!({ "name": it.requirement, "title": it.title })
}

fn reach(it: &Reach) -> Value {
    let rows = it.rows.iter().map(|row| {
        let stages = it.stages.iter().zip(&row.stages);
        let stages = stages.map(|(stage, steps)| json!({ "stage": stage, "steps": reached(steps) }));
        let ReachRow { name, title, besides, .. } = row;
        json!({ "name": name, "title": title, "stages": stages.collect::<Vec<_>>(), "besides": reached(besides) })
    });
    json!({ "subject": it.subject, "title": it.title, "field": it.field, "rows": rows.collect::<Vec<_>>() })
}

fn reached(steps: &[ReachStep]) -> Vec<Value> {
    let step = |it: &ReachStep| json!({ "name": it.name, "some": it.is_partial, "optional": it.is_optional });
    steps.iter().map(step).collect()
}
