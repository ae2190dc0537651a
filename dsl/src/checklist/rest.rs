//! The list to go by, rest: what is asked for a subject and no step settles.

use super::Unsettled;
use super::task::spoken;
use crate::Analysis;
use crate::diagnostic::Verdict;
use crate::model::{Id, Instance, Model, Pattern, Requirement};

type Lists = (Vec<Unsettled>, Vec<Unsettled>, Vec<Unsettled>);

/// What is to be judged, what is not kept, and what is departed from.
pub(super) fn unsettled(analysis: &Analysis, of: Id<Instance>) -> Lists {
    let model = &analysis.read.model;
    let instance = &model.instances[of];
    let mut lists = Lists::default();
    for id in model.requirements_of(instance.entity) {
        let name = model.requirement_name(id);
        let is_row = |it: &&crate::analysis::Row| {
            let found = &it.finding;
            found.requirement == name
                && found.entity == model.entities[instance.entity].name
                && found.subject == instance.name
        };
        let Some(row) = analysis.verdicts.iter().find(is_row) else { continue };
        let verdict = row.finding.verdict;
        let (list, remarks) = match verdict {
            Verdict::NeverApplies | Verdict::Kept => continue,
            Verdict::ToBeJudged => (&mut lists.0, questions(model, id)),
            Verdict::Waived => (&mut lists.2, waivers(model, of, id)),
            Verdict::KeptIfOptional | Verdict::Undecided | Verdict::Unknown | Verdict::Broken => {
                (&mut lists.1, row.reason.iter().cloned().collect())
            }
        };
        let (title, level) = (model.requirements[id].title.clone(), row.finding.level.clone());
        list.push(Unsettled { requirement: name, title, level, verdict, remarks });
    }
    lists
}

fn questions(model: &Model, id: Id<Requirement>) -> Vec<String> {
    let clauses = model.requirements[id].clauses.iter();
    clauses
        .filter_map(|it| if let Pattern::Judge(question) = &it.pattern { Some(question.clone()) } else { None })
        .collect()
}

fn waivers(model: &Model, of: Id<Instance>, id: Id<Requirement>) -> Vec<String> {
    let entity = model.instances[of].entity;
    let covers = |it: &crate::model::Waiver| {
        it.entity == entity && it.requirement == Some(id) && it.of.is_none_or(|only| only == of)
    };
    let waivers = model.waivers.iter().filter(|(_, it)| covers(it));
    let words = waivers.map(|(_, it)| {
        let until = it.until.map_or(String::new(), |until| format!(" until {until}"));
        let by: Vec<String> = it.by.iter().map(|&by| spoken(&model.roles[by].name)).collect();
        let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(" or ")) };
        let reason = it.reason.as_ref().map_or(String::new(), |reason| format!(": {reason}"));
        format!("departed from{by}{until}{reason}")
    });
    words.collect()
}
