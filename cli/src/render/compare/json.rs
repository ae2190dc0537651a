//! A comparison for programs: one object that says which shape it has. Lines and columns count from 1.

use std::io::{self, Write};

use duly_dsl::{Both, Change, Compared, Departure, Party, PartyKind, Place, Relation, Verdict, Which};
use serde_json::{Value, json};

use super::{Pair, Report};

/// Changes when a field changes its meaning or goes; not when one is added.
const SCHEMA: &str = "duly-compare/1";

/// Writes the object.
pub(crate) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let comparisons: Vec<Value> = report.pairs.iter().map(comparison).collect();
    let object = json!({"schema": SCHEMA, "today": report.today.to_string(), "comparisons": comparisons});
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

fn both<T>(both: &Both<T>, of: impl Fn(Which, &T) -> Value) -> Value {
    json!({"subject": of(Which::Subject, &both.subject), "measure": of(Which::Measure, &both.measure)})
}

fn comparison(pair: &Pair) -> Value {
    let it = &pair.comparison;
    let counts: serde_json::Map<String, Value> =
        Relation::ALL.iter().map(|&relation| (relation.words().replace(' ', "-"), json!(it.count(relation)))).collect();
    json!({
        "parties": both(&it.parties, |side, it| party(pair, side, it)),
        "counts": counts,
        "requirements": it.rows.iter().map(|row| self::row(pair, row)).collect::<Vec<_>>(),
        "changes": it.changes.iter().map(|change| self::change(pair, change)).collect::<Vec<_>>(),
    })
}

fn party(pair: &Pair, side: Which, it: &Party) -> Value {
    let kind = match it.kind {
        PartyKind::Entity => "entity",
        PartyKind::Guidance => "guidance",
    };
    json!({
        "kind": kind, "name": it.name, "title": it.title, "follows": it.follows,
        "version": pair.labels.of(side), "at": it.at.map(|at| place(pair, side, at)),
    })
}

fn place(pair: &Pair, side: Which, at: Place) -> Value {
    let Some(file) = pair.files.of(side).get(at.file.0 as usize) else { return Value::Null };
    let point = |offset: u32| {
        let it = file.position(offset);
        json!({"line": it.line, "column": it.column, "offset": offset})
    };
    json!({"file": &*file.path, "range": {"start": point(at.span.start), "end": point(at.span.end)}})
}

fn row(pair: &Pair, it: &Compared) -> Value {
    json!({
        "requirement": it.requirement, "id": it.id, "title": it.title, "level": it.level, "stage": it.stage,
        "because": it.because, "sources": it.sources,
        "relation": it.relation.words(),
        "verdicts": both(&it.verdicts, |_, it| json!(it.map(Verdict::words))),
        "of": both(&it.of, |_, it| json!(it)),
        "places": both(&it.places, |side, it| json!(it.map(|at| place(pair, side, at)))),
        "case": it.case.as_ref().map(|case| self::case(pair, case)),
        "departures": both(&it.departures, |side, all| {
            json!(all.iter().map(|it| departure(pair, side, it)).collect::<Vec<_>>())
        }),
        "question": it.question, "reason": it.reason,
    })
}

fn departure(pair: &Pair, side: Which, it: &Departure) -> Value {
    json!({
        "waiver": it.waiver, "title": it.title, "by": it.by, "reason": it.reason, "instead": it.instead,
        "on": it.on.map(|it| it.to_string()), "until": it.until.map(|it| it.to_string()),
        "at": place(pair, side, it.at),
    })
}

fn case(pair: &Pair, it: &duly_dsl::Case) -> Value {
    let stop = |stop: &duly_dsl::Stop| json!({"step": stop.step, "at": place(pair, it.side, stop.at)});
    let facts: serde_json::Map<String, Value> =
        it.witness.facts.iter().map(|(name, values)| (name.clone(), json!(values))).collect();
    json!({
        "side": side(it.side), "message": it.message, "facts": facts,
        "run": it.witness.run.iter().map(stop).collect::<Vec<_>>(),
    })
}

fn side(side: Which) -> &'static str {
    match side {
        Which::Subject => "subject",
        Which::Measure => "measure",
    }
}

fn change(pair: &Pair, it: &Change) -> Value {
    json!({
        "relation": it.relation.words(),
        "about": format!("{:?}", it.what).to_lowercase(),
        "message": it.message,
        "procedure": both(&it.procedure, |_, it| json!(it)),
        "step": both(&it.step, |_, it| json!(it)),
        "places": both(&it.places, |side, it| json!(it.map(|at| place(pair, side, at)))),
        "values": both(&it.values, |_, it| json!(it)),
        "case": it.case.as_ref().map(|it| case(pair, it)),
    })
}
