//! Procedures against procedures: every way through the one followed along the other, in both directions.

use std::collections::BTreeSet;

use super::super::{Both, Case, Relation, Which};
use super::declared::change;
use super::follow::Gap;
use super::stated::{Difference, Holder};
use super::{Change, Changed, Ready};
use crate::check::Moved;
use crate::diagnostic::{Stop, Witness};
use crate::facts::{Era, Shown};
use crate::graph::{Graph, Kind, NodeId};
use crate::logic::Set;
use crate::model::{Id, Procedure, Step, Term};
use crate::source::{Place, Span};

/// What the subject's procedures let through and the measure's do not, and the other way round.
pub(super) fn changes(ready: &mut Ready<'_>) -> Vec<Change> {
    let mut telling = Telling { ready, told: BTreeSet::new(), found: Vec::new() };
    for (side, first) in telling.ready.entries.clone() {
        telling.entry(first, side);
    }
    for life in 0..telling.ready.lives.len() {
        telling.begins(life);
        telling.steps(life);
        telling.triggers(life);
        telling.runs(life);
    }
    telling.found
}

struct Telling<'r, 'm> {
    ready: &'r mut Ready<'m>,
    /// What was told of a step, whatever life it came up in.
    told: BTreeSet<(Relation, Changed, Option<Place>, Option<Place>)>,
    found: Vec<Change>,
}

impl Telling<'_, '_> {
    /// A way in that only one side has. Whether that is for better or worse, nobody can say.
    fn entry(&mut self, first: Id<Procedure>, side: Which) {
        let it = &self.ready.model().procedures[first];
        let message = match side {
            Which::Subject => format!("`{}` is a way in that the measure does not have", it.name),
            Which::Measure => format!("`{}` is a way in that only the measure has", it.name),
        };
        let mut change = blank(Relation::Incomparable, Changed::Entry, message);
        put(&mut change.procedure, side, it.name.clone());
        put(&mut change.places, side, it.at);
        self.push(change);
    }

    /// Where only one side can begin.
    fn begins(&mut self, life: usize) {
        let Some(pair) = self.ready.lives.get(life) else { return };
        let (first, here, there) = (pair.first.clone(), pair.begins.subject, pair.begins.measure);
        for (side, more, less) in [(Which::Subject, here, there), (Which::Measure, there, here)] {
            let only = self.ready.facts.space.without(more, less);
            let (false, Some(procedure)) = (only.is_none(), *first.of(side)) else { continue };
            let name = self.procedure(procedure);
            let message = match side {
                Which::Subject => format!("`{name}` can begin where the measure's cannot"),
                Which::Measure => format!("`{name}` cannot begin everywhere that the measure's can"),
            };
            let mut change = blank(Relation::Incomparable, Changed::Entry, message.clone());
            for side in [Which::Subject, Which::Measure] {
                if let Some(procedure) = *first.of(side) {
                    put(&mut change.procedure, side, self.procedure(procedure));
                    put(&mut change.places, side, self.ready.model().procedures[procedure].at);
                }
            }
            let witness = Witness { facts: self.facts(only), run: Vec::new() };
            change.case = Some(Case { side, witness, message });
            self.found.push(change);
        }
    }

    /// What steps that stand in one place say, what their procedures say, and steps that only one side has.
    fn steps(&mut self, life: usize) {
        let Some(pair) = self.ready.lives.get(life) else { return };
        let pairs: Vec<(Id<Step>, Id<Step>)> = pair.pairing.pairs().collect();
        let alone = pair.pairing.alone.clone();
        let mut heads = BTreeSet::new();
        for (one, other) in pairs {
            let procedures = Both { subject: self.procedure_of(one), measure: self.procedure_of(other) };
            let names = Both { subject: self.name(one), measure: self.name(other) };
            if procedures.subject == procedures.measure && heads.insert(procedures.measure.clone()) {
                let said = self.heads(one, other);
                said.into_iter().for_each(|it| self.push(change(it, Some(procedures.clone()), None)));
            }
            let said = self.said(one, other);
            said.into_iter().for_each(|it| self.push(change(it, Some(procedures.clone()), Some(names.clone()))));
        }
        for (side, alone) in [(Which::Subject, alone.subject), (Which::Measure, alone.measure)] {
            alone.into_iter().for_each(|it| self.alone(it, side));
        }
    }

    fn said(&mut self, one: Id<Step>, other: Id<Step>) -> Vec<Difference> {
        let holder = Holder { model: self.ready.model(), entity: self.ready.merged.entities.measure };
        let meet = self.ready.meetings(one, other);
        let laps = (self.ready.laps.get(&one).copied(), self.ready.laps.get(&other).copied());
        let mut said = holder.steps(one, other);
        said.extend(holder.laps(&self.name(one), laps));
        said.extend(holder.actors(one, other, &meet));
        said
    }

    /// What two procedures of one name say of themselves.
    fn heads(&self, one: Id<Step>, other: Id<Step>) -> Vec<Difference> {
        let model = self.ready.model();
        let holder = Holder { model, entity: self.ready.merged.entities.measure };
        let of = |step: Id<Step>| &model.procedures[model.steps[step].procedure];
        let (here, there) = (of(one), of(other));
        holder.fields(&here.name, Changed::Declared, (&here.fields, here.at), (&there.fields, there.at))
    }

    fn alone(&mut self, step: Id<Step>, side: Which) {
        let name = self.name(step);
        let (relation, message) = match side {
            Which::Subject => (Relation::Added, format!("`{name}` is done, and in the measure it is not")),
            Which::Measure => (Relation::Missing, format!("`{name}` is no longer done")),
        };
        let mut change = blank(relation, Changed::Step, message);
        put(&mut change.procedure, side, self.procedure_of(step));
        put(&mut change.places, side, self.ready.model().steps[step].at);
        put(&mut change.step, side, name);
        self.push(change);
    }

    /// What happens and only one side answers.
    fn triggers(&mut self, life: usize) {
        let Some(pair) = self.ready.lives.get(life) else { return };
        let mut alone: Vec<(Id<Term>, Place, Which)> = Vec::new();
        for side in [Which::Subject, Which::Measure] {
            let others = &pair.graphs.of(side.other()).blocks;
            for block in &pair.graphs.of(side).blocks {
                let unanswered =
                    block.triggers.iter().filter(|it| !others.iter().any(|other| other.triggers.contains(it)));
                alone.extend(unanswered.map(|&it| (it, block.at, side)));
            }
        }
        for (trigger, at, side) in alone {
            let name = &self.ready.model().terms[trigger].name;
            let (relation, message) = match side {
                Which::Subject => (Relation::Added, format!("`{name}` is answered, and in the measure it is not")),
                Which::Measure => (Relation::Missing, format!("nothing answers `{name}` any more")),
            };
            let mut change = blank(relation, Changed::Trigger, message);
            put(&mut change.places, side, at);
            self.push(change);
        }
    }

    fn runs(&mut self, life: usize) {
        let stretches = self.ready.lives.get(life).map_or(0, |it| it.stretches.len());
        for stretch in 0..stretches {
            let every = |_: Id<Step>| true;
            let (weaker, whole) = self.ready.gaps((life, stretch), Which::Subject, &every, false);
            let (stronger, too) = self.ready.gaps((life, stretch), Which::Measure, &every, false);
            self.gaps(life, Which::Subject, &weaker, &stronger);
            self.gaps(life, Which::Measure, &stronger, &weaker);
            if !(whole && too) {
                self.too_large(life);
            }
        }
    }

    fn too_large(&mut self, life: usize) {
        let first = self.ready.lives.get(life).and_then(|it| it.first.subject);
        let name = first.map(|it| self.procedure(it)).unwrap_or_default();
        let message = format!("`{name}` is too large to be held against the other in every order");
        self.push(blank(Relation::Undecided, Changed::Order, message));
    }

    /// Tells where one side gets past something, but not what the other side tells of the very same steps.
    fn gaps(&mut self, life: usize, side: Which, gaps: &[Gap], opposite: &[Gap]) {
        let Some(pair) = self.ready.lives.get(life) else { return };
        let (graph, other) = (pair.graphs.of(side).clone(), pair.graphs.of(side.other()).clone());
        let partners: Vec<(Id<Step>, Id<Step>)> = match side {
            Which::Subject => pair.pairing.pairs().map(|(one, other)| (other, one)).collect(),
            Which::Measure => pair.pairing.pairs().collect(),
        };
        let own = |step: Id<Step>| partners.iter().find(|it| it.0 == step).map(|it| it.1);
        for gap in gaps {
            if !self.is_told_by(gap, opposite, &other) && !ends_where_other_goes_on(gap, &graph, opposite, &other, &own)
            {
                self.gap(gap, &graph, &own, side);
            }
        }
    }

    /// Where one side goes on to a step, and the other passes over it, that is one difference seen from both sides. If
    /// something has to be done before the step, or it may be forbidden, then what counts is who goes on to it; but to
    /// pass over what guidance asks for counts too, unless it is all over there.
    fn is_told_by(&self, gap: &Gap, opposite: &[Gap], other: &Graph) -> bool {
        let merged = self.ready.merged;
        let gone_on: BTreeSet<Id<Step>> =
            opposite.iter().filter_map(|it| it.instead.and_then(|it| step_at(other, it))).collect();
        let all_over = gap.instead.is_none();
        let is_told = |step: Id<Step>| merged.is_guarded(step) && (all_over || !merged.is_demanded(step));
        gap.passed.iter().any(|&it| gone_on.contains(&it) && is_told(it))
    }

    /// One side gets past something that the other does not let pass.
    fn gap(&mut self, gap: &Gap, graph: &Graph, own: &dyn Fn(Id<Step>) -> Option<Id<Step>>, side: Which) {
        let relation = if side == Which::Subject { Relation::Weaker } else { Relation::Stronger };
        let instead = gap.instead.map(|it| self.stop(graph, it));
        let (what, message) = self.words(gap, graph, instead.as_ref().map(|it| it.step.as_str()), side);
        let mut change = blank(relation, what, message.clone());
        let run = gap.run.iter().map(|&it| self.stop(graph, it)).collect();
        let witness = Witness { facts: self.facts(gap.facts), run };
        change.case = Some(Case { side, witness, message });
        let passed = gap.passed.first().copied();
        let own = passed.and_then(own);
        if let Some(place) = self.word(gap, graph, own, instead.as_ref()) {
            put(&mut change.places, side, place);
        }
        let named = [(side.other(), passed), (side, own)];
        for (side, step) in named.into_iter().filter_map(|(side, step)| Some((side, step?))) {
            put(&mut change.step, side, self.name(step));
            put(&mut change.procedure, side, self.procedure_of(step));
        }
        if let Some(step) = passed {
            put(&mut change.places, side.other(), self.ready.model().steps[step].at);
        }
        self.push(change);
    }

    /// The word that made it so: `optional`, the jump, the condition, or the outcome after which it goes another way; or
    /// else the step that is come to.
    fn word(&self, gap: &Gap, graph: &Graph, own: Option<Id<Step>>, instead: Option<&Stop>) -> Option<Place> {
        let model = self.ready.model();
        let left = matches!(gap.by, Some((Moved::Left(_), _)));
        let optional = own.filter(|&it| left && model.steps[it].optional).map(|it| first_word(model.steps[it].whole));
        let by = gap.by.filter(|_| !gap.passed.is_empty()).and_then(|(_, node)| graph.node(node).at);
        let since = || gap.since.map(|it| self.stop(graph, it).at);
        let last = || gap.run.last().map(|&it| self.stop(graph, it).at);
        let come_to = || instead.map(|it| it.at).or_else(|| own.map(|it| model.steps[it].at)).or_else(last);
        optional.or(by).or_else(since).or_else(come_to)
    }

    fn words(&self, gap: &Gap, graph: &Graph, instead: Option<&str>, side: Which) -> (Changed, String) {
        let here = if side == Which::Subject { "" } else { "in the measure " };
        let to = instead.map_or_else(|| "the end".to_owned(), |it| format!("`{it}`"));
        let names: Vec<String> = gap.passed.iter().map(|&it| format!("`{}`", self.name(it))).collect();
        let passed = match names.as_slice() {
            [] if gap.since.is_some() => {
                let since = gap.since.map(|it| self.stop(graph, it).step).unwrap_or_default();
                return (Changed::Order, format!("{here}after `{since}` it can go on to {to}"));
            }
            [] => {
                let message = format!("{here}{to} can come under facts under which the other side rules it out");
                return (Changed::Outcome, message);
            }
            [one] => one.clone(),
            [one, other] => format!("{one} and {other}"),
            [one, other, rest @ ..] => format!("{one}, {other} and {} more", rest.len()),
        };
        (Changed::Step, format!("{here}{to} can be reached without {passed}"))
    }

    /// A plain case out of a set, and only what matters in it.
    fn facts(&mut self, set: Set) -> Shown {
        let facts = &mut self.ready.facts;
        let among = facts.anything();
        let case = facts.plainest(set);
        case.map(|case| facts.essential(&case, set, among, Era::Start)).unwrap_or_default()
    }

    fn stop(&self, graph: &Graph, node: NodeId) -> Stop {
        let it = graph.node(node);
        let entity = self.ready.merged.entities.measure;
        let (name, outcome, at) = match &it.kind {
            Kind::Stop { step, outcome } => (self.name(*step), outcome.as_ref(), self.ready.model().steps[*step].at),
            _ => (String::new(), None, it.at.unwrap_or(self.ready.model().entities[entity].at)),
        };
        match outcome {
            Some(outcome) => Stop { step: format!("{name}: {outcome}"), at: it.at.unwrap_or(at) },
            None => Stop { step: name, at },
        }
    }

    fn name(&self, step: Id<Step>) -> String {
        self.ready.model().steps[step].name.clone()
    }

    fn procedure(&self, procedure: Id<Procedure>) -> String {
        self.ready.model().procedures[procedure].name.clone()
    }

    fn procedure_of(&self, step: Id<Step>) -> String {
        self.procedure(self.ready.model().steps[step].procedure)
    }

    fn push(&mut self, change: Change) {
        if self.told.insert((change.relation, change.what, change.places.subject, change.places.measure)) {
            self.found.push(change);
        }
    }
}

/// Whether it is over for one side after the very stop after which the other is told to go on.
fn ends_where_other_goes_on(
    gap: &Gap,
    graph: &Graph,
    opposite: &[Gap],
    other: &Graph,
    own: &dyn Fn(Id<Step>) -> Option<Id<Step>>,
) -> bool {
    let ends = gap.passed.is_empty() && gap.instead.is_none();
    let last = gap.run.last().and_then(|&it| step_at(graph, it));
    let goes_on = |it: &Gap| {
        let since = it.since.and_then(|it| step_at(other, it));
        since.and_then(own).is_some_and(|it| Some(it) == last)
    };
    ends && opposite.iter().any(goes_on)
}

fn step_at(graph: &Graph, node: NodeId) -> Option<Id<Step>> {
    match &graph.node(node).kind {
        Kind::Stop { step, .. } => Some(*step),
        _ => None,
    }
}

fn blank(relation: Relation, what: Changed, message: String) -> Change {
    let (procedure, step) = (Both::default(), Both::default());
    Change { relation, what, message, procedure, step, places: Both::default(), values: Both::default(), case: None }
}

fn put<T>(both: &mut Both<Option<T>>, side: Which, value: T) {
    match side {
        Which::Subject => both.subject = Some(value),
        Which::Measure => both.measure = Some(value),
    }
}

/// `optional`, where it begins the statement.
fn first_word(whole: Place) -> Place {
    let word = u32::try_from("optional".len()).unwrap_or(0);
    Place { span: Span { end: whole.span.start + word, ..whole.span }, ..whole }
}
