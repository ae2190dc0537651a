//! How strict a requirement is in which case.

use crate::facts::{Collector, Formula};
use crate::model::{Level, Requirement};

/// Where a requirement asks at this level or at a stricter one, the strictest first.
///
/// What is broken in every case is then broken at the weakest level, though at none by itself. A level that adds
/// nothing to the stricter ones is left out.
pub(super) fn levels_of(collector: &mut Collector<'_>, requirement: &Requirement) -> Vec<(Level, Formula)> {
    let applies = collector.formulas(&requirement.applies);
    let mut rest = applies.clone();
    let mut cases: Vec<(Level, Formula)> = Vec::new();
    for case in &requirement.cases {
        let when = collector.formula(&case.when);
        cases.push((case.level, Formula::all([rest.clone(), when.clone()])));
        rest = Formula::all([rest, when.negate()]);
    }
    cases.push((requirement.level, rest));
    let mut levels: Vec<(Level, Formula)> = Vec::new();
    let mut strict: Vec<Formula> = Vec::new();
    for level in requirement.levels() {
        strict.extend(cases.iter().filter(|(it, _)| *it == level).map(|(_, formula)| formula.clone()));
        let weakest = strict.len() == cases.len();
        let formula = if weakest { applies.clone() } else { Formula::any(strict.clone()) };
        let adds = levels.last().is_none_or(|(_, stricter)| *stricter != formula);
        if adds && (weakest || !formula.is_false()) {
            levels.push((level, formula));
        }
    }
    levels
}
