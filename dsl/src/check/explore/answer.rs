//! Triggers that are answered alike are answered once, wherever they fired.
//!
//! While one is answered, where the run will resume makes no difference. So the answer is followed once for all
//! places from which it begins alike, and from each of its ends the run resumes at all of them, each under the
//! facts under which it fired there. No other trigger is answered in between, so nothing comes between the two.

use std::rc::Rc;

use super::known::{Answer, Known};
use super::{Back, Explorer, Move, State};
use crate::logic::Set;

impl Explorer<'_, '_> {
    /// A trigger fired: the run goes on in the answer that is followed for all that begin like it.
    pub(super) fn answer_once(&mut self, step: &mut Move, known: &mut Known, out: &mut Vec<Move>) {
        let Some(Back::To(resume)) = step.state.back.take() else { return };
        let number = match known.answered.get(&step.state) {
            Some(&number) => number,
            None => {
                known.answered.insert(step.state.clone(), known.answers.len());
                known.answers.push(Answer::default());
                known.answers.len() - 1
            }
        };
        step.state.back = Some(Back::Each(number));
        let Some(answer) = known.answers.get_mut(number) else { return };
        let fired = answer.fired.entry(Rc::clone(&resume)).or_default();
        let more = self.facts.space.without(step.set, *fired);
        *fired = self.facts.space.or(*fired, more);
        let ends: Vec<usize> = answer.ends.iter().copied().collect();
        for (state, ended) in ends.into_iter().filter_map(|end| known.get(end)) {
            let set = self.facts.space.and(ended, more);
            if !set.is_none() {
                self.resume_at(&state, &resume, set, out);
            }
        }
    }

    /// An answer ends: the run resumes wherever it fired.
    pub(super) fn resume_all(&mut self, end: usize, state: &State, set: Set, known: &mut Known, out: &mut Vec<Move>) {
        let Some(Back::Each(number)) = state.back else { return };
        let Some(answer) = known.answers.get_mut(number) else { return };
        answer.ends.insert(end);
        for (resume, fired) in &answer.fired {
            let set = self.facts.space.and(set, *fired);
            if !set.is_none() {
                self.resume_at(state, resume, set, out);
            }
        }
    }
}
