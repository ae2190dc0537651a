//! The form of Checkstyle, which many readers know. Every file that was checked is named.

use std::io::{self, Write};

use duly_dsl::Diagnostic;
use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::report::Report;
use super::spot::{Spot, Unit};
use super::xml;

/// Writes all files, each with its findings.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let mut writer = xml::begin(out)?;
    writer.create_element("checkstyle").with_attribute(("version", "4.3")).write_inner_content(|writer| {
        for (path, found) in report.by_file() {
            let element = writer.create_element("file").with_attribute(("name", xml::line(path).as_str()));
            if found.is_empty() {
                element.write_empty()?;
            } else {
                element.write_inner_content(|writer| found.iter().try_for_each(|it| one(writer, report, it)))?;
            }
        }
        for failure in report.failures {
            let element = writer.create_element("file").with_attribute(("name", xml::line(&failure.what).as_str()));
            element.write_inner_content(|writer| {
                let why = xml::words(&format!("cannot read it: {}", failure.why));
                writer.create_element("exception").write_text_content(BytesText::new(&why))?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    writeln!(out)
}

fn one(writer: &mut Writer<&mut dyn Write>, report: &Report<'_>, it: &Diagnostic) -> io::Result<()> {
    let spot = Spot::of(&report.analysis.files, it.at, Unit::Char);
    let element = writer
        .create_element("error")
        .with_attribute(("line", spot.start.0.to_string().as_str()))
        .with_attribute(("column", spot.start.1.to_string().as_str()))
        .with_attribute(("severity", it.severity.word()))
        .with_attribute(("message", xml::line(&it.message).as_str()))
        .with_attribute(("source", xml::line(&format!("duly.{}", it.code.id)).as_str()));
    element.write_empty()?;
    Ok(())
}
