//! What can be wrong with a name, in the reader's words.

use super::super::Owner;
use super::names::{Entry, Kind, nearest};
use super::{Resolver, Want};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Place;

/// Number, name, and why it matters.
pub(super) type Code = (&'static str, &'static str, &'static str);

pub(super) const UNKNOWN: Code =
    ("DLY101", "unknown-name", "what names nothing is left out of every check, and nobody would notice");
pub(super) const DUPLICATE: Code =
    ("DLY102", "duplicate-declaration", "with two of one name nobody can tell which one holds");
pub(super) const AMBIGUOUS: Code = (
    "DLY103",
    "ambiguous-name",
    "two rules may mean different things by it, and people would be held to the wrong one",
);
pub(super) const NO_OWNER: Code =
    ("DLY104", "unclear-owner", "it must be clear whose rule it is before anybody can be held to it");
pub(super) const WRONG_KIND: Code =
    ("DLY105", "wrong-kind-of-value", "a comparison that makes no sense would never protect anybody");
pub(super) const TERM_RING: Code = ("DLY110", "circular-terms", "a word that stands above itself explains nothing");
pub(super) const DEFINE_RING: Code =
    ("DLY111", "circular-definition", "a word that is explained by itself explains nothing");
pub(super) const CLASS_RING: Code =
    ("DLY112", "circular-classification", "a level that depends on itself can never be settled");
pub(super) const BAD_CLASS: Code =
    ("DLY113", "bad-classification", "whoever falls between the rows would be protected by none");
pub(super) const TAILORS_RING: Code =
    ("DLY114", "circular-guidance", "a profile that tailors itself has no base to be measured by");
pub(super) const BAD_TAILORING: Code =
    ("DLY115", "bad-tailoring", "a profile may change means and support, never the outcome for people");
pub(super) const TOO_LARGE: Code =
    ("DLY116", "definition-too-large", "what stands for so much is not decided, and would look kept");
pub(super) const INTO_BLOCK: Code =
    ("DLY121", "jump-into-block", "a jump into the middle leaves open what came before it");

/// How many near names are looked for; a text with more mistakes than that has other troubles.
const GUESSES: usize = 200;

/// An error at a place.
pub(super) fn problem(code: Code, at: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code.0, code.1, Severity::Error, at, message).why(code.2)
}

/// `a role`, `an action`.
pub(super) fn with_article(noun: &str) -> String {
    if noun == "guidance" {
        return noun.to_owned();
    }
    let vowel = noun.chars().next().is_some_and(|it| "aeio".contains(it));
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// `` `a`, `b` and `c` ``
pub(super) fn listed(names: &[&str], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    match quoted.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

impl Resolver<'_> {
    pub(super) fn report(&mut self, problem: Diagnostic) {
        self.diagnostics.push(problem);
    }

    /// Says that a name is declared twice.
    pub(super) fn duplicate(&mut self, at: Place, first: Place, noun: &str, name: &str) {
        let message = format!("there is already {} called `{name}`", with_article(noun));
        let problem = problem(DUPLICATE, at, message)
            .label(first, "declared here first")
            .help("give one of them another name, or take one away");
        self.report(problem);
    }

    /// Says that a name may mean several things; `ways` says how to write which one is meant.
    pub(super) fn ambiguous(&mut self, at: Place, name: &str, places: &[Place], ways: &[String]) {
        let mut problem = problem(AMBIGUOUS, at, format!("`{name}` may mean {} different things here", places.len()));
        for &place in places {
            problem = problem.label(place, "one of them");
        }
        let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
        if !ways.is_empty() {
            problem = problem.help(format!("write {} to say which one you mean", listed(&ways, "or")));
        }
        self.report(problem);
    }

    /// Says that nothing of that kind has the name.
    pub(super) fn unknown(&mut self, who: Owner, at: Place, name: &str, want: Want) {
        let noun = self.noun_of_want(want);
        let problem = problem(UNKNOWN, at, format!("there is no {noun} called `{name}`"));
        let problem = match self.unknown_help(who, name, want) {
            Some(help) => problem.help(help),
            None => problem,
        };
        self.report(problem);
    }

    /// Says that nothing has the name, and offers a near one of those given.
    pub(super) fn unknown_among(&mut self, at: Place, message: String, name: &str, known: &[&str]) {
        let problem = problem(UNKNOWN, at, message);
        let problem = match self.guess(name, known.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None if known.is_empty() || known.len() > 8 => problem,
            None => {
                problem.help(format!("there {} {}", if known.len() == 1 { "is" } else { "are" }, listed(known, "and")))
            }
        };
        self.report(problem);
    }

    /// Whether near names are still looked for.
    pub(super) fn can_guess(&self) -> bool {
        self.guesses < GUESSES
    }

    /// The nearest name, while guesses last.
    pub(super) fn guess<'n>(&mut self, name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        if !self.can_guess() {
            return None;
        }
        self.guesses += 1;
        nearest(name, known)
    }

    fn unknown_help(&mut self, who: Owner, name: &str, want: Want) -> Option<String> {
        let noun = self.noun_of_want(want);
        let seen = self.names.seen(who, name, |_| true);
        if let Some(entry) = seen.first() {
            return Some(format!("`{name}` is {}, not {}", with_article(&self.noun(entry.kind)), with_article(&noun)));
        }
        if let Some(near) = self.near_visible(who, name, want) {
            return Some(format!("did you mean `{near}`?"));
        }
        let elsewhere = self.names.all(name).iter().find(|it| want.accepts(self, it.kind)).copied()?;
        self.elsewhere_help(who, name, elsewhere)
    }

    fn near_visible(&mut self, who: Owner, name: &str, want: Want) -> Option<String> {
        if !self.can_guess() {
            return None;
        }
        self.guesses += 1;
        let visible = |it: &Entry| it.owner.is_none_or(|owner| self.names.sees(who, owner));
        let known = self.names.iter().filter(|(_, it)| want.accepts(self, it.kind) && visible(it));
        nearest(name, known.map(|(name, _)| name)).map(str::to_owned)
    }

    fn elsewhere_help(&self, who: Owner, name: &str, entry: Entry) -> Option<String> {
        let noun = self.noun(entry.kind);
        match (entry.owner?, who) {
            (Owner::Guidance(guidance), Owner::Entity(_)) => {
                let guidance = &self.model.guidances[guidance].name;
                Some(format!(
                    "`{name}` is {} of `{guidance}`, which this entity does not follow; add `follows {guidance}`",
                    with_article(&noun)
                ))
            }
            (Owner::Guidance(guidance), Owner::Guidance(_)) => {
                let guidance = &self.model.guidances[guidance].name;
                Some(format!(
                    "`{name}` is {} of `{guidance}`, which this guidance does not follow; add `follows {guidance}`",
                    with_article(&noun)
                ))
            }
            (Owner::Entity(entity), _) => {
                let entity = &self.model.entities[entity].name;
                Some(format!(
                    "`{name}` is {} of the entity `{entity}`, which is not to be seen from here",
                    with_article(&noun)
                ))
            }
        }
    }

    /// What a kind is called.
    pub(super) fn noun(&self, kind: Kind) -> String {
        match kind {
            Kind::Guidance => "guidance".into(),
            Kind::Entity => "entity".into(),
            Kind::Subject => "subject".into(),
            Kind::Vocabulary => "vocabulary".into(),
            Kind::Term(vocabulary) => self.model.vocabularies[vocabulary].name.clone(),
            Kind::Classification => "classification".into(),
            Kind::Definition => "definition".into(),
            Kind::Requirement => "requirement".into(),
            Kind::Expectation => "expectation".into(),
            Kind::Role => "role".into(),
            Kind::Instance(subject) => self.model.subjects[subject].name.clone(),
            Kind::Procedure => "procedure".into(),
            Kind::Record => "record".into(),
            Kind::Judgement => "judgement".into(),
            Kind::Waiver => "waiver".into(),
        }
    }
}
