//! Procedures that run themselves, by way of others or directly.

use std::collections::BTreeMap;

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;
use crate::model::{Id, Procedure, Statement, each_statement};
use crate::source::Place;

pub(super) const LINT: Lint = Lint {
    code: "DLY305",
    name: "circular-run",
    severity: Severity::Error,
    page: include_str!("circular_run.md"),
    run: Run::Workspace(run),
};

/// Who runs whom, and where that stands.
type Runs = BTreeMap<Id<Procedure>, Vec<(Id<Procedure>, Place)>>;

fn run(cx: &mut Cx<'_>) {
    let mut runs = Runs::new();
    for (id, procedure) in cx.model.procedures.iter() {
        each_statement(&procedure.body, &mut |it| {
            if let Statement::Run(it) = it {
                runs.entry(id).or_default().push((it.procedure, it.at));
            }
        });
    }
    let runs = without_ends(cx, &runs);
    let mut seen: BTreeMap<Id<Procedure>, usize> = BTreeMap::new();
    for (number, &start) in runs.keys().enumerate() {
        let (mut at, mut way) = (start, Vec::new());
        // Each procedure that is left runs another that is left: going on, one comes round.
        while !seen.contains_key(&at) {
            seen.insert(at, number);
            let Some(&(next, place)) = runs.get(&at).and_then(|it| it.first()) else {
                break;
            };
            way.push((at, place));
            at = next;
        }
        if seen.get(&at) == Some(&number)
            && let Some(first) = way.iter().position(|&(it, _)| it == at)
        {
            report(cx, way.get(first..).unwrap_or_default());
        }
    }
}

/// Only those that run something that again runs something, without end.
fn without_ends(cx: &Cx<'_>, runs: &Runs) -> Runs {
    let mut open: BTreeMap<Id<Procedure>, usize> = runs.iter().map(|(&id, to)| (id, to.len())).collect();
    let mut by: BTreeMap<Id<Procedure>, Vec<Id<Procedure>>> = BTreeMap::new();
    for (&from, to) in runs {
        for &(to, _) in to {
            by.entry(to).or_default().push(from);
        }
    }
    let mut ended: Vec<Id<Procedure>> = cx.model.procedures.ids().filter(|it| !runs.contains_key(it)).collect();
    while let Some(id) = ended.pop() {
        for from in by.get(&id).into_iter().flatten() {
            if let Some(left) = open.get_mut(from) {
                *left -= 1;
                if *left == 0 {
                    ended.push(*from);
                }
            }
        }
    }
    open.retain(|_, left| *left > 0);
    let kept = |to: &[(Id<Procedure>, Place)]| to.iter().filter(|(it, _)| open.contains_key(it)).copied().collect();
    open.keys().filter_map(|id| runs.get(id).map(|to| (*id, kept(to)))).collect()
}

fn report(cx: &mut Cx<'_>, ring: &[(Id<Procedure>, Place)]) {
    let Some((&(first, at), others)) = ring.split_first() else {
        return;
    };
    let names: Vec<String> = others.iter().map(|(id, _)| format!("`{}`", cx.model.procedures[*id].name)).collect();
    let name = &cx.model.procedures[first].name;
    let message = if names.is_empty() {
        format!("`{name}` runs itself")
    } else {
        format!("`{name}` runs itself, by way of {}", names.join(", "))
    };
    let mut diagnostic = LINT
        .at(at, message)
        .why("nobody can follow a procedure that begins again inside itself, and nothing is decided about it")
        .help("use `go to` or `repeat` within one procedure, or begin the other one on a trigger");
    for &(_, place) in others {
        diagnostic = diagnostic.label(place, "and from here");
    }
    cx.report(diagnostic);
}
