//! The registers below the verdicts: what is registered, who departs from what, what is still to be judged, what was read.

use std::io;

use super::{Page, Part};
use crate::render::compare::registers::{Register, Use};
use crate::render::html::escaped as words;

/// Writes them.
pub(super) fn write(page: &mut Page<'_>, part: &Part<'_>) -> io::Result<()> {
    let (pair, at) = (part.pair, part.number);
    let registers = pair.registers();
    if !registers.is_empty() {
        page.heading(0, &format!("c{at}-register"), "What is registered, and how grave it is")?;
        registers.iter().try_for_each(|it| uses(page, it))?;
        page.heading(0, &format!("c{at}-waivers"), "Waivers, and until when they count")?;
        registers.iter().try_for_each(|it| waivers(page, it))?;
    }
    page.heading(0, &format!("c{at}-judge"), "Still to be judged by a person")?;
    questions(page, part)?;
    page.heading(0, &format!("c{at}-sources"), "What was read")?;
    page.head("A text whose SHA-256 is another is another text", &["File", "SHA-256"])?;
    page.line("<tbody>")?;
    for it in pair.sources() {
        let name = words(&it.name());
        page.line(&format!("<tr><th scope=\"row\">{name}</th><td><code>{}</code></td></tr>", it.sha256))?;
    }
    page.line("</tbody>\n</table>")
}

fn uses(page: &mut Page<'_>, register: &Register) -> io::Result<()> {
    if register.uses.is_empty() {
        return page.paragraph(&format!("Nothing is registered by {}.", register.whose));
    }
    let caption = format!("Registered by {}", register.whose);
    page.head(&caption, &["What is registered", "How grave it is, and why", "How requirements stand for it"])?;
    page.line("<tbody>")?;
    register.uses.iter().try_for_each(|it| used(page, it))?;
    page.line("</tbody>\n</table>")
}

fn used(page: &mut Page<'_>, it: &Use) -> io::Result<()> {
    page.line(&format!(
        "<tr><th scope=\"row\">{} <span class=\"name\">{}<br>{}</span></th><td>",
        words(&it.title),
        words(&it.name),
        words(&it.place)
    ))?;
    if it.classes.is_empty() {
        page.line("<p>No table says how grave it is.</p>")?;
    }
    for (level, why) in &it.classes {
        page.line(&format!("<strong>{}</strong>\n<ul>", words(level)))?;
        why.iter().try_for_each(|it| page.line(&format!("<li>{}</li>", words(it))))?;
        page.line("</ul>")?;
    }
    if !it.facts.is_empty() {
        let facts = words(&it.facts);
        page.line(&format!("<details><summary>What is stated of it</summary>\n<p>{facts}</p></details>"))?;
    }
    page.line(&format!("</td><td>{}</td></tr>", words(&it.stands)))
}

fn waivers(page: &mut Page<'_>, register: &Register) -> io::Result<()> {
    if register.waivers.is_empty() {
        return page.paragraph(&format!("No waiver is declared by {}.", register.whose));
    }
    let caption = format!("Declared by {}; what lapses first stands first", register.whose);
    page.head(&caption, &["Waiver", "Departs from", "Last day", "Whether it counts", "By", "Why"])?;
    page.line("<tbody>")?;
    for it in &register.waivers {
        let instead =
            if it.instead.is_empty() { String::new() } else { format!("<br>Instead: {}", words(&it.instead)) };
        page.line(&format!(
            "<tr><th scope=\"row\">{} <span class=\"name\">{}</span></th><td>{}</td><td>{}</td>\
             <td class=\"{}\">{}</td><td>{}</td><td>{}{instead}</td></tr>",
            words(if it.title.is_empty() { &it.waiver } else { &it.title }),
            words(&it.place),
            words(&it.from),
            words(&it.until),
            if it.counts { "waived" } else { "missing" },
            words(&it.standing),
            words(&it.by),
            words(&it.reason),
        ))?;
    }
    page.line("</tbody>\n</table>")
}

fn questions(page: &mut Page<'_>, part: &Part<'_>) -> io::Result<()> {
    let rows = &part.pair.comparison.rows;
    let open = part.pair.questions();
    if open.is_empty() {
        return page.line("<p>Nothing.</p>");
    }
    page.line("<ul>")?;
    for row in open {
        let question = words(row.question.as_deref().unwrap_or(""));
        let number = rows.iter().position(|it| std::ptr::eq(it, row)).unwrap_or(0);
        let name = words(&row.requirement);
        page.line(&format!("<li>{question} <a class=\"name\" href=\"#c{}r{number}\">{name}</a></li>", part.number))?;
    }
    page.line("</ul>")
}
