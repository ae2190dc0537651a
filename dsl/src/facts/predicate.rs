//! The questions that conditions ask about facts, each once.

use std::collections::BTreeMap;

use super::Formula;
use super::build::compares;
use super::own::is_own;
use crate::model::{
    Atom, Classification, Comparison, Condition, Entity, Field, FieldType, Id, Model, Operand, Range, Test, Value,
};

/// One question about the facts, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PredicateId(pub(super) u32);

impl PredicateId {
    /// Its number.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A question about the facts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Predicate {
    /// The value, or some listed value, is among these (indices into the field's universe).
    Among {
        field: Id<Field>,
        values: Vec<usize>,
    },
    /// The value compares so with this one. Money compares within its own currency only.
    Compares {
        field: Id<Field>,
        comparison: Comparison,
        value: Value,
    },
    Equals {
        field: Id<Field>,
        value: Value,
    },
    YesNo(Id<Field>),
    Stated(Id<Field>),
    /// Something that could not be read: may hold or not.
    Opaque(u32),
}

impl Predicate {
    /// The field it asks about.
    pub(super) fn field(&self) -> Option<Id<Field>> {
        match self {
            Self::Among { field, .. }
            | Self::Compares { field, .. }
            | Self::Equals { field, .. }
            | Self::YesNo(field)
            | Self::Stated(field) => Some(*field),
            Self::Opaque(_) => None,
        }
    }
}

/// Gathers every question before the space is made, so that it is as small as can be.
#[derive(Clone, Debug)]
pub(crate) struct Collector<'m> {
    pub(super) model: &'m Model,
    pub(super) entity: Id<Entity>,
    pub(super) predicates: Vec<Predicate>,
    ids: BTreeMap<Predicate, PredicateId>,
    /// The rows of each classification that is asked about: level and condition.
    pub(super) classes: BTreeMap<Id<Classification>, Vec<(usize, Formula)>>,
    opaque: u32,
}

impl<'m> Collector<'m> {
    /// The model it asks about.
    pub(crate) fn model(&self) -> &'m Model {
        self.model
    }

    /// Nothing asked yet.
    pub(crate) fn new(model: &'m Model, entity: Id<Entity>) -> Self {
        Self { model, entity, predicates: Vec::new(), ids: BTreeMap::new(), classes: BTreeMap::new(), opaque: 0 }
    }

    pub(super) fn ask(&mut self, predicate: Predicate) -> Formula {
        if let Some(holds) = self.of_entity(&predicate) {
            return Formula::constant(holds);
        }
        if let Some(&id) = self.ids.get(&predicate) {
            return Formula::Predicate(id);
        }
        let id = PredicateId(u32::try_from(self.predicates.len()).unwrap_or(u32::MAX));
        self.predicates.push(predicate.clone());
        self.ids.insert(predicate, id);
        Formula::Predicate(id)
    }

    /// What the entity itself states is no fact that varies from subject to subject: the answer is known.
    fn of_entity(&self, predicate: &Predicate) -> Option<bool> {
        let field = predicate.field().filter(|&it| is_own(self.model, it))?;
        let stated = self.model.entities[self.entity].fields.iter().find(|it| it.field == field);
        if let Predicate::Stated(_) = predicate {
            return Some(stated.is_some());
        }
        let value = stated?.value.as_ref()?;
        match predicate {
            Predicate::YesNo(_) => Some(*value == Value::YesNo(true)),
            Predicate::Compares { comparison, value: wanted, .. } => compares(Some(*comparison), value, wanted),
            Predicate::Equals { value: wanted, .. } => Some(compares(None, value, wanted).unwrap_or(value == wanted)),
            Predicate::Among { values, .. } => {
                let universe = self.universe(field);
                let is = |one: &Value| values.iter().any(|&at| universe.get(at) == Some(one));
                Some(if let Value::List(all) = value { all.iter().any(is) } else { is(value) })
            }
            Predicate::Stated(_) | Predicate::Opaque(_) => None,
        }
    }

    /// All values that a field's values are taken from, in order of declaration.
    pub(crate) fn universe(&self, field: Id<Field>) -> Vec<Value> {
        let model = self.model;
        let range = match model.fields[field].ty {
            Some(FieldType::OneOf(range) | FieldType::SomeOf(range)) => range,
            Some(FieldType::ScopeOf(vocabulary)) => Range::Vocabulary(vocabulary),
            _ => return Vec::new(),
        };
        match range {
            Range::Vocabulary(vocabulary) => {
                let visible = model.visible(crate::model::Owner::Entity(self.entity));
                let terms = model.vocabularies[vocabulary].terms.iter().copied();
                terms.filter(|&term| visible.contains(&model.terms[term].owner)).map(Value::Term).collect()
            }
            Range::Subject(subject) => {
                let things = model.instances.iter().filter(|(_, it)| it.subject == subject && it.entity == self.entity);
                things.map(|(id, _)| Value::Thing(id)).collect()
            }
            Range::Roles => {
                let roles = model.roles.iter().filter(|(_, it)| it.entity == self.entity);
                roles.map(|(id, _)| Value::Role(id)).collect()
            }
        }
    }

    /// The value, or some listed value, satisfies `wanted`.
    pub(crate) fn among(&mut self, field: Id<Field>, wanted: impl Fn(&Value) -> bool) -> Formula {
        let universe = self.universe(field);
        let values = universe.iter().enumerate().filter(|(_, value)| wanted(value)).map(|(index, _)| index).collect();
        self.ask(Predicate::Among { field, values })
    }

    /// The value of a field compares so with this one.
    pub(crate) fn fact_compares(&mut self, field: Id<Field>, comparison: Comparison, value: &Value) -> Formula {
        self.ask(Predicate::Compares { field, comparison, value: value.clone() })
    }

    /// A condition as a formula.
    pub(crate) fn formula(&mut self, condition: &Condition) -> Formula {
        match condition {
            Condition::And(parts) => Formula::all(parts.iter().map(|part| self.formula(part)).collect::<Vec<_>>()),
            Condition::Or(parts) => Formula::any(parts.iter().map(|part| self.formula(part)).collect::<Vec<_>>()),
            Condition::Not(part) => self.formula(part).negate(),
            Condition::Atom(atom) => self.atom(atom),
            Condition::Unreadable => {
                self.opaque += 1;
                let opaque = self.opaque;
                self.ask(Predicate::Opaque(opaque))
            }
        }
    }

    /// All of several conditions.
    pub(crate) fn formulas(&mut self, conditions: &[Condition]) -> Formula {
        Formula::all(conditions.iter().map(|it| self.formula(it)).collect::<Vec<_>>())
    }

    fn atom(&mut self, atom: &Atom) -> Formula {
        match atom.operand {
            Operand::Fact(field) => self.fact(field, &atom.test),
            Operand::Class(class) => self.class(class, &atom.test),
            Operand::Decision(step) => match &atom.test {
                Test::Outcomes(outcomes) => Formula::Decided { step, outcomes: outcomes.clone() },
                _ => Formula::FALSE,
            },
        }
    }

    fn fact(&mut self, field: Id<Field>, test: &Test) -> Formula {
        let model = self.model;
        match test {
            Test::Terms(terms) => self.among(field, |value| match value {
                Value::Term(term) => terms.iter().any(|&wanted| model.is_a(*term, wanted)),
                _ => false,
            }),
            Test::Things(things) => self.among(field, |value| things.contains(value)),
            Test::YesNo(yes) => {
                let holds = self.ask(Predicate::YesNo(field));
                if *yes { holds } else { holds.negate() }
            }
            Test::Stated => self.ask(Predicate::Stated(field)),
            Test::Compare(comparison, Value::Term(level)) => {
                let wanted = model.terms[*level].rank;
                self.among(field, |value| match value {
                    Value::Term(term) => {
                        model.terms[*term].rank.zip(wanted).is_some_and(|(a, b)| comparison.holds(&a, &b))
                    }
                    _ => false,
                })
            }
            Test::Compare(comparison, value) => {
                self.ask(Predicate::Compares { field, comparison: *comparison, value: value.clone() })
            }
            Test::Equals(value) => self.ask(Predicate::Equals { field, value: value.clone() }),
            Test::Levels(_) | Test::Outcomes(_) | Test::CompareLevel(..) => Formula::FALSE,
        }
    }

    fn class(&mut self, class: Id<Classification>, test: &Test) -> Formula {
        let count = self.model.classifications[class].levels.len();
        let levels = match test {
            Test::Levels(levels) => levels.clone(),
            Test::CompareLevel(comparison, level) => (0..count).filter(|it| comparison.holds(it, level)).collect(),
            _ => return Formula::FALSE,
        };
        self.note_class(class);
        Formula::Level { class, levels }
    }

    /// Asks what the rows of a classification ask.
    fn note_class(&mut self, class: Id<Classification>) {
        if self.classes.contains_key(&class) {
            return;
        }
        self.classes.insert(class, Vec::new());
        let model = self.model;
        let rows = model.classifications[class].rows.iter();
        let rows = rows.map(|row| (row.level, self.formula(&row.when))).collect();
        self.classes.insert(class, rows);
    }
}
