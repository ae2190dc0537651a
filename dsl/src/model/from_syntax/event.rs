//! Events: actions and triggers, with definitions put in their place.

use super::super::{Alternative, Event, Id, On, Term, What};
use super::declare::{Declared, name_of};
use super::field::Carrier;
use super::lookup::Want;
use super::names::Kind;
use super::problem::{DEFINE_RING, TOO_LARGE, problem};
use super::ring::cut_rings;
use super::{Resolver, Standpoint};
use crate::source::Place;
use crate::syntax::ast;

/// How many alternatives an event may have, with definitions put in their place.
const MOST: usize = 2_000;
/// How much all events together may hold: definitions of definitions grow without bound.
const MOST_OF_ALL: usize = 1_000_000;

/// What each definition stands for, by the number under which it is indexed.
#[derive(Default)]
pub(super) struct Definitions(Vec<Option<Event>>);

/// What the name of an event means.
#[derive(Clone, Copy)]
enum Meaning {
    What(What),
    Definition(usize),
}

impl<'a> Resolver<'a> {
    /// Expands all definitions, each after those it leans on.
    pub(super) fn resolve_definitions(&mut self, declared: &Declared<'a>) -> Definitions {
        let meanings: Vec<Vec<Meaning>> = declared
            .definitions
            .iter()
            .map(|(it, event)| event.alternatives.iter().map(|alt| self.meaning(it.from(), &alt.name)).collect())
            .collect();
        let leans: Vec<Vec<usize>> =
            meanings.iter().map(|it| it.iter().filter_map(|it| it.leans_on()).collect()).collect();
        let (cuts, order) = cut_rings(&leans);
        let mut definitions = Definitions(vec![None; declared.definitions.len()]);
        for &(node, link) in &cuts {
            self.definition_ring(declared, node, leans.get(node).and_then(|it| it.get(link)).copied());
        }
        for node in order {
            let (Some(&(it, event)), Some(meanings)) = (declared.definitions.get(node), meanings.get(node)) else {
                continue;
            };
            let expanded = self.expand(it.from(), event, meanings, &definitions);
            if let Some(place) = definitions.0.get_mut(node) {
                *place = Some(expanded);
            }
        }
        definitions
    }

    fn definition_ring(&mut self, declared: &Declared<'a>, node: usize, next: Option<usize>) {
        let Some(&(it, event)) = declared.definitions.get(node) else {
            return;
        };
        let Some(&(other, _)) = next.and_then(|it| declared.definitions.get(it)) else {
            return;
        };
        let name = name_of(other);
        let last = |alt: &&ast::Alternative| alt.name.names.last().is_some_and(|it| it.text == name);
        let span = event.alternatives.iter().find(last).map_or(event.span, |it| it.name.span);
        let message = match name == name_of(it) {
            true => format!("`{name}` is defined by itself"),
            false => format!("`{}` is defined by `{name}`, which is itself defined by `{}`", name_of(it), name_of(it)),
        };
        let problem = problem(DEFINE_RING, it.from().at(span), message)
            .label(other.at(), format!("`{name}` is defined here"))
            .help("name the actions themselves in one of them");
        self.report(problem);
    }

    /// An event of a requirement.
    pub(super) fn event(&mut self, from: Standpoint<'_>, event: &ast::Event, definitions: &Definitions) -> Event {
        let meanings: Vec<Meaning> = event.alternatives.iter().map(|it| self.meaning(from, &it.name)).collect();
        self.expand(from, event, &meanings, definitions)
    }

    fn meaning(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Meaning {
        if let [name] = path.names.as_slice()
            && name.text == "step"
        {
            return Meaning::What(What::AnyStep);
        }
        if self.is_branch(from, path) {
            return Meaning::What(What::Branch);
        }
        let Some(entry) = self.find(from, path, Want::Event) else {
            return Meaning::What(What::Unreadable);
        };
        match entry.kind {
            Kind::Definition => Meaning::Definition(entry.index),
            Kind::Term(vocabulary) if Some(vocabulary) == self.kinds.trigger => {
                Meaning::What(What::Trigger(Id::new(entry.index)))
            }
            _ => Meaning::What(What::Action(Id::new(entry.index))),
        }
    }

    fn expand(
        &mut self,
        from: Standpoint<'_>,
        event: &ast::Event,
        meanings: &[Meaning],
        definitions: &Definitions,
    ) -> Event {
        let unreadable = |it: &Alternative| it.what == What::Unreadable;
        let mut alternatives: Vec<Alternative> = Vec::new();
        for (written, meaning) in event.alternatives.iter().zip(meanings) {
            let at = from.at(written.name.span);
            let bases = match *meaning {
                Meaning::What(what) => vec![bare(what, at)],
                // A definition that is not there yet leans on this one: the ring was reported.
                Meaning::Definition(index) => match definitions.0.get(index) {
                    Some(Some(it)) => it.alternatives.clone(),
                    _ => vec![bare(What::Unreadable, at)],
                },
            };
            self.expanded += bases.iter().map(|it| 1 + it.constraints.len() + it.when.len()).sum::<usize>();
            if alternatives.len() + bases.len() > MOST || self.expanded > MOST_OF_ALL {
                self.too_large(from.at(event.span));
                return Event { alternatives: vec![bare(What::Unreadable, at)] };
            }
            let when: Vec<_> = written.when.iter().map(|it| self.condition(from, it)).collect();
            for base in bases {
                if !unreadable(&base) || !alternatives.iter().any(unreadable) {
                    alternatives.push(self.alternative(from, written, base, &when));
                }
            }
        }
        if event.alternatives.is_empty() {
            // What was meant could not be read, and was reported.
            alternatives.push(bare(What::Unreadable, from.at(event.span)));
        }
        Event { alternatives }
    }

    fn too_large(&mut self, at: Place) {
        let problem = problem(TOO_LARGE, at, "this stands for too many actions")
            .help("put the actions below one broader action, and name that");
        self.report(problem);
    }

    fn alternative(
        &mut self,
        from: Standpoint<'_>,
        written: &ast::Alternative,
        mut base: Alternative,
        when: &[super::super::Condition],
    ) -> Alternative {
        base.at = from.at(written.name.span);
        base.when.extend(when.iter().cloned());
        if base.what == What::Branch {
            base.constraints.extend(self.branch_constraints(from, &written.constraints));
            if base.constraints.iter().any(|it| it.on == On::Unreadable) {
                base.what = What::Unreadable;
            }
        } else if let Some(carrier) = self.carrier(base.what)
            && !written.constraints.is_empty()
        {
            let constraints = self.constraints(from, &carrier, &written.constraints);
            base.constraints.extend(constraints);
        }
        base
    }

    /// What carries the fields of an event; `None` if that is not known.
    pub(super) fn carrier(&self, what: What) -> Option<Carrier> {
        match what {
            What::Action(term) | What::Trigger(term) => Some(self.term_carrier(term)),
            What::AnyStep => Some(Carrier::AnyStep),
            What::Branch => Some(Carrier::Nothing("branch")),
            What::Unreadable => None,
        }
    }

    pub(super) fn term_carrier(&self, term: Id<Term>) -> Carrier {
        Carrier::term(self, term)
    }
}

/// An event with nothing asked of it.
fn bare(what: What, at: Place) -> Alternative {
    Alternative { what, when: Vec::new(), constraints: Vec::new(), at }
}

impl Meaning {
    fn leans_on(self) -> Option<usize> {
        match self {
            Self::Definition(index) => Some(index),
            Self::What(_) => None,
        }
    }
}
