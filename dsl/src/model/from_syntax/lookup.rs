//! From a written name to the one thing it means.

use super::super::{Id, Instance, Owner, Procedure, Role, Term, Vocabulary};
use super::names::{Entry, Kind};
use super::{Resolver, Standpoint};
use crate::source::Place;
use crate::syntax::ast;

/// What kind of thing a name should be the name of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Want {
    Guidance,
    Subject,
    /// A vocabulary or a subject: what a field takes its values from.
    Range,
    Term(Id<Vocabulary>),
    /// An action where no vocabulary of actions exists.
    NoAction,
    NoTrigger,
    /// An action, a trigger or a definition.
    Event,
    /// An action or a trigger.
    Happening,
    Requirement,
    Expectation,
    Role,
    /// A registered thing, of that kind if it is given.
    Instance(Option<Id<super::super::Subject>>),
    Procedure,
}

impl Want {
    pub(super) fn accepts(self, resolver: &Resolver<'_>, kind: Kind) -> bool {
        let kinds = resolver.kinds;
        match (self, kind) {
            (Self::Guidance, Kind::Guidance)
            | (Self::Subject | Self::Range, Kind::Subject)
            | (Self::Range, Kind::Vocabulary)
            | (Self::Event, Kind::Definition)
            | (Self::Requirement, Kind::Requirement)
            | (Self::Expectation, Kind::Expectation)
            | (Self::Role, Kind::Role)
            | (Self::Procedure, Kind::Procedure) => true,
            (Self::Term(wanted), Kind::Term(vocabulary)) => wanted == vocabulary,
            (Self::Event | Self::Happening, Kind::Term(it)) => Some(it) == kinds.action || Some(it) == kinds.trigger,
            (Self::Instance(wanted), Kind::Instance(subject)) => wanted.is_none_or(|it| it == subject),
            _ => false,
        }
    }
}

impl Resolver<'_> {
    pub(super) fn noun_of_want(&self, want: Want) -> String {
        match want {
            Want::Guidance => "guidance".into(),
            Want::Subject => "subject".into(),
            Want::Range => "vocabulary or subject".into(),
            Want::Term(vocabulary) => self.noun(Kind::Term(vocabulary)),
            Want::NoTrigger => "trigger".into(),
            Want::NoAction | Want::Event => "action".into(),
            Want::Happening => "action or trigger".into(),
            Want::Requirement => "requirement".into(),
            Want::Expectation => "expectation".into(),
            Want::Role => "role".into(),
            Want::Instance(Some(subject)) => self.model.subjects[subject].name.clone(),
            Want::Instance(None) => "registered thing".into(),
            Want::Procedure => "procedure".into(),
        }
    }

    /// What a path means; says so if it means nothing, or too much.
    pub(super) fn find(&mut self, from: Standpoint<'_>, path: &ast::Path, want: Want) -> Option<Entry> {
        let (last, qualifiers) = path.names.split_last()?;
        let at = from.at(last.span);
        let mut found = self.names.seen(from.owner, &last.text, |kind| want.accepts(self, kind));
        if !qualifiers.is_empty() {
            let owner = self.qualifier(from, qualifiers)?;
            let all = self.names.all(&last.text).iter().filter(|it| want.accepts(self, it.kind));
            found = all.filter(|it| owner.matches(it)).copied().collect();
        }
        match found.as_slice() {
            [one] => {
                let one = *one;
                self.mention(at, one.at);
                Some(one)
            }
            [] => {
                self.unknown(from.owner, at, &last.text, want);
                None
            }
            several => {
                let places: Vec<Place> = several.iter().map(|it| it.at).collect();
                let ways = self.ways(several, &last.text);
                self.ambiguous(at, &last.text, &places, &ways);
                None
            }
        }
    }

    /// How to write each of several things that share a name.
    pub(super) fn ways(&self, several: &[Entry], name: &str) -> Vec<String> {
        let one_kind = several.iter().all(|it| Some(it.kind) == several.first().map(|it| it.kind));
        let way = |it: &Entry| match (it.kind, it.owner) {
            (Kind::Term(vocabulary), _) if !one_kind => {
                Some(format!("{}.{name}", self.model.vocabularies[vocabulary].name))
            }
            (_, Some(owner)) if !self.model.owner_name(owner).is_empty() => {
                Some(format!("{}.{name}", self.model.owner_name(owner)))
            }
            _ => None,
        };
        several.iter().filter_map(way).collect()
    }

    /// What stands before the dot: guidance, an entity, or a vocabulary.
    fn qualifier(&mut self, from: Standpoint<'_>, names: &[ast::Name]) -> Option<Qualifier> {
        let name = names.first()?;
        let at = from.at(name.span);
        let known = self.names.all(&name.text).iter().find_map(|it| {
            let qualifier = match it.kind {
                Kind::Guidance => Qualifier::Owner(Owner::Guidance(Id::new(it.index))),
                Kind::Entity => Qualifier::Owner(Owner::Entity(Id::new(it.index))),
                Kind::Vocabulary => Qualifier::Vocabulary(Id::new(it.index)),
                _ => return None,
            };
            Some((qualifier, it.at))
        });
        let Some((qualifier, declared)) = known.filter(|_| names.len() == 1) else {
            self.unknown(from.owner, at, &name.text, Want::Guidance);
            return None;
        };
        if let Qualifier::Owner(owner) = qualifier
            && !self.names.sees(from.owner, owner)
        {
            self.unknown(from.owner, at, &name.text, Want::Guidance);
            return None;
        }
        self.mention(at, declared);
        Some(qualifier)
    }

    pub(super) fn find_term(
        &mut self,
        from: Standpoint<'_>,
        path: &ast::Path,
        vocabulary: Id<Vocabulary>,
    ) -> Option<Id<Term>> {
        self.find(from, path, Want::Term(vocabulary)).map(|it| Id::new(it.index))
    }

    pub(super) fn find_action(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Id<Term>> {
        let want = self.kinds.action.map_or(Want::NoAction, Want::Term);
        self.find(from, path, want).map(|it| Id::new(it.index))
    }

    pub(super) fn find_trigger(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Id<Term>> {
        let want = self.kinds.trigger.map_or(Want::NoTrigger, Want::Term);
        self.find(from, path, want).map(|it| Id::new(it.index))
    }

    pub(super) fn find_role(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Id<Role>> {
        self.find(from, path, Want::Role).map(|it| Id::new(it.index))
    }

    pub(super) fn find_procedure(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Id<Procedure>> {
        self.find(from, path, Want::Procedure).map(|it| Id::new(it.index))
    }

    pub(super) fn find_instance(&mut self, from: Standpoint<'_>, path: &ast::Path) -> Option<Id<Instance>> {
        self.find(from, path, Want::Instance(None)).map(|it| Id::new(it.index))
    }
}

#[derive(Clone, Copy)]
enum Qualifier {
    Owner(Owner),
    Vocabulary(Id<Vocabulary>),
}

impl Qualifier {
    fn matches(self, entry: &Entry) -> bool {
        match self {
            Self::Owner(owner) => entry.owner == Some(owner),
            Self::Vocabulary(vocabulary) => entry.kind == Kind::Term(vocabulary),
        }
    }
}
