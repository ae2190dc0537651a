//! A comparison for programs: one object that says which shape it has. Lines and columns count from 1.
//!
//! For each comparison: `parties`, `counts`, `requirements` and `changes`; then `registers`, by side, with what is
//! `registered` (its facts, what each table makes of it by which rows, how many requirements stand how) and the `waivers`,
//! that which lapses first on top; `questions` that a person still has to judge; and `sources`, what was read, with a
//! print of each text.

use std::io::{self, Write};

use duly_dsl::{
    Both, Change, Classed, Compared, Departure, Party, PartyKind, Place, Registered, Relation, Verdict, Waived, Which,
};
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
        "registers": both(&it.parties, |side, it| register(pair, side, it)),
        "questions": pair.questions().into_iter().map(question).collect::<Vec<_>>(),
        "sources": pair.sources().into_iter().map(|it| json!({
            "file": it.path, "version": it.version, "sha256": it.sha256,
        })).collect::<Vec<_>>(),
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

fn question(it: &Compared) -> Value {
    json!({"requirement": it.requirement, "title": it.title, "question": it.question})
}

fn register(pair: &Pair, side: Which, it: &Party) -> Value {
    if it.kind == PartyKind::Guidance {
        return Value::Null;
    }
    let analysis = pair.analyses.of(side);
    let (uses, waivers) = (analysis.register(&it.name), analysis.waivers(&it.name));
    json!({
        "registered": uses.iter().map(|it| registered(pair, side, it)).collect::<Vec<_>>(),
        "waivers": waivers.iter().map(|it| waived(pair, side, it)).collect::<Vec<_>>(),
    })
}

fn registered(pair: &Pair, side: Which, it: &Registered) -> Value {
    let facts: serde_json::Map<String, Value> =
        it.facts.iter().map(|(name, values)| (name.clone(), json!(values))).collect();
    let verdicts: serde_json::Map<String, Value> =
        it.verdicts.iter().map(|(verdict, count)| (verdict.words().to_owned(), json!(count))).collect();
    json!({
        "kind": it.kind, "name": it.name, "title": it.title, "facts": facts, "verdicts": verdicts,
        "classes": it.classes.iter().map(|it| classed(pair, side, it)).collect::<Vec<_>>(),
        "at": place(pair, side, it.at),
    })
}

fn classed(pair: &Pair, side: Which, it: &Classed) -> Value {
    let row = |it: &duly_dsl::ClassedRow| {
        json!({
            "level": it.level, "holds": it.holds, "facts": it.facts, "written": it.written,
            "at": place(pair, side, it.at),
        })
    };
    json!({
        "table": it.table, "least": it.least, "most": it.most, "claimed": it.claimed,
        "rows": it.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn waived(pair: &Pair, side: Which, it: &Waived) -> Value {
    let mut object = departure(pair, side, &it.departure);
    if let Value::Object(object) = &mut object {
        object.insert("requirement".to_owned(), json!(it.departure.requirement));
        object.insert("clause".to_owned(), json!(it.clause));
        object.insert("of".to_owned(), json!(it.of));
        object.insert("conditional".to_owned(), json!(it.is_conditional));
        object.insert("counts".to_owned(), json!(it.flaws.is_empty()));
        object.insert("lapsed".to_owned(), json!(it.has_lapsed));
        object.insert("flaws".to_owned(), json!(it.flaws));
    }
    object
}

fn place(pair: &Pair, side: Which, at: Place) -> Value {
    let Some(file) = pair.file(side, at) else { return Value::Null };
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
