//! Conditions, held against the types of what they ask about.

use super::super::{Atom, Classification, Condition, Field, FieldType, Id, Operand, Range, Step, Test, Value};
use super::problem::{BAD_CLASS, WRONG_KIND, problem};
use super::value::{comparison, span_of};
use super::{Resolver, Standpoint};
use crate::syntax::ast;

/// What is asked, or its opposite.
struct Asked {
    any_of: Vec<Test>,
    not: bool,
}

impl Asked {
    fn one(test: Test) -> Self {
        Self { any_of: vec![test], not: false }
    }
}

impl Resolver<'_> {
    pub(super) fn condition(&mut self, from: Standpoint<'_>, condition: &ast::Condition) -> Condition {
        match condition {
            ast::Condition::And(parts, _) => Condition::And(self.conditions(from, parts)),
            ast::Condition::Or(parts, _) => Condition::Or(self.conditions(from, parts)),
            ast::Condition::Not(inner, _) => Condition::Not(Box::new(self.condition(from, inner))),
            ast::Condition::Atom(atom) => self.atom(from, atom).unwrap_or(Condition::Unreadable),
            ast::Condition::Error(_) => Condition::Unreadable,
        }
    }

    pub(super) fn conditions(&mut self, from: Standpoint<'_>, parts: &[ast::Condition]) -> Vec<Condition> {
        parts.iter().map(|it| self.condition(from, it)).collect()
    }

    fn atom(&mut self, from: Standpoint<'_>, atom: &ast::Atom) -> Option<Condition> {
        let operand = self.operand(from, &atom.name)?;
        let asked = match operand {
            Operand::Fact(field) => self.ask_fact(from, field, atom),
            Operand::Class(class) => self.ask_class(from, class, atom),
            Operand::Decision(step) => self.ask_decision(from, step, atom),
        }?;
        let at = from.at(atom.span);
        let mut atoms: Vec<Condition> =
            asked.any_of.into_iter().map(|test| Condition::Atom(Atom { operand, test, at })).collect();
        let condition = if atoms.len() > 1 { Condition::Or(atoms) } else { atoms.pop()? };
        Some(if asked.not { Condition::Not(Box::new(condition)) } else { condition })
    }

    fn ask_fact(&mut self, from: Standpoint<'_>, field: Id<Field>, atom: &ast::Atom) -> Option<Asked> {
        let ty = self.model.fields[field].ty?;
        let list = matches!(ty, FieldType::SomeOf(_) | FieldType::ScopeOf(_));
        match &atom.test {
            ast::Test::Stated => Some(Asked::one(Test::Stated)),
            ast::Test::NotStated => Some(Asked { any_of: vec![Test::Stated], not: true }),
            ast::Test::Is(values) | ast::Test::IsNot(values) if !list => {
                let any_of = self.any_of(from, field, values)?;
                Some(Asked { any_of, not: matches!(atom.test, ast::Test::IsNot(_)) })
            }
            ast::Test::Includes(values) if list => {
                Some(Asked { any_of: self.any_of(from, field, values)?, not: false })
            }
            ast::Test::Is(_) | ast::Test::IsNot(_) => {
                self.wrong_operator(from, atom, "may hold several values", "includes");
                None
            }
            ast::Test::Includes(_) => {
                self.wrong_operator(from, atom, "holds one value", "is");
                None
            }
            ast::Test::Compare(how, value) => {
                self.can_compare(from, field, ty, span_of(value))?;
                let value = self.value(from, field, value)?;
                Some(Asked::one(Test::Compare(comparison(*how), value)))
            }
        }
    }

    /// Any of these values; terms and things together are one test.
    fn any_of(&mut self, from: Standpoint<'_>, field: Id<Field>, values: &[ast::Value]) -> Option<Vec<Test>> {
        let values: Vec<Option<Value>> = values.iter().map(|it| self.value(from, field, it)).collect();
        let values = values.into_iter().collect::<Option<Vec<Value>>>()?;
        let (mut terms, mut things, mut tests) = (Vec::new(), Vec::new(), Vec::new());
        for value in values {
            match value {
                Value::Term(term) => terms.push(term),
                Value::Thing(_) | Value::Role(_) => things.push(value),
                Value::YesNo(yes) => tests.push(Test::YesNo(yes)),
                _ => tests.push(Test::Equals(value)),
            }
        }
        if !terms.is_empty() {
            tests.push(Test::Terms(terms));
        }
        if !things.is_empty() {
            tests.push(Test::Things(things));
        }
        (!tests.is_empty()).then_some(tests)
    }

    fn wrong_operator(&mut self, from: Standpoint<'_>, atom: &ast::Atom, why: &str, instead: &str) {
        let name = atom.name.names.last().map_or("", |it| it.text.as_str());
        let not = if matches!(atom.test, ast::Test::IsNot(_)) { "not " } else { "" };
        let values = match &atom.test {
            ast::Test::Is(values) | ast::Test::IsNot(values) | ast::Test::Includes(values) => values.as_slice(),
            _ => &[],
        };
        let written: Vec<&str> = values.iter().map(|it| self.text_at(from.at(span_of(it)))).collect();
        let help = format!("write `{not}{name} {instead} {}`", written.join(" or "));
        let problem = problem(WRONG_KIND, from.at(atom.span), format!("`{name}` {why}")).help(help);
        self.report(problem);
    }

    /// Whether values of this type stand in an order; says so if they do not.
    pub(super) fn can_compare(
        &mut self,
        from: Standpoint<'_>,
        field: Id<Field>,
        ty: FieldType,
        span: crate::source::Span,
    ) -> Option<()> {
        let name = &self.model.fields[field].name;
        let (message, help) = match ty {
            FieldType::Number | FieldType::Money | FieldType::Duration | FieldType::Date => {
                return Some(());
            }
            FieldType::OneOf(Range::Vocabulary(it)) if self.model.vocabularies[it].ordered => {
                return Some(());
            }
            FieldType::OneOf(Range::Vocabulary(it)) => {
                let vocabulary = &self.model.vocabularies[it].name;
                (
                    format!("the words of `{vocabulary}` stand in no order, so none is more or less than another"),
                    format!("write `is`, or declare `vocabulary {vocabulary} ordered`"),
                )
            }
            FieldType::SomeOf(_) | FieldType::ScopeOf(_) => (
                format!("`{name}` may hold several values, which cannot be more or less than one"),
                "write `includes`".into(),
            ),
            _ => (format!("`{name}` takes {}, which cannot be more or less", self.takes(ty)), "write `is`".into()),
        };
        let problem = problem(WRONG_KIND, from.at(span), message).help(help);
        self.report(problem);
        None
    }

    fn ask_class(&mut self, from: Standpoint<'_>, class: Id<Classification>, atom: &ast::Atom) -> Option<Asked> {
        match &atom.test {
            ast::Test::Stated => Some(Asked::one(Test::Stated)),
            ast::Test::NotStated => Some(Asked { any_of: vec![Test::Stated], not: true }),
            ast::Test::Is(values) | ast::Test::IsNot(values) => {
                let levels: Vec<Option<usize>> = values.iter().map(|it| self.level(from, class, it)).collect();
                let levels = levels.into_iter().collect::<Option<Vec<usize>>>()?;
                Some(Asked { any_of: vec![Test::Levels(levels)], not: matches!(atom.test, ast::Test::IsNot(_)) })
            }
            ast::Test::Includes(_) => {
                self.wrong_operator(from, atom, "is one level at a time", "is");
                None
            }
            ast::Test::Compare(how, value) => {
                let level = self.level(from, class, value)?;
                Some(Asked::one(Test::CompareLevel(comparison(*how), level)))
            }
        }
    }

    fn level(&mut self, from: Standpoint<'_>, class: Id<Classification>, value: &ast::Value) -> Option<usize> {
        let levels = &self.model.classifications[class].levels;
        let name = &self.model.classifications[class].name;
        if let ast::Value::Name(path) = value
            && let [level] = path.names.as_slice()
        {
            let found = levels.iter().position(|it| *it == level.text);
            if found.is_none() && !levels.is_empty() {
                let message = format!("`{name}` has no level called `{}`", level.text);
                self.unknown_level(from, class, level, message);
            }
            if let Some(index) = found {
                self.mention_level(from, class, index, level);
            }
            return found;
        }
        let names: Vec<&str> = levels.iter().map(String::as_str).collect();
        let problem =
            problem(WRONG_KIND, from.at(span_of(value)), format!("`{name}` is compared with one of its levels"))
                .help(format!("write {}", super::problem::listed(&names, "or")));
        self.report(problem);
        None
    }

    /// A level that is not in the scale.
    pub(super) fn unknown_level(
        &mut self,
        from: Standpoint<'_>,
        class: Id<Classification>,
        level: &ast::Name,
        message: String,
    ) {
        let levels = self.model.classifications[class].levels.clone();
        let names: Vec<&str> = levels.iter().map(String::as_str).collect();
        let near = self.guess(&level.text, names.iter().copied());
        let help = near.map_or_else(
            || format!("its levels are {}", super::problem::listed(&names, "and")),
            |near| format!("did you mean `{near}`?"),
        );
        let problem = problem(BAD_CLASS, from.at(level.span), message).help(help);
        self.report(problem);
    }

    fn ask_decision(&mut self, from: Standpoint<'_>, step: Id<Step>, atom: &ast::Atom) -> Option<Asked> {
        let values = match &atom.test {
            ast::Test::Is(values) | ast::Test::IsNot(values) => values,
            ast::Test::Stated => return Some(Asked::one(Test::Stated)),
            ast::Test::NotStated => {
                return Some(Asked { any_of: vec![Test::Stated], not: true });
            }
            ast::Test::Includes(_) => {
                self.wrong_operator(from, atom, "chooses one outcome", "is");
                return None;
            }
            ast::Test::Compare(_, value) => {
                let problem = problem(
                    WRONG_KIND,
                    from.at(span_of(value)),
                    "outcomes stand in no order, so none is more or less than another",
                )
                .help("write `is`");
                self.report(problem);
                return None;
            }
        };
        let outcomes: Vec<Option<String>> = values.iter().map(|it| self.decided(from, step, it)).collect();
        let outcomes = outcomes.into_iter().collect::<Option<Vec<String>>>()?;
        Some(Asked { any_of: vec![Test::Outcomes(outcomes)], not: matches!(atom.test, ast::Test::IsNot(_)) })
    }

    fn decided(&mut self, from: Standpoint<'_>, step: Id<Step>, value: &ast::Value) -> Option<String> {
        let name = self.model.steps[step].name.clone();
        let outcomes = from.flow.map_or(&[][..], |it| it.outcomes(&name));
        let known: Vec<&str> = outcomes.iter().map(|it| it.name.text.as_str()).collect();
        if let ast::Value::Name(path) = value
            && let [outcome] = path.names.as_slice()
        {
            if let Some(found) = outcomes.iter().find(|it| it.name.text == outcome.text) {
                self.mention(from.at(outcome.span), from.at(found.name.span));
                return Some(outcome.text.clone());
            }
            let message = format!("`{name}` has no outcome called `{}`", outcome.text);
            self.unknown_among(from.at(outcome.span), message, &outcome.text, &known);
            return None;
        }
        let problem =
            problem(WRONG_KIND, from.at(span_of(value)), format!("`{name}` is compared with one of its outcomes"));
        self.report(problem.help(format!("write {}", super::problem::listed(&known, "or"))));
        None
    }

    /// The text at a place, as written.
    pub(super) fn text_at(&self, at: crate::source::Place) -> &str {
        let file = self.files.iter().find(|it| it.id == at.file);
        file.and_then(|it| it.text.get(at.span.range())).unwrap_or("")
    }
}
