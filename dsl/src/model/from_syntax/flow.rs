//! The steps of a procedure by name, and where jumps may lead.

use std::collections::BTreeMap;

use super::super::{Actors, Id, Procedure, Step};
use super::names::Kind;
use super::problem::{INTO_BLOCK, UNKNOWN, problem};
use super::{Resolver, Standpoint};
use crate::source::Place;
use crate::syntax::ast::{self, StatementKind};

/// The steps of a procedure, and the rooms they stand in: only the way in front leads into a room.
#[derive(Default)]
pub(super) struct Flow<'a> {
    steps: BTreeMap<&'a str, Stop<'a>>,
    /// For each step in the order of the text its id.
    pub(super) ids: Vec<Id<Step>>,
    /// For each room the one around it; the first is the procedure itself.
    rooms: Vec<Option<usize>>,
    /// For each room, what it is.
    kinds: Vec<&'static str>,
}

/// A named step.
struct Stop<'a> {
    id: Id<Step>,
    room: usize,
    at: Place,
    /// For a decision what it may choose.
    outcomes: Option<&'a [ast::Outcome]>,
}

impl<'a> Flow<'a> {
    /// A procedure with no steps yet.
    pub(super) fn new() -> Self {
        Self { rooms: vec![None], kinds: vec!["procedure"], ..Self::default() }
    }

    pub(super) fn decision(&self, name: &str) -> Option<(Id<Step>, Place)> {
        self.steps.get(name).filter(|it| it.outcomes.is_some()).map(|it| (it.id, it.at))
    }

    pub(super) fn has_step(&self, name: &str) -> bool {
        self.steps.contains_key(name)
    }

    pub(super) fn decisions(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter(|(_, it)| it.outcomes.is_some()).map(|(name, _)| *name)
    }

    pub(super) fn outcomes(&self, name: &str) -> &'a [ast::Outcome] {
        self.steps.get(name).and_then(|it| it.outcomes).unwrap_or(&[])
    }

    fn enter(&mut self, around: usize, kind: &'static str) -> usize {
        self.rooms.push(Some(around));
        self.kinds.push(kind);
        self.rooms.len() - 1
    }

    /// Whether a jump that stands in `from` may lead into `to`.
    fn opens(&self, from: usize, to: usize) -> bool {
        let mut room = Some(from);
        while let Some(current) = room {
            if current == to {
                return true;
            }
            room = self.rooms.get(current).copied().flatten();
        }
        false
    }
}

impl<'a> Resolver<'a> {
    /// The first reading: every step gets its id and its room.
    pub(super) fn find_steps(
        &mut self,
        procedure: Id<Procedure>,
        from: Standpoint<'_>,
        block: &'a ast::Block,
        room: usize,
        flow: &mut Flow<'a>,
    ) {
        for statement in &block.statements {
            match &statement.kind {
                StatementKind::Step(step) => self.add_step(procedure, from, statement, step, None, room, flow),
                StatementKind::Decide(decide) => {
                    self.add_step(procedure, from, statement, &decide.step, Some(&decide.outcomes), room, flow);
                    for outcome in &decide.outcomes {
                        let inner = flow.enter(room, "an outcome");
                        self.find_steps(procedure, from, &outcome.body, inner, flow);
                    }
                }
                StatementKind::When { then, otherwise, .. } => {
                    self.find_steps(procedure, from, then, room, flow);
                    if let Some(otherwise) = otherwise {
                        self.find_steps(procedure, from, otherwise, room, flow);
                    }
                }
                StatementKind::Repeat { body, .. } => self.find_steps(procedure, from, body, room, flow),
                StatementKind::Together(body) => {
                    let inner = flow.enter(room, "a `together`");
                    self.find_steps(procedure, from, body, inner, flow);
                }
                StatementKind::On { body, .. } => {
                    let inner = flow.enter(room, "an `on`");
                    self.find_steps(procedure, from, body, inner, flow);
                }
                StatementKind::Run(_) | StatementKind::GoTo(_) | StatementKind::End | StatementKind::Error => {}
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "all of it belongs to one step")]
    fn add_step(
        &mut self,
        procedure: Id<Procedure>,
        from: Standpoint<'_>,
        statement: &'a ast::Statement,
        step: &'a ast::Step,
        outcomes: Option<&'a [ast::Outcome]>,
        room: usize,
        flow: &mut Flow<'a>,
    ) {
        let whole = from.at(statement.span);
        let at = step.name.as_ref().map_or(whole, |it| from.at(it.span));
        let id = self.model.steps.add(Step {
            name: step.name.as_ref().map_or(String::new(), |it| it.text.clone()),
            title: step.title.as_ref().map(|it| it.text.clone()),
            doc: statement.doc.clone(),
            procedure,
            optional: step.optional.is_some(),
            action: None,
            unreadable: false,
            actors: Actors::Unstated,
            within: None,
            fields: Vec::new(),
            fixed_by: None,
            at,
            whole,
        });
        flow.ids.push(id);
        let Some(name) = &step.name else { return };
        match flow.steps.get(name.text.as_str()).map(|it| it.at) {
            Some(first) => self.duplicate(at, first, "step", &name.text),
            None => {
                flow.steps.insert(&name.text, Stop { id, room, at, outcomes });
            }
        }
    }

    /// The step a jump leads to; says so if there is none, or no way in.
    pub(super) fn target(&mut self, from: Standpoint<'_>, path: &ast::Path, inside: usize) -> Option<Id<Step>> {
        let flow = from.flow?;
        let name = path.names.last()?;
        let at = from.at(path.span);
        let stop = match (flow.steps.get(name.text.as_str()), path.names.len()) {
            (Some(stop), 1) => stop,
            _ => {
                self.unknown_step(from, flow, name, at);
                return None;
            }
        };
        self.mention(at, stop.at);
        if flow.opens(inside, stop.room) {
            return Some(stop.id);
        }
        let kind = flow.kinds.get(stop.room).copied().unwrap_or("");
        let message = format!("`{}` stands inside {kind}, and this jumps into it from outside", name.text);
        let problem = problem(INTO_BLOCK, at, message)
            .label(stop.at, "the step stands here")
            .help("go to a step before that block, or move the step out of it");
        self.report(problem);
        None
    }

    fn unknown_step(&mut self, from: Standpoint<'_>, flow: &Flow<'_>, name: &ast::Name, at: Place) {
        let message = format!("there is no step called `{}` in this procedure", name.text);
        if !self.names.seen(from.owner, &name.text, |kind| kind == Kind::Procedure).is_empty() {
            let problem = problem(UNKNOWN, at, message);
            let help = format!("`{}` is a procedure, not a step; write `run {}`", name.text, name.text);
            return self.report(problem.help(help));
        }
        let known: Vec<&str> = if self.can_guess() { flow.steps.keys().copied().collect() } else { Vec::new() };
        self.unknown_among(at, message, &name.text, &known);
    }
}
