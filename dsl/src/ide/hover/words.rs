//! Words of guidance: vocabularies and their terms, subjects and fields, classifications and their levels.

use super::Card;
use crate::Analysis;
use crate::ide::prose::{code, count, line, listed, paragraphs, plain, quoted};
use crate::model::{Classification, Field, FieldType, Id, Model, Owner, Range, Subject, Term, Thing, Vocabulary};

/// So many rows of a table or fields of a thing are shown.
const SHOWN: usize = 12;

impl Analysis {
    pub(super) fn term_card(&self, id: Id<Term>) -> Card {
        let model = &self.read.model;
        let it = &model.terms[id];
        let seen = self.terms_seen(it.vocabulary, Some(it.owner));
        let vocabulary = &model.vocabularies[it.vocabulary];
        let what = format!("a word of {}", code(&vocabulary.name));
        let above = model.above(id).into_iter().skip(1);
        let below = seen.iter().filter(|&&other| model.terms[other].parents.contains(&id));
        let fields = model.fields_of_term(id).into_iter().map(|it| field_line(model, it)).collect::<Vec<_>>();
        Card::titled(it.title.as_deref(), &it.name, &what)
            .doc(it.doc.as_deref())
            .labelled("On the scale", &scale(model, it, &seen))
            .labelled("Is also", &listed(above.map(|it| term_words(model, it))))
            .labelled("Narrower", &listed(below.map(|&it| code(&model.terms[it].name))))
            .list("May carry", bounded(fields))
            .labelled("Asked for by", &listed(self.asked_by(it.at)))
    }

    /// The requirements in whose clauses a name stands.
    fn asked_by(&self, declared: crate::source::Place) -> Vec<String> {
        let model = &self.read.model;
        let catalogue = self.read.catalogue();
        let mut found: Vec<String> = Vec::new();
        for mention in catalogue.uses(&self.read.mentions, declared) {
            let file = catalogue.in_file(mention.at.file);
            let before = file.partition_point(|it| it.name.span.start <= mention.at.span.start);
            let around = file.get(..before).unwrap_or(&[]).iter().rev().take(SHOWN).find_map(|it| match it.thing {
                Thing::Requirement(_) if it.whole.end >= mention.at.span.end => Some(it.name),
                _ => None,
            });
            // The first is the one that its profiles' copies are made of.
            let first = around.and_then(|name| catalogue.at(name).first());
            if let Some(Thing::Requirement(id)) = first.map(|it| it.thing) {
                let name = code(&model.requirement_name(id));
                if !found.contains(&name) {
                    found.push(name);
                }
            }
            if found.len() > 4 * SHOWN {
                break;
            }
        }
        found
    }

    pub(super) fn vocabulary_card(&self, id: Id<Vocabulary>, from: Option<Owner>) -> Card {
        let model = &self.read.model;
        let it = &model.vocabularies[id];
        let seen = self.terms_seen(id, from);
        let what = if it.ordered { "a scale, lowest first" } else { "a vocabulary" };
        let top = seen.iter().filter(|&&it| model.terms[it].parents.is_empty());
        let words = count(seen.len(), "word");
        Card::titled(None, &it.name, &format!("{what} · {words}")).doc(it.doc.as_deref()).labelled(
            if it.ordered { "Words" } else { "Broadest words" },
            &listed(top.map(|&it| term_words(model, it))),
        )
    }

    pub(super) fn subject_card(&self, id: Id<Subject>, from: Option<Owner>) -> Card {
        let model = &self.read.model;
        let it = &model.subjects[id];
        let seen = |of: Owner| from.is_none_or(|from| self.related(from, of));
        let fields = it.fields.iter().filter(|&&it| seen(model.fields[it].owner));
        let fields = fields.map(|&it| field_line(model, it)).collect::<Vec<_>>();
        let registered = model.instances.iter().filter(|(_, of)| of.subject == id).count();
        let registered = if registered == 0 { String::new() } else { format!(" · {registered} registered") };
        Card::titled(it.title.as_deref(), &it.name, &format!("a kind of thing that procedures run for{registered}"))
            .doc(it.doc.as_deref())
            .list("Facts", bounded(fields))
    }

    pub(super) fn field_card(&self, id: Id<Field>) -> Card {
        let model = &self.read.model;
        let it = &model.fields[id];
        let holder = model.subjects.iter().find(|(_, it)| it.fields.contains(&id)).map(|(_, it)| &it.name);
        let holder =
            holder.or_else(|| model.terms.iter().find(|(_, it)| it.fields.contains(&id)).map(|(_, it)| &it.name));
        let of = holder.map_or(String::new(), |it| format!(" of {}", code(it)));
        let ty = it.ty.map_or("any value".to_owned(), |ty| type_words(model, ty));
        Card::titled(None, &it.name, &format!("a field{of} · {ty}"))
            .doc(it.doc.as_deref())
            .labelled("May be", &it.ty.map_or(String::new(), |ty| self.values_words(ty, it.owner)))
    }

    fn values_words(&self, ty: FieldType, owner: Owner) -> String {
        let model = &self.read.model;
        match ty {
            FieldType::OneOf(Range::Vocabulary(it))
            | FieldType::SomeOf(Range::Vocabulary(it))
            | FieldType::ScopeOf(it) => {
                listed(self.terms_seen(it, Some(owner)).iter().map(|&it| code(&model.terms[it].name)))
            }
            FieldType::OneOf(Range::Subject(of)) | FieldType::SomeOf(Range::Subject(of)) => {
                let things = model.instances.iter().filter(|(_, it)| it.subject == of);
                listed(things.map(|(_, it)| code(&it.name)))
            }
            FieldType::OneOf(Range::Roles) | FieldType::SomeOf(Range::Roles) => {
                listed(model.roles.iter().map(|(_, it)| code(&it.name)))
            }
            FieldType::YesNo => "`yes`, `no`".to_owned(),
            FieldType::Number => "for instance `12`".to_owned(),
            FieldType::Money => "for instance `50 000 USD`".to_owned(),
            FieldType::Duration => "for instance `12 months` or `10 working days`".to_owned(),
            FieldType::Date => "for instance `2026-03-01`".to_owned(),
            FieldType::Text => String::new(),
        }
    }

    /// The words of a vocabulary that are seen from an owner's words: one name may hold those of several guidances.
    fn terms_seen(&self, id: Id<Vocabulary>, from: Option<Owner>) -> Vec<Id<Term>> {
        let model = &self.read.model;
        let mut known: std::collections::BTreeMap<Owner, bool> = std::collections::BTreeMap::new();
        let mut seen = |of: Owner| match from {
            Some(from) => *known.entry(of).or_insert_with(|| self.related(from, of)),
            None => true,
        };
        model.vocabularies[id].terms.iter().copied().filter(|&it| seen(model.terms[it].owner)).collect()
    }

    pub(super) fn classification_card(&self, id: Id<Classification>) -> Card {
        let model = &self.read.model;
        let it = &model.classifications[id];
        let subject = it.subject.map_or(String::new(), |of| format!(" for {}", code(&model.subjects[of].name)));
        let otherwise = it.otherwise.and_then(|level| it.levels.get(level)).map_or(String::new(), |level| code(level));
        Card::titled(None, &it.name, &format!("a classification{subject} · {}", count(it.rows.len(), "row")))
            .doc(it.doc.as_deref())
            .labelled("Levels, lowest first", &listed(it.levels.iter().map(|level| code(level))))
            .labelled("Where no row holds", &otherwise)
            .part("The gravest row that holds counts.")
    }

    pub(super) fn level_card(&self, id: Id<Classification>, level: usize) -> Card {
        let it = &self.read.model.classifications[id];
        let name = it.levels.get(level).map_or("", String::as_str);
        let place = format!("level {} of {} of {}", level + 1, it.levels.len(), code(&it.name));
        let rows = it.rows.iter().filter(|row| row.level == level);
        let rows: Vec<String> = rows.map(|row| plain(self.text_of(row.at))).collect();
        let otherwise = if it.otherwise == Some(level) { "It is what holds where no row does." } else { "" };
        Card::titled(None, name, &place)
            .labelled("Levels, lowest first", &listed(it.levels.iter().map(|level| code(level))))
            .part(otherwise)
            .part(if rows.is_empty() { String::new() } else { quoted(&rows.join("\n"), SHOWN) })
    }
}

/// `` `name` (Title) ``
pub(super) fn term_words(model: &Model, id: Id<Term>) -> String {
    let it = &model.terms[id];
    match &it.title {
        Some(title) => format!("{} ({})", code(&it.name), line(title)),
        None => code(&it.name),
    }
}

/// `` `inform` < **`consult`** < `involve` ``
fn scale(model: &Model, it: &Term, seen: &[Id<Term>]) -> String {
    let vocabulary = &model.vocabularies[it.vocabulary];
    let Some(rank) = it.rank.filter(|_| vocabulary.ordered) else {
        return String::new();
    };
    let mut steps: Vec<String> = Vec::new();
    for &other in seen {
        let other = &model.terms[other];
        if !other.parents.is_empty() || steps.len() > SHOWN {
            continue;
        }
        let name = code(&other.name);
        steps.push(if other.rank == Some(rank) { format!("**{name}**") } else { name });
    }
    steps.join(" &lt; ")
}

/// `` `covers`: scope of `right`. Which rights were looked at. ``
pub(super) fn field_line(model: &Model, id: Id<Field>) -> String {
    let it = &model.fields[id];
    let ty = it.ty.map_or("any value".to_owned(), |ty| type_words(model, ty));
    let doc = it.doc.as_deref().map(|it| format!(". {}", line(it))).unwrap_or_default();
    format!("{}: {ty}{doc}", code(&it.name))
}

/// The type as it is written.
pub(super) fn type_words(model: &Model, ty: FieldType) -> String {
    let range = |range| match range {
        Range::Vocabulary(id) => code(&model.vocabularies[id].name),
        Range::Subject(id) => code(&model.subjects[id].name),
        Range::Roles => "the roles".to_owned(),
    };
    match ty {
        FieldType::YesNo => "yes or no".to_owned(),
        FieldType::OneOf(of) => format!("one of {}", range(of)),
        FieldType::SomeOf(of) => format!("one or more of {}", range(of)),
        FieldType::ScopeOf(of) => format!("what it covers of {}", code(&model.vocabularies[of].name)),
        FieldType::Number => "a number".to_owned(),
        FieldType::Money => "an amount and a currency".to_owned(),
        FieldType::Duration => "a length of time".to_owned(),
        FieldType::Date => "a day".to_owned(),
        FieldType::Text => "words in quotes".to_owned(),
    }
}

/// The first lines, and how many more there are.
pub(super) fn bounded(mut lines: Vec<String>) -> Vec<String> {
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}

/// The meaning of a term, for those that use it.
pub(super) fn meaning(model: &Model, id: Id<Term>) -> String {
    let it = &model.terms[id];
    let said = it.title.as_deref().map(line).filter(|it| !it.is_empty());
    let said = said.or_else(|| it.doc.as_deref().map(paragraphs));
    match said {
        Some(said) => format!("{}, {said}", code(&it.name)),
        None => code(&it.name),
    }
}
