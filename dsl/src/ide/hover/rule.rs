//! What is asked, and by whom: guidance, requirements and their clauses, expectations, definitions.

use std::collections::BTreeMap;

use super::Card;
use crate::Analysis;
use crate::diagnostic::{Finding, Verdict};
use crate::explain::flush_left;
use crate::ide::prose::{code, count, line, listed, quoted};
use crate::model::{Expectation, Guidance, Id, Model, Owner, Requirement, Thing};
use crate::source::Place;
use crate::syntax::ast::{Condition, ItemKind};

/// So many lines of what is asked are quoted.
const LINES: usize = 16;
/// So many subjects are named, the worst first.
const SUBJECTS: usize = 6;

impl Analysis {
    pub(super) fn guidance_card(&self, id: Id<Guidance>) -> Card {
        let model = &self.read.model;
        let it = &model.guidances[id];
        let what = match it.tailors {
            Some(base) => format!("a profile of {}", code(&model.guidances[base].name)),
            None => "guidance".to_owned(),
        };
        let own = model.requirements.iter().filter(|(_, it)| it.owner == Owner::Guidance(id));
        let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
        let mut all = 0;
        for (_, it) in own {
            all += 1;
            *levels.entry(it.levels().first().map_or("must", |it| it.word())).or_default() += 1;
        }
        let levels = levels.into_iter().map(|(level, number)| format!("{number} {level}")).collect::<Vec<_>>();
        let asks =
            if all == 0 { String::new() } else { format!("{} ({})", count(all, "requirement"), levels.join(", ")) };
        let followed = model.entities.iter().filter(|(_, it)| it.follows.contains(&id) && !it.implied);
        Card::titled(it.title.as_deref(), &it.name, &what)
            .doc(it.doc.as_deref())
            .labelled("Asks", &asks)
            .labelled("Followed here by", &listed(followed.map(|(_, it)| code(&it.name))))
    }

    pub(super) fn requirement_card(&self, id: Id<Requirement>, name: Place) -> Card {
        let model = &self.read.model;
        let it = &model.requirements[id];
        let waivable = if it.waivable { "" } else { ", not waivable" };
        let level = format!("{}{waivable}", line(&it.level_words()));
        let copies = self.read.catalogue().at(name).iter().filter_map(|it| match it.thing {
            Thing::Requirement(id) => Some(id),
            _ => None,
        });
        let copies: Vec<Id<Requirement>> = copies.collect();
        let tailored = copies.iter().filter(|&&copy| copy != id && model.requirements[copy].levels() != it.levels());
        let tailored = tailored.map(|&copy| {
            format!("{}: {}", code(&model.requirement_name(copy)), line(&model.requirements[copy].level_words()))
        });
        let steps = self.read.serving();
        let serving: Vec<String> =
            copies.iter().flat_map(|&it| steps.of_requirement(it)).map(|&it| code(&model.steps[it].name)).collect();
        Card::titled(it.title.as_deref(), &model.requirement_name(id), &level)
            .doc(it.doc.as_deref())
            .labelled("Why", &it.because.as_deref().map(line).unwrap_or_default())
            .labelled("How it stands", &self.standing(&copies))
            .labelled("Where", &self.applies(name))
            .part(self.asks(it))
            .labelled("Steps that serve it", &listed(serving))
            .labelled("In a profile", &listed(tailored))
            .labelled("Stage", &it.stage.as_deref().map(code).unwrap_or_default())
            .labelled("Sources", &listed(it.sources.iter().map(|it| line(it))))
    }

    /// What was decided, the worst first.
    fn standing(&self, copies: &[Id<Requirement>]) -> String {
        if !self.decided {
            return String::new();
        }
        let names: Vec<String> = copies.iter().map(|&it| self.read.model.requirement_name(it)).collect();
        let rows = self.verdicts.iter().filter(|it| names.contains(&it.finding.requirement));
        let mut by_verdict: BTreeMap<Verdict, Vec<&Finding>> = BTreeMap::new();
        for row in rows {
            by_verdict.entry(row.finding.verdict).or_default().push(&row.finding);
        }
        let several = self.read.model.entities.len() > 1;
        let parts = by_verdict.into_iter().rev().map(|(verdict, findings)| {
            let more = findings.len().saturating_sub(SUBJECTS);
            let mut subjects: Vec<String> =
                findings.iter().take(SUBJECTS).map(|it| subject_words(it, several)).collect();
            if more > 0 {
                subjects.push(format!("{more} more"));
            }
            format!("**{}** for {}", verdict.words(), subjects.join(", "))
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    fn applies(&self, name: Place) -> String {
        let Some((item, file)) = self.item(name).zip(self.files.get(name.file.0 as usize)) else {
            return String::new();
        };
        let ItemKind::Requirement(tree) = &item.kind else {
            return String::new();
        };
        let conditions = tree.applies.iter().map(|it| code(file.slice(span_of(it))));
        conditions.collect::<Vec<_>>().join(" and ")
    }

    /// What it asks, as it is written.
    fn asks(&self, it: &Requirement) -> String {
        let clauses = it.clauses.iter().filter_map(|clause| {
            let file = self.files.get(clause.at.file.0 as usize)?;
            Some(flush_left(file, clause.at.span))
        });
        quoted(&clauses.collect::<Vec<_>>().join("\n"), LINES)
    }

    pub(super) fn clause_card(&self, id: Id<Requirement>, number: usize) -> Card {
        let model = &self.read.model;
        let it = &model.requirements[id];
        let clause = it.clauses.get(number);
        let label = clause.and_then(|it| it.label.as_deref()).unwrap_or("");
        let text = clause.and_then(|it| Some(flush_left(self.files.get(it.at.file.0 as usize)?, it.at.span)));
        let of = it.title.as_deref().map(|it| format!(", {}", line(it))).unwrap_or_default();
        let what = format!("a clause of {}{of}", code(&model.requirement_name(id)));
        let others = it.clauses.len().saturating_sub(1);
        let others =
            if others == 0 { String::new() } else { format!("{} must hold as well.", count(others, "other clause")) };
        Card::titled(None, label, &what).part(quoted(&text.unwrap_or_default(), LINES)).part(others)
    }

    pub(super) fn expectation_card(&self, id: Id<Expectation>) -> Card {
        let model = &self.read.model;
        let it = &model.expectations[id];
        let level = it.level.map_or(String::new(), |it| format!(" · {}", it.word()));
        let answering = model.requirements.iter().filter(|(_, it)| it.answers.contains(&id));
        let answering: Vec<String> = answering.map(|(id, _)| code(&model.requirement_name(id))).collect();
        Card::titled(it.title.as_deref(), &it.name, &format!("an expectation{level}"))
            .doc(it.doc.as_deref())
            .labelled("Sources", &listed(it.sources.iter().map(|it| line(it))))
            .labelled("Answered by", &listed(answering))
            .labelled("Why nothing answers it", &it.because.as_deref().map(line).unwrap_or_default())
    }

    pub(super) fn definition_card(&self, thing: Thing, name: Place) -> Card {
        let (item, file) = (self.item(name), self.files.get(name.file.0 as usize));
        let title = item.and_then(|it| it.title.as_ref()).map(|it| it.text.as_str());
        let text = item.zip(file).map(|(item, file)| flush_left(file, item.span)).unwrap_or_default();
        let uses = count(self.uses_of(thing), "time");
        Card::titled(title, self.text_of(name), &format!("a definition · used {uses}"))
            .doc(item.and_then(|it| it.doc.as_deref()))
            .part(quoted(&text, LINES))
    }
}

fn subject_words(finding: &Finding, several: bool) -> String {
    let subject = code(&finding.subject);
    match several && !finding.entity.is_empty() {
        true => format!("{subject} of {}", code(&finding.entity)),
        false => subject,
    }
}

pub(super) fn span_of(condition: &Condition) -> crate::source::Span {
    match condition {
        Condition::And(_, span) | Condition::Or(_, span) | Condition::Not(_, span) | Condition::Error(span) => *span,
        Condition::Atom(atom) => atom.span,
    }
}

/// The title of a requirement, or else its name.
pub(in crate::ide) fn requirement_words(model: &Model, id: Id<Requirement>) -> String {
    let it = &model.requirements[id];
    match &it.title {
        Some(title) => format!("{} ({})", line(title), code(&it.name)),
        None => code(&it.name),
    }
}
