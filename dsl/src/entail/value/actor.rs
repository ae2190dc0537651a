//! Who acts: which role, and what is stated of it.

use super::time::doubted;
use super::{Demand, MOST_WAYS, Met, Slot, View, Words, bits, free, seen, unique};
use crate::model::{Held, Id, Role, Value};

/// The ways of the demands on one slot of a role, and the number of each demand among all.
type Ways = (Vec<Met>, Vec<usize>);

impl<'m> Words<'m> {
    /// Every way in which whoever acts can meet these demands or not.
    pub(super) fn actors(self, demands: &[Demand<'m>], view: View) -> Option<Vec<Met>> {
        let stated = bits(demands, |it| matches!(it.held, Held::Stated));
        let all = bits(demands, |_| true);
        let opaque = bits(demands, |it| !self.is_understood(it.held));
        let roles = self.roles(demands, view)?;
        let values = free(roles, opaque, view)?;
        // Several may act: what is surely met is met by each of them.
        let values = if view == View::Written { doubted(values)? } else { values };
        seen(values, stated, all & !stated, view)
    }

    fn is_understood(self, held: &Held) -> bool {
        match held {
            Held::Stated | Held::Roles(_) => true,
            Held::None(values) => values.iter().all(|it| matches!(it, Value::Role(_))),
            Held::Nested(inner) => inner.iter().all(|it| Slot::of(self.model, it.on).is_some()),
            _ => false,
        }
    }

    /// One role: which it is, and what is stated of it.
    fn roles(self, demands: &[Demand<'m>], view: View) -> Option<Vec<Met>> {
        let mut inner: Vec<(Slot, Demand<'m>)> = Vec::new();
        // For each demand, what it asks of the role.
        let mut asked: Vec<(usize, u64)> = Vec::new();
        for (at, demand) in demands.iter().enumerate().filter(|(_, it)| self.is_understood(it.held)) {
            let Held::Nested(constraints) = demand.held else { continue };
            let mut needs = 0;
            for constraint in constraints {
                let field = if let crate::model::On::Field(field) = constraint.on { Some(field) } else { None };
                needs |= 1_u64.checked_shl(u32::try_from(inner.len()).ok()?)?;
                inner.push((Slot::of(self.model, constraint.on)?, Demand { field, held: &constraint.held }));
            }
            asked.push((at, needs));
        }
        let carried = self.carried(&inner, view)?;
        let nested = |has: &Met| {
            let mut met = Met::default();
            for (at, needs) in &asked {
                met.sure |= u64::from(has.sure & needs == *needs) << at;
                met.possible |= u64::from(has.possible & needs == *needs) << at;
            }
            met
        };
        let carried = unique(carried.iter().map(nested));
        let who = who(demands);
        let ways = who.iter().flat_map(|who| carried.iter().map(|it| it.and(*who)));
        let ways = unique(ways);
        (ways.len() <= MOST_WAYS).then_some(ways)
    }

    /// What can be stated of a role, as far as that is asked.
    fn carried(self, inner: &[(Slot, Demand<'m>)], view: View) -> Option<Vec<Met>> {
        let mut slots: Vec<&Slot> = inner.iter().map(|(slot, _)| slot).collect();
        slots.sort();
        slots.dedup();
        let mut ways = vec![Met::default()];
        for slot in slots {
            let of: Vec<usize> = (0..inner.len()).filter(|&at| inner.get(at).is_some_and(|it| it.0 == *slot)).collect();
            let demands: Vec<Demand<'m>> = of.iter().filter_map(|&at| inner.get(at)).map(|it| it.1).collect();
            let here: Ways = (self.ways(slot, &demands, view)?, of);
            ways = unique(ways.iter().flat_map(|known| here.0.iter().map(|it| known.and(spread(*it, &here.1)))));
            if ways.len() > MOST_WAYS * 4 {
                return None;
            }
        }
        Some(ways)
    }
}

/// The same bits at other places.
pub(in crate::entail) fn spread(met: Met, at: &[usize]) -> Met {
    let moved = |bits: u64| {
        at.iter().enumerate().filter(|(from, _)| bits >> from & 1 == 1).fold(0, |bits, (_, to)| bits | 1_u64 << to)
    };
    Met { sure: moved(met.sure), possible: moved(met.possible) }
}

/// Each role that is named, and one that is not.
fn who(demands: &[Demand<'_>]) -> Vec<Met> {
    let mut named: Vec<Id<Role>> = Vec::new();
    for demand in demands {
        match demand.held {
            Held::Roles(roles) => named.extend(roles),
            Held::None(values) => {
                named
                    .extend(values.iter().filter_map(|it| if let Value::Role(role) = it { Some(*role) } else { None }));
            }
            _ => {}
        }
    }
    named.sort();
    named.dedup();
    let met = |role: Option<Id<Role>>| {
        let is = |it: &Demand<'_>| match it.held {
            Held::Roles(roles) => role.is_some_and(|role| roles.contains(&role)),
            Held::None(values) if values.iter().all(|it| matches!(it, Value::Role(_))) => {
                role.is_none_or(|role| !values.contains(&Value::Role(role)))
            }
            _ => false,
        };
        let met = bits(demands, is);
        Met { sure: met, possible: met }
    };
    unique(named.into_iter().map(Some).chain([None]).map(met))
}
