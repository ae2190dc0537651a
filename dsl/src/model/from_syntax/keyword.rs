//! Declarations whose keyword is a name: a registered thing, or a term of a vocabulary.

use super::super::{Entity, Id, Instance, Owner, Subject};
use super::Resolver;
use super::declare::{Declared, name_of, title_of};
use super::house::Declaration;
use super::names::Kind;
use super::problem::{UNKNOWN, problem};
use crate::source::Place;
use crate::syntax::ast;

impl<'a> Resolver<'a> {
    pub(super) fn declare_instance(
        &mut self,
        it: Declaration<'a>,
        tree: &'a ast::Instance,
        declared: &mut Declared<'a>,
    ) {
        let keyword = &it.item.keyword;
        let at = it.from().at(keyword.span);
        let subject = self.names.seen(it.owner, &keyword.text, |kind| kind == Kind::Subject).first().copied();
        if let (Some(entry), Owner::Entity(entity)) = (subject, it.owner) {
            self.mention(at, entry.at);
            let subject = Id::new(entry.index);
            if self.is_new(it, Kind::Instance(subject), &keyword.text) {
                let id = self.add_instance(it, tree, subject, entity);
                declared.instances.push((id, it, tree));
            }
            return;
        }
        let vocabulary = self.names.all(&keyword.text).iter().find(|it| it.kind == Kind::Vocabulary).copied();
        if let Some(entry) = vocabulary {
            self.mention(at, entry.at);
            declared.loose_terms.push((Id::new(entry.index), it, tree));
            return;
        }
        self.unknown_keyword(it, at);
    }

    fn unknown_keyword(&mut self, it: Declaration<'a>, at: Place) {
        const KEYWORDS: [&str; 14] = [
            "guidance",
            "subject",
            "vocabulary",
            "given",
            "define",
            "classify",
            "requirement",
            "expectation",
            "entity",
            "role",
            "procedure",
            "record",
            "judgement",
            "waiver",
        ];
        let word = it.item.keyword.text.as_str();
        let elsewhere = self.names.all(word).iter().find(|it| it.kind == Kind::Subject).and_then(|it| it.owner);
        let problem = problem(UNKNOWN, at, format!("nothing can be declared with the word `{word}`"));
        if let Some(Owner::Guidance(guidance)) = elsewhere {
            let guidance = &self.model.guidances[guidance].name;
            let help =
                format!("`{word}` is a subject of `{guidance}`, which is not followed here; add `follows {guidance}`");
            return self.report(problem.help(help));
        }
        let known: Vec<String> = self
            .names
            .iter()
            .filter(|(_, it)| matches!(it.kind, Kind::Subject | Kind::Vocabulary))
            .map(|(name, _)| name.to_owned())
            .collect();
        let near = self.guess(word, KEYWORDS.into_iter().chain(known.iter().map(String::as_str))).map(str::to_owned);
        let help = near.map_or_else(
            || {
                "begin with a word such as `procedure`, `role` or `record`, or with a subject that the guidance names"
                    .to_owned()
            },
            |near| format!("did you mean `{near}`?"),
        );
        self.report(problem.help(help));
    }

    fn add_instance(
        &mut self,
        it: Declaration<'a>,
        tree: &ast::Instance,
        subject: Id<Subject>,
        entity: Id<Entity>,
    ) -> Id<Instance> {
        let changed = tree.changed.map(|(date, span)| (date, it.from().at(span)));
        let id = self.model.instances.add(Instance {
            name: name_of(it).to_owned(),
            title: title_of(it),
            doc: it.item.doc.clone(),
            subject,
            entity,
            fields: Vec::new(),
            classed: Vec::new(),
            changed,
            at: it.at(),
        });
        self.index(it, Kind::Instance(subject), Some(it.owner), id.index());
        id
    }
}
