//! Offers of keys: what can still be said of something, and what kind of value it takes.

use super::OfferKind;
use super::desk::{Desk, group};
use super::names::prose;
use super::spot::{Carrier, Names, Wanted};
use crate::model::{Classification, Field, FieldType, Id, Pattern, Range, Subject, What};

/// What kind of value stands after a key.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Takes {
    Field(FieldType),
    /// A level of a classification.
    Class(Id<Classification>),
    Roles,
    Outcomes,
    /// A limit in time: only compared.
    Limit,
    /// An action, or several.
    Actions,
    /// `must`, `should`, `may`
    Level,
    /// A term of the vocabulary of this name.
    Terms(&'static str),
    /// What a branch asks about.
    Topic,
    Nothing,
}

/// A key that can be written.
struct Key {
    name: String,
    takes: Takes,
    markdown: String,
}

fn own(name: &str, takes: Takes, what: &str) -> Key {
    Key { name: name.to_owned(), takes, markdown: what.to_owned() }
}

const TEXT: Takes = Takes::Field(FieldType::Text);
const DURATION: Takes = Takes::Field(FieldType::Duration);
const NUMBER: Takes = Takes::Field(FieldType::Number);
const YES_NO: Takes = Takes::Field(FieldType::YesNo);

impl<'a> Desk<'a> {
    /// The keys that are not stated yet.
    pub(super) fn keys(&mut self, carrier: &Carrier<'a>) {
        let after = self.around.keys_after();
        let colon = self.around.text.get(self.around.word.end as usize..).unwrap_or("").trim_start().starts_with(':');
        for key in self.keys_of(carrier) {
            let stated = |name: &&str| *name == key.name;
            if self.scene.stated.iter().any(&stated) || after.iter().any(stated) {
                continue;
            }
            let detail = self.takes_words(&key.takes);
            let value = if carrier.asks() { "$0".to_owned() } else { value_snippet(&key.takes) };
            let snippet = match colon {
                true => key.name.clone(),
                false if key.name == "external" => key.name.clone(),
                false => format!("{}: {value}", key.name),
            };
            self.full(&key.name, &detail, OfferKind::Field, snippet, key.markdown, group::USUAL);
        }
    }

    fn keys_of(&self, carrier: &Carrier<'a>) -> Vec<Key> {
        let evidence = || own("evidence", TEXT, "Where it can be looked up.");
        match carrier {
            Carrier::Guidance => {
                vec![own("edition", NUMBER, "The year of the source."), own("publisher", TEXT, "Who stands behind it.")]
            }
            Carrier::Entity => self.named_keys(
                "entity",
                vec![
                    own("working-week", NUMBER, "How many days a week are worked: makes working days comparable."),
                    own("holidays", NUMBER, "How many days a year are not worked."),
                ],
            ),
            Carrier::EntityMust => self.named_keys("entity", Vec::new()),
            Carrier::Role => {
                self.named_keys("role", vec![own("external", YES_NO, "It stands outside the organisation.")])
            }
            Carrier::Procedure => self.named_keys("procedure", Vec::new()),
            Carrier::Judgement => vec![
                own("answer", YES_NO, "The answer to the question."),
                own("reason", TEXT, "Why it is answered so."),
                evidence(),
            ],
            Carrier::Waiver => self.named_keys(
                "waiver",
                vec![
                    own("reason", TEXT, "Why the requirement is departed from."),
                    own("instead", Takes::Actions, "What is done instead."),
                    evidence(),
                ],
            ),
            Carrier::Requirement => vec![
                own("stage", Takes::Terms("stage"), "Where in the life of a thing it belongs."),
                own("note", TEXT, "A remark, printed with every finding."),
                own("default", TEXT, "What was chosen here, and nobody prescribes."),
                own("id", TEXT, "Its number in a catalogue."),
            ],
            Carrier::Expectation => vec![
                own("source", TEXT, "On whose word."),
                own("level", Takes::Level, "How strictly the source asks for it."),
            ],
            Carrier::Thing(keyword) => {
                let mut keys = self.named_keys(keyword, Vec::new());
                keys.extend(self.class_keys(keyword));
                keys
            }
            Carrier::Step(action) => self.step_keys(action.as_ref()),
            Carrier::Decide(action) => self.step_keys(Some(action.as_ref().unwrap_or(&vec!["decide"]))),
            Carrier::Record(action) => self.record_keys(action.as_ref()),
            Carrier::Event(names) => self.event_keys(names),
            Carrier::Each(names) => self.each_keys(names),
            Carrier::Tailored(names) => self.tailored_keys(names),
            Carrier::Nested(wanted) => self.nested_keys(wanted),
        }
    }

    /// The fields of the role or the thing that a field names.
    fn nested_keys(&self, wanted: &Wanted<'a>) -> Vec<Key> {
        match self.takes(wanted) {
            Takes::Roles | Takes::Field(FieldType::OneOf(Range::Roles) | FieldType::SomeOf(Range::Roles)) => {
                self.named_keys("role", Vec::new())
            }
            Takes::Field(FieldType::OneOf(Range::Subject(it)) | FieldType::SomeOf(Range::Subject(it))) => {
                self.keys_of_fields(self.model.subjects[it].fields.clone())
            }
            _ => Vec::new(),
        }
    }

    fn step_keys(&self, action: Option<&Names<'a>>) -> Vec<Key> {
        self.action_keys(action, vec![own("within", DURATION, "How long it may take since what came before it.")])
    }

    fn record_keys(&self, action: Option<&Names<'a>>) -> Vec<Key> {
        let evidence = own("evidence", TEXT, "Where it can be looked up.");
        self.action_keys(action, vec![own("outcome", Takes::Outcomes, "What was decided."), evidence])
    }

    fn key(&self, field: Id<Field>) -> Option<Key> {
        let it = &self.model.fields[field];
        let takes = it.ty.map_or(Takes::Nothing, Takes::Field);
        let markdown = it.doc.as_deref().map(prose).unwrap_or_default();
        self.sees(it.owner).then(|| Key { name: it.name.clone(), takes, markdown })
    }

    fn keys_of_fields(&self, fields: Vec<Id<Field>>) -> Vec<Key> {
        let mut keys: Vec<Key> = Vec::new();
        for key in fields.into_iter().filter_map(|it| self.key(it)) {
            if !keys.iter().any(|it| it.name == key.name) {
                keys.push(key);
            }
        }
        keys
    }

    pub(super) fn subject_named(&self, name: &str) -> Option<Id<Subject>> {
        self.model.subject_named(name)
    }

    /// The fields of a subject, then what the language itself knows of it.
    fn named_keys(&self, subject: &str, own: Vec<Key>) -> Vec<Key> {
        let fields = self.subject_named(subject).map_or(Vec::new(), |it| self.model.subjects[it].fields.clone());
        let mut keys = self.keys_of_fields(fields);
        keys.extend(own.into_iter().filter(|own| keys.iter().all(|it| it.name != own.name)).collect::<Vec<_>>());
        keys
    }

    /// `risk: low` states what a classification gives.
    fn class_keys(&self, keyword: &str) -> Vec<Key> {
        let subject = self.subject_named(keyword);
        let classes = self.model.classifications.iter();
        let classes = classes.filter(|(_, it)| self.sees(it.owner) && (it.subject.is_none() || it.subject == subject));
        let key = |(id, it): (Id<Classification>, &Classification)| Key {
            name: it.name.clone(),
            takes: Takes::Class(id),
            markdown: "What was found, held against what the facts give.".to_owned(),
        };
        classes.map(key).collect()
    }

    fn action_keys(&self, action: Option<&Names<'a>>, own: Vec<Key>) -> Vec<Key> {
        let term = action.and_then(|it| self.happening(it));
        let mut keys = self.keys_of_fields(term.map_or(Vec::new(), |it| self.model.fields_of_term(it)));
        keys.extend(own.into_iter().filter(|own| keys.iter().all(|it| it.name != own.name)).collect::<Vec<_>>());
        keys
    }

    /// The action or the trigger of a written name.
    fn happening(&self, names: &Names<'_>) -> Option<Id<crate::model::Term>> {
        self.action(names).or_else(|| {
            let id = self.vocabulary("trigger")?;
            let last = names.last()?;
            let mut terms = self.model.vocabularies[id].terms.iter().copied();
            terms.find(|&it| self.model.terms[it].name == **last && self.sees(self.model.terms[it].owner))
        })
    }

    fn event_keys(&self, names: &Names<'a>) -> Vec<Key> {
        if names.as_slice() == ["branch"] {
            return vec![own("on", Takes::Topic, "What is asked about there.")];
        }
        let mut keys = vec![
            own("by", Takes::Roles, "Who does it."),
            own("outcome", Takes::Outcomes, "What a decision chose."),
            own("age", Takes::Limit, "How long before the other event it may have been."),
            own("within", Takes::Limit, "The bound that a step states for itself."),
        ];
        keys.extend(self.keys_of_fields(self.fields_of_event(names, 0)));
        keys
    }

    /// The fields that an event carries: its action's, or for a definition those of what it stands for.
    fn fields_of_event(&self, names: &[&str], depth: usize) -> Vec<Id<Field>> {
        const DEEPEST: usize = 4;
        if names == ["step"] {
            let actions = self.vocabulary("action").map_or(&[][..], |it| &self.model.vocabularies[it].terms);
            return actions.iter().flat_map(|&it| self.model.terms[it].fields.iter().copied()).collect();
        }
        if let Some(term) = self.happening(&names.to_vec()) {
            return self.model.fields_of_term(term);
        }
        let Some(event) = super::declared::definitions(self.analysis).find(|it| names.last() == Some(&it.name)) else {
            return Vec::new();
        };
        if depth > DEEPEST {
            return Vec::new();
        }
        let each = event.event.alternatives.iter().map(|it| {
            let names: Vec<&str> = it.name.names.iter().map(|it| it.text.as_str()).collect();
            self.fields_of_event(&names, depth + 1)
        });
        each.flatten().collect()
    }

    fn each_keys(&self, names: &Names<'a>) -> Vec<Key> {
        match names.as_slice() {
            ["role"] => self.named_keys("role", Vec::new()),
            ["procedure"] => self.named_keys("procedure", Vec::new()),
            ["waiver"] => self.named_keys(
                "waiver",
                vec![
                    own("by", Takes::Roles, "Who approved it."),
                    own("lasts", Takes::Limit, "How long it holds."),
                    own("reason", TEXT, "Why it is needed."),
                ],
            ),
            [name] if self.happening(names).is_none() && self.subject_named(name).is_some() => {
                self.named_keys(name, Vec::new())
            }
            _ => self.event_keys(names),
        }
    }

    /// What the clauses of a requirement ask for, which a profile may set anew.
    fn tailored_keys(&self, names: &Names<'a>) -> Vec<Key> {
        let limit =
            |name: &str, what: &str| Key { name: name.to_owned(), takes: Takes::Limit, markdown: what.to_owned() };
        let mut keys = vec![limit("within", "How long it may take."), limit("every", "How often at least.")];
        let of = |it: &&str| self.model.requirements.iter().find(|(_, requirement)| requirement.name == **it);
        let Some((_, requirement)) = names.iter().find_map(of) else {
            return keys;
        };
        let mut fields = Vec::new();
        for clause in &requirement.clauses {
            let event = match &clause.pattern {
                Pattern::Require { event, .. } | Pattern::Each { event, .. } => event,
                _ => continue,
            };
            for alternative in &event.alternatives {
                if let What::Action(term) | What::Trigger(term) = alternative.what {
                    fields.extend(self.model.fields_of_term(term));
                }
            }
        }
        keys.extend(self.keys_of_fields(fields));
        keys.push(Key { name: "by".to_owned(), takes: Takes::Roles, markdown: "Who does it.".to_owned() });
        keys.push(Key { name: "outcome".to_owned(), takes: Takes::Outcomes, markdown: "What was chosen.".to_owned() });
        keys.push(limit("age", "How long before the other event it may have been."));
        keys
    }

    /// What kind of value something takes.
    pub(super) fn takes(&self, wanted: &Wanted<'a>) -> Takes {
        match wanted {
            Wanted::Duration => DURATION,
            Wanted::Operand(..) => Takes::Nothing,
            Wanted::Field(carrier, key) => {
                let keys = self.keys_of(carrier);
                keys.into_iter().find(|it| it.name == *key).map_or(Takes::Nothing, |it| it.takes)
            }
        }
    }

    /// What a field takes, in the words of its declaration.
    pub(super) fn takes_words(&self, takes: &Takes) -> String {
        let range = |it: Range| match it {
            Range::Vocabulary(it) => self.model.vocabularies[it].name.clone(),
            Range::Subject(it) => self.model.subjects[it].name.clone(),
            Range::Roles => "role".to_owned(),
        };
        match takes {
            Takes::Field(FieldType::YesNo) => "yes or no".to_owned(),
            Takes::Field(FieldType::OneOf(it)) => format!("one of {}", range(*it)),
            Takes::Field(FieldType::SomeOf(it)) => format!("some of {}", range(*it)),
            Takes::Field(FieldType::ScopeOf(it)) => format!("scope of {}", self.model.vocabularies[*it].name),
            Takes::Field(FieldType::Number) => "a number".to_owned(),
            Takes::Field(FieldType::Money) => "an amount and a currency".to_owned(),
            Takes::Field(FieldType::Duration) => "a length of time".to_owned(),
            Takes::Field(FieldType::Date) => "a date".to_owned(),
            Takes::Field(FieldType::Text) => "a text in quotes".to_owned(),
            Takes::Class(it) => format!("a level of {}", self.model.classifications[*it].name),
            Takes::Roles => "a role, or what it must be".to_owned(),
            Takes::Outcomes => "the name of an outcome".to_owned(),
            Takes::Limit => "a limit in time".to_owned(),
            Takes::Actions => "an action, or several".to_owned(),
            Takes::Level => "must, should or may".to_owned(),
            Takes::Terms(name) => format!("one of {name}"),
            Takes::Topic => "a fact, a classification or a decision".to_owned(),
            Takes::Nothing => String::new(),
        }
    }
}

fn value_snippet(takes: &Takes) -> String {
    match takes {
        Takes::Field(FieldType::SomeOf(_) | FieldType::ScopeOf(_)) => "[$0]",
        Takes::Field(FieldType::Text) => "\"$0\"",
        Takes::Field(FieldType::YesNo) => "${1:yes}",
        Takes::Field(FieldType::Duration) => "${1:30} days",
        _ => "$0",
    }
    .to_owned()
}
