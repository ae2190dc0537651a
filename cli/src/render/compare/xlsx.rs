//! A comparison as a workbook, for those who live in spreadsheets: a sheet for each list.

mod sheet;

use std::io::{self, Write};

use duly_dsl::{Case, Change, Compared, Date, Departure, Relation, Which};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::{Cell, Column, Sheet, summary};

use super::registers::{Departing, Use};
use super::{Pair, Report, facts, meaning};

/// Writes the workbook; the same bytes for the same report.
pub(crate) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let bytes = workbook(report).map_err(|error| io::Error::other(error.to_string()))?;
    out.write_all(&bytes)
}

fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_title("Comparison").set_creation_datetime(&day(report.today)?));
    summary(book.add_worksheet(), report)?;
    let (mut uses, mut waivers) = (Vec::new(), Vec::new());
    for pair in &report.pairs {
        for register in pair.registers() {
            let about = || [pair.heading(), register.whose.clone()];
            uses.extend(register.uses.iter().map(|it| used(about(), it)));
            waivers.extend(register.waivers.iter().map(|it| departing(about(), it)));
        }
    }
    let each = |of: &dyn Fn(&Pair) -> Vec<Vec<Cell>>| report.pairs.iter().flat_map(of).collect::<Vec<_>>();
    let sheets = [
        Sheet {
            name: "Requirements",
            columns: REQUIREMENTS,
            rows: each(&|pair| pair.comparison.rows.iter().map(|it| required(pair, it)).collect()),
        },
        Sheet {
            name: "Own rules",
            columns: CHANGES,
            rows: each(&|pair| pair.comparison.changes.iter().map(|it| changed(pair, it)).collect()),
        },
        Sheet { name: "Registered", columns: USES, rows: uses },
        Sheet { name: "Waivers", columns: WAIVERS, rows: waivers },
        Sheet {
            name: "To be judged",
            columns: QUESTIONS,
            rows: each(&|pair| pair.questions().into_iter().map(|it| asked(pair, it)).collect()),
        },
    ];
    for sheet in &sheets {
        sheet.write(book.add_worksheet())?;
    }
    book.save_to_buffer()
}

/// The day of the report, since the hour at which it was made would make every file another one.
fn day(today: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |it: i8| u8::try_from(it).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(today.year()).unwrap_or(0), part(today.month()), part(today.day()))
}

const REQUIREMENTS: &[Column] = &[
    ("Comparison", 24.0),
    ("Stage", 14.0),
    ("Requirement", 30.0),
    ("Number", 10.0),
    ("What it asks", 40.0),
    ("Level", 9.0),
    ("How it stands", 15.0),
    ("In the first", 15.0),
    ("In the second", 15.0),
    ("Why it stands so", 40.0),
    ("The case", 40.0),
    ("Facts of the case", 30.0),
    ("Run of the case", 36.0),
    ("Waivers that count", 36.0),
    ("To be judged by a person", 36.0),
    ("Why it is asked", 40.0),
    ("On the word of", 30.0),
    ("Place in the first", 30.0),
    ("Place in the second", 30.0),
];

fn required(pair: &Pair, row: &Compared) -> Vec<Cell> {
    let verdict = |side| row.verdicts.of(side).map(duly_dsl::Verdict::words).unwrap_or_default().to_owned();
    let place = |side| row.places.of(side).map(|at| pair.place(side, at)).unwrap_or_default();
    let optional = |it: &Option<String>| Cell::text(it.clone().unwrap_or_default());
    let departures = row.departures.subject.iter().chain(&row.departures.measure).map(departure);
    let [case, facts, run] = shown(pair, row.case.as_ref());
    vec![
        Cell::text(pair.heading()),
        optional(&row.stage),
        Cell::text(row.requirement.clone()),
        optional(&row.id),
        optional(&row.title),
        Cell::text(row.level.clone()),
        Cell::Relation(row.relation),
        Cell::text(verdict(Which::Subject)),
        Cell::text(verdict(Which::Measure)),
        optional(&row.reason),
        case,
        facts,
        run,
        Cell::lines(departures),
        optional(&row.question),
        optional(&row.because),
        Cell::lines(row.sources.iter().cloned()),
        Cell::text(place(Which::Subject)),
        Cell::text(place(Which::Measure)),
    ]
}

/// What is said of a case, its facts, and its run, a line for each stop.
fn shown(pair: &Pair, case: Option<&Case>) -> [Cell; 3] {
    let Some(case) = case else { return std::array::from_fn(|_| Cell::text(String::new())) };
    let stops = case.witness.run.iter().enumerate();
    let stops = stops.map(|(at, it)| format!("{}. {} ({})", at + 1, it.step, pair.place(case.side, it.at)));
    [Cell::text(case.message.clone()), Cell::text(facts(&case.witness.facts)), Cell::lines(stops)]
}

fn departure(it: &Departure) -> String {
    let until = it.until.map(|it| format!(" until {it}")).unwrap_or_default();
    let by = if it.by.is_empty() { String::new() } else { format!(", by {}", it.by.join(", ")) };
    format!("{}{until}{by}: {}", it.waiver, it.reason.as_deref().unwrap_or("no reason is stated"))
}

const CHANGES: &[Column] = &[
    ("Comparison", 24.0),
    ("How it stands", 15.0),
    ("What changed", 50.0),
    ("Procedure", 22.0),
    ("Step", 22.0),
    ("Value in the first", 26.0),
    ("Value in the second", 26.0),
    ("The case", 40.0),
    ("Facts of the case", 30.0),
    ("Run of the case", 36.0),
    ("Place in the first", 30.0),
    ("Place in the second", 30.0),
];

fn changed(pair: &Pair, it: &Change) -> Vec<Cell> {
    let place = |side| Cell::text(it.places.of(side).map(|at| pair.place(side, at)).unwrap_or_default());
    let either = |both: &duly_dsl::Both<Option<String>>| {
        Cell::text(both.subject.clone().or_else(|| both.measure.clone()).unwrap_or_default())
    };
    let value = |side| Cell::text(it.values.of(side).clone().unwrap_or_default());
    let [case, facts, run] = shown(pair, it.case.as_ref());
    vec![
        Cell::text(pair.heading()),
        Cell::Relation(it.relation),
        Cell::text(it.message.clone()),
        either(&it.procedure),
        either(&it.step),
        value(Which::Subject),
        value(Which::Measure),
        case,
        facts,
        run,
        place(Which::Subject),
        place(Which::Measure),
    ]
}

const USES: &[Column] = &[
    ("Comparison", 24.0),
    ("Whose", 22.0),
    ("What is registered", 36.0),
    ("Name", 22.0),
    ("How grave it is", 20.0),
    ("Why", 60.0),
    ("What is stated of it", 50.0),
    ("How requirements stand for it", 28.0),
    ("Place", 30.0),
];

fn used([comparison, whose]: [String; 2], it: &Use) -> Vec<Cell> {
    let [levels, why] = [
        Cell::lines(it.classes.iter().map(|it| it.0.clone())),
        Cell::lines(it.classes.iter().flat_map(|(_, why)| why.iter().cloned())),
    ];
    vec![
        Cell::text(comparison),
        Cell::text(whose),
        Cell::text(it.title.clone()),
        Cell::text(it.name.clone()),
        levels,
        why,
        Cell::text(it.facts.clone()),
        Cell::text(it.stands.clone()),
        Cell::text(it.place.clone()),
    ]
}

const WAIVERS: &[Column] = &[
    ("Comparison", 24.0),
    ("Whose", 22.0),
    ("Waiver", 24.0),
    ("Title", 30.0),
    ("Departs from", 36.0),
    ("Since", 12.0),
    ("Last day", 12.0),
    ("Whether it counts", 30.0),
    ("Approved by", 22.0),
    ("Why", 50.0),
    ("Done instead", 22.0),
    ("Place", 30.0),
];

fn departing([comparison, whose]: [String; 2], it: &Departing) -> Vec<Cell> {
    let cells = [
        &comparison,
        &whose,
        &it.waiver,
        &it.title,
        &it.from,
        &it.on,
        &it.until,
        &it.standing,
        &it.by,
        &it.reason,
        &it.instead,
        &it.place,
    ];
    cells.into_iter().map(|it| Cell::text(it.clone())).collect()
}

const QUESTIONS: &[Column] = &[
    ("Comparison", 24.0),
    ("Question", 60.0),
    ("Requirement", 36.0),
    ("What it asks", 44.0),
    ("Level", 9.0),
    ("Of what", 22.0),
    ("Why it is asked", 50.0),
];

fn asked(pair: &Pair, it: &Compared) -> Vec<Cell> {
    let of = it.of.subject.as_ref().or(it.of.measure.as_ref());
    let cells = [
        Some(pair.heading()),
        it.question.clone(),
        Some(it.requirement.clone()),
        it.title.clone(),
        Some(it.level.clone()),
        of.cloned(),
        it.because.clone(),
    ];
    cells.into_iter().map(|it| Cell::text(it.unwrap_or_default())).collect()
}

/// How many stand so, and what that means: what is read first.
fn counts(pair: &Pair) -> impl Iterator<Item = (Relation, usize, &'static str)> {
    let counted = Relation::ALL.into_iter().map(|it| (it, pair.comparison.count(it), meaning(it)));
    counted.filter(|it| it.1 > 0)
}
