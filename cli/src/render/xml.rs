//! What is written into XML: words, of which none is a sign of XML or a character that XML cannot hold.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use crate::clean;

/// A writer of elements, after the line that says what this is.
pub(crate) fn begin(out: &mut dyn Write) -> io::Result<Writer<&mut dyn Write>> {
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(writer)
}

/// What can be the value of an attribute: one line. The library escapes it.
pub(crate) fn line(text: &str) -> String {
    clean::line(text).replace(is_no_character, "\u{fffd}")
}

/// What can stand in an element: lines. The library escapes it.
pub(crate) fn words(text: &str) -> String {
    clean::words(text).replace(is_no_character, "\u{fffd}")
}

/// What is no control and still not allowed.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}
