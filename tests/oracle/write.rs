//! A world as a Duly text: the only words in which the oracle speaks to the checker.

mod body;
mod rules;

use crate::world::{Compare, Cond, Days, Fact, Field, Terms, Use, Value, Waiver, World};

pub(crate) const OUTCOMES: [&str; 3] = ["proceed", "refuse", "redesign"];
pub(crate) const LEVELS: [&str; 4] = ["low", "moderate", "high", "extreme"];

/// Today, for every case.
pub(crate) const TODAY: (i16, i8, i8) = (2026, 3, 1);

/// What the fields of actions are called.
pub(crate) fn field_name(field: usize) -> String {
    format!("field-{field}")
}

struct Writer<'a> {
    world: &'a World,
    text: String,
    depth: usize,
}

/// The whole text: guidance, entity, procedures, register.
pub(crate) fn duly(world: &World) -> String {
    let mut writer = Writer { world, text: String::new(), depth: 0 };
    writer.guidance();
    writer.entity();
    for (at, procedure) in world.procedures.iter().enumerate() {
        writer.procedure(at, procedure);
    }
    for (at, of) in world.uses.iter().enumerate() {
        writer.registered(at, of);
    }
    for (at, waiver) in world.waivers.iter().enumerate() {
        writer.waiver(at, waiver);
    }
    writer.text
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str(&"  ".repeat(self.depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn open(&mut self, text: &str) {
        self.line(&format!("{text} {{"));
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth -= 1;
        self.line("}");
    }

    fn guidance(&mut self) {
        self.open("guidance mini \"Mini\"");
        self.open("subject use");
        for (at, fact) in self.world.facts.iter().enumerate() {
            let kind = match fact {
                Fact::YesNo => "yes or no",
                Fact::OneTopic => "one of topic",
                Fact::SomeTopics => "some of topic",
                Fact::Scale => "one of scale",
                Fact::Number => "number",
            };
            self.line(&format!("field fact-{at}: {kind}"));
        }
        self.close();
        self.open("subject role");
        self.line("field independence: one of scale");
        self.close();
        self.vocabularies();
        for (when, then) in &self.world.givens {
            let all: Vec<String> = when.iter().chain([then]).map(|it| self.inner(it)).collect();
            self.line(&format!("given {}", all.join(", ")));
        }
        self.class();
        self.rules();
        self.close();
    }

    fn vocabularies(&mut self) {
        self.line(&format!("vocabulary scale ordered {{ {} }}", LEVELS[..self.world.scale].join(" ")));
        self.line(&format!("vocabulary topic {{ {} }}", terms("topic", &self.world.topics)));
        if self.world.triggers.len() > 0 {
            self.line(&format!("vocabulary trigger {{ {} }}", terms("trigger", &self.world.triggers)));
        }
        self.open("vocabulary action");
        let fields: Vec<String> = self.world.fields.iter().enumerate().map(|(at, it)| declared(at, *it)).collect();
        self.line(&format!("act-0 {{ {} }}", fields.join(" ")));
        self.line(&self.action_terms());
        self.close();
    }

    /// The actions below the first.
    fn action_terms(&self) -> String {
        let actions = &self.world.actions;
        let is = |at: usize| actions.above[at].iter().map(|it| self.action(*it)).collect::<Vec<_>>().join(", ");
        (1..actions.len()).map(|at| format!("{} is {}", self.action(at), is(at))).collect::<Vec<_>>().join("  ")
    }

    fn action(&self, action: usize) -> String {
        if self.world.decide == Some(action) { "decide".to_owned() } else { format!("act-{action}") }
    }

    fn class(&mut self) {
        let Some(class) = &self.world.class else { return };
        let levels: Vec<String> = (0..class.levels).map(class_level).collect();
        self.open(&format!("classify class for use on [{}]", levels.join(", ")));
        for (level, when) in &class.rows {
            self.line(&format!("{} when {}", class_level(*level), self.cond(when)));
        }
        self.line(&format!("otherwise {}", class_level(class.otherwise)));
        self.close();
    }

    fn entity(&mut self) {
        self.open("entity org \"Org\"");
        self.line("follows mini");
        for (at, role) in self.world.roles.iter().enumerate() {
            let stated = role.independence.map(|it| format!(" {{ independence: {} }}", LEVELS[it]));
            self.line(&format!("role role-{at}{}", stated.unwrap_or_default()));
        }
        self.requirements(true);
        self.close();
    }

    fn cond(&self, cond: &Cond) -> String {
        match cond {
            Cond::And(all) => self.joined(all, " and "),
            Cond::Or(any) => self.joined(any, " or "),
            Cond::Not(it) => format!("not ({})", self.cond(it)),
            Cond::Yes { fact, value } => format!("fact-{fact} is {}", yes_no(*value)),
            Cond::Is { fact, any, not } => {
                let terms: Vec<String> = any.iter().map(|it| self.fact_term(*fact, *it)).collect();
                format!("fact-{fact} is {}{}", if *not { "not " } else { "" }, terms.join(" or "))
            }
            Cond::Includes { fact, any } => {
                let terms: Vec<String> = any.iter().map(|it| format!("topic-{it}")).collect();
                format!("fact-{fact} includes {}", terms.join(" or "))
            }
            Cond::Compare { fact, how, with } if self.world.facts[*fact] == Fact::Number => {
                format!("fact-{fact} {} {with}", compared(*how))
            }
            Cond::Compare { fact, how, with } => format!("fact-{fact} {} {}", compared(*how), LEVELS[*with]),
            Cond::Class { how: None, level } => format!("class is {}", class_level(*level)),
            Cond::Class { how: Some(how), level } => format!("class {} {}", compared(*how), class_level(*level)),
            Cond::Decided { step, outcome, not } => {
                format!("s{step} is {}{}", if *not { "not " } else { "" }, OUTCOMES[*outcome])
            }
        }
    }

    /// In brackets where it is joined to others by a word of its own.
    fn inner(&self, cond: &Cond) -> String {
        match cond {
            Cond::And(_) | Cond::Or(_) => format!("({})", self.cond(cond)),
            _ => self.cond(cond),
        }
    }

    fn joined(&self, all: &[Cond], word: &str) -> String {
        all.iter().map(|it| self.inner(it)).collect::<Vec<_>>().join(word)
    }

    fn fact_term(&self, fact: usize, term: usize) -> String {
        if self.world.facts[fact] == Fact::Scale { LEVELS[term].to_owned() } else { format!("topic-{term}") }
    }

    fn registered(&mut self, at: usize, of: &Use) {
        let changed = of.changed.map(|ago| format!(" changed on {}", date(-i64::from(ago))));
        self.open(&format!("use use-{at}{}", changed.unwrap_or_default()));
        for (fact, value) in of.facts.iter().enumerate() {
            if let Some(value) = value {
                let value = self.fact_value(fact, value);
                self.line(&format!("fact-{fact}: {value}"));
            }
        }
        if let Some(level) = of.class {
            self.line(&format!("class: {}", class_level(level)));
        }
        self.close();
        for (number, record) in of.records.iter().enumerate() {
            let by = record.by.map(|role| format!(" by role-{role}")).unwrap_or_default();
            let day = date(-i64::from(record.ago));
            let fields = self.stated(&record.fields);
            let action = self.action(record.action);
            self.line(&format!("record record-{at}-{number}: {action} of use-{at} on {day}{by}{fields}"));
        }
    }

    fn fact_value(&self, fact: usize, value: &Value) -> String {
        match value {
            Value::YesNo(it) => yes_no(*it).to_owned(),
            Value::Term(term) => self.fact_term(fact, *term),
            Value::List(list) => topics(list),
            Value::Number(halves) => format!("{}{}", halves / 2, if halves % 2 == 1 { ".5" } else { "" }),
        }
    }

    /// The fields of a step or a record, in braces.
    fn stated(&self, fields: &[(usize, Value)]) -> String {
        if fields.is_empty() {
            return String::new();
        }
        let all: Vec<String> = fields.iter().map(|(field, value)| self.field_entry(*field, value)).collect();
        format!(" {{ {} }}", all.join(" "))
    }

    fn field_entry(&self, field: usize, value: &Value) -> String {
        let value = match value {
            Value::YesNo(it) => yes_no(*it).to_owned(),
            Value::Term(term) => self.field_term(field, *term),
            Value::List(list) => topics(list),
            Value::Number(number) => number.to_string(),
        };
        format!("{}: {value}", field_name(field))
    }

    fn field_term(&self, field: usize, term: usize) -> String {
        match self.world.fields[field] {
            Field::Level => LEVELS[term].to_owned(),
            Field::Number => term.to_string(),
            Field::YesNo | Field::One | Field::Some | Field::Scope => format!("topic-{term}"),
        }
    }

    fn waiver(&mut self, at: usize, waiver: &Waiver) {
        let mut text = format!("waiver waiver-{at}: need-{}", waiver.requirement);
        if let Some(of) = waiver.of {
            text.push_str(&format!(" of use-{of}"));
        }
        text.push_str(" on 2025-06-01");
        if let Some(by) = waiver.by {
            text.push_str(&format!(" by role-{by}"));
        }
        if let Some(days) = waiver.until {
            text.push_str(&format!(" until {}", date(i64::from(days))));
        }
        if let Some(when) = &waiver.when {
            text.push_str(&format!(" when {}", self.cond(when)));
        }
        self.line(&format!("{text} {{ {} }}", if waiver.reason { "reason: \"because\"" } else { "" }));
    }
}

/// Terms, with what they are.
fn terms(kind: &str, terms: &Terms) -> String {
    let one = |at: usize| {
        let above: Vec<String> = terms.above[at].iter().map(|it| format!("{kind}-{it}")).collect();
        let is = if above.is_empty() { String::new() } else { format!(" is {}", above.join(", ")) };
        format!("{kind}-{at}{is}")
    };
    (0..terms.len()).map(one).collect::<Vec<_>>().join("  ")
}

fn declared(at: usize, field: Field) -> String {
    let kind = match field {
        Field::YesNo => "yes or no",
        Field::Level => "one of scale",
        Field::One => "one of topic",
        Field::Some => "some of topic",
        Field::Scope => "scope of topic",
        Field::Number => "number",
    };
    format!("field {}: {kind}", field_name(at))
}

fn class_level(level: usize) -> String {
    format!("grade-{level}")
}

fn topics(list: &[usize]) -> String {
    format!("[{}]", list.iter().map(|it| format!("topic-{it}")).collect::<Vec<_>>().join(", "))
}

fn yes_no(it: bool) -> &'static str {
    if it { "yes" } else { "no" }
}

fn compared(how: Compare) -> &'static str {
    match how {
        Compare::AtLeast => "at least",
        Compare::AtMost => "at most",
        Compare::MoreThan => "more than",
        Compare::LessThan => "less than",
    }
}

fn length(days: Days) -> String {
    match days {
        1 => "1 day".to_owned(),
        7 => "1 week".to_owned(),
        _ if days > 0 && days.is_multiple_of(7) => format!("{} weeks", days / 7),
        _ => format!("{days} days"),
    }
}

/// A date so many days from today.
fn date(from_today: i64) -> String {
    let (year, month, day) = TODAY;
    let mut left = from_today;
    let (mut year, mut month, mut day) = (i64::from(year), i64::from(month), i64::from(day));
    while left != 0 {
        let step = left.signum();
        day += step;
        left -= step;
        if day == 0 {
            month -= 1;
            if month == 0 {
                (year, month) = (year - 1, 12);
            }
            day = days_in(year, month);
        } else if day > days_in(year, month) {
            (month, day) = (month + 1, 1);
            if month == 13 {
                (year, month) = (year + 1, 1);
            }
        }
    }
    format!("{year:04}-{month:02}-{day:02}")
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[test]
fn dates_are_counted_from_today() {
    assert_eq!(date(0), "2026-03-01");
    assert_eq!(date(-1), "2026-02-28");
    assert_eq!(date(-60), "2025-12-31");
    assert_eq!(date(306), "2027-01-01");
}
