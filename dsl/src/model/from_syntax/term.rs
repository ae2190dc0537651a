//! Terms: the trees of the vocabularies, and what stands above what.

use std::collections::BTreeMap;

use super::super::{Id, Owner, Term, Vocabulary};
use super::Resolver;
use super::declare::Declared;
use super::house::Declaration;
use super::names::{Entry, Kind};
use super::problem::{TERM_RING, UNKNOWN, problem};
use super::ring::cut_rings;
use crate::source::Place;
use crate::syntax::ast;

/// A term as written, in a vocabulary or beside one.
struct Written<'a> {
    name: &'a ast::Name,
    title: Option<&'a ast::Text>,
    doc: Option<&'a String>,
    is: &'a [ast::Path],
}

impl<'a> Resolver<'a> {
    /// All terms by name, with those they are nested in; terms above by name come later.
    pub(super) fn declare_terms(&mut self, declared: &mut Declared<'a>) {
        for (vocabulary, it, tree) in declared.vocabularies.clone() {
            self.nest(vocabulary, it, &tree.terms, None, declared);
        }
        for (vocabulary, it, tree) in declared.loose_terms.clone() {
            let Some(name) = &it.item.name else { continue };
            let written = Written { name, title: it.item.title.as_ref(), doc: it.item.doc.as_ref(), is: &tree.is };
            self.declare_term(vocabulary, it, &written, None, declared);
            if let Some(entry) = tree.entries.first() {
                let noun = &self.model.vocabularies[vocabulary].name;
                let message = format!("a {noun} is a word of the vocabulary and states nothing of itself");
                let problem = problem(UNKNOWN, it.from().at(entry.key.span), message);
                self.report(
                    problem.help("say it where something that carries fields is declared, or in the `///` lines above"),
                );
            }
        }
    }

    fn nest(
        &mut self,
        vocabulary: Id<Vocabulary>,
        it: Declaration<'a>,
        terms: &'a [ast::Term],
        above: Option<Id<Term>>,
        declared: &mut Declared<'a>,
    ) {
        for term in terms {
            let written =
                Written { name: &term.name, title: term.title.as_ref(), doc: term.doc.as_ref(), is: &term.is };
            let id = self.declare_term(vocabulary, it, &written, above, declared);
            for field in &term.fields {
                self.declare_field(super::names::Holder::Term(id), it, field, declared);
            }
            self.nest(vocabulary, it, &term.terms, Some(id), declared);
        }
    }

    fn declare_term(
        &mut self,
        vocabulary: Id<Vocabulary>,
        it: Declaration<'a>,
        written: &Written<'a>,
        above: Option<Id<Term>>,
        declared: &mut Declared<'a>,
    ) -> Id<Term> {
        let name = &written.name.text;
        let at = Place { file: it.file, span: written.name.span };
        let known = self.names.all(name).iter().find(|entry| {
            entry.kind == Kind::Term(vocabulary) && entry.owner.is_some_and(|owner| self.related(it.owner, owner))
        });
        if let Some(first) = known.copied() {
            if !it.copy {
                let noun = self.noun(first.kind);
                self.duplicate(at, first.at, &noun, name);
            }
            return Id::new(first.index);
        }
        let id = self.model.terms.add(Term {
            name: name.clone(),
            title: written.title.map(|it| it.text.clone()),
            doc: written.doc.cloned(),
            vocabulary,
            owner: it.owner,
            parents: above.into_iter().collect(),
            fields: Vec::new(),
            rank: None,
            at,
        });
        self.model.vocabularies[vocabulary].terms.push(id);
        self.names.add(name, Entry { kind: Kind::Term(vocabulary), owner: Some(it.owner), index: id.index(), at });
        declared.terms.push((id, it, written.is));
        id
    }

    /// Whether one of two owners sees the other's words.
    fn related(&self, one: Owner, other: Owner) -> bool {
        self.names.sees(one, other) || self.names.sees(other, one)
    }

    /// What each term `is`; then rings are cut, and scales get their places.
    pub(super) fn resolve_terms(&mut self, declared: &Declared<'a>) {
        let mut written: BTreeMap<(Id<Term>, Id<Term>), Place> = BTreeMap::new();
        for &(id, it, is) in &declared.terms {
            let vocabulary = self.model.terms[id].vocabulary;
            for path in is {
                let Some(parent) = self.find_term(it.from(), path, vocabulary) else {
                    continue;
                };
                if !self.model.terms[id].parents.contains(&parent) {
                    self.model.terms[id].parents.push(parent);
                }
                written.insert((id, parent), it.from().at(path.span));
            }
        }
        let leans: Vec<Vec<usize>> =
            self.model.terms.iter().map(|(_, it)| it.parents.iter().map(|it| it.index()).collect()).collect();
        let (cuts, order) = cut_rings(&leans);
        for (node, link) in cuts {
            self.cut_term_ring(Id::new(node), leans.get(node).and_then(|it| it.get(link)).copied(), &written);
        }
        self.rank(&order);
    }

    fn cut_term_ring(
        &mut self,
        term: Id<Term>,
        parent: Option<usize>,
        written: &BTreeMap<(Id<Term>, Id<Term>), Place>,
    ) {
        let Some(parent) = parent.map(Id::new) else {
            return;
        };
        self.model.terms[term].parents.retain(|&it| it != parent);
        let (name, above) = (&self.model.terms[term].name, &self.model.terms[parent].name);
        let at = written.get(&(term, parent)).copied().unwrap_or(self.model.terms[term].at);
        let message = match term == parent {
            true => format!("`{name}` is said to be above itself"),
            false => {
                format!("`{name}` is said to be below `{above}`, which is itself below `{name}`")
            }
        };
        let problem = problem(TERM_RING, at, message)
            .label(self.model.terms[parent].at, format!("`{above}` is declared here"))
            .help("take one of the `is` away, or give two words for one thing one name");
        self.report(problem);
    }

    /// Terms on top of a scale stand in the order in which they are declared; those below share their place.
    fn rank(&mut self, order: &[usize]) {
        let mut next: BTreeMap<Id<Vocabulary>, u32> = BTreeMap::new();
        let ids: Vec<Id<Term>> = self.model.terms.ids().collect();
        for &id in &ids {
            let term = &self.model.terms[id];
            if self.model.vocabularies[term.vocabulary].ordered && term.parents.is_empty() {
                let place = next.entry(term.vocabulary).or_default();
                self.model.terms[id].rank = Some(*place);
                *place += 1;
            }
        }
        for &node in order {
            let id = Id::new(node);
            let term = &self.model.terms[id];
            if term.rank.is_none() {
                let rank = term.parents.iter().find_map(|&it| self.model.terms[it].rank);
                self.model.terms[id].rank = rank;
            }
        }
    }
}
