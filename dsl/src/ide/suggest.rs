//! The reading desk, suggestions: the steps that a requirement proposes, made ready for one organization.
//!
//! A suggestion leaves open who acts (`_`). Here the roles that may are found, those first that meet what is asked of
//! whoever does it. Names that are taken already are changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::meets;
use crate::model::{Constraint, Entity, Held, Id, Model, On, Owner, Pattern, Requirement, Role, Term, What};
use crate::source::Span;
use crate::syntax::token::{Kind, Token, tokens};
use crate::syntax::words::Word;

/// The steps that a requirement proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// A role to choose: their names, the fittest first; none where the organization has no role at all.
    Role(Vec<String>),
}

impl Suggestion {
    /// As text, with the fittest role in each open place; `_` stays where there is none.
    pub(super) fn plain(&self) -> String {
        let part = |it: &Part| match it {
            Part::Text(text) => text.clone(),
            Part::Role(names) => names.first().map_or_else(|| "_".to_owned(), Clone::clone),
        };
        self.parts.iter().map(part).collect()
    }

    /// As a snippet: each open place is one to fill in, with the fittest role in it.
    pub(super) fn snippet(&self) -> String {
        let mut out = String::new();
        let mut places = 0;
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(&escaped(text)),
                Part::Role(names) => {
                    places += 1;
                    let name = names.first().map_or("role", String::as_str);
                    out.push_str(&format!("${{{places}:{}}}", escaped(name)));
                }
            }
        }
        out
    }
}

/// A text in which a snippet finds no signs of its own.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// The roles of an organization, and what is asked of whoever does something; each action is looked at once.
pub(super) struct Fitting<'m> {
    model: &'m Model,
    entity: Id<Entity>,
    /// What requirements ask of those who act, by the action; nothing stands for any step.
    asked: Vec<(Option<Id<Term>>, &'m Held)>,
    known: BTreeMap<Option<Id<Term>>, Vec<Id<Role>>>,
}

impl<'m> Fitting<'m> {
    pub(super) fn new(model: &'m Model, entity: Id<Entity>) -> Self {
        Self { model, entity, asked: asked_of_actors(model, entity), known: BTreeMap::new() }
    }

    /// The roles: those first that surely meet what is asked of whoever does this, then those of which it cannot be
    /// told, then the others; each group in the order of declaration.
    pub(super) fn roles(&mut self, action: Option<Id<Term>>) -> Vec<Id<Role>> {
        if let Some(known) = self.known.get(&action) {
            return known.clone();
        }
        let (model, entity) = (self.model, self.entity);
        let above: BTreeSet<Id<Term>> = action.map_or(BTreeSet::new(), |it| model.above(it).into_iter().collect());
        let meant = |of: &Option<Id<Term>>| action.is_some() && of.is_none_or(|it| above.contains(&it));
        let asked: Vec<&Held> = self.asked.iter().filter(|(of, _)| meant(of)).map(|(_, held)| *held).collect();
        let own = model.roles.iter().filter(|(_, it)| it.entity == entity).map(|(id, _)| id);
        let mut roles: Vec<(usize, Id<Role>)> = own.map(|id| (misfit(model, entity, id, &asked), id)).collect();
        roles.sort();
        let roles: Vec<Id<Role>> = roles.into_iter().map(|(_, id)| id).collect();
        self.known.insert(action, roles.clone());
        roles
    }

    /// What a requirement proposes, for a procedure in which these names are taken.
    pub(super) fn suggestion(&mut self, requirement: Id<Requirement>, taken: &BTreeSet<&str>) -> Option<Suggestion> {
        let it = &self.model.requirements[requirement];
        let text = it.suggest.as_deref()?;
        let (model, setting) = (self.model, Setting { model: self.model, entity: self.entity, owner: it.owner, taken });
        let mut fittest = |action| {
            let roles = self.roles(action).into_iter();
            roles.map(|it| model.roles[it].name.clone()).collect()
        };
        Some(setting.suggestion(text, &mut fittest))
    }
}

/// Where steps that are proposed are to stand.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) model: &'a Model,
    pub(super) entity: Id<Entity>,
    /// Who proposes them.
    pub(super) owner: Owner,
    /// The names that are taken there.
    pub(super) taken: &'a BTreeSet<&'a str>,
}

impl Setting<'_> {
    /// Proposed steps with the names of this place, all done by one role.
    pub(super) fn filled(self, text: &str, role: &str) -> String {
        self.suggestion(text, &mut |_| vec![role.to_owned()]).plain()
    }

    /// Proposed steps with the names of this place; each open one is done by one of the roles that are given for it.
    fn suggestion(self, text: &str, roles: &mut dyn FnMut(Option<Id<Term>>) -> Vec<String>) -> Suggestion {
        let (model, who) = (self.model, Owner::Entity(self.entity));
        let words: Vec<Token> = tokens(text).0.into_iter().filter(|it| !it.kind.is_trivia()).collect();
        let renamed = renamed(text, &words, self.taken);
        let mut parts = Vec::new();
        let (mut plain, mut from, mut action) = (String::new(), 0, None);
        for (at, word) in words.iter().enumerate() {
            let written = slice(text, word.span);
            let before = text.get(from..word.span.start as usize).unwrap_or("");
            let sign = at.checked_sub(1).and_then(|it| words.get(it)).map(|it| it.kind);
            match word.kind {
                Kind::Word(Word::Step) => action = None,
                // A decision without an action is the action of that name.
                Kind::Word(Word::Decide) => action = action_named(model, who, Word::Decide.text()),
                _ => {}
            }
            if sign == Some(Kind::Colon) && word.kind.is_name() {
                let named = action_named(model, self.owner, written);
                action = named.or(action);
                if let Some(owner) = named.and_then(|it| qualifier(model, who, it)) {
                    plain.push_str(&format!("{before}{owner}."));
                    from = word.span.start as usize;
                }
            } else if sign == Some(Kind::Word(Word::By)) && written == "_" {
                plain.push_str(before);
                parts.push(Part::Text(std::mem::take(&mut plain)));
                parts.push(Part::Role(roles(action)));
                from = word.span.end as usize;
            } else if let Some(new) = renamed.get(written).filter(|_| names_step(&words, at)) {
                plain.push_str(&format!("{before}{new}"));
                from = word.span.end as usize;
            }
        }
        plain.push_str(text.get(from..).unwrap_or(""));
        parts.push(Part::Text(plain));
        Suggestion { parts }
    }
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or("")
}

/// New names for the steps whose names are taken.
fn renamed<'t>(text: &'t str, words: &[Token], taken: &BTreeSet<&str>) -> BTreeMap<&'t str, String> {
    let declared = |at: usize| matches!(words.get(at)?.kind, Kind::Word(Word::Step | Word::Decide)).then_some(());
    let named = (1..words.len()).filter(|at| declared(at - 1).is_some()).filter_map(|at| words.get(at));
    let names: BTreeSet<&str> = named.map(|it| slice(text, it.span)).collect();
    let free = |name: &str| {
        (2..)
            .map(|number| format!("{name}-{number}"))
            .find(|it| !taken.contains(it.as_str()) && !names.contains(it.as_str()))
    };
    let clashing = names.iter().filter(|it| taken.contains(*it));
    clashing.filter_map(|&name| Some((name, free(name)?))).collect()
}

/// Whether the word there is the name of a step, declared or asked about.
fn names_step(words: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|it| words.get(it)).map(|it| it.kind);
    matches!(before, Some(Kind::Word(Word::Step | Word::Decide | Word::To | Word::When | Word::And | Word::Or)))
        && words.get(at + 1).is_none_or(|it| it.kind != Kind::Dot)
}

/// The action of that name that an owner sees; its own before others.
pub(super) fn action_named(model: &Model, owner: Owner, name: &str) -> Option<Id<Term>> {
    let (_, actions) = model.vocabularies.iter().find(|(_, it)| it.name == "action")?;
    let seen = model.visible(owner);
    let found = actions.terms.iter().copied().filter(|&it| model.terms[it].name == name);
    let place = |it: Id<Term>| seen.iter().position(|&owner| owner == model.terms[it].owner);
    found.filter_map(|it| Some((place(it)?, it))).min().map(|(_, it)| it)
}

/// What has to stand before a term's name where an owner sees several of that name; nothing where the name will do.
pub(super) fn qualifier(model: &Model, who: Owner, term: Id<Term>) -> Option<&str> {
    let it = &model.terms[term];
    let seen = model.visible(who);
    let others = model.vocabularies[it.vocabulary].terms.iter().filter(|&&other| model.terms[other].name == it.name);
    let rivals = others.filter(|&&other| seen.contains(&model.terms[other].owner)).count();
    (rivals > 1 && it.owner != who).then(|| model.owner_name(it.owner)).filter(|it| !it.is_empty())
}

/// What requirements ask of those who carry out actions.
fn asked_of_actors(model: &Model, entity: Id<Entity>) -> Vec<(Option<Id<Term>>, &Held)> {
    let mut asked = Vec::new();
    for clause in model.requirements_of(entity).into_iter().flat_map(|it| &model.requirements[it].clauses) {
        let (event, must) = match &clause.pattern {
            Pattern::Require { event, .. } => (event, None),
            Pattern::Each { event, must } => (event, Some(must)),
            _ => continue,
        };
        for (at, alternative) in event.alternatives.iter().enumerate() {
            let of = match alternative.what {
                What::Action(term) => Some(term),
                What::AnyStep if must.is_some() => None,
                _ => continue,
            };
            let demands = must.and_then(|it| it.get(at)).unwrap_or(&alternative.constraints);
            asked.extend(demands.iter().filter(|it| it.on == On::Actor).map(|it: &Constraint| (of, &it.held)));
        }
    }
    asked
}

/// How many demands a role fails, doubts counting half.
fn misfit(model: &Model, entity: Id<Entity>, role: Id<Role>, asked: &[&Held]) -> usize {
    let one = |held: &&Held| match fits(model, entity, role, held) {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    };
    asked.iter().map(one).sum()
}

/// Whether a role meets what is asked of whoever acts; nothing where that cannot be told.
fn fits(model: &Model, entity: Id<Entity>, role: Id<Role>, held: &Held) -> Option<bool> {
    match held {
        Held::Stated => Some(true),
        Held::Roles(wanted) => Some(wanted.contains(&role)),
        Held::Nested(constraints) => {
            let mut sure = Some(true);
            for constraint in constraints {
                match meets_field(model, entity, role, constraint) {
                    Some(false) => return Some(false),
                    None => sure = None,
                    Some(true) => {}
                }
            }
            sure
        }
        _ => None,
    }
}

fn meets_field(model: &Model, entity: Id<Entity>, role: Id<Role>, constraint: &Constraint) -> Option<bool> {
    let On::Field(field) = constraint.on else {
        return None;
    };
    let stated = model.roles[role].fields.iter().find(|it| it.field == field);
    match (stated.and_then(|it| it.value.as_ref()), &constraint.held) {
        (Some(_), Held::Stated) => Some(true),
        (None, Held::Stated) => Some(false),
        (Some(value), held) => meets(model, entity, Some(field), value, held),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Workspace};

    const WORLD: &str = r#"
guidance g {
  vocabulary action { look "Look at it"  show "Show it" }
  vocabulary rank ordered { clerk head }
  subject use { }
  subject role { field rank: one of rank }
  requirement look-first must {
    before show, require look { by: { rank: at least head } }
    suggest { step first: look by _  decide then: show by _ { go { } stop { go to first } } }
  }
}
entity office {
  follows g
  role desk { rank: clerk }
  role boss { rank: head }
}
"#;

    fn asked(taken: &[&str]) -> Suggestion {
        let mut workspace = Workspace::new(Date::constant(2026, 11, 28));
        workspace.set("a.duly", WORLD);
        let analysis = workspace.analyze();
        let model = &analysis.read.model;
        let (requirement, _) = model.requirements.iter().find(|(_, it)| it.name == "look-first").unwrap();
        let (entity, _) = model.entities.iter().find(|(_, it)| it.name == "office").unwrap();
        Fitting::new(model, entity).suggestion(requirement, &taken.iter().copied().collect()).unwrap()
    }

    #[test]
    fn whoever_fits_best_stands_in_the_open_place() {
        assert_eq!(
            asked(&[]).plain(),
            "step first: look by boss  decide then: show by desk { go { } stop { go to first } }"
        );
    }

    #[test]
    fn a_name_that_is_taken_is_changed_wherever_it_stands() {
        assert_eq!(
            asked(&["first", "first-2"]).snippet(),
            "step first-3: look by ${1:boss}  decide then: show by ${2:desk} { go { \\} stop { go to first-3 \\} \\}"
        );
    }
}
