//! Profiles: the requirements of a base, with a profile's changes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    Alternative, Constraint, Duration, Fits, Guidance, Held, Id, Level, Owner, Pattern, Requirement, Value, compare,
};
use super::declare::Declared;
use super::house::Declaration;
use super::names::{Entry, Kind};
use super::problem::{BAD_TAILORING, UNKNOWN, problem};
use super::ring::cut_rings;
use super::{Resolver, Standpoint};
use crate::source::Place;
use crate::syntax::ast::{self, Change, ConstraintTest};

/// A profile's own copies, by name.
type Copies = BTreeMap<String, Requirement>;

impl<'a> Resolver<'a> {
    /// Each profile after its base, for a base may be a profile too.
    pub(super) fn resolve_profiles(&mut self, declared: &Declared<'a>) {
        let mut trees: BTreeMap<Id<Guidance>, (Declaration<'a>, &'a ast::Guidance)> = BTreeMap::new();
        for &(id, it, tree) in &declared.guidances {
            trees.entry(id).or_insert((it, tree));
        }
        let leans: Vec<Vec<usize>> =
            self.model.guidances.iter().map(|(_, it)| it.tailors.iter().map(|it| it.index()).collect()).collect();
        let mut owned: BTreeMap<Owner, Vec<Id<Requirement>>> = BTreeMap::new();
        for (id, it) in self.model.requirements.iter() {
            owned.entry(it.owner).or_default().push(id);
        }
        for node in cut_rings(&leans).1 {
            let id = Id::new(node);
            if let Some(&(it, tree)) = trees.get(&id) {
                self.profile(id, it, tree, &mut owned);
            }
        }
    }

    fn profile(
        &mut self,
        id: Id<Guidance>,
        it: Declaration<'a>,
        tree: &'a ast::Guidance,
        owned: &mut BTreeMap<Owner, Vec<Id<Requirement>>>,
    ) {
        let Some(base) = self.model.guidances[id].tailors else {
            return self.no_base(it, tree);
        };
        let base_name = self.model.guidances[base].name.clone();
        let from_base = owned.get(&Owner::Guidance(base)).cloned().unwrap_or_default();
        let own = owned.get(&it.owner).into_iter().flatten();
        let own: BTreeSet<String> = own.map(|&it| self.model.requirements[it].name.clone()).collect();
        let mut order: Vec<String> = Vec::new();
        let mut copies = Copies::new();
        for requirement in from_base {
            let mut copy = self.model.requirements[requirement].clone();
            if own.contains(&copy.name) {
                self.replaced(it, &copy);
                continue;
            }
            copy.owner = it.owner;
            order.push(copy.name.clone());
            copies.insert(copy.name.clone(), copy);
        }
        for change in &tree.tailoring {
            self.tailor(it.from(), &base_name, change, &mut copies);
        }
        for name in order {
            if let Some(copy) = copies.remove(&name) {
                let at = copy.at;
                let index = self.model.requirements.add(copy);
                owned.entry(it.owner).or_default().push(index);
                let (kind, owner) = (Kind::Requirement, Some(it.owner));
                self.names.add(&name, Entry { kind, owner, index: index.index(), at });
            }
        }
    }

    fn no_base(&mut self, it: Declaration<'a>, tree: &ast::Guidance) {
        let (Some(first), None) = (tree.tailoring.first(), &tree.tailors) else {
            return;
        };
        let message = "only a profile changes the requirements of other guidance";
        let problem = problem(BAD_TAILORING, it.from().at(first.span), message)
            .help("say which guidance it tailors, after its name");
        self.report(problem);
    }

    /// A requirement of the same name as one of the base would silently take its place.
    fn replaced(&mut self, it: Declaration<'a>, base: &Requirement) {
        let own = self
            .names
            .all(&base.name)
            .iter()
            .find(|entry| entry.kind == Kind::Requirement && entry.owner == Some(it.owner));
        let at = own.map_or(it.at(), |it| it.at);
        self.duplicate(at, base.at, "requirement", &base.name);
    }

    fn tailor(&mut self, from: Standpoint<'_>, base: &str, change: &ast::Tailoring, copies: &mut Copies) {
        let path = &change.requirement;
        let names = match path.names.as_slice() {
            [guidance, rest @ ..] if guidance.text == base && !rest.is_empty() => {
                self.mention_base(from, guidance);
                rest
            }
            names => names,
        };
        let Some(name) = names.first() else { return };
        let at = from.at(name.span);
        let Some(copy) = copies.get_mut(&name.text) else {
            let known: Vec<&str> = copies.keys().map(String::as_str).collect();
            let message = format!("`{base}` has no requirement called `{}`", name.text);
            return self.unknown_among(at, message, &name.text, &known);
        };
        let declared = copy.at;
        let found = match &change.change {
            Change::Raise(level) | Change::Lower(level) => {
                let level = self.level_of(from, level);
                level.and_then(|level| relevel(copy, level, matches!(change.change, Change::Raise(_)), at))
            }
            Change::Drop if !copy.waivable => Some(fixed(copy, at, "cannot be dropped")),
            Change::Drop => {
                copies.remove(&name.text);
                None
            }
            Change::Set(constraints) => {
                let label = names.get(1);
                let meant = copy.clauses.iter().find(|it| label.is_some_and(|of| it.label.as_ref() == Some(&of.text)));
                if let (Some(label), Some(declared)) = (label, meant.and_then(|it| it.label_at)) {
                    self.mention(from.at(label.span), declared);
                }
                for constraint in constraints {
                    self.set(from, copy, label, constraint);
                }
                None
            }
            Change::Suggest(steps) => {
                copy.suggest = Some(self.suggestion(from, steps.span));
                None
            }
        };
        self.mention(at, declared);
        if let Some(found) = found {
            self.report(found.label(declared, "declared here"));
        } else if change.because.is_none() {
            let message = format!("no reason is given for changing `{}`", name.text);
            let problem = problem(BAD_TAILORING, from.at(change.span), message);
            self.report(problem.help("end it with `because \"…\"`"));
        }
    }

    /// The base may be named before its requirement, and means what `tailors` means by it.
    fn mention_base(&mut self, from: Standpoint<'_>, name: &ast::Name) {
        let Owner::Guidance(profile) = from.owner else { return };
        if let Some(base) = self.model.guidances[profile].tailors {
            let declared = self.model.guidances[base].at;
            self.mention(from.at(name.span), declared);
        }
    }

    /// Puts a constraint in the place of the one on the same field.
    fn set(
        &mut self,
        from: Standpoint<'_>,
        copy: &mut Requirement,
        clause: Option<&ast::Name>,
        written: &ast::Constraint,
    ) {
        let meant = |label: Option<&str>| clause.is_none_or(|it| Some(it.text.as_str()) == label);
        let mut touched = false;
        let mut weaker = false;
        for it in copy.clauses.iter_mut().filter(|it| meant(it.label.as_deref())) {
            touched |= self.set_time(written, &mut it.pattern, &mut weaker);
            match &mut it.pattern {
                Pattern::Require { event, .. } => {
                    for alternative in &mut event.alternatives {
                        touched |= self.set_alternative(from, alternative, written, &mut weaker);
                    }
                }
                Pattern::Each { event, must } => {
                    for (alternative, must) in event.alternatives.iter().zip(must) {
                        let Some(carrier) = self.carrier(alternative.what) else { continue };
                        let new = self.constraint(from, &carrier, written);
                        weaker |= put(must, new);
                        touched = true;
                    }
                }
                _ => {}
            }
        }
        let at = from.at(written.span);
        if !touched {
            let message = format!("nothing in `{}` asks for `{}`", copy.name, written.key.text);
            let problem = problem(UNKNOWN, at, message)
                .label(copy.at, "declared here")
                .help("set what one of its clauses asks for");
            self.report(problem);
        } else if weaker && !copy.waivable {
            let problem = fixed(copy, at, "cannot be made weaker").label(copy.at, "declared here");
            self.report(problem);
        }
    }

    /// `set R { within: 60 days }` is about the clause itself.
    fn set_time(&mut self, written: &ast::Constraint, pattern: &mut Pattern, weaker: &mut bool) -> bool {
        let Pattern::Require { within, every, .. } = pattern else {
            return false;
        };
        let place = match written.key.text.as_str() {
            "within" => within,
            "every" => every,
            _ => return false,
        };
        let (Some(ConstraintTest::Value(ast::Value::Duration(new)))
        | Some(ConstraintTest::Compare(ast::Comparison::AtMost, ast::Value::Duration(new)))) = &written.test
        else {
            return false;
        };
        let new = Duration::from(*new);
        *weaker |= place.is_some_and(|old| compare(new, old, None) != Fits::Surely);
        *place = Some(new);
        true
    }

    fn set_alternative(
        &mut self,
        from: Standpoint<'_>,
        alternative: &mut Alternative,
        written: &ast::Constraint,
        weaker: &mut bool,
    ) -> bool {
        if matches!(written.key.text.as_str(), "within" | "every") {
            return false;
        }
        let Some(carrier) = self.carrier(alternative.what) else {
            return true;
        };
        let new = self.constraint(from, &carrier, written);
        *weaker |= put(&mut alternative.constraints, new);
        true
    }
}

/// Puts a constraint among others; says whether it may ask for less than the one it replaces.
fn put(constraints: &mut Vec<Constraint>, new: Constraint) -> bool {
    match constraints.iter_mut().find(|it| it.on == new.on) {
        Some(old) => {
            let weaker = !at_least_as_strict(&new.held, &old.held);
            *old = new;
            weaker
        }
        None => {
            constraints.push(new);
            false
        }
    }
}

/// Whether one demand surely asks for no less than another; only what is plain counts.
fn at_least_as_strict(new: &Held, old: &Held) -> bool {
    use super::super::Comparison::{AtLeast, AtMost, LessThan, MoreThan};
    match (new, old) {
        (_, Held::Stated) => true,
        (Held::All(new), Held::All(old)) => old.iter().all(|it| new.contains(it)),
        (Held::Any(new), Held::Any(old)) | (Held::All(new), Held::Any(old)) => {
            !new.is_empty() && new.iter().all(|it| old.contains(it))
        }
        (Held::Compare(how, Value::Duration(new)), Held::Compare(same, Value::Duration(old))) if how == same => {
            match how {
                AtMost | LessThan => compare(*new, *old, None) == Fits::Surely,
                AtLeast | MoreThan => compare(*old, *new, None) == Fits::Surely,
            }
        }
        (Held::Compare(how, Value::Number(new)), Held::Compare(same, Value::Number(old))) if how == same => match how {
            AtMost | LessThan => new <= old,
            AtLeast | MoreThan => new >= old,
        },
        _ => false,
    }
}

/// To raise is to ask for no less than this in any case; to lower, for no more.
fn relevel(copy: &mut Requirement, level: Level, raise: bool, at: Place) -> Option<crate::diagnostic::Diagnostic> {
    let changes = |it: Level| if raise { it < level } else { it > level };
    if !copy.levels().into_iter().any(changes) {
        let (verb, other) = if raise { ("raise", "lower") } else { ("lower", "raise") };
        let message = format!("this does not {verb} `{}`", copy.name);
        return Some(problem(BAD_TAILORING, at, message).help(format!("choose another level, or write `{other}`")));
    }
    if !raise && !copy.waivable {
        return Some(fixed(copy, at, "cannot be lowered"));
    }
    for it in copy.cases.iter_mut().map(|it| &mut it.level).chain([&mut copy.level]) {
        if changes(*it) {
            *it = level;
        }
    }
    if copy.levels().len() == 1 {
        copy.cases.clear();
    }
    None
}

fn fixed(copy: &Requirement, at: Place, what: &str) -> crate::diagnostic::Diagnostic {
    problem(BAD_TAILORING, at, format!("`{}` is not waivable and {what}", copy.name))
        .help("take this change away; how it is done may change, what people can rely on may not")
}
