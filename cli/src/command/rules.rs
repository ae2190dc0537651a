//! `duly rules`

mod examples;

use std::io::{self, Write};
use std::path::PathBuf;

use duly_dsl::{Analysis, Date, Rulebook, Workspace};
use duly_files::Request;

use super::{Exit, here, in_color, print, say, today, unless_closed, width};
use crate::args::{Color, Rules, RulesFormat};
use crate::progress::Progress;
use crate::render::Style;
use crate::render::rules::{self, Report};
use crate::render::summary::number;
use examples::Examples;

/// Reads, lists, prints.
pub(crate) fn run(args: &Rules) -> Exit {
    let today = args.today.unwrap_or_else(today);
    let progress = Progress::begin(true);
    let seen = see(args, today, &progress);
    drop(progress);
    for trouble in &seen.troubles {
        say(trouble);
    }
    let books = match select(seen.books, &args.guidance) {
        Ok(books) => books,
        Err(unknown) => {
            say(&unknown);
            return Exit::Trouble;
        }
    };
    let report = Report { trace: args.trace.then_some(today), books, examples: seen.examples.found() };
    match show(args, &report) {
        Ok(()) if seen.unread => Exit::Trouble,
        Ok(()) => Exit::Clean,
        Err(error) => {
            say(&format!("cannot write the list: {error}"));
            Exit::Trouble
        }
    }
}

/// What was found in the paths.
#[derive(Default)]
struct Seen {
    /// Each guidance once, as the first path has it.
    books: Vec<Rulebook>,
    examples: Examples,
    /// What to tell the reader of the paths.
    troubles: Vec<String>,
    /// Whether something could not be read.
    unread: bool,
}

/// Reads the paths: for a list all together, for a trace each by itself.
fn see(args: &Rules, today: Date, progress: &Progress) -> Seen {
    let mut seen = Seen::default();
    if args.paths.is_empty() || !args.trace {
        let analysis = seen.read(args, &args.paths, today);
        seen.books = analysis.rulebooks();
        return seen;
    }
    for (done, path) in args.paths.iter().enumerate() {
        progress.tell(|| format!("checking: {done} of {}", number(args.paths.len(), "path")));
        let analysis = seen.read(args, std::slice::from_ref(path), today);
        let name = duly_files::label(path, &here());
        if examples::has_mistakes(&analysis) {
            seen.troubles.push(format!("`{name}` has mistakes, so it may count for less; see `duly check {name}`"));
        }
        seen.examples.add(&name, &analysis);
        // What an organisation asks of itself is no guidance that others could be examples of.
        for book in analysis.rulebooks().into_iter().filter(|it| !it.own) {
            if !seen.books.iter().any(|it| it.name == book.name) {
                seen.books.push(book);
            }
        }
    }
    seen
}

impl Seen {
    fn read(&mut self, args: &Rules, paths: &[PathBuf], today: Date) -> Analysis {
        let request = Request { here: &here(), paths, stdin_name: None, gitignore: args.walk.gitignore() };
        let texts = duly_files::gather(&request, |_, _| {});
        for failure in &texts.failures {
            self.troubles.push(format!("cannot read `{}`: {}", failure.what, failure.why));
            self.unread = true;
        }
        let mut workspace = Workspace::new(today);
        for (name, text) in texts.texts {
            workspace.set(name, text);
        }
        workspace.analyze()
    }
}

/// Those that were asked for; without a wish those of the paths, and if there are none what ships. Profiles that ship
/// would only say the same once more.
fn select(books: Vec<Rulebook>, wanted: &[String]) -> Result<Vec<Rulebook>, String> {
    if wanted.is_empty() {
        let declares = books.iter().any(|it| !it.shipped && !it.own);
        let shown = |it: &Rulebook| it.own || !it.shipped || !declares && it.tailors.is_none();
        return Ok(books.into_iter().filter(shown).collect());
    }
    if let Some(unknown) = wanted.iter().find(|&name| !books.iter().any(|it| it.name == *name)) {
        let known: Vec<String> =
            books.iter().filter(|it| !it.name.is_empty()).map(|it| format!("`{}`", it.name)).collect();
        return Err(format!("there is no guidance called `{unknown}`; there is {}", known.join(", ")));
    }
    Ok(books.into_iter().filter(|it| wanted.contains(&it.name)).collect())
}

fn show(args: &Rules, report: &Report) -> io::Result<()> {
    let to_file = args.output_file.is_some() && args.color == Color::Auto;
    let style = Style { color: !to_file && in_color(args.color), width: width() };
    let draw = |out: &mut dyn Write| match args.output_format {
        RulesFormat::Text => rules::text::write(out, report, style),
        RulesFormat::Markdown => rules::markdown::write(out, report),
        RulesFormat::Json => rules::json::write(out, report),
        RulesFormat::Csv => rules::csv::write(out, report),
    };
    match &args.output_file {
        Some(path) => unless_closed(duly_files::write(path, draw)),
        None => print(draw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(texts: &[(&str, &str)], wanted: &[&str]) -> Result<Vec<String>, String> {
        let mut workspace = Workspace::new(today());
        for (path, text) in texts {
            workspace.set(*path, *text);
        }
        let wanted: Vec<String> = wanted.iter().map(|&it| it.to_owned()).collect();
        let books = select(workspace.analyze().rulebooks(), &wanted)?;
        Ok(books.into_iter().map(|it| it.name).collect())
    }

    #[test]
    fn own_guidance_comes_before_what_ships() {
        let ours = ("g.duly", "guidance ours { requirement r must { require x } }");
        let profile = ("g.duly", "guidance strict tailors un-hrdd { }");
        let town = ("e/e.duly", "entity town { requirement s must { require x } }");
        let known = |names: &[&str]| Ok(names.iter().map(|&it| it.to_owned()).collect::<Vec<_>>());
        let shipped = names(&[], &[]).unwrap();
        assert!(shipped.iter().any(|it| it == "un-hrdd"), "{shipped:?}");
        assert_eq!(names(&[profile], &[]), known(&["strict"]), "{shipped:?}");
        assert_eq!(names(&[ours], &[]), known(&["ours"]));
        assert_eq!(names(&[town], &[]), Ok([shipped, vec!["town".to_owned()]].concat()));
        assert_eq!(names(&[ours], &["un-hrdd", "ours"]), known(&["un-hrdd", "ours"]));
        let unknown = names(&[ours], &["theirs"]).unwrap_err();
        assert!(unknown.starts_with("there is no guidance called `theirs`; there is `"), "{unknown}");
        assert!(unknown.contains("`un-hrdd`") && unknown.contains("`ours`"), "{unknown}");
    }
}
