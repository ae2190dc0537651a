//! Finding a case and a run to show.

use super::{Decider, Decision, Scope, Shown};
use crate::check::explore::{Explorer, Watched};
use crate::check::matching::Match;
use crate::check::monitor::{Monitor, Pattern, Reading};
use crate::check::study::Runs;
use crate::check::witness::{Happened, Run};
use crate::diagnostic::Verdict;
use crate::facts::{Case, Era};
use crate::logic::Set;

impl<'m> Decider<'_, 'm> {
    /// Finds a case and a run to show.
    #[expect(clippy::too_many_arguments, reason = "what was asked, and what came of it")]
    pub(super) fn show(
        &mut self,
        number: usize,
        runs: &Runs<'m>,
        scope: &Scope,
        set: Set,
        way: (Reading, bool),
        unanswered: Option<String>,
        decision: &mut Decision,
    ) {
        let lives = self.found(number, runs, scope, way.0, way.1);
        let set_here = self.study.facts.space.and(set, scope.start);
        // What breaks without any trigger is plainer than what needs one; then the shortest run is shown.
        for plainly in [true, false] {
            let mut shown: Option<Shown> = None;
            for (life, found) in &lives {
                let broken = if plainly { found.plainly } else { found.broken };
                let here = self.study.facts.space.and(broken, set_here);
                let Some(case) = self.study.facts.plainest(here) else { continue };
                let run = self.run(runs, scope, *life, &case, way);
                let length = |run: &Option<Run>| run.as_ref().map_or(usize::MAX, |it| it.happened().len());
                if shown.as_ref().is_none_or(|known| length(&run) < length(&known.run)) {
                    shown = Some(Shown { life: *life, case, facts: Vec::new(), run, origin: None });
                }
            }
            let Some(mut shown) = shown else { continue };
            shown.facts = self.study.facts.essential(&shown.case, set, scope.start, Era::Start);
            shown.origin = Self::origin(runs, scope, &shown);
            self.doubts(runs, scope, shown.life, shown.run.as_ref(), decision);
            if shown.run.is_none() {
                self.unconfirmed(runs, scope, decision);
            }
            decision.shown = Some(shown);
            return;
        }
        for life in scope.lives.clone() {
            let here = self.begin(life, set_here);
            let Some(case) = self.study.facts.plainest(here) else {
                continue;
            };
            let facts = self.study.facts.essential(&case, set, scope.start, Era::Start);
            let run = self.any_run(life, &case);
            decision.unanswered = unanswered;
            decision.shown = Some(Shown { life, case, facts, run, origin: None });
            return;
        }
    }

    /// The last thing on a run that opened what was asked for.
    pub(super) fn origin(runs: &Runs<'m>, scope: &Scope, shown: &Shown) -> Option<Happened> {
        let watches = Self::watches(runs, scope).iter().find(|(life, _)| *life == shown.life);
        let cases = watches.map(|(_, cases)| cases.as_slice()).unwrap_or_default();
        let opens = |happened: &&Happened| match happened {
            Happened::Stop(node) => cases.iter().filter_map(|case| case.stops.get(&node.0)).any(|it| !it.s.is_never()),
            Happened::Fired { block, .. } => {
                let kinds = cases.iter().filter_map(|case| case.blocks.get(block)).flatten();
                kinds.into_iter().any(|it| !it.s.is_never())
            }
            Happened::Left(_) | Happened::Jumped(_) | Happened::Ended => false,
        };
        shown.run.as_ref()?.happened().iter().rev().find(opens).cloned()
    }

    pub(super) fn unconfirmed(&mut self, runs: &Runs<'m>, scope: &Scope, decision: &mut Decision) {
        decision.verdict = Verdict::Undecided;
        if self.may_go_round(runs, scope) {
            decision.told_elsewhere = true;
            decision.reasons.push("a run may go round for ever, and never come to its end".to_owned());
        } else {
            let why = "a run that breaks it was found, and could not be confirmed step by step";
            decision.reasons.push(why.to_owned());
        }
    }

    pub(super) fn run(
        &mut self,
        runs: &Runs<'m>,
        scope: &Scope,
        life: usize,
        case: &Case,
        way: (Reading, bool),
    ) -> Option<Run> {
        if matches!(runs.events.pattern, Pattern::Reaches { .. }) {
            return self.any_run(life, case);
        }
        let calendar = self.study.model.entities[self.study.entity].calendar;
        let cases = Self::watches(runs, scope).iter().find(|(of, _)| *of == life).map(|(_, cases)| cases)?;
        let lived = self.study.lives.get(life)?;
        cases.iter().find_map(|watched| {
            let monitor = Monitor { pattern: watched.pattern, reading: way.0, calendar, each: false };
            Explorer::new(&mut self.study.facts, &lived.graph, watched, monitor, way.1).witness(case)
        })
    }

    /// Any run to the end under the facts of a case: nothing on it is what was asked for.
    pub(super) fn any_run(&mut self, life: usize, case: &Case) -> Option<Run> {
        let lived = self.study.lives.get(life)?;
        let watched = Watched::nothing();
        let monitor = Monitor { pattern: Pattern::Exists, reading: Reading::Against, calendar: None, each: false };
        Explorer::new(&mut self.study.facts, &lived.graph, &watched, monitor, false).witness(case)
    }

    /// What nobody said about the stops of a run.
    pub(super) fn doubts(
        &mut self,
        runs: &Runs<'m>,
        scope: &Scope,
        life: usize,
        run: Option<&Run>,
        decision: &mut Decision,
    ) {
        if decision.verdict != Verdict::Unknown {
            return;
        }
        let Some(lived) = self.study.lives.get(life) else {
            return;
        };
        let cases = Self::watches(runs, scope)
            .iter()
            .find(|(of, _)| *of == life)
            .map(|(_, cases)| cases.as_slice())
            .unwrap_or_default();
        let timed = runs.events.pattern.is_timed();
        let mut untimed = Vec::new();
        for node in run.into_iter().flat_map(Run::stops) {
            let marks = cases.iter().filter_map(|case| case.stops.get(&node.0));
            if marks.clone().any(|it| !it.e.is_never() || !it.s.is_never()) {
                untimed.clear();
            }
            let doubts = marks
                .flat_map(|marks| [&marks.e, &marks.s, &marks.t])
                .filter(|it| it.is_doubtful())
                .flat_map(|it: &Match| it.doubts.clone());
            decision.reasons.extend(doubts);
            let it = lived.graph.node(node);
            if let (true, None, crate::graph::Kind::Stop { step, .. }) = (timed, it.within, &it.kind) {
                let name = &self.study.model.steps[*step].name;
                untimed.push(format!("`{name}` has no `within`"));
            }
        }
        decision.reasons.extend(untimed);
        let mut seen = Vec::new();
        decision.reasons.retain(|it| {
            !seen.contains(it) && {
                seen.push(it.clone());
                true
            }
        });
    }
}
