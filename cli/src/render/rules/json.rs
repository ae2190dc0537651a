//! The list for programs: one object that says which shape it has.

use std::io::{self, Write};

use duly_dsl::{Expectation, Rule, Rulebook};
use serde::Serialize;

use super::Report;

/// Changes when a field changes its meaning or goes; not when one is added.
const SCHEMA: &str = "duly-rules/1";

/// Writes the object.
pub(crate) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let object = Object {
        schema: SCHEMA,
        today: report.trace.map(|it| it.to_string()),
        guidance: report.books.iter().map(|it| guidance(report, it)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Object<'a> {
    schema: &'static str,
    /// The day for which examples were checked; absent where none were.
    #[serde(skip_serializing_if = "Option::is_none")]
    today: Option<String>,
    guidance: Vec<Guidance<'a>>,
}

#[derive(Serialize)]
struct Guidance<'a> {
    name: &'a str,
    title: Option<&'a str>,
    shipped: bool,
    tailors: Option<&'a str>,
    requirements: Vec<Requirement<'a>>,
    expectations: Vec<Expected<'a>>,
}

#[derive(Serialize)]
struct Requirement<'a> {
    name: &'a str,
    title: Option<&'a str>,
    level: &'a str,
    waivable: bool,
    stage: Option<&'a str>,
    numbers: &'a [String],
    sources: &'a [String],
    answers: &'a [String],
    #[serde(flatten)]
    examples: Option<Examples<'a>>,
}

/// Only in a trace.
#[derive(Serialize)]
struct Examples<'a> {
    broken_in: Option<&'a str>,
    kept_in: Option<&'a str>,
}

#[derive(Serialize)]
struct Expected<'a> {
    name: &'a str,
    title: Option<&'a str>,
    level: Option<&'a str>,
    sources: &'a [String],
    answered_by: &'a [String],
    because: Option<&'a str>,
}

fn guidance<'a>(report: &'a Report, book: &'a Rulebook) -> Guidance<'a> {
    Guidance {
        name: &book.name,
        title: book.title.as_deref(),
        shipped: book.shipped,
        tailors: book.tailors.as_deref(),
        requirements: book.rules.iter().map(|it| requirement(report, it)).collect(),
        expectations: book.expectations.iter().map(expected).collect(),
    }
}

fn requirement<'a>(report: &'a Report, it: &'a Rule) -> Requirement<'a> {
    let shown = report.shown(&it.name);
    let examples = Examples { broken_in: shown.broken.as_deref(), kept_in: shown.kept.as_deref() };
    Requirement {
        name: &it.name,
        title: it.title.as_deref(),
        level: &it.level,
        waivable: it.waivable,
        stage: it.stage.as_deref(),
        numbers: &it.numbers,
        sources: &it.sources,
        answers: &it.answers,
        examples: report.trace.map(|_| examples),
    }
}

fn expected(it: &Expectation) -> Expected<'_> {
    Expected {
        name: &it.name,
        title: it.title.as_deref(),
        level: it.level.as_deref(),
        sources: &it.sources,
        answered_by: &it.answered_by,
        because: it.because.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use serde_json::Value;

    fn drawn(report: &Report) -> Value {
        let mut out = Vec::new();
        write(&mut out, report).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn the_shape_is_said_and_examples_stand_in_a_trace_only() {
        let (list, trace) = (drawn(&sample::list()), drawn(&sample::trace()));
        assert_eq!(list["schema"], "duly-rules/1");
        let first = |it: &Value| it["guidance"][0]["requirements"][0].clone();
        assert!(first(&list).get("broken_in").is_none() && list.get("today").is_none());
        assert_eq!(first(&trace)["broken_in"], "cases/broken");
        assert_eq!(trace["guidance"][0]["requirements"][1]["kept_in"], Value::Null);
        assert_eq!(trace["guidance"][0]["expectations"][0]["answered_by"][0], "ours/look-first");
        assert_eq!(trace["today"], "2026-11-22");
    }
}
