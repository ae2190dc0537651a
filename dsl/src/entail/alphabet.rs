//! Everything that can happen at one stop, as far as some clauses tell it apart.
//!
//! More is let in than can really happen, never less: what no such stop can show is then shown by none.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::ready::{Kind, Spoken, Watched};
use super::value::{Met, Slot, View, spread};
use super::{Facts, Reasoner};
use crate::model::{Id, Term};

/// More ways for a stop to be than this are too many.
const MOST_WAYS: usize = 4_000;
/// More kinds of stops than this are too many.
const MOST_LETTERS: usize = 1_500;

/// What one stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Letter {
    /// Which facts hold, as a place in [`Alphabet::cells`].
    pub(super) cell: usize,
    /// The events that it surely is, as bits.
    pub(super) sure: u128,
    pub(super) possible: u128,
}

/// The events of something watched, by the numbers of their bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bits {
    pub(super) e: u128,
    pub(super) s: u128,
    pub(super) t: u128,
    pub(super) about: u128,
    pub(super) ageless: u128,
    /// Whether the one role that is followed acts.
    pub(super) acts: u128,
}

/// All stops that some clauses tell apart.
#[derive(Debug)]
pub(super) struct Alphabet {
    pub(super) letters: Vec<Letter>,
    /// What holds in each cell of facts: bits by the place in [`Alphabet::formulas`].
    pub(super) cells: Rc<Vec<u64>>,
    pub(super) formulas: Vec<usize>,
    /// One for each thing watched.
    pub(super) bits: Vec<Bits>,
}

impl Alphabet {
    /// Whether a condition holds in a cell.
    pub(super) fn holds(&self, cell: usize, formula: usize) -> bool {
        let at = self.formulas.iter().position(|it| *it == formula);
        at.is_some_and(|at| self.cells.get(cell).is_some_and(|bits| bits >> at & 1 == 1))
    }
}

/// What happens, as far as it has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stop {
    Step(Option<Id<Term>>),
    Trigger(Id<Term>),
    Fork,
}

/// One alternative, worked out.
struct Worked {
    kind: Kind,
    /// Bits of the condition among those told apart.
    when: u64,
    met: u64,
    lacks: Option<u64>,
    event: u128,
}

struct Builder<'b, 'm> {
    reasoner: &'b mut Reasoner<'m>,
    view: View,
    /// The numbers of the demands that are told apart.
    atoms: Vec<usize>,
    worked: Vec<Worked>,
    formulas: Vec<usize>,
    events: u32,
}

impl<'m> Reasoner<'m> {
    /// The stops that these tell apart, under facts that these conditions tell apart; `None` if there are too many.
    pub(super) fn alphabet(
        &mut self,
        watched: &[&Watched],
        conditions: &[usize],
        view: View,
        facts: Facts,
    ) -> Option<Alphabet> {
        let mut formulas = conditions.to_vec();
        formulas.extend(watched.iter().flat_map(|it| it.events()).flatten().map(|it| it.when));
        formulas.sort_unstable();
        formulas.dedup();
        // Where no alternative has a condition of its own, all is told where the conditions that are asked about hold.
        let is_plain = watched.iter().flat_map(|it| it.events()).flatten().all(|it| self.is_always(it.when));
        let cells = match facts {
            Facts::OneCase if is_plain => Rc::new(vec![u64::MAX]),
            _ => self.cells(&formulas, facts)?,
        };
        let mut builder = Builder { reasoner: self, view, atoms: Vec::new(), worked: Vec::new(), formulas, events: 0 };
        let acts = if watched.iter().any(|it| it.by_one) { builder.bit()? } else { 0 };
        let mut bits = Vec::new();
        for it in watched {
            let [e, s, t, about, ageless] = it.events().map(|event| builder.event(event));
            let acts = if it.by_one { acts } else { 0 };
            bits.push(Bits { e: e?, s: s?, t: t?, about: about?, ageless: ageless?, acts });
        }
        let letters = builder.letters(&cells, acts)?;
        builder.reasoner.spent += 20 + letters.len();
        Some(Alphabet { letters, cells, formulas: builder.formulas, bits })
    }
}

impl<'m> Builder<'_, 'm> {
    fn bit(&mut self) -> Option<u128> {
        let bit = 1_u128.checked_shl(self.events)?;
        self.events += 1;
        Some(bit)
    }

    fn event(&mut self, event: &Spoken) -> Option<u128> {
        if event.is_empty() {
            return Some(0);
        }
        let bit = self.bit()?;
        for it in event {
            let when = self.formulas.binary_search(&it.when).ok()?;
            let met = self.atoms_of(&it.met)?;
            let lacks = match &it.lacks {
                Some(lacks) => Some(self.atoms_of(lacks)?),
                None => None,
            };
            self.worked.push(Worked { kind: it.kind, when: 1 << when, met, lacks, event: bit });
        }
        Some(bit)
    }

    fn atoms_of(&mut self, demands: &[usize]) -> Option<u64> {
        let mut bits = 0;
        // How old something is shows in when it happened, and not in what it is.
        for &number in demands.iter().filter(|&&it| self.reasoner.demands.slot(it) != Some(&Slot::Age)) {
            let known = self.atoms.iter().position(|it| *it == number);
            let at = known.unwrap_or_else(|| {
                self.atoms.push(number);
                self.atoms.len() - 1
            });
            bits |= 1_u64.checked_shl(u32::try_from(at).ok()?)?;
        }
        Some(bits)
    }

    fn letters(&mut self, cells: &[u64], acts: u128) -> Option<Vec<Letter>> {
        let slots = self.slots()?;
        let mut letters = BTreeSet::new();
        for (acted, here) in self.classes() {
            let atoms = here.iter().fold(0, |bits, it| bits | it.met | it.lacks.unwrap_or(0));
            let ways = product(&slots, atoms)?;
            for (cell, &facts) in cells.iter().enumerate() {
                for way in &ways {
                    let (sure, possible) = happens(&here, facts, *way);
                    letters.insert(Letter { cell, sure, possible });
                    if acts != 0 && acted {
                        letters.insert(Letter { cell, sure: sure | acts, possible: possible | acts });
                        if self.view == View::Written {
                            letters.insert(Letter { cell, sure, possible: possible | acts });
                        }
                    }
                }
                if letters.len() > MOST_LETTERS {
                    return None;
                }
            }
        }
        let nothing = |it: &Letter| it.possible & !acts == 0;
        Some(letters.into_iter().filter(|it| !nothing(it)).collect())
    }

    /// For each slot the ways in which its atoms are met or not.
    fn slots(&mut self) -> Option<Vec<Vec<Met>>> {
        let mut all = Vec::new();
        for (_, numbers) in self.reasoner.demands.by_slot(&self.atoms) {
            let place = |number: &usize| self.atoms.iter().position(|it| it == number);
            let at: Vec<usize> = numbers.iter().filter_map(place).collect();
            let ways = self.reasoner.ways(&numbers, self.view)?;
            all.push(ways.iter().map(|it| spread(*it, &at)).collect());
        }
        Some(all)
    }

    /// The kinds of things that can happen: whether somebody acts, and the alternatives it may be.
    fn classes(&self) -> Vec<(bool, Vec<&Worked>)> {
        let below = &self.reasoner.below;
        let mut stops = vec![Stop::Step(None), Stop::Fork];
        for worked in &self.worked {
            match worked.kind {
                Kind::Action(term) => stops.extend(below.of(term).iter().map(|it| Stop::Step(Some(it)))),
                Kind::Trigger(term) => stops.extend(below.of(term).iter().map(Stop::Trigger)),
                Kind::AnyStep | Kind::Branch => {}
            }
        }
        stops.sort_unstable();
        stops.dedup();
        let is = |it: &Worked, stop: Stop| match (it.kind, stop) {
            (Kind::AnyStep, Stop::Step(_)) | (Kind::Branch, Stop::Fork) => true,
            (Kind::Action(wanted), Stop::Step(Some(term))) | (Kind::Trigger(wanted), Stop::Trigger(term)) => {
                below.is(term, wanted)
            }
            _ => false,
        };
        let mut seen = BTreeSet::new();
        let mut classes = Vec::new();
        for stop in stops {
            let acts = matches!(stop, Stop::Step(_));
            let here: Vec<usize> = (0..self.worked.len()).filter(|&at| is(&self.worked[at], stop)).collect();
            if !here.is_empty() && seen.insert((acts, here.clone())) {
                classes.push((acts, here.into_iter().map(|at| &self.worked[at]).collect()));
            }
        }
        classes
    }
}

/// Every way in which some atoms are met or not, slot by slot.
fn product(slots: &[Vec<Met>], atoms: u64) -> Option<Vec<Met>> {
    let mut ways = vec![Met::default()];
    for slot in slots {
        let kept = |it: &Met| Met { sure: it.sure & atoms, possible: it.possible & atoms };
        let here: BTreeSet<Met> = slot.iter().map(kept).collect();
        ways = ways
            .iter()
            .flat_map(|known| {
                here.iter().map(|it| Met { sure: known.sure | it.sure, possible: known.possible | it.possible })
            })
            .collect();
        if ways.len() > MOST_WAYS {
            return None;
        }
    }
    Some(ways)
}

/// Which events it surely and possibly is.
fn happens(here: &[&Worked], facts: u64, way: Met) -> (u128, u128) {
    let (mut sure, mut possible) = (0, 0);
    for it in here.iter().filter(|it| facts & it.when != 0) {
        let lacks_surely = it.lacks.is_none_or(|lacks| way.possible & lacks != lacks);
        let lacks_possibly = it.lacks.is_none_or(|lacks| way.sure & lacks != lacks);
        if way.sure & it.met == it.met && lacks_surely {
            sure |= it.event;
        }
        if way.possible & it.met == it.met && lacks_possibly {
            possible |= it.event;
        }
    }
    (sure, possible)
}
