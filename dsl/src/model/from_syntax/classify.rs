//! Decision tables, and what always holds.

use super::super::{Atom, Classification, Condition, Given, Id, Operand, Row};
use super::declare::{Declared, Shelved};
use super::house::Declaration;
use super::lookup::Want;
use super::problem::{BAD_CLASS, CLASS_RING, DUPLICATE, problem};
use super::ring::cut_rings;
use super::{Resolver, Standpoint};
use crate::source::Place;
use crate::syntax::ast;

impl<'a> Resolver<'a> {
    pub(super) fn resolve_givens(&mut self, declared: &Declared<'a>) {
        for &(it, conditions) in &declared.givens {
            let mut when = self.conditions(it.from(), conditions);
            let at = it.at();
            if let Some(then) = when.pop() {
                self.model.givens.add(Given { owner: it.owner, when, then, at });
            }
        }
    }

    /// All scales first: a row may speak of another table's levels.
    pub(super) fn resolve_classifications(&mut self, declared: &Declared<'a>) {
        for &(id, it, tree) in &declared.classifications {
            let subject = tree.subject.as_ref().and_then(|path| self.find(it.from(), path, Want::Subject));
            self.model.classifications[id].subject = subject.map(|it| Id::new(it.index));
            self.scale(id, it, tree);
        }
        for shelved in &declared.classifications {
            self.rows(shelved);
        }
        self.cut_class_rings();
    }

    fn scale(&mut self, id: Id<Classification>, it: Declaration<'a>, tree: &ast::Classify) {
        let (mut levels, mut places): (Vec<String>, Vec<Place>) = (Vec::new(), Vec::new());
        for level in &tree.levels {
            if levels.contains(&level.text) {
                let message = format!("the scale has `{}` twice", level.text);
                let problem = problem(DUPLICATE, it.from().at(level.span), message).help("take one of them away");
                self.report(problem);
            } else {
                levels.push(level.text.clone());
                places.push(it.from().at(level.span));
            }
        }
        let class = &mut self.model.classifications[id];
        (class.levels, class.level_places) = (levels, places);
    }

    fn rows(&mut self, &(id, it, tree): &Shelved<'a, Classification, ast::Classify>) {
        let subject = self.model.classifications[id].subject;
        let from = Standpoint { subject, ..it.from() };
        let (mut rows, mut otherwise): (Vec<Row>, Option<(usize, Place)>) = (Vec::new(), None);
        let mut said = false;
        for row in &tree.rows {
            let level = self.row_level(from, id, &row.level);
            let at = from.at(row.span);
            match (&row.when, otherwise) {
                (Some(when), _) => {
                    let when = self.condition(from, when);
                    rows.extend(level.map(|level| Row { level, when, at }));
                }
                (None, Some((_, first))) => {
                    let problem = problem(BAD_CLASS, at, "there are two rows for what holds where no other row does")
                        .label(first, "the first of them")
                        .help("keep one `otherwise`");
                    self.report(problem);
                }
                (None, None) => {
                    said = true;
                    otherwise = level.map(|level| (level, at));
                }
            }
        }
        if !said && !tree.levels.is_empty() {
            self.no_otherwise(id, it);
        }
        let class = &mut self.model.classifications[id];
        class.rows = rows;
        class.otherwise = otherwise.map(|it| it.0);
    }

    fn no_otherwise(&mut self, id: Id<Classification>, it: Declaration<'a>) {
        let class = &self.model.classifications[id];
        let message = format!("`{}` does not say what holds where no row does", class.name);
        let least = class.levels.first().map_or("", String::as_str);
        let problem = problem(BAD_CLASS, it.at(), message)
            .help(format!("end with `otherwise {least}`, or with the level that is right there"));
        self.report(problem);
    }

    fn row_level(&mut self, from: Standpoint<'_>, id: Id<Classification>, level: &ast::Name) -> Option<usize> {
        let levels = &self.model.classifications[id].levels;
        let found = levels.iter().position(|it| *it == level.text);
        if found.is_none() && !levels.is_empty() {
            let message =
                format!("the scale of `{}` has no level called `{}`", self.model.classifications[id].name, level.text);
            self.unknown_level(from, id, level, message);
        }
        if let Some(index) = found {
            self.mention_level(from, id, index, level);
        }
        found
    }

    /// Notes that a level is named here.
    pub(super) fn mention_level(
        &mut self,
        from: Standpoint<'_>,
        class: Id<Classification>,
        index: usize,
        level: &ast::Name,
    ) {
        if let Some(&declared) = self.model.classifications[class].level_places.get(index) {
            self.mention(from.at(level.span), declared);
        }
    }

    /// A table that leans on itself: the row that closes the ring is taken as not readable.
    fn cut_class_rings(&mut self) {
        let leans: Vec<Vec<(usize, Place)>> = self.model.classifications.iter().map(|(_, it)| leans_on(it)).collect();
        let plain: Vec<Vec<usize>> = leans.iter().map(|it| it.iter().map(|it| it.0).collect()).collect();
        let (cuts, _) = cut_rings(&plain);
        let mut by_node: std::collections::BTreeMap<usize, std::collections::BTreeSet<Place>> =
            std::collections::BTreeMap::new();
        for (node, link) in cuts {
            let Some(&(other, at)) = leans.get(node).and_then(|it| it.get(link)) else {
                continue;
            };
            let (name, other_name) =
                (&self.model.classifications[Id::new(node)].name, &self.model.classifications[Id::new(other)].name);
            let message = match node == other {
                true => format!("`{name}` asks for `{name}` itself"),
                false => {
                    format!("`{name}` asks for `{other_name}`, which itself depends on `{name}`")
                }
            };
            let problem = problem(CLASS_RING, at, message).help("ask for the facts behind it");
            by_node.entry(node).or_default().insert(at);
            self.report(problem);
        }
        for (node, places) in by_node {
            for row in &mut self.model.classifications[Id::new(node)].rows {
                cut_atoms(&mut row.when, &places);
            }
        }
    }
}

fn leans_on(class: &Classification) -> Vec<(usize, Place)> {
    let mut found = Vec::new();
    let mut open: Vec<&Condition> = class.rows.iter().rev().map(|it| &it.when).collect();
    while let Some(condition) = open.pop() {
        match condition {
            Condition::And(parts) | Condition::Or(parts) => open.extend(parts.iter().rev()),
            Condition::Not(inner) => open.push(inner),
            Condition::Atom(Atom { operand: Operand::Class(other), at, .. }) => found.push((other.index(), *at)),
            Condition::Atom(_) | Condition::Unreadable => {}
        }
    }
    found
}

fn cut_atoms(condition: &mut Condition, places: &std::collections::BTreeSet<Place>) {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter_mut().for_each(|it| cut_atoms(it, places)),
        Condition::Not(inner) => cut_atoms(inner, places),
        Condition::Atom(atom) if places.contains(&atom.at) => *condition = Condition::Unreadable,
        Condition::Atom(_) | Condition::Unreadable => {}
    }
}
