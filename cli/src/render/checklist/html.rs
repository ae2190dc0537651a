//! As one page for a browser and for paper. It refers to nothing outside and holds no script.

use std::io::{self, Write};

use duly_dsl::{Checklist, Entry, Task};

use super::{
    INCOMPLETE, about, contents, group, kinds, part_title, particulars, purpose, rest, task_title, title, unsettled,
};
use crate::render::html::{self, escaped};

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1f2328;--quiet:#57606a;--paper:#fff;--line:#8c959f;--box:#f6f8fa}\
@media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--quiet:#a9b1ba;--paper:#1e1f22;--line:#8b949e;--box:#2a2d31}}\
@media print{:root{--ink:#000;--quiet:#333;--paper:#fff;--line:#555;--box:#fff}body{max-width:none;padding:0}}\
body{font:16px/1.5 system-ui,\"Segoe UI\",\"Noto Sans\",sans-serif;color:var(--ink);background:var(--paper);\
max-width:52rem;margin:0 auto;padding:1.5rem}\
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2rem;break-after:avoid}\
ul{padding-left:0;list-style:none}ul ul{padding-left:1.2rem;border-left:2px solid var(--line)}\
.task{border:1px solid var(--line);border-radius:6px;background:var(--box);padding:.6rem .8rem;margin:.6rem 0;break-inside:avoid}\
.task label{font-weight:600}input{width:1.1em;height:1.1em;margin-right:.5em;vertical-align:-.15em}\
dl{display:grid;grid-template-columns:9rem 1fr;gap:.1rem .8rem;margin:.4rem 0 0}dt{color:var(--quiet)}dd{margin:0}\
.head{font-weight:600;margin:.8rem 0 .2rem}.quiet{color:var(--quiet)}.sign{margin:.5rem 0 0;color:var(--quiet)}";

/// Writes the page.
pub(crate) fn write(out: &mut dyn Write, lists: &[Checklist]) -> io::Result<()> {
    let name = lists.first().map_or("Checklist", |it| title(it));
    html::head(out, &format!("Checklist: {name}"), STYLE, None)?;
    writeln!(out, "<main>")?;
    for (at, list) in lists.iter().enumerate() {
        write_one(out, list, at)?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

fn write_one(out: &mut dyn Write, list: &Checklist, at: usize) -> io::Result<()> {
    writeln!(out, "<h1>Checklist: {}</h1>\n<p>{}.</p>", escaped(title(list)), escaped(&about(list)))?;
    if !list.facts.is_empty() {
        writeln!(out, "<h2>What is stated</h2>\n<dl>")?;
        for (field, values) in &list.facts {
            pair(out, field, &values.join(", "))?;
        }
        writeln!(out, "</dl>")?;
    }
    for part in &list.parts {
        writeln!(out, "<h2>{}</h2>", escaped(part_title(part)))?;
        if let Some(when) = &part.when {
            writeln!(out, "<p>Only if {}.</p>", escaped(when))?;
        }
        if !part.is_complete {
            writeln!(out, "<p>{INCOMPLETE}</p>")?;
        }
        entries(out, &part.entries, at)?;
    }
    if list.parts.is_empty() {
        writeln!(out, "<p>No procedure says what is done for this.</p>")?;
    }
    for (heading, remark, all) in rest(list).into_iter().filter(|it| !it.2.is_empty()) {
        writeln!(out, "<h2>{heading}</h2>\n<p class=\"quiet\">{remark}</p>\n<ul>")?;
        let is_task = std::ptr::eq(all, list.to_judge.as_slice());
        for (number, it) in all.iter().enumerate() {
            write!(out, "<li class=\"task\">")?;
            let words = escaped(&unsettled(it));
            match is_task {
                true => tick(out, &format!("judge-{at}-{number}"), &words)?,
                false => write!(out, "{words}")?,
            }
            it.remarks.iter().try_for_each(|it| write!(out, "<br>{}", escaped(it)))?;
            writeln!(out, "{}</li>", if is_task { SIGN } else { "" })?;
        }
        writeln!(out, "</ul>")?;
    }
    Ok(())
}

/// Room for the hand.
const SIGN: &str = "<p class=\"sign\">Done on ____________ by ______________________</p>";

fn entries(out: &mut dyn Write, all: &[Entry], at: usize) -> io::Result<()> {
    writeln!(out, "<ul>")?;
    for entry in all {
        match entry {
            Entry::Task(it) => task(out, it, at)?,
            Entry::GoTo(step) => writeln!(out, "<li>Go to: {}</li>", escaped(step))?,
            Entry::End => writeln!(out, "<li>This is the end.</li>")?,
            _ => {
                for (heading, inner) in group(entry) {
                    writeln!(out, "<li><p class=\"head\">{}</p>", escaped(&heading))?;
                    match inner {
                        [] => writeln!(out, "<p>Go on below.</p>")?,
                        inner => entries(out, inner, at)?,
                    }
                    writeln!(out, "</li>")?;
                }
            }
        }
    }
    writeln!(out, "</ul>")
}

fn task(out: &mut dyn Write, task: &Task, at: usize) -> io::Result<()> {
    let kind = kinds(task);
    let kind = if kind.is_empty() { String::new() } else { format!(" <span class=\"quiet\">({kind})</span>") };
    write!(out, "<li class=\"task\">")?;
    tick(out, &format!("step-{at}-{}", task.number), &format!("{}. {}", task.number, escaped(&task_title(task))))?;
    writeln!(out, "{kind}\n<dl>")?;
    for (word, what) in particulars(task) {
        pair(out, word, &what)?;
    }
    if !task.says.is_empty() {
        pair(out, "What is to be in it", &contents(task))?;
    }
    for it in &task.serves {
        let because = it.because.as_ref().map_or(String::new(), |it| format!(" – {it}"));
        pair(out, "For", &format!("{}{because}", purpose(it)))?;
    }
    writeln!(out, "</dl>{SIGN}</li>")
}

fn tick(out: &mut dyn Write, id: &str, words: &str) -> io::Result<()> {
    write!(out, "<input type=\"checkbox\" id=\"{id}\"><label for=\"{id}\">{words}</label>")
}

fn pair(out: &mut dyn Write, word: &str, what: &str) -> io::Result<()> {
    writeln!(out, "<dt>{}</dt><dd>{}</dd>", escaped(word), escaped(what))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn drawn(words: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, &[sample::saying(words)]).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The tags, in order.
    fn tags(page: &str) -> Vec<&str> {
        page.split('<').skip(1).map(|it| it.split(['>', ' ']).next().unwrap()).collect()
    }

    #[test]
    fn nothing_written_is_read_as_anything_but_words() {
        let plain = drawn("plain");
        for hostile in sample::HOSTILE {
            assert_eq!(tags(&drawn(hostile)), tags(&plain), "{hostile}");
        }
        for outside in ["<script", "http", "<img", "<link", "url(", "@import"] {
            assert!(!drawn("plain").replace("http-equiv", "").contains(outside), "{outside}");
        }
    }

    #[test]
    fn every_box_has_its_words() {
        let page = drawn("plain");
        let boxes: Vec<&str> = page.split("<input type=\"checkbox\" id=\"").skip(1).collect();
        assert_eq!(boxes.len(), 8);
        let mut seen = std::collections::BTreeSet::new();
        for it in boxes {
            let id = it.split('"').next().unwrap();
            assert!(seen.insert(id.to_owned()), "{id} stands there twice");
            assert!(page.contains(&format!("<label for=\"{id}\">")), "{id}");
        }
    }
}
