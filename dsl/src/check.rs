//! Requirements held against every run.
//!
//! Takes the model and a date; gives a verdict for each requirement and subject, with a replayed run where one
//! breaks it. Requirements are watched by small automata while all runs of a life are followed at once, each
//! state carrying the exact set of facts under which it is reached.

mod decide;
mod events;
mod explore;
mod flow;
mod fold;
mod level;
mod matching;
mod monitor;
mod say;
mod serving;
mod study;
mod subject;
mod tell;
mod things;
mod touched;
mod waiver;
mod watch;
mod witness;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Finding};
pub(crate) use crate::facts::Stop;
use crate::model::{Entity, Id, Level, Model, Requirement, Step, Waiver};
use decide::{Decider, Decision};
pub(crate) use events::Events;
pub(crate) use explore::{Course, Moved, course};
pub(crate) use flow::Flow;
pub(crate) use matching::meets;
pub(crate) use monitor::{Clock, Hit, Monitor, Part, Pattern, Reading, Watch};
use say::Report;
pub(crate) use say::event_words;
pub(crate) use serving::Serving;
pub(crate) use study::Study;
use study::Wanted;
pub(crate) use subject::{describes_nothing, events_of, main_subject, subject_of};
pub(crate) use touched::{speaks_of, touched};
pub(crate) use waiver::{Flaw, flaws_of_judgement, flaws_of_waiver, says_nothing};

/// One requirement for one subject.
#[derive(Clone, Debug)]
pub(crate) struct Decided {
    pub(crate) finding: Finding,
    level: Level,
    /// For *unknown* and *undecided*: what is missing, or why.
    pub(crate) reason: Option<String>,
}

/// Everything that was decided for one entity.
#[derive(Debug)]
pub(crate) struct Checked<'m> {
    pub(crate) entity: Id<Entity>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) decided: Vec<Decided>,
    /// The waivers that cover something.
    pub(crate) used: BTreeSet<Id<Waiver>>,
    /// The waivers that promise something instead which is not always done.
    pub(crate) unkept: BTreeSet<Id<Waiver>>,
    /// What is left for other rooms to look at.
    pub(crate) study: Study<'m>,
}

/// Decides every requirement that an entity follows, in general and for each registered subject; nothing if it was
/// told to stop.
pub(crate) fn check<'m>(
    model: &'m Model,
    entity: Id<Entity>,
    today: Date,
    only: Option<&str>,
    stop: Stop<'m>,
) -> Option<Checked<'m>> {
    let meant = |it: Id<Requirement>| only.is_none_or(|only| is_named(model, it, only));
    decide_all(Study::new(model, entity, today, &Wanted { meant: &meant, without: &BTreeSet::new() }, stop))
}

/// Decides some requirements as if nothing were done at some steps. All else is as it is: time passes there, and what a
/// decision chooses is chosen.
pub(crate) fn check_without(
    model: &Model,
    entity: Id<Entity>,
    today: Date,
    without: &BTreeSet<Id<Step>>,
    meant: &dyn Fn(Id<Requirement>) -> bool,
    stop: Stop<'_>,
) -> Option<Vec<Decided>> {
    decide_all(Study::new(model, entity, today, &Wanted { meant, without }, stop)).map(|it| it.decided)
}

fn decide_all(mut study: Study<'_>) -> Option<Checked<'_>> {
    let entity = study.entity;
    let mut diagnostics = Vec::new();
    let mut decided: Vec<Decided> = Vec::new();
    let (mut used, mut unkept, mut silent) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    if study.facts.is_stopped() {
        return None;
    }
    let mut decider = Decider::new(&mut study);
    for numbers in decider.clauses() {
        let decisions = decider.decide_clause(numbers.clone());
        if decider.study.facts.is_stopped() {
            return None;
        }
        used.extend(decisions.iter().flat_map(|it| it.waivers.iter().copied()));
        unkept.extend(decisions.iter().flat_map(|it| it.unkept.iter().copied()));
        let (study, questions) = decider.parts();
        // At every level the same is asked, only not of the same cases.
        let Some(question) = questions.get(numbers.start) else {
            continue;
        };
        let mut report = Report { study, question };
        for decision in &decisions {
            let (finding, reason) = (report.finding(decision), reason(decision));
            merge(&mut decided, Decided { finding, level: decision.level, reason });
        }
        // What nothing answers is said once, however many clauses ask for it.
        let unanswered = decisions.iter().find_map(|it| it.unanswered.clone());
        let key = unanswered.map(|trigger| (question.requirement, trigger));
        if key.is_none_or(|key| silent.insert(key)) {
            diagnostics.extend(tell::tell(&mut report, &decisions));
        }
    }
    Some(Checked { entity, diagnostics: fold::fold(diagnostics), decided, used, unkept, study })
}

fn reason(decision: &Decision) -> Option<String> {
    (!decision.reasons.is_empty()).then(|| decision.reasons.join("; "))
}

/// A requirement of several clauses takes the worst verdict, at the strictest level at which it has it.
fn merge(decided: &mut Vec<Decided>, row: Decided) {
    let same = |it: &&mut Decided| {
        it.finding.requirement == row.finding.requirement && it.finding.subject == row.finding.subject
    };
    match decided.iter_mut().rev().take(4096).find(same) {
        Some(known) if (known.finding.verdict, known.level) < (row.finding.verdict, row.level) => *known = row,
        Some(_) => {}
        None => decided.push(row),
    }
}

/// Whether a requirement is called so: `guidance/requirement`, or `requirement` alone.
fn is_named(model: &Model, requirement: Id<Requirement>, name: &str) -> bool {
    let it = &model.requirements[requirement];
    match name.rsplit_once('/') {
        Some((owner, name)) => it.name == name && model.owner_name(it.owner) == owner,
        None => it.name == name,
    }
}
