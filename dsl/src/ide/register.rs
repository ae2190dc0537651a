//! The reading desk, registers: what an entity has registered and what that is classified as, and whom it lets depart
//! from what, until when. Plain words, for reports; what belongs together stands together.

use super::class::{Class, Truth, classes};
use super::prose::plain;
use crate::Analysis;
use crate::check::{Flaw, flaws_of_waiver};
use crate::compare::Departure;
use crate::diagnostic::{Finding, Verdict};
use crate::facts::words;
use crate::model::{Id, Instance, Value, Waiver};
use crate::source::Place;

/// A registered subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// What it is: `use`.
    pub kind: String,
    pub name: String,
    pub title: Option<String>,
    /// Where it is declared.
    pub at: Place,
    /// What is stated of it.
    pub facts: Vec<(String, Vec<String>)>,
    /// What each table makes of it.
    pub classes: Vec<Classed>,
    /// How many requirements stand how for it, the worst first.
    pub verdicts: Vec<(Verdict, usize)>,
}

/// What a table makes of a registered subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classed {
    /// The table: `risk`.
    pub table: String,
    /// The lowest level it may be, by what is stated.
    pub least: String,
    /// The highest. Where it is another, it hangs on what is not stated.
    pub most: String,
    /// What the register itself says it is; it counts where it is higher than what follows.
    pub claimed: Option<String>,
    /// Why: the rows of the table that hold, then those that may hold, the gravest first.
    pub rows: Vec<ClassedRow>,
}

/// A row of a table that holds, or may hold, for a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassedRow {
    /// The level it gives.
    pub level: String,
    /// Whether it holds; otherwise it may hold.
    pub holds: bool,
    /// The facts by which it holds; where it may hold, what is not stated.
    pub facts: Vec<String>,
    /// The row as it is written.
    pub written: String,
    /// Where.
    pub at: Place,
}

/// A waiver, whether it counts or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// What it says.
    pub departure: Departure,
    /// The one subject it is for.
    pub of: Option<String>,
    /// The one clause it departs from.
    pub clause: Option<String>,
    /// Whether it holds under some facts only.
    pub is_conditional: bool,
    /// Whether its last day has passed.
    pub has_lapsed: bool,
    /// Why it does not count, in words; nothing where it does.
    pub flaws: Vec<String>,
}

impl Waived {
    /// Whether it counts, and is one of those for which a finding is waived.
    #[must_use]
    pub fn settles(&self, finding: &Finding) -> bool {
        let names = self.departure.requirement.as_deref() == Some(finding.requirement.as_str());
        names && self.flaws.is_empty() && self.of.as_ref().is_none_or(|of| *of == finding.subject)
    }
}

impl Analysis {
    /// What an entity has registered, in the order of the texts.
    #[must_use]
    pub fn register(&self, entity: &str) -> Vec<Registered> {
        let model = &self.read.model;
        let own = model.instances.iter().filter(|(_, it)| model.entities[it.entity].name == entity);
        own.map(|(id, _)| self.registered(id)).collect()
    }

    /// The waivers of an entity, that which lapses first on top; those without an end come last.
    #[must_use]
    pub fn waivers(&self, entity: &str) -> Vec<Waived> {
        let model = &self.read.model;
        let own = model.waivers.iter().map(|(_, it)| it).filter(|it| model.entities[it.entity].name == entity);
        let mut all: Vec<Waived> = own.map(|it| self.waived(it)).collect();
        all.sort_by_key(|it| (it.departure.until.is_none(), it.departure.until, it.departure.at));
        all
    }

    fn registered(&self, id: Id<Instance>) -> Registered {
        let model = &self.read.model;
        let it = &model.instances[id];
        let facts = it.fields.iter().map(|it| {
            let values = match &it.value {
                Some(Value::List(all)) => all.iter().map(|it| words(model, it)).collect(),
                Some(one) => vec![words(model, one)],
                None => vec!["not readable".to_owned()],
            };
            (model.fields[it.field].name.clone(), values)
        });
        let entity = &model.entities[it.entity].name;
        let of = self.verdicts.iter().map(|row| &row.finding);
        let of: Vec<Verdict> =
            of.filter(|row| row.entity == *entity && row.subject == it.name).map(|row| row.verdict).collect();
        let mut verdicts: Vec<(Verdict, usize)> = Vec::new();
        for verdict in of {
            match verdicts.iter_mut().find(|it| it.0 == verdict) {
                Some((_, count)) => *count += 1,
                None => verdicts.push((verdict, 1)),
            }
        }
        verdicts.sort_by_key(|it| std::cmp::Reverse(it.0));
        Registered {
            kind: model.subjects[it.subject].name.clone(),
            name: it.name.clone(),
            title: it.title.clone(),
            at: it.at,
            facts: facts.collect(),
            classes: classes(model, id).iter().map(|class| self.classed(it, class)).collect(),
            verdicts,
        }
    }

    fn classed(&self, of: &Instance, class: &Class) -> Classed {
        let table = &self.read.model.classifications[class.class];
        let level = |at: usize| table.levels.get(at).cloned().unwrap_or_default();
        let tells = |holds: Truth, at: usize| match holds {
            Truth::Yes => at >= class.least,
            Truth::Open => at > class.least,
            Truth::No => false,
        };
        let mut told: Vec<&super::class::Row> = class.rows.iter().filter(|it| tells(it.holds, it.level)).collect();
        told.sort_by_key(|it| it.holds != Truth::Yes);
        let rows = told.into_iter().map(|it| {
            let at = table.rows.get(it.number).map_or(table.at, |row| row.at);
            ClassedRow {
                level: level(it.level),
                holds: it.holds == Truth::Yes,
                facts: it.facts.iter().map(|it| it.replace('`', "")).collect(),
                written: plain(self.text_of(at)),
                at,
            }
        });
        let claimed = of.classed.iter().find(|(name, ..)| *name == table.name).map(|(_, level, _)| level.clone());
        Classed {
            table: table.name.clone(),
            least: level(class.least),
            most: level(class.most),
            claimed,
            rows: rows.collect(),
        }
    }

    fn waived(&self, it: &Waiver) -> Waived {
        let model = &self.read.model;
        let flaws = flaws_of_waiver(model, it, self.today);
        Waived {
            departure: Departure::of(model, it),
            of: it.of.map(|id| model.instances[id].name.clone()),
            clause: it.clause.clone(),
            is_conditional: it.when.is_some(),
            has_lapsed: flaws.iter().any(|it| matches!(it, Flaw::Lapsed(_))),
            flaws: flaws.iter().map(flaw_words).collect(),
        }
    }
}

fn flaw_words(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Unreadable => "it names something that is not there".to_owned(),
        Flaw::NotWaivable => "nobody may depart from this requirement".to_owned(),
        Flaw::NoReason => "no reason is given".to_owned(),
        Flaw::NoApprover => "nobody approved it".to_owned(),
        Flaw::NoDate => "no day is given on which it was approved".to_owned(),
        Flaw::NotYet(on) => format!("it is dated {on}, which has not come"),
        Flaw::Unbounded => "no day is given on which it ends".to_owned(),
        Flaw::Lapsed(until) => format!("it has expired: its last day was {until}"),
        Flaw::NoAnswer => "no answer is given".to_owned(),
    }
}
