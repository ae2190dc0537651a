//! Where statements, fields and declarations begin: what the tree knows and single tokens do not.

use super::pieces::Piece;
use crate::source::Span;
use crate::syntax::ast::{
    Block, Change, Constraint, ConstraintTest, Demand, Entry, EntryValue, Event, Field, File, Item, ItemKind, Pattern,
    Requirement, Scope, Statement, StatementKind, Step, Tailoring, Term,
};
use crate::syntax::token::Kind;
use crate::syntax::words::Word;

/// What begins with a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    Item,
    Field,
    Term,
    Row,
    Entry,
    /// A bare word.
    Flag,
    Statement,
    Outcome,
    Clause,
    /// `define`, whose braces hang from a name in the middle of it, as in a clause.
    Define,
    Constraint,
    /// One line of a profile.
    Tailoring,
    /// `because`, `source`, `applies when` and their like.
    Reason,
}

impl Member {
    /// Whether what its braces hold is indented from the line of the brace, not from where the member begins.
    pub(super) fn hangs(self) -> bool {
        matches!(self, Self::Clause | Self::Define)
    }

    /// Whether it has a line to itself, unless all of its block is on one line.
    pub(super) fn stands_alone(self) -> bool {
        match self {
            Self::Item | Self::Row | Self::Statement | Self::Clause | Self::Define | Self::Tailoring | Self::Reason => {
                true
            }
            Self::Field | Self::Term | Self::Entry | Self::Flag | Self::Outcome | Self::Constraint => false,
        }
    }
}

/// Marks the pieces that something begins with.
pub(super) fn mark(pieces: &mut [Piece<'_>], file: &File) {
    let mut marker = Marker { pieces };
    marker.items(&file.items);
}

struct Marker<'p, 't> {
    pieces: &'p mut [Piece<'t>],
}

impl Marker<'_, '_> {
    fn at(&self, span: Span) -> Option<usize> {
        let at = self.pieces.partition_point(|piece| piece.span.start < span.start);
        self.pieces.get(at).filter(|piece| piece.span.start == span.start).map(|_| at)
    }

    fn mark(&mut self, span: Span, member: Member) {
        if let Some(at) = self.at(span) {
            self.pieces[at].member = Some(member);
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.item(item);
        }
    }

    fn item(&mut self, item: &Item) {
        let define = matches!(item.kind, ItemKind::Define(_));
        self.mark(item.span, if define { Member::Define } else { Member::Item });
        match &item.kind {
            ItemKind::Guidance(guidance) => {
                self.entries(&guidance.entries);
                self.items(&guidance.items);
                guidance.tailoring.iter().for_each(|line| self.tailoring(line));
            }
            ItemKind::Subject(fields) => self.fields(fields),
            ItemKind::Vocabulary(vocabulary) => self.terms(&vocabulary.terms),
            ItemKind::Given(_) => {}
            ItemKind::Define(event) => self.event(event),
            ItemKind::Classify(classify) => classify.rows.iter().for_each(|row| self.mark(row.span, Member::Row)),
            ItemKind::Requirement(requirement) => self.requirement(item.span, requirement),
            ItemKind::Expectation(expectation) => {
                self.entries(&expectation.entries);
                self.reasons(item.span);
            }
            ItemKind::Entity(entity) => {
                self.entries(&entity.entries);
                self.items(&entity.items);
                self.reasons(item.span);
            }
            ItemKind::Role(entries) => self.entries(entries),
            ItemKind::Procedure(procedure) => {
                self.entries(&procedure.entries);
                self.block(&procedure.body);
            }
            ItemKind::Record(it) | ItemKind::Judgement(it) | ItemKind::Waiver(it) => self.entries(&it.entries),
            ItemKind::Instance(instance) => {
                self.entries(&instance.entries);
                self.items(&instance.items);
            }
        }
    }

    fn requirement(&mut self, span: Span, requirement: &Requirement) {
        self.entries(&requirement.entries);
        self.reasons(span);
        for clause in &requirement.clauses {
            self.mark(clause.span, Member::Clause);
            match &clause.scope {
                Scope::Globally => {}
                Scope::Before(event) | Scope::After(event) => self.event(event),
                Scope::Between(from, to) | Scope::AfterUntil(from, to) => {
                    self.event(from);
                    self.event(to);
                }
            }
            match &clause.pattern {
                Pattern::Require { event, .. } | Pattern::Never(event) | Pattern::Possible(event) => self.event(event),
                Pattern::Each { event, must } => {
                    self.event(event);
                    self.demands(must);
                }
                Pattern::Entity { must } => self.demands(must),
                Pattern::KeepApart(events) => events.iter().for_each(|event| self.event(event)),
                Pattern::Judge(_) => {}
            }
        }
        if let Some(block) = &requirement.suggest {
            self.block(block);
        }
    }

    /// What begins with a word of its own between the braces of a declaration, and has no place in the tree.
    fn reasons(&mut self, item: Span) {
        let Some(start) = self.at(item) else { return };
        let Some(open) = (start..self.pieces.len()).find(|&at| self.pieces[at].kind == Kind::Open) else { return };
        let Some(end) = self.pieces[open].pair else { return };
        let mut at = open + 1;
        while at < end {
            let next = (at + 1..end).find(|&next| !self.pieces[next].is_comment());
            let next = next.and_then(|next| self.pieces.get(next)).map(|piece| piece.kind);
            let begins = match self.pieces[at].kind {
                Kind::Word(Word::Because) => next == Some(Kind::Text),
                Kind::Word(Word::Applies) => next == Some(Kind::Word(Word::When)),
                Kind::Word(Word::Suggest) => next == Some(Kind::Open),
                Kind::Word(Word::Source | Word::Answers) => next == Some(Kind::Colon),
                Kind::Word(Word::Follows) => next.is_some_and(Kind::is_name),
                _ => false,
            };
            if begins && self.pieces[at].member.is_none() {
                self.pieces[at].member = Some(Member::Reason);
            }
            at = self.pieces[at].pair.filter(|&pair| pair > at).unwrap_or(at) + 1;
        }
    }

    fn tailoring(&mut self, line: &Tailoring) {
        self.mark(line.span, Member::Tailoring);
        match &line.change {
            Change::Set(constraints) => self.constraints(constraints),
            Change::Suggest(block) => self.block(block),
            Change::Raise(_) | Change::Lower(_) | Change::Drop => {}
        }
    }

    fn entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            let flag = matches!(entry.value, EntryValue::Flag);
            self.mark(entry.span, if flag { Member::Flag } else { Member::Entry });
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        fields.iter().for_each(|field| self.mark(field.span, Member::Field));
    }

    fn terms(&mut self, terms: &[Term]) {
        for term in terms {
            self.mark(term.span, Member::Term);
            self.fields(&term.fields);
            self.terms(&term.terms);
        }
    }

    fn event(&mut self, event: &Event) {
        for alternative in &event.alternatives {
            self.constraints(&alternative.constraints);
        }
    }

    fn constraints(&mut self, constraints: &[Constraint]) {
        for constraint in constraints {
            self.mark(constraint.span, Member::Constraint);
            if let Some(ConstraintTest::Nested(inner)) = &constraint.test {
                self.constraints(inner);
            }
        }
    }

    fn demands(&mut self, demands: &[Demand]) {
        for demand in demands {
            match demand {
                Demand::Constraint(constraint) => self.constraints(std::slice::from_ref(constraint)),
                Demand::Record { constraints, span, .. } => {
                    self.mark(*span, Member::Constraint);
                    self.constraints(constraints);
                }
            }
        }
    }

    fn block(&mut self, block: &Block) {
        for statement in &block.statements {
            // What hangs from `otherwise when` begins no line of its own.
            if statement.span.start != block.span.start {
                self.mark(statement.span, Member::Statement);
            }
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            StatementKind::Step(step) => self.step(step),
            StatementKind::When { then, otherwise, .. } => {
                self.block(then);
                if let Some(otherwise) = otherwise {
                    self.block(otherwise);
                }
            }
            StatementKind::Decide(decide) => {
                self.step(&decide.step);
                for outcome in &decide.outcomes {
                    self.mark(outcome.span, Member::Outcome);
                    self.block(&outcome.body);
                }
            }
            StatementKind::Together(body) | StatementKind::Repeat { body, .. } | StatementKind::On { body, .. } => {
                self.block(body);
            }
            StatementKind::Run(_) | StatementKind::GoTo(_) | StatementKind::End | StatementKind::Error => {}
        }
    }

    fn step(&mut self, step: &Step) {
        self.entries(&step.entries);
    }
}
