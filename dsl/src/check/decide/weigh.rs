//! How bad it is that a clause may be broken: surely, only if an optional step is left out, or nobody can say.

use super::{About, Decider, Decision, Scope};
use crate::check::monitor::Reading;
use crate::diagnostic::Verdict;
use crate::logic::Set;

/// How a clause is read, and whether every optional step is taken.
pub(super) type Way = (Reading, bool);

impl Decider<'_, '_> {
    /// What it comes to that something breaks it under `rest`, read against whoever wrote the procedure: asked in one
    /// way after the other, each only where those before leave it open.
    pub(super) fn weigh(
        &mut self,
        scope: &Scope,
        rest: Set,
        broken: &mut dyn FnMut(&mut Self, Way) -> Set,
        decision: &mut Decision,
    ) -> (Verdict, Set, Way) {
        let (way, strict, optional) = ((Reading::Favour, true), (Reading::Against, true), (Reading::Favour, false));
        let favour_all = broken(self, way);
        if self.surely(scope, favour_all) {
            return (Verdict::Broken, favour_all, way);
        }
        let against_all = broken(self, strict);
        let (set, way) = if !against_all.is_none() || !favour_all.is_none() {
            (against_all, strict)
        } else {
            let favour = broken(self, optional);
            if self.surely(scope, favour) {
                return (Verdict::KeptIfOptional, favour, optional);
            }
            (rest, (Reading::Against, false))
        };
        let open = match scope.about {
            About::Any if self.study.facts.asks_about_the_entity() => {
                let sets = [favour_all, broken(self, optional), set];
                sets.map(|it| self.study.facts.open_about_the_entity(scope.seen, it)).concat()
            }
            About::Any => Vec::new(),
            About::Registered(_) => self.study.facts.open_facts(scope.start, set),
        };
        decision.reasons.extend(open);
        (Verdict::Unknown, set, way)
    }

    /// Whether, for a registered subject, all that is possible is in the set; for any, some of it is, however the
    /// entity may be.
    fn surely(&mut self, scope: &Scope, set: Set) -> bool {
        match scope.about {
            About::Any => self.study.facts.whatever_the_entity(scope.seen, set),
            About::Registered(_) => self.study.facts.space.within(scope.seen, set),
        }
    }
}
