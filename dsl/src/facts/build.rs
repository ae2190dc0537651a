//! From questions to a space: attributes, where each question holds, and what is possible at all.

use std::collections::{BTreeMap, BTreeSet};

use super::own::own_first;
use super::predicate::Predicate;
use super::{Class, Collector, Era, FactSpace, Formula, Meaning, PredicateId};
use crate::logic::{Costs, Set, Space};
use crate::model::{Comparison, Field, FieldType, Id, Model, Owner, Value};

/// How many nodes a space may make before an answer is given up as undecided.
const BUDGET: usize = 400_000;

impl<'m> FactSpace<'m> {
    /// Makes the space in which everything that was asked can be answered.
    pub(crate) fn new(mut collector: Collector<'m>) -> Self {
        let model = collector.model;
        let givens = ask_givens(&mut collector);
        let (meanings, own) = own_first(model, meanings(&collector), |it| it.field(&collector));
        let sizes: Vec<u32> = meanings.iter().map(Meaning::size).collect();
        let both = [sizes.clone(), sizes].concat();
        let mut facts = Self {
            model,
            shown_for: None,
            entity: collector.entity,
            space: Space::new(both, BUDGET),
            holds: vec![[Set::NONE; 2]; collector.predicates.len()],
            collector,
            meanings,
            own,
            levels: BTreeMap::new(),
            theory: [Set::ALL; 2],
            laws: [Vec::new(), Vec::new()],
            unclaimed: Set::ALL,
            too_large: false,
            anything: Set::ALL,
            registered: BTreeMap::new(),
            views: super::view::Views::default(),
            costs: Costs::default(),
            stop: super::Stop(&|| false),
            stopped: false,
        };
        for era in [Era::Start, Era::Anew] {
            facts.place_predicates(era);
            let laws = facts.laws_of(era, &givens);
            facts.theory[era as usize] = facts.put_together(laws.clone());
            facts.laws[era as usize] = laws;
        }
        facts.unclaimed = facts.no_claims();
        let laws = [facts.laws[Era::Start as usize].as_slice(), &[facts.unclaimed]].concat();
        facts.anything = facts.put_together(laws);
        facts.too_large = facts.space.exhausted();
        facts
    }

    /// Where a fact of one era stands. What the entity is does not change.
    pub(super) fn attribute(&self, index: usize, era: Era) -> u32 {
        let again = era == Era::Anew && index >= self.own as usize;
        let shift = if again { self.meanings.len() } else { 0 };
        u32::try_from(index + shift).unwrap_or(u32::MAX)
    }

    fn place_predicates(&mut self, era: Era) {
        for (index, meaning) in self.meanings.clone().iter().enumerate() {
            let attribute = self.attribute(index, era);
            match meaning {
                Meaning::Flag(id) => {
                    self.holds[id.index()][era as usize] = self.space.where_value(attribute, |value| value == 1);
                }
                Meaning::Kind { classes, .. } => {
                    for id in classes.iter().flat_map(|class| &class.holds).collect::<BTreeSet<_>>() {
                        let holds = |value: u32| classes.get(value as usize).is_some_and(|it| it.holds.contains(id));
                        self.holds[id.index()][era as usize] = self.space.where_value(attribute, holds);
                    }
                }
                Meaning::Scale { field, cuts, .. } => self.place_scale(*field, cuts, attribute, era),
                Meaning::Floor { .. } => {}
            }
        }
    }

    fn place_scale(&mut self, field: Id<Field>, cuts: &[i64], attribute: u32, era: Era) {
        for index in 0..self.collector.predicates.len() {
            let (comparison, value) = match &self.collector.predicates[index] {
                Predicate::Compares { field: of, comparison, value } if *of == field => (Some(*comparison), value),
                Predicate::Equals { field: of, value } if *of == field => (None, value),
                _ => continue,
            };
            let Some(at) = measure(value).and_then(|it| cuts.binary_search(&it).ok()) else {
                continue;
            };
            // Value 2k+1 is cut k itself; even values are the gaps around it.
            let middle = u32::try_from(2 * at + 1).unwrap_or(u32::MAX);
            let holds = |value: u32| comparison.map_or(value == middle, |it| it.holds(&value, &middle));
            self.holds[index][era as usize] = self.space.where_value(attribute, holds);
        }
    }

    fn laws_of(&mut self, era: Era, givens: &[(Formula, Formula)]) -> Vec<Set> {
        let mut laws = Vec::new();
        for field in self.listed_fields() {
            laws.extend(self.closed_lists(field, era));
        }
        for (index, meaning) in self.meanings.clone().iter().enumerate() {
            if let Meaning::Scale { cuts, may_be_negative: false, .. } = meaning {
                let attribute = self.attribute(index, era);
                let floor =
                    cuts.iter().position(|&cut| cut >= 0).map_or(2 * cuts.len(), |k| 2 * k + usize::from(cuts[k] == 0));
                laws.push(self.space.where_value(attribute, |value| value as usize >= floor));
            }
        }
        for (when, then) in givens {
            let (when, then) = (self.fact_set(when, era), self.fact_set(then, era));
            let broken = self.space.without(when, then);
            laws.push(self.space.not(broken));
        }
        laws
    }

    /// The fields that hold lists and are asked about.
    pub(super) fn listed_fields(&self) -> Vec<Id<Field>> {
        let lists = self.collector.predicates.iter().filter_map(|predicate| match predicate {
            Predicate::Among { field, .. } if is_list(self.model, *field) => Some(*field),
            _ => None,
        });
        lists.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// A list makes exactly those questions hold that some value in it makes hold:
    /// each that holds is owed to a value all of whose questions hold.
    fn closed_lists(&mut self, field: Id<Field>, era: Era) -> Vec<Set> {
        let signatures = signatures(&self.collector, field);
        let asked: BTreeSet<PredicateId> = asked_of(&self.collector, field).into_iter().map(|(id, _)| id).collect();
        let mut closed = Vec::new();
        for id in asked {
            let mut owed = Set::NONE;
            for signature in signatures.iter().filter(|it| it.contains(&id)) {
                let mut all = Set::ALL;
                for other in signature {
                    all = self.space.and(all, self.holds[other.index()][era as usize]);
                }
                owed = self.space.or(owed, all);
            }
            let unfounded = self.space.without(self.holds[id.index()][era as usize], owed);
            closed.push(self.space.not(unfounded));
        }
        closed
    }

    fn no_claims(&mut self) -> Set {
        let mut set = Set::ALL;
        for index in 0..self.meanings.len() {
            if matches!(self.meanings[index], Meaning::Floor { .. }) {
                let attribute = self.attribute(index, Era::Start);
                let none = self.space.where_value(attribute, |value| value == 0);
                set = self.space.and(set, none);
            }
        }
        set
    }
}

impl Meaning {
    /// The field it is about.
    pub(super) fn field(&self, collector: &Collector<'_>) -> Option<Id<Field>> {
        match self {
            Self::Kind { field, .. } | Self::Scale { field, .. } => Some(*field),
            Self::Flag(id) => collector.predicates.get(id.index())?.field(),
            Self::Floor { .. } => None,
        }
    }

    fn size(&self) -> u32 {
        let size = match self {
            Self::Flag(_) => 2,
            Self::Kind { classes, .. } => classes.len(),
            Self::Scale { cuts, .. } => 2 * cuts.len() + 1,
            Self::Floor { levels, .. } => *levels,
        };
        u32::try_from(size.max(1)).unwrap_or(u32::MAX)
    }
}

fn ask_givens(collector: &mut Collector<'_>) -> Vec<(Formula, Formula)> {
    let model = collector.model;
    let visible = model.visible(Owner::Entity(collector.entity));
    let givens = model.givens.iter().filter(|(_, it)| visible.contains(&it.owner));
    givens.map(|(_, it)| (collector.formulas(&it.when), collector.formula(&it.then))).collect()
}

/// The attributes, in the order in which they were first asked about: what belongs together stays together.
fn meanings(collector: &Collector<'_>) -> Vec<Meaning> {
    let mut meanings = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, predicate) in (0..).zip(&collector.predicates) {
        let id = PredicateId(index);
        match predicate {
            Predicate::Among { field, .. } if !is_list(collector.model, *field) => {
                if seen.insert((*field, String::new())) {
                    meanings.push(Meaning::Kind { field: *field, classes: classes(collector, *field) });
                }
            }
            Predicate::Compares { field, value, .. } | Predicate::Equals { field, value }
                if measure(value).is_some() =>
            {
                if seen.insert((*field, unit(value))) {
                    meanings.push(scale(collector, *field, &unit(value)));
                }
            }
            _ => meanings.push(Meaning::Flag(id)),
        }
    }
    for &class in collector.classes.keys() {
        let name = &collector.model.classifications[class].name;
        let claimed = collector.model.instances.iter().any(|(_, it)| it.classed.iter().any(|(of, ..)| of == name));
        if claimed {
            meanings.push(Meaning::Floor { class, levels: collector.model.classifications[class].levels.len() });
        }
    }
    meanings
}

pub(super) fn is_list(model: &Model, field: Id<Field>) -> bool {
    !matches!(model.fields[field].ty, Some(FieldType::OneOf(_)))
}

/// The questions asked of a field's values, each with the indices of the values it holds of.
pub(super) fn asked_of<'c>(collector: &'c Collector<'_>, field: Id<Field>) -> Vec<(PredicateId, &'c [usize])> {
    let asked = (0..).zip(&collector.predicates).filter_map(|(index, predicate)| match predicate {
        Predicate::Among { field: of, values } if *of == field => Some((PredicateId(index), values.as_slice())),
        _ => None,
    });
    asked.collect()
}

/// For each value of a field, the questions that hold of it.
fn signature_of_each(collector: &Collector<'_>, field: Id<Field>) -> Vec<(Value, Vec<PredicateId>)> {
    let asked = asked_of(collector, field);
    let universe = collector.universe(field).into_iter().enumerate();
    universe
        .map(|(index, value)| {
            let holds = asked.iter().filter(|(_, values)| values.binary_search(&index).is_ok()).map(|(id, _)| *id);
            (value, holds.collect())
        })
        .collect()
}

fn signatures(collector: &Collector<'_>, field: Id<Field>) -> BTreeSet<Vec<PredicateId>> {
    signature_of_each(collector, field).into_iter().map(|(_, signature)| signature).collect()
}

fn classes(collector: &Collector<'_>, field: Id<Field>) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    let mut at: BTreeMap<Vec<PredicateId>, usize> = BTreeMap::new();
    for (value, holds) in signature_of_each(collector, field) {
        if !at.contains_key(&holds) {
            at.insert(holds.clone(), classes.len());
            classes.push(Class { holds, value: Some(value) });
        }
    }
    if classes.is_empty() {
        classes.push(Class { holds: Vec::new(), value: None });
    }
    classes
}

fn scale(collector: &Collector<'_>, field: Id<Field>, of: &str) -> Meaning {
    let mut cuts: BTreeMap<i64, Value> = BTreeMap::new();
    for predicate in &collector.predicates {
        match predicate {
            Predicate::Compares { field: at, value, .. } | Predicate::Equals { field: at, value }
                if *at == field && unit(value) == of =>
            {
                if let Some(measure) = measure(value) {
                    cuts.entry(measure).or_insert_with(|| value.clone());
                }
            }
            _ => {}
        }
    }
    let may_be_negative = cuts.values().any(|it| matches!(it, Value::Date(_)));
    Meaning::Scale { field, shown: cuts.values().cloned().collect(), cuts: cuts.into_keys().collect(), may_be_negative }
}

/// Values that have one scale: currencies do not convert.
pub(super) fn unit(value: &Value) -> String {
    match value {
        Value::Money(_, currency) => currency.clone(),
        _ => String::new(),
    }
}

/// Where a value stands on its scale. Of a fact, a month is taken as its mean length.
pub(super) fn measure(value: &Value) -> Option<i64> {
    match value {
        Value::Number(thousandths) => Some(*thousandths),
        Value::Money(hundredths, _) => Some(*hundredths),
        Value::Duration(it) => {
            let working = i64::from(it.working_days) * 7 * 48 / 5;
            Some(i64::from(it.months) * 1461 + i64::from(it.hours) * 2 + working)
        }
        Value::Date(date) => Some(i64::from(date.since(jiff::civil::Date::ZERO).map_or(0, |span| span.get_days()))),
        Value::Term(_) | Value::Thing(_) | Value::Role(_) | Value::Text(_) | Value::YesNo(_) | Value::List(_) => None,
    }
}

/// Whether a stated value compares so with another of the same scale; `None` across currencies.
pub(crate) fn compares(comparison: Option<Comparison>, left: &Value, right: &Value) -> Option<bool> {
    if unit(left) != unit(right) {
        return None;
    }
    let (left, right) = (measure(left)?, measure(right)?);
    Some(comparison.map_or(left == right, |it| it.holds(&left, &right)))
}
