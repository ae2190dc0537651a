//! The reading desk, class: what a registered subject is classified as, and by which facts.
//!
//! A row holds, does not hold, or hangs on what is not stated; so what is said to follow follows, and what is said to
//! be missing is named. Where facts hang together in ways that only a search through all of them finds, more is called
//! open here than need be, and nothing is called settled that is not.

use std::collections::{BTreeMap, BTreeSet};

use super::prose::code;
use crate::facts::{compares, words};
use crate::model::{
    Atom, Classification, Condition, Field, Id, Instance, Model, Operand, Owner, Stated, Term, Test, Value,
};

/// Whether something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Yes,
    No,
    /// It hangs on what is not stated.
    Open,
}

impl Truth {
    fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Open => Self::Open,
        }
    }
}

/// A row of a table, held against one subject.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its number in the table.
    pub(super) number: usize,
    pub(super) level: usize,
    pub(super) holds: Truth,
    /// The facts that settle it, in words; of an open row those that are not stated, by name.
    pub(super) facts: Vec<String>,
}

/// What a table gives a subject.
#[derive(Clone, Debug)]
pub(super) struct Class {
    pub(super) class: Id<Classification>,
    /// The lowest level it may be, and the highest.
    pub(super) least: usize,
    pub(super) most: usize,
    /// The rows that hold or may hold, the gravest first.
    pub(super) rows: Vec<Row>,
}

/// What is known of one field.
#[derive(Clone, Debug, Default)]
struct Known {
    values: Vec<Value>,
    /// What may be among them as well.
    perhaps: Vec<Id<Term>>,
    /// Nothing else is among them.
    closed: bool,
}

/// One subject, ready to be asked about.
pub(super) struct Facts<'m> {
    model: &'m Model,
    instance: Id<Instance>,
    known: BTreeMap<Id<Field>, Known>,
    /// Fields that are stated, readable or not.
    stated: BTreeSet<Id<Field>>,
    /// The fields of the entity itself.
    own: BTreeSet<Id<Field>>,
    levels: BTreeMap<Id<Classification>, (usize, usize)>,
}

/// What every table that counts gives a registered subject.
pub(super) fn classes(model: &Model, instance: Id<Instance>) -> Vec<Class> {
    let it = &model.instances[instance];
    let mut facts = Facts::new(model, instance);
    let tables = model.classifications_for(Owner::Entity(it.entity));
    let about = tables.into_iter().filter(|&id| {
        let table = &model.classifications[id];
        !table.levels.is_empty() && table.subject.is_none_or(|of| of == it.subject)
    });
    about.map(|id| facts.class(id)).collect()
}

impl<'m> Facts<'m> {
    fn new(model: &'m Model, instance: Id<Instance>) -> Self {
        let it = &model.instances[instance];
        let of_entity = model.subject_named("entity").map_or(&[][..], |it| model.subjects[it].fields.as_slice());
        let mut facts = Self {
            model,
            instance,
            known: BTreeMap::new(),
            stated: BTreeSet::new(),
            own: of_entity.iter().copied().collect(),
            levels: BTreeMap::new(),
        };
        for stated in it.fields.iter().chain(&model.entities[it.entity].fields) {
            facts.state(stated);
        }
        facts.complete();
        facts
    }

    fn state(&mut self, stated: &Stated) {
        self.stated.insert(stated.field);
        if let Some(value) = &stated.value {
            let values = if let Value::List(values) = value { values.clone() } else { vec![value.clone()] };
            self.known.insert(stated.field, Known { values, perhaps: Vec::new(), closed: true });
        }
    }

    /// Adds what always holds where something else does, until nothing is added any more.
    fn complete(&mut self) {
        let model = self.model;
        let visible = model.visible(Owner::Entity(model.instances[self.instance].entity));
        let givens: Vec<_> =
            model.givens.iter().filter(|(_, it)| visible.contains(&it.owner)).map(|(_, it)| it).collect();
        for _ in 0..=givens.len() {
            let mut changed = false;
            for given in &givens {
                let when = given.when.iter().map(|it| self.holds(it)).fold(Truth::Yes, and);
                if when != Truth::No {
                    changed |= self.add(&given.then, when == Truth::Yes);
                }
            }
            if !changed {
                break;
            }
        }
    }

    fn add(&mut self, then: &Condition, sure: bool) -> bool {
        match then {
            Condition::And(parts) => parts.iter().fold(false, |changed, part| self.add(part, sure) | changed),
            Condition::Atom(Atom { operand: Operand::Fact(field), test: Test::Terms(terms), .. }) => {
                let known = self.known.entry(*field).or_default();
                let mut changed = false;
                for &term in terms {
                    if sure && terms.len() == 1 && !known.values.contains(&Value::Term(term)) {
                        known.values.push(Value::Term(term));
                        changed = true;
                    } else if !known.perhaps.contains(&term) {
                        known.perhaps.push(term);
                        changed = true;
                    }
                }
                changed
            }
            _ => false,
        }
    }

    fn holds(&mut self, condition: &Condition) -> Truth {
        match condition {
            Condition::And(parts) => parts.iter().map(|it| self.holds(it)).fold(Truth::Yes, and),
            Condition::Or(parts) => parts.iter().map(|it| self.holds(it).not()).fold(Truth::Yes, and).not(),
            Condition::Not(inner) => self.holds(inner).not(),
            Condition::Atom(atom) => self.atom(atom),
            Condition::Unreadable => Truth::Open,
        }
    }

    fn atom(&mut self, atom: &Atom) -> Truth {
        match atom.operand {
            Operand::Fact(field) => self.fact(field, &atom.test),
            Operand::Class(class) => self.class_is(class, &atom.test),
            Operand::Decision(_) => Truth::Open,
        }
    }

    fn fact(&self, field: Id<Field>, test: &Test) -> Truth {
        if let Test::Stated = test {
            return Truth::of(self.stated.contains(&field));
        }
        let Some(known) = self.known.get(&field) else {
            return Truth::Open;
        };
        if known.values.iter().any(|value| self.is(value, test)) {
            return Truth::Yes;
        }
        let perhaps = known.perhaps.iter().any(|&term| self.is(&Value::Term(term), test));
        let told_apart = known.values.iter().all(|value| self.can_tell(value, test));
        if known.closed && !perhaps && told_apart { Truth::No } else { Truth::Open }
    }

    fn is(&self, value: &Value, test: &Test) -> bool {
        let model = self.model;
        match (test, value) {
            (Test::Terms(wanted), Value::Term(term)) => wanted.iter().any(|&it| model.is_a(*term, it)),
            (Test::Things(things), value) => things.contains(value),
            (Test::YesNo(wanted), Value::YesNo(yes)) => wanted == yes,
            (Test::Compare(how, Value::Term(level)), Value::Term(term)) => {
                model.terms[*term].rank.zip(model.terms[*level].rank).is_some_and(|(a, b)| how.holds(&a, &b))
            }
            (Test::Compare(how, wanted), value) => compares(Some(*how), value, wanted) == Some(true),
            (Test::Equals(wanted), value) => compares(None, value, wanted).unwrap_or(value == wanted),
            _ => false,
        }
    }

    /// Amounts in two currencies, or working days and days, do not compare.
    fn can_tell(&self, value: &Value, test: &Test) -> bool {
        match test {
            Test::Compare(_, Value::Term(_)) => true,
            Test::Compare(how, wanted) => compares(Some(*how), value, wanted).is_some(),
            _ => true,
        }
    }

    fn class_is(&mut self, class: Id<Classification>, test: &Test) -> Truth {
        let (least, most) = self.levels_of(class);
        let meant = |level: usize| match test {
            Test::Levels(levels) => levels.contains(&level),
            Test::CompareLevel(how, than) => how.holds(&level, than),
            _ => false,
        };
        let met = (least..=most).filter(|&level| meant(level)).count();
        match met {
            0 => Truth::No,
            all if all == most.saturating_sub(least) + 1 => Truth::Yes,
            _ => Truth::Open,
        }
    }

    /// What a table gives, and no less than the register claims.
    fn levels_of(&mut self, class: Id<Classification>) -> (usize, usize) {
        if let Some(&known) = self.levels.get(&class) {
            return known;
        }
        let table = &self.model.classifications[class];
        let top = table.levels.len().saturating_sub(1);
        // A table that leans on itself was reported, and is cut.
        self.levels.insert(class, (0, top));
        let derived = self.class(class);
        let stated = self.model.instances[self.instance].classed.iter().find(|(name, ..)| *name == table.name);
        let claimed = stated.and_then(|(_, level, _)| table.levels.iter().position(|it| it == level)).unwrap_or(0);
        let found = (derived.least.max(claimed), derived.most.max(claimed));
        self.levels.insert(class, found);
        found
    }

    fn class(&mut self, class: Id<Classification>) -> Class {
        let model = self.model;
        let table = &model.classifications[class];
        let otherwise = table.otherwise.unwrap_or(table.levels.len().saturating_sub(1));
        let mut rows = Vec::new();
        for (number, row) in table.rows.iter().enumerate() {
            let holds = self.holds(&row.when);
            let facts = match holds {
                Truth::Yes => self.because(&row.when, true),
                Truth::Open => self.missing(&row.when),
                Truth::No => continue,
            };
            rows.push(Row { number, level: row.level, holds, facts });
        }
        let sure = rows.iter().filter(|it| it.holds == Truth::Yes).map(|it| it.level).max();
        let open = || rows.iter().filter(|it| it.holds == Truth::Open).map(|it| it.level);
        let least = sure.unwrap_or_else(|| open().fold(otherwise, usize::min));
        let most = open().fold(sure.unwrap_or(otherwise), usize::max);
        rows.sort_by_key(|it| (std::cmp::Reverse(it.level), it.holds != Truth::Yes, it.number));
        Class { class, least, most, rows }
    }

    /// The facts by which a condition is so, or is not.
    fn because(&mut self, condition: &Condition, so: bool) -> Vec<String> {
        let all = match condition {
            Condition::And(_) => so,
            Condition::Or(_) => !so,
            Condition::Not(inner) => return self.because(inner, !so),
            Condition::Atom(atom) => return vec![self.fact_words(atom, so)],
            Condition::Unreadable => return Vec::new(),
        };
        let (Condition::And(parts) | Condition::Or(parts)) = condition else {
            return Vec::new();
        };
        let settles: Vec<&Condition> = parts.iter().filter(|it| self.holds(it) == Truth::of(so)).collect();
        let told = settles.into_iter().take(if all { usize::MAX } else { 1 });
        told.flat_map(|it| self.because(it, so)).collect()
    }

    fn fact_words(&mut self, atom: &Atom, so: bool) -> String {
        let model = self.model;
        let field = match atom.operand {
            Operand::Fact(field) => field,
            Operand::Class(class) => {
                let (least, most) = self.levels_of(class);
                let table = &model.classifications[class];
                let level = |at: usize| table.levels.get(at).map_or("", String::as_str);
                return match least == most {
                    true => format!("{} is {}", code(&table.name), code(level(least))),
                    false => format!("{} is {} to {}", code(&table.name), code(level(least)), code(level(most))),
                };
            }
            Operand::Decision(step) => return format!("what {} chooses", code(&model.steps[step].name)),
        };
        let name = code(&model.fields[field].name);
        let of = if self.own.contains(&field) { " of the organisation" } else { "" };
        let known = self.known.get(&field).map_or(&[][..], |it| it.values.as_slice());
        let verb = if holds_several(model, field) { "includes" } else { "is" };
        match known.iter().find(|value| self.is(value, &atom.test)) {
            Some(value) if so => {
                format!("{name}{of} {verb} {}{}", code(&words(model, value)), above(model, value, atom))
            }
            _ if matches!(atom.test, Test::Stated) => {
                format!("{name}{of} is {}stated", if so { "" } else { "not " })
            }
            _ => {
                let known = known.iter().take(4).map(|it| code(&words(model, it))).collect::<Vec<_>>();
                format!("{name}{of} {verb} {}", if known.is_empty() { "nothing".to_owned() } else { known.join(", ") })
            }
        }
    }

    /// The names of what would have to be stated to settle a condition.
    fn missing(&mut self, condition: &Condition) -> Vec<String> {
        let mut found = BTreeSet::new();
        let mut open = vec![condition];
        while let Some(condition) = open.pop() {
            match condition {
                Condition::And(parts) | Condition::Or(parts) => {
                    open.extend(parts.iter().filter(|it| self.holds(it) == Truth::Open));
                }
                Condition::Not(inner) => open.push(inner),
                Condition::Atom(atom) => {
                    let name = match atom.operand {
                        Operand::Fact(field) => &self.model.fields[field].name,
                        Operand::Class(class) => &self.model.classifications[class].name,
                        Operand::Decision(step) => &self.model.steps[step].name,
                    };
                    found.insert(code(name));
                }
                Condition::Unreadable => {}
            }
        }
        found.into_iter().collect()
    }
}

/// Whether a field is a list.
pub(super) fn holds_several(model: &Model, field: Id<Field>) -> bool {
    use crate::model::FieldType;
    matches!(model.fields[field].ty, Some(FieldType::SomeOf(_) | FieldType::ScopeOf(_)))
}

/// `, which is `biometric``, where a row asks for a broader word than the register states.
fn above(model: &Model, value: &Value, atom: &Atom) -> String {
    let (Value::Term(term), Test::Terms(wanted)) = (value, &atom.test) else {
        return String::new();
    };
    let broader = wanted.iter().find(|&&it| model.is_a(*term, it));
    match broader.filter(|&&it| it != *term) {
        Some(&it) => format!(", which is {}", code(&model.terms[it].name)),
        None => String::new(),
    }
}

fn and(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Truth::No, _) | (_, Truth::No) => Truth::No,
        (Truth::Yes, Truth::Yes) => Truth::Yes,
        _ => Truth::Open,
    }
}
