//! SARIF 2.1.0, which code hosts and editors read: one run with rules, results, and what could not be read.

mod results;
mod rules;
mod shape;
mod waived;

use std::io::{self, Write};

use super::fingerprint::fingerprints;
use super::report::Report;
use results::Maker;
use rules::Rules;
use shape::{
    Automation, Bases, Driver, Invocation, Location, Log, Message, Notification, Reference, Result, Run, Tool, Version,
};

/// GitHub takes no more from one run.
const MOST: usize = 25_000;

/// Writes the log.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &log(report, MOST))?;
    writeln!(out)
}

fn log<'a>(report: &'a Report<'a>, most: usize) -> Log {
    let mut rules = Rules::new(report.analysis);
    let (results, left) = results(report, &mut rules, most);
    let mut notifications: Vec<_> = report.failures.iter().map(|it| unread(report, &it.what, &it.why)).collect();
    if left > 0 {
        let text = format!("{left} more findings are left out, the least grave, because no more than {most} are taken");
        notifications.push(notification("left-out", "warning", &text, Vec::new()));
    }
    let driver = Driver {
        name: "Duly",
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: env!("CARGO_PKG_HOMEPAGE"),
        rules: rules.written(),
    };
    let run = Run {
        tool: Tool { driver },
        automation_details: Automation { id: "duly/" },
        invocations: [Invocation {
            execution_successful: report.failures.is_empty(),
            tool_execution_notifications: notifications,
        }],
        original_uri_base_ids: Bases::default(),
        column_kind: "utf16CodeUnits",
        results,
    };
    Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: Version, runs: [run] }
}

/// All results in their order, and how many of the least grave there was no room for.
fn results<'a>(report: &'a Report<'a>, rules: &mut Rules<'a>, most: usize) -> (Vec<Result>, usize) {
    let analysis = report.analysis;
    let mut order: Vec<usize> = (0..analysis.diagnostics.len()).collect();
    // A stable sort: findings of one weight stay in their order.
    order.sort_by_key(|&at| std::cmp::Reverse(analysis.diagnostics.get(at).map(|it| it.severity)));
    let left = order.len().saturating_sub(most);
    order.truncate(most);
    order.sort_unstable();
    let mut maker = Maker { report, rules };
    let marks = fingerprints(analysis, report.root);
    let found = order.iter().filter_map(|&at| Some((analysis.diagnostics.get(at)?, marks.get(at)?)));
    let mut results: Vec<_> = found.map(|(it, mark)| maker.found(it, mark)).collect();
    let waived = waived::all(analysis);
    let room = most - results.len();
    let left = left + waived.len().saturating_sub(room);
    let mut seen = std::collections::BTreeMap::new();
    results.extend(waived.iter().take(room).map(|it| maker.waived(it, &mut seen)));
    (results, left)
}

fn unread(report: &Report<'_>, what: &str, why: &str) -> Notification {
    let text = format!("cannot read `{what}`: {why}");
    notification("unreadable-file", "error", &text, vec![Location::file(report.root.uri(what))])
}

fn notification(id: &'static str, level: &'static str, text: &str, locations: Vec<Location>) -> Notification {
    Notification { descriptor: Reference { id }, level, message: Message::plain(text), locations }
}

#[cfg(test)]
mod tests;
