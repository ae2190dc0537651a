//! The list to go by: what will be done for one registered subject, by whom, by when, and what for.
//!
//! Takes an answer and the name of a subject; gives the steps that its runs come to under the facts that are stated, as
//! plain data. What hangs on facts that no file states is given both ways, and what is decided on the way, every way.

mod entries; // from statements to entries
mod rest; // what is not settled by any step
mod task; // one step, with all that is said of it
mod written; // conditions as they are written

use jiff::civil::Date;

use crate::Analysis;
use crate::check::{Flow, Stop, Study};
use crate::diagnostic::Verdict;
use crate::facts::words;
use crate::model::{Id, Instance, Model, Procedure};
use entries::Walk;
use written::Written;

/// What will be done for one registered subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// What kind of thing it is for: `use`.
    pub kind: String,
    pub name: String,
    pub title: Option<String>,
    /// Whose it is, by title or name; empty where no file says.
    pub entity: String,
    pub today: Date,
    /// What is stated of it, as field and values.
    pub facts: Vec<(String, Vec<String>)>,
    /// Its procedures, in the order in which they come.
    pub parts: Vec<ChecklistPart>,
    /// Questions that only a person can answer, and nobody has.
    pub to_judge: Vec<Unsettled>,
    /// What no step settles as things stand.
    pub not_kept: Vec<Unsettled>,
    /// What is departed from, openly.
    pub waived: Vec<Unsettled>,
}

/// One procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistPart {
    pub name: String,
    pub title: Option<String>,
    /// For which subjects it is, unless what is stated settles that it is for this one.
    pub when: Option<String>,
    /// Whether everything in it could be followed; otherwise all of it is listed.
    pub is_complete: bool,
    pub entries: Vec<Entry>,
}

/// A line of the list, or several that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Task(Box<Task>),
    /// Only if this holds; `open` names what would have to be stated to know.
    If {
        condition: String,
        open: Vec<String>,
        then: Vec<Entry>,
        otherwise: Vec<Entry>,
    },
    /// What follows what a decision may choose.
    Outcomes(Vec<Outcome>),
    AnyOrder(Vec<Entry>),
    /// Again and again, at most so long apart if that is said.
    Every(Option<String>, Vec<Entry>),
    /// Another procedure, by title or name.
    Run(String, Vec<Entry>),
    /// Whenever one of these happens.
    On(Vec<String>, Vec<Entry>),
    /// Back or forward to a step, by title or name.
    GoTo(String),
    End,
}

/// What a decision may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub name: String,
    /// Only where this holds.
    pub when: Option<String>,
    pub entries: Vec<Entry>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number on the list.
    pub number: usize,
    pub name: String,
    pub title: Option<String>,
    /// What is done, in words.
    pub action: Option<String>,
    /// It may be left out.
    pub is_optional: bool,
    pub is_decision: bool,
    /// Who does it; empty if nobody is named.
    pub by: String,
    /// How much time there is, and from when.
    pub within: Option<String>,
    /// The body above that fixed it.
    pub fixed_by: Option<String>,
    /// What is said of it: what it covers, with whom, what comes out.
    pub says: Vec<(String, String)>,
    /// What was recorded of the kind for this subject, and when.
    pub records: Vec<String>,
    /// What it is for.
    pub serves: Vec<Served>,
}

/// A requirement that a step is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// `un-hrdd/assess-before-commitment`.
    pub requirement: String,
    pub title: Option<String>,
    /// `must`, `should` or `may`.
    pub level: String,
    pub because: Option<String>,
    /// What was decided about it for this subject.
    pub verdict: Verdict,
}

/// A requirement that no step settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// `un-hrdd/assess-before-commitment`.
    pub requirement: String,
    pub title: Option<String>,
    /// `must`, `should` or `may`.
    pub level: String,
    pub verdict: Verdict,
    /// The questions to be judged, what is missing, or who departs from it, why, and until when.
    pub remarks: Vec<String>,
}

impl Analysis {
    /// The list for each registered subject called so, `name` or `entity.name`.
    ///
    /// # Errors
    /// If nothing is called so: the names of what is registered.
    pub fn checklists(&self, name: &str) -> Result<Vec<Checklist>, Vec<String>> {
        let model = &self.read.model;
        let called = |it: &Instance| {
            let entity = &model.entities[it.entity].name;
            it.name == name || name.split_once(['.', '/']).is_some_and(|(of, name)| of == entity && name == it.name)
        };
        let found: Vec<Id<Instance>> = model.instances.iter().filter(|(_, it)| called(it)).map(|(id, _)| id).collect();
        if found.is_empty() {
            return Err(model.instances.iter().map(|(_, it)| it.name.clone()).collect());
        }
        Ok(found.into_iter().map(|it| self.checklist(it)).collect())
    }

    fn checklist(&self, id: Id<Instance>) -> Checklist {
        let model = &self.read.model;
        let it = &model.instances[id];
        let entity = &model.entities[it.entity];
        let never = || false;
        let mut study = Study::of_lives(model, it.entity, self.today, Stop(&never));
        let mut parts: Vec<(Id<Procedure>, Flow, bool)> = Vec::new();
        for course in study.courses_of(id) {
            let begins = |it: Id<Procedure>| course.is_certain && model.procedures[it].after.is_empty();
            for &procedure in &course.procedures {
                match parts.iter_mut().find(|it| it.0 == procedure) {
                    Some((_, known, is_certain)) => {
                        known.add(&course.flow);
                        *is_certain |= begins(procedure);
                    }
                    None => parts.push((procedure, course.flow.clone(), begins(procedure))),
                }
            }
        }
        let written = Written::new(self);
        let mut number = 0;
        let parts = parts.iter().map(|(procedure, flow, is_certain)| {
            let mut walk = Walk { analysis: self, of: id, flow, written: &written, running: Vec::new(), number };
            let mut part = walk.part(*procedure);
            part.when = part.when.filter(|_| !is_certain);
            number = walk.number;
            part
        });
        let parts: Vec<ChecklistPart> = parts.filter(|it| !it.entries.is_empty()).collect();
        let (to_judge, not_kept, waived) = rest::unsettled(self, id);
        Checklist {
            kind: model.subjects[it.subject].name.clone(),
            name: it.name.clone(),
            title: it.title.clone(),
            entity: entity.title.clone().unwrap_or_else(|| entity.name.clone()),
            today: self.today,
            facts: facts(model, id),
            parts,
            to_judge,
            not_kept,
            waived,
        }
    }
}

/// What is stated of a subject.
fn facts(model: &Model, id: Id<Instance>) -> Vec<(String, Vec<String>)> {
    let stated = model.instances[id].fields.iter().filter_map(|it| Some((it.field, it.value.as_ref()?, it.since)));
    let facts = stated.map(|(field, value, since)| {
        let mut values = match value {
            crate::model::Value::List(all) => all.iter().map(|it| words(model, it)).collect(),
            one => vec![words(model, one)],
        };
        if let (Some(since), Some(last)) = (since, values.last_mut()) {
            last.push_str(&format!(" since {since}"));
        }
        (model.fields[field].name.clone(), values)
    });
    let classed = model.instances[id].classed.iter().map(|(class, level, _)| (class.clone(), vec![level.clone()]));
    facts.chain(classed).collect()
}
