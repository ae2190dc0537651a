//! The picture in words, for those who do not see it.

use super::run::{Broken, Drawn};
use super::words::{Words, span_of};
use crate::syntax::ast::{Block, StatementKind};

/// So many lines are told at most.
const MOST: usize = 4_000;

/// The procedure, line by line, and then the run.
pub(super) fn tell(title: &str, words: &Words<'_>, body: &Block, run: Option<(Broken<'_>, &Drawn)>) -> String {
    let mut lines = vec![format!("Procedure: {title}.")];
    if let Some((case, drawn)) = run {
        lines.extend(broken(case, drawn));
    }
    lines.push("Its steps:".to_owned());
    block(words, body, 1, &mut lines);
    if lines.len() > MOST {
        let more = lines.len() - MOST;
        lines.truncate(MOST);
        lines.push(format!("and {more} lines more"));
    }
    lines.join("\n")
}

/// What is broken, under which facts, on which run.
fn broken(case: Broken<'_>, drawn: &Drawn) -> Vec<String> {
    let mut lines = vec![format!("Not kept: {}.", case.message)];
    let Some(witness) = case.witness else {
        return lines;
    };
    if !witness.facts.is_empty() {
        lines.push(format!("The case: {}.", facts(&witness.facts)));
    }
    let mut stops = Vec::new();
    for (number, stop) in (1..).zip(&witness.run) {
        let elsewhere = drawn.elsewhere.iter().any(|(it, _)| *it == number);
        stops.push(format!("{number}. {}{}", stop.step, if elsewhere { " (in another procedure)" } else { "" }));
    }
    if !stops.is_empty() {
        lines.push(format!("The run: {}.", stops.join(", ")));
    }
    lines
}

/// Facts as they are read aloud.
pub(super) fn facts(facts: &[(String, Vec<String>)]) -> String {
    let one = |(name, values): &(String, Vec<String>)| {
        let values: Vec<String> = values.iter().map(|it| super::words::spoken(it)).collect();
        let said = if values.is_empty() { "none".to_owned() } else { values.join(", ") };
        format!("{}: {said}", super::words::spoken(name))
    };
    facts.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn block(words: &Words<'_>, body: &Block, depth: usize, lines: &mut Vec<String>) {
    let mut say = |text: String| lines.push(format!("{}- {text}", "  ".repeat(depth)));
    if body.statements.is_empty() {
        say("go on below".to_owned());
        return;
    }
    for statement in &body.statements {
        let mut say = |text: String| lines.push(format!("{}- {text}", "  ".repeat(depth)));
        match &statement.kind {
            StatementKind::Step(step) => {
                let (title, below) = words.step(step);
                say(format!("{}{title} ({below})", if step.optional.is_some() { "optional: " } else { "" }));
            }
            StatementKind::When { condition, then, otherwise } => {
                say(format!("when {}:", words.slice(span_of(condition))));
                block(words, then, depth + 1, lines);
                if let Some(otherwise) = otherwise {
                    lines.push(format!("{}- otherwise:", "  ".repeat(depth)));
                    block(words, otherwise, depth + 1, lines);
                }
            }
            StatementKind::Decide(decide) => {
                let (title, below) = words.step(&decide.step);
                say(format!("decide: {title} ({below})"));
                for outcome in &decide.outcomes {
                    let when = outcome.when.as_ref().map(|it| format!(" when {}", words.slice(span_of(it))));
                    lines.push(format!(
                        "{}- {}{}:",
                        "  ".repeat(depth + 1),
                        outcome.name.text,
                        when.unwrap_or_default()
                    ));
                    block(words, &outcome.body, depth + 2, lines);
                }
            }
            StatementKind::Together(inner) => {
                say("in any order:".to_owned());
                block(words, inner, depth + 1, lines);
            }
            StatementKind::Repeat { every, body } => {
                say(every
                    .map_or_else(|| "again and again:".to_owned(), |it| format!("every {}:", words.slice(it.span))));
                block(words, body, depth + 1, lines);
            }
            StatementKind::Run(path) => say(format!("run: {}", words.procedure(path))),
            StatementKind::GoTo(path) => say(format!("go to: {}", words.step_title(&super::words::last(path)))),
            StatementKind::On { triggers, body } => {
                say(format!("on {}:", words.triggers(triggers)));
                block(words, body, depth + 1, lines);
            }
            StatementKind::End => say("end".to_owned()),
            StatementKind::Error => say("something that cannot be read".to_owned()),
        }
    }
}
