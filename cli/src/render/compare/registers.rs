//! The registers of a comparison: what is registered and how grave it is, who departs from what until when, what a
//! person still has to judge, and what was read. Plain words, the same for every format.

use duly_dsl::{Compared, Date, PartyKind, Registered, Relation, SourceFile, Waived, Which};
use sha2::{Digest, Sha256};

use super::{Pair, facts};

/// What one side has registered.
pub(super) struct Register {
    /// Whose it is; of both sides at once, if both have the same.
    pub(super) whose: String,
    pub(super) uses: Vec<Use>,
    pub(super) waivers: Vec<Departing>,
}

/// A registered use, in words.
#[derive(PartialEq, Eq)]
pub(super) struct Use {
    pub(super) title: String,
    /// `use palms`
    pub(super) name: String,
    /// `risk: high`, with why.
    pub(super) classes: Vec<(String, Vec<String>)>,
    pub(super) facts: String,
    /// `2 broken, 31 kept`
    pub(super) stands: String,
    pub(super) place: String,
}

/// A waiver, in words.
#[derive(PartialEq, Eq)]
pub(super) struct Departing {
    pub(super) waiver: String,
    pub(super) title: String,
    /// `guidance/name, clause later, of palms`
    pub(super) from: String,
    pub(super) on: String,
    pub(super) until: String,
    /// Whether it counts, and how long it still does or why it does not.
    pub(super) standing: String,
    pub(super) counts: bool,
    pub(super) by: String,
    pub(super) reason: String,
    pub(super) instead: String,
    pub(super) place: String,
}

/// A text that was read, and its print.
#[derive(PartialEq, Eq)]
pub(super) struct Source {
    pub(super) version: Option<String>,
    pub(super) path: String,
    pub(super) sha256: String,
}

impl Pair {
    /// The registers of both sides; one alone, if they are the same.
    pub(super) fn registers(&self) -> Vec<Register> {
        let entities = [Which::Subject, Which::Measure]
            .into_iter()
            .filter(|&side| self.comparison.parties.of(side).kind == PartyKind::Entity);
        let mut all: Vec<Register> = entities.map(|side| self.register(side)).collect();
        if let [one, other] = all.as_slice()
            && one.says_the_same(other)
        {
            all.truncate(1);
            if let Some(only) = all.first_mut() {
                only.whose = "both sides".to_owned();
            }
        }
        all
    }

    fn register(&self, side: Which) -> Register {
        let (analysis, name) = (self.analyses.of(side), &self.comparison.parties.of(side).name);
        Register {
            whose: self.name(side),
            uses: analysis.register(name).iter().map(|it| self.used(side, it)).collect(),
            waivers: analysis.waivers(name).iter().map(|it| self.departing(side, it)).collect(),
        }
    }

    fn used(&self, side: Which, it: &Registered) -> Use {
        let counts = it.verdicts.iter().map(|(verdict, count)| format!("{count} {}", verdict.words()));
        Use {
            title: it.title.clone().unwrap_or_else(|| it.name.clone()),
            name: format!("{} {}", it.kind, it.name),
            classes: it.classes.iter().map(classed).collect(),
            facts: facts(&it.facts),
            stands: counts.collect::<Vec<_>>().join(", "),
            place: self.place(side, it.at),
        }
    }

    fn departing(&self, side: Which, it: &Waived) -> Departing {
        let day = |it: Option<Date>| it.map(|it| it.to_string()).unwrap_or_default();
        let departure = &it.departure;
        let mut from = departure.requirement.clone().unwrap_or_else(|| "something that is not there".to_owned());
        from.extend(it.clause.iter().map(|it| format!(", clause {it}")));
        from.extend(it.of.iter().map(|it| format!(", of {it}")));
        from.push_str(if it.is_conditional { ", under some facts only" } else { "" });
        let standing = match (it.flaws.as_slice(), departure.until) {
            ([], Some(until)) => format!("counts, {}", ahead(self.analyses.of(side).today, until)),
            ([], None) => "counts".to_owned(),
            (flaws, _) => format!("does not count: {}", flaws.join("; ")),
        };
        Departing {
            waiver: departure.waiver.clone(),
            title: departure.title.clone().unwrap_or_default(),
            from,
            on: day(departure.on),
            until: day(departure.until),
            standing,
            counts: it.flaws.is_empty(),
            by: departure.by.join(", "),
            reason: departure.reason.clone().unwrap_or_default(),
            instead: departure.instead.join(" or "),
            place: self.place(side, departure.at),
        }
    }

    /// What a person still has to judge.
    pub(super) fn questions(&self) -> Vec<&Compared> {
        let open = self.comparison.rows.iter().filter(|it| it.relation == Relation::ToBeJudged);
        open.filter(|it| it.question.is_some()).collect()
    }

    /// What was read, but for what comes along, and a print of each text, by which anybody can tell whether it is still
    /// the same.
    pub(super) fn sources(&self) -> Vec<Source> {
        let mut told: Vec<Source> = Vec::new();
        for side in [Which::Subject, Which::Measure] {
            for file in self.analyses.of(side).files.iter().filter(|it| !it.shipped) {
                let version = self.labels.of(side).clone();
                let source = Source { version, path: file.path.to_string(), sha256: print(file) };
                if !told.contains(&source) {
                    told.push(source);
                }
            }
        }
        told
    }
}

impl Register {
    /// Whether it differs in nothing but places.
    fn says_the_same(&self, other: &Self) -> bool {
        let uses = |it: &Self| -> Vec<String> {
            let each = |it: &Use| format!("{:?}", (&it.title, &it.name, &it.classes, &it.facts, &it.stands));
            it.uses.iter().map(each).collect()
        };
        let waivers = |it: &Self| -> Vec<String> {
            let each = |it: &Departing| {
                format!(
                    "{:?}",
                    (&it.waiver, &it.title, &it.from, &it.on, &it.standing, &it.by, &it.reason, &it.instead)
                )
            };
            it.waivers.iter().map(each).collect()
        };
        uses(self) == uses(other) && waivers(self) == waivers(other)
    }
}

impl Source {
    /// `main: rules.duly`
    pub(super) fn name(&self) -> String {
        let version = self.version.as_ref().map(|it| format!("{it}: ")).unwrap_or_default();
        format!("{version}{}", self.path)
    }
}

/// `risk: high`, and why.
fn classed(it: &duly_dsl::Classed) -> (String, Vec<String>) {
    let level = if it.least == it.most { it.least.clone() } else { format!("{} to {}", it.least, it.most) };
    let mut why: Vec<String> = it
        .rows
        .iter()
        .map(|row| {
            let facts = row.facts.join(", ");
            match (row.holds, row.facts.is_empty()) {
                (true, true) => format!("{}: {}", row.level, row.written),
                (true, false) => format!("{} because {facts}", row.level),
                (false, true) => format!("perhaps {}, for it cannot be read in full: {}", row.level, row.written),
                (false, false) => {
                    format!("perhaps {}, for it is not stated: {facts} (the row: {})", row.level, row.written)
                }
            }
        })
        .collect();
    if why.is_empty() {
        why.push("no row of the table holds".to_owned());
    }
    why.extend(it.claimed.iter().map(|it| format!("the register itself says {it}")));
    (format!("{}: {level}", it.table), why)
}

/// How many days are left.
fn ahead(today: Date, until: Date) -> String {
    match (until - today).get_days() {
        0 => "until today".to_owned(),
        1 => "until tomorrow".to_owned(),
        days => format!("for {days} more days"),
    }
}

fn print(file: &SourceFile) -> String {
    Sha256::digest(file.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
