//! What is registered, done, judged or departed from.

use jiff::civil::Date;

use super::Card;
use super::actor::stated_words;
use super::rule::requirement_words;
use super::words::bounded;
use crate::Analysis;
use crate::facts::words;
use crate::ide::class::{Class, Truth, classes};
use crate::ide::prose::{code, line, listed, plain};
use crate::model::{Id, Instance, Judgement, Model, Record, Role, Waiver, days_between};

/// So many rows of a table are told.
const ROWS: usize = 4;
/// From so many days on, nobody thinks in days.
const YEARS: i64 = 1_000;
/// So many facts of a row.
const FACTS: usize = 5;

impl Analysis {
    pub(super) fn instance_card(&self, id: Id<Instance>) -> Card {
        let model = &self.read.model;
        let it = &model.instances[id];
        let classes = classes(model, id);
        let levels = classes.iter().map(|it| class_words(model, it)).collect::<Vec<_>>().join(", ");
        let levels = if levels.is_empty() { String::new() } else { format!(" · {levels}") };
        let facts = it.fields.iter().map(|it| {
            let value = it.value.as_ref().map_or("not readable".to_owned(), |value| code(&words(model, value)));
            format!("{}: {value}", code(&model.fields[it.field].name))
        });
        let mut card =
            Card::titled(it.title.as_deref(), &it.name, &format!("{}{levels}", code(&model.subjects[it.subject].name)))
                .doc(it.doc.as_deref());
        for class in &classes {
            card = card.list(&why_words(model, class), self.rows(class));
        }
        let entity = &model.entities[it.entity].name;
        card.labelled("How it stands", &self.tally(entity, Some(&it.name)).words())
            .list("Stated", bounded(facts.collect()))
            .labelled("Last changed", &it.changed.map(|(day, _)| day.to_string()).unwrap_or_default())
    }

    /// The rows that make it what it is, each with the facts; then those that hang on what is not stated.
    fn rows(&self, class: &Class) -> Vec<String> {
        let table = &self.read.model.classifications[class.class];
        let level = |at: usize| table.levels.get(at).map_or("", String::as_str);
        let mut lines = Vec::new();
        let deciding = class.rows.iter().filter(|it| it.holds == Truth::Yes && it.level >= class.least);
        for row in deciding.take(ROWS) {
            lines.push(format!("{} because {}", code(level(row.level)), facts_words(&row.facts)));
        }
        let open = class.rows.iter().filter(|it| it.holds == Truth::Open && it.level > class.least);
        for row in open.take(ROWS) {
            let written = table.rows.get(row.number).map_or(String::new(), |it| plain(self.text_of(it.at)));
            let missing = if row.facts.is_empty() {
                "it cannot be read in full".to_owned()
            } else {
                format!("not stated: {}", facts_words(&row.facts))
            };
            lines.push(format!("perhaps {} ({missing}): {}", code(level(row.level)), code(&written)));
        }
        if lines.is_empty() {
            lines.push(format!("{}, for no row of the table holds", code(level(class.least))));
        }
        lines
    }

    pub(super) fn record_card(&self, id: Id<Record>) -> Card {
        let model = &self.read.model;
        let it = &model.records[id];
        let what = it.what.map(|it| code(&model.terms[it].name)).unwrap_or_default();
        let of = it.of.map(|it| format!(" of {}", code(&model.instances[it].name))).unwrap_or_default();
        Card::titled(it.title.as_deref(), &it.name, &format!("a record: {what}{of}"))
            .labelled("When", &self.day_words(it.on))
            .labelled("Who", &role_names(model, &it.by))
            .labelled("Outcome", &it.outcome.as_deref().map(code).unwrap_or_default())
            .part(stated_words(model, &it.fields))
    }

    pub(super) fn judgement_card(&self, id: Id<Judgement>) -> Card {
        let model = &self.read.model;
        let it = &model.judgements[id];
        let answer = match it.answer {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let about = about_words(model, it.requirement, it.clause.as_deref());
        let of = it.of.map(|it| format!(" for {}", code(&model.instances[it].name))).unwrap_or_default();
        Card::titled(None, &it.name, &format!("a judgement of {about}{of}"))
            .labelled("Answer", answer)
            .labelled("Why", &it.reason.as_deref().map(line).unwrap_or_default())
            .labelled("Who", &role_names(model, &it.by))
            .labelled("When", &self.day_words(it.on))
            .labelled("Holds until", &self.day_words(it.until))
    }

    pub(super) fn waiver_card(&self, id: Id<Waiver>) -> Card {
        let model = &self.read.model;
        let it = &model.waivers[id];
        let about = about_words(model, it.requirement, it.clause.as_deref());
        let of = it.of.map(|it| format!(" for {}", code(&model.instances[it].name))).unwrap_or_default();
        Card::titled(it.title.as_deref(), &it.name, &format!("a departure from {about}{of}"))
            .labelled("Why", &it.reason.as_deref().map(line).unwrap_or_default())
            .labelled("Approved by", &role_names(model, &it.by))
            .labelled("Since", &self.day_words(it.on))
            .labelled("Holds until", &self.day_words(it.until))
            .labelled("Done instead", &listed(it.instead.iter().map(|&it| code(&model.terms[it].name))))
            .part(stated_words(model, &it.fields))
    }

    /// `2026-03-01, 12 days ago`
    pub(super) fn day_words(&self, day: Option<Date>) -> String {
        day.map(|day| format!("{day}, {}", how_far(self.today, day))).unwrap_or_default()
    }
}

/// `today`, `in 12 days`, `3 days ago`
pub(in crate::ide) fn how_far(today: Date, day: Date) -> String {
    match days_between(today, day) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days >= YEARS => format!("in {} years", days / 365),
        days if days > 0 => format!("in {days} days"),
        days if days <= -YEARS => format!("{} years ago", days.unsigned_abs() / 365),
        days => format!("{} days ago", days.unsigned_abs()),
    }
}

/// `` risk `high` ``, or `` risk `moderate` to `high` ``
pub(in crate::ide) fn class_words(model: &Model, class: &Class) -> String {
    let table = &model.classifications[class.class];
    let level = |at: usize| code(table.levels.get(at).map_or("", String::as_str));
    let name = line(&table.name);
    match class.least == class.most {
        true => format!("{name} {}", level(class.least)),
        false => format!("{name} {} to {}", level(class.least), level(class.most)),
    }
}

/// Why a subject is classified as it is.
pub(in crate::ide) fn rows_markdown(analysis: &Analysis, class: &Class) -> String {
    let lines = analysis.rows(class).into_iter().map(|it| format!("- {it}")).collect::<Vec<_>>();
    format!("{}:\n\n{}", why_words(&analysis.read.model, class), lines.join("\n"))
}

fn why_words(model: &Model, class: &Class) -> String {
    let table = &model.classifications[class.class];
    let level = |at: usize| code(table.levels.get(at).map_or("", String::as_str));
    let name = code(&table.name);
    match class.least == class.most {
        true => format!("Why {name} is {}", level(class.least)),
        false => format!("Why {name} is at least {}, and could be {}", level(class.least), level(class.most)),
    }
}

fn facts_words(facts: &[String]) -> String {
    let mut told: Vec<String> = facts.iter().take(FACTS).cloned().collect();
    if facts.len() > FACTS {
        told.push(format!("{} more", facts.len() - FACTS));
    }
    told.join(", ")
}

fn about_words(model: &Model, requirement: Option<Id<crate::model::Requirement>>, clause: Option<&str>) -> String {
    let about = requirement.map_or("something that was not found".to_owned(), |it| requirement_words(model, it));
    clause.map_or(about.clone(), |it| format!("{about}, clause {}", code(it)))
}

fn role_names(model: &Model, roles: &[Id<Role>]) -> String {
    let name = |id: Id<Role>| {
        let it = &model.roles[id];
        it.title.as_deref().map_or_else(|| code(&it.name), |title| format!("{} ({})", line(title), code(&it.name)))
    };
    listed(roles.iter().map(|&it| name(it)))
}
