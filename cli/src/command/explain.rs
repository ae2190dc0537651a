//! `duly explain`

use std::io;

use duly_dsl::{Page, Workspace};
use duly_files::Request;

use super::{Exit, here, in_color, print, say, today, width};
use crate::args::{Explain, PageFormat};
use crate::progress::Progress;
use crate::render::summary::number;
use crate::render::{Style, page};

/// Finds the page and prints it.
pub(crate) fn run(args: &Explain) -> Exit {
    let mut workspace = Workspace::new(today());
    if !is_code(&args.name) && !read(args, &mut workspace) {
        return Exit::Trouble;
    }
    match workspace.analyze().explain(&args.name) {
        Ok(found) => match show(args, &found) {
            Ok(()) => Exit::Clean,
            Err(error) => {
                say(&format!("cannot write the page: {error}"));
                Exit::Trouble
            }
        },
        Err(near) => {
            say(&unknown(&args.name, &near));
            Exit::Trouble
        }
    }
}

/// Codes are ours alone, so no file needs to be read for them.
fn is_code(name: &str) -> bool {
    name.strip_prefix("DLY").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
}

/// Adds the files there are. What is not there is no trouble, unless it was asked for by name.
fn read(args: &Explain, workspace: &mut Workspace) -> bool {
    let progress = Progress::begin(true);
    progress.tell(|| "looking for files".to_owned());
    let request = Request { here: &here(), paths: &args.paths, stdin_name: None, gitignore: args.walk.gitignore() };
    let tell = |done, all| progress.tell(|| format!("reading: {done} of {}", number(all, "file")));
    let texts = duly_files::gather(&request, tell);
    drop(progress);
    for failure in &texts.failures {
        say(&format!("cannot read `{}`: {}", failure.what, failure.why));
    }
    for (name, text) in texts.texts {
        workspace.set(name, text);
    }
    !texts.failures.iter().any(|failure| failure.named)
}

fn show(args: &Explain, found: &Page) -> io::Result<()> {
    let style = Style { color: in_color(args.color), width: width() };
    print(|out| match args.output_format {
        PageFormat::Markdown => writeln!(out, "{}", found.markdown.trim_end()),
        PageFormat::Text => page::write(out, &found.markdown, style),
    })
}

fn unknown(name: &str, near: &[String]) -> String {
    let quoted: Vec<_> = near.iter().take(5).map(|name| format!("`{name}`")).collect();
    let names = match quoted.split_last() {
        None => return format!("nothing is called `{name}`"),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    };
    format!("nothing is called `{name}`; did you mean {names}?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered() {
        let near = |names: &[&str]| unknown("x", &names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
        assert_eq!(near(&[]), "nothing is called `x`");
        assert_eq!(near(&["a"]), "nothing is called `x`; did you mean `a`?");
        assert_eq!(near(&["a", "b", "c"]), "nothing is called `x`; did you mean `a`, `b` or `c`?");
    }
}
