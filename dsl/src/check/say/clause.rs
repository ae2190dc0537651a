//! Clauses, events and demands in the reader's words.

use crate::check::decide::Decision;
use crate::facts::{duration_words, words};
use crate::model::Pattern as Asked;
use crate::model::{Clause, Comparison, Constraint, Event, Held, Model, On, Scope, Topic, Value, What};

/// `a`, `b` and `c`.
pub(super) fn list(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., end] => format!("{} {last} {end}", all.join(", ")),
    }
}

pub(super) fn clause_words(
    model: &Model,
    clause: &Clause,
    last: &str,
    origin: Option<String>,
    decision: &Decision,
) -> String {
    let of = |event: &Event| event_words(model, event);
    let from = |start: &Event| origin.clone().unwrap_or_else(|| of(start));
    match (&clause.pattern, &clause.scope) {
        (Asked::Require { event, .. }, Scope::Globally) => {
            format!("a run ends without {}", of(event))
        }
        (Asked::Require { event, .. }, Scope::Before(_)) => {
            format!("{last} is reached without {} before it{}", of(event), age_words(model, event))
        }
        (Asked::Require { event, within, every }, Scope::After(start)) => {
            let time = match (within, every) {
                (_, Some(every)) => format!(" every {}", duration_words(*every)),
                (Some(within), None) => {
                    format!(" within {}", duration_words(*within))
                }
                (None, None) => String::new(),
            };
            format!("after {}, a run goes on without {}{time}", from(start), of(event))
        }
        (Asked::Require { event, .. }, Scope::Between(start, _)) => {
            format!("{last} is reached without {} since {}", of(event), from(start))
        }
        (Asked::Require { event, .. }, Scope::AfterUntil(start, end)) => {
            format!("after {}, {} does not come before {}", from(start), of(event), of(end))
        }
        (Asked::Never(_), Scope::Globally) => format!("{last} happens, and never may"),
        (Asked::Never(event), Scope::Before(_)) => {
            format!("{last} is reached although {} came before it", of(event))
        }
        (Asked::Never(_), Scope::After(start)) => format!("{last} is reached after {}", from(start)),
        (Asked::Never(event), Scope::Between(start, _)) => {
            format!("{last} is reached although {} came after {}", of(event), from(start))
        }
        (Asked::Never(_), Scope::AfterUntil(start, end)) => {
            format!("{last} is reached after {}, before {}", from(start), of(end))
        }
        (Asked::Each { must, .. }, _) => format!("{last} is not done as asked ({})", first_words(model, must)),
        (Asked::Possible(event), Scope::After(start)) => {
            format!("no run leads from {} to {}", of(start), of(event))
        }
        (Asked::Possible(event), _) => format!("no run leads to {}", of(event)),
        (Asked::KeepApart(events), _) => {
            format!("one role may do both {}", list(&events.iter().map(of).collect::<Vec<_>>(), "and"))
        }
        (Asked::Judge(_), _) => "it was judged, and the answer is no".to_owned(),
        (Asked::Unreadable, _) => "it could not be read".to_owned(),
        // What is left makes demands on declared things.
        _ => lacking_words(decision),
    }
}

fn lacking_words(decision: &Decision) -> String {
    let each = decision.things.iter().map(|it| format!("{} lacks {}", thing_words(&it.name), list(&it.lacks, "and")));
    each.collect::<Vec<_>>().join("; ")
}

/// An entity that no file declares has no name.
fn thing_words(name: &str) -> String {
    if name.is_empty() { "the organisation".to_owned() } else { format!("`{name}`") }
}

fn age_words(model: &Model, event: &Event) -> String {
    let ages = event.alternatives.iter().flat_map(|it| &it.constraints).filter(|it| it.on == On::Age);
    let words = ages.filter_map(|it| match &it.held {
        Held::Compare(_, value @ Value::Duration(_)) => Some(format!(" that is at most {} old", words(model, value))),
        _ => None,
    });
    words.take(1).collect()
}

/// An event by the names of its alternatives; the first few, where there are many.
pub(crate) fn event_words(model: &Model, event: &Event) -> String {
    let mut names: Vec<String> = Vec::new();
    for alternative in &event.alternatives {
        let name = match alternative.what {
            What::Action(term) | What::Trigger(term) => format!("`{}`", model.terms[term].name),
            What::AnyStep => "any step".to_owned(),
            What::Branch => fork_words(&topics_of(model, &alternative.constraints)),
            What::Unreadable => continue,
        };
        let outcomes = alternative.constraints.iter().filter_map(|it| match &it.held {
            Held::Outcomes(outcomes) => Some(outcomes.join(" or ")),
            _ => None,
        });
        let outcome: Vec<String> = outcomes.collect();
        let others = alternative.constraints.iter().any(|it| !matches!(it.on, On::Outcome | On::Age | On::Topic));
        let name = if outcome.is_empty() { name } else { format!("{name} with the outcome {}", outcome.join(" and ")) };
        let name =
            if others { format!("{name} as asked ({})", demands_words(model, &alternative.constraints)) } else { name };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > 4 {
        let more = names.len() - 3;
        names.truncate(3);
        names.push(format!("{more} more"));
    }
    list(&names, "or")
}

/// A place where the way is chosen, by what it asks about.
pub(super) fn fork_words(topics: &[String]) -> String {
    if topics.is_empty() { "a fork".to_owned() } else { format!("a fork that {}", asks_words(topics)) }
}

/// What a fork does.
pub(super) fn asks_words(topics: &[String]) -> String {
    let quoted: Vec<String> = topics.iter().map(|it| format!("`{it}`")).collect();
    if quoted.is_empty() { "asks about nothing".to_owned() } else { format!("asks about {}", list(&quoted, "and")) }
}

/// What a `branch` is asked to be about.
fn topics_of(model: &Model, constraints: &[Constraint]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for constraint in constraints {
        let Held::Topics(topics) = &constraint.held else { continue };
        for topic in topics {
            let name = match topic {
                Topic::Fact(field) => model.fields[*field].name.clone(),
                Topic::Class(class) => model.classifications[*class].name.clone(),
                Topic::Action(term) => model.terms[*term].name.clone(),
                Topic::Decision(name) => name.clone(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Of several alternatives the same is asked, each in its own field.
fn first_words(model: &Model, must: &[Vec<Constraint>]) -> String {
    must.first().map(|it| demands_words(model, it)).unwrap_or_default()
}

fn demands_words(model: &Model, constraints: &[Constraint]) -> String {
    let words = constraints.iter().filter_map(|it| {
        let key = match it.on {
            On::Actor => "by".to_owned(),
            On::Within => "within".to_owned(),
            On::Field(field) => model.fields[field].name.clone(),
            On::Lasts => "lasts".to_owned(),
            On::Reason => "reason".to_owned(),
            On::Outcome | On::Age | On::Topic | On::Unreadable => return None,
        };
        Some(format!("{key} {}", held_words(model, &it.held)))
    });
    words.collect::<Vec<_>>().join(", ")
}

fn held_words(model: &Model, held: &Held) -> String {
    let values = |values: &[Value], last| list(&values.iter().map(|it| words(model, it)).collect::<Vec<_>>(), last);
    match held {
        Held::Stated => "stated".to_owned(),
        Held::Same => "the same".to_owned(),
        Held::Compare(comparison, value) => {
            format!("{} {}", comparison_words(*comparison), words(model, value))
        }
        Held::CompareWith(comparison, _) => {
            format!("{} that of another role", comparison_words(*comparison))
        }
        Held::SomeOf(_) => "some of those concerned".to_owned(),
        Held::AllOf(_) => "all of those concerned".to_owned(),
        Held::All(all) => values(all, "and"),
        Held::Any(all) => values(all, "or"),
        Held::None(all) => format!("not {}", values(all, "or")),
        Held::Outcomes(outcomes) => outcomes.join(" or "),
        Held::Roles(roles) => list(&roles.iter().map(|&it| model.roles[it].name.clone()).collect::<Vec<_>>(), "or"),
        Held::Topics(_) => String::new(),
        Held::Nested(constraints) => format!("somebody with {}", demands_words(model, constraints)),
    }
}

fn comparison_words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "at least",
        Comparison::AtMost => "at most",
        Comparison::MoreThan => "above",
        Comparison::LessThan => "below",
    }
}
