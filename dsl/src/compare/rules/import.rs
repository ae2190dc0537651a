//! One registry for both sides: what the subject declares, brought into the registry of the measure.
//!
//! Two sets of rules can be held against each other only over the same facts. What has the same name on both sides is
//! the same thing; what only the subject has is added. Nothing is compared here.

use std::collections::BTreeMap;

use crate::model::{
    Actors, Atom, Classification, Condition, Entity, Field, For, GoTo, Id, Instance, Model, Operand, Outcome, Owner,
    Procedure, Role, Runs, Stated, Statement, Step, Subject, Term, Test, Value,
};

/// What things are called, whoever declares them.
type Name = Vec<String>;

/// What the measure declares, by name.
struct Names {
    terms: BTreeMap<Name, Id<Term>>,
    fields: BTreeMap<Name, Id<Field>>,
    classes: BTreeMap<Name, Id<Classification>>,
    subjects: BTreeMap<String, Id<Subject>>,
    instances: BTreeMap<Name, Id<Instance>>,
}

impl Names {
    fn of(model: &Model, entity: Id<Entity>) -> Self {
        let terms = model.terms.iter().filter_map(|(id, _)| Some((term_name(model, entity, id)?, id))).collect();
        let classes = model.classifications.iter().map(|(id, it)| (class_name(model, it), id)).collect();
        let subjects = model.subjects.iter().map(|(id, it)| (it.name.clone(), id)).collect();
        let own = model.instances.iter().filter(|(_, it)| it.entity == entity);
        let instances = own.map(|(id, it)| (instance_name(model, it), id)).collect();
        Self { terms, fields: field_names(model, entity), classes, subjects, instances }
    }
}

/// Whose it is: the name of a guidance, or nothing for the entity itself; nothing at all for another entity.
fn house(model: &Model, entity: Id<Entity>, owner: Owner) -> Option<String> {
    match owner {
        Owner::Guidance(id) => Some(model.guidances[id].name.clone()),
        Owner::Entity(id) => (id == entity).then(String::new),
    }
}

fn term_name(model: &Model, entity: Id<Entity>, id: Id<Term>) -> Option<Name> {
    let term = &model.terms[id];
    let house = house(model, entity, term.owner)?;
    Some(vec![model.vocabularies[term.vocabulary].name.clone(), house, term.name.clone()])
}

fn class_name(model: &Model, it: &Classification) -> Name {
    vec![model.owner_name(it.owner).to_owned(), it.name.clone()]
}

pub(super) fn instance_name(model: &Model, it: &Instance) -> Name {
    vec![model.subjects[it.subject].name.clone(), it.name.clone()]
}

/// Fields by what carries them.
fn field_names(model: &Model, entity: Id<Entity>) -> BTreeMap<Name, Id<Field>> {
    let mut names = BTreeMap::new();
    for (_, subject) in model.subjects.iter() {
        for &field in &subject.fields {
            names.insert(vec![subject.name.clone(), model.fields[field].name.clone()], field);
        }
    }
    for (id, term) in model.terms.iter() {
        let Some(of) = term_name(model, entity, id) else { continue };
        for &field in &term.fields {
            names.insert([of.clone(), vec![model.fields[field].name.clone()]].concat(), field);
        }
    }
    names
}

/// What is being brought over.
pub(super) struct Import<'a> {
    from: &'a Model,
    source: Id<Entity>,
    pub(super) model: Model,
    host: Id<Entity>,
    pub(super) entity: Id<Entity>,
    names: Names,
    terms: BTreeMap<Id<Term>, Id<Term>>,
    roles: BTreeMap<Id<Role>, Id<Role>>,
    instances: BTreeMap<Id<Instance>, Id<Instance>>,
    procedures: BTreeMap<Id<Procedure>, Id<Procedure>>,
    steps: BTreeMap<Id<Step>, Id<Step>>,
}

impl<'a> Import<'a> {
    /// Makes ready to bring an entity of the one registry into the other, beside an entity there.
    pub(super) fn new((from, source): (&'a Model, Id<Entity>), (to, host): (&Model, Id<Entity>)) -> Self {
        let mut model = to.clone();
        let entity = model.entities.add(from.entities[source].clone());
        Self {
            from,
            source,
            names: Names::of(&model, host),
            model,
            host,
            entity,
            terms: BTreeMap::new(),
            roles: BTreeMap::new(),
            instances: BTreeMap::new(),
            procedures: BTreeMap::new(),
            steps: BTreeMap::new(),
        }
    }

    /// Brings everything over; gives what is registered, as the source says it, and the host's of the same name.
    pub(super) fn everything(&mut self) -> Vec<(Id<Instance>, Option<Id<Instance>>)> {
        self.terms();
        self.roles();
        self.instances();
        self.procedures();
        self.model.entities[self.entity].fields = self.stated(&self.from.entities[self.source].fields);
        self.registered()
    }

    /// What a term is called there.
    pub(super) fn term(&self, term: Id<Term>) -> Option<Id<Term>> {
        self.terms.get(&term).copied()
    }

    /// Terms that the measure lacks become its own, or nobody there could ask about them.
    fn terms(&mut self) {
        let visible = self.from.visible(Owner::Entity(self.source));
        for (id, term) in self.from.terms.iter().filter(|(_, it)| visible.contains(&it.owner)) {
            let Some(name) = term_name(self.from, self.source, id) else { continue };
            let known = self.names.terms.get(&name).copied();
            let there = match known {
                Some(known) => known,
                None => {
                    let vocabulary = self.from.vocabularies[term.vocabulary].name.as_str();
                    let same = self.model.vocabularies.iter().find(|(_, it)| it.name == vocabulary).map(|(id, _)| id);
                    let Some(vocabulary) = same else { continue };
                    let owner = Owner::Entity(self.host);
                    let copy = Term { vocabulary, owner, parents: Vec::new(), fields: Vec::new(), ..term.clone() };
                    let added = self.model.terms.add(copy);
                    self.model.vocabularies[vocabulary].terms.push(added);
                    added
                }
            };
            self.terms.insert(id, there);
        }
        for (&from, &to) in &self.terms {
            let parents = self.from.terms[from].parents.iter().filter_map(|it| self.terms.get(it).copied());
            let parents: Vec<Id<Term>> = parents.filter(|&it| it != to).collect();
            let known = &mut self.model.terms[to].parents;
            let more: Vec<Id<Term>> = parents.into_iter().filter(|it| !known.contains(it)).collect();
            known.extend(more);
        }
    }

    fn roles(&mut self) {
        for (id, role) in self.from.roles.iter().filter(|(_, it)| it.entity == self.source) {
            let copy = Role { entity: self.entity, fields: Vec::new(), ..role.clone() };
            self.roles.insert(id, self.model.roles.add(copy));
        }
        for (from, to) in self.roles.clone() {
            self.model.roles[to].fields = self.stated(&self.from.roles[from].fields);
        }
    }

    fn instances(&mut self) {
        for (id, it) in self.from.instances.iter().filter(|(_, it)| it.entity == self.source) {
            let known = self.names.instances.get(&instance_name(self.from, it)).copied();
            let subject = self.names.subjects.get(&self.from.subjects[it.subject].name).copied();
            let there = known.or_else(|| {
                let copy = Instance { subject: subject?, entity: self.host, fields: Vec::new(), ..it.clone() };
                Some(self.model.instances.add(copy))
            });
            self.instances.extend(there.map(|there| (id, there)));
        }
    }

    /// Copies that say what the subject says, for holding them against what the measure says.
    fn registered(&mut self) -> Vec<(Id<Instance>, Option<Id<Instance>>)> {
        let mut copies = Vec::new();
        for (_, it) in self.from.instances.iter().filter(|(_, it)| it.entity == self.source) {
            let known = self.names.instances.get(&instance_name(self.from, it)).copied();
            let Some(subject) = self.names.subjects.get(&self.from.subjects[it.subject].name).copied() else {
                continue;
            };
            let copy = Instance { subject, entity: self.entity, fields: self.stated(&it.fields), ..it.clone() };
            copies.push((self.model.instances.add(copy), known));
        }
        copies
    }

    fn procedures(&mut self) {
        for (id, it) in self.from.procedures.iter().filter(|(_, it)| it.entity == self.source) {
            let copy = Procedure { entity: self.entity, body: Vec::new(), ..it.clone() };
            self.procedures.insert(id, self.model.procedures.add(copy));
        }
        for (id, it) in self.from.steps.iter() {
            let Some(&procedure) = self.procedures.get(&it.procedure) else { continue };
            let action = it.action.and_then(|it| self.terms.get(&it).copied());
            let (actors, fields) = (Actors::Unstated, Vec::new());
            let copy = Step { procedure, action, actors, fields, ..it.clone() };
            self.steps.insert(id, self.model.steps.add(copy));
        }
        for (from, to) in self.steps.clone() {
            let it = &self.from.steps[from];
            let (actors, fields) = (self.actors(&it.actors), self.stated(&it.fields));
            (self.model.steps[to].actors, self.model.steps[to].fields) = (actors, fields);
        }
        for (from, to) in self.procedures.clone() {
            let it = &self.from.procedures[from];
            let body = self.statements(&it.body);
            let subject = it.subject.as_ref().and_then(|it| self.head(it));
            let after = it.after.iter().filter_map(|it| self.procedures.get(it).copied()).collect();
            let fields = self.stated(&it.fields);
            let copy = &mut self.model.procedures[to];
            (copy.body, copy.subject, copy.after, copy.fields) = (body, subject, after, fields);
        }
    }

    fn head(&self, it: &For) -> Option<For> {
        let subject = self.names.subjects.get(&self.from.subjects[it.subject].name).copied()?;
        let only = it.only.and_then(|it| self.instances.get(&it).copied());
        Some(For { subject, only, when: it.when.as_ref().map(|it| self.condition(it)) })
    }

    fn statements(&self, body: &[Statement]) -> Vec<Statement> {
        body.iter().filter_map(|it| self.statement(it)).collect()
    }

    fn statement(&self, it: &Statement) -> Option<Statement> {
        let step = |it: &Id<Step>| self.steps.get(it).copied();
        Some(match it {
            Statement::Step(it) => Statement::Step(step(it)?),
            Statement::When { condition, then, otherwise, at } => Statement::When {
                condition: self.condition(condition),
                then: self.statements(then),
                otherwise: self.statements(otherwise),
                at: *at,
            },
            Statement::Decide { step: it, outcomes } => {
                Statement::Decide { step: step(it)?, outcomes: outcomes.iter().map(|it| self.outcome(it)).collect() }
            }
            Statement::Together { members, at } => Statement::Together { members: self.statements(members), at: *at },
            Statement::Repeat { every, body, at } => {
                Statement::Repeat { every: *every, body: self.statements(body), at: *at }
            }
            Statement::Run(it) => {
                Statement::Run(Runs { procedure: self.procedures.get(&it.procedure).copied()?, at: it.at })
            }
            Statement::GoTo(it) => Statement::GoTo(GoTo { step: step(&it.step)?, at: it.at }),
            Statement::On { triggers, body, at } => Statement::On {
                triggers: triggers.iter().filter_map(|it| self.terms.get(it).copied()).collect(),
                body: self.statements(body),
                at: *at,
            },
            Statement::End { at } => Statement::End { at: *at },
        })
    }

    fn outcome(&self, it: &Outcome) -> Outcome {
        Outcome {
            term: it.term.and_then(|it| self.terms.get(&it).copied()),
            when: it.when.as_ref().map(|it| self.condition(it)),
            body: self.statements(&it.body),
            ..it.clone()
        }
    }

    fn actors(&self, it: &Actors) -> Actors {
        let roles =
            |all: &[Id<Role>]| -> Vec<Id<Role>> { all.iter().filter_map(|it| self.roles.get(it).copied()).collect() };
        match it {
            Actors::Unstated => Actors::Unstated,
            Actors::Roles(all) => Actors::Roles(roles(all)),
            Actors::Cases { cases, otherwise } => Actors::Cases {
                cases: cases.iter().map(|(when, all)| (self.condition(when), roles(all))).collect(),
                otherwise: roles(otherwise),
            },
        }
    }

    pub(super) fn condition(&self, it: &Condition) -> Condition {
        match it {
            Condition::And(parts) => Condition::And(parts.iter().map(|it| self.condition(it)).collect()),
            Condition::Or(parts) => Condition::Or(parts.iter().map(|it| self.condition(it)).collect()),
            Condition::Not(part) => Condition::Not(Box::new(self.condition(part))),
            Condition::Atom(it) => self.atom(it).map_or(Condition::Unreadable, Condition::Atom),
            Condition::Unreadable => Condition::Unreadable,
        }
    }

    fn atom(&self, it: &Atom) -> Option<Atom> {
        let operand = match it.operand {
            Operand::Fact(field) => Operand::Fact(self.field(field)?),
            Operand::Class(class) => {
                let name = class_name(self.from, &self.from.classifications[class]);
                Operand::Class(*self.names.classes.get(&name)?)
            }
            Operand::Decision(step) => Operand::Decision(*self.steps.get(&step)?),
        };
        let test = match &it.test {
            Test::Terms(terms) => {
                let terms: Option<Vec<Id<Term>>> = terms.iter().map(|it| self.terms.get(it).copied()).collect();
                Test::Terms(terms?)
            }
            Test::Things(values) => Test::Things(values.iter().map(|it| self.value(it)).collect::<Option<_>>()?),
            Test::Compare(comparison, value) => Test::Compare(*comparison, self.value(value)?),
            Test::Equals(value) => Test::Equals(self.value(value)?),
            other => other.clone(),
        };
        Some(Atom { operand, test, at: it.at })
    }

    fn field(&self, field: Id<Field>) -> Option<Id<Field>> {
        // Where both sides are one answer, or stand on the same guidance, the numbers are the same.
        let same = self.from.fields.iter().nth(field.index()).map(|(_, it)| (&it.name, it.at));
        let there = self.model.fields.iter().nth(field.index()).map(|(_, it)| (&it.name, it.at));
        if same.is_some() && same == there {
            return Some(field);
        }
        let name = field_names(self.from, self.source).into_iter().find(|(_, id)| *id == field)?.0;
        self.names.fields.get(&name).copied()
    }

    fn value(&self, it: &Value) -> Option<Value> {
        Some(match it {
            Value::Term(term) => Value::Term(*self.terms.get(term)?),
            Value::Thing(thing) => Value::Thing(*self.instances.get(thing)?),
            Value::Role(role) => Value::Role(*self.roles.get(role)?),
            Value::List(all) => Value::List(all.iter().map(|it| self.value(it)).collect::<Option<_>>()?),
            other => other.clone(),
        })
    }

    fn stated(&self, all: &[Stated]) -> Vec<Stated> {
        let one = |it: &Stated| {
            let value = it.value.as_ref().and_then(|it| self.value(it));
            Some(Stated { field: self.field(it.field)?, value, ..it.clone() })
        };
        all.iter().filter_map(one).collect()
    }
}
