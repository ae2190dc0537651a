//! A tree in a few words, for tests: what was declared, and what survived in it.

use crate::ast::*;

/// All declarations, a line for each.
pub(super) fn outline(file: &File) -> String {
    file.items.iter().map(item).collect::<Vec<_>>().join("\n")
}

fn name(name: Option<&Name>) -> String {
    name.map_or_else(|| "?".to_owned(), |name| name.text.clone())
}

fn path(path: &Path) -> String {
    path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
}

fn all<T>(things: &[T], show: impl Fn(&T) -> String) -> String {
    things.iter().map(show).collect::<Vec<_>>().join(" ")
}

fn item(item: &Item) -> String {
    let inside = match &item.kind {
        ItemKind::Guidance(it) => {
            let lines = all(&it.tailoring, |line| format!("{}!", path(&line.requirement)));
            [entries(&it.entries), all(&it.items, self::item), lines].join(" ")
        }
        ItemKind::Subject(fields) => all(fields, field),
        ItemKind::Vocabulary(it) => all(&it.terms, term),
        ItemKind::Given(conditions) => all(conditions, condition),
        ItemKind::Define(it) => event(it),
        ItemKind::Classify(it) => all(&it.rows, |row| row.level.text.clone()),
        ItemKind::Requirement(it) => requirement(it),
        ItemKind::Expectation(it) => {
            let because = if it.because.is_some() { "because" } else { "" };
            let sources = all(&it.sources, |it| format!("{:?}", it.text));
            [entries(&it.entries), because.to_owned(), sources].join(" ")
        }
        ItemKind::Entity(it) => [entries(&it.entries), all(&it.items, self::item)].join(" "),
        ItemKind::Role(it) => entries(it),
        ItemKind::Procedure(it) => [entries(&it.entries), block(&it.body)].join(" "),
        ItemKind::Record(it) | ItemKind::Judgement(it) | ItemKind::Waiver(it) => record(it),
        ItemKind::Instance(it) => [entries(&it.entries), all(&it.items, self::item)].join(" "),
    };
    let inside = inside.split_whitespace().collect::<Vec<_>>().join(" ");
    let (keyword, name) = (&item.keyword.text, name(item.name.as_ref()));
    if inside.is_empty() { format!("{keyword} {name}") } else { format!("{keyword} {name} ({inside})") }
}

fn field(field: &Field) -> String {
    let known = if field.ty.is_some() { "" } else { "?" };
    format!("{}{known}", name(field.name.as_ref()))
}

fn term(term: &Term) -> String {
    let inside = [all(&term.fields, field), all(&term.terms, self::term)].concat();
    if inside.is_empty() { term.name.text.clone() } else { format!("{}({inside})", term.name.text) }
}

fn entries(entries: &[Entry]) -> String {
    all(entries, |entry| match entry.value {
        EntryValue::Error => format!("{}:?", entry.key.text),
        EntryValue::Flag => entry.key.text.clone(),
        _ => format!("{}:", entry.key.text),
    })
}

fn event(event: &Event) -> String {
    let alternatives = event.alternatives.iter().map(|it| path(&it.name)).collect::<Vec<_>>();
    if alternatives.is_empty() { "?".to_owned() } else { alternatives.join("|") }
}

pub(super) fn condition(it: &Condition) -> String {
    let joined = |parts: &[Condition], word: &str| {
        let parts = parts.iter().map(condition).collect::<Vec<_>>();
        format!("({})", parts.join(word))
    };
    match it {
        Condition::And(parts, _) => joined(parts, " and "),
        Condition::Or(parts, _) => joined(parts, " or "),
        Condition::Not(part, _) => format!("not {}", condition(part)),
        Condition::Atom(atom) => format!("{}{}", path(&atom.name), test(&atom.test)),
        Condition::Error(_) => "?".to_owned(),
    }
}

fn test(test: &Test) -> String {
    let names = |values: &[Value]| values.iter().map(value).collect::<Vec<_>>().join("|");
    match test {
        Test::Is(values) => format!("={}", names(values)),
        Test::IsNot(values) => format!("≠{}", names(values)),
        Test::Includes(values) => format!("∋{}", names(values)),
        Test::Compare(comparison, it) => format!(" {comparison:?} {}", value(it)),
        Test::Stated => " stated".to_owned(),
        Test::NotStated => " not stated".to_owned(),
    }
}

pub(super) fn value(it: &Value) -> String {
    match it {
        Value::Name(it) => path(it),
        Value::Text(it) => format!("{:?}", it.text),
        Value::Number(it, _) => format!("{it}/1000"),
        Value::Money(it, currency) => format!("{it}/100 {}", currency.text),
        Value::Duration(it) => format!("{} {:?}", it.count, it.unit),
        Value::Date(it, _) => it.to_string(),
        Value::YesNo(it, _) => it.to_string(),
        Value::List(values, _) => format!("[{}]", all(values, value)),
    }
}

fn requirement(it: &Requirement) -> String {
    let clause = |clause: &Clause| {
        let scope = match &clause.scope {
            Scope::Globally => String::new(),
            Scope::Before(it) => format!("before {} ", event(it)),
            Scope::After(it) => format!("after {} ", event(it)),
            Scope::Between(a, b) => format!("between {} and {} ", event(a), event(b)),
            Scope::AfterUntil(a, b) => format!("after {} until {} ", event(a), event(b)),
        };
        let label = clause.label.as_ref().map_or_else(String::new, |label| format!("{}: ", label.text));
        format!("{label}{scope}{};", pattern(&clause.pattern))
    };
    let because = if it.because.is_some() { "because" } else { "" };
    let suggest = it.suggest.as_ref().map_or_else(String::new, block);
    let applies = all(&it.applies, |it| format!("when {};", condition(it)));
    let answers = all(&it.answers, |it| format!("!{}", path(it)));
    let subject = it.subject.as_ref().map_or_else(String::new, |it| format!("for {}", path(it)));
    let cases = all(&it.cases, |it| format!("{} if {};", it.level.text, condition(&it.when)));
    let level = if it.cases.is_empty() { String::new() } else { name(it.level.as_ref()) };
    [
        subject,
        cases,
        level,
        entries(&it.entries),
        answers,
        applies,
        all(&it.clauses, clause),
        because.to_owned(),
        suggest,
    ]
    .join(" ")
}

fn pattern(it: &Pattern) -> String {
    match it {
        Pattern::Require { event: it, within, every } => {
            let times = (within.map(|it| it.count), every.map(|it| it.count));
            match times {
                (None, None) => format!("require {}", event(it)),
                times => format!("require {} {times:?}", event(it)),
            }
        }
        Pattern::Never(it) => format!("never {}", event(it)),
        Pattern::Each { event: it, must } => format!("each {} has {}", event(it), must.len()),
        Pattern::Entity { must } => format!("entity has {}", must.len()),
        Pattern::Possible(it) => format!("possible {}", event(it)),
        Pattern::KeepApart(events) => format!("apart {}", all(events, event)),
        Pattern::Judge(text) => format!("judge {:?}", text.text),
    }
}

pub(super) fn block(block: &Block) -> String {
    all(&block.statements, |it| statement(&it.kind))
}

fn statement(it: &StatementKind) -> String {
    match it {
        StatementKind::Step(it) => step(it),
        StatementKind::When { condition: it, then, otherwise } => {
            let otherwise = otherwise.as_ref().map_or_else(String::new, |it| format!(" else {{{}}}", block(it)));
            format!("when {} {{{}}}{otherwise}", condition(it), block(then))
        }
        StatementKind::Decide(it) => {
            let outcomes = all(&it.outcomes, |it| format!("{}{{{}}}", it.name.text, block(&it.body)));
            format!("{} {outcomes}", step(&it.step))
        }
        StatementKind::Together(it) => format!("together {{{}}}", block(it)),
        StatementKind::Repeat { body, .. } => format!("repeat {{{}}}", block(body)),
        StatementKind::Run(it) => format!("run {}", path(it)),
        StatementKind::GoTo(it) => format!("go {}", path(it)),
        StatementKind::On { triggers, body } => {
            format!("on {} {{{}}}", all(triggers, path), block(body))
        }
        StatementKind::End => "end".to_owned(),
        StatementKind::Error => "?".to_owned(),
    }
}

fn step(it: &Step) -> String {
    let optional = if it.optional.is_some() { "~" } else { "" };
    let action = it.action.as_ref().map_or_else(|| "?".to_owned(), path);
    let by = it.by.as_ref().map_or_else(String::new, |by| format!("@{}", by.cases.len()));
    let inside = entries(&it.entries);
    let inside = if inside.is_empty() { inside } else { format!("({inside})") };
    format!("{optional}{}={action}{by}{inside}", name(it.name.as_ref()))
}

fn record(it: &Record) -> String {
    let parts = [
        it.what.as_ref().map(path),
        it.of.as_ref().map(|it| format!("of {}", path(it))),
        it.on.map(|(date, _)| format!("on {date}")),
        it.until.map(|(date, _)| format!("until {date}")),
        it.by.as_ref().map(|_| "by".to_owned()),
        it.when.as_ref().map(condition),
    ];
    format!("{} {}", parts.into_iter().flatten().collect::<Vec<_>>().join(" "), entries(&it.entries))
}
