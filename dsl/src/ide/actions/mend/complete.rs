//! Mends: a step that is there says what is asked of it.

use super::wants::{Answer, Want};
use super::{Case, Draft};
use crate::check::meets;
use crate::ide::Edit;
use crate::ide::actions::fields::{Bearer, Set, says, written};
use crate::ide::actions::home::{Home, step_of};
use crate::model::{On, Step as Known};
use crate::source::{Place, Span};
use crate::syntax::ast::{Statement, StatementKind, Step};

pub(super) fn drafts(case: &Case<'_>) -> Vec<Draft> {
    let wants = case.wants();
    let pieces = case.pieces();
    let mut drafts = Vec::new();
    for (home, statement, step, known) in case.steps_on_the_run() {
        let Some(action) = known.action else { continue };
        let about = wants.iter().filter(|it| it.is_about(case.desk.model(), action));
        let asked = about.flat_map(|it| asked(case, it, known));
        let acts = pieces
            .iter()
            .flat_map(|it| &it.acts)
            .filter(|it| case.desk.actions(&it.action).iter().any(|&wanted| case.desk.model().is_a(action, wanted)));
        let suggested = acts.flat_map(|it| {
            let timed: Vec<Set> = it.fields.iter().map(|(key, value)| case.set(known, key, value)).collect();
            let plain: Vec<Set> = timed.iter().filter(|it| it.key != "within").cloned().collect();
            [plain, timed]
        });
        for sets in asked.collect::<Vec<_>>().into_iter().chain(suggested) {
            drafts.extend(draft(case, home, statement, step, &sets));
        }
    }
    let mut seen: Vec<Vec<Edit>> = Vec::new();
    drafts.retain(|it| {
        let fresh = !seen.contains(&it.edits);
        seen.push(it.edits.clone());
        fresh
    });
    drafts
}

/// Whether a clause asks for something that a step on the run could say and does not.
pub(super) fn is_asked(case: &Case<'_>) -> bool {
    let (model, wants) = (case.desk.model(), case.wants());
    let on_the_run =
        case.steps_on_the_run().into_iter().filter(|(home, statement, ..)| case.is_on_the_run(home, statement));
    let mut lacks = on_the_run.filter_map(|(.., known)| Some((known.action?, known)));
    lacks.any(|(action, known)| {
        let about = wants.iter().filter(|it| it.is_about(model, action));
        about.flat_map(|it| asked(case, it, known)).any(|sets| !sets.is_empty())
    })
}

/// What a clause asks of a step and the step does not say; several where there is a choice, none where it has to be
/// thought of.
fn asked(case: &Case<'_>, want: &Want<'_>, known: &Known) -> Vec<Vec<Set>> {
    let mut ways: Vec<Vec<Set>> = vec![Vec::new()];
    for constraint in &want.constraints {
        if let On::Field(field) = constraint.on {
            let stated = known.fields.iter().find(|it| it.field == field).and_then(|it| it.value.as_ref());
            let met = |value| meets(case.desk.model(), case.entity, Some(field), value, &constraint.held);
            if stated.is_some_and(|it| met(it) == Some(true)) {
                continue;
            }
        }
        match case.answer(constraint) {
            Answer::Set(set) => ways.iter_mut().for_each(|it| it.push(set.clone())),
            Answer::OneOf(sets) => {
                let with = |way: &Vec<Set>| {
                    sets.iter().take(4).map(|it| [way.clone(), vec![it.clone()]].concat()).collect::<Vec<_>>()
                };
                ways = ways.iter().flat_map(with).take(8).collect();
            }
            Answer::Nothing => {}
        }
    }
    ways
}

fn draft(case: &Case<'_>, home: &Home<'_>, statement: &Statement, step: &Step, sets: &[Set]) -> Option<Draft> {
    let page = case.desk.page(home.file);
    let new = |set: &&Set| !step.entries.iter().any(|it| it.key.text == set.key && says(page, it, set));
    let sets: Vec<Set> = sets.iter().filter(new).cloned().collect();
    if sets.is_empty() {
        return None;
    }
    let first_inside = match &statement.kind {
        StatementKind::Decide(it) => it.outcomes.iter().map(|it| it.span.start).min(),
        _ => None,
    };
    let bearer = Bearer {
        file: home.file,
        entries: &step.entries,
        braces: case.desk.braces(home.file, statement.span, step_head(step, statement)),
        first_inside,
        end: statement.span.end,
    };
    let name = step.name.as_ref()?;
    Some(Draft::new(format!("say {} in `{}`", words(&sets), name.text), written(page, bearer, &sets)))
}

/// The first few fields, as they are written.
pub(super) fn words(sets: &[Set]) -> String {
    let shown: Vec<String> = sets.iter().take(3).map(|it| format!("`{}`", it.words())).collect();
    let more = sets.len().saturating_sub(3);
    match shown.as_slice() {
        all if more > 0 => format!("{} and {more} more", all.join(", ")),
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        all => all.concat(),
    }
}

/// Where the head of a step ends: its braces come after this.
fn step_head(step: &Step, statement: &Statement) -> u32 {
    let ends = [
        step.name.as_ref().map(|it| it.span.end),
        step.title.as_ref().map(|it| it.span.end),
        step.action.as_ref().map(|it| it.span.end),
        step.by.as_ref().map(|it| it.span.end),
        step.fixed_by.as_ref().map(|it| it.span.end),
    ];
    ends.into_iter().flatten().max().unwrap_or(statement.span.start)
}

impl<'a> Case<'a> {
    /// The steps of the entity's procedures: those on the run first, the last of them before the others.
    pub(super) fn steps_on_the_run(&self) -> Vec<(&'a Home<'a>, &'a Statement, &'a Step, &'a Known)> {
        let mut steps = Vec::new();
        for home in self.homes {
            for statement in &home.block.statements {
                let Some(step) = step_of(statement) else { continue };
                let at = step.name.as_ref().map(|it| Place { file: home.file, span: it.span });
                let Some((at, known)) = at.and_then(|at| Some((at, self.model_step(at)?))) else { continue };
                if self.desk.model().procedures[known.procedure].entity == self.entity {
                    steps.push((self.rank(at, statement.span), home, statement, step, known));
                }
            }
        }
        steps.sort_by_key(|it| it.0);
        steps.into_iter().map(|(_, home, statement, step, known)| (home, statement, step, known)).collect()
    }

    fn is_on_the_run(&self, home: &Home<'_>, statement: &Statement) -> bool {
        let inside = |at: Place| {
            at.file == home.file && statement.span.start <= at.span.start && at.span.end <= statement.span.end
        };
        inside(self.notice.at) || self.notice.labels.iter().any(|it| inside(it.at))
    }

    /// How near to the end of the run a statement stands.
    fn rank(&self, name: Place, whole: Span) -> usize {
        let is_it =
            |at: Place| at == name || at.file == name.file && whole.start <= at.span.start && at.span.end <= whole.end;
        if is_it(self.notice.at) {
            return 0;
        }
        let labels = &self.notice.labels;
        labels.iter().rev().position(|it| is_it(it.at)).map_or(labels.len() + 1, |it| it + 1)
    }

    /// A field as guidance suggests it, for a step.
    fn set(&self, known: &Known, key: &str, value: &str) -> Set {
        let model = self.desk.model();
        let fields = known.action.map(|it| model.fields_of_term(it)).unwrap_or_default();
        let several = fields.iter().any(|&it| {
            use crate::model::FieldType::{ScopeOf, SomeOf};
            model.fields[it].name == key && matches!(model.fields[it].ty, Some(SomeOf(_) | ScopeOf(_)))
        });
        Set { key: key.to_owned(), value: value.to_owned(), joins: several }
    }
}
