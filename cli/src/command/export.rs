//! `duly export`

use std::io::{self, Write};

use duly_dsl::{Analysis, Date, Rulebook, Unknown, Workspace};
use duly_files::Request;

use super::parties::{self, entities};
use super::reading::{mistaken, quoted};
use super::{Exit, here, print, say, today, unless_closed};
use crate::args::{Export, Model};
use crate::progress::Progress;
use crate::render::compare::Pair;
use crate::render::oscal::{self, catalog, mapping, profile, results};

/// Why nothing was exported.
type Refused = (Exit, String);

/// Reads, puts together, writes.
pub(crate) fn run(args: &Export) -> Exit {
    let day = args.today.unwrap_or_else(today);
    let progress = Progress::begin(true);
    let written = read(args, day, &progress).and_then(|analysis| {
        drop(progress);
        export(args, &analysis, day)
    });
    match written {
        Ok(Ok(())) => Exit::Clean,
        Ok(Err(error)) => {
            say(&format!("cannot write the export: {error}"));
            Exit::Trouble
        }
        Err((exit, words)) => {
            say(&words);
            exit
        }
    }
}

/// Everything that is there, decided. What ships is there even where nothing else is.
fn read(args: &Export, day: Date, progress: &Progress) -> Result<Analysis, Refused> {
    progress.tell(|| "reading and deciding".to_owned());
    let request = Request { here: &here(), paths: &args.paths, stdin_name: None, gitignore: args.walk.gitignore() };
    let texts = duly_files::gather(&request, |_, _| {});
    if !texts.failures.is_empty() {
        let each = texts.failures.iter().map(|it| format!("cannot read `{}`: {}", it.what, it.why));
        return Err((Exit::Trouble, each.collect::<Vec<_>>().join("\n")));
    }
    let is_empty = texts.texts.is_empty();
    let mut workspace = Workspace::new(day);
    texts.texts.into_iter().for_each(|(name, text)| workspace.set(name, text));
    let analysis = workspace.analyze();
    let ships = |name: &String| analysis.rulebooks().iter().any(|it| it.shipped && it.name == *name);
    if is_empty && !args.name.as_ref().is_some_and(ships) {
        return Err((Exit::Empty, "nothing to export: there is no `.duly` text under the paths".to_owned()));
    }
    let spoilt: Vec<String> = mistaken(&analysis).into_iter().map(str::to_owned).collect();
    if spoilt.is_empty() {
        return Ok(analysis);
    }
    let verb = if spoilt.len() == 1 { "has" } else { "have" };
    let words = format!("{} {verb} mistakes, so nothing is exported; see `duly check`", quoted(&spoilt));
    Err((Exit::Found, words))
}

fn export(args: &Export, analysis: &Analysis, day: Date) -> Result<io::Result<()>, Refused> {
    match args.to {
        Model::Catalog => {
            let books = analysis.rulebooks();
            let book = guidance(&books, args.name.as_deref(), |it| !it.own)?;
            if book.rules.is_empty() {
                return Err((Exit::Empty, format!("`{}` asks nothing, so there is nothing to export", book.name)));
            }
            Ok(write(args, &catalog::document(book, day)))
        }
        Model::Profile => {
            let books = analysis.rulebooks();
            let book = guidance(&books, args.name.as_deref(), |it| it.tailors.is_some())?;
            let base = books.iter().find(|it| !it.own && Some(&it.name) == book.tailors.as_ref());
            let document = base.and_then(|base| profile::document(book, base, day));
            document
                .map(|it| write(args, &it))
                .ok_or_else(|| (Exit::Empty, format!("`{}` asks nothing, so there is nothing to export", book.name)))
        }
        Model::Mapping => {
            let pairs = pairs(args, analysis)?;
            let nothing = || (Exit::Empty, "nothing to export: neither side asks anything".to_owned());
            mapping::document(&pairs, day).map(|it| write(args, &it)).ok_or_else(nothing)
        }
        Model::Results => {
            let entities = args.name.iter().map(|it| entity(analysis, it)).collect::<Result<Vec<_>, _>>()?;
            let nothing = || (Exit::Empty, "nothing to export: nothing is asked of anybody here".to_owned());
            let checked = results::Checked { analysis, today: day, entities };
            results::document(&checked).map(|it| write(args, &it)).ok_or_else(nothing)
        }
    }
}

fn write(args: &Export, document: &impl serde::Serialize) -> io::Result<()> {
    let draw = |out: &mut dyn Write| oscal::write(out, document);
    match &args.output_file {
        Some(path) => unless_closed(duly_files::write(path, draw)),
        None => print(draw),
    }
}

/// The guidance of that name; without a name, the only one that the files declare.
fn guidance<'b>(
    books: &'b [Rulebook],
    name: Option<&str>,
    fits: impl Fn(&Rulebook) -> bool,
) -> Result<&'b Rulebook, Refused> {
    let named = |it: &&Rulebook| !it.own && Some(it.name.as_str()) == name;
    let found: Vec<&Rulebook> = match name {
        Some(_) => books.iter().filter(named).collect(),
        None => books.iter().filter(|it| !it.own && !it.shipped && fits(it)).collect(),
    };
    match (found.as_slice(), name) {
        ([one, ..], Some(_)) if fits(one) => Ok(one),
        ([one], None) => Ok(one),
        ([_, ..], Some(name)) => Err((
            Exit::Trouble,
            format!("`{name}` tailors no other guidance, so it is no profile; export it as a catalog"),
        )),
        (_, name) => {
            let known = books.iter().filter(|it| !it.own && fits(it)).map(|it| it.name.clone()).collect();
            let known = near(name.unwrap_or_default(), known);
            let said = match name {
                Some(name) => format!("there is no guidance called `{name}`"),
                None => "say which guidance to export".to_owned(),
            };
            Err((Exit::Trouble, format!("{said}; there is {}", quoted(&known))))
        }
    }
}

fn entity(analysis: &Analysis, name: &str) -> Result<String, Refused> {
    let known: Vec<String> = entities(analysis).into_iter().filter(|it| !it.is_empty()).collect();
    if known.iter().any(|it| it == name) {
        return Ok(name.to_owned());
    }
    let there = near(name, known);
    let there = if there.is_empty() { "none is declared".to_owned() } else { format!("there is {}", quoted(&there)) };
    Err((Exit::Trouble, format!("there is no entity called `{name}`; {there}")))
}

/// A few names, those first that are most like another.
fn near(name: &str, mut known: Vec<String>) -> Vec<String> {
    known.sort_by_key(|it| strsim::osa_distance(it, name));
    known.truncate(4);
    known
}

/// Each entity, or the one that is named, against what it follows or what is named.
fn pairs(args: &Export, analysis: &Analysis) -> Result<Vec<Pair>, Refused> {
    let unknown = |it: Unknown| {
        let near: Vec<String> = it.known.into_iter().take(4).collect();
        (Exit::Trouble, format!("there is no entity or guidance called `{}`; there is {}", it.name, quoted(&near)))
    };
    let pairs = parties::within(analysis, args.name.as_deref(), args.baseline.as_deref()).map_err(unknown)?;
    if pairs.is_empty() {
        let why = "nothing to export: nobody here follows any guidance; name one with `--baseline`";
        return Err((Exit::Empty, why.to_owned()));
    }
    Ok(pairs)
}
