//! Who acts: organisations and roles.

use std::collections::BTreeMap;

use super::Card;
use super::words::bounded;
use crate::Analysis;
use crate::facts::words;
use crate::ide::prose::{code, line, listed};
use crate::model::{Entity, Id, Model, Procedure, Role, Stated};

impl Analysis {
    pub(super) fn entity_card(&self, id: Id<Entity>) -> Card {
        let model = &self.read.model;
        let it = &model.entities[id];
        let roles = model.roles.iter().filter(|(_, role)| role.entity == id).count();
        let procedures = model.procedures.iter().filter(|(_, procedure)| procedure.entity == id).count();
        let follows = it.follows.iter().map(|&it| guidance_words(model, it));
        let calendar = match it.calendar {
            Some((week, holidays)) => format!("{week} days a week, {holidays} holidays a year"),
            None => String::new(),
        };
        Card::titled(it.title.as_deref(), &it.name, "an organisation")
            .doc(it.doc.as_deref())
            .labelled("Follows", &listed(follows))
            .labelled("How it stands", &self.tally(&it.name, None).words())
            .labelled("Declares", &format!("roles: {roles}, procedures: {procedures}"))
            .labelled("Works", &calendar)
            .labelled("Says of itself", &stated_words(model, &it.fields))
    }

    pub(super) fn role_card(&self, id: Id<Role>) -> Card {
        let model = &self.read.model;
        let it = &model.roles[id];
        let outside = if it.external { ", outside it" } else { "" };
        let entity = &model.entities[it.entity].name;
        let whose = if entity.is_empty() { String::new() } else { format!(" of {}", code(entity)) };
        let duties = self.duties(id);
        let none = if duties.is_empty() { "It acts in no step." } else { "" };
        Card::titled(it.title.as_deref(), &it.name, &format!("a role{whose}{outside}"))
            .doc(it.doc.as_deref())
            .part(stated_words(model, &it.fields))
            .list("Acts in", bounded(duties))
            .part(none)
    }

    /// The steps a role acts in, by procedure, each with what is done there.
    fn duties(&self, id: Id<Role>) -> Vec<String> {
        let model = &self.read.model;
        let mut by_procedure: BTreeMap<Id<Procedure>, Vec<String>> = BTreeMap::new();
        for step in self.steps_by(id) {
            let it = &model.steps[step];
            let action = it.action.map(|it| model.terms[it].name.as_str()).filter(|action| *action != it.name);
            let action = action.map_or(String::new(), |it| format!(" ({})", code(it)));
            let decides = if self.decides(step) { "decides " } else { "" };
            by_procedure.entry(it.procedure).or_default().push(format!("{decides}{}{action}", code(&it.name)));
        }
        let lines = by_procedure.into_iter().map(|(procedure, steps)| {
            let it = &model.procedures[procedure];
            let name = it
                .title
                .as_deref()
                .map_or_else(|| code(&it.name), |title| format!("{} ({})", line(title), code(&it.name)));
            format!("{name}: {}", listed(steps))
        });
        lines.collect()
    }
}

/// `` rank: `director` · independence: `other-unit` ``
pub(super) fn stated_words(model: &Model, fields: &[Stated]) -> String {
    let shown = fields.iter().take(12).map(|it| {
        let value = it.value.as_ref().map_or("not readable".to_owned(), |value| code(&words(model, value)));
        format!("{}: {value}", line(&model.fields[it.field].name))
    });
    shown.collect::<Vec<_>>().join(" · ")
}

fn guidance_words(model: &Model, id: Id<crate::model::Guidance>) -> String {
    let it = &model.guidances[id];
    it.title.as_deref().map_or_else(|| code(&it.name), |title| format!("{} ({})", line(title), code(&it.name)))
}

/// Who may act, as a reader would say it.
pub(super) fn role_words(model: &Model, id: Id<Role>) -> String {
    let it = &model.roles[id];
    let fields = stated_words(model, &it.fields);
    let outside = if it.external { ["outside the organisation".to_owned()].to_vec() } else { Vec::new() };
    let parts: Vec<String> = it
        .title
        .as_deref()
        .map(line)
        .into_iter()
        .chain((!fields.is_empty()).then_some(fields))
        .chain(outside)
        .collect();
    if parts.is_empty() { code(&it.name) } else { format!("{} ({})", code(&it.name), parts.join("; ")) }
}
