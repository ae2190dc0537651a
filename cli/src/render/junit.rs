//! The form of JUnit: a file is a suite, a finding a case that failed, and a file with none a case that passed, so
//! that nothing found and nothing checked do not look alike.

use std::io::{self, Write};

use duly_dsl::Diagnostic;
use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::report::Report;
use super::spot::{Spot, Unit};
use super::xml;
use crate::clean;

/// Writes a suite for each file.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let files = report.by_file();
    let failed = report.analysis.diagnostics.len();
    let passed = files.iter().filter(|(_, found)| found.is_empty()).count();
    let mut writer = xml::begin(out)?;
    let element = writer
        .create_element("testsuites")
        .with_attribute(("name", "duly"))
        .with_attribute(("tests", (failed + passed + report.failures.len()).to_string().as_str()))
        .with_attribute(("failures", failed.to_string().as_str()))
        .with_attribute(("errors", report.failures.len().to_string().as_str()));
    element.write_inner_content(|writer| {
        for (path, found) in &files {
            suite(writer, path, (found.len().max(1), found.len(), 0), |writer| {
                if found.is_empty() {
                    case(writer, path, "org.duly", None)?;
                }
                found.iter().try_for_each(|it| one(writer, report, path, it))
            })?;
        }
        for failure in report.failures {
            suite(writer, &failure.what, (1, 0, 1), |writer| {
                let told = Told { kind: "error", weight: "error", message: &failure.why, words: &failure.why };
                case(writer, &failure.what, "org.duly.unreadable", Some(&told))
            })?;
        }
        Ok(())
    })?;
    writeln!(out)
}

/// Why a case has not passed.
struct Told<'a> {
    kind: &'static str,
    weight: &'static str,
    message: &'a str,
    words: &'a str,
}

fn suite(
    writer: &mut Writer<&mut dyn Write>,
    path: &str,
    (tests, failures, errors): (usize, usize, usize),
    inside: impl FnOnce(&mut Writer<&mut dyn Write>) -> io::Result<()>,
) -> io::Result<()> {
    let element = writer
        .create_element("testsuite")
        .with_attribute(("name", xml::line(path).as_str()))
        .with_attribute(("package", "org.duly"))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("errors", errors.to_string().as_str()));
    element.write_inner_content(inside)?;
    Ok(())
}

fn one(writer: &mut Writer<&mut dyn Write>, report: &Report<'_>, path: &str, it: &Diagnostic) -> io::Result<()> {
    let (line, column) = Spot::of(&report.analysis.files, it.at, Unit::Char).start;
    let message = clean::line(&it.message);
    let help = it.help.as_deref().map(|help| format!("\nwhat to do: {help}")).unwrap_or_default();
    let words = format!("{}:{line}:{column}: {message}{help}", clean::line(path));
    let told = Told { kind: "failure", weight: it.severity.word(), message: &it.message, words: &words };
    case(writer, path, &format!("org.duly.{}", it.code.id), Some(&told))
}

fn case(writer: &mut Writer<&mut dyn Write>, path: &str, name: &str, told: Option<&Told<'_>>) -> io::Result<()> {
    let element = writer
        .create_element("testcase")
        .with_attribute(("name", xml::line(name).as_str()))
        .with_attribute(("classname", xml::line(path).as_str()));
    match told {
        None => element.write_empty()?,
        Some(told) => element.write_inner_content(|writer| {
            let element = writer
                .create_element(told.kind)
                .with_attribute(("type", told.weight))
                .with_attribute(("message", xml::line(told.message).as_str()));
            element.write_text_content(BytesText::new(&xml::words(told.words)))?;
            Ok(())
        })?,
    };
    Ok(())
}
