//! Procedures: steps first, then what they say, for a step may be named before it comes.

use std::collections::BTreeMap;

use super::super::{
    Actors, Condition, Duration, For, GoTo, Id, Outcome, Procedure, Runs, Statement, Step, Subject, Term,
};
use super::declare::{Declared, Shelved};
use super::field::Carrier;
use super::flow::Flow;
use super::lookup::Want;
use super::names::{Entry, Kind};
use super::problem::{DUPLICATE, WRONG_KIND, problem};
use super::{Resolver, Standpoint};
use crate::source::Place;
use crate::syntax::ast::{self, EntryValue, StatementKind};

/// Where the second reading of a procedure is: the next step, and the next room.
struct Cursor {
    step: usize,
    room: usize,
    /// The room it stands in.
    inside: usize,
}

impl Cursor {
    fn enter(&mut self) -> usize {
        self.room += 1;
        std::mem::replace(&mut self.inside, self.room)
    }
}

impl<'a> Resolver<'a> {
    pub(super) fn resolve_procedures(&mut self, declared: &Declared<'a>) {
        for shelved in &declared.procedures {
            self.procedure(shelved);
        }
    }

    fn procedure(&mut self, &(id, it, tree): &Shelved<'a, Procedure, ast::Procedure>) {
        let from = it.from();
        let mut flow = Flow::new();
        self.find_steps(id, from, &tree.body, 0, &mut flow);
        let subject = tree.subject.as_ref().and_then(|head| self.head(from, head));
        let known = subject.as_ref().map(|it| it.subject);
        let after = tree.after.iter().filter_map(|path| self.find_procedure(from, path)).collect();
        let entries: Vec<&ast::Entry> = tree.entries.iter().collect();
        let fields = self.stated(from, &Carrier::Subject(self.kinds.procedure, "procedure"), &entries);
        let from = Standpoint { file: it.file, owner: it.owner, subject: known, flow: Some(&flow) };
        let mut cursor = Cursor { step: 0, room: 0, inside: 0 };
        let body = self.block(from, &tree.body, &mut cursor);
        let procedure = &mut self.model.procedures[id];
        procedure.subject = subject;
        procedure.after = after;
        procedure.fields = fields;
        procedure.body = body;
    }

    /// Steps that belong to no procedure: what is named in them is noted, and nothing of them is kept.
    pub(super) fn sketch(&mut self, from: Standpoint<'_>, block: &'a ast::Block) {
        let steps = std::mem::take(&mut self.model.steps);
        let mut flow = Flow::new();
        self.find_steps(Id::new(0), from, block, 0, &mut flow);
        let from = Standpoint { flow: Some(&flow), ..from };
        self.block(from, block, &mut Cursor { step: 0, room: 0, inside: 0 });
        self.model.steps = steps;
    }

    fn head(&mut self, from: Standpoint<'_>, head: &ast::For) -> Option<For> {
        if head.any {
            let subject: Id<Subject> = Id::new(self.find(from, &head.subject, Want::Subject)?.index);
            let from = Standpoint { subject: Some(subject), ..from };
            let when = head.when.as_ref().map(|it| self.condition(from, it));
            return Some(For { subject, only: None, when });
        }
        let name = head.subject.names.last().map_or("", |it| it.text.as_str());
        let is_instance = !self.names.seen(from.owner, name, |kind| matches!(kind, Kind::Instance(_))).is_empty();
        let subject = self.names.seen(from.owner, name, |kind| kind == Kind::Subject).first().copied();
        if let (false, Some(subject)) = (is_instance, subject) {
            let message = format!("`{name}` is a kind of thing, not one thing");
            let problem =
                problem(WRONG_KIND, from.at(head.subject.span), message).help(format!("write `for any {name}`"));
            self.report(problem);
            return Some(For { subject: Id::new(subject.index), only: None, when: None });
        }
        let only = self.find_instance(from, &head.subject)?;
        let subject = self.model.instances[only].subject;
        let from = Standpoint { subject: Some(subject), ..from };
        let when = head.when.as_ref().map(|it| self.condition(from, it));
        Some(For { subject, only: Some(only), when })
    }

    /// The second reading: what each statement says. It meets steps and rooms in the order of the first.
    fn block(&mut self, from: Standpoint<'_>, block: &'a ast::Block, cursor: &mut Cursor) -> Vec<Statement> {
        block.statements.iter().filter_map(|it| self.statement(from, it, cursor)).collect()
    }

    fn room(&mut self, from: Standpoint<'_>, block: &'a ast::Block, cursor: &mut Cursor) -> Vec<Statement> {
        let around = cursor.enter();
        let body = self.block(from, block, cursor);
        cursor.inside = around;
        body
    }

    fn statement(
        &mut self,
        from: Standpoint<'_>,
        statement: &'a ast::Statement,
        cursor: &mut Cursor,
    ) -> Option<Statement> {
        let at = from.at(statement.span);
        Some(match &statement.kind {
            StatementKind::Step(step) => Statement::Step(self.step(from, step, cursor, false)?),
            StatementKind::Decide(decide) => {
                let step = self.step(from, &decide.step, cursor, true)?;
                Statement::Decide { step, outcomes: self.step_outcomes(from, &decide.outcomes, cursor) }
            }
            StatementKind::When { condition, then, otherwise } => Statement::When {
                condition: self.condition(from, condition),
                then: self.block(from, then, cursor),
                otherwise: otherwise.as_ref().map_or(Vec::new(), |it| self.block(from, it, cursor)),
                at,
            },
            StatementKind::Together(members) => Statement::Together { members: self.room(from, members, cursor), at },
            StatementKind::Repeat { every, body } => {
                Statement::Repeat { every: every.map(Duration::from), body: self.block(from, body, cursor), at }
            }
            StatementKind::Run(path) => Statement::Run(Runs { procedure: self.find_procedure(from, path)?, at }),
            StatementKind::GoTo(path) => Statement::GoTo(GoTo { step: self.target(from, path, cursor.inside)?, at }),
            StatementKind::On { triggers, body } => {
                Statement::On { triggers: self.triggers(from, triggers), body: self.room(from, body, cursor), at }
            }
            StatementKind::End => Statement::End { at },
            StatementKind::Error => return None,
        })
    }

    fn triggers(&mut self, from: Standpoint<'_>, paths: &[ast::Path]) -> Vec<Id<Term>> {
        paths.iter().filter_map(|it| self.find_trigger(from, it)).collect()
    }

    fn step(&mut self, from: Standpoint<'_>, step: &ast::Step, cursor: &mut Cursor, decides: bool) -> Option<Id<Step>> {
        let id = from.flow.and_then(|it| it.ids.get(cursor.step)).copied()?;
        cursor.step += 1;
        let action = match &step.action {
            Some(path) => self.find_action(from, path),
            None if decides => self.decide_action(from),
            None => None,
        };
        let actors = step.by.as_ref().map_or(Actors::Unstated, |it| self.actors(from, it));
        if let Some(path) = &step.fixed_by {
            self.mention_body(from, path);
        }
        let (within, entries) = self.own_entries(from, &step.entries);
        let fields = match action {
            Some(action) if !entries.is_empty() => self.stated(from, &self.term_carrier(action), &entries),
            None if decides && step.action.is_none() => {
                self.stated(from, &Carrier::Nothing("decision without an action"), &entries)
            }
            _ => Vec::new(),
        };
        let model = &mut self.model.steps[id];
        model.action = action;
        model.unreadable = action.is_none() && (step.action.is_some() || !decides);
        model.actors = actors;
        model.within = within;
        model.fields = fields;
        model.fixed_by = step.fixed_by.as_ref().map(|path| {
            let names: Vec<&str> = path.names.iter().map(|it| it.text.as_str()).collect();
            names.join(".")
        });
        Some(id)
    }

    /// Who alone can change a step may be a role here, or somebody of whom nothing is declared.
    fn mention_body(&mut self, from: Standpoint<'_>, path: &ast::Path) {
        let Some(name) = path.names.last() else { return };
        if let Some(role) = self.names.seen(from.owner, &name.text, |kind| kind == Kind::Role).first().copied() {
            self.mention(from.at(name.span), role.at);
        }
    }

    /// `decide` is the action called `decide`, where guidance has one.
    fn decide_action(&self, from: Standpoint<'_>) -> Option<Id<Term>> {
        let vocabulary = self.kinds.action?;
        let found: Vec<Entry> = self.names.seen(from.owner, "decide", |kind| kind == Kind::Term(vocabulary));
        found.first().map(|it| Id::new(it.index))
    }

    /// The entries that the language itself knows, and the rest.
    fn own_entries<'e>(
        &mut self,
        from: Standpoint<'_>,
        entries: &'e [ast::Entry],
    ) -> (Option<Duration>, Vec<&'e ast::Entry>) {
        let mut within: Option<(Duration, Place)> = None;
        let mut rest = Vec::new();
        for entry in entries {
            if entry.key.text != "within" {
                rest.push(entry);
                continue;
            }
            let at = from.at(entry.span);
            match (&entry.value, within) {
                (EntryValue::Error, _) => {}
                (_, Some((_, first))) => {
                    let problem = problem(DUPLICATE, at, "`within` is stated twice").label(first, "stated here first");
                    self.report(problem.help("keep the one that holds"));
                }
                (EntryValue::Value(ast::Value::Duration(it), _), None) => within = Some((Duration::from(*it), at)),
                _ => {
                    let problem = problem(WRONG_KIND, at, "`within` takes a length of time")
                        .help("write for instance `within: 10 days`");
                    self.report(problem);
                }
            }
        }
        (within.map(|it| it.0), rest)
    }

    fn step_outcomes(
        &mut self,
        from: Standpoint<'_>,
        outcomes: &'a [ast::Outcome],
        cursor: &mut Cursor,
    ) -> Vec<Outcome> {
        let vocabulary = self.outcomes_seen(from.owner);
        let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
        let mut found = Vec::new();
        for outcome in outcomes {
            let at = from.at(outcome.name.span);
            match seen.get(outcome.name.text.as_str()) {
                Some(&first) => self.duplicate(at, first, "outcome", &outcome.name.text),
                None => drop(seen.insert(&outcome.name.text, at)),
            }
            let path = ast::Path { names: vec![outcome.name.clone()], span: outcome.name.span };
            let term = vocabulary.and_then(|it| self.find_term(from, &path, it));
            let when = outcome.when.as_ref().map(|it| self.condition(from, it));
            let body = self.room(from, &outcome.body, cursor);
            found.push(Outcome { name: outcome.name.text.clone(), term, when, body, at });
        }
        found
    }

    /// Who acts. If one of several cannot be found, it is not known who does.
    fn actors(&mut self, from: Standpoint<'_>, actors: &ast::Actors) -> Actors {
        let mut cases: Vec<(Option<Condition>, Vec<Id<super::super::Role>>)> = Vec::new();
        for case in &actors.cases {
            let roles: Vec<Option<_>> = case.roles.iter().map(|it| self.find_role(from, it)).collect();
            let roles: Vec<_> = roles.into_iter().collect::<Option<Vec<_>>>().unwrap_or_default();
            let when = case.when.as_ref().map(|it| self.condition(from, it));
            cases.push((when, roles));
        }
        let mut otherwise = Vec::new();
        if let Some((None, _)) = cases.last() {
            otherwise = cases.pop().map_or(Vec::new(), |it| it.1);
        }
        if cases.is_empty() {
            return if otherwise.is_empty() { Actors::Unstated } else { Actors::Roles(otherwise) };
        }
        let cases = cases.into_iter().map(|(when, roles)| (when.unwrap_or(Condition::Unreadable), roles)).collect();
        Actors::Cases { cases, otherwise }
    }
}
