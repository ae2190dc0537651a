//! Facts in the reader's words: one plain case out of a set, and only what matters in it.

use std::collections::BTreeSet;

use super::build::asked_of;
use super::predicate::Predicate;
use super::{Era, FactSpace, Meaning, PredicateId};
use crate::logic::Set;
use crate::model::{Atom, Condition, Duration, Field, Id, Model, Operand, Owner, Test, Value};

/// One case: a point of the space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Case {
    point: Vec<u32>,
}

/// Field and values, in the order of the fields.
pub(crate) type Shown = Vec<(String, Vec<String>)>;

impl FactSpace<'_> {
    /// The plainest case of a set: as few things true as can be.
    pub(crate) fn plainest(&mut self, set: Set) -> Option<Case> {
        // A case costs the same whatever it is asked for, so nothing is reckoned twice.
        let mut costs = std::mem::take(&mut self.costs);
        let point = self.space.cheapest(set, &|attribute, value| self.cost(attribute, value), &mut costs);
        self.costs = costs;
        point.map(|point| Case { point })
    }

    fn cost(&self, attribute: u32, value: u32) -> u32 {
        let base = self.meanings.len();
        match self.meanings.get(attribute as usize % base.max(1)) {
            Some(Meaning::Kind { classes, .. }) => classes
                .get(value as usize)
                .map_or(0, |class| u32::try_from(class.holds.len()).unwrap_or(u32::MAX).min(8)),
            Some(Meaning::Flag(_)) => value * 3,
            Some(Meaning::Floor { .. }) => value,
            Some(Meaning::Scale { .. }) | None => 0,
        }
    }

    /// The set that holds just this case, as far as the facts of one era go.
    pub(crate) fn set_of(&mut self, case: &Case, era: Era) -> Set {
        let all: Vec<usize> = (0..self.meanings.len()).collect();
        self.cube(case, era, &all)
    }

    fn value_in(&self, case: &Case, index: usize, era: Era) -> u32 {
        case.point.get(self.attribute(index, era) as usize).copied().unwrap_or(0)
    }

    fn cube(&mut self, case: &Case, era: Era, indices: &[usize]) -> Set {
        let mut set = Set::ALL;
        // From the last on upwards, each adds a node to those below it.
        for &index in indices.iter().rev() {
            let (attribute, value) = (self.attribute(index, era), self.value_in(case, index, era));
            let here = self.space.where_value(attribute, |it| it == value);
            set = self.space.and(here, set);
        }
        set
    }

    /// The facts of a case without which it would not be in the set; `among` is what was possible to begin with.
    pub(crate) fn essential(&mut self, case: &Case, set: Set, among: Set, era: Era) -> Shown {
        // The classes are told anyway: what only keeps them as they are need not be.
        let among = self.of_the_same_class(case, among, era);
        let others = self.space.without(among, set);
        let attribute = |index: usize| (self.attribute(index, era), self.value_in(case, index, era));
        let fixed: Vec<_> = (0..self.meanings.len()).map(attribute).collect();
        let needed = self.space.needed(others, &fixed);
        let needed: Vec<usize> = (0..self.meanings.len()).filter(|&it| needed.get(it) == Some(&true)).collect();
        self.show(case, era, &needed)
    }

    /// The cases among those given for which every classification gives what it gives here.
    fn of_the_same_class(&mut self, case: &Case, among: Set, era: Era) -> Set {
        let here = self.set_of(case, era);
        let mut same = among;
        for class in self.collector.classes.keys().copied().collect::<Vec<_>>() {
            for level in 0..self.model.classifications[class].levels.len() {
                let set = self.level_set(class, &[level], era);
                if !self.space.and(here, set).is_none() {
                    same = self.space.and(same, set);
                    break;
                }
            }
        }
        same
    }

    /// What is true in a case, as far as anybody asks about it.
    pub(crate) fn striking(&mut self, case: &Case, era: Era) -> Shown {
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let value = |index: usize| self.value_in(case, index, era);
        // What does not change strikes nobody.
        let first = if era == Era::Anew { self.own as usize } else { 0 };
        let told: Vec<usize> =
            (first..self.meanings.len()).filter(|&index| self.cost(number(index), value(index)) > 0).collect();
        self.show(case, era, &told)
    }

    pub(super) fn field_of(&self, meaning: &Meaning) -> Option<Id<Field>> {
        meaning.field(&self.collector)
    }

    fn show(&mut self, case: &Case, era: Era, needed: &[usize]) -> Shown {
        let mut shown: Vec<(usize, String, Vec<String>)> = Vec::new();
        let mut listed = BTreeSet::new();
        let value_of = |index: usize| self.value_in(case, index, era);
        for &index in needed {
            let Some(field) = self.field_of(&self.meanings[index].clone()) else {
                continue;
            };
            let words = match &self.meanings[index] {
                Meaning::Kind { classes, .. } => classes
                    .get(value_of(index) as usize)
                    .and_then(|class| self.own_value(field, class).or_else(|| class.value.clone()))
                    .map(|value| vec![words(self.model, &value)]),
                Meaning::Scale { shown, .. } => Some(vec![scale_words(self.model, shown, value_of(index))]),
                Meaning::Flag(id) if is_among(&self.collector.predicates[id.index()]) => {
                    listed.insert(field).then(|| self.list_words(field, needed, &value_of))
                }
                Meaning::Flag(id) => flag_words(&self.collector.predicates[id.index()], value_of(index) == 1),
                Meaning::Floor { .. } => None,
            };
            if let Some(words) = words.filter(|it| !it.is_empty()) {
                shown.push((field.index(), self.model.fields[field].name.clone(), words));
            }
        }
        let mut facts: Vec<(String, Vec<String>)> = Vec::new();
        for (_, name, words) in shown {
            match facts.iter_mut().find(|(of, _)| *of == name) {
                Some((_, all)) => all.extend(words.into_iter().filter(|_| true)),
                None => facts.push((name, words)),
            }
        }
        facts.extend(self.shown_levels(case, era));
        facts
    }

    /// What the register states of a field of the subject whose facts are shown.
    fn own_values(&self, field: Id<Field>) -> Vec<Value> {
        let Some(instance) = self.shown_for else { return Vec::new() };
        let stated = self.model.instances[instance].fields.iter().find(|it| it.field == field);
        let mut values = match stated.and_then(|it| it.value.clone()) {
            Some(Value::List(values)) => values,
            Some(value) => vec![value],
            None => return Vec::new(),
        };
        // What `given` adds to a list may stand in it too.
        let visible = self.model.visible(Owner::Entity(self.entity));
        for (_, given) in self.model.givens.iter().filter(|(_, it)| visible.contains(&it.owner)) {
            if let Condition::Atom(Atom { operand: Operand::Fact(of), test: Test::Terms(terms), .. }) = &given.then
                && *of == field
            {
                values.extend(terms.iter().copied().map(Value::Term));
            }
        }
        values
    }

    /// The stated value, if it belongs to the class.
    fn own_value(&self, field: Id<Field>, class: &super::Class) -> Option<Value> {
        let universe = self.collector.universe(field);
        let belongs = |value: &Value| {
            let at = universe.iter().position(|it| it == value);
            let asked = asked_of(&self.collector, field);
            at.is_some_and(|at| {
                asked.iter().all(|(id, values)| class.holds.contains(id) == values.binary_search(&at).is_ok())
            })
        };
        self.own_values(field).into_iter().find(belongs)
    }

    /// A list that makes the needed questions hold, and what it must not hold.
    fn list_words(&self, field: Id<Field>, needed: &[usize], value_of: &dyn Fn(usize) -> u32) -> Vec<String> {
        let asked = asked_of(&self.collector, field);
        let universe = self.collector.universe(field);
        let index_of =
            |id: PredicateId| self.meanings.iter().position(|it| matches!(it, Meaning::Flag(of) if *of == id));
        let true_now = |id: PredicateId| index_of(id).is_some_and(|index| value_of(index) == 1);
        let matters = |id: PredicateId| index_of(id).is_some_and(|index| needed.contains(&index));
        // A value may stand in the list if every question that holds of it holds in this case.
        let fits = |at: &usize| asked.iter().all(|(id, values)| true_now(*id) || values.binary_search(at).is_err());
        let mut owed: Vec<_> = asked.iter().filter(|(id, _)| true_now(*id) && matters(*id)).collect();
        let mut chosen: Vec<String> = Vec::new();
        while let Some((_, values)) = owed.first() {
            let serves = |at: &usize| owed.iter().filter(|(_, values)| values.binary_search(at).is_ok()).count();
            let own = |at: &usize| universe.get(*at).is_some_and(|value| self.own_values(field).contains(value));
            let best =
                values.iter().filter(|at| fits(at)).max_by_key(|at| (own(at), serves(at), std::cmp::Reverse(**at)));
            let Some(&best) = best else { break };
            chosen.extend(universe.get(best).map(|value| words(self.model, value)));
            owed.retain(|(_, values)| values.binary_search(&best).is_err());
        }
        let forbidden = asked.iter().filter(|(id, _)| !true_now(*id) && matters(*id));
        for (_, values) in forbidden {
            if let Some(value) = broadest(self.model, &universe, values) {
                chosen.push(format!("not {}", words(self.model, value)));
            }
        }
        chosen
    }

    /// What each classification that is asked about gives.
    fn shown_levels(&mut self, case: &Case, era: Era) -> Shown {
        let set = self.set_of(case, era);
        let classes: Vec<_> = self.collector.classes.keys().copied().collect();
        let mut shown = Vec::new();
        for class in classes {
            let table = &self.model.classifications[class];
            let (name, levels) = (table.name.clone(), table.levels.clone());
            for (level, word) in levels.iter().enumerate() {
                let here = self.level_set(class, &[level], era);
                if !self.space.and(set, here).is_none() {
                    shown.push((name, vec![word.clone()]));
                    break;
                }
            }
        }
        shown
    }
}

fn is_among(predicate: &Predicate) -> bool {
    matches!(predicate, Predicate::Among { .. })
}

/// The value under which all others of a question stand, for saying "not that".
fn broadest<'v>(model: &Model, universe: &'v [Value], values: &[usize]) -> Option<&'v Value> {
    let of = |at: usize| universe.get(at);
    let covers = |top: &Value| {
        values.iter().filter_map(|&at| of(at)).all(|value| match (value, top) {
            (Value::Term(term), Value::Term(top)) => model.is_a(*term, *top),
            _ => value == top,
        })
    };
    values.iter().filter_map(|&at| of(at)).find(|value| covers(value))
}

fn flag_words(predicate: &Predicate, holds: bool) -> Option<Vec<String>> {
    let word = match (predicate, holds) {
        (Predicate::YesNo(_), true) => "yes",
        (Predicate::YesNo(_), false) => "no",
        (Predicate::Stated(_), true) => "stated",
        (Predicate::Stated(_), false) => "not stated",
        (Predicate::Equals { value: Value::Text(text), .. }, true) => return Some(vec![format!("\"{text}\"")]),
        (Predicate::Equals { value: Value::Text(text), .. }, false) => return Some(vec![format!("not \"{text}\"")]),
        _ => return None,
    };
    Some(vec![word.to_owned()])
}

fn scale_words(model: &Model, shown: &[Value], at: u32) -> String {
    let at = at as usize;
    let cut = |index: usize| shown.get(index).map(|value| words(model, value)).unwrap_or_default();
    if at % 2 == 1 {
        return cut(at / 2);
    }
    match (at / 2, shown.len()) {
        (0, _) => format!("less than {}", cut(0)),
        (gap, count) if gap == count => format!("more than {}", cut(count.saturating_sub(1))),
        (gap, _) => format!("more than {} and less than {}", cut(gap - 1), cut(gap)),
    }
}

/// A value as a reader would write it.
pub(crate) fn words(model: &Model, value: &Value) -> String {
    match value {
        Value::Term(term) => model.terms[*term].name.clone(),
        Value::Thing(thing) => model.instances[*thing].name.clone(),
        Value::Role(role) => model.roles[*role].name.clone(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Number(thousandths) => decimal(*thousandths, 1000),
        Value::Money(hundredths, currency) => format!("{} {currency}", decimal(*hundredths, 100)),
        Value::Duration(duration) => duration_words(*duration),
        Value::Date(date) => date.to_string(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::List(values) => values.iter().map(|it| words(model, it)).collect::<Vec<_>>().join(", "),
    }
}

fn decimal(value: i64, parts: i64) -> String {
    let digits = if parts == 1000 { 3 } else { 2 };
    let text = format!("{}.{:0digits$}", value / parts, (value % parts).abs());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A length of time as a reader would write it.
pub(crate) fn duration_words(duration: Duration) -> String {
    let mut parts = Vec::new();
    let mut add = |count: u32, unit: &str| {
        if count > 0 {
            parts.push(format!("{count} {unit}{}", if count == 1 { "" } else { "s" }));
        }
    };
    add(duration.months, "month");
    add(duration.working_days, "working day");
    if duration.hours.is_multiple_of(24) {
        add(duration.hours / 24, "day")
    } else {
        add(duration.hours, "hour")
    }
    if parts.is_empty() { "no time".to_owned() } else { parts.join(" and ") }
}
