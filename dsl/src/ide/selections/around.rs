//! Every part of the tree that a point stands in.

use crate::source::Span;
use crate::syntax::ast::{
    Actors, Block, Change, Clause, Condition, Constraint, ConstraintTest, Demand, Entry, EntryValue, Event, Field,
    Item, ItemKind, Name, Path, Pattern, Record, Requirement, Scope, Statement, StatementKind, Step, Term, Test, Text,
    Value,
};

/// The stretches found so far that hold a point.
pub(super) struct Around {
    offset: u32,
    pub(super) found: Vec<Span>,
}

impl Around {
    pub(super) fn new(offset: u32) -> Self {
        Self { offset, found: Vec::new() }
    }

    /// Notes a stretch if it holds the point; says whether it does.
    pub(super) fn add(&mut self, span: Span) -> bool {
        let holds = span.start <= self.offset && self.offset <= span.end && span.start < span.end;
        if holds {
            self.found.push(span);
        }
        holds
    }

    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            if self.add(item.span) {
                self.head(item);
                self.kind(&item.kind);
                self.items(item.inside());
            }
        }
    }

    /// The keyword with its name and title.
    fn head(&mut self, item: &Item) {
        let name = item.name.as_ref().map(|it| it.span);
        let title = item.title.as_ref().map(|it| it.span);
        let head = [name, title].into_iter().flatten().fold(item.keyword.span, Span::to);
        self.add(head);
    }

    fn kind(&mut self, kind: &ItemKind) {
        match kind {
            ItemKind::Guidance(it) => {
                self.entries(&it.entries);
                for change in it.tailoring.iter().filter(|it| self.add(it.span)).collect::<Vec<_>>() {
                    self.path(&change.requirement);
                    match &change.change {
                        Change::Set(constraints) => self.constraints(constraints),
                        Change::Suggest(block) => self.block(block),
                        Change::Raise(_) | Change::Lower(_) | Change::Drop => {}
                    }
                }
            }
            ItemKind::Subject(fields) => self.fields(fields),
            ItemKind::Vocabulary(it) => self.terms(&it.terms),
            ItemKind::Given(conditions) => conditions.iter().for_each(|it| self.condition(it)),
            ItemKind::Define(event) => self.event(event),
            ItemKind::Classify(it) => {
                for row in it.rows.iter().filter(|it| self.add(it.span)).collect::<Vec<_>>() {
                    row.when.iter().for_each(|it| self.condition(it));
                }
            }
            ItemKind::Requirement(it) => self.requirement(it),
            ItemKind::Expectation(it) => self.entries(&it.entries),
            ItemKind::Entity(it) => self.entries(&it.entries),
            ItemKind::Role(entries) => self.entries(entries),
            ItemKind::Procedure(it) => {
                if let Some(head) = it.subject.as_ref().filter(|it| self.add(it.span)) {
                    head.when.iter().for_each(|it| self.condition(it));
                }
                self.entries(&it.entries);
                self.block(&it.body);
            }
            ItemKind::Record(it) | ItemKind::Judgement(it) | ItemKind::Waiver(it) => self.record(it),
            ItemKind::Instance(it) => self.entries(&it.entries),
        }
    }

    fn requirement(&mut self, it: &Requirement) {
        for case in &it.cases {
            if self.add(case.level.span.to(case.span)) {
                self.condition(&case.when);
            }
        }
        self.entries(&it.entries);
        it.applies.iter().for_each(|it| self.condition(it));
        it.clauses.iter().for_each(|it| self.clause(it));
        it.because.iter().chain(&it.sources).for_each(|it| self.text(it));
        it.suggest.iter().for_each(|it| self.block(it));
    }

    fn clause(&mut self, clause: &Clause) {
        if !self.add(clause.span) {
            return;
        }
        if let Some(label) = &clause.label {
            self.add(Span { start: label.span.end, ..clause.span });
        }
        match &clause.scope {
            Scope::Globally => {}
            Scope::Before(one) | Scope::After(one) => self.event(one),
            Scope::Between(one, other) | Scope::AfterUntil(one, other) => {
                self.event(one);
                self.event(other);
            }
        }
        match &clause.pattern {
            Pattern::Require { event, .. } | Pattern::Never(event) | Pattern::Possible(event) => self.event(event),
            Pattern::Each { event, must } => {
                self.event(event);
                self.demands(must);
            }
            Pattern::Entity { must } => self.demands(must),
            Pattern::KeepApart(events) => events.iter().for_each(|it| self.event(it)),
            Pattern::Judge(text) => self.text(text),
        }
    }

    fn demands(&mut self, demands: &[Demand]) {
        for demand in demands {
            match demand {
                Demand::Constraint(it) => self.constraints(std::slice::from_ref(it)),
                Demand::Record { constraints, span, .. } => {
                    if self.add(*span) {
                        self.constraints(constraints);
                    }
                }
            }
        }
    }

    fn event(&mut self, event: &Event) {
        if !self.add(event.span) {
            return;
        }
        for alternative in &event.alternatives {
            self.path(&alternative.name);
            let last = alternative.constraints.last().map_or(alternative.name.span, |it| it.span);
            self.add(alternative.name.span.to(last));
            self.constraints(&alternative.constraints);
            alternative.when.iter().for_each(|it| self.condition(it));
        }
    }

    fn constraints(&mut self, constraints: &[Constraint]) {
        for constraint in constraints {
            if !self.add(constraint.span) {
                continue;
            }
            match &constraint.test {
                Some(ConstraintTest::Compare(_, value) | ConstraintTest::Value(value)) => self.value(value),
                Some(ConstraintTest::SomeOf(path) | ConstraintTest::AllOf(path)) => self.path(path),
                Some(ConstraintTest::Nested(inner)) => self.constraints(inner),
                Some(ConstraintTest::AnyOf(values) | ConstraintTest::NoneOf(values)) => self.values(values),
                Some(ConstraintTest::Stated(_) | ConstraintTest::Same(_)) | None => {}
            }
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::And(parts, span) | Condition::Or(parts, span) => {
                if self.add(*span) {
                    parts.iter().for_each(|it| self.condition(it));
                }
            }
            Condition::Not(inner, span) => {
                if self.add(*span) {
                    self.condition(inner);
                }
            }
            Condition::Atom(atom) => {
                if self.add(atom.span) {
                    self.path(&atom.name);
                    match &atom.test {
                        Test::Is(values) | Test::IsNot(values) | Test::Includes(values) => self.values(values),
                        Test::Compare(_, value) => self.value(value),
                        Test::Stated | Test::NotStated => {}
                    }
                }
            }
            Condition::Error(span) => {
                self.add(*span);
            }
        }
    }

    fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            if self.add(entry.span) {
                match &entry.value {
                    EntryValue::Value(value, _) => self.value(value),
                    EntryValue::Actors(actors) => self.actors(actors),
                    EntryValue::Flag | EntryValue::Error => {}
                }
            }
        }
    }

    fn values(&mut self, values: &[Value]) {
        values.iter().for_each(|it| self.value(it));
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Name(path) => self.path(path),
            Value::Text(text) => self.text(text),
            Value::Duration(it) => {
                self.add(it.span);
            }
            Value::List(values, span) => {
                if self.add(*span) {
                    self.values(values);
                }
            }
            Value::Number(_, span) | Value::Date(_, span) | Value::YesNo(_, span) => {
                self.add(*span);
            }
            Value::Money(_, currency) => self.name(currency),
        }
    }

    fn path(&mut self, path: &Path) {
        self.add(path.span);
    }

    fn name(&mut self, name: &Name) {
        self.add(name.span);
    }

    fn text(&mut self, text: &Text) {
        self.add(text.span);
    }

    fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            self.add(field.span);
        }
    }

    fn terms(&mut self, terms: &[Term]) {
        for term in terms {
            if self.add(term.span) {
                let title = term.title.as_ref().map_or(term.name.span, |it| it.span);
                self.add(term.name.span.to(title));
                self.fields(&term.fields);
                self.terms(&term.terms);
            }
        }
    }

    fn actors(&mut self, actors: &Actors) {
        if self.add(actors.span) {
            for case in &actors.cases {
                case.roles.iter().for_each(|it| self.path(it));
                case.when.iter().for_each(|it| self.condition(it));
            }
        }
    }

    fn record(&mut self, it: &Record) {
        it.what.iter().chain(&it.of).for_each(|it| self.path(it));
        it.by.iter().for_each(|it| self.actors(it));
        it.when.iter().for_each(|it| self.condition(it));
        self.entries(&it.entries);
    }

    fn block(&mut self, block: &Block) {
        if self.add(block.span) {
            block.statements.iter().for_each(|it| self.statement(it));
        }
    }

    fn statement(&mut self, statement: &Statement) {
        if !self.add(statement.span) {
            return;
        }
        match &statement.kind {
            StatementKind::Step(step) => self.step(step),
            StatementKind::Decide(decide) => {
                self.step(&decide.step);
                for outcome in decide.outcomes.iter().filter(|it| self.add(it.span)).collect::<Vec<_>>() {
                    outcome.when.iter().for_each(|it| self.condition(it));
                    self.block(&outcome.body);
                }
            }
            StatementKind::When { condition, then, otherwise } => {
                self.condition(condition);
                self.block(then);
                otherwise.iter().for_each(|it| self.block(it));
            }
            StatementKind::Together(body) | StatementKind::Repeat { body, .. } | StatementKind::On { body, .. } => {
                self.block(body);
            }
            StatementKind::Run(path) | StatementKind::GoTo(path) => self.path(path),
            StatementKind::End | StatementKind::Error => {}
        }
    }

    fn step(&mut self, step: &Step) {
        let name = step.name.as_ref().map(|it| it.span);
        if let Some((name, title)) = name.zip(step.title.as_ref()) {
            self.add(name.to(title.span));
        }
        step.action.iter().for_each(|it| self.path(it));
        step.by.iter().for_each(|it| self.actors(it));
        self.entries(&step.entries);
    }
}
